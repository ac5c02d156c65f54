//! For build scripts: compile `tools.toml` into `OUT_DIR`, and say when the review copy is stale.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::sink::{self, REMEDY};
use crate::{Contract, diag::Diagnostics, emit};

/// The folder of the review copy, beside `tools.toml`.
const REVIEW_FOLDER: &str = "generated";
/// When set to 1, a stale review copy fails the build.
const FROZEN: &str = "GATEWAY_FROZEN";

/// Compiles `path` (relative to the package) and writes the Rust outputs to `OUT_DIR`, and nowhere else.
///
/// Mistakes are printed in full, and the exit code is then 1.
#[must_use]
pub fn run(path: impl AsRef<Path>) -> ExitCode {
    match compile(path.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(report) => {
            eprintln!("{report}");
            ExitCode::FAILURE
        }
    }
}

fn compile(path: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-env-changed={FROZEN}");
    println!("cargo::rerun-if-changed={}", path.display());
    let contract = Contract::load(path).map_err(|mistakes| report(&mistakes))?;
    watch(&contract.inputs);
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or("OUT_DIR is not set: this is for build scripts")?;
    sink::write(&out, &emit::compiled(&contract.plan)).map_err(|problem| problem.to_string())?;
    review(&path.with_file_name(REVIEW_FOLDER), &contract)
}

fn report(mistakes: &Diagnostics) -> String {
    watch(mistakes.files());
    mistakes.to_string()
}

fn watch(files: &[PathBuf]) {
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
    }
}

fn review(folder: &Path, contract: &Contract) -> Result<(), String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let changes = sink::compare(folder, &emit::all(&contract.plan)).map_err(|problem| problem.to_string())?;
    let Some(first) = changes.first() else {
        return Ok(());
    };
    let stale = format!("{}/ does not match tools.toml ({first}); {REMEDY}", folder.display());
    if std::env::var_os(FROZEN).is_some_and(|value| value == "1") {
        return Err(format!("error: {stale} ({FROZEN}=1 refuses to build)"));
    }
    println!("cargo::warning={stale}");
    Ok(())
}
