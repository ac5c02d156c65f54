//! What the gateway counts. Every number is an atomic in an array with the place of its tool, so that counting takes no
//! lock and allocates nothing, and no label comes from the wire.

mod histogram;
mod ring;

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use gateway_metrics::{DECISIONS, Outcome};
use tokio::time::Instant;

pub use self::histogram::{Histogram, Observed, quantile};
pub use self::ring::{Moment, Ring, STEP};
use crate::fault::Fault;
use crate::reply::Reply;
use crate::spec::{Contract, ToolSpec};

/// The numbers of one gateway.
#[derive(Debug)]
pub struct Metrics {
    began: Instant,
    tools: Box<[ToolMetrics]>,
    /// By server, its last minutes.
    servers: Box<[Ring]>,
    hour: Ring,
    /// By position in [`Fault::CODES`].
    refusals: [AtomicU64; Fault::CODES.len()],
    /// By position in [`DECISIONS`].
    decisions: [AtomicU64; DECISIONS.len()],
    waiting: Gauge,
}

/// The numbers of one tool.
#[derive(Debug, Default)]
pub struct ToolMetrics {
    outcomes: [AtomicU64; Outcome::ALL.len()],
    active: Gauge,
    latency: Histogram,
}

/// So many steps of a server are kept: five minutes.
const SERVER_STEPS: usize = 60;

/// So many steps of the gateway are kept: an hour.
const HOUR_STEPS: usize = 720;

impl Metrics {
    pub(crate) fn new(contract: &Contract) -> Self {
        Self {
            began: Instant::now(),
            tools: contract.operations().map(|_| ToolMetrics::default()).collect(),
            servers: contract.servers.iter().map(|_| Ring::new(SERVER_STEPS)).collect(),
            hour: Ring::new(HOUR_STEPS),
            refusals: [const { AtomicU64::new(0) }; _],
            decisions: [const { AtomicU64::new(0) }; _],
            waiting: Gauge::default(),
        }
    }

    /// The numbers of a tool.
    #[must_use]
    pub fn tool(&self, tool: &ToolSpec) -> &ToolMetrics {
        &self.tools[usize::from(tool.index)]
    }

    /// Counts a call of `tool` that has ended.
    pub fn ended(&self, tool: &ToolSpec, outcome: Outcome, took: Duration) {
        let own = self.tool(tool);
        own.outcomes[outcome as usize].fetch_add(1, Ordering::Relaxed);
        own.latency.observe(took);
        let (now, failed) = (self.began.elapsed(), matches!(outcome, Outcome::Error | Outcome::Failed));
        self.hour.record(now, took, failed);
        self.servers[usize::from(tool.server)].record(now, took, failed);
    }

    /// Counts a request that ended with a fault.
    pub fn refused(&self, fault: &Fault) {
        let code = fault.code();
        if let Some(at) = Fault::CODES.iter().position(|known| *known == code) {
            self.refusals[at].fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Counts how a request for approval ended: `None` for approved.
    pub(crate) fn decided(&self, fault: Option<&Fault>) {
        let decision = fault.map_or("approved", |fault| fault.code().trim_start_matches("approval_"));
        if let Some(at) = DECISIONS.iter().position(|known| *known == decision) {
            self.decisions[at].fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The calls that wait for a person.
    #[must_use]
    pub fn waiting(&self) -> &Gauge {
        &self.waiting
    }

    /// How often requests ended with each fault, by its code.
    pub fn refusals(&self) -> impl Iterator<Item = (&'static str, u64)> {
        Fault::CODES.into_iter().zip(self.refusals.iter().map(|count| count.load(Ordering::Relaxed)))
    }

    /// How often requests for approval ended in each way.
    pub fn decisions(&self) -> impl Iterator<Item = (&'static str, u64)> {
        DECISIONS.into_iter().zip(self.decisions.iter().map(|count| count.load(Ordering::Relaxed)))
    }

    /// The last hour of all servers, oldest first, in steps of [`STEP`]; the step that is not over is left out.
    #[must_use]
    pub fn hour(&self) -> Vec<Moment> {
        self.hour.moments(self.began.elapsed(), HOUR_STEPS)
    }

    /// The last minute of a server, by its position in the contract, as one moment.
    #[must_use]
    pub fn minute(&self, server: u16) -> Moment {
        self.servers[usize::from(server)].last_minute(self.began.elapsed())
    }

    /// The last minute of all servers as one moment.
    #[must_use]
    pub fn last_minute(&self) -> Moment {
        self.hour.last_minute(self.began.elapsed())
    }

    /// How long the gateway has run.
    #[must_use]
    pub fn up(&self) -> Duration {
        self.began.elapsed()
    }
}

impl ToolMetrics {
    /// How many calls ended in each way.
    pub fn outcomes(&self) -> impl Iterator<Item = (Outcome, u64)> {
        Outcome::ALL.into_iter().zip(self.outcomes.iter().map(|count| count.load(Ordering::Relaxed)))
    }

    /// The calls in flight.
    #[must_use]
    pub fn active(&self) -> &Gauge {
        &self.active
    }

    /// How long calls took.
    #[must_use]
    pub fn latency(&self) -> &Histogram {
        &self.latency
    }
}

/// How a call ended.
pub(crate) fn outcome_of(outcome: &Result<Reply, Fault>) -> Outcome {
    match outcome {
        Ok(Reply::Result(result)) if !result.is_complete() => Outcome::InputRequired,
        Ok(Reply::Result(result)) if !result.is_error => Outcome::Success,
        Ok(_) => Outcome::Error,
        Err(Fault::Cancelled { .. }) => Outcome::Cancelled,
        Err(Fault::ResultTooLarge { .. } | Fault::NeedsInput { .. } | Fault::TimedOut { .. }) => {
            Outcome::Failed
        }
        Err(fault) if fault.blames_server() => Outcome::Failed,
        Err(_) => Outcome::Refused,
    }
}

/// How many there are at present.
#[derive(Debug, Default)]
pub struct Gauge(AtomicI64);

/// One of those that a [`Gauge`] counts; dropped, it is counted no more.
#[derive(Debug)]
pub(crate) struct Present<'g>(&'g Gauge);

impl Gauge {
    pub(crate) const fn new() -> Self {
        Self(AtomicI64::new(0))
    }

    /// How many there are now.
    #[must_use]
    pub fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn enter(&self) -> Present<'_> {
        self.add(1);
        Present(self)
    }

    pub(crate) fn add(&self, number: i64) {
        self.0.fetch_add(number, Ordering::Relaxed);
    }
}

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.add(-1);
    }
}
