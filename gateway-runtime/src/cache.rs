//! Answers that are given again: those of tools that only read, for as long as their class says.
//!
//! Any write through a server makes all answers of that server old. Failures are not kept. Equal calls at the same time
//! are one call.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use moka::Expiry;
use moka::future::Cache;

use crate::fault::Fault;
use crate::json::canonical;
use crate::reply::{CallResult, Reply};
use crate::spec::{Class, Contract, ToolSpec};

/// The answers of one gateway.
pub struct Answers {
    kept: Cache<Key, Kept>,
    /// By server: each write begins a new one, and answers of an older one are never found again.
    generations: Vec<AtomicU64>,
    hits: AtomicU64,
    joined: AtomicU64,
    misses: AtomicU64,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    tool: u16,
    generation: u64,
    arguments: Box<str>,
}

#[derive(Clone)]
struct Kept {
    result: CallResult,
    lifetime: Duration,
}

struct Lifetime;

impl Expiry<Key, Kept> for Lifetime {
    fn expire_after_create(&self, _: &Key, kept: &Kept, _: Instant) -> Option<Duration> {
        Some(kept.lifetime)
    }
}

/// An answer that goes to those who wait for it and is not kept.
#[derive(Clone)]
struct Passing(Result<Reply, Fault>);

/// How the cache did so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Answers that are kept now; may be out of date by a moment.
    pub entries: u64,
    /// Their size in bytes, with their arguments.
    pub bytes: u64,
    /// Calls that were answered from here, or by an equal call at the same time.
    pub hits: u64,
    /// Those of them that waited for an equal call.
    pub joined: u64,
    /// Calls that could have been, and were not.
    pub misses: u64,
}

impl Answers {
    /// Keeps at most `size` bytes of answers, with their arguments.
    #[must_use]
    pub fn new(contract: &Contract, size: u64) -> Self {
        let kept = Cache::builder()
            .max_capacity(size)
            .weigher(|key: &Key, kept: &Kept| weight(key.arguments.len() + kept.result.raw.len()))
            .expire_after(Lifetime)
            .build();
        let generations = contract.servers.iter().map(|_| AtomicU64::new(0)).collect();
        Self {
            kept,
            generations,
            hits: AtomicU64::new(0),
            joined: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }
    }

    /// The kept answer to a call of `tool`, or that of `work`, which is then kept for `lifetime` unless it is a failure.
    ///
    /// # Errors
    ///
    /// Those of `work`, also where it was another caller's.
    pub(crate) async fn answer(
        &self,
        tool: &ToolSpec,
        arguments: &str,
        lifetime: Duration,
        work: impl Future<Output = Result<Reply, Fault>>,
    ) -> Result<Reply, Fault> {
        let generation = self.generation(tool).load(Ordering::Acquire);
        // Validated arguments are JSON; were they not, the text itself is as good a key.
        let arguments = canonical(arguments).unwrap_or_else(|| arguments.to_owned()).into();
        let entry = self.kept.entry(Key { tool: tool.index, generation, arguments });
        let mut own = false;
        let work = entry.or_try_insert_with(async {
            own = true;
            keep(work.await, lifetime)
        });
        let (outcome, waited) = noticing(pin!(work)).await;
        let counter = if own { &self.misses } else { &self.hits };
        counter.fetch_add(1, Ordering::Relaxed);
        if waited && !own {
            self.joined.fetch_add(1, Ordering::Relaxed);
        }
        match outcome {
            Ok(entry) => Ok(Reply::Result(entry.into_value().result)),
            Err(passing) => Arc::unwrap_or_clone(passing).0,
        }
    }

    /// Notes that a call of `tool` may change what its server answers, from now until the guard is dropped.
    pub(crate) fn writing(&self, tool: &ToolSpec) -> Option<Writing<'_>> {
        (tool.class != Class::Read).then(|| Writing::begin(self.generation(tool)))
    }

    fn generation(&self, tool: &ToolSpec) -> &AtomicU64 {
        &self.generations[usize::from(tool.server)]
    }

    /// Forgets the answers of all servers.
    pub fn clear(&self) {
        self.kept.invalidate_all();
    }

    /// Carries out what is still to be done on what is kept, so that the figures are those of now.
    pub async fn settle(&self) {
        self.kept.run_pending_tasks().await;
    }

    /// How it did so far.
    #[must_use]
    pub fn figures(&self) -> Figures {
        Figures {
            entries: self.kept.entry_count(),
            bytes: self.kept.weighted_size(),
            hits: self.hits.load(Ordering::Relaxed),
            joined: self.joined.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
        }
    }
}

/// The outcome of `work`, and whether it was not there at once.
async fn noticing<W: Future + Unpin>(mut work: W) -> (W::Output, bool) {
    let mut waited = false;
    let outcome = poll_fn(|context| {
        let polled = work.poll_unpin(context);
        waited |= polled.is_pending();
        polled
    });
    let outcome = outcome.await;
    (outcome, waited)
}

fn weight(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn keep(outcome: Result<Reply, Fault>, lifetime: Duration) -> Result<Kept, Passing> {
    match outcome {
        Ok(Reply::Result(result)) if !result.is_error && result.is_complete() => {
            // A copy of its own: the result is a part of a message that need not be kept whole.
            let copy = Bytes::copy_from_slice(&result.raw);
            let result = CallResult::read(&copy).unwrap_or(result);
            Ok(Kept { result, lifetime })
        }
        other => Err(Passing(other)),
    }
}

/// A write that is under way. What is read before its end may be old by then.
pub(crate) struct Writing<'c> {
    generation: &'c AtomicU64,
}

impl<'c> Writing<'c> {
    fn begin(generation: &'c AtomicU64) -> Self {
        generation.fetch_add(1, Ordering::AcqRel);
        Self { generation }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
    }
}
