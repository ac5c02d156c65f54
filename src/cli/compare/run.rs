//! Carries the calls out both ways, one after the other, so that each has the machine for itself.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::backend::{Backend, Listing};
use gateway_runtime::call::Sink;
use gateway_runtime::client::CallReply;
use gateway_runtime::fault::FAULT_META_KEY;
use gateway_runtime::gateway::Gateway;
use gateway_runtime::local::{Local, Refused};
use gateway_runtime::principal::Principal;
use gateway_runtime::spec::{ServerSpec, ToolSpec};
use indicatif::ProgressBar;
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::calls::Planned;
use super::difference::{Verdict, compare};
use super::path::Ignored;
use crate::cli::PATIENCE;
use crate::generated::CONTRACT;

/// One answer.
pub(super) enum Answer {
    /// A result, as JSON text.
    Result(String),
    /// A JSON-RPC error.
    Error(Value),
    /// None: why.
    Nothing(String),
}

/// An answer, and how long it took.
pub(super) struct Timed {
    pub(super) answer: Answer,
    pub(super) took: Duration,
}

/// What became of one call.
pub(super) struct Compared {
    pub(super) call: Planned,
    pub(super) direct: Timed,
    pub(super) gateway: Timed,
    /// `None` where one way had no answer.
    pub(super) verdict: Option<Verdict>,
}

/// The two ways.
pub(super) struct Ways {
    pub(super) gateway: Arc<Gateway>,
    pub(super) local: Local,
    pub(super) principal: Principal,
    /// By server; each that was planned for has one.
    pub(super) direct: BTreeMap<&'static str, Backend>,
}

/// Somebody who hears nothing.
pub(super) struct Silent;

impl Sink for Silent {
    fn send(&self, _: &[&[u8]]) {}
}

/// No call waits longer than this for its turn under a rate.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

impl Ways {
    /// All calls, in their order.
    pub(super) async fn all(
        &self,
        calls: Vec<Planned>,
        ignored: &Ignored,
        bar: &ProgressBar,
    ) -> Vec<Compared> {
        self.warm(bar).await;
        let mut done = Vec::new();
        for call in calls {
            bar.set_message(call.tool.name);
            done.push(self.one(call, ignored).await);
            bar.inc(1);
        }
        bar.finish_and_clear();
        done
    }

    /// What a start takes is no call's doing. A server that does not start says so at its first call.
    async fn warm(&self, bar: &ProgressBar) {
        for (name, backend) in &self.direct {
            bar.set_message(format!("starting {name}"));
            drop(backend.listed(Listing::Tools).await);
            if let Some(spec) = CONTRACT.server(name) {
                drop(self.gateway.drift(spec).await);
            }
        }
    }

    async fn one(&self, call: Planned, ignored: &Ignored) -> Compared {
        let direct = self.directly(call.tool, &call.arguments).await;
        let gateway = self.through(call.tool, &call.arguments).await;
        let verdict = match (&direct.answer, &gateway.answer) {
            (Answer::Nothing(_), _) | (_, Answer::Nothing(_)) => None,
            (direct, gateway) => Some(compare(&direct.text(), &gateway.text(), ignored)),
        };
        Compared { call, direct, gateway, verdict }
    }

    async fn directly(&self, tool: &'static ToolSpec, arguments: &str) -> Timed {
        let began = Instant::now();
        let spec = CONTRACT.server_of(tool);
        let answer = match self.direct.get(spec.name) {
            Some(backend) => {
                let timeout = patience(spec, tool);
                match backend.call_directly(self.principal, tool, arguments, timeout).await {
                    Ok(answered) => Answer::of(answered),
                    Err(fault) => Answer::Nothing(fault.to_string()),
                }
            }
            None => Answer::Nothing("it has no endpoint of its own".into()),
        };
        Timed { answer, took: began.elapsed() }
    }

    /// Waits where a rate says so: a hundred recorded calls of one minute are compared as well.
    async fn through(&self, tool: &'static ToolSpec, arguments: &str) -> Timed {
        loop {
            let began = Instant::now();
            let answer = Answer::of(self.local.call_named(tool.name, arguments).await);
            let took = began.elapsed();
            match answer.fault() {
                Some(fault) if fault["code"] == "limited" && fault["retryAfterMs"].is_u64() => {
                    let wait = Duration::from_millis(fault["retryAfterMs"].as_u64().unwrap_or_default());
                    if wait > LONGEST_WAIT {
                        return Timed { answer, took };
                    }
                    sleep(wait).await;
                }
                Some(fault) if is_away(&fault) => {
                    let why = answer.first_text();
                    return Timed { answer: Answer::Nothing(why), took };
                }
                _ => return Timed { answer, took },
            }
        }
    }

    /// Ends all servers.
    pub(super) async fn end(&self) {
        let patience = Instant::now() + PATIENCE;
        self.gateway.stop(patience).await;
        for backend in self.direct.values() {
            backend.stop(patience).await;
        }
    }
}

/// The server is given the time that the gateway gives it, and that of its start.
fn patience(spec: &ServerSpec, tool: &ToolSpec) -> Duration {
    tool.policy.call_timeout.unwrap_or(spec.call_timeout) + spec.start_timeout
}

/// Whether the gateway had no answer from its server, which says nothing about the tool.
fn is_away(fault: &Value) -> bool {
    let codes = ["unavailable", "lost", "timed_out", "breaker_open", "server_stopped", "stopping"];
    fault["code"].as_str().is_some_and(|code| codes.contains(&code))
}

impl Answer {
    fn of(answered: Result<CallReply, Refused>) -> Self {
        match answered {
            Ok(reply) => Self::Result(reply.result),
            Err(refused) if refused.error.is_null() => Self::Nothing(refused.to_string()),
            Err(refused) => Self::Error(refused.error),
        }
    }

    /// As JSON; an error and a result are told apart.
    fn text(&self) -> String {
        match self {
            Self::Result(text) => text.clone(),
            Self::Error(error) => serde_json::json!({ "error": error }).to_string(),
            Self::Nothing(_) => String::new(),
        }
    }

    /// The gateway's own refusal, where the answer is one.
    pub(super) fn fault(&self) -> Option<Value> {
        let Self::Result(text) = self else { return None };
        if !text.contains(FAULT_META_KEY) {
            return None;
        }
        let result: Value = serde_json::from_str(text).ok()?;
        Some(result["_meta"][FAULT_META_KEY].clone()).filter(|fault| !fault.is_null())
    }

    fn first_text(&self) -> String {
        match self {
            Self::Result(text) => CallReply { result: text.clone() }.text(),
            Self::Error(error) => error["message"].as_str().unwrap_or_default().to_owned(),
            Self::Nothing(why) => why.clone(),
        }
    }

    /// In a word.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Result(text) if CallReply { result: text.clone() }.is_error() => "tool error",
            Self::Result(_) => "result",
            Self::Error(_) => "error",
            Self::Nothing(_) => "no answer",
        }
    }
}
