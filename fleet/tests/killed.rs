//! An ingest that is killed halfway leaves the index that was there before.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::embedded::CallContext;
use serde_json::json;
use support::{Project, open};

const ROOT: &str = "FLEET_TEST_ROOT";

/// Ingests, says so on standard error, and waits there to be killed; started by the test below.
#[test]
#[ignore = "a part of the test below"]
fn worker() {
    let Some(root) = std::env::var_os(ROOT).map(PathBuf::from) else { return };
    let server = open("rag_cortex", &root);
    let halt = |done: f64, _: Option<f64>, _: &str| {
        if done > 1.0 {
            eprintln!("halfway");
            std::thread::sleep(Duration::from_secs(60));
        }
    };
    server.call("cortex_ingest_full", "{}", &CallContext::new(Arc::default(), Some(Arc::new(halt)))).unwrap();
}

#[test]
fn the_old_index_is_still_there() {
    let project = Project::new("rag_cortex");
    project.write("docs/a.md", "# A\n\nold words\n");
    project.call("cortex_ingest_full", json!({}));
    for at in 0..200 {
        project.write(&format!("docs/{at}.md"), "# N\n\nnew words\n".repeat(1_000));
    }
    let mut worker = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "worker", "--ignored", "--nocapture"])
        .env(ROOT, project.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(worker.stderr.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "halfway"));
    worker.kill().unwrap();
    worker.wait().unwrap();
    let count = |query: &str| project.facts("cortex_query", json!({"query": query}))["count"].clone();
    assert_eq!((count("old"), count("new")), (json!(1), json!(0)));
    project.call("cortex_ingest_full", json!({}));
    assert_eq!(count("new"), 5);
}
