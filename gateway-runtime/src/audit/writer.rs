//! The thread that writes: all that waits goes into one commit.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::oneshot;

use super::lane::Lane;
use super::queue::{Gathered, Item, Loss, State, note};
use super::{Batch, Lasting, Mark, Store, row};
use crate::sync::locked;

/// How often it is tried again while rows cannot be written.
const AGAIN: Duration = Duration::from_secs(1);

/// Rows that are kept for a better time at most. Calls that change something are refused meanwhile, so that there are few.
const KEPT: usize = 16_384;

/// Journals that are kept while their rows cannot be written, at most. Each has some megabytes.
const JOURNALS: usize = 32;

pub(super) struct Writer {
    store: Box<dyn Store>,
    lane: Arc<Lane>,
    state: Arc<State>,
    contract: &'static str,
    /// Rows that could not be written and must not be lost.
    kept: Vec<String>,
    /// Rows lost, and calls refused, since rows can no longer be written.
    lost: u64,
    refused: u64,
    /// How far journals are done with what was written; of all but the last, everything was.
    done: Vec<Mark>,
    /// Journals that were removed, and that the store still knows of.
    gone: Vec<Arc<str>>,
}

impl Writer {
    pub(super) fn new(
        store: Box<dyn Store>,
        lane: Arc<Lane>,
        state: Arc<State>,
        contract: &'static str,
    ) -> Self {
        let (kept, done, gone) = (Vec::new(), Vec::new(), Vec::new());
        Self { store, lane, state, contract, kept, lost: 0, refused: 0, done, gone }
    }

    /// Writes until nobody can put anything into the queue any more.
    pub(super) fn run(mut self) {
        let mut taken = Gathered::default();
        while self.lane.take(self.again(), &mut taken) {
            self.write(&mut taken);
            taken.clear();
        }
        self.end_journal();
    }

    fn again(&self) -> Option<Duration> {
        self.state.is_failing.load(Ordering::Relaxed).then_some(AGAIN)
    }

    fn write(&mut self, taken: &mut Gathered) {
        taken.marks.drain(..).for_each(|mark| note(&mut self.done, mark));
        match self.append(taken) {
            Ok(count) => self.succeeded(count),
            Err(reason) => self.failed(taken, &reason),
        }
        self.tell(taken);
    }

    /// First what was kept, then what was lost, then what is new; how many that were.
    fn append(&mut self, taken: &Gathered) -> Result<usize, String> {
        let problem = locked(&self.state.problem).clone();
        let gap = problem.map(|reason| row::gap(self.lost, self.refused, &reason, self.contract));
        let first = taken.items.iter().filter_map(|item| match item {
            Item::First { row, .. } => Some(row.as_str()),
            Item::All { .. } => None,
        });
        let kept = self.kept.iter().chain(&gap).map(String::as_str);
        let rows: Vec<&str> = kept.chain(taken.rows.each().map(|(text, _)| text)).chain(first).collect();
        if !rows.is_empty() {
            let lasting = lasting(&taken.items);
            self.store.append(&Batch { rows: &rows, lasting, done: &self.done, gone: &self.gone })?;
        }
        Ok(rows.len())
    }

    fn succeeded(&mut self, rows: usize) {
        self.state.recorded.fetch_add(rows as u64, Ordering::Relaxed);
        if self.state.is_failing.swap(false, Ordering::Relaxed) {
            *locked(&self.state.problem) = None;
            tracing::warn!(unrecorded = self.lost, refused = self.refused, "audit rows are written again");
            (self.lost, self.refused) = (0, 0);
        }
        self.kept.clear();
        if rows > 0 {
            self.gone.clear();
        }
        self.forget(1);
    }

    /// Removes all journals but the last ones.
    fn forget(&mut self, keep: usize) {
        if self.done.len() > keep {
            let names: Vec<_> = self.done.drain(..self.done.len() - keep).map(|mark| mark.name).collect();
            self.lane.remove(&names);
            self.gone.extend(names);
        }
    }

    fn failed(&mut self, taken: &mut Gathered, reason: &str) {
        if locked(&self.state.problem).replace(reason.to_owned()).is_none() {
            tracing::error!(
                "audit rows cannot be written, so that calls which change something are refused: {reason}"
            );
        }
        self.state.is_failing.store(true, Ordering::Relaxed);
        for (text, row) in taken.rows.each() {
            if row.loss == Loss::Kept && self.kept.len() < KEPT {
                self.kept.push(text.to_owned());
            } else {
                self.lost += 1;
                self.state.unrecorded.fetch_add(1, Ordering::Relaxed);
            }
        }
        let firsts = taken.items.iter().filter(|item| matches!(item, Item::First { .. })).count();
        self.refused += firsts as u64;
        self.forget(JOURNALS);
    }

    /// Tells those who wait, and gives the places back.
    fn tell(&mut self, taken: &mut Gathered) {
        let outcome = match self.state.is_failing.load(Ordering::Relaxed) {
            true => Err(locked(&self.state.problem).clone().unwrap_or_default()),
            false => Ok(()),
        };
        let mut places = taken.rows.list.iter().filter(|row| row.placed).count();
        let mut drains: Vec<oneshot::Sender<()>> = Vec::new();
        // Who no longer waits was cancelled.
        for item in taken.items.drain(..) {
            match item {
                Item::First { waits, placed, .. } => {
                    places += usize::from(placed);
                    let _ = waits.send(outcome.clone());
                }
                Item::All { waits, lasting: Lasting::Power } => _ = waits.send(()),
                Item::All { waits, lasting: Lasting::Process } => drains.push(waits),
            }
        }
        self.state.places.add_permits(places);
        if !drains.is_empty() {
            self.end_journal();
            for drain in drains {
                let _ = drain.send(());
            }
        }
    }

    /// Leaves no journal behind where all of it has been written.
    fn end_journal(&mut self) {
        let is_failing = self.state.is_failing.load(Ordering::Relaxed);
        let Some(last) = self.done.pop_if(|last| !is_failing && self.lane.end_journal(last)) else { return };
        self.gone.push(last.name);
        let gone = std::mem::take(&mut self.gone);
        let batch = Batch { rows: &[], lasting: Lasting::Process, done: &[], gone: &gone };
        // What stays behind is a note about nothing.
        if let Err(reason) = self.store.append(&batch) {
            tracing::debug!("notes about journals are left behind: {reason}");
        }
    }
}

fn lasting(items: &[Item]) -> Lasting {
    let is_awaited = items.iter().any(|item| match item {
        Item::First { .. } => true,
        Item::All { lasting, .. } => *lasting == Lasting::Power,
    });
    if is_awaited { Lasting::Power } else { Lasting::Process }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.kept.is_empty() || self.lost > 0 {
            let lost = self.lost + self.kept.len() as u64;
            tracing::error!(lost, "the gateway ends, and audit rows could not be written");
        }
    }
}
