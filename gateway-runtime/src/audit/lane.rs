//! What waits to be written. A row that nobody waits for wakes nobody: rows are gathered for a moment, so that calls which
//! only read cost no wake-up and no commit of their own. Rows are first fresh, and safe once they are in the journal.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::queue::{Gathered, Item, Loss, State, note};
use super::{Journal, Mark};
use crate::sync::locked;

/// How long rows are gathered that nobody waits for.
const GATHER: Duration = Duration::from_millis(50);

/// So many are written at once without waiting for more.
const MANY: usize = 4096;

/// A queue with one taker.
pub(super) struct Lane {
    state: Arc<State>,
    waiting: Mutex<Waiting>,
    bell: Condvar,
    /// Taken before `waiting`, by whoever makes rows safe: one write follows the other.
    writing: Mutex<Writing>,
    /// How much was ever put here, and how much of it is safe.
    put: AtomicU64,
    safe: AtomicU64,
}

#[derive(Default)]
struct Waiting {
    fresh: Gathered,
    /// How much is on its way from fresh to safe.
    moving: usize,
    safe: Gathered,
    /// Whether somebody waits for one of them.
    is_urgent: bool,
    /// Whether no more come, or nobody takes them.
    is_closed: bool,
}

impl Waiting {
    fn len(&self) -> usize {
        self.fresh.len() + self.moving + self.safe.len()
    }
}

struct Writing {
    journal: Option<Box<dyn Journal>>,
    /// Empty but while rows go from fresh to safe.
    moved: Gathered,
}

impl Lane {
    pub(super) fn new(journal: Option<Box<dyn Journal>>, state: Arc<State>) -> Self {
        Self {
            state,
            waiting: Mutex::default(),
            bell: Condvar::new(),
            writing: Mutex::new(Writing { journal, moved: Gathered::default() }),
            put: AtomicU64::default(),
            safe: AtomicU64::default(),
        }
    }

    /// Puts a row at the end; false where nobody would take it.
    pub(super) fn put(&self, loss: Loss, placed: bool, encode: impl FnOnce(&mut String)) -> bool {
        self.add(false, |fresh| fresh.rows.add(loss, placed, encode))
    }

    /// Puts something at the end that somebody waits for; false where nobody would take it.
    pub(super) fn ask(&self, item: Item) -> bool {
        self.add(true, |fresh| fresh.items.push(item))
    }

    fn add(&self, is_urgent: bool, add: impl FnOnce(&mut Gathered)) -> bool {
        let mut waiting = locked(&self.waiting);
        if waiting.is_closed {
            return false;
        }
        add(&mut waiting.fresh);
        self.put.fetch_add(1, Ordering::Release);
        waiting.is_urgent |= is_urgent;
        let rings = waiting.is_urgent || matches!(waiting.len(), 1 | MANY);
        drop(waiting);
        if rings {
            self.bell.notify_one();
        }
        true
    }

    /// Makes safe whatever was put here before, all in one write.
    pub(super) fn secure(&self) {
        let wanted = self.put.load(Ordering::Acquire);
        if self.safe.load(Ordering::Acquire) >= wanted {
            return;
        }
        let mut writing = locked(&self.writing);
        // Whoever was writing may have had all of it.
        if self.safe.load(Ordering::Acquire) >= wanted {
            return;
        }
        let Writing { journal, moved } = &mut *writing;
        let count = {
            let mut waiting = locked(&self.waiting);
            std::mem::swap(&mut waiting.fresh, moved);
            // Who takes must not find nothing meanwhile, since nothing rings when it is there.
            waiting.moving = moved.len();
            waiting.moving
        };
        if let Some(journal) = journal.as_mut().filter(|_| !moved.rows.text.is_empty()) {
            self.write(&mut **journal, moved);
        }
        let mut waiting = locked(&self.waiting);
        waiting.safe.append(moved);
        waiting.moving = 0;
        drop(waiting);
        self.safe.fetch_add(count as u64, Ordering::Release);
    }

    fn write(&self, journal: &mut dyn Journal, moved: &mut Gathered) {
        let added = journal.add(&moved.rows.text);
        if let Some(mark) = added.mark {
            note(&mut moved.marks, mark);
        }
        let problem = added.outcome.err();
        let mut risk = locked(&self.state.risk);
        match (&problem, &*risk) {
            (None, None) | (Some(_), Some(_)) => {}
            (Some(reason), None) => {
                tracing::error!("audit rows would be lost if the gateway were killed now: {reason}");
            }
            (None, Some(_)) => tracing::warn!("audit rows outlast the gateway again"),
        }
        *risk = problem;
    }

    /// Removes the journals of these names.
    pub(super) fn remove(&self, names: &[Arc<str>]) {
        if let Some(journal) = locked(&self.writing).journal.as_mut() {
            journal.remove(names);
        }
    }

    /// Removes the journal of this name, if nothing was added to it behind that place; whether it did.
    pub(super) fn end_journal(&self, end: &Mark) -> bool {
        locked(&self.writing).journal.as_mut().is_some_and(|journal| journal.close(end))
    }

    /// Lets no more in; what is there is still taken.
    pub(super) fn close(&self) {
        locked(&self.waiting).is_closed = true;
        self.bell.notify_one();
    }

    /// Takes all that waits into `taken`, which is empty, once there is something, or nothing after `patience`. False once it
    /// is closed and empty.
    pub(super) fn take(&self, patience: Option<Duration>, taken: &mut Gathered) -> bool {
        let mut waiting = self.wait(patience, |waiting| waiting.len() == 0);
        if waiting.len() == 0 {
            return !waiting.is_closed;
        }
        if !waiting.is_urgent {
            drop(waiting);
            waiting = self.wait(Some(GATHER), |waiting| !waiting.is_urgent && waiting.len() < MANY);
        }
        waiting.is_urgent = false;
        drop(waiting);
        self.secure();
        std::mem::swap(&mut locked(&self.waiting).safe, taken);
        true
    }

    /// Waits while it is `so`, and not closed.
    fn wait(&self, patience: Option<Duration>, so: impl Fn(&Waiting) -> bool) -> MutexGuard<'_, Waiting> {
        let end = patience.map(|patience| Instant::now() + patience);
        let mut waiting = locked(&self.waiting);
        while so(&waiting) && !waiting.is_closed {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            waiting = match left {
                Some(Duration::ZERO) => break,
                Some(left) => self.bell.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0,
                None => self.bell.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            };
        }
        waiting
    }
}
