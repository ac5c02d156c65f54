//! The puppet over Streamable HTTP.

use std::collections::HashMap;
use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use tokio::sync::mpsc;

use crate::call;
use crate::flags::Fault;
use crate::message::Message;
use crate::offers::{self, Listener};
use crate::own;
use crate::script::Script;
use crate::stage::Stage;

struct Site {
    stage: Arc<Stage>,
    /// How many requests each session has had.
    sessions: Mutex<HashMap<String, u32>>,
}

/// Serves until the process is ended; prints its address on standard error.
pub(crate) async fn serve(stage: Arc<Stage>, address: SocketAddr) -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    eprintln!("puppet: http://{}/", listener.local_addr()?);
    let log = stage.clone();
    let listener = listener.tap_io(move |stream| {
        log.log("CONNECTION");
        if matches!(log.flags.fault, Some(Fault::Reset)) {
            stream.set_zero_linger().unwrap_or_else(|error| eprintln!("puppet: {error}"));
        }
        stream.set_nodelay(true).unwrap_or_else(|error| eprintln!("puppet: {error}"));
    });
    let site = Arc::new(Site { stage, sessions: Mutex::default() });
    axum::serve(listener, Router::new().fallback(endpoint).with_state(site)).await?;
    Ok(())
}

async fn endpoint(
    State(site): State<Arc<Site>>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    // What the gateway is known by, and whatever of a client's must not come here.
    for (name, value) in headers.iter().filter(|(name, _)| is_own_header(name.as_str())) {
        site.stage.log(&format!("HEADER {name}: {}", value.to_str().unwrap_or_default()));
    }
    if method == Method::DELETE {
        site.stage.log(&format!("DELETE {}", text(&headers, "mcp-session-id")));
        return StatusCode::NO_CONTENT.into_response();
    }
    if method == Method::GET && site.stage.flags.offers.is_some() {
        site.stage.log(&format!("GET {}", text(&headers, "mcp-session-id")));
        return listened(&site.stage, None, None);
    }
    if method != Method::POST {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let line = String::from_utf8_lossy(&body);
    site.stage.log(&line);
    let Ok(message) = Message::read(&line) else {
        return (StatusCode::BAD_REQUEST, "not JSON").into_response();
    };
    match site.stage.flags.fault {
        Some(Fault::Status(status)) if message.method == "tools/call" => page(status),
        Some(Fault::Mute) => std::future::pending().await,
        _ => site.converse(&headers, message).await,
    }
}

fn is_own_header(name: &str) -> bool {
    matches!(name, "authorization" | "cookie" | "traceparent" | "tracestate" | "baggage")
        || name.starts_with("x-")
}

fn page(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [("content-type", "text/html")], "<h1>Something broke</h1>").into_response()
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

impl Site {
    async fn converse(self: Arc<Self>, headers: &HeaderMap, message: Message) -> Response {
        let flags = &self.stage.flags;
        let modern = text(headers, "mcp-protocol-version") == own::VERSION;
        let refusal = match (modern, flags.modern, flags.legacy) {
            (true, true, _) => wrong_headers(headers, &message),
            (true, false, _) => Some((StatusCode::BAD_REQUEST, "Bad Request: no session".into())),
            (false, _, true) => self.wrong_session(headers, &message),
            (false, _, false) => Some((StatusCode::BAD_REQUEST, own::answer(flags, &message))),
        };
        if let Some((status, body)) = refusal {
            let kind = if body.starts_with('{') { "application/json" } else { "text/plain" };
            return (status, [("content-type", kind)], body).into_response();
        }
        if message.method == "notifications/cancelled" {
            self.stage.cancel(text(headers, "mcp-session-id"), &message.request_id);
        }
        match (&message.id, message.method.as_str()) {
            (None, _) | (_, "") => StatusCode::ACCEPTED.into_response(),
            (Some(id), "subscriptions/listen") if modern && self.stage.flags.offers.is_some() => {
                listened(&self.stage, Some(id.clone()), Some(offers::acknowledged(&message)))
            }
            (Some(_), "tools/call") => self.call(headers, message, modern).await,
            (Some(_), _) => self.own(&message),
        }
    }

    fn own(&self, message: &Message) -> Response {
        let offered = offers::answer(&self.stage, message);
        let answer = offered.unwrap_or_else(|| own::answer(&self.stage.flags, message));
        let mut response = ([("content-type", "application/json")], answer).into_response();
        if message.method == "initialize" && self.stage.flags.legacy {
            let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
            let id = format!("puppet-session-{}", sessions.len());
            if let Ok(value) = id.parse() {
                response.headers_mut().insert("mcp-session-id", value);
            }
            sessions.insert(id, 0);
        }
        response
    }

    fn wrong_session(&self, headers: &HeaderMap, message: &Message) -> Option<(StatusCode, String)> {
        if message.method == "initialize" {
            return None;
        }
        let id = text(headers, "mcp-session-id");
        if id.is_empty() || text(headers, "mcp-protocol-version") != "2025-11-25" {
            return Some((StatusCode::BAD_REQUEST, "no session, or no version".into()));
        }
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(requests) = sessions.get_mut(id) else {
            return Some((StatusCode::NOT_FOUND, "no such session".into()));
        };
        *requests += 1;
        match self.stage.flags.fault {
            Some(Fault::Forget(after)) if *requests > after => {
                Some((StatusCode::NOT_FOUND, "the session has ended".into()))
            }
            _ => None,
        }
    }

    async fn call(self: Arc<Self>, headers: &HeaderMap, message: Message, modern: bool) -> Response {
        let session = text(headers, "mcp-session-id").to_owned();
        let script = Script::find(&message.params);
        let broken =
            script.fault.clone().filter(|fault| ["reset", "stall", "half-body"].contains(&fault.as_str()));
        let streams =
            script.notify > 0 || script.log > 0 || script.ask || script.fault.as_deref() == Some("cut");
        let id = message.id.clone().unwrap_or_default();
        let (sender, mut lines) = mpsc::unbounded_channel();
        let mut caller =
            Caller { stage: self.stage.clone(), label: script.label.clone(), answered: false, task: None };
        let stage = self.stage.clone();
        let task = tokio::spawn(async move {
            let say = |line: String| drop(sender.send((line, false)));
            if script.fault.as_deref() != Some("cut") {
                let answers = call::run(&stage, &message, &script, modern, say).await;
                answers.into_iter().for_each(|line| drop(sender.send((line, true))));
            }
        });
        if let Some(fault) = broken {
            return broken_off(fault);
        }
        self.stage.began(&session, &id, task.abort_handle());
        caller.task = Some(task.abort_handle());
        if streams {
            return streamed(caller, lines);
        }
        let answer = lines.recv().await.map(|(line, _)| line).unwrap_or_default();
        caller.answered = true;
        ([("content-type", "application/json")], answer).into_response()
    }
}

/// A response that is announced whole and comes in part, or not at all.
fn broken_off(fault: String) -> Response {
    let start = if fault == "reset" { "" } else { "{\"jsonrpc\":" };
    let pieces = futures_util::stream::unfold(Some(start), move |start| {
        let fault = fault.clone();
        async move {
            match start {
                Some(start) => Some((Ok(start), None)),
                None if fault == "stall" => std::future::pending().await,
                None => Some((Err(std::io::Error::other("broken off")), None)),
            }
        }
    });
    let headers = [("content-type", "application/json"), ("content-length", "1000")];
    (headers, Body::from_stream(pieces)).into_response()
}

fn streamed(caller: Caller, lines: mpsc::UnboundedReceiver<(String, bool)>) -> Response {
    let events = futures_util::stream::unfold((caller, lines), |(mut caller, mut lines)| async move {
        let Some(first) = lines.recv().await else {
            // The end comes apart from the answer, as it does from real servers.
            tokio::time::sleep(Duration::from_millis(2)).await;
            return None;
        };
        let mut next = Some(first);
        let mut frame = String::new();
        // What was said in one breath goes out in one piece.
        while let Some((line, is_answer)) = next {
            caller.answered |= is_answer;
            frame.push_str(&format!(": a comment\nid: 7\nevent: message\ndata: {line}\n\n"));
            next = lines.try_recv().ok();
        }
        Some((Ok::<_, Infallible>(frame), (caller, lines)))
    });
    ([("content-type", "text/event-stream")], Body::from_stream(events)).into_response()
}

/// A stream on which changes are told until its reader goes away.
fn listened(stage: &Stage, id: Option<String>, first: Option<String>) -> Response {
    let (sender, lines) = mpsc::unbounded_channel();
    first.into_iter().for_each(|line| drop(sender.send(line)));
    let say = Box::new(move |line| sender.send(line).is_ok());
    stage.listeners.add(Listener { id, say });
    let events = futures_util::stream::unfold(lines, |mut lines| async move {
        let line = lines.recv().await?;
        Some((Ok::<_, Infallible>(format!("event: message\ndata: {line}\n\n")), lines))
    });
    ([("content-type", "text/event-stream")], Body::from_stream(events)).into_response()
}

/// Whoever waits for the answer to a call; notes when they go away before it.
struct Caller {
    stage: Arc<Stage>,
    label: String,
    answered: bool,
    task: Option<tokio::task::AbortHandle>,
}

impl Drop for Caller {
    fn drop(&mut self) {
        if !self.answered {
            self.stage.log(&format!("DISCONNECTED {}", self.label));
        }
        if let Some(task) = self.task.take().filter(|_| !self.answered) {
            task.abort();
        }
    }
}

fn wrong_headers(headers: &HeaderMap, message: &Message) -> Option<(StatusCode, String)> {
    let id = message.id.as_deref()?;
    let about = match message.method.as_str() {
        "tools/call" | "prompts/get" => Some(&message.name),
        "resources/read" => Some(&message.uri),
        _ => None,
    };
    let name_fits = about.is_none_or(|about| text(headers, "mcp-name") == about);
    if text(headers, "mcp-method") != message.method || !name_fits {
        return Some((StatusCode::BAD_REQUEST, own::error(id, -32020, "the headers do not fit the body")));
    }
    own::missing_meta(message).map(|error| (StatusCode::BAD_REQUEST, error))
}
