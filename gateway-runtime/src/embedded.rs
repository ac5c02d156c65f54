//! Servers that live in the gateway's own process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::principal::Principal;

/// A server inside the process. Calls run on a thread where blocking is allowed, as many at once as the contract's
/// `in_flight` says.
pub trait EmbeddedServer: Send + Sync + 'static {
    /// Carries out one call. `arguments` is a JSON object that fits the contract.
    ///
    /// # Errors
    ///
    /// A [`ToolFailure`] becomes a tool result with `isError: true`, which the model reads.
    fn call(&self, tool: &str, arguments: &str, context: &CallContext) -> Result<ToolOutput, ToolFailure>;

    /// The names of the tools that it answers, which are compared with the contract's. `None` where it does not say.
    fn tools(&self) -> Option<Vec<&'static str>> {
        None
    }
}

/// What a call gives back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolOutput {
    /// The text that a model reads.
    pub text: String,
    /// The same as data (`structuredContent`); always a JSON object when there.
    pub structured: Option<Value>,
}

impl ToolOutput {
    /// Text alone.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), structured: None }
    }
}

/// Why a call could not be carried out, and what would help; for the model to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolFailure {
    /// The reason and the remedy.
    pub message: String,
}

impl ToolFailure {
    /// A failure with that message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl std::fmt::Display for ToolFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ToolFailure {}

/// Where a running call reports progress and learns that nobody waits for it any more.
#[derive(Clone)]
pub struct CallContext {
    cancelled: Arc<AtomicBool>,
    progress: Option<Arc<ProgressSink>>,
    caller: Option<Principal>,
}

/// Takes `(progress, total, message)`.
pub type ProgressSink = dyn Fn(f64, Option<f64>, &str) + Send + Sync;

impl CallContext {
    /// A context with a flag that the caller sets to cancel, and a sink where progress is wanted.
    #[must_use]
    pub fn new(cancelled: Arc<AtomicBool>, progress: Option<Arc<ProgressSink>>) -> Self {
        Self { cancelled, progress, caller: None }
    }

    /// The same, of a call by that principal.
    #[must_use]
    pub fn with_caller(self, caller: Principal) -> Self {
        Self { caller: Some(caller), ..self }
    }

    /// Who calls; `None` where nobody said so.
    #[must_use]
    pub fn caller(&self) -> Option<Principal> {
        self.caller
    }

    /// A context that nobody cancels or watches.
    #[must_use]
    pub fn detached() -> Self {
        Self::new(Arc::default(), None)
    }

    /// Whether the caller has gone; long work should stop soon.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Says how far the work has come; `done` must grow from call to call. Does nothing where nobody asked.
    pub fn progress(&self, done: f64, total: Option<f64>, message: &str) {
        if let Some(sink) = &self.progress {
            sink(done, total, message);
        }
    }
}
