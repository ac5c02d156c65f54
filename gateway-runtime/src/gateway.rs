//! The gateway at run time: the contract, what may be seen of it, and the backends.

mod replica;

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use futures_util::future::BoxFuture;
use regex::RegexSet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::approval::{Approvals, Desk};
use crate::audit::Recorder;
use crate::backend::{Backend, Endpoint};
use crate::breaker::Breaker;
use crate::cache::Answers;
use crate::cancel::Cancellation;
use crate::drift::ServerDrift;
use crate::era::Era;
use crate::fault::Fault;
use crate::flight::{Flights, Seen, Watched};
use crate::health::{ServerHealth, State};
use crate::hook::{Hook, Hooks};
use crate::metrics::Metrics;
use crate::narrow::{Effective, Narrowed, Overlay};
use crate::offer::Offered;
use crate::principal::Principal;
use crate::rates::Rates;
use crate::shared::Shared;
use crate::spec::{Contract, Policy, ServerSpec, ToolSpec};
use crate::sync::locked;
use crate::tail::Tail;
use crate::trace::Tracing;
use crate::view::{Shown, View};

/// When to come back to a gateway that has no place.
const BUSY: Duration = Duration::from_secs(1);

/// One running gateway.
pub struct Gateway {
    contract: &'static Contract,
    /// What holds from the start on: compiled in, narrowed by the configuration.
    base: Narrowed,
    configured: Overlay,
    terms: Mutex<Arc<Terms>>,
    shown: Vec<Shown>,
    hooks: Hooks,
    servers: Vec<Server>,
    rates: Rates,
    answers: Answers,
    approvals: Approvals,
    /// What other replicas share with this one, and how many there are.
    shared: Option<(Arc<dyn Shared>, u32)>,
    audit: Recorder,
    metrics: Metrics,
    flights: Flights,
    tracing: Tracing,
    offered: Arc<Offered>,
    places: Arc<Semaphore>,
    max_message: usize,
    cache_bytes: u64,
}

/// What holds at one moment.
#[derive(Debug)]
pub(crate) struct Terms {
    live: Overlay,
    narrowed: Narrowed,
    /// By profile, each composed when it is first asked for.
    views: Vec<OnceLock<Arc<View>>>,
}

impl Terms {
    fn new(contract: &Contract, base: &Narrowed, live: Overlay) -> Arc<Self> {
        let narrowed = base.with(contract, &live);
        Arc::new(Self { live, narrowed, views: contract.profiles.iter().map(|_| OnceLock::new()).collect() })
    }

    /// What holds for a tool.
    pub(crate) fn of(&self, tool: &ToolSpec) -> &Effective {
        self.narrowed.of(tool)
    }
}

/// One server as it runs.
pub(crate) struct Server {
    pub(crate) backend: Backend,
    pub(crate) breaker: Breaker,
    failures: OnceLock<RegexSet>,
}

/// What a gateway takes on at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Length of a message in either direction, in bytes.
    pub message_bytes: usize,
    /// Calls in flight at once.
    pub in_flight: usize,
    /// Size of the answers that are remembered, in bytes.
    pub cache_bytes: u64,
}

/// How one server is reached on this machine.
pub struct Reach {
    /// Where it is.
    pub endpoint: Endpoint,
    /// How its tools are shown.
    pub shown: Shown,
}

/// How a server is reached that waits for a later wave.
fn not_enabled() -> Reach {
    let endpoint =
        Endpoint::Broken("it is not enabled in this gateway ([gateway] enabled in tools.toml).".into());
    Reach { endpoint, shown: Shown::Hidden }
}

impl Gateway {
    /// A gateway that reaches and shows each server of the contract as the same place in `reaches` says; servers beyond
    /// are hidden. Nothing is started yet.
    #[must_use]
    pub fn new(
        contract: &'static Contract,
        reaches: impl IntoIterator<Item = Reach>,
        limits: Limits,
    ) -> Self {
        let server = |(spec, reach): (&'static ServerSpec, Reach)| {
            let reach = if spec.is_enabled { reach } else { not_enabled() };
            let server = Server {
                backend: Backend::new(
                    spec,
                    contract.tools.iter().filter(|tool| tool.server == spec.index),
                    reach.endpoint,
                    limits.message_bytes,
                ),
                breaker: Breaker::default(),
                failures: OnceLock::new(),
            };
            (reach.shown, server)
        };
        let (shown, servers): (_, Vec<_>) = contract.servers.iter().zip(reaches).map(server).unzip();
        let base = Narrowed::compiled(contract);
        let offered = Offered::new(contract);
        for (offer, upstream) in contract.offers.servers.iter().zip(offered.upstreams()) {
            let server: Option<&Server> = servers.get(usize::from(offer.server));
            server.into_iter().for_each(|server| server.backend.is_heard_by(upstream));
        }
        Self {
            contract,
            terms: Mutex::new(Terms::new(contract, &base, Overlay::default())),
            base,
            configured: Overlay::default(),
            shown,
            hooks: Hooks::new(contract, &[]),
            servers,
            rates: Rates::default(),
            answers: Answers::new(contract, limits.cache_bytes),
            approvals: Approvals::default(),
            shared: None,
            audit: Recorder::default(),
            metrics: Metrics::new(contract),
            flights: Flights::default(),
            tracing: Tracing::default(),
            offered,
            places: Arc::new(Semaphore::new(limits.in_flight)),
            max_message: limits.message_bytes,
            cache_bytes: limits.cache_bytes,
        }
    }

