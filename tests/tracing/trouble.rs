//! A collector that is away, ill or slow costs spans, and nothing else.

use std::time::Duration;

use rustix::process::Signal;

use crate::collector::{Collector, Mood};
use crate::support::Scene;
use crate::support::managed::Managed;
use crate::support::message::{MOVE, assert_done, modern_call, script};
use crate::support::process::until;
use crate::support::soon;
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
async fn a_collector_that_does_not_answer_holds_up_no_end() {
    let collector = Collector::start(Mood::Silent).await;
    // Its own patience is much longer than that of the end.
    let scene = traced(&collector, "timeout = \"10m\"").stdio_puppet("task", &[], "");
    let mut managed = scene.managed().await;
    works(&managed).await;
    until("a request that is not answered", || (!collector.requests().is_empty()).then_some(())).await;
    works(&managed).await;
    let told = std::time::Instant::now();
    managed.http.process.signal(Signal::TERM);
    let status = soon("the end", managed.http.process.child.wait()).await.unwrap();
    assert!(status.success(), "{status}");
    assert!(told.elapsed() < Duration::from_secs(10), "{:?}", told.elapsed());
    managed.http.process.said("the last spans were given up").await;
}

#[tokio::test]
async fn a_full_queue_costs_spans_that_are_counted_and_no_call() {
    const CALLS: usize = 900;
    let collector = Collector::start(Mood::Silent).await;
    let scene = traced(&collector, "timeout = \"10m\"").stdio_puppet("task", &[], "");
    let managed = scene.managed().await;
    works(&managed).await;
    // The batch that is not answered, and nothing else, has left the queue.
    until("a request that is not answered", || (!collector.requests().is_empty()).then_some(())).await;
    let mut answered = 0;
    for id in 0..CALLS {
        // Refused by what is checked first: it needs no backend, and is traced all the same.
        let headers = managed.http.modern("tools/call", Some(MOVE));
        let answer =
            managed.http.ask(&headers, modern_call(&id.to_string(), MOVE, r#"{"task_number":"one"}"#)).await;
        answered += usize::from(answer.contains("task_number"));
    }
    assert_eq!(answered, CALLS, "every call is answered as without a collector");
    // 512 calls wait; the spans of the others are given up, each call having at least two.
    let count = dropped(&managed).await;
    assert!(count >= 2 * (CALLS as u64 - 512), "{count}");
    works(&managed).await;
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
        (
            "endpoint = \"http://collector.example:4318\"\nheaders = { Authorization = \"Bearer ${PATH}\" }",
            "tracing.endpoint: http://collector.example:4318/v1/traces is plain HTTP to another machine, and the header \
             `Authorization` would be sent",
        ),
    ] {
        let scene = Scene::default().with(&format!("[tracing]\n{lines}"));
        let output = scene.gateway(&["serve"]).output().await.unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.contains(told) && !errors.contains("abc"), "{lines}: {errors}");
        assert_eq!(output.status.code(), Some(2), "{lines}");
    }
}
