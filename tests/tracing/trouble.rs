//! A collector that is away, ill or slow costs spans, and nothing else.

use crate::collector::{Collector, Mood};
use crate::support::Scene;
use crate::support::managed::Managed;
use crate::support::message::{MOVE, assert_done, modern_call, script};
use crate::traced;

async fn works(managed: &Managed) {
    for id in 0..5 {
        let headers = managed.http.modern("tools/call", Some(MOVE));
        assert_done(
            &managed.http.ask(&headers, modern_call(&id.to_string(), MOVE, &script("label=a"))).await,
        );
    }
}

async fn dropped(managed: &Managed) -> u64 {
    let text = managed.get("/metrics").await.text;
    let line =
        text.lines().find_map(|line| line.strip_prefix("gateway_trace_spans_total{result=\"dropped\"} "));
    line.unwrap_or_else(|| panic!("no count in {text}")).parse().unwrap()
}

async fn spans_are_dropped(scene: &Scene, reason: &str) {
    let managed = scene.managed().await;
    works(&managed).await;
    let errors = managed.http.process.said("spans are dropped").await;
    assert!(errors.contains(reason), "{errors}");
    assert!(dropped(&managed).await >= 5);
    works(&managed).await;
    assert_eq!(managed.http.process.errors().matches("spans are dropped").count(), 1, "it is said once");
}

#[tokio::test]
async fn a_collector_that_is_away() {
    let collector = Collector::start(Mood::Well).await.elsewhere("127.0.0.1:1");
    let scene = traced(&collector, "").stdio_puppet("task", &[], "");
    spans_are_dropped(&scene, "http://127.0.0.1:1/v1/traces").await;
}

#[tokio::test]
async fn a_collector_that_fails() {
    let collector = Collector::start(Mood::Status(500)).await;
    let scene = traced(&collector, "").stdio_puppet("task", &[], "");
    spans_are_dropped(&scene, "HTTP status 500").await;
    assert!(!collector.requests().is_empty());
}

#[tokio::test]
async fn a_collector_that_does_not_answer() {
    let collector = Collector::start(Mood::Silent).await;
    let scene = traced(&collector, "timeout = \"100ms\"").stdio_puppet("task", &[], "");
    spans_are_dropped(&scene, "no answer within 100ms").await;
}

#[tokio::test]
async fn settings_that_cannot_be_are_named() {
    for (lines, told) in [
        ("endpoint = \"collector:4318\"", "tracing.endpoint: `collector:4318/v1/traces` is not"),
        ("ratio = 2.0", "tracing.ratio: 2 is not a part; write a number from 0 (none) to 1 (all)"),
        ("endpont = \"http://x\"", "tracing.endpont: there is no such setting; did you mean `endpoint`?"),
        (
            "endpoint = \"http://x\"\nheaders = { Authorization = \"Bearer abc\" }",
            "tracing.headers.Authorization: a secret is written out here",
        ),
        ("endpoint = \"http://${NOWHERE}\"", "tracing.endpoint: "),
    ] {
        let scene = Scene::default().with(&format!("[tracing]\n{lines}"));
        let output = scene.gateway(&["serve"]).output().await.unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.contains(told) && !errors.contains("abc"), "{lines}: {errors}");
        assert_eq!(output.status.code(), Some(2), "{lines}");
    }
}
