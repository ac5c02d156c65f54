//! A receiver of OTLP over HTTP.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest as Request;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span as OtlpSpan;
use prost::Message;
use tokio::net::TcpListener;

use crate::support::process::until;

/// How it answers.
#[derive(Clone, Copy)]
pub(crate) enum Mood {
    Well,
    Status(u16),
    Silent,
}

struct Received {
    mood: Mood,
    requests: Mutex<Vec<(HeaderMap, Bytes)>>,
}

pub(crate) struct Collector {
    pub(crate) address: String,
    received: Arc<Received>,
}

/// A span, with what the tests ask about.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) otlp: OtlpSpan,
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Span {
    fn new(otlp: OtlpSpan) -> Self {
        let text = |value: Option<Value>| match value {
            Some(Value::StringValue(text)) => text,
            other => format!("{other:?}"),
        };
        let attributes = otlp.attributes.iter().cloned();
        let attributes =
            attributes.map(|of| (of.key, text(of.value.and_then(|value| value.value)))).collect();
        Self { otlp, attributes }
    }

    pub(crate) fn name(&self) -> &str {
        &self.otlp.name
    }

    /// As `traceparent` names it.
    pub(crate) fn traceparent(&self) -> String {
        format!("00-{}-{}-{:02x}", hex(&self.otlp.trace_id), hex(&self.otlp.span_id), self.otlp.flags & 0xff)
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Collector {
    pub(crate) async fn start(mood: Mood) -> Self {
        let received = Arc::new(Received { mood, requests: Mutex::default() });
        let router = Router::new().route("/v1/traces", post(take)).with_state(received.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, received }
    }

    /// One that is said to be at an address where nobody listens.
    pub(crate) fn elsewhere(self, address: &str) -> Self {
        Self { address: address.into(), ..self }
    }

    pub(crate) fn requests(&self) -> Vec<(HeaderMap, Bytes)> {
        self.received.requests.lock().unwrap().clone()
    }

    pub(crate) fn decoded(&self) -> Vec<Request> {
        self.requests().into_iter().map(|(_, body)| Request::decode(body).unwrap()).collect()
    }

    /// All spans that have come, by when they began.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let resources = self.decoded().into_iter().flat_map(|request| request.resource_spans);
        let scopes = resources.flat_map(|resource| resource.scope_spans);
        let mut spans: Vec<_> = scopes.flat_map(|scope| scope.spans).map(Span::new).collect();
        spans.sort_by_key(|span| span.otlp.start_time_unix_nano);
        spans
    }

    /// Waits until the spans of so many calls have come.
    pub(crate) async fn calls(&self, count: usize) -> Vec<Span> {
        let calls = |spans: &[Span]| spans.iter().filter(|span| span.otlp.kind == 2).count();
        until(&format!("{count} traced calls"), || Some(self.spans()).filter(|spans| calls(spans) >= count))
            .await
    }
}

async fn take(State(received): State<Arc<Received>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    received.requests.lock().unwrap().push((headers, body));
    match received.mood {
        Mood::Well => StatusCode::OK,
        Mood::Status(status) => StatusCode::from_u16(status).unwrap(),
        Mood::Silent => std::future::pending().await,
    }
}

/// The tree of one trace: names, indented below their parents, faults behind them.
pub(crate) fn tree(spans: &[Span]) -> String {
    let ids: Vec<_> = spans.iter().map(|span| &span.otlp.span_id).collect();
    let roots = spans.iter().filter(|span| !ids.contains(&&span.otlp.parent_span_id));
    roots.map(|root| branch(root, spans, 0)).collect()
}

fn branch(span: &Span, spans: &[Span], depth: usize) -> String {
    let fault = span.otlp.status.as_ref().map(|status| format!(" ! {}", status.message)).unwrap_or_default();
    let below = spans.iter().filter(|other| other.otlp.parent_span_id == span.otlp.span_id);
    let below: String = below.map(|other| branch(other, spans, depth + 1)).collect();
    format!("{}{}{fault}\n{below}", "  ".repeat(depth), span.name())
}
