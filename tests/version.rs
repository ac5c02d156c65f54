//! What a binary says of itself: `gateway version`, `gateway completions`, `gateway man`.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn gateway(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gateway")).current_dir(folder).args(arguments).output().unwrap()
}

/// Its standard output, in a folder whose configuration cannot be read.
fn said(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("gateway.toml"), "this is no configuration").unwrap();
    let output = gateway(folder.path(), arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn lock() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/generated/tools.lock");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn version_names_the_hashes_of_the_lock_whatever_the_configuration() {
    let (facts, lock): (Value, _) = (serde_json::from_str(&said(&["version", "--json"])).unwrap(), lock());
    assert_eq!(facts["contract"], lock["contract"]);
    assert_eq!(facts["policy"], lock["policy"]);
    assert_eq!(facts["tools"], 63);
    assert_eq!(facts["version"], env!("CARGO_PKG_VERSION"));
    let text = said(&["version"]);
    for hash in [&lock["contract"], &lock["policy"]] {
        assert!(text.contains(hash.as_str().unwrap()), "{text}");
    }
    assert_eq!(said(&["--version"]), format!("gateway {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_crates_are_those_of_the_lock_file_and_hold_together() {
    let facts: Value = serde_json::from_str(&said(&["version", "--json"])).unwrap();
    let packages = facts["dependencies"]["packages"].as_array().unwrap();
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    let mut names = BTreeSet::new();
    for package in packages {
        let (name, version) = (package["name"].as_str().unwrap(), package["version"].as_str().unwrap());
        assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n")), "{name} {version}");
        let used = package["dependencies"].as_array().into_iter().flatten();
        assert!(used.into_iter().all(|at| at.as_u64().unwrap() < packages.len() as u64), "{package}");
        names.insert(name);
    }
    assert!(["tokio", "ring", "rusqlite", "fleet"].iter().all(|name| names.contains(name)), "{names:?}");
    assert!(["syn", "insta", "gateway-codegen", "rmcp", "rsa"].iter().all(|name| !names.contains(name)));
    assert_eq!(packages.iter().filter(|package| package["root"] == true).count(), 1);
}

#[test]
fn every_shell_gets_completions_and_another_is_refused() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = said(&["completions", shell]);
        assert!(script.contains("approvals") && script.contains("project-root"), "{shell}");
    }
    let output = gateway(Path::new("."), &["completions", "csh"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && errors.contains("possible values: bash"), "{errors}");
}

#[test]
fn every_command_gets_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("share/man1");
    said(&["man", pages.to_str().unwrap()]);
    let read = |name: &str| std::fs::read_to_string(pages.join(name)).unwrap();
    for line in said(&["--help"]).lines().skip_while(|line| !line.starts_with("Commands:")).skip(1) {
        let Some(command) = line.strip_prefix("  ").and_then(|line| line.split(' ').next()) else { break };
        if command != "help" && !command.is_empty() {
            assert!(read(&format!("gateway-{command}.1")).contains("gateway"), "{command}");
        }
    }
    assert!(read("gateway.1").contains("compiled from its configuration"));
    assert!(read("gateway-key-new.1").contains("Make a key for a principal"));
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let output = gateway(folder.path(), &["man", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
}
