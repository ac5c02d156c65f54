//! Sizes and rates: what is too large or too often is refused with both figures, and nobody else pays for it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use support::Scene;
use support::message::{MOVE, assert_done, call, failure, script, scripted};

/// How many calls the puppet behind `task` has received.
fn calls(scene: &Scene) -> usize {
    scene.log("task").lines().filter(|line| line.contains("\"tools/call\"")).count()
}

fn narrowed(limits: &str) -> Scene {
    Scene::default().stdio_puppet("task", &[], "").with(&format!("[narrow.tools.{MOVE}]\n{limits}"))
}

#[tokio::test]
async fn arguments_that_are_too_large_are_never_sent() {
    let scene = narrowed("max_arguments = \"100B\"");
    let mut gateway = scene.stdio();
    let long = script(&"x".repeat(100));
    assert_eq!(
        failure(&gateway.ask(call("1", MOVE, &long)).await),
        format!(
            "`{MOVE}` was not carried out: its arguments have {} bytes, and 100B is the most.",
            long.len()
        )
    );
    assert_done(&gateway.ask(call("2", MOVE, &script("label=a"))).await);
    assert_eq!(calls(&scene), 1);
}

#[tokio::test]
async fn the_compiled_size_holds_without_any_configuration() {
    let mut gateway = Scene::default().stdio_puppet("agent_persona", &[], "").stdio();
    let task = "x".repeat(4 << 20);
    let text = failure(
        &gateway
            .ask(call("1", "persona_dispatch", &format!(r#"{{"role":"auditor","task":"{task}"}}"#)))
            .await,
    );
    assert!(text.ends_with(" bytes, and 4MiB is the most."), "{text}");
    gateway.is_well().await;
}

#[tokio::test]
async fn a_result_that_is_too_large_is_a_failure_of_its_call_alone() {
    let scene = narrowed("max_result = \"200B\"");
    let mut gateway = scene.stdio();
    // More often than a breaker would bear, if it counted them.
    for id in 0..7 {
        let text = failure(&gateway.ask(scripted(&id.to_string(), "label=a")).await);
        let size = text
            .strip_prefix(&format!("`{MOVE}` was carried out, but its result of "))
            .and_then(|rest| rest.split_once(" bytes is larger than the 200 that may come back; "))
            .map(|(size, _)| size.parse::<usize>().unwrap());
        assert!(size.is_some_and(|size| size > 200), "{text}");
    }
    let small = call("8", MOVE, &script("result={'content':[]}"));
    assert_eq!(gateway.ask(small).await, r#"{"jsonrpc":"2.0","id":8,"result":{"content":[]}}"#);
    assert_eq!(calls(&scene), 8);
}

#[tokio::test]
async fn a_narrowed_rate_holds_beside_the_compiled_one() {
    let scene = narrowed("rate = \"2/hour\"");
    let mut gateway = scene.stdio();
    for id in ["1", "2"] {
        assert_done(&gateway.ask(scripted(id, "label=a")).await);
    }
    let text = failure(&gateway.ask(scripted("3", "label=a")).await);
    let start =
        format!("`{MOVE}` was not carried out: it may be called 2 times per hour, and was. Call again in ");
    assert!(text.starts_with(&start), "{text}");
    assert_eq!(calls(&scene), 2);
}
