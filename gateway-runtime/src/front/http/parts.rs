//! A large answer on its way to one client, in parts.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::sleep;
use tokio_util::task::AbortOnDropHandle;

use crate::io::Budget;
use crate::sync::locked;

/// So much is given to the connection at once. It is a copy: what the connection still holds of it when a client stalls
/// does not keep the whole answer.
const STEP: usize = 64 * 1024;

/// A client that takes nothing for so long loses its answer, where others wait for the room.
const STALL: Duration = Duration::from_secs(30);

/// What is still to be sent.
#[derive(Debug)]
pub(super) struct Parts {
    held: Arc<Mutex<Held>>,
    left: usize,
    _watch: AbortOnDropHandle<()>,
}

#[derive(Debug)]
struct Held {
    parts: VecDeque<Bytes>,
    has_moved: bool,
    is_given_up: bool,
}

/// The client took nothing for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stalled;

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the client took nothing of its answer for too long, while others waited")
    }
}

impl std::error::Error for Stalled {}

impl Parts {
    /// These parts, none of them empty, which take up room of `budget`.
    pub(super) fn new(parts: VecDeque<Bytes>, budget: &'static Budget) -> Self {
        let left = parts.iter().map(Bytes::len).sum();
        let held = Arc::new(Mutex::new(Held { parts, has_moved: true, is_given_up: false }));
        let watched = held.clone();
        let watch = tokio::spawn(async move {
            loop {
                sleep(STALL).await;
                if locked(&watched).has_stalled(budget) {
                    return tracing::warn!("{Stalled}; it is given up");
                }
            }
        });
        Self { held, left, _watch: AbortOnDropHandle::new(watch) }
    }

    /// The next step; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<Bytes, Stalled>> {
        let step = locked(&self.held).next();
        if let Some(Ok(step)) = &step {
            self.left -= step.len();
        }
        step
    }
}

impl Held {
    fn next(&mut self) -> Option<Result<Bytes, Stalled>> {
        self.has_moved = true;
        if self.is_given_up {
            return Some(Err(Stalled));
        }
        let part = self.parts.front_mut()?;
        let step = Bytes::copy_from_slice(&part.split_to(part.len().min(STEP)));
        if part.is_empty() {
            self.parts.pop_front();
        }
        Some(Ok(step))
    }

    /// Gives the answer up where nothing of it went since this was last asked, and somebody waits for the room.
    fn has_stalled(&mut self, budget: &Budget) -> bool {
        let has_moved = std::mem::take(&mut self.has_moved);
        self.is_given_up = !has_moved && !self.parts.is_empty() && budget.is_short();
        if self.is_given_up {
            self.parts.clear();
        }
        self.is_given_up
    }
}

impl Body for Parts {
    type Data = Bytes;
    type Error = Stalled;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Stalled>>> {
        Poll::Ready(self.next().map(|step| step.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_client_that_takes_nothing_loses_its_answer_when_another_waits_for_the_room() {
        static ROOM: Budget = Budget::of(1 << 20);
        let parts = || Parts::new(VecDeque::from([vec![b'x'; STEP + 1].into()]), &ROOM);
        let mut slow = parts();
        advance(STALL * 3).await;
        tokio::task::yield_now().await;
        assert_eq!(slow.next().map(|step| step.map(|step| step.len())), Some(Ok(STEP)), "nobody waits");
        let all = ROOM.share(1 << 20).await;
        let waiting = tokio::spawn(ROOM.share(1));
        for _ in 0..3 {
            advance(STALL + Duration::from_secs(1)).await;
            tokio::task::yield_now().await;
        }
        assert_eq!(slow.next(), Some(Err(Stalled)));
        drop(all);
        waiting.await.expect("room");
        let mut quick = parts();
        let sizes: Vec<_> =
            std::iter::from_fn(|| quick.next()).map(|step| step.map(|step| step.len())).collect();
        assert_eq!(sizes, [Ok(STEP), Ok(1)]);
        assert!(quick.is_end_stream());
    }
}
