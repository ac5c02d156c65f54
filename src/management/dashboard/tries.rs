//! Calls that operators make from a page. Each takes the line that every client's call takes.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use gateway_runtime::call::Sink;
use gateway_runtime::gateway::Gateway;
use gateway_runtime::local::Local;
use gateway_runtime::principal::Principal;
use gateway_runtime::spec::ToolSpec;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::session;
use super::text::{beginning, indented, span};

/// So many are kept; one that still runs is never forgotten.
const MOST: usize = 32;

/// So much of a result is kept, in bytes.
const RESULT: usize = 256 * 1024;

/// One call.
pub(super) struct Try {
    pub(super) id: String,
    pub(super) tool: &'static ToolSpec,
    arguments: String,
    by: u16,
    began: Instant,
    said: Mutex<String>,
    done: OnceLock<Done>,
    ended: Notify,
}

/// How it ended.
pub(super) struct Done {
    pub(super) is_error: bool,
    /// What a person reads of it.
    pub(super) text: String,
    /// All of it, as JSON; empty where there is no more than the text.
    pub(super) raw: String,
    /// So many bytes of it were too many.
    pub(super) left_out: usize,
    took: Duration,
}

impl Done {
    pub(super) fn took(&self) -> String {
        span(Some(self.took.as_secs_f64()))
    }
}

/// What the gateway says while the call is under way.
struct Said(Arc<Try>);

impl Sink for Said {
    fn send(&self, pieces: &[&[u8]]) {
        let message: Value = serde_json::from_slice(&pieces.concat()).unwrap_or_default();
        let params = &message["params"];
        if let Some(text) = params["message"].as_str().or(params["data"].as_str()) {
            beginning(text, 2000).0.clone_into(&mut locked(&self.0.said));
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Try {
    /// What was said last.
    pub(super) fn said(&self) -> String {
        locked(&self.said).clone()
    }

    pub(super) fn done(&self) -> Option<&Done> {
        self.done.get()
    }

    /// For how long it has run, in whole seconds, so that the text changes no more often.
    pub(super) fn running_for(&self) -> String {
        span(Some(self.began.elapsed().as_secs_f64().floor()))
    }

    pub(super) fn indented_arguments(&self) -> String {
        indented(&self.arguments)
    }

    /// Waits until it has ended, but not for long.
    pub(super) async fn settle(&self, patience: Duration) {
        let ended = self.ended.notified();
        if self.done.get().is_none() {
            // What it shows then is that the call is under way.
            let _ = tokio::time::timeout(patience, ended).await;
        }
    }

    async fn run(self: Arc<Self>, gateway: Arc<Gateway>, principal: Principal) {
        let local = Local::new(gateway, principal, Arc::new(Said(self.clone())));
        let reply = local.call_named(self.tool.name, &self.arguments).await;
        let took = self.began.elapsed();
        let done = match reply {
            Ok(reply) => {
                let (text, left_out) = kept(&reply.text());
                let (raw, more) = kept(&indented(&reply.result));
                Done { is_error: reply.is_error(), text, raw, left_out: left_out.max(more), took }
            }
            Err(refused) => {
                Done { is_error: true, text: refused.to_string(), raw: String::new(), left_out: 0, took }
            }
        };
        // It is set once, here.
        let _ = self.done.set(done);
        self.ended.notify_waiters();
    }
}

fn kept(text: &str) -> (String, usize) {
    let (text, left_out) = beginning(text, RESULT);
    (text.to_owned(), left_out)
}

/// The calls of all operators.
#[derive(Default)]
pub(super) struct Tries(Mutex<VecDeque<Arc<Try>>>);

impl Tries {
    /// Begins a call.
    ///
    /// # Errors
    ///
    /// Where too many are under way.
    pub(super) fn begin(
        &self,
        gateway: &Arc<Gateway>,
        principal: Principal,
        (tool, arguments): (&'static ToolSpec, String),
    ) -> Result<Arc<Try>, String> {
        let new = Arc::new(Try {
            id: session::random()?,
            tool,
            arguments,
            by: principal.index(),
            began: Instant::now(),
            said: Mutex::default(),
            done: OnceLock::new(),
            ended: Notify::new(),
        });
        self.keep(new.clone())?;
        tokio::spawn(new.clone().run(gateway.clone(), principal));
        Ok(new)
    }

    fn keep(&self, new: Arc<Try>) -> Result<(), String> {
        let mut all = locked(&self.0);
        if all.len() >= MOST {
            let oldest = all.iter().position(|kept| kept.done().is_some());
            let oldest =
                oldest.ok_or_else(|| format!("{MOST} calls from pages are under way; cancel one first."))?;
            all.remove(oldest);
        }
        all.push_back(new);
        Ok(())
    }

    /// The call of that id, for whoever made it.
    pub(super) fn find(&self, id: &str, principal: &Principal) -> Option<Arc<Try>> {
        locked(&self.0).iter().find(|kept| kept.id == id && kept.by == principal.index()).cloned()
    }
}
