//! Python packages that tests read files with, in an environment of their own.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

const REQUIREMENTS: &str = include_str!("requirements.txt");

/// A program of the Python environment, which the first test that needs it makes below the target folder.
pub(crate) fn python(program: &str) -> Command {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    Command::new(FOLDER.get_or_init(environment).join("bin").join(program))
}

fn environment() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    std::fs::create_dir_all(&folder).unwrap();
    // Tests are processes of their own with some runners.
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let (venv, done) = (folder.join("venv"), folder.join("done"));
    if std::fs::read_to_string(&done).is_ok_and(|done| done == REQUIREMENTS) {
        return venv;
    }
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/requirements.txt");
    let remedy = "install the Debian packages python3 and python3-venv, and let pip reach PyPI";
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv), remedy);
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(venv.join("bin/python")).args(pip).arg(requirements), remedy);
    std::fs::write(done, REQUIREMENTS).unwrap();
    venv
}

/// Runs a command, which must succeed, and gives what it printed.
pub(crate) fn run(command: &mut Command, remedy: &str) -> String {
    let Output { status, stdout, stderr } =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; {remedy}"));
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{command:?}: {status}; {remedy}\n{stdout}\n{stderr}");
    stdout.into_owned()
}
