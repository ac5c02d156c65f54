//! MCP over Streamable HTTP: one endpoint, both eras.

pub mod access;
pub mod connections;
pub mod guard;
mod headers;
mod listen;
mod parts;
mod response;
mod session;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use hyper::body::Incoming;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use self::access::{Access, WELL_KNOWN};
use self::connections::{Answers, Listener};
use self::guard::Guard;
use self::response::{Alone, Work};
use self::session::{SESSION_ID, Session, Sessions};
use super::pulse;
use crate::audit::Via;
use crate::envelope::Message;
use crate::era::Era;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::io::{Broken, collect};
use crate::metrics::Gauge;
use crate::offer::tend::tend;
use crate::peer::Peer;
use crate::principal::Principal;
use crate::serve::{Answer, era_of, read, refuse, serve};

/// The path of the MCP endpoint.
pub const PATH: &str = "/mcp";

struct Front {
    gateway: Arc<Gateway>,
    access: Access,
    sessions: Sessions,
    guard: Guard,
    /// Messages that are being answered.
    under_way: Gauge,
}

impl Front {
    /// Waits until the rows of what was answered are safe. Where others are being answered, those that are done by now
    /// are made safe in the same write.
    async fn secure(&self) {
        if self.gateway.audit().is_on() && self.under_way.get() > 1 {
            tokio::task::yield_now().await;
        }
        self.gateway.audit().secure();
    }
}

/// Serves HTTP clients, each request as the principal that `access` finds in it, until `stop` is cancelled; then waits up
/// to `drain` for requests under way.
///
/// `allowed_hosts` are names beside those of the listening address that `Host` and `Origin` may give.
///
/// As [`serve_stream`] it is a plain function.
///
/// # Errors
///
/// Where the listener fails.
///
/// [`serve_stream`]: super::stdio::serve_stream
#[must_use = "nothing is served unless it is awaited"]
pub fn serve_http(
    gateway: Arc<Gateway>,
    access: Access,
    listener: TcpListener,
    allowed_hosts: &[String],
    drain: Duration,
    stop: CancellationToken,
) -> BoxFuture<'static, std::io::Result<()>> {
    let guard = listener.local_addr().map(|address| Guard::new(address, allowed_hosts));
    Box::pin(async move {
        let guard = guard?;
        let sessions = Sessions::new(gateway.shared().map(|(shared, _)| shared.clone()));
        let front = Arc::new(Front { gateway, access, sessions, guard, under_way: Gauge::default() });
        let in_step = front.clone();
        let _in_step =
            AbortOnDropHandle::new(tokio::spawn(async move { in_step.sessions.keep_in_step().await }));
        let tended = listen::is_served(&front).then(|| tokio::spawn(tend(front.gateway.clone())));
        let _tended = tended.map(AbortOnDropHandle::new);
        let _pulse = pulse::keep();
        let asking = front.gateway.approvals().closed.clone();
        let answers: Answers = Arc::new(move |request, _| Box::pin(answered(front.clone(), request)));
        let ended = async {
            stop.cancelled().await;
            // Nobody is asked any more, so that calls that wait for a person end.
            asking.cancel();
            tokio::time::sleep(drain).await;
        };
        tokio::select! {
            biased;
            () = ended => tracing::warn!("requests still under way were given up"),
            () = connections::serve(Listener::Tcp(listener), answers, stop.clone()) => {}
        }
        Ok(())
    })
}

/// Whether clients of other machines could reach a listener at this address.
#[must_use]
pub fn is_reachable_from_outside(address: &SocketAddr) -> bool {
    !address.ip().is_loopback()
}

/// Answers one request. There are too few paths for a router, which would cost each call more than its route.
async fn answered(front: Arc<Front>, request: Request<Incoming>) -> Response {
    match request.uri().path() {
        PATH => endpoint(front, request).await,
        path if is_metadata(path) => metadata(&front, request.method()),
        _ => elsewhere(),
    }
}

/// Whether that is [`WELL_KNOWN`], or below it (RFC 9728, section 3.1).
fn is_metadata(path: &str) -> bool {
    path.strip_prefix(WELL_KNOWN)
        .is_some_and(|rest| rest.is_empty() || rest.len() > 1 && rest.starts_with('/'))
}

