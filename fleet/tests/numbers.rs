//! Many clients in several processes create tasks at once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::json;
use support::{Project, call, open};

const PROCESSES: usize = 4;
const THREADS: usize = 8;
const TASKS: usize = 200;
const ROOT: &str = "FLEET_TEST_ROOT";

/// Creates its share of the tasks; started as a process of its own by the test below.
#[test]
#[ignore = "a part of the test below"]
fn worker() {
    let Some(root) = std::env::var_os(ROOT).map(PathBuf::from) else { return };
    let create = |thread: usize| {
        let server = open("task", &root);
        for at in (thread..TASKS / PROCESSES).step_by(THREADS) {
            let title = format!("Task {at} of process {}", std::process::id());
            let task = json!({"title": title, "objective": "x", "deliverables": ["x"], "acceptance_criteria": ["x"]});
            call(&*server, "create_task", task);
        }
    };
    thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || create(thread));
        }
    });
}

#[test]
fn no_number_is_given_twice_and_no_task_is_lost() {
    let project = Project::new("task");
    let start = || {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "worker", "--ignored"])
            .env(ROOT, project.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let workers: Vec<_> = (0..PROCESSES).map(|_| start()).collect();
    for mut worker in workers {
        assert!(worker.wait().unwrap().success());
    }
    let facts = project.facts("list_tasks", json!({}));
    let numbers = facts["tasks"].as_array().unwrap().iter().map(|task| task["number"].as_u64().unwrap());
    assert_eq!(numbers.collect::<Vec<_>>(), (1..=TASKS as u64).collect::<Vec<_>>());
    let titles: BTreeSet<_> =
        facts["tasks"].as_array().unwrap().iter().map(|task| task["title"].as_str().unwrap()).collect();
    assert_eq!(titles.len(), TASKS);
    assert_eq!(project.files().len(), TASKS, "no temporary file is left");
}
