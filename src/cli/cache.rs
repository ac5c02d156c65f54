//! `gateway cache`.

use hyper::Method;
use serde_json::Value;

use super::Failure;
use super::control::{Table, Whom, cell};
use crate::config::Config;

/// Arguments of `gateway cache`.
#[derive(Debug, clap::Args)]
pub(super) struct Cache {
    #[command(flatten)]
    whom: Whom,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Clone, Copy, Debug, clap::Subcommand)]
enum Action {
    /// Forget all answers
    Clear,
}

impl Cache {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let method = match self.action {
            None => Method::GET,
            Some(Action::Clear) => Method::DELETE,
        };
        let table =
            Table { columns: &["GATEWAY", "ENTRIES", "BYTES", "HITS", "MISSES", "HIT RATE"], rows: row };
        self.whom.ask(config, (method, "/api/v1/cache", ""), table).await
    }
}

fn row(answer: &Value) -> Vec<Vec<String>> {
    let own = ["pid", "entries", "bytes", "hits", "misses"].map(|name| cell(&answer[name]));
    vec![own.into_iter().chain([rate(answer)]).collect()]
}

/// How many calls of a hundred were answered from memory, of those that could be.
fn rate(answer: &Value) -> String {
    let [hits, misses] = ["hits", "misses"].map(|name| answer[name].as_u64().unwrap_or(0));
    match (hits * 100).checked_div(hits + misses) {
        Some(rate) => format!("{rate} %"),
        None => "none asked".into(),
    }
}