fn elsewhere() -> Response {
    plain(StatusCode::NOT_FOUND, &format!("Nothing is served here; the MCP endpoint is {PATH}.\n"))
}

fn plain(status: StatusCode, text: &str) -> Response {
    (status, text.to_owned()).into_response()
}

/// Whoever has no credentials yet learns here where to get them.
fn metadata(front: &Front, method: &Method) -> Response {
    match (method, front.access.resource()) {
        (&Method::GET | &Method::HEAD, Some(resource)) => {
            ([(CONTENT_TYPE, "application/json")], resource.document()).into_response()
        }
        (&Method::GET | &Method::HEAD, None) => elsewhere(),
        _ => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")], "This can only be read.\n")
            .into_response(),
    }
}

async fn endpoint(front: Arc<Front>, request: Request<Incoming>) -> Response {
    if let Err(refusal) = front.guard.check(request.headers()) {
        return plain(StatusCode::FORBIDDEN, &refusal);
    }
    // Before the body is read: nobody who is not known takes up memory.
    let principal = match front.access.authenticate(request.headers()).await {
        Ok(principal) => principal,
        Err(refusal) => return front.access.refuse(refusal),
    };
    match *request.method() {
        Method::POST => posted(front, principal, request).await,
        // In boxes, as they are rare, and the future of each request would have a place for them.
        Method::DELETE => Box::pin(deleted(&front, &principal, request.headers())).await,
        Method::GET if listen::is_served(&front) => {
            Box::pin(listen::opened(front, principal, request.headers())).await
        }
        _ => {
            // Where servers offer tools alone, the list never changes and nothing is said outside of calls, so there is no
            // stream to offer on GET.
            let text = "This endpoint takes POST, and DELETE to end a session.\n";
            (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "POST, DELETE")], text).into_response()
        }
    }
}

async fn deleted(front: &Front, principal: &Principal, headers: &HeaderMap) -> Response {
    let id = headers.get(&SESSION_ID).and_then(|id| id.to_str().ok());
    let ended = match id {
        Some(id) => front.sessions.end(id, principal).await,
        None => false,
    };
    match ended {
        true => StatusCode::NO_CONTENT.into_response(),
        false => response::fault(Fault::UnknownSession),
    }
}

async fn posted(front: Arc<Front>, principal: Principal, request: Request<Incoming>) -> Response {
    let (Parts { headers, .. }, body) = request.into_parts();
    if let Some((status, remedy)) = wrong_media_types(&headers) {
        return plain(status, remedy);
    }
    let limit = front.gateway.max_message();
    let body = match collect(body, limit, None).await {
        Ok(body) => freed(body.bytes()),
        Err(Broken::TooLong) => return response::fault(Fault::TooLarge(limit)),
        Err(_) => return plain(StatusCode::BAD_REQUEST, "The request's body broke off.\n"),
    };
    let is_legacy_session = headers.contains_key(&SESSION_ID);
    let notices = Arc::<response::Notices>::default();
    let sink = notices.clone();
    let work = async move {
        let _under_way = front.under_way.enter();
        let outcome = converse(&front, principal, headers, &body, sink).await;
        // No answer leaves before its row is safe.
        front.secure().await;
        outcome
    };
    // A legacy client that goes away has not cancelled (MCP 2025-11-25, basic/transports): the work goes on. For a modern one,
    // going away is how it cancels (MCP 2026-07-28).
    let when_alone = if is_legacy_session { Alone::GoesOn } else { Alone::Ends };
    response::respond(Work::new(work, when_alone), notices).await
}

/// `Content-Type` and `Accept` as most clients write them.
const USUAL: (Option<&[u8]>, Option<&[u8]>) =
    (Some(b"application/json"), Some(b"application/json, text/event-stream"));

