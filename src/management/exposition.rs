//! `/metrics`: what the gateway counts, as OpenMetrics text.

use std::fmt;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use gateway_metrics::{
    self as table, BACKEND_STATES, BOUNDS, BREAKER_STATES, CACHE_RESULTS, Kind, Metric, SPAN_RESULTS, Unit,
};
use gateway_runtime::breaker::Status;
use gateway_runtime::gateway::Gateway;
use gateway_runtime::health::{ServerHealth, State as BackendState};
use gateway_runtime::metrics::Observed;
use gateway_runtime::spec::{ServerSpec, ToolSpec};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, MetricEncoder, NoLabelSet, text};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::{self, Registry};

use super::api::Api;
use super::problem::Problem;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the gateway counts, for Prometheus. Without credentials where only this machine can ask; else for operators and
/// the principal that `management.metrics` names
#[utoipa::path(get, path = "/metrics", tag = "probes", responses(
    (status = 200, description = "OpenMetrics text", body = String,
        content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8"),
    (status = 401, description = "Credentials are needed", body = Problem, content_type = "application/problem+json"),
    (status = 403, description = "The credentials are not enough, or the request is meant for another host", body = Problem,
        content_type = "application/problem+json")))]
pub(super) async fn metrics(State(api): State<Api>) -> Response {
    api.gateway.answers().settle().await;
    let mut registry = Registry::default();
    registry.register_collector(Box::new(Counted(api.gateway)));
    let mut body = String::new();
    match text::encode(&mut body, &registry) {
        Ok(()) => ([(CONTENT_TYPE, OPEN_METRICS)], body).into_response(),
        Err(_) => Problem::unavailable("the metrics cannot be written").into_response(),
    }
}

struct Counted(Arc<Gateway>);

impl fmt::Debug for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counted")
    }
}

impl Collector for Counted {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let health = self.0.health();
        for metric in table::ALL {
            let unit = metric.unit.map(unit);
            let mut family =
                encoder.encode_descriptor(metric.name, metric.help, unit.as_ref(), kind(metric.kind))?;
            for Sample { labels, value } in samples(metric, &self.0, &health) {
                let labels: Vec<_> = metric.labels.iter().copied().zip(labels).collect();
                match value {
                    Value::Info => family.encode_info(&labels)?,
                    _ if labels.is_empty() => value.encode(&mut family)?,
                    _ => value.encode(&mut family.encode_family(&labels)?)?,
                }
            }
        }
        Ok(())
    }
}

fn unit(unit: Unit) -> registry::Unit {
    match unit {
        Unit::Seconds => registry::Unit::Seconds,
        Unit::Bytes => registry::Unit::Bytes,
    }
}

fn kind(kind: Kind) -> MetricType {
    match kind {
        Kind::Counter => MetricType::Counter,
        Kind::Gauge => MetricType::Gauge,
        Kind::Histogram => MetricType::Histogram,
        Kind::Info => MetricType::Info,
    }
}

/// One number, with the values of its labels.
struct Sample {
    labels: Vec<&'static str>,
    value: Value,
}

enum Value {
    Count(u64),
    Level(i64),
    Durations(Observed),
    Info,
}

impl Value {
    fn encode(&self, encoder: &mut MetricEncoder<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => encoder.encode_counter::<NoLabelSet, u64, f64>(count, None),
            Self::Level(level) => encoder.encode_gauge(level),
            Self::Durations(observed) => {
                let bounds = BOUNDS.into_iter().chain([f64::INFINITY]);
                let buckets: Vec<_> = bounds.zip(observed.buckets).collect();
                encoder.encode_histogram::<NoLabelSet>(observed.sum, observed.count(), &buckets, None)
            }
            Self::Info => Ok(()),
        }
    }
}

fn count(labels: impl Into<Vec<&'static str>>, count: u64) -> Sample {
    Sample { labels: labels.into(), value: Value::Count(count) }
}

fn level(labels: impl Into<Vec<&'static str>>, level: i64) -> Sample {
    Sample { labels: labels.into(), value: Value::Level(level) }
}

