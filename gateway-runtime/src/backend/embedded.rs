//! A server inside the process: calls run on threads where blocking is allowed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;

use super::watched::{Review, Verdict};
use crate::call::{Call, Listener};
use crate::drift::compare_names;
use crate::embedded::{CallContext, EmbeddedServer, ProgressSink, ToolFailure, ToolOutput};
use crate::fault::Fault;
use crate::json::quoted;
use crate::reply::{CallResult, Reply};
use crate::spec::ServerSpec;

pub(super) struct Embedded {
    spec: &'static ServerSpec,
    server: Arc<dyn EmbeddedServer>,
    /// How its tools differ from the contract's, where it says what they are. It cannot change while the program runs.
    verdict: Option<Arc<Verdict>>,
}

impl Embedded {
    pub(super) fn new(review: &Review, server: Arc<dyn EmbeddedServer>) -> Self {
        let verdict = server.tools().map(|answered| {
            let verdict = review.judge(Ok(compare_names(&review.tools, &answered)));
            review.tell(&verdict);
            Arc::new(verdict)
        });
        Self { spec: review.spec, server, verdict }
    }

    /// What is known of its tools.
    pub(super) fn verdict(&self) -> Option<Arc<Verdict>> {
        self.verdict.clone()
    }

    pub(super) async fn call(&self, call: &Arc<Call>, permit: OwnedSemaphorePermit) -> Result<Reply, Fault> {
        call.mark_sent();
        let cancelled = Cancelled(Arc::default());
        let context =
            CallContext::new(cancelled.0.clone(), progress_sink(&call.listener, cancelled.0.clone()))
                .with_caller(call.caller);
        let (server, call) = (self.server.clone(), call.clone());
        let work = tokio::task::spawn_blocking(move || {
            // Work that nobody waits for any more still takes its place until it ends.
            let _place = permit;
            let arguments = std::str::from_utf8(&call.arguments).unwrap_or("{}");
            server.call(call.tool.upstream, arguments, &context)
        });
        let outcome = work.await.map_err(|error| Fault::Lost {
            server: self.spec.name,
            reason: format!("the embedded server failed ({error})."),
        })?;
        Ok(Reply::Result(encode(&outcome)))
    }
}

/// Tells the work, when dropped, that nobody waits for it.
struct Cancelled(Arc<AtomicBool>);

impl Drop for Cancelled {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn progress_sink(listener: &Listener, cancelled: Arc<AtomicBool>) -> Option<Arc<ProgressSink>> {
    let token = listener.progress_token.clone()?;
    let sink = listener.sink.clone();
    Some(Arc::new(move |done, total, message| {
        if cancelled.load(Ordering::Relaxed) {
            return;
        }
        let rest = match total {
            Some(total) => json!({"progress": done, "total": total, "message": message}),
            None => json!({"progress": done, "message": message}),
        };
        let rest = rest.to_string();
        sink.send(&[
            br#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"#,
            &token,
            b",",
            rest.get(1..).unwrap_or("}").as_bytes(),
            b"}",
        ]);
    }))
}

/// The result of a call inside the process.
pub(crate) fn encode(outcome: &Result<ToolOutput, ToolFailure>) -> CallResult {
    let (text, structured, is_error) = match outcome {
        Ok(output) => (output.text.as_str(), output.structured.as_ref(), false),
        Err(failure) => (failure.message.as_str(), None, true),
    };
    let mut raw = format!(r#"{{"content":[{{"type":"text","text":{}}}]"#, quoted(text));
    if let Some(structured) = structured {
        raw.push_str(&format!(r#","structuredContent":{structured}"#));
    }
    raw.push_str(&format!(r#","isError":{is_error}}}"#));
    CallResult { raw: raw.into(), result_type: None, is_error, content: None }
}
