//! Writes the list of crates to `OUT_DIR` in the form of cargo-auditable, and refuses a `Cargo.lock` that nobody has reviewed.

use std::env::{var, var_os};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::dependencies::{Package, Question, packages};

/// When set to 1, what was not reviewed fails the build.
const FROZEN: &str = "GATEWAY_FROZEN";

/// Writes `dependencies.json`.
pub(crate) fn dependencies() -> Result<(), String> {
    println!("cargo::rerun-if-env-changed={FROZEN}");
    for file in ["build.rs", "build", "Cargo.lock", "Cargo.toml"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let frozen = var_os(FROZEN).is_some_and(|value| value == "1");
    let folder = path("CARGO_MANIFEST_DIR")?;
    if frozen {
        reviewed(&folder)?;
    }
    let list = list(&folder).or_else(|problem| unlisted(frozen, &problem))?;
    let out = path("OUT_DIR")?.join("dependencies.json");
    std::fs::write(&out, list).map_err(|error| format!("{}: {error}", out.display()))
}

fn path(name: &str) -> Result<PathBuf, String> {
    var_os(name).map(PathBuf::from).ok_or_else(|| format!("{name} is not set: this is for build scripts"))
}

fn list(folder: &Path) -> Result<String, String> {
    let (cargo, target) = (path("CARGO")?, var("TARGET").map_err(|error| format!("TARGET: {error}"))?);
    let features = var("CARGO_CFG_FEATURE").unwrap_or_default();
    packages(&Question { cargo: &cargo, folder, target: &target, features: &features })
        .map(|packages| json(&packages))
}

/// A build for trying things out goes on without the list.
fn unlisted(frozen: bool, problem: &str) -> Result<String, String> {
    if frozen {
        return Err(format!(
            "the crates of this build cannot be listed ({FROZEN}=1 refuses to build): {problem}"
        ));
    }
    println!("cargo::warning=`gateway version` will list no crates: {}", problem.replace('\n', " "));
    Ok(json(&[]))
}

/// Where git keeps the tree, `Cargo.lock` must be as it was committed: cargo rewrites it without a word.
pub(crate) fn reviewed(folder: &Path) -> Result<(), String> {
    let git = |arguments: &[&str]| Command::new("git").current_dir(folder).args(arguments).output();
    let tracked =
        git(&["ls-files", "--error-unmatch", "Cargo.lock"]).is_ok_and(|output| output.status.success());
    let differs = || {
        git(&["diff", "--quiet", "HEAD", "--", "Cargo.lock"])
            .is_ok_and(|output| output.status.code() == Some(1))
    };
    match tracked && differs() {
        true => Err(format!(
            "Cargo.lock differs from the one that was committed ({FROZEN}=1 refuses to build); review \
             `git diff HEAD -- Cargo.lock`, then commit it, or take it back with `git checkout HEAD -- Cargo.lock`"
        )),
        false => Ok(()),
    }
}

/// `{"packages":[…]}`, on one line.
fn json(packages: &[Package]) -> String {
    let packages: Vec<String> = packages.iter().map(entry_json).collect();
    format!("{{\"packages\":[{}]}}", packages.join(","))
}

/// Names, versions and sources hold nothing that JSON would have to escape: cargo allows no such letters in them.
fn entry_json(package: &Package) -> String {
    let Package { name, version, source, dependencies, root } = package;
    let mut text = format!(r#"{{"name":"{name}","version":"{version}","source":"{source}""#);
    if !dependencies.is_empty() {
        let positions: Vec<String> = dependencies.iter().map(ToString::to_string).collect();
        text += &format!(r#","dependencies":[{}]"#, positions.join(","));
    }
    if *root {
        text += r#","root":true"#;
    }
    text + "}"
}
