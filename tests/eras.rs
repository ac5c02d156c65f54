//! What the two protocol eras do differently, and how the gateway stands between them.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::{Value, json};
use support::message::{
    MODERN_META, MOVE, Parts, assert_done, call, failure, modern_call, request, script, scripted,
};
use support::{HttpPuppet, Scene};

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn the_handshake_settles_on_the_clients_version_or_the_newest_with_a_handshake() {
    let mut gateway = Scene::default().stdio();
    for (wanted, settled) in [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("2025-11-25", "2025-11-25"),
        ("2026-07-28", "2025-11-25"),
        ("1999-01-01", "2025-11-25"),
    ] {
        let params = format!(
            r#"{{"protocolVersion":"{wanted}","capabilities":{{}},"clientInfo":{{"name":"t","version":"1"}}}}"#
        );
        let result = &value(&gateway.ask(request("1", "initialize", &params)).await)["result"];
        assert_eq!(result["protocolVersion"], settled, "{wanted}");
        assert_eq!(result["capabilities"], json!({"logging": {}, "tools": {}}));
        assert_eq!(result["serverInfo"]["name"], "sanctuary-gateway");
        assert!(result["instructions"].as_str().is_some_and(|text| text.contains("list_tasks")));
    }
}

#[tokio::test]
async fn discovery_and_the_list_say_what_a_modern_client_needs() {
    let mut gateway = Scene::default().stdio();
    let meta = format!(r#"{{"_meta":{{{MODERN_META}}}}}"#);
    let discovered = &value(&gateway.ask(request("1", "server/discover", &meta)).await)["result"];
    assert_eq!(discovered["supportedVersions"][0], "2026-07-28");
    assert_eq!(discovered["capabilities"], json!({"logging": {}, "tools": {}}));
    assert_eq!(discovered["_meta"]["io.modelcontextprotocol/serverInfo"]["name"], "sanctuary-gateway");
    let modern = &value(&gateway.ask(request("2", "tools/list", &meta)).await)["result"];
    for result in [discovered, modern] {
        assert_eq!(result["resultType"], "complete");
        assert_eq!(result["ttlMs"], 3_600_000);
        assert!(matches!(result["cacheScope"].as_str(), Some("public" | "private")));
    }
    let legacy = &value(&gateway.ask(request("3", "tools/list", "{}")).await)["result"];
    assert_eq!(legacy.as_object().unwrap().keys().collect::<Vec<_>>(), ["tools"]);
    assert_eq!(legacy["tools"], modern["tools"]);
}

#[tokio::test]
async fn result_type_is_given_to_modern_clients_and_kept_from_legacy_ones() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    // As the backend writes it, as a legacy client gets it, as a modern client gets it.
    for (backend, legacy, modern) in [
        ("{}", "{}", r#"{"resultType":"complete"}"#),
        ("{ }", "{ }", r#"{"resultType":"complete" }"#),
        (r#"{"a":1}"#, r#"{"a":1}"#, r#"{"resultType":"complete","a":1}"#),
        (r#"{"resultType":"complete"}"#, "{}", r#"{"resultType":"complete"}"#),
        (r#"{"resultType":"complete","a":1}"#, r#"{"a":1}"#, r#"{"resultType":"complete","a":1}"#),
        (r#"{"a":1,"resultType":"complete"}"#, r#"{"a":1}"#, r#"{"a":1,"resultType":"complete"}"#),
        (
            r#"{"a":{"resultType":"x"},"resultType" : "complete" ,"b":"resultType"}"#,
            r#"{"a":{"resultType":"x"},"b":"resultType"}"#,
            r#"{"a":{"resultType":"x"},"resultType" : "complete" ,"b":"resultType"}"#,
        ),
    ] {
        let arguments = script(&format!("result={}", backend.replace('"', "'")));
        let answer = gateway.ask(call("1", MOVE, &arguments)).await;
        assert_eq!(Parts::of(&answer).result(), legacy);
        let answer = gateway.ask(modern_call("2", MOVE, &arguments)).await;
        assert_eq!(Parts::of(&answer).result(), modern);
    }
}

#[tokio::test]
async fn a_request_for_input_reaches_a_modern_client_and_is_explained_to_a_legacy_one() {
    let mut gateway = Scene::default().stdio_puppet("task", &["--era", "modern"], "").stdio();
    let result = r#"{"inputRequests":{"k":{"method":"elicitation/create"}},"resultType":"input_required","requestState":"s"}"#;
    let arguments = script(&format!("result={}", result.replace('"', "'")));
    let answer = gateway.ask(modern_call("1", MOVE, &arguments)).await;
    assert_eq!(Parts::of(&answer).result(), result);
    let text = failure(&gateway.ask(call("2", MOVE, &arguments)).await);
    assert!(text.starts_with("`update_task_status` asks for further input"), "{text}");
    // The retry's members reach the backend as written.
    let retry = format!(
        r#"{{"name":"{MOVE}","arguments":{},"requestState":"s\u0061","inputResponses":{{"k":{{"action":"accept"}}}},"_meta":{{{MODERN_META}}}}}"#,
        script("label=retry")
    );
    let answer = gateway.ask(request("3", "tools/call", &retry)).await;
    let echo = r#"\"requestState\":\"s\\u0061\",\"inputResponses\":{\"k\":{\"action\":\"accept\"}}"#;
    assert!(answer.contains(echo), "{answer}");
}

#[tokio::test]
async fn what_a_backend_asks_for_is_answered_for_a_client_that_declared_nothing() {
    let answers = [
        r#"{"jsonrpc":"2.0","id":"ask 1","result":{}}"#,
        r#"{"jsonrpc":"2.0","id":"ask 2","error":{"code":-32601,"#,
    ];
    let scene = Scene::default().stdio_puppet("task", &["--era", "legacy"], "");
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(scripted("1", "ask")).await);
    for answer in answers {
        scene.heard("task", |line| line.starts_with(answer)).await;
    }
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &["--era", "legacy"]).await;
    let mut gateway = scene.http_puppet("task", &puppet, "").stdio();
    assert_done(&gateway.ask(scripted("1", "ask")).await);
    for answer in answers {
        puppet.heard(|line| line.starts_with(answer)).await;
    }
}

#[tokio::test]
async fn an_answer_with_line_breaks_stays_one_message() {
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &[]).await;
    let scene = scene.http_puppet("task", &puppet, "");
    let arguments = script("result={~'a': [~1,~2]~}");
    let answer = scene.stdio().ask(call("1", MOVE, &arguments)).await;
    assert_eq!(Parts::of(&answer).result(), r#"{ "a": [ 1, 2] }"#);
    let gateway = scene.http().await;
    let headers = gateway.modern("tools/call", Some(MOVE));
    let answer = gateway.ask(&headers, modern_call("1", MOVE, &arguments)).await;
    assert_eq!(Parts::of(&answer).result(), r#"{"resultType":"complete", "a": [ 1, 2] }"#);
}

#[tokio::test]
async fn the_eras_share_one_stream() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    for id in ["1", "2", "3"] {
        let (legacy, modern) = (call(id, MOVE, &script("")), modern_call(id, MOVE, &script("")));
        assert!(!Parts::of(&gateway.ask(legacy).await).result().contains("resultType"));
        assert!(Parts::of(&gateway.ask(modern).await).result().contains(r#""resultType":"complete""#));
    }
}
