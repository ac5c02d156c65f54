//! GET: the stream of a session on which its client hears what is about no request of its own (MCP 2025-11-25,
//! basic/transports, "Listening for Messages from the Server"). Served where something can be heard.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use tokio::time::sleep;

use super::response::{self, KEEP_ALIVE, Notices, SILENCE};
use super::session::{SESSION_ID, Session};
use super::{EVENTS, Front, headers, plain, takes};
use crate::call::Sink;
use crate::fault::Fault;
use crate::offer;
use crate::principal::Principal;

/// Whether there is anything to hear.
pub(super) fn is_served(front: &Front) -> bool {
    !front.gateway.contract().offers.is_empty()
}

/// Answers a GET. Of several streams of one session, the one that was opened last is used.
pub(super) async fn opened(front: Arc<Front>, principal: Principal, headers: &HeaderMap) -> Response {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if !takes(accept, EVENTS) {
        return plain(StatusCode::NOT_ACCEPTABLE, "Send `Accept: text/event-stream`.\n");
    }
    let version = match headers::protocol_version(headers) {
        Ok(version) => version,
        Err(fault) => return response::fault(fault),
    };
    if let Err(fault) = headers::check_legacy_version(version.as_deref()) {
        return response::fault(fault);
    }
    let Some(id) = headers.get(&SESSION_ID).and_then(|id| id.to_str().ok()) else {
        let what = "`Mcp-Session-Id` is missing: a stream is that of a session, which `initialize` begins";
        return response::fault(Fault::InvalidRequest(what.into()));
    };
    let Some(session) = front.sessions.get(id, &principal).await else {
        return response::fault(Fault::UnknownSession);
    };
    let notices = Arc::<Notices>::default();
    let sink: Arc<dyn Sink> = notices.clone();
    offer::listen::enter(&front.gateway, &session.peer);
    if let Some(registered) = session.peer.hears().get() {
        registered.client.attach(sink.clone());
    }
    streamed(Hearing { front, principal, id: id.into(), session, sink, notices })
}

/// A stream that is being heard. Dropped, its client hears nothing there.
struct Hearing {
    front: Arc<Front>,
    principal: Principal,
    id: Box<str>,
    session: Arc<Session>,
    sink: Arc<dyn Sink>,
    notices: Arc<Notices>,
}

impl Hearing {
    async fn next(&mut self) -> Option<Bytes> {
        tokio::select! {
            notice = self.notices.next() => Some(notice),
            () = self.session.peer.gone() => None,
            () = self.front.gateway.approvals().closed.cancelled() => None,
            () = sleep(SILENCE) => {
                // Who listens uses the session.
                self.front.sessions.get(&self.id, &self.principal).await?;
                Some(Bytes::from_static(KEEP_ALIVE))
            }
        }
    }
}

impl Drop for Hearing {
    fn drop(&mut self) {
        if let Some(registered) = self.session.peer.hears().get() {
            registered.client.detach(&self.sink);
        }
    }
}

fn streamed(hearing: Hearing) -> Response {
    // Something at once, so that the head of the response is sent and the client knows that it is heard.
    let begun = stream::iter([Ok(Bytes::from_static(b": listening\n\n"))]);
    let events = stream::unfold(hearing, |mut hearing| async move {
        let event = hearing.next().await?;
        Some((Ok::<_, Infallible>(event), hearing))
    });
    response::event_stream(Body::from_stream(stream::StreamExt::chain(begun, events)))
}