/// What is wrong with the media types of a request, if anything is.
fn wrong_media_types(headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
    let value = |name| headers.get(name).map(HeaderValue::as_bytes);
    if (value(CONTENT_TYPE), value(ACCEPT)) == USUAL {
        return None;
    }
    let of = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !starts_with(of(CONTENT_TYPE), "application/json") {
        return Some((StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send `Content-Type: application/json`.\n"));
    }
    let accept = of(ACCEPT);
    if takes(accept, &["application/json", "application/*"]) && takes(accept, EVENTS) {
        return None;
    }
    Some((StatusCode::NOT_ACCEPTABLE, "Send `Accept: application/json, text/event-stream`.\n"))
}

/// A stream of events, and the range of it.
const EVENTS: &[&str] = &["text/event-stream", "text/*"];

/// Whether `Accept` has one of these, or takes everything.
fn takes(accept: &str, kinds: &[&str]) -> bool {
    let mut ranges = accept.split(',').map(str::trim_start);
    ranges.any(|range| kinds.iter().chain(&["*/*"]).any(|kind| starts_with(range, kind)))
}

/// A body that is small is copied out of the buffer that it came in, which is then used for what comes next: otherwise each client
/// with a call under way would hold two of them. For the same reason headers are dropped before the call is carried out.
fn freed(body: Bytes) -> Bytes {
    const SMALL: usize = 2048;
    if body.len() <= SMALL { Bytes::copy_from_slice(&body) } else { body }
}

/// Whether it does, in capitals or not.
fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// Reads and answers one message. All that it needs lives in it, so that it can outlast the handler.
async fn converse(
    front: &Front,
    principal: Principal,
    headers: HeaderMap,
    body: &Bytes,
    sink: Arc<response::Notices>,
) -> response::Outcome {
    let line = body.slice_ref(body.trim_ascii());
    let newcomer = || Peer::new(principal).over(Via::Http);
    let traced = headers::traced(&headers);
    let message = match read(&front.gateway, &line) {
        Ok(message) => Message { headers: headers::trace_context(&traced), ..message },
        Err(rejected) => return refuse(&front.gateway, rejected, &line).into(),
    };
    let party = converses_as(front, &principal, &headers, &message).await;
    drop(headers);
    match party {
        Ok(Party::Nobody) => serve(&front.gateway, &newcomer(), &message, &line, sink).await.into(),
        Ok(Party::Session(id, session)) => {
            let before = session.peer.log_from();
            let answer = serve(&front.gateway, &session.peer, &message, &line, sink).await;
            front.sessions.note(&id, &session, before).await;
            answer.into()
        }
        Ok(Party::Newcomer) => {
            let newcomer = newcomer();
            let answer = serve(&front.gateway, &newcomer, &message, &line, sink).await;
            let session = match answer {
                Answer::Own { .. } => front.sessions.begin(newcomer).await,
                _ => None,
            };
            response::Outcome { answer, session }
        }
        Err(fault) => {
            front.gateway.metrics().refused(&fault);
            Answer::refused(fault, message.id, &line, era_of(&message)).into()
        }
    }
}

/// On whose account a message is served.
enum Party {
    /// That of the request alone.
    Nobody,
    /// That of a session that is about to begin.
    Newcomer,
    /// That of the session of this id.
    Session(Box<str>, Arc<Session>),
}

async fn converses_as(
    front: &Front,
    principal: &Principal,
    headers: &HeaderMap,
    message: &Message<'_>,
) -> Result<Party, Fault> {
    let version = headers::protocol_version(headers)?;
    if era_of(message) == Era::Modern || version.as_deref() == Some(crate::era::MODERN_VERSION) {
        headers::check_modern(headers, message)?;
        return Ok(Party::Nobody);
    }
    if message.is_for("initialize") {
        return Ok(Party::Newcomer);
    }
    headers::check_legacy_version(version.as_deref())?;
    let Some(id) = headers.get(&SESSION_ID) else {
        let what = "`Mcp-Session-Id` is missing: send `initialize` first, or the metadata of 2026-07-28 in each request";
        return Err(Fault::InvalidRequest(what.into()));
    };
    let id = id.to_str().map_err(|_| Fault::UnknownSession)?;
    let session = front.sessions.get(id, principal).await;
    session.map(|session| Party::Session(id.into(), session)).ok_or(Fault::UnknownSession)
}
