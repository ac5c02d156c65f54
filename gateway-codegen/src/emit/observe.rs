//! What Prometheus and Grafana are told about the gateway's metrics; the names come from the table that `/metrics` is made
//! from.

use std::fmt::Write;

use crate::json::{Json, quoted};
use crate::plan::{Plan, ServerPlan};
use gateway_metrics::{self as table, Metric};

/// One alert.
struct Alert {
    name: String,
    /// Holds while something is wrong.
    expression: String,
    /// For how long it must hold.
    after: &'static str,
    severity: &'static str,
    /// Where a rule is for one server.
    server: Option<String>,
    /// What is wrong, and what to look at.
    summary: String,
}

fn alert(
    name: &str,
    expression: String,
    (after, severity): (&'static str, &'static str),
    summary: &str,
) -> Alert {
    Alert { name: name.into(), expression, after, severity, server: None, summary: summary.into() }
}

/// `deploy/prometheus/alerts.yaml`.
#[must_use]
pub fn alerts(plan: &Plan) -> String {
    let mut out = format!(
        "# @generated from tools.toml by gatewayc gen; do not edit.\ngroups:\n  - name: {}\n    rules:\n",
        quoted(&plan.gateway.name)
    );
    for alert in rules(plan) {
        let _ = write!(
            out,
            "      - alert: {}\n        expr: {}\n        for: {}\n        labels:\n          severity: {}\n{}        \
             annotations:\n          summary: {}\n",
            alert.name,
            // A string of JSON is one of YAML.
            quoted(&alert.expression),
            alert.after,
            alert.severity,
            alert.server.map(|name| format!("          server: {name}\n")).unwrap_or_default(),
            quoted(&alert.summary)
        );
    }
    out
}

const WARNING: &str = "warning";
const CRITICAL: &str = "critical";

