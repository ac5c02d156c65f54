//! What the command line says and returns.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

const GOOD: &str = "[gateway]\nname = \"g\"\nprincipal = \"p\"\n[principals.p]\nprofile = \"all\"\n\
    [servers.s.endpoints.embedded]\nfleet = \"s\"\n[servers.s.tools.t]\nclass = \"read\"\ndescription = \"Says t.\"\n";

fn folder_with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tools.toml"), text).unwrap();
    folder
}

fn gatewayc(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatewayc")).args(args).current_dir(folder).output().unwrap()
}

fn code_and_text(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = gatewayc(folder, args);
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

#[test]
fn a_good_file_gives_one_line() {
    let folder = folder_with(GOOD);
    let (code, text) = code_and_text(folder.path(), &["check"]);
    assert_eq!(code, 0);
    let line = text.strip_prefix("tools.toml: 1 server, 1 tool, contract ").unwrap();
    assert_eq!(line.trim_end().len(), 12);
}

#[test]
fn every_mistake_is_reported_and_nothing_written() {
    let folder = folder_with(&GOOD.replace("\"read\"", "\"red\"").replace("\"all\"", "\"most\""));
    for args in [&["check"][..], &["gen"], &["gen", "--check"]] {
        let (code, text) = code_and_text(folder.path(), args);
        assert_eq!(code, 1, "{text}");
        assert!(text.contains("tools.toml:9:9") && text.contains("tools.toml:5:11"), "{text}");
        assert!(!folder.path().join("generated").exists());
    }
}

#[test]
fn json_is_for_programs() {
    let read = |folder: &Path| -> (bool, serde_json::Value) {
        let output = gatewayc(folder, &["check", "--json"]);
        (output.status.success(), serde_json::from_slice(&output.stdout).unwrap())
    };
    let (ok, report) = read(folder_with(GOOD).path());
    assert!(ok && report["mistakes"] == serde_json::json!([]) && report["tools"] == 1);
    let (ok, report) = read(folder_with("").path());
    assert!(!ok && !report["mistakes"].as_array().unwrap().is_empty());
}

#[test]
fn gen_brings_up_to_date_and_check_says_whether_it_is() {
    let folder = folder_with(GOOD);
    let (code, text) = code_and_text(folder.path(), &["gen", "--check"]);
    assert_eq!((code, text.contains("tools.lock is missing")), (1, true));
    assert!(!folder.path().join("generated").exists(), "--check writes nothing");
    assert_eq!(code_and_text(folder.path(), &["gen"]).0, 0);
    assert_eq!(code_and_text(folder.path(), &["gen", "--check"]), (0, String::new()));

    std::fs::write(folder.path().join("tools.toml"), GOOD.replace("Says t.", "Says T.")).unwrap();
    let (code, text) = code_and_text(folder.path(), &["gen", "--check"]);
    assert_eq!(code, 1);
    assert!(text.contains("-Says t.\n+Says T.\n"), "{text}");
    assert!(text.ends_with("out of date; run `cargo gen` and review the difference\n"), "{text}");
}

#[test]
fn files_of_a_tool_that_is_gone_go_too() {
    let folder = folder_with(
        &(GOOD.to_owned() + "[servers.s.tools.u]\nclass = \"read\"\ndescription = \"Says u.\"\n"),
    );
    code_and_text(folder.path(), &["gen", "--out", "there"]);
    assert!(folder.path().join("there/schemas/u.json").exists());
    std::fs::write(folder.path().join("tools.toml"), GOOD).unwrap();
    let (_, text) = code_and_text(folder.path(), &["gen", "--out", "there"]);
    assert!(text.contains("schemas/u.json is no longer generated"), "{text}");
    assert!(!folder.path().join("there/schemas/u.json").exists());
}

#[test]
fn wrong_usage_is_two_and_a_missing_file_is_one() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code_and_text(folder.path(), &["check", "--wrong"]).0, 2);
    let (code, text) = code_and_text(folder.path(), &["check"]);
    assert!(code == 1 && text.contains("tools.toml"), "{text}");
}
