//! HTTP requests to one server, and the messages in its responses.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::client::legacy::Error;
use tokio::runtime::Handle;
use tokio::time::timeout;

use crate::backend::Remote;
use crate::backend::sse::Events;
use crate::era::{Era, MODERN_VERSION};
use crate::fault::Fault;
use crate::header::encode_value;
use crate::io::{Broken, RESULTS, collect};
use crate::secret::Secret;
use crate::trace::Onward;
use crate::web::{self, Client, causes};

/// One server's address, and the connections that are kept open to it.
pub(super) struct Connection {
    server: &'static str,
    url: Secret,
    uri: Uri,
    headers: HeaderMap,
    /// What the server may repeat and nobody else is to see.
    secrets: Arc<[Secret]>,
    client: Client,
    max_message: usize,
}

/// What every request of a conversation carries.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) era: Era,
    pub(super) version: String,
    pub(super) id: Option<HeaderValue>,
}

impl Session {
    pub(super) fn modern() -> Self {
        Self { era: Era::Modern, version: MODERN_VERSION.into(), id: None }
    }
}

/// A response whose messages are being read.
pub(super) struct Posted {
    server: &'static str,
    status: StatusCode,
    session_id: Option<HeaderValue>,
    body: Body,
    max_message: usize,
    secrets: Arc<[Secret]>,
}

enum Body {
    Whole(Option<Incoming>),
    Stream(Incoming, Events),
}

impl Connection {
    pub(super) fn new(server: &'static str, remote: Remote, max_message: usize) -> Result<Self, String> {
        let Remote { url, headers } = remote;
        let uri = url.expose().parse().map_err(|error| format!("`{url}` is not an address: {error}."))?;
        if !web::is_http(&uri) {
            return Err(format!("`{url}` is not an http:// or https:// address."));
        }
        let secrets = headers.iter().map(|(_, value)| value.clone()).collect();
        let headers = headers.iter().map(|(name, value)| header(name, value)).collect::<Result<_, _>>()?;
        Ok(Self { server, url, uri, headers, secrets, client: web::client()?, max_message })
    }

    /// Posts one message. An empty `method` is that of a response, which has no header of its own.
    ///
    /// # Errors
    ///
    /// Where no response came.
    pub(super) async fn post(
        &self,
        session: Option<&Session>,
        method: &str,
        name: Option<&str>,
        body: Bytes,
    ) -> Result<Posted, Fault> {
        self.post_with(session, (method, name), None, body).await
    }

    /// The same, with a trace context.
    ///
    /// # Errors
    ///
    /// Where no response came.
    pub(super) async fn post_with(
        &self,
        session: Option<&Session>,
        (method, name): (&str, Option<&str>),
        context: Option<&Onward>,
        body: Bytes,
    ) -> Result<Posted, Fault> {
        let mut request = self.request(Method::POST, session, body);
        let headers = request.headers_mut();
        for (name, value) in context.iter().flat_map(|context| context.headers()) {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json, text/event-stream"));
        if session.is_some_and(|session| session.era == Era::Modern) && !method.is_empty() {
            headers.insert("mcp-method", encode_value(method));
            if let Some(name) = name {
                headers.insert("mcp-name", encode_value(name));
            }
        }
        let response = self.client.request(request).await.map_err(|error| self.no_response(&error))?;
        Ok(Posted::new(self, response))
    }

    /// Posts something whose fate does not matter to anybody who waits.
    pub(super) fn post_aside(self: &Arc<Self>, session: &Session, method: &'static str, message: String) {
        let (connection, session) = (self.clone(), session.clone());
        // Without a runtime the process is ending, and there is nobody left to tell.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                connection.post(Some(&session), method, None, message.into()).await.map(Posted::finish)
            });
        }
    }

    /// Opens the stream of a session on which the server says what is about no request (MCP 2025-11-25,
    /// basic/transports, "Listening for Messages from the Server").
    ///
    /// # Errors
    ///
    /// Where no response came.
    pub(super) async fn get(&self, session: &Session) -> Result<Posted, Fault> {
        let mut request = self.request(Method::GET, Some(session), Bytes::new());
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("text/event-stream"));
        let response = self.client.request(request).await.map_err(|error| self.no_response(&error))?;
        Ok(Posted::new(self, response))
    }

    pub(super) async fn delete(&self, session: &Session) {
        let request = self.request(Method::DELETE, Some(session), Bytes::new());
        let _ = self.client.request(request).await;
    }

    fn request(&self, method: Method, session: Option<&Session>, body: Bytes) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        if let Some(session) = session {
            request.headers_mut().insert("mcp-protocol-version", encode_value(&session.version));
            if let Some(id) = &session.id {
                request.headers_mut().insert("mcp-session-id", id.clone());
            }
        }
        request
    }

    fn no_response(&self, error: &Error) -> Fault {
        let (server, url, why) = (self.server, &self.url, causes(error));
        if error.is_connect() {
            return Fault::Unavailable {
                server,
                reason: format!("no connection to {url} ({why}). Is it running?"),
            };
        }
        Fault::Lost { server, reason: format!("{url} gave no response ({why}).") }
    }
}

