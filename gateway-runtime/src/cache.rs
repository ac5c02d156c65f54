//! Answers that are given again: those of tools that only read, for as long as their class says.
//!
//! Any write through a server makes all answers of that server old. Failures are not kept. Equal calls at the same time
//! are one call.

mod common;

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use moka::Expiry;
use moka::future::Cache;

use self::common::Common;
use crate::fault::Fault;
use crate::json::canonical;
use crate::reply::{CallResult, Reply};
use crate::shared::Shared;
use crate::spec::{Class, Contract, ToolSpec};

/// The answers of one gateway.
pub struct Answers {
    kept: Cache<Key, Kept>,
    /// By server: each write begins a new one, and answers of an older one are never found again.
    generations: Vec<AtomicU64>,
    /// What replicas remember together; what is kept here are then the calls under way alone.
    common: Option<Common>,
    hits: AtomicU64,
    joined: AtomicU64,
    misses: AtomicU64,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    tool: u16,
    generation: Generation,
    arguments: Box<str>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Generation {
    Own(u64),
    Common(Box<str>),
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
            common: None,
            hits: AtomicU64::new(0),
            joined: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }
    }

    /// The same, remembered by all replicas together.
    #[must_use]
    pub(crate) fn with_shared(self, contract: &'static Contract, shared: Arc<dyn Shared>, size: u64) -> Self {
        Self { common: Some(Common::new(contract, shared, size)), ..self }
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
        // Validated arguments are JSON; were they not, the text itself is as good a key.
        let arguments = canonical(arguments).unwrap_or_else(|| arguments.to_owned());
        if let Some(common) = &self.common {
            return Box::pin(self.answer_of_all(common, tool, arguments, lifetime, work)).await;
        }
        let generation = Generation::Own(self.generation(tool).load(Ordering::Acquire));
        let key = Key { tool: tool.index, generation, arguments: arguments.into() };
        self.joined(key, async { keep(work.await, lifetime) }).await
    }

    /// That of all replicas, where the state server can be asked.
    async fn answer_of_all(
        &self,
        common: &Common,
        tool: &ToolSpec,
        arguments: String,
        lifetime: Duration,
        work: impl Future<Output = Result<Reply, Fault>>,
    ) -> Result<Reply, Fault> {
        let Ok(recalled) = common.recall(tool, &arguments).await else {
            self.misses.fetch_add(1, Ordering::Relaxed);
            return work.await;
        };
        if let Some(result) = recalled.answer.as_ref().and_then(CallResult::read) {
            self.hits.fetch_add(1, Ordering::Relaxed);
            return Ok(Reply::Result(result));
        }
        let generation = Generation::Common(recalled.generation.as_str().into());
        let key = Key { tool: tool.index, generation, arguments: arguments.as_str().into() };
        let work = async {
            let outcome = keep(work.await, lifetime);
            if let Ok(kept) = &outcome {
                common.keep(tool, &arguments, &recalled.generation, kept).await;
            }
            // Kept by all, and not here: here are those alone that wait for it.
            Err(outcome.map_or_else(|passing| passing, |kept| Passing(Ok(Reply::Result(kept.result)))))
        };
        self.joined(key, work).await
    }

    /// The outcome of `work`, or of the same work that is under way or done.
    async fn joined(
        &self,
        key: Key,
        work: impl Future<Output = Result<Kept, Passing>>,
    ) -> Result<Reply, Fault> {
        let mut own = false;
        let work = self.kept.entry(key).or_try_insert_with(async {
            own = true;
            work.await
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
    pub(crate) async fn writing(&self, tool: &ToolSpec) -> Option<Writing<'_>> {
        if tool.class == Class::Read {
            return None;
        }
        let common = self.common.as_ref().map(|common| (common, tool.server));
        let writing = Writing::begin(self.generation(tool), common);
        if let Some((common, server)) = common {
            Box::pin(common.outdate(server)).await;
        }
        Some(writing)
    }

    fn generation(&self, tool: &ToolSpec) -> &AtomicU64 {
        &self.generations[usize::from(tool.server)]
    }

    /// Forgets the answers of all servers.
    pub fn clear(&self) {
        self.kept.invalidate_all();
        if let Some(common) = &self.common {
            common.forget_next();
        }
    }

    /// Carries out what is still to be done on what is kept, so that the figures are those of now.
    pub async fn settle(&self) {
        self.kept.run_pending_tasks().await;
        if let Some(common) = &self.common {
            common.settle().await;
        }
    }

    /// Catches up with what could not be said while the state server was away.
    pub(crate) async fn catch_up(&self) {
        if let Some(common) = &self.common {
            let _ = common.pay().await;
        }
    }

    /// How it did so far.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let own = || (self.kept.entry_count(), self.kept.weighted_size());
        let (entries, bytes) = self.common.as_ref().map_or_else(own, Common::amount);
        Figures {
            entries,
            bytes,
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

/// No answer that is larger is kept: few of them would push out all others, and copies of large ones are what memory is
/// short of.
const LARGEST: usize = 4 << 20;

fn keep(outcome: Result<Reply, Fault>, lifetime: Duration) -> Result<Kept, Passing> {
    match outcome {
        Ok(Reply::Result(result))
            if !result.is_error && result.is_complete() && result.raw.len() <= LARGEST =>
        {
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
    common: Option<(&'c Common, u16)>,
}

impl<'c> Writing<'c> {
    fn begin(generation: &'c AtomicU64, common: Option<(&'c Common, u16)>) -> Self {
        generation.fetch_add(1, Ordering::AcqRel);
        Self { generation, common }
    }

    /// Ends it for all replicas before its caller has the answer, so that nobody then reads what was before.
    pub(crate) async fn end(mut self) {
        if let Some((common, server)) = self.common {
            Box::pin(common.outdate(server)).await;
            self.common = None;
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        // Its caller has gone, and waits for nothing.
        if let Some((common, server)) = self.common {
            common.outdate_next(server);
        }
    }
}
