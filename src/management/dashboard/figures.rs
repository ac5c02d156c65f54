//! How servers and tools stand, as people read it.

use gateway_metrics::Outcome;
use gateway_runtime::breaker::Status;
use gateway_runtime::drift::Severity;
use gateway_runtime::gateway::Gateway;
use gateway_runtime::health::{ServerHealth, State};
use gateway_runtime::metrics::quantile;
use gateway_runtime::spec::{ServerSpec, ToolSpec};

use super::text::{percent, rate, span};

/// A state: a word, and a sign and a colour that say the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark {
    /// `good`, `note`, `bad` or `quiet`.
    pub(super) tone: &'static str,
    pub(super) sign: &'static str,
    pub(super) word: String,
}

impl Mark {
    pub(super) fn good(word: impl Into<String>) -> Self {
        Self { tone: "good", sign: "●", word: word.into() }
    }

    pub(super) fn note(word: impl Into<String>) -> Self {
        Self { tone: "note", sign: "▲", word: word.into() }
    }

    pub(super) fn bad(word: impl Into<String>) -> Self {
        Self { tone: "bad", sign: "✕", word: word.into() }
    }

    pub(super) fn quiet(word: impl Into<String>) -> Self {
        Self { tone: "quiet", sign: "○", word: word.into() }
    }

    /// How a call ended, by the name that the audit gives it.
    pub(super) fn of_outcome(name: &str) -> Self {
        match name {
            "" => Self::default(),
            "ok" | "approved" | "used" => Self::good(name),
            "error" | "failed" | "denied" => Self::bad(name),
            "refused" | "cancelled" | "expired" | "withdrawn" => Self::note(name),
            name => Self::quiet(name),
        }
    }
}

/// The name that the audit gives an outcome.
pub(super) const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "ok",
        Outcome::Error => "error",
        Outcome::Refused => "refused",
        Outcome::Failed => "failed",
        Outcome::Cancelled => "cancelled",
        Outcome::InputRequired => "asked",
    }
}

/// All names of outcomes of calls.
pub(super) const OUTCOMES: [&str; 6] = ["ok", "error", "refused", "failed", "cancelled", "asked"];

/// One server.
pub(super) struct ServerFigures {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) state: Mark,
    pub(super) up: String,
    pub(super) starts: u64,
    pub(super) rate: String,
    pub(super) half: String,
    pub(super) most: String,
    pub(super) failures: String,
    pub(super) breaker: Mark,
    pub(super) opens: u64,
    pub(super) drift: Mark,
    pub(super) waiting: i64,
    pub(super) blocked: Vec<&'static str>,
    pub(super) last_error: Option<String>,
    /// Whether an operator stopped it.
    pub(super) is_stopped: bool,
}

/// All servers, in the contract's order.
pub(super) fn servers(gateway: &Gateway) -> Vec<ServerFigures> {
    let specs = gateway.contract().servers.iter();
    specs.zip(gateway.health()).map(|(spec, health)| server(gateway, spec, health)).collect()
}

fn server(gateway: &Gateway, spec: &'static ServerSpec, health: ServerHealth) -> ServerFigures {
    let minute = gateway.metrics().minute(spec.index);
    ServerFigures {
        name: spec.name,
        title: spec.title,
        state: state(health.state),
        up: span(health.up.map(|up| up.as_secs_f64())),
        starts: health.starts,
        rate: rate(minute.rate()),
        half: span(minute.quantile(0.5)),
        most: span(minute.quantile(0.99)),
        failures: percent(minute.failure_rate(), minute.rate()),
        breaker: breaker(health.breaker),
        opens: health.opens,
        drift: drift(gateway, spec),
        waiting: health.waiting,
        is_stopped: health.state == State::Stopped,
        blocked: health.blocked,
        last_error: health.last_error,
    }
}

fn state(state: State) -> Mark {
    match state {
        State::Up => Mark::good("up"),
        State::Idle => Mark::quiet("idle"),
        State::Starting => Mark::note("starting"),
        State::Stopped => Mark::note("stopped"),
        State::Down => Mark::bad("down"),
    }
}

fn breaker(status: Status) -> Mark {
    match status {
        Status::Closed { failures: 0 } => Mark::good("closed"),
        Status::Closed { failures: 1 } => Mark::note("closed, 1 failure"),
        Status::Closed { failures } => Mark::note(format!("closed, {failures} failures")),
        Status::Open { remaining } => Mark::bad(format!("open, {}", span(Some(remaining.as_secs_f64())))),
        Status::Trial => Mark::note("trial"),
    }
}

/// What is known of a server's drift, without asking it.
pub(super) fn drift(gateway: &Gateway, spec: &ServerSpec) -> Mark {
    match gateway.known_drift(spec) {
        None => Mark::quiet("not asked"),
        Some(Err(_)) => Mark::note("unknown"),
        Some(Ok(drift)) => match drift.severity() {
            None => Mark::good("none"),
            Some(Severity::Compatible) => Mark::note("compatible"),
            Some(Severity::Blocking) => Mark::bad("blocking"),
        },
    }
}

/// How a tool does, since the gateway began.
pub(super) struct ToolFigures {
    pub(super) calls: u64,
    pub(super) outcomes: Vec<(Mark, u64)>,
    pub(super) failed: u64,
    pub(super) active: i64,
    pub(super) half: String,
    pub(super) most: String,
}

pub(super) fn tool(gateway: &Gateway, tool: &ToolSpec) -> ToolFigures {
    let own = gateway.metrics().tool(tool);
    let observed = own.latency().observed();
    let count = |wanted: &[Outcome]| {
        own.outcomes().filter(|(outcome, _)| wanted.contains(outcome)).map(|(_, count)| count).sum()
    };
    ToolFigures {
        calls: observed.count(),
        outcomes: own
            .outcomes()
            .map(|(outcome, count)| (Mark::of_outcome(outcome_name(outcome)), count))
            .collect(),
        failed: count(&[Outcome::Error, Outcome::Failed]),
        active: own.active().get(),
        half: span(quantile(&observed.buckets, 0.5)),
        most: span(quantile(&observed.buckets, 0.99)),
    }
}
