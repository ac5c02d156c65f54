//! `gateway breaker`.

use std::time::Duration;

use hyper::Method;
use serde_json::Value;

use super::Failure;
use super::control::{Table, Whom, cell};
use super::server::known;
use crate::config::Config;

/// Arguments of `gateway breaker`.
#[derive(Debug, clap::Args)]
pub(super) struct Breaker {
    #[command(flatten)]
    whom: Whom,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Let calls to a server pass again at once
    Reset {
        /// The server's name in tools.toml, for example task
        server: String,
    },
}

impl Breaker {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let table =
            Table { columns: &["GATEWAY", "SERVER", "BREAKER", "FAILURES IN A ROW", "NEXT TRIAL IN"], rows };
        match &self.action {
            None => self.whom.ask(config, (Method::GET, "/api/v1/servers", ""), table).await,
            Some(Action::Reset { server }) => {
                let path = format!("/api/v1/servers/{}/breaker/reset", known(server)?);
                self.whom.ask(config, (Method::POST, &path, ""), table).await
            }
        }
    }
}

/// One a server: of all, or of the one that was reset.
fn rows(answer: &Value) -> Vec<Vec<String>> {
    let one = std::slice::from_ref(answer);
    let servers = answer["servers"].as_array().map_or(one, Vec::as_slice);
    let row = |server: &Value| {
        let breaker = &server["breaker"];
        let wait = breaker["retryAfterMs"].as_u64().map(|millis| seconds(Duration::from_millis(millis)));
        vec![
            cell(&answer["pid"]),
            cell(&server["name"]),
            cell(&breaker["state"]),
            cell(&breaker["failures"]),
            wait.unwrap_or_default(),
        ]
    };
    servers.iter().map(row).collect()
}

fn seconds(wait: Duration) -> String {
    format!("{} s", wait.as_millis().div_ceil(1000))
}
