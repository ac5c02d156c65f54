//! The programs that read generated files: Python packages in an environment of their own, and systemd's.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;

const REQUIREMENTS: &str = include_str!("requirements.txt");

/// A program of the Python environment, which the first test that needs it makes below the target folder.
fn python(program: &str) -> Command {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    Command::new(FOLDER.get_or_init(environment).join("bin").join(program))
}

fn environment() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("deploy-tools");
    std::fs::create_dir_all(&folder).unwrap();
    // Tests are processes of their own with some runners.
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let (venv, done) = (folder.join("venv"), folder.join("done"));
    if std::fs::read_to_string(&done).is_ok_and(|done| done == REQUIREMENTS) {
        return venv;
    }
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deploy/requirements.txt");
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

/// What `read.py` prints about files in a folder.
pub(crate) fn read(folder: &Path, arguments: &[String]) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deploy/read.py");
    let printed =
        run(python("python").arg(script).args(arguments).current_dir(folder), "it reads no such file");
    serde_json::from_str(&printed).unwrap()
}

/// What podman-compose makes of compose files in a folder, with their variables filled in.
pub(crate) fn compose(folder: &Path, arguments: &[&str], variables: &BTreeMap<String, String>) -> Value {
    let scratch = tempfile::tempdir().unwrap();
    // `config` starts no container, but asks podman for its version before it reads a file.
    let podman = scratch.path().join("podman");
    std::fs::write(&podman, "#!/bin/sh\necho podman version 5.0.0\n").unwrap();
    run(Command::new("chmod").arg("+x").arg(&podman), "chmod");
    let mut command = python("podman-compose");
    command.arg("--podman-path").arg(&podman).args(arguments).arg("config").current_dir(folder);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    let printed = run(command.envs(variables), "it reads no such file");
    std::fs::write(scratch.path().join("read.yaml"), printed).unwrap();
    read(scratch.path(), &["documents", "read.yaml"].map(str::to_owned))["read.yaml"][0].clone()
}

/// `systemd-analyze`.
pub(crate) fn systemd_analyze(arguments: &[&str]) -> String {
    run(Command::new("systemd-analyze").args(arguments), "install the Debian package systemd")
}
