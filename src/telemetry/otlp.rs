//! Spans as OTLP writes them (opentelemetry-proto 1.5, `trace/v1/trace.proto`): only the messages and fields that are used.

use gateway_runtime::trace::{Kind, Span, Traced, Value};
use prost::{Message, Oneof};

/// What the body of a request is.
pub(super) const MEDIA_TYPE: &str = "application/x-protobuf";

/// `ExportTraceServiceRequest`.
#[derive(Clone, PartialEq, Message)]
struct Request {
    #[prost(message, repeated, tag = "1")]
    resource_spans: Vec<ResourceSpans>,
}

#[derive(Clone, PartialEq, Message)]
struct ResourceSpans {
    #[prost(message, optional, tag = "1")]
    resource: Option<Resource>,
    #[prost(message, repeated, tag = "2")]
    scope_spans: Vec<ScopeSpans>,
}

#[derive(Clone, PartialEq, Message)]
struct Resource {
    #[prost(message, repeated, tag = "1")]
    attributes: Vec<KeyValue>,
}

#[derive(Clone, PartialEq, Message)]
struct ScopeSpans {
    #[prost(message, optional, tag = "1")]
    scope: Option<Scope>,
    #[prost(message, repeated, tag = "2")]
    spans: Vec<OtlpSpan>,
}

#[derive(Clone, PartialEq, Message)]
struct Scope {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "2")]
    version: String,
}

#[derive(Clone, PartialEq, Message)]
struct OtlpSpan {
    #[prost(bytes = "vec", tag = "1")]
    trace_id: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    span_id: Vec<u8>,
    #[prost(string, tag = "3")]
    trace_state: String,
    #[prost(bytes = "vec", tag = "4")]
    parent_span_id: Vec<u8>,
    #[prost(string, tag = "5")]
    name: String,
    #[prost(int32, tag = "6")]
    kind: i32,
    #[prost(fixed64, tag = "7")]
    start_time_unix_nano: u64,
    #[prost(fixed64, tag = "8")]
    end_time_unix_nano: u64,
    #[prost(message, repeated, tag = "9")]
    attributes: Vec<KeyValue>,
    #[prost(message, repeated, tag = "13")]
    links: Vec<Link>,
    #[prost(message, optional, tag = "15")]
    status: Option<Status>,
    #[prost(fixed32, tag = "16")]
    flags: u32,
}

#[derive(Clone, PartialEq, Message)]
struct Link {
    #[prost(bytes = "vec", tag = "1")]
    trace_id: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    span_id: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
struct Status {
    #[prost(string, tag = "2")]
    message: String,
    #[prost(int32, tag = "3")]
    code: i32,
}

#[derive(Clone, PartialEq, Message)]
struct KeyValue {
    #[prost(string, tag = "1")]
    key: String,
    #[prost(message, optional, tag = "2")]
    value: Option<AnyValue>,
}

#[derive(Clone, PartialEq, Message)]
struct AnyValue {
    #[prost(oneof = "One", tags = "1, 2, 3")]
    one: Option<One>,
}

#[derive(Clone, PartialEq, Oneof)]
enum One {
    #[prost(string, tag = "1")]
    Text(String),
    #[prost(bool, tag = "2")]
    Is(bool),
    #[prost(int64, tag = "3")]
    Number(i64),
}

/// `STATUS_CODE_ERROR`.
const ERROR: i32 = 2;

/// The body of a request with the spans of these calls.
pub(super) fn encode(resource: &[(String, String)], calls: Vec<Traced>) -> Vec<u8> {
    let attributes = resource.iter().map(|(key, text)| key_value(key, One::Text(text.clone()))).collect();
    let scope = Scope { name: "gateway".into(), version: env!("CARGO_PKG_VERSION").into() };
    let spans = calls.into_iter().flat_map(spans).collect();
    let spans = ScopeSpans { scope: Some(scope), spans };
    let all = ResourceSpans { resource: Some(Resource { attributes }), scope_spans: vec![spans] };
    Request { resource_spans: vec![all] }.encode_to_vec()
}

fn spans(call: Traced) -> Vec<OtlpSpan> {
    let Traced { trace, flags, state, spans } = call;
    let state = state.unwrap_or_default();
    spans.into_iter().map(|of| span(of, &trace, flags, &state)).collect()
}

fn span(span: Span, trace: &[u8; 16], flags: u8, state: &str) -> OtlpSpan {
    let error = span.error.map(|code| key_value("error.type", One::Text(code.into())));
    let attributes = span.attributes.into_iter().map(|(key, value)| key_value(key, one(value))).chain(error);
    let link =
        |of: gateway_runtime::trace::Parent| Link { trace_id: of.trace.into(), span_id: of.span.into() };
    OtlpSpan {
        trace_id: trace.to_vec(),
        span_id: span.id.to_vec(),
        trace_state: state.to_owned(),
        parent_span_id: span.parent.map_or(Vec::new(), Vec::from),
        name: span.name.into_owned(),
        kind: kind(span.kind),
        start_time_unix_nano: nanos(span.began),
        end_time_unix_nano: nanos(span.ended),
        attributes: attributes.collect(),
        links: span.link.into_iter().map(link).collect(),
        status: span.error.map(|code| Status { message: code.into(), code: ERROR }),
        flags: flags.into(),
    }
}

fn nanos(since: std::time::Duration) -> u64 {
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

fn kind(kind: Kind) -> i32 {
    match kind {
        Kind::Internal => 1,
        Kind::Server => 2,
        Kind::Client => 3,
    }
}

fn one(value: Value) -> One {
    match value {
        Value::Text(text) => One::Text(text.into_owned()),
        Value::Number(number) => One::Number(number),
        Value::Is(is) => One::Is(is),
    }
}

fn key_value(key: &str, one: One) -> KeyValue {
    KeyValue { key: key.to_owned(), value: Some(AnyValue { one: Some(one) }) }
}
