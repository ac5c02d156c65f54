//! Traces: the spans of a call as a collector receives them, and the context that passes from client to backend. The
//! gateway, its backends and the receiver are real, and the receiver reads with the official messages of OTLP.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod calls;
mod collector;
mod context;
mod trouble;

#[path = "../support/mod.rs"]
mod support;

use support::Scene;

use self::collector::Collector;

/// A project whose gateway traces to `collector`; `more` are further settings of `[tracing]`.
fn traced(collector: &Collector, more: &str) -> Scene {
    Scene::default().with(&format!("[tracing]\nendpoint = \"http://{}\"\n{more}", collector.address))
}
