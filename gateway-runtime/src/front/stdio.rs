//! MCP over standard input and output (or any pair of streams): one message a line.

use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, ReusableBoxFuture};
use tokio_util::task::{AbortOnDropHandle, TaskTracker};

use crate::audit::Via;
use crate::call::Sink;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::io::{Line, Lines, Outbox};
use crate::offer::tend::tend;
use crate::peer::Peer;
use crate::principal::Principal;
use crate::serve::{Answer, read, refuse, serve};
use crate::sync::locked;

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
            places: Places::default(),
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
    })
}

struct Stream {
    gateway: Arc<Gateway>,
    outbox: Arc<Outbox>,
    notices: Arc<Notices>,
    peer: Arc<Peer>,
    calls: TaskTracker,
    places: Places,
}

impl Stream {
    async fn read(&self, input: Box<dyn AsyncRead + Unpin + Send>, stop: &CancellationToken) {
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
        let mut answering = self.places.place(async move {
            let answer = match read(&gateway, &line) {
                Ok(message) => serve(&gateway, &peer, &message, &line, sink).await,
                Err(rejected) => refuse(&gateway, rejected, &line),
            };
            push(&outbox, &answer);
        });
        if done_at_once(&mut answering).await {
            self.places.put(answering);
            return;
        }
        let places = self.places.clone();
        self.calls.spawn(async move {
            (&mut answering).await;
            places.put(answering);
        });
    }
}

/// Polls once; true when that was enough.
async fn done_at_once(future: &mut Place) -> bool {
    poll_fn(|context| Poll::Ready(future.poll(context).is_ready())).await
}

/// Where the future of a call lives.
type Place = ReusableBoxFuture<'static, ()>;

/// Places of calls that have ended, for those that come: they are large, and an allocator takes its time with such.
#[derive(Clone, Default)]
struct Places(Arc<Mutex<Vec<Place>>>);

impl Places {
    /// More than so many that stand empty are given up.
    const EMPTY: usize = 64;

    fn place(&self, future: impl Future<Output = ()> + Send + 'static) -> Place {
        let empty = locked(&self.0).pop();
        match empty {
            Some(mut place) => {
                place.set(future);
                place
            }
            None => Place::new(future),
        }
    }

    /// Takes one back whose future has ended, and holds nothing any more.
    fn put(&self, place: Place) {
        let mut empty = locked(&self.0);
        if empty.len() < Self::EMPTY {
            empty.push(place);
        }
    }
}

fn push(outbox: &Outbox, answer: &Answer) {
    match answer.large() {
        None => answer.write(|pieces| outbox.push(pieces)),
        Some(whole) => answer.write(|pieces| outbox.push_sharing(pieces, whole)),
    };
}
