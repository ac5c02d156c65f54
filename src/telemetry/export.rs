//! Spans are sent from a thread of their own: gathered, bounded, and given up rather than waited for.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use gateway_runtime::secret::Secret;
use gateway_runtime::trace::{Exporter, Figures, Traced};
use gateway_runtime::web::Postbox;
use hyper::StatusCode;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;

use super::otlp;

/// So many calls may wait to be sent; the spans of further ones are dropped.
const WAITING: usize = 512;

/// So many calls are sent at once.
const AT_ONCE: usize = 128;

/// How long the first call of a batch waits for others.
const GATHER: Duration = Duration::from_millis(500);

/// Waits before a batch is sent again, where the collector says that it may be, or cannot be reached.
const AGAIN: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// The way to a collector.
pub(super) struct Export {
    queue: mpsc::Sender<Traced>,
    counts: Arc<Counts>,
    closing: CancellationToken,
}

#[derive(Default)]
struct Counts {
    exported: AtomicU64,
    dropped: AtomicU64,
}

/// Ready when all has been sent, or given up.
pub(super) struct Ended(oneshot::Receiver<()>);

impl Future for Ended {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(context).map(drop)
    }
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export").finish_non_exhaustive()
    }
}

impl Exporter for Export {
    fn take(&self, call: Traced) {
        let spans = call.spans.len();
        if self.queue.try_send(call).is_err() {
            self.counts.give_up(spans);
        }
    }

    fn figures(&self) -> Figures {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Figures { exported: of(&self.counts.exported), dropped: of(&self.counts.dropped) }
    }
}

impl Counts {
    fn give_up(&self, spans: usize) {
        self.dropped.fetch_add(spans as u64, Ordering::Relaxed);
    }
}

impl Export {
    /// Starts the thread. `place` is the collector as it is shown.
    pub(super) fn start(
        postbox: Postbox,
        place: Secret,
        resource: Vec<(String, String)>,
    ) -> Result<(Arc<Self>, Ended), String> {
        let (queue, waiting) = mpsc::channel(WAITING);
        let (end, ended) = oneshot::channel();
        let (counts, closing) = (Arc::<Counts>::default(), CancellationToken::new());
        let sender = Sender {
            postbox,
            place,
            resource,
            counts: counts.clone(),
            closing: closing.clone(),
            is_away: AtomicBool::new(false),
        };
        let cannot = |error| format!("the thread that sends spans cannot be started: {error}");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(cannot)?;
        let work = move || {
            runtime.block_on(sender.run(waiting));
            let _ = end.send(());
        };
        std::thread::Builder::new().name("spans".into()).spawn(work).map_err(cannot)?;
        Ok((Arc::new(Self { queue, counts, closing }), Ended(ended)))
    }

    /// Takes no more; what waits is sent now.
    pub(super) fn close(&self) {
        self.closing.cancel();
    }
}

struct Sender {
    postbox: Postbox,
    place: Secret,
    resource: Vec<(String, String)>,
    counts: Arc<Counts>,
    closing: CancellationToken,
    /// The last batch was not taken; that is said once.
    is_away: AtomicBool,
}

impl Sender {
    async fn run(&self, mut waiting: mpsc::Receiver<Traced>) {
        let mut batch = Vec::new();
        while self.gather(&mut waiting, &mut batch).await {
            let calls = std::mem::take(&mut batch);
            let spans = calls.iter().map(|call| call.spans.len()).sum();
            match self.send(otlp::encode(&self.resource, calls)).await {
                Ok(()) => {
                    self.counts.exported.fetch_add(spans as u64, Ordering::Relaxed);
                    if self.is_away.swap(false, Ordering::Relaxed) {
                        tracing::info!("the collector {} takes spans again", self.place);
                    }
                }
                Err(reason) => {
                    self.counts.give_up(spans);
                    if !self.is_away.swap(true, Ordering::Relaxed) {
                        tracing::warn!("spans are dropped: the collector {}: {reason}", self.place);
                    }
                }
            }
        }
    }

    /// Gathers a batch; false when there is no more to come.
    async fn gather(&self, waiting: &mut mpsc::Receiver<Traced>, batch: &mut Vec<Traced>) -> bool {
        let first = tokio::select! {
            biased;
            () = self.closing.cancelled() => {
                waiting.close();
                waiting.recv().await
            }
            first = waiting.recv() => first,
        };
        let Some(first) = first else { return false };
        batch.push(first);
        let until = Instant::now() + GATHER;
        while batch.len() < AT_ONCE {
            let next = tokio::select! {
                biased;
                () = self.closing.cancelled() => waiting.try_recv().ok(),
                next = timeout_at(until, waiting.recv()) => next.ok().flatten(),
            };
            match next {
                Some(call) => batch.push(call),
                None => break,
            }
        }
        true
    }

    /// Sends a batch, again where that may help and the gateway is not ending.
    async fn send(&self, body: Vec<u8>) -> Result<(), String> {
        let mut pauses = AGAIN.into_iter();
        let body = bytes::Bytes::from(body);
        loop {
            let reason = match self.postbox.post(otlp::MEDIA_TYPE, body.clone()).await {
                Ok(status) if status.is_success() => return Ok(()),
                Ok(status) if !may_pass(status) => return Err(format!("HTTP status {status}")),
                Ok(status) => format!("HTTP status {status}"),
                Err(reason) => reason,
            };
            let Some(pause) = pauses.next() else { return Err(reason) };
            tokio::select! {
                () = self.closing.cancelled() => return Err(reason),
                () = sleep(pause) => {}
            }
        }
    }
}

/// The statuses after which a request may be repeated (OTLP 1.5, "Retryable Response Codes").
fn may_pass(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}
