//! The metrics: they are those of the table, they are true, and what is generated to watch them can be read by those who do.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use support::Scene;
use support::managed::Managed;
use support::message::{MOVE, modern_call, script};
use support::python::python;

/// Reads OpenMetrics text with the reference parser, and gives `[family, type, unit, [[sample, labels, value], …]]` of each.
const PARSER: &str = r#"
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
families = text_string_to_metric_families(sys.stdin.read())
json.dump([[f.name, f.type, f.unit, [[s.name, s.labels, s.value] for s in f.samples]] for f in families], sys.stdout)
"#;

/// Runs a program over a text.
fn piped(mut command: Command, remedy: &str, text: &str) -> String {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}; {remedy}"));
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap_or_default();
    let output = child.wait_with_output().unwrap();
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {out}{errors}");
    out.into_owned()
}

fn promtool(arguments: &[&str]) -> Command {
    let mut command = Command::new("promtool");
    command.args(arguments);
    command
}

/// Name, labels, value.
type Sample = (String, BTreeMap<String, String>, f64);

fn parsed(text: &str) -> Vec<(String, String, String, Vec<Sample>)> {
    let mut python = python("python");
    python.args(["-c", PARSER]);
    serde_json::from_str(&piped(python, "", text)).unwrap()
}

/// The value of a sample with these labels, `name="value"` with commas between them.
fn value(text: &str, sample: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {sample} in {text}")).parse().unwrap()
}

async fn call(managed: &Managed, tool: &str, arguments: &str) -> String {
    managed.http.ask(&managed.http.modern("tools/call", Some(tool)), modern_call("1", tool, arguments)).await
}

