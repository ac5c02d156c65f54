//! The programs that read generated files: Python packages, and systemd's.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::python::python;
pub(crate) use crate::support::python::run;

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
