//! MCP over standard input and output (or any pair of streams): one message a line.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::{AbortOnDropHandle, TaskTracker};

use crate::audit::Via;
use crate::call::Sink;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::io::{Line, Lines, Outbox};
use crate::offer::tend::tend;
use crate::peer::Peer;
use crate::principal::Principal;
use crate::serve::{Answer, read, serve};

/// What is sent to the client while its call runs: never more than it can take.
struct Notices(Arc<Outbox>);

impl Sink for Notices {
    fn send(&self, pieces: &[&[u8]]) {
        self.0.push_if_room(pieces);
    }
}

/// Serves one client, which calls as `principal`, until it closes `input` or `stop` is cancelled; then waits up to `drain` for calls in flight.
pub async fn serve_stream(
    gateway: Arc<Gateway>,
    principal: Principal,
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin + Send + 'static,
    drain: Duration,
    stop: CancellationToken,
) {
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
    };
    stream.read(input, &stop).await;
    stream.peer.hang_up();
    stream.calls.close();
    if timeout(drain, stream.calls.wait()).await.is_err() {
        tracing::warn!(calls = stream.calls.len(), "calls still in flight were given up");
    }
    outbox.close();
    // A client that reads no more must not keep the gateway alive.
    let _ = timeout(drain, writer).await;
}

struct Stream {
    gateway: Arc<Gateway>,
    outbox: Arc<Outbox>,
    notices: Arc<Notices>,
    peer: Arc<Peer>,
    calls: TaskTracker,
}

impl Stream {
    async fn read(&self, input: impl AsyncRead + Unpin, stop: &CancellationToken) {
        let mut lines = Lines::new(input, self.gateway.max_message());
        loop {
            let line = tokio::select! {
                biased;
                () = stop.cancelled() => return,
                line = async { self.outbox.room().await; lines.next().await } => line,
            };
            match line {
                Ok(Some(Line::Text(line))) => self.take(line).await,
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

    /// Answers at once what can be answered at once; what has to wait goes on as a task, and others pass it.
    async fn take(&self, line: Bytes) {
        let (gateway, outbox, peer) = (self.gateway.clone(), self.outbox.clone(), self.peer.clone());
        let sink: Arc<dyn Sink> = self.notices.clone();
        let mut answering = Box::pin(async move {
            let answer = serve(&gateway, &peer, read(&gateway, &line), &line, sink).await;
            push(&outbox, &answer);
        });
        if !done_at_once(answering.as_mut()).await {
            self.calls.spawn(answering);
        }
    }
}

/// Polls once; true when that was enough.
async fn done_at_once(mut future: Pin<&mut impl Future<Output = ()>>) -> bool {
    poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_ready())).await
}

fn push(outbox: &Outbox, answer: &Answer) {
    match answer.large() {
        None => answer.write(|pieces| outbox.push(pieces)),
        Some(whole) => answer.write(|pieces| outbox.push_sharing(pieces, whole)),
    };
}
