//! What waits to be written. A row that nobody waits for wakes nobody: rows are gathered for a moment, so that calls which
//! only read cost no wake-up and no commit of their own.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::queue::Item;
use crate::sync::locked;

/// How long rows are gathered that nobody waits for.
const GATHER: Duration = Duration::from_millis(20);

/// So many are written at once without waiting for more.
const MANY: usize = 512;

/// A queue with one taker.
#[derive(Default)]
pub(super) struct Lane {
    waiting: Mutex<Waiting>,
    bell: Condvar,
}

#[derive(Default)]
struct Waiting {
    items: Vec<Item>,
    /// Whether somebody waits for one of them.
    is_urgent: bool,
    /// Whether no more come, or nobody takes them.
    is_closed: bool,
}

impl Lane {
    /// Puts an item at the end; false where nobody would take it.
    pub(super) fn put(&self, item: Item) -> bool {
        let mut waiting = locked(&self.waiting);
        if waiting.is_closed {
            return false;
        }
        waiting.is_urgent |= item.is_urgent();
        waiting.items.push(item);
        let rings = waiting.is_urgent || matches!(waiting.items.len(), 1 | MANY);
        drop(waiting);
        if rings {
            self.bell.notify_one();
        }
        true
    }

    /// Lets no more in; what is there is still taken.
    pub(super) fn close(&self) {
        locked(&self.waiting).is_closed = true;
        self.bell.notify_one();
    }

    /// Takes all that waits, once there is something, or nothing after `patience`. `None` once it is closed and empty.
    pub(super) fn take(&self, patience: Option<Duration>) -> Option<Vec<Item>> {
        let mut waiting = self.wait(patience, |waiting| waiting.items.is_empty());
        if waiting.items.is_empty() {
            return if waiting.is_closed { None } else { Some(Vec::new()) };
        }
        if !waiting.is_urgent {
            drop(waiting);
            waiting = self.wait(Some(GATHER), |waiting| !waiting.is_urgent && waiting.items.len() < MANY);
        }
        waiting.is_urgent = false;
        Some(std::mem::take(&mut waiting.items))
    }

    /// Waits while it is `so`, and not closed.
    fn wait(
        &self,
        patience: Option<Duration>,
        so: impl Fn(&Waiting) -> bool,
    ) -> std::sync::MutexGuard<'_, Waiting> {
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
