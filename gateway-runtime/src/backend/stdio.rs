//! A server as a child process: started at first use, supervised, started again after it dies.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::process::ChildStdout;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};

use super::Launch;
use super::exchange::{Ended, Exchange};
use super::handshake::{self, Refused};
use super::process::{LastWords, Pipes, Process, drain};
use crate::call::Call;
use crate::era::Era;
use crate::fault::Fault;
use crate::io::{Line, Lines, Outbox};
use crate::reply::Reply;
use crate::spec::ServerSpec;
use crate::sync::locked;

pub(super) struct Stdio(Arc<Supervisor>);

struct Supervisor {
    spec: &'static ServerSpec,
    launch: Launch,
    max_message: usize,
    current: Mutex<Option<Arc<Connection>>>,
    /// Held while a process starts, so that one call starts it and the others wait.
    starting: tokio::sync::Mutex<History>,
    stopping: AtomicBool,
}

/// What earlier processes have taught.
#[derive(Default)]
struct History {
    era: Option<Era>,
    /// Deaths and failed starts in a row.
    failures: u32,
    not_before: Option<Instant>,
    last: String,
}

struct Connection {
    exchange: Arc<Exchange>,
    era: Era,
    since: Instant,
    stop: Arc<Stop>,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

/// Asks the keeper of a process to end it by a point in time.
#[derive(Default)]
struct Stop {
    asked: Notify,
    patience: Mutex<Option<Instant>>,
}

/// A process that has run this long is sound: the next death is the first again.
const SUSTAINED: Duration = Duration::from_secs(60);

/// The wait before the next start: doubled with each failure in a row, up to the largest.
const FIRST_BACKOFF: Duration = Duration::from_millis(100);
const LARGEST_BACKOFF: Duration = Duration::from_secs(30);

/// A call waits this long for the next start; beyond, it is told when to come back.
const PATIENT: Duration = Duration::from_secs(1);

/// How long the probe for the era may stay unanswered before `initialize` is sent beside it.
const PROBE: Duration = Duration::from_secs(3);

impl Stdio {
    pub(super) fn new(spec: &'static ServerSpec, launch: Launch, max_message: usize) -> Self {
        Self(Arc::new(Supervisor {
            spec,
            launch,
            max_message,
            current: Mutex::default(),
            starting: tokio::sync::Mutex::default(),
            stopping: AtomicBool::new(false),
        }))
    }

    pub(super) async fn call(&self, call: &Call) -> Result<Reply, Fault> {
        // A process can die between being found alive and being written to; then, once, the next one is asked.
        for _ in 0..2 {
            let connection = self.0.clone().connection().await?;
            let id = connection.exchange.next_id();
            let params = call.upstream_params(connection.era, id);
            let listener = Some(call.listener.clone());
            if let Ok(ticket) = connection.exchange.request(id, "tools/call", &params, listener) {
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

    pub(super) async fn stop(&self, patience: Instant) {
        self.0.stopping.store(true, Ordering::Release);
        // Waits for a start that is under way, which sees the flag and ends its process itself.
        let _history = self.0.starting.lock().await;
        let connection = locked(&self.0.current).take();
        if let Some(connection) = connection {
            connection.stop.ask(patience);
            let keeper = locked(&connection.keeper).take();
            if let Some(keeper) = keeper {
                let _ = keeper.await;
            }
        }
    }
}

impl Stop {
    fn ask(&self, patience: Instant) {
        *locked(&self.patience) = Some(patience);
        self.asked.notify_one();
    }

    async fn asked(&self) -> Instant {
        self.asked.notified().await;
        locked(&self.patience).unwrap_or_else(Instant::now)
    }
}

impl Supervisor {
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
                history.failed(reason.clone(), false);
                // It may have been replaced by a server of another era.
                history.era = None;
                Err(self.unavailable(reason))
            }
        }
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
        let (process, pipes) = Process::start(&self.launch).map_err(|error| {
            let program = &self.launch.program;
            Refused::Answer(format!(
                "`{program}` could not be started: {error}. Is it installed, and the path right?"
            ))
        })?;
        let (exchange, stop, keeper) = self.attend(process, pipes);
        let limit = self.spec.start_timeout;
        let handshake = handshake::over_stream(&exchange, known, PROBE.min(limit / 2));
        let outcome = timeout(limit, handshake).await.unwrap_or_else(|_| {
            let seconds = limit.as_secs_f64();
            Err(Refused::Answer(format!(
                "it did not finish the handshake within {seconds} s (start_timeout)."
            )))
        });
        match outcome {
            Ok(era) => {
                tracing::info!(server = self.spec.name, ?era, "backend started");
                let keeper = Mutex::new(Some(keeper));
                Ok(Arc::new(Connection { exchange, era, since: Instant::now(), stop, keeper }))
            }
            Err(refused) => {
                stop.ask(Instant::now());
                let _ = keeper.await;
                Err(refused)
            }
        }
    }