    /// With `desk` for requests that no client can answer, and so long for each answer.
    #[must_use]
    pub fn with_approvals(mut self, desk: Arc<dyn Desk>, timeout: Duration) -> Self {
        self.approvals = Approvals { desk: Some(desk), timeout, ..self.approvals };
        self
    }

    /// The same gateway with a record of its calls, and of what people decide.
    #[must_use]
    pub fn with_audit(self, audit: Recorder) -> Self {
        Self { audit, ..self }
    }

    /// The record of its calls: how it stands with that, and where operators' changes are noted.
    #[must_use]
    pub fn audit(&self) -> &Recorder {
        &self.audit
    }

    /// The same gateway, whose calls are traced.
    #[must_use]
    pub fn with_tracing(self, tracing: Tracing) -> Self {
        Self { tracing, ..self }
    }

    /// Whether calls are traced.
    #[must_use]
    pub fn tracing(&self) -> &Tracing {
        &self.tracing
    }

    pub(crate) fn approvals(&self) -> &Approvals {
        &self.approvals
    }

    /// The same gateway with these rules of its owner.
    #[must_use]
    pub fn with_hooks(self, hooks: &[Hook]) -> Self {
        Self { hooks: Hooks::new(self.contract, hooks), ..self }
    }

    /// The same gateway, narrowed for as long as it runs.
    ///
    /// # Errors
    ///
    /// Everything in the overlay that would have no effect.
    pub fn configured(self, overlay: Overlay) -> Result<Self, Vec<String>> {
        let mistakes = self.base.mistakes(self.contract, &overlay);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let base = self.base.with(self.contract, &overlay);
        let terms = Mutex::new(Terms::new(self.contract, &base, Overlay::default()));
        Ok(Self { base, terms, configured: overlay, ..self })
    }

    /// The same gateway as a backend of another one with the same contract, which has counted, remembered and had approved
    /// what it sends: none of that is done twice. What may be called, and with which arguments, is still judged, and what
    /// is configured here is still narrowed.
    #[must_use]
    pub fn behind_another(self) -> Self {
        let base = Narrowed::compiled(self.contract).behind_another().with(self.contract, &self.configured);
        let terms = Mutex::new(Terms::new(self.contract, &base, Overlay::default()));
        Self { base, terms, ..self }
    }

    /// Narrows the gateway further, from the next call on and in the place of what was set this way before. What the
    /// configuration narrows stays so.
    ///
    /// # Errors
    ///
    /// Everything in the overlay that would have no effect; nothing is changed then.
    pub fn narrow(&self, overlay: Overlay) -> Result<(), Vec<String>> {
        let mistakes = self.base.mistakes(self.contract, &overlay);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        *locked(&self.terms) = Terms::new(self.contract, &self.base, overlay);
        // An answer that may no longer be remembered, or not for so long, is not given from memory either.
        self.answers.clear();
        Ok(())
    }

    /// Whether [`Gateway::narrow`] with this overlay would give nothing back of what an operator has narrowed. Where that is
    /// not certain, it would.
    ///
    /// # Errors
    ///
    /// Everything in the overlay that would have no effect.
    pub fn only_narrows(&self, overlay: &Overlay) -> Result<bool, Vec<String>> {
        let mistakes = self.base.mistakes(self.contract, overlay);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let (now, then) = (self.terms(), self.base.with(self.contract, overlay));
        Ok(self.contract.operations().all(|tool| then.of(tool).is_within(now.of(tool))))
    }

    /// Narrows the gateway by `more` beside what was set before, from the next call on.
    ///
    /// # Errors
    ///
    /// Everything in it that would have no effect, or give something back; nothing is changed then.
    pub fn narrow_further(&self, more: &Overlay) -> Result<(), Vec<String>> {
        let mut terms = locked(&self.terms);
        *terms = self.further(&terms, more)?;
        drop(terms);
        self.answers.clear();
        Ok(())
    }

