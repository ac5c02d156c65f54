//! The metrics of the gateway: one table, from which `/metrics` takes its names, and the alert rules and the dashboard
//! their queries. It depends on nothing, so that the runtime and the compiler can both name it.

/// One metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its name without unit and suffix.
    pub name: &'static str,
    /// What kind of number it is.
    pub kind: Kind,
    /// Its base unit, which is the end of its name.
    pub unit: Option<Unit>,
    /// What it counts, for people.
    pub help: &'static str,
    /// The labels, in the order in which their values are given.
    pub labels: &'static [&'static str],
}

/// What kind of number a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts by size, with the bounds [`BOUNDS`].
    Histogram,
    /// Always 1; its labels are what it tells.
    Info,
}

/// A base unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Bytes.
    Bytes,
}

impl Unit {
    /// As it stands in names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Bytes => "bytes",
        }
    }
}

impl Metric {
    /// The name that a query gives; for a histogram, that of its buckets.
    #[must_use]
    pub fn series(&self) -> String {
        let suffix = match self.kind {
            Kind::Counter => "_total",
            Kind::Gauge => "",
            Kind::Histogram => "_bucket",
            Kind::Info => "_info",
        };
        let unit = self.unit.map(|unit| format!("_{}", unit.name())).unwrap_or_default();
        format!("{}{unit}{suffix}", self.name)
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With a result.
    Success,
    /// With a result that says that the tool failed.
    Error,
    /// The gateway did not carry it out.
    Refused,
    /// Its server did not do its part.
    Failed,
    /// Whoever made it, or an operator, took it back.
    Cancelled,
    /// With a question to the client, who calls again with the answer.
    InputRequired,
}

impl Outcome {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 6] =
        [Self::Success, Self::Error, Self::Refused, Self::Failed, Self::Cancelled, Self::InputRequired];

    /// The value of the label `outcome`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Error => "error",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::InputRequired => "input_required",
        }
    }
}

/// What became of a call whose answer could have been remembered: the values of the label `result`.
pub const CACHE_RESULTS: [&str; 3] = ["hit", "joined", "miss"];

/// How a request for approval ended: the values of the label `decision`.
pub const DECISIONS: [&str; 6] = ["approved", "denied", "expired", "withdrawn", "invalid", "unavailable"];

/// The states of a breaker: the values of the label `state`.
pub const BREAKER_STATES: [&str; 3] = ["closed", "open", "trial"];

/// The states of a backend: the values of the label `state`.
pub const BACKEND_STATES: [&str; 5] = ["idle", "starting", "up", "stopped", "down"];

/// Upper bounds of the histograms' buckets, in seconds: from an answer out of memory to a model's long thought.
pub const BOUNDS: [f64; 17] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0];

const SERVER: &[&str] = &["server"];
const SERVER_STATE: &[&str] = &["server", "state"];

const fn metric(
    name: &'static str,
    kind: Kind,
    labels: &'static [&'static str],
    help: &'static str,
) -> Metric {
    Metric { name, kind, unit: None, help, labels }
}

/// Calls that have ended.
pub const REQUESTS: Metric = metric(
    "gateway_requests",
    Kind::Counter,
    &["server", "tool", "outcome"],
    "Calls of a tool that have ended, by how they ended",
);
/// How long calls took.
pub const LATENCY: Metric = Metric {
    name: "gateway_request_latency",
    kind: Kind::Histogram,
    unit: Some(Unit::Seconds),
    help: "Time from the arrival of a call to its end, waiting for places and people included",
    labels: &["server", "tool"],
};
/// Calls that have not ended.
pub const ACTIVE: Metric =
    metric("gateway_active_requests", Kind::Gauge, &["server", "tool"], "Calls of a tool that are in flight");
/// Requests that were not served.
pub const REFUSALS: Metric = metric(
    "gateway_refusals",
    Kind::Counter,
    &["reason"],
    "Requests that ended with a fault, by its code; includes those for no tool that there is",
);
/// How the cache did.
pub const CACHE: Metric = metric(
    "gateway_cache_requests",
    Kind::Counter,
    &["result"],
    "Calls whose answer may be remembered: answered from memory (hit), by an equal call at the same time (joined), or not (miss)",
);
/// How much is remembered.
pub const CACHE_ENTRIES: Metric =
    metric("gateway_cache_entries", Kind::Gauge, &[], "Answers that are remembered");
