//! The HTTP response to a message: plain JSON, or a stream of events once there is something to say before the answer.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream;
use futures_util::task::AtomicWaker;
use tokio::runtime::Handle;
use tokio::time::sleep;

use super::parts::{Parts, Stalled};
use super::session::SESSION_ID;
use crate::call::Sink;
use crate::fault::Fault;
use crate::io::{RESULTS, sharing};
use crate::serve::Answer;
use crate::sync::locked;

/// An answer, and the session that began with it.
pub(super) struct Outcome {
    pub(super) answer: Answer,
    pub(super) session: Option<String>,
}

impl From<Answer> for Outcome {
    fn from(answer: Answer) -> Self {
        Self { answer, session: None }
    }
}

/// What is said to the client before the answer. Bounded: progress that a slow client does not take is lost. Made for every
/// request, though few have any: a queue without room costs nothing until something is said.
#[derive(Default)]
pub(super) struct Notices {
    waiting: Mutex<VecDeque<Bytes>>,
    reader: AtomicWaker,
}

impl Sink for Notices {
    fn send(&self, pieces: &[&[u8]]) {
        let mut waiting = locked(&self.waiting);
        if waiting.len() < WAITING {
            waiting.push_back(event(pieces));
            drop(waiting);
            self.reader.wake();
        }
    }
}

/// How many notices may wait for a client.
const WAITING: usize = 1024;

impl Notices {
    /// The next one, once there is one. One task may wait.
    pub(super) async fn next(&self) -> Bytes {
        poll_fn(|context| {
            if let Some(notice) = self.try_next() {
                return Poll::Ready(notice);
            }
            self.reader.register(context.waker());
            // One may have come in between.
            self.try_next().map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }

    fn try_next(&self) -> Option<Bytes> {
        locked(&self.waiting).pop_front()
    }
}

/// A silent call becomes a stream after this long, so that intermediaries see life on the connection.
pub(super) const SILENCE: Duration = Duration::from_secs(15);

pub(super) const KEEP_ALIVE: &[u8] = b": still at work\n\n";

pub(super) fn fault(fault: Fault) -> Response {
    json(&Answer::unreadable(fault).into())
}

/// Answers with the outcome of `work` alone, or, once a notice comes before it, with a stream of both.
pub(super) async fn respond(mut work: Work, notices: Arc<Notices>) -> Response {
    let first = tokio::select! {
        biased;
        notice = notices.next() => notice,
        outcome = &mut work => return settled(outcome, notices),
        () = sleep(SILENCE) => Bytes::from_static(KEEP_ALIVE),
    };
    streamed(Running { first: Some(first), work: Some(work), notices, last: None })
}

/// What an answer comes from.
pub(super) struct Work {
    future: Option<BoxFuture<'static, Outcome>>,
    when_alone: Alone,
}

/// What becomes of work that nobody waits for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    Ends,
    /// As a task of its own. It is made then, as it would cost each call something.
    GoesOn,
}

impl Work {
    /// In a box from the start: each future that it passes through would have a place for all of it.
    pub(super) fn new(future: impl Future<Output = Outcome> + Send + 'static, when_alone: Alone) -> Self {
        Self { future: Some(Box::pin(future)), when_alone }
    }
}

impl Future for Work {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let Some(future) = &mut self.future else { return Poll::Pending };
        let outcome = future.as_mut().poll(context);
        if outcome.is_ready() {
            self.future = None;
        }
        outcome
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if let (Alone::GoesOn, Some(future), Ok(runtime)) =
            (self.when_alone, self.future.take(), Handle::try_current())
        {
            runtime.spawn(future);
        }
    }
}

/// The work is done at its first poll, perhaps with notices before the answer.
fn settled(outcome: Outcome, notices: Arc<Notices>) -> Response {
    match notices.try_next() {
        None => json(&outcome),
        Some(first) => {
            let work = Work::new(std::future::ready(outcome), Alone::Ends);
            streamed(Running { first: Some(first), work: Some(work), notices, last: None })
        }
    }
}

fn json(outcome: &Outcome) -> Response {
    let status =
        StatusCode::from_u16(outcome.answer.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = match outcome.answer.large() {
        None => outcome.answer.write(|pieces| Body::from(pieces.concat())),
        Some(whole) => outcome.answer.write(|pieces| Body::new(Parts::new(sharing(pieces, whole), &RESULTS))),
    };
    let Some(body) = body else { return status.into_response() };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(id) = outcome.session.as_ref().and_then(|id| HeaderValue::from_str(id).ok()) {
        response.headers_mut().insert(&SESSION_ID, id);
    }
    response
}

/// A response that is being streamed. Dropped, it drops the work.
struct Running {
    first: Option<Bytes>,
    work: Option<Work>,
    notices: Arc<Notices>,
    /// A large answer, once it is there.
    last: Option<Parts>,
}

fn streamed(running: Running) -> Response {
    let events = stream::unfold(running, |mut running| async move {
        let event = running.next().await?;
        Some((event, running))
    });
    event_stream(Body::from_stream(events))
}

pub(super) fn event_stream(body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        // Tells proxies not to gather the stream before they pass it on (MCP 2026-07-28, basic/transports).
        (axum::http::HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, body).into_response()
}

impl Running {
    async fn next(&mut self) -> Option<Result<Bytes, Stalled>> {
        if let Some(first) = self.first.take() {
            return Some(Ok(first));
        }
        if let Some(last) = &mut self.last {
            return last.next();
        }
        let work = self.work.as_mut()?;
        let outcome = tokio::select! {
            biased;
            notice = self.notices.next() => return Some(Ok(notice)),
            outcome = work => outcome,
            () = sleep(SILENCE) => return Some(Ok(Bytes::from_static(KEEP_ALIVE))),
        };
        self.work = None;
        self.end(&outcome.answer)
    }

    /// What comes last, of which the first is given.
    fn end(&mut self, answer: &Answer) -> Option<Result<Bytes, Stalled>> {
        // The last notices came in the same turn as the outcome, and go before it.
        let mut last = Vec::new();
        while let Some(notice) = self.notices.try_next() {
            last.extend_from_slice(&notice);
        }
        match answer.large().filter(|whole| memchr::memchr(b'\r', whole).is_none()) {
            None => last.extend(answer.write(event).into_iter().flatten()),
            Some(whole) => {
                let pieces =
                    |pieces: &[&[u8]]| sharing(&[&[&last[..], START], pieces, &[END]].concat(), whole);
                self.last = answer.write(pieces).map(|parts| Parts::new(parts, &RESULTS));
                return self.last.as_mut()?.next();
            }
        }
        Some(Ok(last.into()))
    }
}

const START: &[u8] = b"event: message\ndata: ";
const END: &[u8] = b"\n\n";

/// One server-sent event with the message in `pieces`.
fn event(pieces: &[&[u8]]) -> Bytes {
    let mut event = Vec::with_capacity(32 + pieces.iter().map(|piece| piece.len()).sum::<usize>());
    event.extend_from_slice(START);
    for piece in pieces {
        // A CR between two tokens would end the line here; a space means the same.
        event.extend(piece.iter().map(|&b| if b == b'\r' { b' ' } else { b }));
    }
    event.extend_from_slice(END);
    event.into()
}
