//! A server as a child process: started at first use, supervised, started again after it dies.

mod health;
mod history;
mod keeper;
mod listen;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::value::RawValue;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

use self::history::{History, SUSTAINED};
use self::keeper::{Stop, attend};
use super::Launch;
use super::exchange::{Ended, Exchange};
use super::handshake::{self, Refused};
use super::listing::{Listing, all_raw};
use super::process::Process;
use super::watched::{Review, Verdict, Watched};
use crate::call::Call;
use crate::era::Era;
use crate::fault::Fault;
use crate::reply::Reply;
use crate::spec::ServerSpec;
use crate::sync::locked;

pub(super) struct Stdio(Arc<Supervisor>);

struct Supervisor {
    spec: &'static ServerSpec,
    launch: Launch,
    review: Arc<Review>,
    record: Mutex<Record>,
    current: Mutex<Option<Arc<Connection>>>,
    /// Held while a process starts, so that one call starts it and the others wait.
    starting: tokio::sync::Mutex<History>,
    stopping: AtomicBool,
}

/// What may be told while a process starts.
#[derive(Default)]
struct Record {
    starts: u64,
    last_error: Option<String>,
}

struct Connection {
    exchange: Arc<Exchange>,
    watched: Watched,
    era: Era,
    since: Instant,
    stop: Arc<Stop>,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

/// A call waits this long for the next start; beyond, it is told when to come back.
const PATIENT: Duration = Duration::from_secs(1);

/// How long the probe for the era may stay unanswered before `initialize` is sent beside it.
const PROBE: Duration = Duration::from_secs(3);

impl Stdio {
    pub(super) fn new(review: Arc<Review>, launch: Launch) -> Self {
        Self(Arc::new(Supervisor {
            spec: review.spec,
            launch,
            review,
            record: Mutex::default(),
            current: Mutex::default(),
            starting: tokio::sync::Mutex::default(),
            stopping: AtomicBool::new(false),
        }))
    }

    pub(super) async fn call(&self, call: &Call) -> Result<Reply, Fault> {
        // A process can die between being found alive and being written to; then, once, the next one is asked.
        for _ in 0..2 {
            let connection = self.0.clone().connection().await?;
            match self.0.look(&connection).await {
                Ok(verdict) => verdict.admit(call.tool, self.0.spec.name)?,
                Err(Refused::Ended(_)) => continue,
                Err(Refused::Answer(reason)) => return Err(self.0.unavailable(reason)),
            }
            let id = connection.exchange.next_id();
            let params = call.upstream_params(connection.era, id);
            let (method, listener) = (call.what().0, Some(call.listener.clone()));
            if let Ok(ticket) = connection.exchange.request(id, method, &params, listener) {
                call.mark_sent();
                let Ended(reason) = match ticket.await {
                    Ok(reply) => return Ok(reply),
                    Err(ended) => ended,
                };
                return Err(Fault::Lost { server: self.0.spec.name, reason });
            }
        }
        Err(self.0.unavailable("its process keeps ending as soon as it has started."))
    }

    /// How the live process speaks, where there is one.
    pub(super) fn era(&self) -> Option<Era> {
        locked(&self.0.current).as_ref().map(|connection| connection.era)
    }

    /// How the live tools differ; starts the process where there is none.
    pub(super) async fn drift(&self) -> Result<Arc<Verdict>, Fault> {
        let connection = self.0.clone().connection().await?;
        self.0.look(&connection).await.map_err(|refused| match refused {
            Refused::Ended(Ended(reason)) => Fault::Lost { server: self.0.spec.name, reason },
            Refused::Answer(reason) => self.0.unavailable(reason),
        })
    }

    /// What the process lists, as it words it; starts it where there is none.
    pub(super) async fn listed(&self, what: Listing) -> Result<Vec<Box<RawValue>>, Fault> {
        let connection = self.0.clone().connection().await?;
        let exchange = &connection.exchange;
        let ask = |params: String| async move {
            exchange.request(exchange.next_id(), what.method(), params.as_bytes(), None)?.await
        };
        let limit = self.0.spec.start_timeout;
        let asked = timeout(limit, all_raw(what, connection.era, self.0.review.max_message, ask)).await;
        let listed = asked.map_err(|_| self.0.unavailable(silent_about(what, limit)))?;
        let listed = listed.map_err(|Ended(reason)| Fault::Lost { server: self.0.spec.name, reason })?;
        listed.map_err(|reason| Fault::BadReply { server: self.0.spec.name, reason })
    }

    /// What is known of the tools of the living process, where it still holds.
    pub(super) fn known(&self) -> Option<Arc<Verdict>> {
        let connection = self.0.alive()?;
        connection.note_change();
        connection.watched.current()
    }

    /// Ends the process, whatever it does. The next one starts without a wait: this one did not fail.
    pub(super) async fn end(&self, patience: Instant) {
        let mut history = self.0.starting.lock().await;
        let connection = locked(&self.0.current).take();
        if let Some(connection) = connection {
            connection.end(patience).await;
        }
        *history = History { era: history.era, ..History::default() };
    }

    pub(super) async fn stop(&self, patience: Instant) {
        self.0.stopping.store(true, Ordering::Release);
        // Waits for a start that is under way, which sees the flag and ends its process itself.
        let _history = self.0.starting.lock().await;
        let connection = locked(&self.0.current).take();
        if let Some(connection) = connection {
            connection.end(patience).await;
        }
    }
}

impl Connection {
    fn note_change(&self) {
        if self.exchange.have_tools_changed() {
            self.watched.may_have_changed();
        }
    }