    /// Sets the tasks going that attend to a process until it ends.
    fn attend(&self, process: Process, pipes: Pipes) -> (Arc<Exchange>, Arc<Stop>, JoinHandle<()>) {
        let outbox = Arc::<Outbox>::default();
        let exchange = Exchange::new(self.spec.name, outbox.clone());
        let stop = Arc::<Stop>::default();
        tokio::spawn(async move { outbox.run(pipes.stdin).await });
        let last_words = Arc::<LastWords>::default();
        let drainer =
            tokio::spawn(drain(self.spec.name, pipes.stderr, last_words.clone(), self.launch.secrets()));
        let reader = tokio::spawn(read(exchange.clone(), Lines::new(pipes.stdout, self.max_message)));
        let keeper =
            Keeper { server: self.spec.name, exchange: exchange.clone(), reader, drainer, last_words };
        let keeper = tokio::spawn(keeper.keep(process, stop.clone()));
        (exchange, stop, keeper)
    }
}

impl History {
    fn failed(&mut self, reason: String, after_sustained_uptime: bool) {
        self.failures = if after_sustained_uptime { 1 } else { self.failures.saturating_add(1) };
        self.last = reason;
        let doublings = self.failures.saturating_sub(1).min(16);
        let backoff = FIRST_BACKOFF.saturating_mul(1 << doublings).min(LARGEST_BACKOFF);
        self.not_before = Some(Instant::now() + backoff);
    }
}

async fn read(exchange: Arc<Exchange>, mut lines: Lines<ChildStdout>) {
    while let Ok(Some(line)) = lines.next().await {
        match line {
            Line::Text(text) => exchange.receive(&text),
            Line::TooLong => exchange.skip_oversized(),
        }
    }
}

/// Attends to one process until nothing of it is left.
struct Keeper {
    server: &'static str,
    exchange: Arc<Exchange>,
    reader: JoinHandle<()>,
    drainer: JoinHandle<()>,
    last_words: Arc<LastWords>,
}

/// How long what a dead process wrote may take to be read, and a process without output to die.
const AFTERMATH: Duration = Duration::from_millis(500);

impl Keeper {
    /// Waits for the end of the process, or for the wish to end it.
    async fn keep(mut self, mut process: Process, stop: Arc<Stop>) {
        let patience = tokio::select! {
            reason = process.ended() => {
                // What it wrote before it died still counts.
                let _ = timeout(AFTERMATH, &mut self.reader).await;
                self.died(&reason).await
            }
            _ = &mut self.reader => match timeout(AFTERMATH, process.ended()).await {
                Ok(reason) => self.died(&reason).await,
                Err(_) => self.died("it closed its standard output.").await,
            },
            patience = stop.asked() => {
                self.exchange.end("the gateway ended it.");
                patience
            }
        };
        process.end(patience).await;
        self.reader.abort();
        self.drainer.abort();
    }

    async fn died(&mut self, reason: &str) -> Instant {
        self.exchange.end(reason);
        let _ = timeout(AFTERMATH, &mut self.drainer).await;
        tracing::warn!(server = self.server, reason, "backend ended by itself\n{}", self.last_words.text());
        Instant::now()
    }
}
