//! A model server for the fleet's servers, and calls that are watched.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]
#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]
#![allow(unreachable_pub, missing_docs, reason = "shared by test files")]

#[path = "../../../tests/support/ollama/mod.rs"]
pub mod ollama;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fleet::ModelServer;
use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};
use serde_json::Value;

pub use ollama::{Answer, Gate, Ollama, Step, nobody, pieces};

pub const MODEL: &str = "sanctuary:7b";

/// Where a client finds that server.
pub fn at(server: &Ollama) -> ModelServer {
    ModelServer {
        host: Some(server.address().to_owned()),
        model: Some(MODEL.to_owned()),
        ..ModelServer::default()
    }
}

/// The same for a server that is silent: it is given up soon.
pub fn impatient(server: &Ollama) -> ModelServer {
    ModelServer { silence: Duration::from_millis(300), ..at(server) }
}

/// One progress notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub done: f64,
    pub message: String,
}

/// A context that keeps what it is told, and does something about each notice; given the flag that cancels the call.
pub fn watched(
    on_notice: impl Fn(&Notice, &AtomicBool) + Send + Sync + 'static,
) -> (CallContext, Arc<Mutex<Vec<Notice>>>) {
    let (cancelled, notices) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
    let (flag, kept) = (cancelled.clone(), notices.clone());
    let sink = move |done: f64, _: Option<f64>, message: &str| {
        let notice = Notice { done, message: message.to_owned() };
        on_notice(&notice, &flag);
        kept.lock().unwrap().push(notice);
    };
    (CallContext::new(cancelled, Some(Arc::new(sink))), notices)
}

/// Each notice says more than the one before.
pub fn assert_growing(notices: &[Notice]) {
    assert!(notices.windows(2).all(|pair| pair[0].done < pair[1].done), "{notices:?}");
}

/// Waits in the middle of an answer until progress of so much has been told.
pub fn opens_at(gate: &Gate, done: f64) -> impl Fn(&Notice, &AtomicBool) + Send + Sync + 'static {
    let gate = gate.clone();
    move |notice, _| {
        if notice.done >= done {
            gate.open();
        }
    }
}

/// Cancels the call when progress of so much has been told.
pub fn cancels_at(done: f64) -> impl Fn(&Notice, &AtomicBool) + Send + Sync + 'static {
    move |notice, cancelled| {
        if notice.done >= done {
            cancelled.store(true, Ordering::Relaxed);
        }
    }
}
