//! Requests and their answers over one stream: whose answer is whose.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll};

use bytes::Bytes;
use foldhash::fast::RandomState;
use tokio::sync::oneshot;

use super::outgoing;
use crate::call::Listener;
use crate::envelope::Message;
use crate::fault::Fault;
use crate::io::Outbox;
use crate::offer::Upstream;
use crate::reply::Reply;
use crate::sync::locked;

/// The stream has ended, for this reason; what was asked was not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ended(pub(super) String);

type Answer = Result<Reply, Ended>;

pub(super) struct Exchange {
    server: &'static str,
    outbox: Arc<Outbox>,
    table: Mutex<Table>,
    next_id: AtomicU64,
    skipped: AtomicU64,
    /// The backend has said that its tools are others now.
    tools_changed: AtomicBool,
    /// Where what it says goes that is about no call.
    upstream: OnceLock<Arc<Upstream>>,
}

#[derive(Default)]
struct Table {
    waiting: HashMap<u64, Waiting, RandomState>,
    ended: Option<Ended>,
}

struct Waiting {
    answer: oneshot::Sender<Answer>,
    /// Absent for the gateway's own requests.
    listener: Option<Listener>,
    /// It is answered only when something ends.
    stays: bool,
}

/// A request that waits for its answer. Dropped before, it takes itself out of the table, and cancels the call.
pub(super) struct Ticket {
    exchange: Arc<Exchange>,
    id: u64,
    answer: oneshot::Receiver<Answer>,
    cancels: bool,
}

impl Exchange {
    pub(super) fn new(server: &'static str, outbox: Arc<Outbox>) -> Arc<Self> {
        Arc::new(Self {
            server,
            outbox,
            table: Mutex::default(),
            next_id: AtomicU64::new(1),
            skipped: AtomicU64::new(0),
            tools_changed: AtomicBool::new(false),
            upstream: OnceLock::new(),
        })
    }

    /// An id that was not used on this stream before; also serves as the progress token.
    pub(super) fn next_id(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }

    /// Why the stream has ended, if it has.
    pub(super) fn ended(&self) -> Option<Ended> {
        locked(&self.table).ended.clone()
    }

    /// Whether the backend has said, since this was last asked, that its tools are others now.
    pub(super) fn have_tools_changed(&self) -> bool {
        self.tools_changed.load(Ordering::Acquire) && self.tools_changed.swap(false, Ordering::AcqRel)
    }

    /// Whether a caller waits for an answer; one whose deadline has passed does not.
    pub(super) fn has_callers(&self) -> bool {
        locked(&self.table).waiting.values().any(|waiting| waiting.listener.is_some())
    }

    /// Sends a request; with a listener it is a call, and cancelled when the ticket is dropped.
    pub(super) fn request(
        self: &Arc<Self>,
        id: u64,
        method: &str,
        params: &[u8],
        listener: Option<Listener>,
    ) -> Result<Ticket, Ended> {
        let cancels = listener.is_some();
        let answer = self.enter(id, listener, false)?;
        self.outbox.push(&outgoing::request(itoa::Buffer::new().format(id), method, params));
        Ok(Ticket { exchange: self.clone(), id, answer, cancels })
    }

    fn enter(
        &self,
        id: u64,
        listener: Option<Listener>,
        stays: bool,
    ) -> Result<oneshot::Receiver<Answer>, Ended> {
        let (sender, answer) = oneshot::channel();
        let mut table = locked(&self.table);
        if let Some(ended) = &table.ended {
            return Err(ended.clone());
        }
        table.waiting.insert(id, Waiting { answer: sender, listener, stays });
        Ok(answer)
    }

    /// Sends a request that is answered when it ends; cancelled when the ticket is dropped.
    pub(super) fn open(self: &Arc<Self>, id: u64, method: &str, params: &[u8]) -> Result<Ticket, Ended> {
        let answer = self.enter(id, None, true)?;
        self.outbox.push(&outgoing::request(itoa::Buffer::new().format(id), method, params));
        Ok(Ticket { exchange: self.clone(), id, answer, cancels: true })
    }

    /// Waits for the end of the stream.
    pub(super) fn ending(self: &Arc<Self>) -> Result<Ticket, Ended> {
        let id = self.next_id();
        let answer = self.enter(id, None, true)?;
        Ok(Ticket { exchange: self.clone(), id, answer, cancels: false })
    }

    /// What it says that is about no call goes to `upstream`.
    pub(super) fn is_heard_by(&self, upstream: &Arc<Upstream>) {
        let _ = self.upstream.set(upstream.clone());
    }

    /// Sends a message that is not answered.
    pub(super) fn send(&self, message: &str) {
        self.outbox.push(&[message.as_bytes()]);
    }