/// All numbers of one metric.
fn samples(metric: &Metric, gateway: &Gateway, health: &[ServerHealth]) -> Vec<Sample> {
    match *metric {
        table::BUILD => {
            vec![Sample {
                labels: vec![env!("CARGO_PKG_VERSION"), gateway.contract().hash],
                value: Value::Info,
            }]
        }
        table::REQUESTS | table::LATENCY | table::ACTIVE => {
            gateway.contract().operations().flat_map(|tool| of_tool(metric, gateway, tool)).collect()
        }
        table::REFUSALS => gateway.metrics().refusals().map(|(reason, n)| count([reason], n)).collect(),
        table::CACHE | table::CACHE_ENTRIES | table::CACHE_SIZE => of_cache(metric, gateway),
        table::APPROVALS_WAITING => vec![level([], gateway.metrics().waiting().get())],
        table::APPROVALS => gateway.metrics().decisions().map(|(decision, n)| count([decision], n)).collect(),
        table::AUDIT_UNRECORDED => vec![count([], gateway.audit().standing().unrecorded)],
        table::TRACE_SPANS => {
            let figures = gateway.tracing().figures().unwrap_or_default();
            let spans = SPAN_RESULTS.into_iter().zip([figures.exported, figures.dropped]);
            spans.map(|(result, n)| count([result], n)).collect()
        }
        _ => {
            let servers = gateway.contract().servers.iter().zip(health);
            servers.flat_map(|(spec, health)| of_server(metric, spec, health)).collect()
        }
    }
}

fn of_tool(metric: &Metric, gateway: &Gateway, tool: &ToolSpec) -> Vec<Sample> {
    let (server, name) = (gateway.server_of(tool).name, tool.name);
    let own = gateway.metrics().tool(tool);
    match *metric {
        table::REQUESTS => {
            own.outcomes().map(|(outcome, n)| count([server, name, outcome.name()], n)).collect()
        }
        table::LATENCY => {
            vec![Sample { labels: vec![server, name], value: Value::Durations(own.latency().observed()) }]
        }
        _ => vec![level([server, name], own.active().get())],
    }
}

fn of_cache(metric: &Metric, gateway: &Gateway) -> Vec<Sample> {
    let figures = gateway.answers().figures();
    let as_level = |number| level([], i64::try_from(number).unwrap_or(i64::MAX));
    match *metric {
        table::CACHE_ENTRIES => vec![as_level(figures.entries)],
        table::CACHE_SIZE => vec![as_level(figures.bytes)],
        _ => {
            let found = [figures.hits.saturating_sub(figures.joined), figures.joined, figures.misses];
            CACHE_RESULTS.into_iter().zip(found).map(|(result, n)| count([result], n)).collect()
        }
    }
}

fn of_server(metric: &Metric, spec: &ServerSpec, health: &ServerHealth) -> Vec<Sample> {
    let in_state = |states: &[&'static str], state: &str| {
        states.iter().map(|known| level([spec.name, known], i64::from(*known == state))).collect()
    };
    match *metric {
        table::BREAKER_STATE => in_state(&BREAKER_STATES, breaker(health.breaker)),
        table::BACKEND_STATE => in_state(&BACKEND_STATES, backend(health.state)),
        table::BREAKER_OPENS => vec![count([spec.name], health.opens)],
        table::BACKEND_RESTARTS => vec![count([spec.name], health.starts.saturating_sub(1))],
        table::DRIFT => vec![level([spec.name], i64::try_from(health.blocked.len()).unwrap_or(i64::MAX))],
        table::QUEUE => vec![level([spec.name], health.waiting)],
        _ => Vec::new(),
    }
}

fn breaker(status: Status) -> &'static str {
    match status {
        Status::Closed { .. } => "closed",
        Status::Open { .. } => "open",
        Status::Trial => "trial",
    }
}

fn backend(state: BackendState) -> &'static str {
    match state {
        BackendState::Idle => "idle",
        BackendState::Starting => "starting",
        BackendState::Up => "up",
        BackendState::Stopped => "stopped",
        BackendState::Down => "down",
    }
}