    /// Ends the process, and waits until nothing of it is left.
    async fn end(&self, patience: Instant) {
        self.stop.ask(patience);
        let keeper = locked(&self.keeper).take();
        if let Some(keeper) = keeper {
            let _ = keeper.await;
        }
    }
}

impl Supervisor {
    /// What the live tools are; asked once, and again when the process says that they are others.
    async fn look(&self, connection: &Connection) -> Result<Arc<Verdict>, Refused> {
        connection.note_change();
        if let Some(verdict) = connection.watched.current() {
            return Ok(verdict);
        }
        let exchange = &connection.exchange;
        let ask = |params: String| async move {
            exchange.request(exchange.next_id(), "tools/list", params.as_bytes(), None)?.await
        };
        let limit = self.spec.start_timeout;
        match timeout(limit, connection.watched.look(connection.era, ask)).await {
            Ok(verdict) => Ok(verdict?),
            Err(_) => Err(Refused::Answer(silent_about_tools(limit))),
        }
    }

    fn unavailable(&self, reason: impl Into<String>) -> Fault {
        Fault::Unavailable { server: self.spec.name, reason: reason.into() }
    }

    fn alive(&self) -> Option<Arc<Connection>> {
        locked(&self.current).as_ref().filter(|connection| connection.exchange.ended().is_none()).cloned()
    }

    /// The living process, started first where there is none. The start goes on when the caller goes away: others
    /// may wait for it.
    async fn connection(self: Arc<Self>) -> Result<Arc<Connection>, Fault> {
        if let Some(connection) = self.alive() {
            return Ok(connection);
        }
        let start = tokio::spawn(async move {
            let mut history = self.starting.lock().await;
            match self.alive() {
                Some(connection) => Ok(connection),
                None => self.start_again(&mut history).await,
            }
        });
        start.await.unwrap_or(Err(Fault::Stopping))
    }

    async fn start_again(&self, history: &mut History) -> Result<Arc<Connection>, Fault> {
        if let Some(dead) = locked(&self.current).take() {
            let reason = dead.exchange.ended().map(|Ended(reason)| reason).unwrap_or_default();
            self.failed(&reason);
            history.failed(reason, dead.since.elapsed() >= SUSTAINED);
        }
        self.wait_for_turn(history).await?;
        let mut started = self.start(history.era).await;
        if history.era.is_none() && matches!(started, Err(Refused::Ended(_))) {
            // Some servers die of a request before `initialize`.
            started = self.start(Some(Era::Legacy)).await;
        }
        match started {
            Ok(connection) => {
                history.era = Some(connection.era);
                *locked(&self.current) = Some(connection.clone());
                Ok(connection)
            }
            Err(Refused::Ended(Ended(reason)) | Refused::Answer(reason)) => {
                self.failed(&reason);
                history.failed(reason.clone(), false);
                // It may have been replaced by a server of another era.
                history.era = None;
                Err(self.unavailable(reason))
            }
        }
    }

    fn failed(&self, reason: &str) {
        locked(&self.record).last_error = Some(reason.into());
    }

    async fn wait_for_turn(&self, history: &History) -> Result<(), Fault> {
        let Some(turn) = history.not_before else { return Ok(()) };
        let wait = turn.saturating_duration_since(Instant::now());
        if wait > PATIENT {
            let (count, last, wait) = (history.failures, &history.last, wait.as_secs_f64());
            return Err(self.unavailable(format!(
                "it failed {count} times in a row (last: {last}) The next start is due in {wait:.0} s; call again then."
            )));
        }
        sleep_until(turn).await;
        Ok(())
    }

    async fn start(&self, known: Option<Era>) -> Result<Arc<Connection>, Refused> {
        if self.stopping.load(Ordering::Acquire) {
            return Err(Refused::Answer("the gateway is shutting down.".into()));
        }
        let started = Process::start(&self.launch).map_err(|error| {
            let program = &self.launch.program;
            Refused::Answer(format!(
                "`{program}` could not be started: {error}. Is it installed, and the path right?"
            ))
        })?;
        let (exchange, stop, keeper) =
            attend(self.spec.name, self.review.max_message, started, self.launch.secrets());
        self.review.upstream.get().into_iter().for_each(|upstream| exchange.is_heard_by(upstream));
        let limit = self.spec.start_timeout;
        let deadline = Instant::now() + limit;
        let handshake = handshake::over_stream(&exchange, known, PROBE.min(limit / 2));
        let outcome = timeout_at(deadline, handshake).await.unwrap_or_else(|_| {
            let seconds = limit.as_secs_f64();
            Err(Refused::Answer(format!(
                "it did not finish the handshake within {seconds} s (start_timeout)."
            )))
        });
        let era = match outcome {
            Ok(era) => era,
            Err(refused) => {
                stop.ask(Instant::now());
                let _ = keeper.await;
                return Err(refused);
            }
        };
        let watched = Watched::new(self.review.clone(), None);
        let since = Instant::now();
        let connection = Connection { exchange, watched, era, since, stop, keeper: Mutex::new(Some(keeper)) };
        let looked = timeout_at(deadline, self.look(&connection)).await;
        match looked.unwrap_or_else(|_| Err(Refused::Answer(silent_about_tools(limit)))) {
            Ok(_) => {
                tracing::info!(server = self.spec.name, ?era, "backend started");
                locked(&self.record).starts += 1;
                Ok(Arc::new(connection))
            }
            Err(refused) => {
                connection.end(Instant::now()).await;
                Err(refused)
            }
        }
    }
}

fn silent_about_tools(limit: Duration) -> String {
    silent_about(Listing::Tools, limit)
}

fn silent_about(what: Listing, limit: Duration) -> String {
    let (method, seconds) = (what.method(), limit.as_secs_f64());
    format!("it did not answer {method} within {seconds} s (start_timeout).")
}
