//! `gateway compare`: the same calls to real servers and through the gateway.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fmt::Write;
use std::process::Stdio;

use insta::assert_snapshot;
use serde_json::{Value, json};
use support::{HttpPuppet, Scene};
use tokio::io::AsyncWriteExt;

async fn compare(scene: &Scene, arguments: &[&str], input: &str) -> (i32, String) {
    let mut command = scene.gateway(&[&["compare", "--log", "off"][..], arguments].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    let output = support::soon("the end of a command", child.wait_with_output()).await.unwrap();
    let [out, errors] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(!errors.contains('\u{1b}'), "no progress bar where nobody sees it: {errors}");
    (output.status.code().unwrap(), out + &errors)
}

/// Without what differs from run to run.
fn steady(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive([' ', '(', '\n']) {
        let is_time = word.trim_end().parse::<f64>().is_ok() && word.contains('.');
        out.push_str(if is_time { "T " } else { word });
    }
    out
}

/// A call that the puppet answers with this text.
fn answered(text: &str) -> String {
    let result = json!({"content": [{"type": "text", "text": text}]}).to_string().replace('"', "'");
    json!({"tool": "cortex_query", "arguments": {"query": format!("puppet[result={result}]puppet")}})
        .to_string()
}

const CALLS: [&str; 1] = ["--calls=-"];

#[tokio::test]
async fn a_server_is_the_same_behind_the_gateway_over_both_transports() {
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &[]).await;
    for scene in [
        Scene::default().stdio_puppet("rag_cortex", &[], ""),
        Scene::default().http_puppet("rag_cortex", &puppet, ""),
    ] {
        let lines = ["one", "two", "one"].map(answered).join("\n");
        let (code, text) = compare(&scene, &CALLS, &lines).await;
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("2 calls: 2 the same, 0 equal"), "{text}");
        assert!(text.contains("median: ") && text.contains(" ms directly, "), "{text}");
    }
}

/// The gateway answers from its own fleet, and the server itself is a puppet: everything that can differ does.
fn other() -> Scene {
    let program = support::puppet();
    let command = [program.to_str().unwrap(), "--stdio"];
    Scene::default()
        .with(&format!("[servers.task]\ncommand = {command:?}\n[servers.config]\ncommand = {command:?}"))
}

fn lists(text: &str) -> String {
    let result = json!({"content": [{"type": "text", "text": text}]}).to_string().replace('"', "'");
    json!({"tool": "search_tasks", "arguments": {"query": format!("puppet[result={result}]puppet")}})
        .to_string()
}

#[tokio::test]
async fn what_differs_is_shown_with_its_place_and_can_be_ignored() {
    let scene = other();
    let lines = [
        lists("Another text."),
        "{\"tool\":\"create_task\"}".into(),
        "{\"tool\":\"cortex_query\",\"arguments\":{\"query\":\"x\"}}".into(),
    ]
    .join("\n");
    let mut shown = String::new();
    for arguments in [
        &["--server", "task"][..],
        &["--server=task", "--ignore=/content/*/text", "--ignore=/structuredContent"],
    ] {
        let (code, text) = compare(&scene, &[&CALLS, arguments].concat(), &lines).await;
        writeln!(shown, "# {arguments:?}\n{}= {code}\n", steady(&text)).unwrap();
    }
    let root = scene.root().display().to_string();
    assert_snapshot!("differences", shown.replace(&root, "ROOT"));
}

#[tokio::test]
async fn json_tells_all_of_it() {
    let scene = other();
    let (code, text) = compare(&scene, &[&CALLS[..], &["--json"]].concat(), &lists("Another text.")).await;
    assert_eq!(code, 1, "{text}");
    let report: Value = serde_json::from_str(&text).unwrap();
    let call = &report["calls"][0];
    assert_eq!((call["tool"].as_str(), call["result"].as_str()), (Some("search_tasks"), Some("different")));
    assert_eq!(call["direct"]["answer"], "result");
    assert!(call["gateway"]["ms"].as_f64().unwrap() > 0.0);
    assert!(
        call["differences"]
            .as_array()
            .unwrap()
            .iter()
            .any(|found| found["path"] == "/content/0/text" && found["direct"] == "Another text.")
    );
    assert_eq!(report["summary"]["different"], 1);
    assert!(report["summary"]["medianMs"]["direct"].as_f64().unwrap() > 0.0);
}