/// How large it is.
pub const CACHE_SIZE: Metric = Metric {
    name: "gateway_cache_size",
    kind: Kind::Gauge,
    unit: Some(Unit::Bytes),
    help: "Size of the answers that are remembered, with their arguments",
    labels: &[],
};
/// Whether servers are left alone.
pub const BREAKER_STATE: Metric =
    metric("gateway_breaker_state", Kind::Gauge, SERVER_STATE, "1 for the state that the breaker is in");
/// How often they were.
pub const BREAKER_OPENS: Metric = metric(
    "gateway_breaker_opens",
    Kind::Counter,
    SERVER,
    "How often the breaker opened after failures in a row",
);
/// How servers stand.
pub const BACKEND_STATE: Metric =
    metric("gateway_backend_state", Kind::Gauge, SERVER_STATE, "1 for the state that the backend is in");
/// How often they had to be started again.
pub const BACKEND_RESTARTS: Metric = metric(
    "gateway_backend_restarts",
    Kind::Counter,
    SERVER,
    "How often the backend was started, or greeted, again after the first time",
);
/// Tools that are not what was reviewed.
pub const DRIFT: Metric = metric(
    "gateway_drift_blocked_tools",
    Kind::Gauge,
    SERVER,
    "Tools that are refused because the live tool is not the one that was reviewed",
);
/// Calls that wait for a place.
pub const QUEUE: Metric =
    metric("gateway_queue_waiting", Kind::Gauge, SERVER, "Calls that wait for a place at their server");
/// Calls that wait for a person.
pub const APPROVALS_WAITING: Metric =
    metric("gateway_approvals_waiting", Kind::Gauge, &[], "Calls that wait for a person's approval");
/// What persons decided.
pub const APPROVALS: Metric = metric(
    "gateway_approvals",
    Kind::Counter,
    &["decision"],
    "Calls that needed a person's approval, by how that ended",
);
/// What the audit missed.
pub const AUDIT_UNRECORDED: Metric = metric(
    "gateway_audit_unrecorded",
    Kind::Counter,
    &[],
    "Calls of tools that only read for which no audit row could be written",
);
/// Spans of traced calls.
pub const TRACE_SPANS: Metric = metric(
    "gateway_trace_spans",
    Kind::Counter,
    &["result"],
    "Spans of traced calls, by whether the collector took them or they were dropped",
);

/// What became of a span: the values of the label `result`.
pub const SPAN_RESULTS: [&str; 2] = ["exported", "dropped"];
/// What runs.
pub const BUILD: Metric = metric(
    "gateway_build",
    Kind::Info,
    &["version", "contract"],
    "The gateway's version and the hash of the contract that was compiled in",
);

/// Every metric, in the order in which they are given.
pub const ALL: &[Metric] = &[
    BUILD,
    REQUESTS,
    LATENCY,
    ACTIVE,
    REFUSALS,
    CACHE,
    CACHE_ENTRIES,
    CACHE_SIZE,
    BREAKER_STATE,
    BREAKER_OPENS,
    BACKEND_STATE,
    BACKEND_RESTARTS,
    DRIFT,
    QUEUE,
    APPROVALS_WAITING,
    APPROVALS,
    AUDIT_UNRECORDED,
    TRACE_SPANS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_queries_use_and_none_stands_twice() {
        assert_eq!(REQUESTS.series(), "gateway_requests_total");
        assert_eq!(LATENCY.series(), "gateway_request_latency_seconds_bucket");
        assert_eq!(ACTIVE.series(), "gateway_active_requests");
        let mut names: Vec<_> = ALL.iter().map(|metric| metric.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn numbers_of_outcomes_are_their_positions_and_bounds_ascend() {
        assert!(Outcome::ALL.iter().enumerate().all(|(at, outcome)| *outcome as usize == at));
        assert!(BOUNDS.is_sorted());
    }
}
