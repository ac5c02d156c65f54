//! Backends that misbehave: the caller gets one clear answer within its deadline, others are untouched, and no process
//! is left behind.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fmt::Write;

use insta::assert_snapshot;
use support::message::{
    MODERN_META, MOVE, Parts, assert_done, call, failure, notification, outcome, request, script, scripted,
};
use support::process::{children, until};
use support::{HttpPuppet, Scene, Stdio};

/// The failure of a call that this server does not answer, with a deadline that a test can wait for.
const SHORT: &str = "[narrow.servers.task]\ncall_timeout = \"2s\"";

async fn failure_of(gateway: &mut Stdio, words: &str) -> String {
    let answer = gateway.ask(call("1", MOVE, &script(words))).await;
    gateway.is_well().await;
    failure(&answer)
}

#[tokio::test]
async fn each_fault_of_a_process_has_one_clear_answer() {
    let mut text = String::new();
    let mut note = |name: &str, answer: String| writeln!(text, "# {name}\n{answer}\n").unwrap();
    for fault in ["die-at-start", "die-before-initialize", "die-on-call", "mute"] {
        let mut gateway = Scene::default().stdio_puppet("task", &["--fault", fault], SHORT).stdio();
        note(fault, failure_of(&mut gateway, "label=a").await);
    }
    let mut gateway = Scene::default().stdio_puppet("task", &[], SHORT).stdio();
    assert_done(&gateway.ask(scripted("0", "label=warm")).await);
    for fault in ["die", "hang", "not-json"] {
        note(fault, failure_of(&mut gateway, &format!("label=a;fault={fault}")).await);
        // The next call is none the worse for it.
        assert_done(&gateway.ask(scripted("2", "label=b")).await);
    }
    let missing = "[servers.task]\nmode = \"stdio\"\ncommand = [\"/nonexistent/server\"]";
    note("no such program", failure_of(&mut Scene::default().with(missing).stdio(), "").await);
    let unset = "[servers.task]\nmode = \"stdio\"\ncommand = [\"${NOWHERE}/server\"]";
    note("no such variable", failure_of(&mut Scene::default().with(unset).stdio(), "").await);
    assert_snapshot!("process_faults", text);
}

#[tokio::test]
async fn what_a_backend_should_not_write_does_no_harm() {
    for (fault, words) in [
        ("garbage", "label=a"),
        ("flood-stderr", "label=a"),
        ("slow-start=500", "label=a"),
        ("none", "label=a;fault=unknown-id"),
        ("none", "label=a;fault=twice"),
        ("none", "label=a;fault=flood-stderr"),
    ] {
        let flags: &[&str] = if fault == "none" { &[] } else { &["--fault", fault] };
        let mut gateway = Scene::default().stdio_puppet("task", flags, "").stdio();
        for id in ["1", "2"] {
            let answer = gateway.ask(call(id, MOVE, &script(words))).await;
            assert_eq!(Parts::of(&answer).id(), id, "{fault} {words}");
            assert_done(&answer);
            gateway.is_well().await;
        }
    }
}

#[tokio::test]
async fn an_error_of_the_backend_is_passed_on_as_written() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    let error = r#"{"data":{"b":12345678901234567890123},"code":-32050,"message":"no"}"#;
    let answer = gateway.ask(scripted("1", &format!("error={}", error.replace('"', "'")))).await;
    assert_eq!(answer, format!(r#"{{"jsonrpc":"2.0","id":1,"error":{error}}}"#));
}

#[tokio::test]
async fn a_result_that_is_no_tool_result_is_the_backends_fault() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    let mut text = String::new();
    for result in ["42", "null", "[]", "'text'"] {
        writeln!(text, "# {result}\n{}\n", failure_of(&mut gateway, &format!("result={result}")).await)
            .unwrap();
    }
    assert_snapshot!("odd_results", text);
}

#[tokio::test]
async fn text_that_means_failure_is_marked_as_one() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    let words = "result={'x':1.10,'content':[{'type':'text','text':'Task #7 not found'}],'isError':false}";
    let answer = gateway.ask(scripted("1", words)).await;
    let expected = r#"{"x":1.10,"content":[{"type":"text","text":"Task #7 not found"}],"isError":true}"#;
    assert_eq!(Parts::of(&answer).result(), expected);
}

