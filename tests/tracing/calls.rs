//! The spans of calls.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use rustix::process::Signal;

use crate::collector::{Collector, Mood, tree};
use crate::support::Scene;
use crate::support::message::{MOVE, call, initialize, modern_call, script};
use crate::traced;

#[tokio::test]
async fn a_call_has_a_span_for_each_stage_below_its_own() {
    let collector = Collector::start(Mood::Well).await;
    let mut gateway = traced(&collector, "").stdio_puppet("task", &[], "").stdio();
    gateway.ask(initialize("0")).await;
    gateway.ask(call("7", MOVE, &script("label=secret-argument"))).await;
    let spans = collector.calls(1).await;
    assert_snapshot!("tree", tree(&spans));
    let traces: BTreeSet<_> = spans.iter().map(|span| &span.otlp.trace_id).collect();
    let ids: BTreeSet<_> = spans.iter().map(|span| &span.otlp.span_id).collect();
    assert_eq!((traces.len(), ids.len()), (1, spans.len()), "one trace, and each span has an id of its own");
    let root = spans.iter().find(|span| span.otlp.kind == 2).unwrap();
    assert_snapshot!("attributes", format!("{:#?}", root.attributes));
    let (began, ended) = (root.otlp.start_time_unix_nano, root.otlp.end_time_unix_nano);
    for span in &spans {
        let (from, to) = (span.otlp.start_time_unix_nano, span.otlp.end_time_unix_nano);
        assert!(began <= from && from <= to && to <= ended, "{} lies within the call", span.name());
    }
}

#[tokio::test]
async fn neither_arguments_nor_results_stand_in_spans() {
    let collector = Collector::start(Mood::Well).await;
    let mut gateway = traced(&collector, "").stdio_puppet("task", &[], "").stdio();
    gateway.ask(call("7", MOVE, &script("label=secret-argument"))).await;
    gateway.ask(call("8", MOVE, r#"{"task_number":"secret-argument"}"#)).await;
    collector.calls(2).await;
    for (_, body) in collector.requests() {
        let text = String::from_utf8_lossy(&body);
        assert!(!text.contains("secret-argument") && !text.contains("grüße"), "{text}");
    }
}

#[tokio::test]
async fn a_refusal_stands_at_its_stage_and_at_the_call() {
    let collector = Collector::start(Mood::Well).await;
    let mut gateway = traced(&collector, "").stdio_puppet("task", &[], "").stdio();
    for (name, message) in [
        ("bad argument", call("1", MOVE, r#"{"task_number":"one"}"#)),
        ("unknown tool", modern_call("2", "no_such_tool", "{}")),
        ("failed tool", call("3", MOVE, &script("result={'content':[],'isError':true}"))),
        ("lost backend", call("4", MOVE, &script("fault=die"))),
    ] {
        let before = collector.spans().len();
        gateway.ask(message).await;
        let count = collector.spans().iter().filter(|span| span.otlp.kind == 2).count() + 1;
        let spans = collector.calls(count).await;
        assert_snapshot!(name.replace(' ', "_"), tree(&spans[before..]));
    }
}

#[tokio::test]
async fn what_is_answered_from_memory_reaches_no_backend() {
    let collector = Collector::start(Mood::Well).await;
    let mut gateway = traced(&collector, "").stdio_puppet("chronicle", &[], "").stdio();
    for id in ["1", "2"] {
        gateway.ask(call(id, "chronicle_list_entries", "{}")).await;
        collector.calls(id.parse().unwrap()).await;
    }
    let spans = collector.spans();
    let count = |name: &str| spans.iter().filter(|span| span.name() == name).count();
    assert_eq!((count("remember"), count("dispatch")), (2, 1));
}

#[tokio::test]
async fn the_gateway_says_who_it_is_and_shows_its_credentials() {
    let collector = Collector::start(Mood::Well).await;
    let more = "headers = { Authorization = \"Bearer ${OTLP_TOKEN}\" }\nservice_name = \"north\"\n\
                attributes = { \"deployment.environment.name\" = \"test\" }";
    let scene = traced(&collector, more).stdio_puppet("task", &[], "");
    let mut command = scene.gateway(&["serve"]);
    command
        .env("OTLP_TOKEN", "t0ken-of-collector")
        .env("OTEL_RESOURCE_ATTRIBUTES", "region=south,service.name=x");
    let mut gateway = scene.start(command);
    gateway.ask(call("1", MOVE, &script("label=a"))).await;
    collector.calls(1).await;
    let (headers, _) = &collector.requests()[0];
    assert_eq!(headers["authorization"], "Bearer t0ken-of-collector");
    assert_eq!(headers["content-type"], "application/x-protobuf");
    let resource = format!("{:?}", collector.decoded()[0].resource_spans[0].resource);
    for part in ["\"north\"", "deployment.environment.name", "\"test\"", "region", "\"south\""] {
        assert!(resource.contains(part), "{part} in {resource}");
    }
}

#[tokio::test]
async fn the_environment_of_opentelemetry_names_the_collector_too() {
    let collector = Collector::start(Mood::Well).await;
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut command = scene.gateway(&["serve"]);
    command.env("OTEL_EXPORTER_OTLP_ENDPOINT", format!("http://{}/", collector.address));
    let mut gateway = scene.start(command);
    gateway.ask(call("1", MOVE, &script("label=a"))).await;
    collector.calls(1).await;
}

#[tokio::test]
async fn what_waits_is_sent_before_the_end() {
    let collector = Collector::start(Mood::Well).await;
    let mut gateway = traced(&collector, "").stdio_puppet("task", &[], "").stdio();
    gateway.ask(call("1", MOVE, &script("label=a"))).await;
    gateway.process.signal(Signal::TERM);
    assert!(gateway.ended().await.success());
    assert_eq!(collector.spans().iter().filter(|span| span.otlp.kind == 2).count(), 1);
}
