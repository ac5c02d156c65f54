//! The gateway at run time: the contract, what may be seen of it, and the backends.

use std::sync::OnceLock;
use std::time::Duration;

use regex::RegexSet;
use tokio::time::Instant;

use crate::backend::{Backend, Endpoint};
use crate::spec::{Contract, ServerSpec, ToolSpec};
use crate::view::View;

/// One running gateway.
pub struct Gateway {
    contract: &'static Contract,
    view: View,
    servers: Vec<Server>,
    max_message: usize,
}

struct Server {
    backend: Backend,
    failures: OnceLock<RegexSet>,
    call_timeout: Option<Duration>,
}

/// How one server is reached on this machine, and what is narrowed there.
pub struct Reach {
    /// Where it is.
    pub endpoint: Endpoint,
    /// No call to it may take longer than this; what was compiled in stays the upper bound.
    pub call_timeout: Option<Duration>,
}

impl Gateway {
    /// A gateway that shows `view` and reaches each server of the contract as the same place in `reaches` says.
    /// Nothing is started yet. `max_message` limits messages in either direction, in bytes.
    #[must_use]
    pub fn new(
        contract: &'static Contract,
        view: View,
        reaches: impl IntoIterator<Item = Reach>,
        max_message: usize,
    ) -> Self {
        let servers = contract.servers.iter().zip(reaches).map(|(spec, reach)| Server {
            backend: Backend::new(spec, reach.endpoint, max_message),
            failures: OnceLock::new(),
            call_timeout: reach.call_timeout,
        });
        Self { contract, view, servers: servers.collect(), max_message }
    }

    /// What was compiled in.
    #[must_use]
    pub fn contract(&self) -> &'static Contract {
        self.contract
    }

    /// What its callers may see and call.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The longest message that is read, in bytes.
    #[must_use]
    pub fn max_message(&self) -> usize {
        self.max_message
    }

    /// The server of a tool, as compiled.
    #[must_use]
    pub fn server_of(&self, tool: &ToolSpec) -> &'static ServerSpec {
        self.contract.server_of(tool)
    }

    /// How long a call of `tool` may take: as compiled, or less where that was narrowed.
    #[must_use]
    pub fn timeout_of(&self, tool: &ToolSpec) -> Duration {
        let compiled = tool.policy.call_timeout.unwrap_or(self.server_of(tool).call_timeout);
        let narrowed = self.servers.get(usize::from(tool.server)).and_then(|server| server.call_timeout);
        narrowed.map_or(compiled, |narrowed| narrowed.min(compiled))
    }

    pub(crate) fn backend_of(&self, tool: &ToolSpec) -> Option<&Backend> {
        self.servers.get(usize::from(tool.server)).map(|server| &server.backend)
    }

    /// Whether this text of a tool's reply means failure, though the reply does not say so.
    pub(crate) fn is_failure_text(&self, tool: &ToolSpec, text: &str) -> bool {
        let patterns = self.server_of(tool).failures;
        let Some(server) = self.servers.get(usize::from(tool.server)) else { return false };
        // The patterns were compiled once when building; an empty set, which cannot come to be, would match nothing.
        server.failures.get_or_init(|| RegexSet::new(patterns).unwrap_or_default()).is_match(text)
    }

    /// Ends all backends, each with its descendants: standard input is closed at once, `patience` is when they are
    /// asked to end by signal.
    pub async fn stop(&self, patience: Instant) {
        let mut ends = Vec::new();
        for server in &self.servers {
            ends.push(server.backend.stop(patience));
        }
        futures_util::future::join_all(ends).await;
    }
}
