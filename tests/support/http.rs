//! A client over HTTP that sends exactly the headers it is given.

use std::ops::Deref;
use std::sync::Arc;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::Command;

use super::message::{initialize, notification};
use super::process::Running;
use super::soon;

pub(crate) type Headers<'a> = Vec<(&'a str, String)>;

/// A gateway that is served over HTTP.
pub(crate) struct Http {
    pub(crate) process: Running,
    caller: Caller,
    _folder: Arc<TempDir>,
}

impl Deref for Http {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

/// Whoever calls what listens at an address.
pub(crate) struct Caller {
    pub(crate) address: String,
}

/// A response whose body is still being read. Dropped, it closes its connection.
pub(crate) struct Response {
    pub(crate) status: u16,
    head: hyper::http::response::Parts,
    body: Incoming,
    buffer: Vec<u8>,
    driver: tokio::task::JoinHandle<()>,
}

impl Drop for Response {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// What every proper POST carries.
pub(crate) fn common(address: &str) -> Headers<'static> {
    vec![
        ("host", address.to_owned()),
        ("content-type", "application/json".into()),
        ("accept", "application/json, text/event-stream".into()),
    ]
}

impl Http {
    pub(crate) async fn start(command: Command, folder: Arc<TempDir>) -> Self {
        let (process, url) = Running::announced(command, "serving MCP").await;
        let address = url.trim_start_matches("http://").trim_end_matches("/mcp").to_owned();
        Self { process, caller: Caller { address }, _folder: folder }
    }
}

impl Caller {
    /// The headers of a modern request.
    pub(crate) fn modern(&self, method: &str, name: Option<&str>) -> Headers<'static> {
        let mut headers = common(&self.address);
        headers.push(("mcp-protocol-version", "2026-07-28".into()));
        headers.push(("mcp-method", method.into()));
        headers.extend(name.map(|name| ("mcp-name", name.to_owned())));
        headers
    }

    /// The headers of a request in a session.
    pub(crate) fn in_session(&self, session: &str) -> Headers<'static> {
        let mut headers = common(&self.address);
        headers.push(("mcp-protocol-version", "2025-11-25".into()));
        headers.push(("mcp-session-id", session.to_owned()));
        headers
    }

    /// Begins a session, and gives its id.
    pub(crate) async fn session(&self) -> String {
        let response = self.post(&common(&self.address), initialize("0")).await;
        assert_eq!(response.status, 200);
        let id = response.header("mcp-session-id").unwrap().to_owned();
        let noted = self.post(&self.in_session(&id), notification("notifications/initialized", "{}")).await;
        assert_eq!(noted.status, 202);
        id
    }

    pub(crate) async fn post(&self, headers: &[(&str, String)], body: impl Into<Bytes>) -> Response {
        self.request(Method::POST, "/mcp", headers, body.into()).await
    }

    /// Posts a message and gives the one that answers it.
    pub(crate) async fn ask(&self, headers: &[(&str, String)], body: impl Into<Bytes>) -> String {
        let mut response = self.post(headers, body).await;
        let mut last = String::new();
        while let Some(message) = response.next().await {
            last = message;
        }
        last
    }

    /// Sends a request on a connection of its own.
    pub(crate) async fn request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: Bytes,
    ) -> Response {
        soon("a response", send_to(&self.address, method, path, headers, body)).await
    }
}

/// Sends a request to an address, on a connection of its own.
pub(crate) async fn send_to(
    address: &str,
    method: Method,
    path: &str,
    headers: &[(&str, String)],
    body: Bytes,
) -> Response {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    let driver = tokio::spawn(async move { drop(connection.await) });
    // Whoever gives up waiting for the response closes the connection as well.
    let guard = AbortOnDrop(Some(driver));
    let mut request = Request::new(Full::new(body));
    *request.method_mut() = method;
    *request.uri_mut() = path.parse().unwrap();
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        request.headers_mut().append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    let (head, body) = sender.send_request(request).await.unwrap().into_parts();
    Response { status: head.status.as_u16(), head, body, buffer: Vec::new(), driver: guard.keep() }
}

struct AbortOnDrop(Option<tokio::task::JoinHandle<()>>);

impl AbortOnDrop {
    fn keep(mut self) -> tokio::task::JoinHandle<()> {
        self.0.take().unwrap()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(driver) = &self.0 {
            driver.abort();
        }
    }
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name).map(|value| value.to_str().unwrap())
    }

    fn is_stream(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/event-stream"))
    }

    /// The whole of the body that is left.
    pub(crate) async fn text(mut self) -> String {
        while self.more().await {}
        text(std::mem::take(&mut self.buffer))
    }

    /// The next message in it: the body, or an event's data.
    pub(crate) async fn next(&mut self) -> Option<String> {
        if !self.is_stream() {
            while self.more().await {}
            return Some(text(std::mem::take(&mut self.buffer))).filter(|body| !body.is_empty());
        }
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\n\n") {
                let event = text(self.buffer.drain(..end + 2).collect());
                match event.lines().find_map(|line| line.strip_prefix("data: ")) {
                    Some(data) => return Some(data.to_owned()),
                    None => continue,
                }
            }
            if !self.more().await {
                assert!(self.buffer.is_empty(), "an event without an end");
                return None;
            }
        }
    }

    /// All that has come, once this has.
    pub(crate) async fn text_until(&mut self, wanted: &str) -> String {
        loop {
            let so_far = String::from_utf8_lossy(&self.buffer).into_owned();
            if so_far.contains(wanted) {
                return so_far;
            }
            assert!(self.more().await, "it ended without {wanted}: {so_far}");
        }
    }

    /// Waits until it ends, however that is.
    pub(crate) async fn end(&mut self) {
        while let Some(Ok(_)) = soon("the end of a response", self.body.frame()).await {}
    }

    async fn more(&mut self) -> bool {
        let Some(frame) = soon("more of a response", self.body.frame()).await else { return false };
        self.buffer.extend_from_slice(&frame.unwrap().into_data().unwrap_or_default());
        true
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}
