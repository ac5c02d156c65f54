//! How one call is taken back: by its caller, or by an operator.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use futures_util::task::AtomicWaker;

/// Shared between the one task that carries a call out, which waits for it, and all who may take the call back.
///
/// Where many tasks wait for one thing, tokio's `CancellationToken` is right; made anew for each call it costs several locks,
/// as it keeps a list of those who wait.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancellation(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    is_cancelled: AtomicBool,
    waiting: AtomicWaker,
}

impl Cancellation {
    /// Takes the call back.
    pub(crate) fn cancel(&self) {
        self.0.is_cancelled.store(true, Ordering::Release);
        self.0.waiting.wake();
    }

    /// Waits until the call is taken back. Only the task that waited last is woken.
    pub(crate) async fn cancelled(&self) {
        poll_fn(|context| {
            if self.is_cancelled() {
                return Poll::Ready(());
            }
            self.0.waiting.register(context.waker());
            // It may have come in between.
            if self.is_cancelled() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_call_that_is_taken_back_ends_before_and_while_it_waits() {
        let early = Cancellation::default();
        early.cancel();
        early.cancelled().await;

        let late = Cancellation::default();
        let waiting = tokio::spawn({
            let late = late.clone();
            async move { late.cancelled().await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        late.cancel();
        waiting.await.expect("it ends");
    }
}
