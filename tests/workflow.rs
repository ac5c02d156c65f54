//! The workflows are workflows, and give away nothing.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

#[path = "support/python.rs"]
mod python;

use python::{python, run};

fn workflows() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found: Vec<_> = files.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect();
    assert!(!found.is_empty());
    found
}

#[test]
fn github_s_schema_accepts_them() {
    for (path, _) in workflows() {
        let schema = ["--builtin-schema", "vendor.github-workflows"];
        run(python("check-jsonschema").args(schema).arg(&path), "it is no workflow");
    }
}

/// The lines below each key that holds a script.
fn scripts(text: &str) -> Vec<&str> {
    let mut inside = None;
    let mut found = Vec::new();
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        if inside.is_some_and(|above| depth <= above && !line.trim().is_empty()) {
            inside = None;
        }
        let key = line.trim_start().trim_start_matches("- ");
        if key.starts_with("run:") || key.starts_with("script:") {
            inside = Some(depth);
        }
        if inside.is_some() {
            found.push(line);
        }
    }
    found
}

/// What a stranger wrote (a branch's name, a title) would be run as part of the script.
#[test]
fn no_script_has_an_expression_in_it() {
    for (path, text) in workflows() {
        let scripts = scripts(&text);
        assert!(scripts.len() > 5, "{}", path.display());
        assert!(!scripts.iter().any(|line| line.contains("${{")), "{}", path.display());
    }
}

/// Nothing by default; what writes is in one job, which checks nothing out and runs no code of the pull request.
#[test]
fn tokens_may_do_little() {
    for (path, text) in workflows() {
        assert!(text.contains("\npermissions: {}\n"), "{}", path.display());
        assert!(!text.contains("pull_request_target") && !text.contains("secrets."), "{}", path.display());
        for job in text.split("runs-on:").skip(1) {
            let writes = job.contains(": write");
            let runs = job.contains("actions/checkout@") || job.contains("run:");
            assert!(!(writes && runs), "{}", path.display());
        }
    }
}

#[test]
fn actions_are_named_by_a_release() {
    for (path, text) in workflows() {
        let actions: Vec<_> =
            text.lines().filter_map(|line| line.split_once("uses: ").map(|(_, name)| name)).collect();
        assert!(!actions.is_empty());
        for action in actions {
            let (name, version) = action.split_once('@').unwrap();
            let digits = version.strip_prefix('v').is_some_and(|v| v.chars().all(|c| c.is_ascii_digit()));
            assert!(digits && name.contains('/'), "{action} in {}", path.display());
        }
    }
}
