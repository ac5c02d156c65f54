//! Trace context: from the client, through the gateway, to the backend.

use serde_json::Value;

use crate::collector::{Collector, Mood};
use crate::support::http::{Headers, common};
use crate::support::message::{MODERN_META, MOVE, request, script};
use crate::support::{HttpPuppet, Scene};
use crate::traced;

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// A call with these members of `_meta`.
fn with_meta(id: &str, meta: &str) -> String {
    let arguments = script(&format!("label=l{id}"));
    request(id, "tools/call", &format!(r#"{{"name":"{MOVE}","arguments":{arguments},"_meta":{{{meta}}}}}"#))
}

fn in_meta(parent: &str) -> String {
    format!(r#""traceparent":"{parent}","tracestate":"a=1,b=2","baggage":"user=x","own/key":[1, 2.50]"#)
}

/// Where the backend is.
enum Backend {
    Stdio,
    Http(Box<HttpPuppet>),
}

impl Backend {
    /// What the backend received: `_meta` as written, and a header.
    async fn heard(&self, scene: &Scene, label: &str) -> (String, Vec<String>) {
        let wanted = |line: &str| line.contains(&format!("label={label}]"));
        let (line, log) = match self {
            Self::Stdio => (scene.heard("task", wanted).await, scene.log("task")),
            Self::Http(puppet) => (puppet.heard(wanted).await, puppet.log()),
        };
        let meta = line.split_once("\"_meta\":").map_or("", |(_, meta)| meta).to_owned();
        let headers = log.lines().filter_map(|line| line.strip_prefix("HEADER "));
        (meta, headers.map(str::to_owned).collect())
    }
}

/// The scene with a puppet of this kind and era behind `task`.
async fn behind(scene: Scene, kind: &str, era: &str) -> (Scene, Backend) {
    if kind == "stdio" {
        return (scene.stdio_puppet("task", &["--era", era], ""), Backend::Stdio);
    }
    let puppet = HttpPuppet::start(&scene, &["--era", era]).await;
    (scene.http_puppet("task", &puppet, ""), Backend::Http(puppet.into()))
}

const BACKENDS: [(&str, &str); 4] =
    [("stdio", "legacy"), ("stdio", "modern"), ("http", "legacy"), ("http", "modern")];

fn member(meta: &str, name: &str) -> Option<String> {
    let mut stream = serde_json::Deserializer::from_str(meta).into_iter::<Value>();
    let meta = stream.next()?.ok()?;
    Some(meta[name].as_str()?.to_owned())
}

#[tokio::test]
async fn without_tracing_a_clients_context_passes_as_it_is() {
    for (kind, era) in BACKENDS {
        let (scene, backend) = behind(Scene::default(), kind, era).await;
        let mut gateway = scene.stdio();
        gateway.ask(with_meta("1", &in_meta(PARENT))).await;
        let (meta, headers) = backend.heard(&scene, "l1").await;
        assert!(meta.contains(&in_meta(PARENT)), "{kind} {era}: {meta}");
        if kind == "http" {
            assert!(headers.contains(&format!("traceparent: {PARENT}")), "{headers:?}");
            assert!(headers.contains(&"tracestate: a=1,b=2".to_owned()), "{headers:?}");
            assert!(headers.contains(&"baggage: user=x".to_owned()), "{headers:?}");
        }
        gateway.ask(with_meta("2", r#""traceparent":"00-wrong","own/key":1"#)).await;
        let (meta, _) = backend.heard(&scene, "l2").await;
        assert!(meta.contains(r#""traceparent":"00-wrong""#), "{meta}");
    }
}

/// The headers of a request of an era, in a session where it needs one.
async fn headers_of(gateway: &crate::support::Http, is_modern: bool) -> Headers<'static> {
    match is_modern {
        true => gateway.modern("tools/call", Some(MOVE)),
        false => gateway.in_session(&gateway.session().await),
    }
}

#[tokio::test]
async fn what_comes_in_headers_goes_on_in_both_places() {
    let collector = Collector::start(Mood::Well).await;
    for is_traced in [false, true] {
        for (kind, era) in BACKENDS {
            let scene = if is_traced { traced(&collector, "") } else { Scene::default() };
            let (scene, backend) = behind(scene, kind, era).await;
            let gateway = scene.http().await;
            for (id, is_modern) in [("1", true), ("2", false)] {
                let mut headers = headers_of(&gateway, is_modern).await;
                let state = [("tracestate", "a=1"), ("tracestate", "b=2"), ("baggage", "user=x")];
                headers.push(("traceparent", PARENT.into()));
                headers.extend(state.map(|(name, value)| (name, value.to_owned())));
                gateway.ask(&headers, with_meta(id, if is_modern { MODERN_META } else { "" })).await;
                let (meta, received) = backend.heard(&scene, &format!("l{id}")).await;
                let parent = member(&meta, "traceparent").unwrap();
                assert_eq!(parent == PARENT, !is_traced, "{kind} {era}: {meta}");
                assert!(parent.contains(TRACE), "{meta}");
                assert_eq!(member(&meta, "tracestate").as_deref(), Some("a=1,b=2"), "{meta}");
                assert_eq!(member(&meta, "baggage").as_deref(), Some("user=x"), "{meta}");
                let is_there = received.contains(&format!("traceparent: {parent}"));
                assert_eq!(is_there, kind == "http", "{received:?}");
            }
        }
    }
}

#[tokio::test]
async fn with_tracing_the_backends_parent_is_the_dispatch_of_the_call() {
    for (kind, era) in BACKENDS {
        let collector = Collector::start(Mood::Well).await;
        let (scene, backend) = behind(traced(&collector, ""), kind, era).await;
        let mut gateway = scene.stdio();
        for (id, modern) in [("1", ""), ("2", MODERN_META)] {
            let comma = if modern.is_empty() { "" } else { "," };
            let meta = format!("{modern}{comma}{}", in_meta(PARENT));
            gateway.ask(with_meta(id, &meta)).await;
            let spans = collector.calls(id.parse().unwrap()).await;
            let root = spans.iter().rfind(|span| span.otlp.kind == 2).unwrap();
            let dispatch = spans.iter().rfind(|span| span.name() == "dispatch").unwrap();
            assert_eq!(crate::collector::hex(&root.otlp.trace_id), TRACE);
            assert_eq!(crate::collector::hex(&root.otlp.parent_span_id), "00f067aa0ba902b7");
            assert_eq!(root.otlp.trace_state, "a=1,b=2");
            let (meta, headers) = backend.heard(&scene, &format!("l{id}")).await;
            assert_eq!(member(&meta, "traceparent"), Some(dispatch.traceparent()), "{kind} {era}: {meta}");
            assert_eq!(meta.matches("\"traceparent\"").count(), 1, "{meta}");
            assert!(meta.contains(r#""own/key":[1, 2.50]"#), "{meta}");
            assert_eq!(member(&meta, "tracestate").as_deref(), Some("a=1,b=2"));
            let sent = headers.contains(&format!("traceparent: {}", dispatch.traceparent()));
            assert_eq!(sent, kind == "http", "{headers:?}");
        }
    }
}

#[tokio::test]
async fn a_context_that_is_malformed_begins_another_trace() {
    let collector = Collector::start(Mood::Well).await;
    let scene = traced(&collector, "").stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    for (at, parent) in [
        "\"\"",
        "7",
        "\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7\"",
        "\"00-00000000000000000000000000000000-00f067aa0ba902b7-01\"",
        "\"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"",
    ]
    .iter()
    .enumerate()
    {
        gateway
            .ask(with_meta(&format!("{at}"), &format!(r#""traceparent":{parent},"tracestate":"a=1""#)))
            .await;
        let spans = collector.calls(at + 1).await;
        let root = spans.iter().rfind(|span| span.otlp.kind == 2).unwrap();
        assert_eq!(root.otlp.parent_span_id.len(), 0, "{parent}");
        assert_ne!(crate::collector::hex(&root.otlp.trace_id), TRACE, "{parent}");
        assert_eq!(root.otlp.trace_state, "", "{parent}");
    }
}

#[tokio::test]
async fn what_the_client_does_not_record_is_not_recorded_here() {
    let collector = Collector::start(Mood::Well).await;
    let scene = traced(&collector, "").stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    let unsampled = PARENT.replace("-01", "-00");
    gateway.ask(with_meta("1", &in_meta(&unsampled))).await;
    let (meta, _) = Backend::Stdio.heard(&scene, "l1").await;
    assert_eq!(member(&meta, "traceparent"), Some(unsampled));
    gateway.ask(with_meta("2", &in_meta(PARENT))).await;
    let spans = collector.calls(1).await;
    let roots: Vec<_> = spans.iter().filter(|span| span.otlp.kind == 2).collect();
    assert_eq!(roots.len(), 1);
    assert_eq!(roots[0].attributes["jsonrpc.request.id"], "2");
}

#[tokio::test]
async fn of_traces_that_begin_here_the_ratio_is_recorded() {
    let collector = Collector::start(Mood::Well).await;
    let scene = traced(&collector, "ratio = 0.0").stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    gateway.ask(with_meta("1", "")).await;
    let (meta, _) = Backend::Stdio.heard(&scene, "l1").await;
    assert!(member(&meta, "traceparent").unwrap().ends_with("-00"), "{meta}");
    gateway.ask(with_meta("2", &in_meta(PARENT))).await;
    let spans = collector.calls(1).await;
    assert!(spans.iter().all(|span| crate::collector::hex(&span.otlp.trace_id) == TRACE));
}

#[tokio::test]
async fn the_context_of_the_message_counts_before_that_of_its_request() {
    let collector = Collector::start(Mood::Well).await;
    let scene = traced(&collector, "").stdio_puppet("task", &[], "");
    let gateway = scene.http().await;
    let mut headers = common(&gateway.address);
    headers.extend(gateway.modern("tools/call", Some(MOVE)).split_off(headers.len()));
    headers.push(("traceparent", PARENT.replace("00f0", "11f0")));
    gateway.ask(&headers, with_meta("1", &format!("{MODERN_META},{}", in_meta(PARENT)))).await;
    let spans = collector.calls(1).await;
    let root = spans.iter().find(|span| span.otlp.kind == 2).unwrap();
    assert_eq!(crate::collector::hex(&root.otlp.parent_span_id), "00f067aa0ba902b7");
    assert_eq!(crate::collector::hex(&root.otlp.links[0].span_id), "11f067aa0ba902b7");
}
