//! The tasks that attend to one process until nothing of it is left.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::process::ChildStdout;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

use crate::backend::exchange::Exchange;
use crate::backend::process::{LastWords, Pipes, Process, drain};
use crate::io::{Line, Lines, Outbox, RESULTS};
use crate::secret::Secret;
use crate::sync::locked;

/// Asks the keeper of a process to end it by a point in time.
#[derive(Default)]
pub(super) struct Stop {
    asked: Notify,
    patience: Mutex<Option<Instant>>,
}

impl Stop {
    pub(super) fn ask(&self, patience: Instant) {
        *locked(&self.patience) = Some(patience);
        self.asked.notify_one();
    }

    async fn asked(&self) -> Instant {
        self.asked.notified().await;
        locked(&self.patience).unwrap_or_else(Instant::now)
    }
}

/// Sets the tasks going that attend to a process until it ends. What it writes to standard error is logged without the
/// secrets.
pub(super) fn attend(
    server: &'static str,
    max_message: usize,
    (process, pipes): (Process, Pipes),
    secrets: Vec<Secret>,
) -> (Arc<Exchange>, Arc<Stop>, JoinHandle<()>) {
    let outbox = Arc::<Outbox>::default();
    let exchange = Exchange::new(server, outbox.clone());
    let stop = Arc::<Stop>::default();
    tokio::spawn(async move { outbox.run(pipes.stdin).await });
    let last_words = Arc::<LastWords>::default();
    let drainer = tokio::spawn(drain(server, pipes.stderr, last_words.clone(), secrets));
    let reader = tokio::spawn(read(exchange.clone(), Lines::within(pipes.stdout, max_message, &RESULTS)));
    let keeper = Keeper { server, exchange: exchange.clone(), reader, drainer, last_words };
    let keeper = tokio::spawn(keeper.keep(process, stop.clone()));
    (exchange, stop, keeper)
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
