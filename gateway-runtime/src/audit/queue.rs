//! The thread that writes: all that waits goes into one commit.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};

use super::lane::Lane;
use super::row::Row;
use super::{Lasting, Store};
use crate::sync::locked;

/// How often it is tried again while rows cannot be written.
const AGAIN: Duration = Duration::from_secs(1);

/// Rows that are kept for a better time at most. Calls that change something are refused meanwhile, so that there are few.
const KEPT: usize = 16_384;

/// What becomes of a row that cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// It is not needed: its call does not run.
    Refuses,
    /// It is kept in memory until rows can be written.
    Kept,
    /// It is counted.
    Counted,
}

/// One thing in the queue.
pub(super) enum Item {
    Row {
        row: Row,
        loss: Loss,
        /// Who waits for its commit.
        waits: Option<oneshot::Sender<Result<(), String>>>,
        /// Whether it took one of the queue's places.
        placed: bool,
    },
    /// Somebody waits until all before it has been tried.
    Drain(oneshot::Sender<()>),
}

impl Item {
    /// Whether somebody waits for it.
    pub(super) fn is_urgent(&self) -> bool {
        matches!(self, Self::Drain(_) | Self::Row { waits: Some(_), .. })
    }
}

/// What the queue and the thread share.
#[derive(Debug)]
pub(super) struct State {
    pub(super) places: Semaphore,
    pub(super) recorded: AtomicU64,
    pub(super) unrecorded: AtomicU64,
    pub(super) is_failing: AtomicBool,
    pub(super) problem: Mutex<Option<String>>,
}

pub(super) struct Writer {
    pub(super) store: Box<dyn Store>,
    pub(super) lane: Arc<Lane>,
    pub(super) state: Arc<State>,
    pub(super) contract: &'static str,
    /// Rows that could not be written and must not be lost.
    pub(super) kept: Vec<String>,
    /// Rows lost, and calls refused, since rows can no longer be written.
    pub(super) lost: u64,
    pub(super) refused: u64,
}

/// What one commit is for.
#[derive(Default)]
struct Batch {
    rows: Vec<String>,
    waiting: Vec<Waiting>,
    drains: Vec<oneshot::Sender<()>>,
    places: usize,
}

struct Waiting {
    loss: Loss,
    waits: Option<oneshot::Sender<Result<(), String>>>,
}

impl Batch {
    fn take(&mut self, item: Item) {
        match item {
            Item::Drain(drain) => self.drains.push(drain),
            Item::Row { row, loss, waits, placed } => {
                self.rows.push(row.encode());
                self.waiting.push(Waiting { loss, waits });
                self.places += usize::from(placed);
            }
        }
    }

    fn lasting(&self) -> Lasting {
        let is_awaited = self.waiting.iter().any(|waiting| waiting.waits.is_some());
        if is_awaited { Lasting::Power } else { Lasting::Process }
    }
}

impl Writer {
    /// Writes until nobody can put anything into the queue any more.
    pub(super) fn run(mut self) {
        while let Some(batch) = self.next() {
            self.write(batch);
        }
    }

    /// What waits; nothing where it is time to try again.
    fn next(&self) -> Option<Batch> {
        let again = self.state.is_failing.load(Ordering::Relaxed).then_some(AGAIN);
        let mut batch = Batch::default();
        self.lane.take(again)?.into_iter().for_each(|item| batch.take(item));
        Some(batch)
    }

    fn write(&mut self, mut batch: Batch) {
        let rows = self.rows(&mut batch);
        let outcome = match rows.is_empty() {
            true => Ok(()),
            false => self.store.append(&rows, batch.lasting()),
        };
        match outcome {
            Ok(()) => self.succeeded(batch.waiting, rows.len()),
            Err(reason) => self.failed(batch.waiting, rows, &reason),
        }
        self.state.places.add_permits(batch.places);
        for drain in batch.drains {
            let _ = drain.send(());
        }
    }

    /// First what was kept, then what was lost, then what is new.
    fn rows(&mut self, batch: &mut Batch) -> Vec<String> {
        let mut rows = std::mem::take(&mut self.kept);
        if let Some(reason) = &*locked(&self.state.problem) {
            rows.push(Row::gap(self.lost, self.refused, reason, self.contract));
        }
        rows.append(&mut batch.rows);
        rows
    }

    fn succeeded(&mut self, waiting: Vec<Waiting>, rows: usize) {
        self.state.recorded.fetch_add(rows as u64, Ordering::Relaxed);
        if self.state.is_failing.swap(false, Ordering::Relaxed) {
            *locked(&self.state.problem) = None;
            tracing::warn!(unrecorded = self.lost, refused = self.refused, "audit rows are written again");
            (self.lost, self.refused) = (0, 0);
        }
        for waits in waiting.into_iter().filter_map(|waiting| waiting.waits) {
            // Who no longer waits was cancelled.
            let _ = waits.send(Ok(()));
        }
    }

    fn failed(&mut self, waiting: Vec<Waiting>, mut rows: Vec<String>, reason: &str) {
        let new = rows.split_off(rows.len() - waiting.len());
        if locked(&self.state.problem).replace(reason.to_owned()).is_some() {
            // Who tells of the gap is made anew.
            rows.pop();
        } else {
            tracing::error!(
                "audit rows cannot be written, so that calls which change something are refused: {reason}"
            );
        }
        self.state.is_failing.store(true, Ordering::Relaxed);
        self.kept = rows;
        for (Waiting { loss, waits }, row) in waiting.into_iter().zip(new) {
            self.lose(loss, row);
            if let Some(waits) = waits {
                let _ = waits.send(Err(reason.to_owned()));
            }
        }
    }

    fn lose(&mut self, loss: Loss, row: String) {
        match loss {
            Loss::Refuses => self.refused += 1,
            Loss::Kept if self.kept.len() < KEPT => self.kept.push(row),
            Loss::Kept | Loss::Counted => {
                self.lost += 1;
                self.state.unrecorded.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.kept.is_empty() || self.lost > 0 {
            let lost = self.lost + self.kept.len() as u64;
            tracing::error!(lost, "the gateway ends, and audit rows could not be written");
        }
    }
}
