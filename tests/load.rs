//! Much at once, and large messages: nothing is lost, and nobody who is slow makes the gateway hoard.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use rustix::process::{Pid, Resource, Rlimit, prlimit};
use support::drift::{Tools, tools_of};
use support::message::{Parts, assert_done, failure, modern_call, request, scripted};
use support::{HttpPuppet, Scene};
use tokio::net::TcpStream;

/// Arguments of a megabyte, for a tool that takes such.
fn large() -> String {
    format!(r#"{{"role":"auditor","task":"{}"}}"#, "x".repeat(1 << 20))
}

#[tokio::test]
async fn a_megabyte_passes_both_ways_over_streams() {
    let mut gateway = Scene::default().stdio_puppet("agent_persona", &[], "").stdio();
    gateway.send(modern_call("1", "persona_dispatch", &large())).await;
    let answer = gateway.next().await;
    assert!(Parts::of(&answer).result().len() > 1 << 20);
    gateway.is_well().await;
}

#[tokio::test]
async fn a_megabyte_passes_both_ways_over_http() {
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &[]).await;
    let gateway = scene.http_puppet("agent_persona", &puppet, "").http().await;
    let headers = gateway.modern("tools/call", Some("persona_dispatch"));
    let answer = gateway.ask(&headers, modern_call("1", "persona_dispatch", &large())).await;
    assert!(Parts::of(&answer).result().len() > 1 << 20);
}

#[tokio::test]
async fn connections_to_an_http_server_are_used_again() {
    const CALLS: usize = 30;
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &["--era", "legacy"]).await;
    let mut gateway = scene.http_puppet("task", &puppet, "").stdio();
    for id in 0..CALLS {
        // With a notice before it, the answer comes as the last event of a stream.
        gateway.send(scripted(&id.to_string(), "log=1")).await;
        while Parts::of(&gateway.next().await).method.is_some() {}
    }
    let log = puppet.log();
    let connections = log.lines().filter(|line| line.contains("CONNECTION")).count();
    assert!((1..CALLS / 2).contains(&connections), "{connections} connections for {CALLS} calls");
}

#[tokio::test]
async fn a_reply_beyond_the_limit_is_the_backends_fault() {
    let scene = Scene::default().with("max_message_bytes = 4096");
    // The list of all tools would not pass either.
    let tools = Tools::of(&scene, "task");
    tools.write(&tools_of("task").into_iter().filter(|tool| tool["name"] == "search_tasks").collect());
    let mut gateway = scene.stdio_puppet("task", &["--tools", tools.path()], "").stdio();
    let ask =
        |count: usize| modern_call("1", "search_tasks", &format!(r#"{{"query":"{}"}}"#, r"\\".repeat(count)));
    assert_done(&gateway.ask(ask(10)).await);
    // The puppet repeats the arguments as text, where each backslash takes two.
    let text = failure(&gateway.ask(ask(1000)).await);
    assert_eq!(
        text,
        "Server `task` gave no proper answer: its answer is longer than max_message_bytes; ask for less at once."
    );
    gateway.is_well().await;
}

#[tokio::test]
async fn a_client_that_reads_late_is_waited_for_and_gets_everything() {
    const REQUESTS: usize = 500;
    let mut gateway = Scene::default().stdio();
    let padding = "x".repeat(2000);
    let requests: Vec<_> = (0..REQUESTS)
        .map(|id| request(&id.to_string(), "tools/list", &format!(r#"{{"padding":"{padding}"}}"#)))
        .collect();
    let (reader, mut writing) = gateway.split(requests.join("\n"));
    // Some ten megabytes of answers wait to be read; then the gateway takes no more requests.
    let stuck = tokio::time::timeout(Duration::from_millis(500), &mut writing).await;
    assert!(stuck.is_err(), "the gateway read all requests though nobody reads its answers");
    for id in 0..REQUESTS {
        let answer = support::soon("an answer", reader.next_line()).await.unwrap().unwrap();
        assert_eq!(Parts::of(&answer).id(), id.to_string());
    }
    support::soon("the last request", writing).await.unwrap();
}

#[tokio::test]
async fn a_gateway_that_may_open_no_more_files_says_so_and_takes_connections_again_when_it_may() {
    let gateway = Scene::default().http().await;
    let id = gateway.process.id();
    let open = std::fs::read_dir(format!("/proc/{id}/fd")).unwrap().count() as u64;
    let limit = Rlimit { current: Some(open + 4), maximum: Some(1024) };
    prlimit(Pid::from_raw(id), Resource::Nofile, limit).unwrap();
    // The system takes them all on its behalf; those that it cannot open wait.
    let mut held = Vec::new();
    for _ in 0..12 {
        held.push(TcpStream::connect(&gateway.address).await.unwrap());
    }
    gateway.process.said("no connections can be taken for now").await;
    drop(held);
    let session = gateway.session().await;
    let answer = gateway.ask(&gateway.in_session(&session), request("1", "ping", "{}")).await;
    assert_eq!(Parts::of(&answer).result(), "{}");
}
