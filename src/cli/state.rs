//! `gateway state`.

use hyper::Method;
use serde_json::Value;

use super::Failure;
use super::control::{Table, Whom, cell};
use crate::config::Config;

/// Arguments of `gateway state`.
#[derive(Debug, clap::Args)]
pub(super) struct State {
    #[command(flatten)]
    whom: Whom,
}

impl State {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let columns = &["GATEWAY", "STATE SERVER", "REPLICAS", "STATE", "FOR", "REASON"];
        self.whom.ask(config, (Method::GET, "/api/v1/state", ""), Table { columns, rows }).await
    }
}

fn rows(answer: &Value) -> Vec<Vec<String>> {
    let seconds = answer["forMs"].as_u64().map(|millis| format!("{} s", millis / 1000));
    let own = ["pid", "server", "replicas", "state"].map(|name| cell(&answer[name]));
    vec![own.into_iter().chain([seconds.unwrap_or_default(), cell(&answer["reason"])]).collect()]
}
