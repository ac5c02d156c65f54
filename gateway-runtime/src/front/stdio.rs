//! MCP over standard input and output (or any pair of streams): one message a line.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::yield_now;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::{AbortOnDropHandle, TaskTracker};

use super::pulse;
use super::workers::{Desk, Workers};
use crate::audit::Via;
use crate::call::Sink;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::io::{Line, Lines, Outbox};
use crate::offer::tend::tend;
use crate::peer::Peer;
use crate::principal::Principal;
use crate::serve::{Answer, read, refuse, serve};

/// So many lines at most are read ahead of those that were begun.
const AHEAD: u64 = 64;

/// What is sent to the client while its call runs: never more than it can take.
struct Notices(Arc<Outbox>);

impl Sink for Notices {
    fn send(&self, pieces: &[&[u8]]) {
        self.0.push_if_room(pieces);
    }
}

/// Serves one client, which calls as `principal`, until it closes `input` or `stop` is cancelled; then waits up to `drain` for calls in flight.
///
/// A plain function with types that are known, as whatever is async or generic is compiled by the crate that uses it: with its settings, and
/// once more.
#[must_use = "nothing is served unless it is awaited"]
pub fn serve_stream(
    gateway: Arc<Gateway>,
    principal: Principal,
    input: Box<dyn AsyncRead + Unpin + Send>,
    output: Box<dyn AsyncWrite + Unpin + Send>,
    drain: Duration,
    stop: CancellationToken,
) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        let outbox = Arc::<Outbox>::default();
        let writer = tokio::spawn({
            let (outbox, gateway) = (outbox.clone(), gateway.clone());
            // No answer leaves before its row is safe.
            async move { outbox.run_after(output, || gateway.audit().secure()).await }
        });
        let tended = (!gateway.contract().offers.is_empty()).then(|| tokio::spawn(tend(gateway.clone())));
        let _tended = tended.map(AbortOnDropHandle::new);
        let notices = Arc::new(Notices(outbox.clone()));
        let stream = Stream {
            gateway,
            outbox: outbox.clone(),
            peer: Arc::new(Peer::new(principal).over(Via::Stdio).with_out(notices.clone())),
            notices,
            calls: TaskTracker::new(),
            workers: Arc::default(),
        };
        let _pulse = pulse::keep();
        stream.read(input, &stop).await;
        stream.peer.hang_up();
        stream.workers.close();
        stream.calls.close();
        if timeout(drain, stream.calls.wait()).await.is_err() {
            tracing::warn!(calls = stream.calls.len(), "calls still in flight were given up");
        }
        outbox.close();
        // A client that reads no more must not keep the gateway alive.
        let _ = timeout(drain, writer).await;
    })
}

struct Stream {
    gateway: Arc<Gateway>,
    outbox: Arc<Outbox>,
    notices: Arc<Notices>,
    peer: Arc<Peer>,
    calls: TaskTracker,
    workers: Arc<Workers>,
}

impl Stream {
    async fn read(&self, input: Box<dyn AsyncRead + Unpin + Send>, stop: &CancellationToken) {
        let mut lines = Lines::new(input, self.gateway.max_message());
        let mut count = 0_u64;
        loop {
            count += 1;
            if count.is_multiple_of(AHEAD) {
                // Those that were given to tasks are begun first, so that their answers are seen to wait.
                yield_now().await;
            }
            let line = tokio::select! {
                biased;
                () = stop.cancelled() => return,
                line = async { self.outbox.room().await; lines.next().await } => line,
            };
            match line {
                Ok(Some(Line::Text(line))) => self.take(line),
                Ok(Some(Line::TooLong)) => {
                    let fault = Fault::TooLarge(self.gateway.max_message());
                    push(&self.outbox, &Answer::unreadable(fault));
                }
                Ok(None) => return,
                Err(error) => {
                    tracing::warn!(%error, "standard input cannot be read any more");
                    return;
                }
            }
        }
    }

    /// Gives a line to a task of its own, so that others pass it where it has to wait.
    fn take(&self, line: Bytes) {
        if let Some(line) = self.workers.give(line) {
            self.calls.spawn(self.worker(line));
        }
    }

    /// Answers a line, and those that it is given afterwards.
    fn worker(&self, line: Bytes) -> impl Future<Output = ()> + Send + 'static {
        let (gateway, outbox, peer) = (self.gateway.clone(), self.outbox.clone(), self.peer.clone());
        let (notices, workers) = (self.notices.clone(), self.workers.clone());
        async move {
            let (desk, mut next) = (Desk::default(), Some(line));
            while let Some(line) = next {
                let answer = match read(&gateway, &line) {
                    Ok(message) => serve(&gateway, &peer, &message, &line, notices.clone()).await,
                    Err(rejected) => refuse(&gateway, rejected, &line),
                };
                push(&outbox, &answer);
                drop((answer, line));
                next = workers.next(&desk).await;
            }
        }
    }
}

fn push(outbox: &Outbox, answer: &Answer) {
    match answer.large() {
        None => answer.write(|pieces| outbox.push(pieces)),
        Some(whole) => answer.write(|pieces| outbox.push_sharing(pieces, whole)),
    };
}