/// A header as it is sent; those of the protocol are the gateway's own.
fn header(name: &str, value: &Secret) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = HeaderName::from_bytes(name.as_bytes()).ok().filter(|name| !is_own(name.as_str()));
    let parsed = parsed.ok_or_else(|| format!("the header `{name}` cannot be set."))?;
    let mut sent = HeaderValue::from_str(value.expose())
        .map_err(|_| format!("`{value}` cannot be the value of the header `{name}`."))?;
    sent.set_sensitive(true);
    Ok((parsed, sent))
}

fn is_own(name: &str) -> bool {
    const OWN: [&str; 8] = [
        "accept",
        "connection",
        "content-length",
        "content-type",
        "host",
        "te",
        "transfer-encoding",
        "upgrade",
    ];
    OWN.contains(&name) || name.starts_with("mcp-")
}

/// How long a server may take to end a stream after the answer, before the connection is given up instead.
const FAREWELL: Duration = Duration::from_secs(2);

impl Posted {
    fn new(connection: &Connection, response: Response<Incoming>) -> Self {
        let (server, max_message) = (connection.server, connection.max_message);
        let kind =
            response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_stream = kind.starts_with("text/event-stream");
        let session_id = response.headers().get("mcp-session-id").cloned();
        let status = response.status();
        let body = response.into_body();
        let body = match is_stream {
            true => Body::Stream(body, Events::new(max_message, &RESULTS)),
            false => Body::Whole(Some(body)),
        };
        Self { server, status, session_id, body, max_message, secrets: connection.secrets.clone() }
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    pub(super) fn is_stream(&self) -> bool {
        matches!(self.body, Body::Stream(..))
    }

    pub(super) fn session_id(&self) -> Option<HeaderValue> {
        self.session_id.clone()
    }

    /// The next message of the response.
    ///
    /// # Errors
    ///
    /// Where the response ends, breaks off, or holds too long a message.
    pub(super) async fn next_message(&mut self) -> Result<Bytes, Fault> {
        match &mut self.body {
            Body::Whole(body) => match body.take() {
                Some(body) => self.whole(body).await,
                None => Err(self.bad("its response held no answer to the request.")),
            },
            Body::Stream(..) => self.event().await,
        }
    }

    async fn whole(&self, body: Incoming) -> Result<Bytes, Fault> {
        let body = match collect(body, self.max_message, Some(&RESULTS)).await {
            Ok(body) => body.single_line(),
            Err(Broken::TooLong) => return Err(self.bad("it sent a message over max_message_bytes.")),
            Err(Broken::Body(error)) => return Err(self.broken_off(&error)),
            Err(Broken::Memory(error)) => return Err(self.broken_off(&error)),
        };
        match body.trim_ascii().is_empty() {
            true => Err(self.bad(&format!("it answered with HTTP status {} and no message.", self.status))),
            false => Ok(body),
        }
    }

    async fn event(&mut self) -> Result<Bytes, Fault> {
        loop {
            let Body::Stream(body, events) = &mut self.body else {
                return Err(self.bad("it sent no event."));
            };
            match events.next() {
                Ok(Some(data)) => return Ok(data),
                Ok(None) => {}
                Err(_) => return Err(self.bad("it sent an event over max_message_bytes.")),
            }
            match body.frame().await {
                Some(Ok(frame)) => {
                    let data = frame.into_data().unwrap_or_default();
                    if let Err(error) = events.push(&data).await {
                        return Err(self.broken_off(&error));
                    }
                }
                Some(Err(error)) => return Err(self.broken_off(&error)),
                None => return Err(self.lost("its stream ended before the answer.".into())),
            }
        }
    }

    /// Reads what is left, which is the end of the stream, so that the connection can be used again. Does not wait for it.
    pub(super) fn finish(self) {
        let mut rest = match self.body {
            Body::Whole(None) => return,
            Body::Whole(Some(rest)) | Body::Stream(rest, _) => rest,
        };
        tokio::spawn(timeout(FAREWELL, async move { while let Some(Ok(_)) = rest.frame().await {} }));
    }

    /// The fault for a message that is not JSON-RPC.
    pub(super) fn not_an_answer(&self, message: &[u8]) -> Fault {
        let text = String::from_utf8_lossy(message).into_owned();
        let text = self.secrets.iter().fold(text, |text, secret| secret.hidden_in(text));
        let start: String = text.chars().take(200).collect::<String>().escape_debug().to_string();
        self.bad(&format!("HTTP status {}, and a body that is not a JSON-RPC answer: {start}", self.status))
    }

    fn broken_off(&self, error: &dyn std::error::Error) -> Fault {
        self.lost(format!("its response broke off ({}).", causes(error)))
    }

    fn lost(&self, reason: String) -> Fault {
        Fault::Lost { server: self.server, reason }
    }

    fn bad(&self, reason: &str) -> Fault {
        Fault::BadReply { server: self.server, reason: reason.into() }
    }
}
