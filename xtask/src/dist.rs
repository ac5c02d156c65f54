//! Everything that is shipped, in one folder.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::compile::{Place, compile, profiled_otherwise};
use crate::dependencies::{Package, Question, packages};
use crate::files;
use crate::metadata;
use crate::run::{cargo, output};
use crate::target::{NATIVE, Target, targets};
use crate::{licences, sbom};

/// The most that a binary may weigh: 12 MiB.
const MOST: u64 = 12 * 1024 * 1024;

const SHELLS: &[(&str, &str)] = &[
    ("bash", "gateway.bash"),
    ("elvish", "gateway.elv"),
    ("fish", "gateway.fish"),
    ("powershell", "_gateway.ps1"),
    ("zsh", "_gateway"),
];

/// Builds all of it into `out`, whose old content goes once everything is there.
pub(crate) fn make(out: &Path) -> Result<(), String> {
    let out = std::path::absolute(out).map_err(files::at(out))?;
    may_go(&out)?;
    let partial = out.with_added_extension("partial");
    files::remove_folder(&partial)?;
    fill(&partial)?;
    files::remove_folder(&out)?;
    std::fs::rename(&partial, &out).map_err(files::at(&out))?;
    report(&out)
}

/// Refuses a folder that holds anything else than what an earlier run made.
fn may_go(out: &Path) -> Result<(), String> {
    let is_empty = std::fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    match is_empty || out.join("SHA256SUMS").is_file() {
        true => Ok(()),
        false => Err(format!(
            "{}: it holds something else than an earlier dist; name an empty folder with --out",
            out.display()
        )),
    }
}

fn fill(out: &Path) -> Result<(), String> {
    let (targets, skipped) = targets()?;
    skipped.iter().for_each(|reason| println!("skipped {reason}"));
    let place = Place::here()?;
    if let Some(notice) = profiled_otherwise(&place)? {
        println!("{notice}");
    }
    let mut built = Vec::new();
    for target in &targets {
        let started = Instant::now();
        let binary = compile(&place, target)?;
        println!("built {} in {} s", target.triple, started.elapsed().as_secs());
        built.push((target, binary));
    }
    for (target, binary) in built {
        ship(out, target, &binary)?;
    }
    pages(out, &out.join(NATIVE).join("gateway"))?;
    files::write(&out.join("SHA256SUMS"), files::sums(out)?)
}

/// The binary of one target, and what is said of it.
fn ship(out: &Path, target: &Target, binary: &Path) -> Result<(), String> {
    let folder = out.join(target.triple);
    let shipped = folder.join("gateway");
    files::copy(binary, &shipped)?;
    weigh(&shipped)?;
    let packages = crates(target)?;
    let register = metadata::register(target.triple)?;
    let bill = sbom::bill(&packages, &register, &files::sha256_of(&shipped)?, target.triple);
    files::write(&folder.join("gateway.cdx.json"), bill)?;
    files::write(&folder.join("THIRD-PARTY-LICENCES.txt"), licences::text(&packages, &register)?)
}

fn weigh(binary: &Path) -> Result<(), String> {
    let size = std::fs::metadata(binary).map_err(files::at(binary))?.len();
    match size > MOST {
        true => Err(format!("{}: {size} bytes, and {MOST} is the most that it may have", binary.display())),
        false => Ok(()),
    }
}

fn crates(target: &Target) -> Result<Vec<Package>, String> {
    let (cargo, folder) = (cargo(), files::repository());
    packages(&Question { cargo: &cargo, folder: &folder, target: target.triple, features: "default" })
}

/// Completions and manual pages, which the binary makes of its own command line.
fn pages(out: &Path, binary: &Path) -> Result<(), String> {
    let own = || {
        let mut command = Command::new(binary);
        command.env_clear();
        command
    };
    for (shell, name) in SHELLS {
        let script = output(own().args(["completions", shell]))?;
        files::write(&out.join("completions").join(name), script)?;
    }
    output(own().arg("man").arg(out.join("man"))).map(drop)
}

fn report(out: &Path) -> Result<(), String> {
    let shipped = files::below(out)?;
    for (name, path) in shipped.iter().filter(|(name, _)| name.ends_with("/gateway")) {
        let size = std::fs::metadata(path).map_err(files::at(path))?.len();
        println!("{}  {size} bytes  {name}", files::sha256_of(path)?);
    }
    println!("{} files in {}", shipped.len(), out.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_folder_or_an_earlier_dist_may_go() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        assert_eq!(may_go(&out), Ok(()));
        std::fs::create_dir(&out).unwrap();
        assert_eq!(may_go(&out), Ok(()));
        std::fs::write(out.join("letter"), "dear").unwrap();
        assert!(may_go(&out).unwrap_err().contains("--out"));
        std::fs::write(out.join("SHA256SUMS"), files::sums(&out).unwrap()).unwrap();
        assert_eq!(may_go(&out), Ok(()));
    }

    #[test]
    fn a_binary_that_is_too_heavy_is_refused_with_both_sizes() {
        let folder = tempfile::tempdir().unwrap();
        let binary = folder.path().join("gateway");
        let heavy = |size| {
            std::fs::File::create(&binary).unwrap().set_len(size).unwrap();
            weigh(&binary)
        };
        assert_eq!(heavy(MOST), Ok(()));
        assert!(heavy(MOST + 1).unwrap_err().contains("12582913 bytes, and 12582912 is the most"));
    }

    #[test]
    fn sums_are_what_sha256sum_reads() {
        let folder = tempfile::tempdir().unwrap();
        files::write(&folder.path().join("man/a.1"), "abc").unwrap();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(files::sums(folder.path()).unwrap(), format!("{abc}  man/a.1\n"));
    }
}
