//! Cancellation reaches the backend, by the id that the backend knows, and nothing is said of the call afterwards.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use support::http::Response;
use support::message::{MODERN_META, MOVE, Parts, assert_done, notification, request, script, scripted};
use support::{Http, HttpPuppet, Scene, Stdio};

/// The cancellation that the puppet must hear for a call that it received, given as the line.
fn cancellation_of(call: &str) -> String {
    format!(r#""method":"notifications/cancelled","params":{{"requestId":{},"#, Parts::of(call).id())
}

/// Begins a call that is held back, and waits until the backend is at it.
async fn held(gateway: &mut Stdio, id: &str, words: &str) {
    gateway.send(scripted(id, &format!("label=held;notify=1;hold{words}"))).await;
    assert!(gateway.next().await.contains("notifications/progress"));
}

#[tokio::test]
async fn over_a_stream_the_backend_is_told_and_the_client_hears_no_more() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(scripted("1", "label=first")).await);
    held(&mut gateway, "\"m\\u0079 id\"", "").await;
    gateway
        .send(notification("notifications/cancelled", r#"{"requestId":"m\u0079 id","reason":"enough"}"#))
        .await;
    let call = scene.heard("task", |line| line.contains("label=held")).await;
    scene.heard("task", |line| line.contains(&cancellation_of(&call))).await;
    gateway.is_well().await;
    assert_done(&gateway.ask(scripted("2", "label=next")).await);
}

#[tokio::test]
async fn a_late_answer_to_a_cancelled_call_reaches_nobody() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    held(&mut gateway, "1", ";stubborn").await;
    gateway.send(notification("notifications/cancelled", r#"{"requestId":1}"#)).await;
    scene.heard("task", |line| line.contains("notifications/cancelled")).await;
    // Both the released call and the one that releases it answer, in either order; only the second is waited for.
    let answer = gateway.ask(scripted("2", "release=held")).await;
    assert_eq!(Parts::of(&answer).id(), "2");
    assert_done(&gateway.ask(scripted("3", "label=next")).await);
    gateway.is_well().await;
}

#[tokio::test]
async fn a_call_that_waits_for_its_turn_can_be_cancelled_and_never_reaches_the_backend() {
    let scene = Scene::default().stdio_puppet("task", &["--fault", "slow-start=300"], "");
    let mut gateway = scene.stdio();
    gateway.send(scripted("1", "label=early")).await;
    gateway.send(notification("notifications/cancelled", r#"{"requestId":1}"#)).await;
    assert_done(&gateway.ask(scripted("2", "label=next")).await);
    gateway.is_well().await;
    assert!(!scene.log("task").contains("label=early"));
}

/// Posts a held call, and waits until the backend is at it.
async fn posted(gateway: &Http, session: Option<&str>) -> Response {
    let meta = if session.is_some() { String::new() } else { format!("{MODERN_META},") };
    let arguments = script("label=held;notify=1;hold");
    let params =
        format!(r#"{{"name":"{MOVE}","arguments":{arguments},"_meta":{{{meta}"progressToken":"t"}}}}"#);
    let headers = match session {
        Some(session) => gateway.in_session(session),
        None => gateway.modern("tools/call", Some(MOVE)),
    };
    let mut response = gateway.post(&headers, request("7", "tools/call", &params)).await;
    assert!(response.next().await.unwrap().contains("notifications/progress"));
    response
}

#[tokio::test]
async fn a_modern_client_cancels_by_going_away() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let gateway = scene.http().await;
    drop(posted(&gateway, None).await);
    let call = scene.heard("task", |line| line.contains("label=held")).await;
    scene.heard("task", |line| line.contains(&cancellation_of(&call))).await;
}

#[tokio::test]
async fn a_modern_http_backend_learns_it_from_the_end_of_the_connection() {
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &["--era", "modern"]).await;
    let gateway = scene.http_puppet("task", &puppet, "").http().await;
    drop(posted(&gateway, None).await);
    puppet.heard(|line| line == "DISCONNECTED held").await;
}

#[tokio::test]
async fn a_legacy_http_backend_is_told() {
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &["--era", "legacy"]).await;
    let gateway = scene.http_puppet("task", &puppet, "").http().await;
    drop(posted(&gateway, None).await);
    let call = puppet.heard(|line| line.contains("label=held")).await;
    puppet.heard(|line| line.contains(&cancellation_of(&call))).await;
}

#[tokio::test]
async fn a_legacy_client_that_goes_away_has_not_cancelled() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let gateway = scene.http().await;
    let session = gateway.session().await;
    let headers = gateway.in_session(&session);
    drop(posted(&gateway, Some(&session)).await);
    for _ in 0..5 {
        gateway.ask(&headers, request("1", "ping", "{}")).await;
    }
    assert!(!scene.log("task").contains("notifications/cancelled"));
    // It is still under way, as it can be cancelled: but by name, and in its session only.
    let cancel = notification("notifications/cancelled", r#"{"requestId":7}"#);
    let other = gateway.session().await;
    assert_eq!(gateway.post(&gateway.in_session(&other), cancel.clone()).await.status, 202);
    assert!(!scene.log("task").contains("notifications/cancelled"));
    assert_eq!(gateway.post(&headers, cancel).await.status, 202);
    let call = scene.heard("task", |line| line.contains("label=held")).await;
    scene.heard("task", |line| line.contains(&cancellation_of(&call))).await;
}
