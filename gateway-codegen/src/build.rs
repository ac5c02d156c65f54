//! For build scripts: compile `tools.toml` into `OUT_DIR`, and say when the review copy is stale.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::Contract;
use crate::diag::Diagnostics;
use crate::emit::{self, Files};
use crate::plan::Plan;
use crate::sink::{self, REMEDY};

/// The folder of the review copy, beside `tools.toml`.
const REVIEW_FOLDER: &str = "generated";
/// Where lines of `tools.toml` are written for the gateway to compile in: beside what is generated from the contract, and not
/// part of it. There is no review copy of it, since a comment that moves lines changes nothing that anybody would review.
const PLACES: &str = "places.txt";
/// How many tools with types in Rust compile without a word.
const MANY_TYPES: usize = 1000;
/// When set to 1, a stale review copy fails the build.
const FROZEN: &str = "GATEWAY_FROZEN";

/// Compiles `path` (relative to the package) and writes the Rust outputs to `OUT_DIR`, and nowhere else.
///
/// Mistakes are printed in full, and the exit code is then 1.
#[must_use]
pub fn run(path: impl AsRef<Path>) -> ExitCode {
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from);
    let frozen = std::env::var_os(FROZEN).is_some_and(|value| value == "1");
    let mut lines = Lines::default();
    let outcome = match out {
        Some(out) => compile(path.as_ref(), &out, frozen, &mut lines),
        None => Err("error: OUT_DIR is not set: this is for build scripts".to_owned()),
    };
    lines.0.iter().for_each(|line| println!("{line}"));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(report) => {
            eprintln!("{report}");
            ExitCode::FAILURE
        }
    }
}

/// What cargo is told.
#[derive(Debug, Default)]
struct Lines(Vec<String>);

impl Lines {
    fn watch(&mut self, path: &Path) {
        let line = format!("cargo::rerun-if-changed={}", path.display());
        if !self.0.contains(&line) {
            self.0.push(line);
        }
    }
}

fn compile(path: &Path, out: &Path, frozen: bool, lines: &mut Lines) -> Result<(), String> {
    lines.0.push(format!("cargo::rerun-if-env-changed={FROZEN}"));
    lines.watch(path);
    let contract = Contract::load(path).map_err(|mistakes| report(&mistakes, lines))?;
    contract.inputs.iter().for_each(|file| lines.watch(file));
    let mut files = emit::compiled(&contract.plan);
    files.insert(PLACES.to_owned(), contract.places.text().to_owned());
    sink::write(out, &files).map_err(|problem| problem.to_string())?;
    lines.0.extend(many_types(&contract.plan));
    // Places are no part of the review copy.
    files.remove(PLACES);
    let folder = path.with_file_name(REVIEW_FOLDER);
    lines.watch(&folder);
    // Without a review copy there is nothing to compare, and the first file says so.
    if folder.is_dir() {
        files.extend(emit::read(&contract.plan));
    }
    review(&folder, &files, frozen, lines)
}

/// What a contract is told that takes long to compile, and need not.
fn many_types(plan: &Plan) -> Option<String> {
    let count: usize =
        plan.servers.iter().filter(|server| server.server.types).map(|server| server.tools.len()).sum();
    (count > MANY_TYPES).then(|| {
        format!(
            "cargo::warning={count} tools have types in Rust, which takes minutes and gigabytes to compile; say \
             `types = false` on each server whose tools no hook and no Rust client uses"
        )
    })
}

fn report(mistakes: &Diagnostics, lines: &mut Lines) -> String {
    mistakes.files().iter().for_each(|file| lines.watch(file));
    mistakes.to_string()
}