#[tokio::test]
async fn what_is_counted_is_what_was_called() {
    let scene = Scene::default().stdio_puppet("task", &[], "").stdio_puppet("adr", &[], "");
    let managed = scene.managed().await;
    for _ in 0..3 {
        call(&managed, MOVE, &script("label=a")).await;
    }
    call(&managed, MOVE, &script("result={'content':[],'isError':true}")).await;
    call(&managed, MOVE, r#"{"task_number":0}"#).await;
    call(&managed, MOVE, &script("fault=die")).await;
    call(&managed, "get_tusk", "{}").await;
    for _ in 0..2 {
        call(&managed, "adr_search", r#"{"query":"the same"}"#).await;
    }
    let text = managed.get("/metrics").await.text;
    let of = |outcome: &str| {
        value(&text, &format!(r#"gateway_requests_total{{server="task",tool="{MOVE}",outcome="{outcome}"}}"#))
    };
    let outcomes = ["success", "error", "refused", "failed", "cancelled", "input_required"].map(of);
    assert_eq!(outcomes, [3.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
    let tool = format!(r#"{{server="task",tool="{MOVE}"}}"#);
    assert_eq!(value(&text, &format!("gateway_request_latency_seconds_count{tool}")), 6.0);
    assert_eq!(value(&text, &format!("gateway_active_requests{tool}")), 0.0);
    for (sample, expected) in [
        (r#"gateway_refusals_total{reason="bad_arguments"}"#, 1.0),
        (r#"gateway_refusals_total{reason="unknown_tool"}"#, 1.0),
        (r#"gateway_refusals_total{reason="lost"}"#, 1.0),
        (r#"gateway_refusals_total{reason="limited"}"#, 0.0),
        (r#"gateway_cache_requests_total{result="hit"}"#, 1.0),
        (r#"gateway_cache_requests_total{result="miss"}"#, 1.0),
        (r#"gateway_cache_requests_total{result="joined"}"#, 0.0),
        ("gateway_cache_entries", 1.0),
        (r#"gateway_breaker_state{server="task",state="closed"}"#, 1.0),
        (r#"gateway_backend_state{server="task",state="down"}"#, 1.0),
        (r#"gateway_backend_state{server="adr",state="up"}"#, 1.0),
        (r#"gateway_backend_restarts_total{server="task"}"#, 0.0),
        (r#"gateway_queue_waiting{server="task"}"#, 0.0),
        ("gateway_approvals_waiting", 0.0),
        ("gateway_audit_unrecorded_total", 0.0),
    ] {
        assert_eq!(value(&text, sample), expected, "{sample}");
    }
    call(&managed, MOVE, &script("label=a")).await;
    let text = managed.get("/metrics").await.text;
    assert_eq!(value(&text, r#"gateway_backend_restarts_total{server="task"}"#), 1.0);
    let figures = managed.get(&format!("/api/v1/tools/{MOVE}")).await.json()["figures"].clone();
    assert_eq!((&figures["outcomes"]["success"], &figures["active"]), (&4.into(), &0.into()), "{figures}");
    assert!(figures["p99Seconds"].as_f64().unwrap() >= figures["p50Seconds"].as_f64().unwrap(), "{figures}");
}

#[tokio::test]
async fn the_text_is_open_metrics_and_has_every_metric_of_the_table() {
    let answer = Scene::default().managed().await.get("/metrics").await;
    assert_eq!(answer.kind, "application/openmetrics-text; version=1.0.0; charset=utf-8");
    let families = parsed(&answer.text);
    let found: Vec<_> =
        families.iter().map(|(name, kind, unit, _)| format!("{name} {kind} {unit}")).collect();
    let expected: Vec<_> = gateway_metrics::ALL
        .iter()
        .map(|metric| {
            let unit = metric.unit.map(gateway_metrics::Unit::name).unwrap_or_default();
            let join = if unit.is_empty() { "" } else { "_" };
            format!("{}{join}{unit} {} {unit}", metric.name, format!("{:?}", metric.kind).to_lowercase())
        })
        .collect();
    assert_eq!(found, expected);
    for ((name, _, _, samples), metric) in families.iter().zip(gateway_metrics::ALL) {
        assert!(!samples.is_empty(), "{name} has no number");
        let labels = |sample: &BTreeMap<String, String>| -> BTreeSet<String> {
            sample.keys().filter(|label| *label != "le").cloned().collect()
        };
        let declared: BTreeSet<_> = metric.labels.iter().map(|label| (*label).to_owned()).collect();
        assert!(samples.iter().all(|(_, sample, _)| labels(sample) == declared), "{name}");
    }
}

fn generated(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/deploy").join(path)
}

const PROMTOOL_REMEDY: &str = "the test needs promtool, of the Debian package prometheus";

#[test]
fn prometheus_reads_the_alert_rules() {
    let file = generated("prometheus/alerts.yaml");
    let said = piped(promtool(&["check", "rules", file.to_str().unwrap()]), PROMTOOL_REMEDY, "");
    let text = std::fs::read_to_string(file).unwrap();
    let count = text.matches("- alert:").count();
    assert!(count > 10 && said.contains(&format!("SUCCESS: {count} rules found")), "{count}: {said}");
}

/// The queries of the dashboard, as rules that record them.
#[test]
fn prometheus_reads_the_queries_of_the_dashboard() {
    let text = std::fs::read_to_string(generated("grafana/dashboard.json")).unwrap();
    let dashboard: Value = serde_json::from_str(&text).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let queries: Vec<_> = panels
        .iter()
        .flat_map(|panel| panel["targets"].as_array().unwrap())
        .map(|target| target["expr"].as_str().unwrap().replace("$server", ".*"))
        .collect();
    let rule = |(at, query): (usize, &String)| {
        format!("  - {{record: \"panel:{at}\", expr: {}}}\n", Value::from(query.as_str()))
    };
    let rules: String = queries.iter().enumerate().map(rule).collect();
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("rules.yaml");
    std::fs::write(&file, format!("groups:\n- name: panels\n  rules:\n{rules}")).unwrap();
    let said = piped(promtool(&["check", "rules", file.to_str().unwrap()]), PROMTOOL_REMEDY, "");
    assert!(
        queries.len() > 10 && said.contains(&format!("SUCCESS: {} rules found", queries.len())),
        "{said}"
    );
}
