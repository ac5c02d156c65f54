//! `gateway calls`.

use hyper::Method;
use serde_json::{Value, json};

use super::Failure;
use super::control::{Whom, cell};
use super::figures::time;
use super::table::{Cell, Table, Tone};
use crate::config::Config;

/// Arguments of `gateway calls`.
#[derive(Debug, clap::Args)]
pub(super) struct Calls {
    #[command(flatten)]
    whom: Whom,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Clone, Copy, Debug, clap::Subcommand)]
enum Action {
    /// List the calls in flight, the longest under way first
    List,
    /// Take a call back: its caller is told, and its server where it can be
    Cancel {
        /// The call's number, as `gateway calls` shows it
        id: u64,
    },
}

impl Calls {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        match self.action {
            None | Some(Action::List) => {
                self.whom.show(config, (Method::GET, "/api/v1/calls", ""), calls).await
            }
            Some(Action::Cancel { id }) => self.cancel(config, id).await,
        }
    }

    /// Each gateway has its own numbers.
    async fn cancel(self, config: &Config, id: u64) -> Result<(), Failure> {
        if !self.whom.is_one() {
            let running = self.whom.answers(config, (Method::GET, "/api/v1/calls", "")).await?;
            if let [_, _, ..] = &running[..] {
                let pids: Vec<_> = running.iter().map(|answer| cell(&answer["pid"])).collect();
                let pids = pids.join(", ");
                return Err(format!(
                    "several gateways run ({pids}), each with its own numbers; name one with --pid"
                )
                .into());
            }
        }
        let path = format!("/api/v1/calls/{id}/cancel");
        self.whom.show(config, (Method::POST, &path, ""), calls).await
    }
}

fn calls(answers: &[Value]) -> String {
    let mut table = Table::headed(&["GATEWAY", "CALL", "TOOL", "SERVER", "PRINCIPAL", "STAGE", "FOR"]);
    let mut is_any = false;
    for answer in answers {
        let all = answer["calls"].as_array().map_or(std::slice::from_ref(answer), Vec::as_slice);
        for call in all {
            is_any = true;
            let age = json!(call["ageMs"].as_f64().map(|millis| millis / 1000.0));
            let stage = if call["stage"] == "approval" { Tone::Warning } else { Tone::Plain };
            table.row([
                Cell::number(cell(&answer["pid"])),
                Cell::number(cell(&call["id"])),
                cell(&call["tool"]).into(),
                cell(&call["server"]).into(),
                cell(&call["principal"]).into(),
                Cell::new(cell(&call["stage"]), stage),
                Cell::number(time(&age)),
            ]);
        }
    }
    if is_any { table.text() } else { "no call is in flight\n".into() }
}
