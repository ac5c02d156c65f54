//! The `Mcp-*` headers: they must say what the body says (MCP 2026-07-28, basic/transports, "Headers").

use std::borrow::Cow;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::envelope::{Message, short};
use crate::era::LEGACY_VERSIONS;
use crate::fault::Fault;
use crate::header::decode_value;
use crate::json::unquote;
use crate::serve::stated_version;
use crate::trace::Headers;

static VERSION: HeaderName = HeaderName::from_static("mcp-protocol-version");
static METHOD: HeaderName = HeaderName::from_static("mcp-method");
static NAME: HeaderName = HeaderName::from_static("mcp-name");
static TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
static TRACESTATE: HeaderName = HeaderName::from_static("tracestate");
static BAGGAGE: HeaderName = HeaderName::from_static("baggage");

/// What `MCP-Protocol-Version` says.
///
/// # Errors
///
/// Where it stands twice or cannot be read.
pub(super) fn protocol_version(headers: &HeaderMap) -> Result<Option<Cow<'_, str>>, Fault> {
    single(headers, &VERSION)
}

/// Copies of those headers that are about traces.
pub(super) fn traced(headers: &HeaderMap) -> HeaderMap {
    let is_about = |name| [&TRACEPARENT, &TRACESTATE, &BAGGAGE].contains(&name);
    let copy = |value: &HeaderValue| HeaderValue::from_bytes(value.as_bytes()).ok();
    let all = headers.iter().filter(|(name, _)| is_about(name));
    all.filter_map(|(name, value)| Some((name.clone(), copy(value)?))).collect()
}

/// The trace context of a request. A `traceparent` that stands twice is none; the others are lists, which may be spread
/// over several headers.
pub(super) fn trace_context(headers: &HeaderMap) -> Headers<'_> {
    let mut parents = headers.get_all(&TRACEPARENT).iter();
    let traceparent = parents.next().filter(|_| parents.next().is_none());
    Headers {
        traceparent: traceparent.and_then(|parent| parent.to_str().ok()),
        tracestate: list(headers, &TRACESTATE),
        baggage: list(headers, &BAGGAGE),
    }
}

fn list<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Cow<'h, str>> {
    let mut parts = headers.get_all(name).iter().filter_map(|part| part.to_str().ok());
    let first = parts.next()?;
    let mut rest = parts.peekable();
    if rest.peek().is_none() {
        return Some(first.into());
    }
    Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join(",").into())
}

/// # Errors
///
/// Where a header is missing, or says something else than the body; where the body states no protocol version.
pub(super) fn check_modern(headers: &HeaderMap, message: &Message<'_>) -> Result<(), Fault> {
    if message.id.is_none() {
        return Ok(());
    }
    let params = &message.params;
    same(headers, &VERSION, "params._meta protocolVersion", &stated_version(&params.meta)?)?;
    if let Some(method) = message.method() {
        same(headers, &METHOD, "method", &method)?;
    }
    match (message.method().as_deref(), params.name, params.uri) {
        (Some("tools/call" | "prompts/get"), Some(name), _) => {
            same(headers, &NAME, "params.name", &unquote(name))
        }
        (Some("resources/read"), _, Some(uri)) => same(headers, &NAME, "params.uri", &unquote(uri)),
        _ => Ok(()),
    }
}

/// # Errors
///
/// Where the version is none that sessions are served with. Absent, it means 2025-03-26.
pub(super) fn check_legacy_version(version: Option<&str>) -> Result<(), Fault> {
    match version {
        Some(version) if !LEGACY_VERSIONS.contains(&version) => {
            Err(Fault::UnsupportedVersion(short(version).into_owned()))
        }
        _ => Ok(()),
    }
}

fn same(headers: &HeaderMap, header: &HeaderName, place: &str, expected: &str) -> Result<(), Fault> {
    let found = single(headers, header)?;
    if found.as_deref() == Some(expected) {
        return Ok(());
    }
    let found = found.map_or("is missing".into(), |found| format!("says `{}`", short(&found)));
    Err(Fault::HeaderMismatch(format!("Header `{header}` {found}, but `{place}` is `{}`", short(expected))))
}

fn single<'h>(headers: &'h HeaderMap, header: &HeaderName) -> Result<Option<Cow<'h, str>>, Fault> {
    let mut values = headers.get_all(header).iter();
    let (first, second) = (values.next(), values.next());
    match first.map(decode_value) {
        Some(None) => Err(Fault::HeaderMismatch(format!("Header `{header}` cannot be read"))),
        _ if second.is_some() => Err(Fault::HeaderMismatch(format!("Header `{header}` stands twice"))),
        value => Ok(value.flatten()),
    }
}