    /// Whether [`Gateway::narrow_further`] would do it now.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_narrow_further(&self, more: &Overlay) -> Result<(), Vec<String>> {
        self.further(&self.terms(), more).map(drop)
    }

    fn further(&self, now: &Terms, more: &Overlay) -> Result<Arc<Terms>, Vec<String>> {
        let overlay = now.live.and(more);
        // What was set before holds as what was compiled does.
        let mistakes = self.base.with(self.contract, &now.live).mistakes(self.contract, more);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let then = Terms::new(self.contract, &self.base, overlay);
        let wider = self.contract.operations().filter(|tool| !then.of(tool).is_within(now.of(tool)));
        let wider: Vec<_> = wider.map(|tool| tool.name).take(5).collect();
        match wider.is_empty() {
            true => Ok(then),
            false => Err(vec![format!(
                "this may give back something that was narrowed before, at {}; it can only be narrowed further",
                wider.join(", ")
            )]),
        }
    }

    /// What is narrowed: by the configuration, and since.
    #[must_use]
    pub fn overlays(&self) -> (&Overlay, Overlay) {
        (&self.configured, self.terms().live.clone())
    }

    /// What holds now.
    pub(crate) fn terms(&self) -> Arc<Terms> {
        locked(&self.terms).clone()
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        &self.hooks
    }

    /// Each server with its breaker.
    pub fn breakers(&self) -> impl Iterator<Item = (&'static ServerSpec, &Breaker)> {
        self.contract.servers.iter().zip(self.servers.iter().map(|server| &server.breaker))
    }

    /// What was compiled in.
    #[must_use]
    pub fn contract(&self) -> &'static Contract {
        self.contract
    }

    /// What a principal may see and call.
    #[must_use]
    pub fn view(&self, principal: &Principal) -> Arc<View> {
        let (terms, profile) = (self.terms(), usize::from(principal.spec().profile));
        let compose = || {
            let shown = |server: &ServerSpec| {
                self.shown.get(usize::from(server.index)).copied().unwrap_or(Shown::Hidden)
            };
            let is_on = |tool: &ToolSpec| !terms.of(tool).off;
            Arc::new(View::new(self.contract, &self.contract.profiles[profile], shown, is_on))
        };
        terms.views[profile].get_or_init(compose).clone()
    }

    /// The longest message that is read, in bytes.
    #[must_use]
    pub fn max_message(&self) -> usize {
        self.max_message
    }

    /// The server of a tool, as compiled.
    #[must_use]
    pub fn server_of(&self, tool: &ToolSpec) -> &'static ServerSpec {
        self.contract.server_of(tool)
    }

    /// The policy of a tool that holds now: as compiled in, or stricter.
    #[must_use]
    pub fn policy_of(&self, tool: &ToolSpec) -> Policy {
        self.terms().of(tool).policy
    }

    /// All that holds for a tool now.
    #[must_use]
    pub fn effective(&self, tool: &ToolSpec) -> Effective {
        self.terms().of(tool).clone()
    }

    pub(crate) fn rates(&self) -> &Rates {
        &self.rates
    }

    /// The answers that are remembered.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// A place among the calls in flight.
    ///
    /// # Errors
    ///
    /// Where all are taken.
    pub(crate) fn place(&self, tool: &ToolSpec) -> Result<OwnedSemaphorePermit, Fault> {
        self.places.clone().try_acquire_owned().map_err(|_| Fault::Limited {
            tool: tool.name,
            limit: "the gateway has as many calls in flight as it takes on at once (max_in_flight)".into(),
            retry_after: Some(BUSY),
        })
    }

    /// The server of a tool, as it runs.
    pub(crate) fn running(&self, tool: &ToolSpec) -> Option<&Server> {
        self.servers.get(usize::from(tool.server))
    }

    /// Who wants to hear of prompts and resources.
    pub(crate) fn offered(&self) -> &Arc<Offered> {
        &self.offered
    }

    /// The server of that position, as it runs.
    pub(crate) fn backend(&self, server: u16) -> Option<&Backend> {
        self.servers.get(usize::from(server)).map(|server| &server.backend)
    }

    /// Whether this text of a tool's reply means failure, though the reply does not say so.
    pub(crate) fn is_failure_text(&self, tool: &ToolSpec, text: &str) -> bool {
        let patterns = self.server_of(tool).failures;
        let Some(server) = self.servers.get(usize::from(tool.server)) else { return false };
        // The patterns were compiled once when building; an empty set, which cannot come to be, would match nothing.
        server.failures.get_or_init(|| RegexSet::new(patterns).unwrap_or_default()).is_match(text)
    }

    /// How each server stands, in the contract's order.
    #[must_use]
    pub fn health(&self) -> Vec<ServerHealth> {
        let of = |(spec, server): (&ServerSpec, &Server)| {
            let live = server.backend.health();
            let blocked =
                live.blocked().into_iter().map(|index| self.contract.tools[usize::from(index)].name);
            ServerHealth {
                server: spec.name,
                state: if server.backend.is_stopped() || !spec.is_enabled {
                    State::Stopped
                } else {
                    live.state
                },
                breaker: server.breaker.status(),
                up: live.up,
                starts: live.starts,
                waiting: server.backend.waiting().get(),
                opens: server.breaker.opens(),
                blocked: blocked.collect(),
                last_error: live.last_error,
            }
        };
        self.contract.servers.iter().zip(&self.servers).map(of).collect()
    }

    /// What the gateway counts.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Begins to watch a call of `principal`, whose end `stop` brings about.
    pub(crate) fn watch(&self, principal: &Principal, stop: Cancellation) -> Watched<'_> {
        self.flights.watch(self.contract, &self.metrics, principal, stop)
    }

    /// The calls in flight, the longest under way first.
    #[must_use]
    pub fn in_flight(&self) -> Vec<Seen> {
        self.flights.seen(self.contract)
    }

    /// The calls as they end.
    #[must_use]
    pub fn tail(&self) -> Arc<Tail> {
        self.flights.tail()
    }

    /// Takes a call in flight back, by its number: its caller is told, and its server where it can be. What it was;
    /// `None` where no such call is in flight.
    #[must_use]
    pub fn cancel(&self, id: u64) -> Option<Seen> {
        self.flights.cancel(self.contract, id)
    }

    /// Starts a server, also one that was stopped. One that runs goes on.
    ///
    /// # Errors
    ///
    /// Why it cannot be started.
    pub fn start_server(&self, server: &ServerSpec) -> BoxFuture<'_, Result<(), Fault>> {
        let server = self.servers.get(usize::from(server.index));
        Box::pin(async move { server.ok_or(Fault::Stopping)?.backend.start().await })
    }

    /// Stops a server: calls in flight fail, and further ones are refused until it is started again. `patience` is
    /// when its process is asked to end by signal.
    pub fn stop_server(&self, server: &ServerSpec, patience: Instant) -> BoxFuture<'_, ()> {
        let server = self.servers.get(usize::from(server.index));
        Box::pin(async move {
            if let Some(server) = server {
                server.backend.halt(patience).await;
            }
        })
    }

    /// What is known of how the live tools of a server differ, without asking it: `None` where nothing is; an error
    /// where it would not say.
    #[must_use]
    pub fn known_drift(&self, server: &ServerSpec) -> Option<Result<ServerDrift, String>> {
        self.servers.get(usize::from(server.index))?.backend.health().drift()
    }

    /// How a live server speaks; `None` for one that is built in, or was not reached.
    #[must_use]
    pub fn era(&self, server: &ServerSpec) -> Option<Era> {
        self.servers.get(usize::from(server.index))?.backend.era()
    }

    /// Whether a server is part of this program, as it is reached now.
    #[must_use]
    pub fn is_built_in(&self, server: &ServerSpec) -> bool {
        let server = self.servers.get(usize::from(server.index));
        server.is_some_and(|server| server.backend.transport() == "embedded")
    }

    /// Asks all live backends for a sign of life within `patience`.
    pub(crate) fn check(&self, patience: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let checks = self.servers.iter().map(|server| server.backend.check(patience));
            futures_util::future::join_all(checks).await;
        })
    }

    /// How the live tools of a server differ from the contract; starts it where needed. `None` for one that is built in and
    /// does not say what its tools are.
    ///
    /// # Errors
    ///
    /// Where it cannot be asked, or does not say what its tools are.
    pub fn drift(&self, server: &ServerSpec) -> BoxFuture<'_, Result<Option<ServerDrift>, Fault>> {
        let server = self.servers.get(usize::from(server.index));
        Box::pin(async move { server.ok_or(Fault::Stopping)?.backend.drift().await })
    }

    /// Ends all backends, each with its descendants: standard input is closed at once, `patience` is when they are
    /// asked to end by signal. What is to be recorded is written then.
    pub fn stop(&self, patience: Instant) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let ends = self.servers.iter().map(|server| server.backend.stop(patience));
            futures_util::future::join_all(ends).await;
            // After everything that may still have something to record.
            self.audit.drain().await;
        })
    }
}