fn rules(plan: &Plan) -> Vec<Alert> {
    let mut rules = vec![
        alert(
            "GatewayAbsent",
            format!("absent({})", table::BUILD.series()),
            ("2m", CRITICAL),
            "No gateway is scraped: it is down, or /metrics refuses the scraper.",
        ),
        alert(
            "GatewayContractsDiffer",
            format!("count(count by (contract) ({})) > 1", table::BUILD.series()),
            ("30m", WARNING),
            "Gateways with different contracts run side by side; a rollout may be stuck.",
        ),
        alert(
            "GatewayAuditUnrecorded",
            format!("increase({}[5m]) > 0", table::AUDIT_UNRECORDED.series()),
            ("0m", CRITICAL),
            "Calls are answered without an audit row: look at the disk and the database of the audit.",
        ),
        alert(
            "GatewayTracesDropped",
            format!(r#"increase({}{{result="dropped"}}[15m]) > 0"#, table::TRACE_SPANS.series()),
            ("15m", WARNING),
            "Traces do not reach their collector: it is away, refuses them, or takes too long.",
        ),
        alert(
            "GatewayApprovalWaits",
            format!("{} > 0", table::APPROVALS_WAITING.series()),
            ("2m", WARNING),
            "A call waits for a person: `gateway approvals list`.",
        ),
    ];
    rules.extend(server_rules());
    rules.extend(
        plan.servers.iter().filter(|server| server.is_enabled).filter_map(|server| slow(plan, server)),
    );
    rules
}

fn server_rules() -> [Alert; 6] {
    let of = "{{ $labels.server }}";
    let failures = format!(
        "sum by (server) ({}) / sum by (server) ({}) > 0.1",
        rate(&table::REQUESTS, r#"{outcome="failed"}"#),
        rate(&table::REQUESTS, "")
    );
    [
        alert(
            "GatewayServerFails",
            failures,
            ("10m", WARNING),
            &format!("More than a tenth of the calls to {of} fail: `gateway breaker`, and the log."),
        ),
        alert(
            "GatewayBreakerOpen",
            format!(r#"{}{{state="open"}} == 1"#, table::BREAKER_STATE.series()),
            ("1m", WARNING),
            &format!("{of} failed too often in a row and is left alone."),
        ),
        alert(
            "GatewayBackendDown",
            format!(r#"{}{{state="down"}} == 1"#, table::BACKEND_STATE.series()),
            ("5m", WARNING),
            &format!("{of} ended, or does not answer."),
        ),
        alert(
            "GatewayBackendRestarts",
            format!("increase({}[15m]) > 3", table::BACKEND_RESTARTS.series()),
            ("0m", WARNING),
            &format!("{of} keeps ending: the log has its last words."),
        ),
        alert(
            "GatewayDrift",
            format!("{} > 0", table::DRIFT.series()),
            ("1m", WARNING),
            &format!("Tools of {of} are refused because they are not what was reviewed: `gateway drift`."),
        ),
        alert(
            "GatewayQueue",
            format!("{} > 10", table::QUEUE.series()),
            ("5m", WARNING),
            &format!("Calls wait for a place at {of}."),
        ),
    ]
}

fn rate(metric: &Metric, selector: &str) -> String {
    format!("rate({}{selector}[5m])", metric.series())
}

/// A server whose calls come close to their deadline; tools with a deadline of their own are left out. `None` where the
/// deadline is beyond what the histogram tells apart.
fn slow(plan: &Plan, server: &ServerPlan) -> Option<Alert> {
    let limit = server.server.call_timeout.mul_f64(0.8).as_secs_f64();
    if table::BOUNDS.last().is_none_or(|largest| limit > *largest) {
        return None;
    }
    let name = &server.server.name;
    let tools = server.tools.iter().map(|&at| &plan.tools[at].tool);
    let others: Vec<_> =
        tools.filter(|tool| tool.policy.call_timeout.is_some()).map(|tool| tool.name.as_str()).collect();
    // A dot in a name matches itself too, and `-` and `_` are no signs in a regular expression.
    let selector = format!("{{server=\"{name}\",tool!~\"{}\"}}", others.join("|"));
    let mut slow = alert(
        "GatewaySlow",
        format!("{} > {limit}", quantile(0.99, &selector, "server")),
        ("10m", WARNING),
        &format!("One call of a hundred to {name} takes longer than four fifths of its call_timeout."),
    );
    slow.server = Some(name.clone());
    Some(slow)
}

fn quantile(part: f64, selector: &str, by: &str) -> String {
    format!("histogram_quantile({part}, sum by (le, {by}) ({}))", rate(&table::LATENCY, selector))
}

/// One diagram of the dashboard.
struct Panel {
    title: &'static str,
    unit: &'static str,
    /// Query and legend of each line.
    lines: Vec<(String, &'static str)>,
}

/// `deploy/grafana/dashboard.json`.
#[must_use]
pub fn dashboard(plan: &Plan) -> String {
    let panels = panels().iter().enumerate().map(|(at, panel)| panel.json(at)).collect();
    let dashboard = object([
        ("uid", text(&plan.gateway.name)),
        ("title", text(&plan.gateway.title)),
        ("tags", Json::Array(vec![text("mcp"), text("gateway")])),
        ("schemaVersion", number(39)),
        ("editable", Json::Bare("true".into())),
        ("refresh", text("10s")),
        ("time", object([("from", text("now-1h")), ("to", text("now"))])),
        ("templating", object([("list", Json::Array(vec![source(), server()]))])),
        ("panels", Json::Array(panels)),
    ]);
    dashboard.pretty(5) + "\n"
}

const SERVER: &str = r#"{server=~"$server"}"#;

fn panels() -> Vec<Panel> {
    let each = |metric: &Metric| format!("sum by (server) ({}{SERVER})", metric.series());
    let rates = |by: &str| format!("sum by ({by}) ({})", rate(&table::REQUESTS, SERVER));
    let total = |metric: &Metric, by: &str| format!("sum by ({by}) ({})", rate(metric, ""));
    let state = |metric: &Metric, states: &str| {
        format!("sum by (server) ({}{{server=~\"$server\",state=~\"{states}\"}})", metric.series())
    };
    let panel = |title, unit, lines| Panel { title, unit, lines };
    vec![
        panel("Calls per second by server", "reqps", vec![(rates("server"), "{{server}}")]),
        panel("Calls per second by outcome", "reqps", vec![(rates("outcome"), "{{outcome}}")]),
        panel(
            "Latency",
            "s",
            vec![
                (quantile(0.5, SERVER, "server"), "p50 {{server}}"),
                (quantile(0.99, SERVER, "server"), "p99 {{server}}"),
            ],
        ),
        panel("Calls in flight", "short", vec![(each(&table::ACTIVE), "{{server}}")]),
        panel("Calls that wait for a place", "short", vec![(each(&table::QUEUE), "{{server}}")]),
        panel("Refusals per second", "reqps", vec![(total(&table::REFUSALS, "reason"), "{{reason}}")]),
        panel("Cache", "reqps", vec![(total(&table::CACHE, "result"), "{{result}}")]),
        panel("What is remembered", "bytes", vec![(format!("sum({})", table::CACHE_SIZE.series()), "size")]),
        panel(
            "Breakers that are not closed",
            "short",
            vec![(state(&table::BREAKER_STATE, "open|trial"), "{{server}}")],
        ),
        panel(
            "Backends that are not up",
            "short",
            vec![(state(&table::BACKEND_STATE, "down|stopped"), "{{server}}")],
        ),
        panel(
            "Restarts in an hour",
            "short",
            vec![(
                format!("sum by (server) (increase({}{SERVER}[1h]))", table::BACKEND_RESTARTS.series()),
                "{{server}}",
            )],
        ),
        panel("Tools blocked by drift", "short", vec![(each(&table::DRIFT), "{{server}}")]),
        panel(
            "Approvals",
            "short",
            vec![
                (format!("sum({})", table::APPROVALS_WAITING.series()), "waiting"),
                (
                    format!("sum by (decision) (increase({}[1h]))", table::APPROVALS.series()),
                    "{{decision}} in an hour",
                ),
            ],
        ),
        panel(
            "Audit rows missing",
            "short",
            vec![(format!("sum(increase({}[1h]))", table::AUDIT_UNRECORDED.series()), "in an hour")],
        ),
        panel("Spans", "short", vec![(total(&table::TRACE_SPANS, "result"), "{{result}}")]),
    ]
}

impl Panel {
    /// In two columns, from the top.
    fn json(&self, at: usize) -> Json {
        let place = [("h", 8), ("w", 12), ("x", at % 2 * 12), ("y", at / 2 * 8)];
        let target = |((query, legend), name): (&(String, &str), char)| {
            object([
                ("refId", text(&name.to_string())),
                ("datasource", datasource()),
                ("expr", text(query)),
                ("legendFormat", text(legend)),
            ])
        };
        object([
            ("id", number(at + 1)),
            ("type", text("timeseries")),
            ("title", text(self.title)),
            ("datasource", datasource()),
            ("gridPos", object(place.map(|(key, value)| (key, number(value))))),
            ("fieldConfig", object([("defaults", object([("unit", text(self.unit))]))])),
            ("targets", Json::Array(self.lines.iter().zip('A'..).map(target).collect())),
        ])
    }
}

fn datasource() -> Json {
    object([("type", text("prometheus")), ("uid", text("${source}"))])
}

/// Which Prometheus is asked.
fn source() -> Json {
    object([
        ("name", text("source")),
        ("label", text("Source")),
        ("type", text("datasource")),
        ("query", text("prometheus")),
    ])
}

/// Which servers are shown.
fn server() -> Json {
    let query = format!("label_values({}, server)", table::ACTIVE.series());
    object([
        ("name", text("server")),
        ("label", text("Server")),
        ("type", text("query")),
        ("datasource", datasource()),
        ("query", text(&query)),
        ("includeAll", Json::Bare("true".into())),
        ("multi", Json::Bare("true".into())),
        ("allValue", text(".*")),
    ])
}

fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn number(number: usize) -> Json {
    Json::Bare(number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every metric is drawn or watched, or is only there to be joined.
    #[test]
    fn every_metric_of_the_table_is_used() {
        let drawn: String =
            panels().into_iter().flat_map(|panel| panel.lines).map(|(query, _)| query + "\n").collect();
        let watched: String = server_rules().into_iter().map(|rule| rule.expression + "\n").collect();
        let unused: Vec<_> = table::ALL
            .iter()
            .map(Metric::series)
            .filter(|name| !drawn.contains(name) && !watched.contains(name))
            .collect();
        assert_eq!(unused, ["gateway_build_info", "gateway_cache_entries", "gateway_breaker_opens_total"]);
    }
}