#[tokio::test]
async fn a_server_that_cannot_be_had_is_not_compared() {
    let scene = Scene::default().stdio_puppet("task", &["--fault", "die-at-start"], "");
    let (code, text) = compare(&scene, &CALLS, r#"{"tool":"list_tasks"}"#).await;
    assert_eq!(code, 2, "{text}");
    assert!(
        text.contains("not compared list_tasks")
            && text.contains("    directly: Server `task` cannot be reached"),
        "{text}"
    );
    // One way alone is not compared either.
    let scene = Scene::default().with("[servers.task]\ncommand = [\"/nonesuch\"]");
    let (code, text) = compare(&scene, &CALLS, r#"{"tool":"list_tasks"}"#).await;
    assert!(code == 2 && text.contains("directly: ") && !text.contains("through the gateway: "), "{text}");
}

#[tokio::test]
async fn what_changes_something_is_called_twice_only_where_that_was_said() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let result = "puppet[result={'content':[]}]puppet";
    let call = json!({"tool": "update_task_status", "arguments": {"task_number": 1, "new_status": "complete", "notes": result}}).to_string();
    let (code, text) = compare(&scene, &CALLS, &call).await;
    assert!(
        code == 2 && text.contains("it is of class write, and would run twice; --also write allows that"),
        "{text}"
    );
    assert!(!scene.log("task").contains("tools/call"));
    let (code, text) = compare(&scene, &[&CALLS[..], &["--also", "write"]].concat(), &call).await;
    assert!(code == 0 && text.contains("1 the same"), "{text}");
    assert_eq!(scene.log("task").matches("tools/call").count(), 2);
}

#[tokio::test]
async fn calls_are_made_from_schemas_for_a_profile() {
    let scene = other();
    let (code, text) = compare(&scene, &["--profile", "readonly", "--server", "task"], "").await;
    assert_eq!(code, 1, "{text}");
    for tool in ["get_task", "list_tasks", "search_tasks"] {
        assert!(text.contains(&format!("different    {tool} {{")), "{text}");
    }
    assert!(!text.contains("create_task"), "{text}");
}

#[tokio::test]
async fn recorded_calls_are_made_again_where_the_record_has_them() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    for call in [&["call", "list_tasks"][..], &["call", "get_task", "task_number=1"]] {
        let ended = support::soon("a call", scene.gateway(call).output()).await.unwrap();
        assert!(ended.status.success(), "{ended:?}");
    }
    let (_, recorded) = compare(&scene, &["--recorded", "--since", "1h", "--json"], "").await;
    let report: Value = serde_json::from_str(&recorded).unwrap();
    let export = support::soon("an export", scene.gateway(&["audit", "export"]).output()).await.unwrap();
    let (_, exported) =
        compare(&scene, &[&CALLS[..], &["--json"]].concat(), &String::from_utf8(export.stdout).unwrap())
            .await;
    let exported: Value = serde_json::from_str(&exported).unwrap();
    let planned = |report: &Value| {
        let names = |list: &str| {
            report[list].as_array().unwrap().iter().map(|row| row["tool"].clone()).collect::<Vec<_>>()
        };
        (names("calls"), names("skipped"))
    };
    let (calls, skipped) = planned(&report);
    assert_eq!(calls.len() + skipped.len(), 2, "{report:#}");
    assert!(
        report["skipped"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["reason"].as_str().unwrap().contains("audit_arguments"))
    );
    // The comparison itself is recorded, too, and gives nothing new.
    assert_eq!(planned(&exported), (calls, skipped));
}

#[tokio::test]
async fn mistakes_are_told() {
    let scene = Scene::default();
    let mut shown = String::new();
    for (arguments, input) in [
        (&["--calls=-"][..], "{\"tool\":\"list_tasks\"}\n{\"tool\":}\n"),
        (&["--calls=-"], "{\"tool\":\"list_tasks\",\"arguments\":[]}\n"),
        (&["--calls=none.jsonl"], ""),
        (&["--calls=-"], "{\"tool\":\"nonesuch\"}\n"),
        (&["--calls=-"], ""),
        (&["--profile", "readnly"], ""),
        (&["--server", "nonesuch"], ""),
        (&["--ignore", "text"], ""),
        (&["--calls=-", "--principal", "committer"], "{\"tool\":\"list_tasks\"}\n"),
        (&["--recorded", "--since", "yesterday"], ""),
    ] {
        let (code, text) = compare(&scene, arguments, input).await;
        writeln!(shown, "# {arguments:?} {input:?}\n{text}= {code}\n").unwrap();
    }
    assert_snapshot!("mistakes", shown);
}