    /// Takes in one line from the stream.
    pub(super) fn receive(&self, line: &Bytes) {
        match Message::read(line) {
            Ok(message) if message.method.is_some() => self.heard(line, &message),
            Ok(message) => self.answered(&message, line),
            Err(_) => self.skip(line),
        }
    }

    /// Notes a line that is not a message; servers print such things by mistake.
    fn skip(&self, line: &[u8]) {
        let count = self.skipped.fetch_add(1, Ordering::Relaxed) + 1;
        let start = String::from_utf8_lossy(&line[..line.len().min(200)]);
        if count.is_power_of_two() {
            tracing::warn!(server = self.server, count, %start, "the backend wrote a line that is not JSON-RPC; skipped");
        }
    }

    /// Takes note of a line that was too long to be read. While one request waits, it can only have been its answer.
    pub(super) fn skip_oversized(&self) {
        self.skip(b"(a line over max_message_bytes)");
        let mut table = locked(&self.table);
        let mut due = table.waiting.iter().filter(|(_, waiting)| !waiting.stays).map(|(id, _)| *id);
        let only = due.next().filter(|_| due.next().is_none());
        let only = only.and_then(|id| table.waiting.remove(&id));
        drop(table);
        if let Some(waiting) = only {
            let reason = "its answer is longer than max_message_bytes; ask for less at once.".into();
            let fault = Fault::BadReply { server: self.server, reason };
            let _ = waiting.answer.send(Ok(Reply::from_fault(&fault)));
        }
    }

    fn answered(&self, message: &Message<'_>, line: &Bytes) {
        let id = message.id.and_then(|id| id.parse().ok());
        let waiting = id.and_then(|id: u64| locked(&self.table).waiting.remove(&id));
        match (waiting, Reply::from_message(message, line)) {
            (Some(waiting), Some(reply)) => drop(waiting.answer.send(Ok(reply))),
            _ => tracing::debug!(
                server = self.server,
                id = message.id,
                "an answer that nobody waits for; dropped"
            ),
        }
    }

    fn heard(&self, line: &Bytes, message: &Message<'_>) {
        match (message.method().as_deref(), message.id) {
            (Some("notifications/progress"), None) => self.progressed(line, message),
            (Some("notifications/message"), None) => self.logged(line, message),
            (Some("notifications/tools/list_changed"), None) => {
                self.tools_changed.store(true, Ordering::Release);
            }
            (Some(method), Some(id)) => self.send(&outgoing::answer(id, method)),
            (Some(method), None) => {
                self.upstream.get().into_iter().for_each(|upstream| upstream.hear(method, line));
            }
            (None, _) => {}
        }
    }

    fn progressed(&self, line: &[u8], message: &Message<'_>) {
        let Some(token) = message.params.progress_token else { return };
        let table = locked(&self.table);
        let waiting = token.parse().ok().and_then(|id: u64| table.waiting.get(&id));
        if let Some(listener) = waiting.and_then(|waiting| waiting.listener.as_ref()) {
            listener.progress(line, token);
        }
    }

    /// Log messages carry no token, so on a shared stream they belong to somebody only while one call is in flight.
    fn logged(&self, line: &[u8], message: &Message<'_>) {
        let table = locked(&self.table);
        let mut listeners = table.waiting.values().filter_map(|waiting| waiting.listener.as_ref());
        match (listeners.next(), listeners.next()) {
            (Some(listener), None) => listener.log(line, message.params.level),
            _ => {
                tracing::debug!(
                    server = self.server,
                    "a log message that belongs to no single call; dropped"
                );
            }
        }
    }

    /// Ends the exchange: whoever waits learns why, and further requests are refused.
    pub(super) fn end(&self, reason: &str) {
        let ended = Ended(reason.into());
        let mut table = locked(&self.table);
        let first = table.ended.get_or_insert(ended).clone();
        let waiting = std::mem::take(&mut table.waiting);
        drop(table);
        self.outbox.close();
        for (_, waiting) in waiting {
            let _ = waiting.answer.send(Err(first.clone()));
        }
    }
}

impl Future for Ticket {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        let answer = Pin::new(&mut self.answer).poll(context);
        answer.map(|answer| answer.unwrap_or_else(|_| Err(Ended("the connection was closed.".into()))))
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        // Whoever answered it, or ended the stream, took it out.
        if self.answer.is_terminated() {
            return;
        }
        let unanswered = locked(&self.exchange.table).waiting.remove(&self.id).is_some();
        if unanswered && self.cancels {
            self.exchange.send(&outgoing::cancelled(self.id));
        }
    }
}