fn review(folder: &Path, files: &Files, frozen: bool, lines: &mut Lines) -> Result<(), String> {
    let changes = sink::compare(folder, files).map_err(|problem| problem.to_string())?;
    let Some(first) = changes.first() else {
        return Ok(());
    };
    let stale = format!("{}/ does not match tools.toml ({first}); {REMEDY}", folder.display());
    if frozen {
        return Err(format!("error: {stale} ({FROZEN}=1 refuses to build)"));
    }
    lines.0.push(format!("cargo::warning={stale}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Package {
        folder: tempfile::TempDir,
        lines: Lines,
    }

    impl Package {
        fn new(text: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("tools.toml"), text).unwrap();
            Self { folder, lines: Lines::default() }
        }

        fn build(&mut self, frozen: bool) -> Result<(), String> {
            self.lines = Lines::default();
            let (path, out) = (self.folder.path().join("tools.toml"), self.folder.path().join("out"));
            compile(&path, &out, frozen, &mut self.lines)
        }

        fn warnings(&self) -> usize {
            self.lines.0.iter().filter(|line| line.starts_with("cargo::warning=")).count()
        }

        fn warnings_of(text: &str) -> usize {
            let mut package = Self::new(text);
            assert_eq!(package.build(false), Ok(()));
            package.warnings()
        }

        fn watches(&self, name: &str) -> bool {
            self.lines
                .0
                .iter()
                .any(|line| line.starts_with("cargo::rerun-if-changed=") && line.ends_with(name))
        }
    }

    const MINIMAL: &str = include_str!("../tests/fixtures/minimal.toml");

    #[test]
    fn a_stale_review_copy_is_one_warning_and_is_left_alone() {
        let mut package = Package::new(MINIMAL);
        assert_eq!(package.build(false), Ok(()));
        assert_eq!(package.warnings(), 1);
        assert!(package.folder.path().join("out/rust/gateway.rs").exists());
        assert!(package.folder.path().join("out/places.txt").exists());
        assert!(!package.folder.path().join("out/tools.lock").exists());
        assert!(!package.folder.path().join("generated").exists());
    }

    #[test]
    fn thousands_of_types_are_one_warning_more_and_none_where_they_are_left_out() {
        let tool =
            |at: usize| format!("[servers.notes.tools.t{at}]\nclass = \"read\"\ndescription = \"Reads.\"\n");
        let text = format!("{MINIMAL}{}", (0..MANY_TYPES).map(tool).collect::<String>());
        assert_eq!(Package::warnings_of(&text), 2);
        assert_eq!(Package::warnings_of(&format!("{text}[servers.notes]\ntypes = false\n")), 1);
    }

    #[test]
    fn frozen_refuses_a_stale_review_copy_and_takes_a_fresh_one() {
        let mut package = Package::new(MINIMAL);
        let refusal = package.build(true).unwrap_err();
        assert!(refusal.contains(" is missing") && refusal.contains("cargo gen"), "{refusal}");
        let contract = Contract::load(&package.folder.path().join("tools.toml")).unwrap();
        sink::write(&package.folder.path().join("generated"), &emit::all(&contract.plan)).unwrap();
        assert_eq!((package.build(true), package.warnings()), (Ok(()), 0));
    }

    #[test]
    fn mistakes_are_reported_in_full_and_the_file_is_watched() {
        let mut package = Package::new(&MINIMAL.replace("write", "wriet").replace("\"all\"", "\"al\""));
        let report = package.build(false).unwrap_err();
        assert!(report.contains("tools.toml:9:9") && report.contains("tools.toml:16:11"), "{report}");
        assert!(package.watches("tools.toml"));
        assert!(!package.folder.path().join("out").exists());
    }

    #[test]
    fn every_file_that_was_read_is_watched() {
        let text = include_str!("../tests/fixtures/kitchen_sink.toml");
        let mut package = Package::new(text);
        let schemas = package.folder.path().join("schemas");
        std::fs::create_dir(&schemas).unwrap();
        for name in ["search.json", "found.json"] {
            std::fs::copy(Path::new("tests/fixtures/schemas").join(name), schemas.join(name)).unwrap();
        }
        assert_eq!(package.build(false), Ok(()));
        let watched = ["tools.toml", "search.json", "found.json", "generated"];
        assert!(watched.iter().all(|name| package.watches(name)));
    }
}
