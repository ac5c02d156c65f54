//! The calls as they end, for whoever watches. While nobody does, a call costs one look at a number.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use gateway_metrics::Outcome;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Receiver, Sender};

use crate::spec::ToolSpec;

/// So many ended calls are kept for a follower that is slow; then it loses the oldest.
const KEPT: usize = 256;

/// A call that has ended.
#[derive(Clone, Copy, Debug)]
pub struct Ended {
    /// Its number, which no other call of this process has.
    pub id: u64,
    /// When it ended.
    pub at: SystemTime,
    /// Who called.
    pub principal: &'static str,
    /// What was called.
    pub tool: &'static ToolSpec,
    /// How it ended.
    pub outcome: Outcome,
    /// The fault that it ended with.
    pub code: Option<&'static str>,
    /// How long it took.
    pub took: Duration,
}

/// Where ended calls are told.
#[derive(Debug, Default)]
pub struct Tail {
    followers: AtomicUsize,
    told: OnceLock<Sender<Ended>>,
}

impl Tail {
    /// Tells followers, if there are any, of a call.
    pub(crate) fn tell(&self, ended: impl FnOnce() -> Ended) {
        if self.followers.load(Ordering::Relaxed) > 0 {
            self.send(ended());
        }
    }

    #[cold]
    fn send(&self, ended: Ended) {
        if let Some(told) = self.told.get() {
            // It fails where the last follower has gone this moment.
            let _ = told.send(ended);
        }
    }

    /// Follows the calls that end from now on.
    #[must_use]
    pub fn follow(self: &Arc<Self>) -> Follower {
        let receiver = self.told.get_or_init(|| Sender::new(KEPT)).subscribe();
        self.followers.fetch_add(1, Ordering::Relaxed);
        Follower { tail: self.clone(), receiver }
    }
}

/// Somebody who follows the calls as they end. It never holds up a call.
#[derive(Debug)]
pub struct Follower {
    tail: Arc<Tail>,
    receiver: Receiver<Ended>,
}

/// What a follower hears.
#[derive(Clone, Copy, Debug)]
pub enum Heard {
    /// A call that has ended.
    Ended(Ended),
    /// So many calls ended that were not heard of, because this follower was too slow.
    Lost(u64),
}

impl Follower {
    /// Waits for the next; `None` where there will be none.
    pub async fn next(&mut self) -> Option<Heard> {
        match self.receiver.recv().await {
            Ok(ended) => Some(Heard::Ended(ended)),
            Err(RecvError::Lagged(count)) => Some(Heard::Lost(count)),
            Err(RecvError::Closed) => None,
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.tail.followers.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::tests::TOOL;

    fn ended(id: u64) -> Ended {
        Ended {
            id,
            at: SystemTime::UNIX_EPOCH,
            principal: "somebody",
            tool: &TOOL,
            outcome: Outcome::Success,
            code: None,
            took: Duration::ZERO,
        }
    }

    #[tokio::test]
    async fn calls_are_told_to_followers_alone_and_a_slow_one_learns_how_many_it_lost() {
        let tail = Arc::new(Tail::default());
        tail.tell(|| panic!("nobody follows"));
        let mut follower = tail.follow();
        tail.tell(|| ended(1));
        assert!(matches!(follower.next().await, Some(Heard::Ended(Ended { id: 1, .. }))));
        let kept = u64::try_from(KEPT).expect("a number");
        (0..kept + 10).for_each(|id| tail.tell(|| ended(id)));
        assert!(matches!(follower.next().await, Some(Heard::Lost(10))));
        assert!(matches!(follower.next().await, Some(Heard::Ended(Ended { id: 10, .. }))));
        drop(follower);
        tail.tell(|| panic!("nobody follows any more"));
    }
}