#[tokio::test]
async fn a_death_hurts_only_the_calls_of_that_process() {
    let scene = Scene::default().stdio_puppet("task", &[], "").stdio_puppet("adr", &[], "");
    let mut gateway = scene.stdio();
    let other = r#"{"number":1,"new_status":"accepted","reason":"puppet[label=other;notify=1;hold]puppet"}"#;
    gateway
        .send(request(
            "1",
            "tools/call",
            &format!(r#"{{"name":"adr_update_status","arguments":{other},"_meta":{{"progressToken":1}}}}"#),
        ))
        .await;
    gateway.next().await;
    gateway.send(scripted("2", "label=same;notify=1;hold")).await;
    gateway.next().await;
    gateway.send(call("3", MOVE, &script("fault=die"))).await;
    let mut lost = [gateway.next().await, gateway.next().await];
    lost.sort();
    for (answer, id) in lost.iter().zip(["2", "3"]) {
        assert_eq!(Parts::of(answer).id(), id);
        assert!(failure(answer).contains("went away during the call"), "{answer}");
    }
    let release = other.replace("label=other;notify=1;hold", "release=other");
    gateway.send(call("4", "adr_update_status", &release)).await;
    for answer in [gateway.next().await, gateway.next().await] {
        assert_done(&answer);
    }
    // A new process serves the next call.
    assert_done(&gateway.ask(scripted("5", "label=again")).await);
}

#[tokio::test]
async fn deaths_in_a_row_are_answered_with_when_to_come_back() {
    let mut gateway = Scene::default().stdio_puppet("task", &["--fault", "die-at-start"], "").stdio();
    let mut text = String::new();
    for _ in 0..8 {
        text = failure_of(&mut gateway, "").await;
        if text.contains("in a row") {
            break;
        }
    }
    // How many deaths that takes, and how long the next wait is, depends on how fast the machine is.
    let words: String = text.chars().map(|c| if c.is_ascii_digit() { 'N' } else { c }).collect();
    assert_snapshot!(words, @"Server `task` cannot be reached: it failed N times in a row (last: its process exited with code N.) The next start is due in N s; call again then.");
}

#[tokio::test]
async fn no_more_calls_are_in_flight_than_the_contract_says_and_the_rest_wait_their_turn() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    for number in 0..8 {
        gateway.send(scripted(&number.to_string(), &format!("label=held-{number};notify=1;hold"))).await;
        assert!(gateway.next().await.contains(&format!("held-{number}")));
    }
    gateway.send(scripted("8", "label=waits;notify=1")).await;
    gateway.is_well().await;
    assert!(!scene.log("task").contains("label=waits"));
    // The release cannot go through the full server, so one of the held calls is cancelled instead.
    gateway.send(notification("notifications/cancelled", r#"{"requestId":3}"#)).await;
    assert!(gateway.next().await.contains("notifications/progress"));
    assert_done(&gateway.next().await);
}

const SERVERS: [&str; 12] = [
    "rag_cortex",
    "chronicle",
    "protocol",
    "adr",
    "task",
    "git_workflow",
    "code",
    "config",
    "agent_persona",
    "council",
    "forge_llm",
    "orchestrator",
];

#[tokio::test]
async fn the_list_needs_no_backend() {
    let broken = |scene: Scene, server: &&str| scene.stdio_puppet(server, &["--fault", "die-at-start"], "");
    let scene = SERVERS.iter().fold(Scene::default(), broken);
    let mut gateway = scene.stdio();
    let modern = format!(r#"{{"_meta":{{{MODERN_META}}}}}"#);
    for params in ["{}", &modern] {
        let list: serde_json::Value =
            serde_json::from_str(&gateway.ask(request("1", "tools/list", params)).await).unwrap();
        assert_eq!(list["result"]["tools"].as_array().unwrap().len(), 63);
    }
    assert_eq!(children(gateway.process.id()), [0; 0], "nobody was started for it");
    // And each of the twelve is reported as it is.
    let (is_error, text) = outcome(&gateway.ask(call("1", "config_list", "{}")).await);
    assert!(is_error && text.starts_with("Server `config` cannot be reached"), "{text}");
}

#[tokio::test]
async fn a_log_message_reaches_the_caller_while_it_is_alone() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    gateway.send(call("1", MOVE, &script("label=a;log=2"))).await;
    for step in 0..2 {
        let notice = gateway.next().await;
        assert!(notice.contains(&format!(r#""data":{{"step":{step},"call":"a"}}"#)), "{notice}");
    }
    assert_done(&gateway.next().await);
    // Until it says that it wants only worse.
    gateway.ask(request("2", "logging/setLevel", r#"{"level":"warning"}"#)).await;
    assert_done(&gateway.ask(call("3", MOVE, &script("label=a;log=2"))).await);
}

/// The error texts of a server over HTTP, with the address, which differs from run to run, left out.
async fn http_failure(flags: &[&str], words: &str) -> String {
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, flags).await;
    let address = puppet.url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let mut gateway = scene.http_puppet("task", &puppet, SHORT).stdio();
    failure_of(&mut gateway, words).await.replace(&address, "ADDRESS")
}

#[tokio::test]
async fn each_fault_of_an_http_server_has_one_clear_answer() {
    let mut text = String::new();
    for (flags, words) in [
        (["--fault", "status=500"], ""),
        (["--fault", "status=404"], ""),
        (["--fault", "status=302"], ""),
        (["--fault", "die-on-call"], ""),
        (["--era", "dual"], "fault=not-json"),
        (["--era", "dual"], "fault=cut"),
        (["--era", "dual"], "fault=hang"),
        (["--era", "dual"], "result=42"),
    ] {
        let answer = http_failure(&flags, words).await;
        writeln!(text, "# {} {words}\n{answer}\n", flags.join(" ")).unwrap();
    }
    let nobody = "[servers.task]\nmode = \"http\"\nurl = \"http://127.0.0.1:1/\"";
    writeln!(text, "# nobody there\n{}", failure_of(&mut Scene::default().with(nobody).stdio(), "").await)
        .unwrap();
    assert_snapshot!("http_faults", text);
}

#[tokio::test]
async fn a_session_that_the_server_forgot_is_begun_again() {
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &["--era", "legacy", "--fault", "forget=3"]).await;
    let mut gateway = scene.http_puppet("task", &puppet, "").stdio();
    for number in 0..6 {
        assert_done(&gateway.ask(scripted(&number.to_string(), "label=a")).await);
    }
    assert_eq!(puppet.log().matches(r#""method":"initialize""#).count(), 3);
    gateway.close();
    assert!(gateway.ended().await.success());
    until("the end of the session", || puppet.log().contains("DELETE puppet-session-2").then_some(())).await;
}
