//! The calls in flight: what an operator sees of each, and how one is taken back.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use foldhash::fast::RandomState;
use gateway_metrics::Outcome;
use tokio::time::Instant;

use crate::cancel::Cancellation;
use crate::fault::Fault;
use crate::metrics::{Metrics, outcome_of};
use crate::principal::Principal;
use crate::reply::Reply;
use crate::spec::{Contract, ToolSpec};
use crate::sync::locked;
use crate::tail::{Ended, Tail};

/// How far a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is within its limits; its answer may be in memory, or on its way to an equal call.
    Memory,
    /// It may need a person's approval.
    Approval,
    /// It waits for a place at its server, or for the server's answer.
    Backend,
}

impl Stage {
    const ALL: [Self; 3] = [Self::Memory, Self::Approval, Self::Backend];

    /// A stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Approval => "approval",
            Self::Backend => "backend",
        }
    }
}

/// Stands for no tool.
const NONE: u16 = u16::MAX;

/// One call as it is under way.
#[derive(Debug)]
struct Flight {
    id: u64,
    principal: &'static str,
    began: Instant,
    tool: AtomicU16,
    stage: AtomicU8,
    by_operator: AtomicBool,
    stop: Cancellation,
}

/// The calls in flight of one gateway. A call is entered when it has passed its limits: until then it waits for nothing,
/// and takes no lock.
#[derive(Debug, Default)]
pub(crate) struct Flights {
    next: AtomicU64,
    entered: Mutex<HashMap<u64, Arc<Flight>, RandomState>>,
    tail: Arc<Tail>,
}

/// A call in flight, as an operator sees it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its number, which no other call of this process has.
    pub id: u64,
    /// Who called.
    pub principal: &'static str,
    /// What was called.
    pub tool: &'static ToolSpec,
    /// How far it has come.
    pub stage: Stage,
    /// How long ago it came.
    pub age: Duration,
}

impl Flights {
    /// Begins to watch a call, whose end `stop` brings about.
    pub(crate) fn watch<'g>(
        &'g self,
        contract: &'static Contract,
        metrics: &'g Metrics,
        principal: &Principal,
        stop: Cancellation,
    ) -> Watched<'g> {
        let flight = Flight {
            id: self.next.fetch_add(1, Ordering::Relaxed) + 1,
            principal: principal.spec().name,
            began: Instant::now(),
            tool: AtomicU16::new(NONE),
            stage: AtomicU8::new(0),
            by_operator: AtomicBool::new(false),
            stop,
        };
        Watched {
            flights: self,
            contract,
            metrics,
            flight: flight.into(),
            outcome: Outcome::Cancelled,
            code: None,
        }
    }

    /// Where calls are told when they end.
    pub(crate) fn tail(&self) -> Arc<Tail> {
        self.tail.clone()
    }

    /// All that were entered, the longest under way first.
    pub(crate) fn seen(&self, contract: &'static Contract) -> Vec<Seen> {
        let mut seen: Vec<_> =
            locked(&self.entered).values().filter_map(|flight| flight.seen(contract)).collect();
        seen.sort_unstable_by_key(|seen| seen.id);
        seen
    }

    /// Takes a call back; what it was, if it was in flight.
    pub(crate) fn cancel(&self, contract: &'static Contract, id: u64) -> Option<Seen> {
        let flight = locked(&self.entered).get(&id)?.clone();
        flight.by_operator.store(true, Ordering::Release);
        flight.stop.cancel();
        flight.seen(contract)
    }
}

impl Flight {
    fn tool(&self, contract: &'static Contract) -> Option<&'static ToolSpec> {
        contract.operation(self.tool.load(Ordering::Relaxed))
    }

    fn seen(&self, contract: &'static Contract) -> Option<Seen> {
        let stage = Stage::ALL.get(usize::from(self.stage.load(Ordering::Relaxed)));
        Some(Seen {
            id: self.id,
            principal: self.principal,
            tool: self.tool(contract)?,
            stage: *stage?,
            age: self.began.elapsed(),
        })
    }
}

/// Watches one call; when it is dropped, the call has ended and is counted.
#[derive(Debug)]
pub(crate) struct Watched<'g> {
    flights: &'g Flights,
    contract: &'static Contract,
    metrics: &'g Metrics,
    flight: Arc<Flight>,
    outcome: Outcome,
    code: Option<&'static str>,
}

impl Watched<'_> {
    /// When it came.
    pub(crate) fn began(&self) -> Instant {
        self.flight.began
    }

    /// The call is one of `tool`: from now on it is counted.
    pub(crate) fn calls(&self, tool: &'static ToolSpec) {
        self.flight.tool.store(tool.index, Ordering::Relaxed);
        self.metrics.tool(tool).active().add(1);
    }

    /// The call may wait for something from now on, and is shown to operators.
    pub(crate) fn enter(&self) {
        locked(&self.flights.entered).insert(self.flight.id, self.flight.clone());
    }

    /// How far it has come.
    pub(crate) fn reached(&self, stage: Stage) {
        self.flight.stage.store(stage as u8, Ordering::Relaxed);
    }

    /// How it ended. Without this, its caller has gone.
    pub(crate) fn ended(&mut self, outcome: &Result<Reply, Fault>) {
        self.outcome = outcome_of(outcome);
        self.code = outcome.as_ref().err().map(Fault::code);
    }

    /// The fault of a call that an operator took back; `None` where its caller did.
    pub(crate) fn taken_back(&self) -> Option<Fault> {
        let by_operator = self.flight.by_operator.load(Ordering::Acquire);
        let tool = self.flight.tool(self.contract).filter(|_| by_operator)?;
        Some(Fault::Cancelled { tool: tool.name })
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        let Some(tool) = self.flight.tool(self.contract) else { return };
        locked(&self.flights.entered).remove(&self.flight.id);
        self.metrics.tool(tool).active().add(-1);
        let took = self.flight.began.elapsed();
        self.metrics.ended(tool, self.outcome, took);
        let Flight { id, principal, .. } = *self.flight;
        let (outcome, code) = (self.outcome, self.code);
        self.flights.tail.tell(|| Ended { id, at: SystemTime::now(), principal, tool, outcome, code, took });
    }
}
