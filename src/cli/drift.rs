//! `gateway drift`.

use std::fmt::Write;
use std::sync::Arc;

use gateway_runtime::drift::{ServerDrift, Severity, ToolDrift};
use gateway_runtime::gateway::Gateway;
use gateway_runtime::spec::ServerSpec;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::bar::bar;
use super::{Failure, PATIENCE};
use crate::backends;
use crate::config::Config;
use crate::generated::CONTRACT;

/// Arguments of `gateway drift`. Exit codes: 0 no difference, 1 compatible ones, 2 blocking ones, 3 none of those that block,
/// but a server that could not be asked.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 nothing differs, 1 compatible differences, 2 a tool is blocked, 3 no tool is blocked, \
                        but a server could not be asked.\n\nA server that is built in is asked which tools it \
                        has; what they take and return was compiled together with this contract."
)]
pub(super) struct Drift {
    /// Only this server of tools.toml
    #[arg(long, value_name = "NAME")]
    server: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// So many servers are asked at once.
const AT_ONCE: usize = 4;

/// What was found at one server.
struct Row {
    server: &'static ServerSpec,
    /// Whether it is part of this program.
    is_built_in: bool,
    found: Found,
}

enum Found {
    /// It is built in, and does not say what its tools are.
    Untold,
    Drift(ServerDrift),
    NotAsked(String),
}

impl Drift {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let servers: Vec<_> = match &self.server {
            Some(name) => vec![backends::find(&CONTRACT, name)?],
            None => CONTRACT.servers.iter().filter(|server| server.is_enabled).collect(),
        };
        let gateway = Arc::new(backends::gateway(config)?);
        let rows = ask_all(&gateway, servers).await;
        gateway.stop(Instant::now() + PATIENCE).await;
        super::print(&if self.json {
            format!("{:#}\n", rows.iter().map(Row::data).collect::<Value>())
        } else {
            rows.iter().map(Row::text).collect()
        })?;
        match rows.iter().map(Row::exit_code).max_by_key(|code| rank(*code)) {
            None | Some(0) => Ok(()),
            Some(code) => Err(Failure::Found(code)),
        }
    }
}

/// A tool that is blocked outweighs a server that could not be asked.
fn rank(code: u8) -> u8 {
    [0, 1, 3, 2].get(usize::from(code)).copied().unwrap_or(0)
}

async fn ask_all(gateway: &Arc<Gateway>, servers: Vec<&'static ServerSpec>) -> Vec<Row> {
    let bar =
        bar(u64::try_from(servers.len()).unwrap_or(u64::MAX), "{bar:30} {pos} of {len} servers asked {msg}");
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut asking = JoinSet::new();
    for server in servers {
        let (gateway, places) = (gateway.clone(), places.clone());
        asking.spawn(async move {
            let _place = places.acquire().await;
            Row { server, is_built_in: gateway.is_built_in(server), found: ask(&gateway, server).await }
        });
    }
    let mut rows = Vec::new();
    while let Some(row) = asking.join_next().await {
        bar.inc(1);
        rows.extend(row.inspect(|row| bar.set_message(row.server.name)));
    }
    bar.finish_and_clear();
    rows.sort_by_key(|row| row.server.index);
    rows
}

async fn ask(gateway: &Gateway, server: &ServerSpec) -> Found {
    match gateway.drift(server).await {
        Ok(None) => Found::Untold,
        Ok(Some(drift)) => Found::Drift(drift),
        Err(fault) => Found::NotAsked(fault.to_string()),
    }
}

impl Row {
    fn exit_code(&self) -> u8 {
        match &self.found {
            Found::Untold => 0,
            Found::Drift(drift) => match drift.severity() {
                None => 0,
                Some(Severity::Compatible) => 1,
                Some(Severity::Blocking) => 2,
            },
            Found::NotAsked(_) => 3,
        }
    }

    fn word(&self) -> &'static str {
        match (&self.found, self.exit_code()) {
            (Found::Untold, _) => "not told",
            (Found::NotAsked(_), _) => "not asked",
            (_, 0) => "same",
            (_, 1) => "compatible",
            _ => "blocking",
        }
    }

    fn data(&self) -> Value {
        let mut data =
            json!({"server": self.server.name, "result": self.word(), "builtIn": self.is_built_in});
        match &self.found {
            Found::Untold => {}
            Found::NotAsked(reason) => data["reason"] = reason.as_str().into(),
            Found::Drift(drift) => {
                data["tools"] = json!(drift.tools);
                data["extra"] = json!(drift.extra);
            }
        }
        data
    }

    fn text(&self) -> String {
        let place = if self.is_built_in { " (built in)" } else { "" };
        let mut text = format!("{}: {}{place}\n", self.server.name, self.word());
        match &self.found {
            Found::Untold => {}
            Found::NotAsked(reason) => text.push_str(&format!("  {reason}\n")),
            Found::Drift(drift) => {
                drift.tools.iter().for_each(|tool| text.push_str(&tool_text(tool)));
                if !drift.extra.is_empty() {
                    let _ =
                        writeln!(text, "  not in the contract, never offered: {}", drift.extra.join(", "));
                }
            }
        }
        text
    }
}

fn tool_text(tool: &ToolDrift) -> String {
    let is_blocked = tool.changes.iter().any(|change| change.severity == Severity::Blocking);
    let mut text = format!("  {} ({})\n", tool.tool, if is_blocked { "blocked" } else { "served" });
    for change in &tool.changes {
        let mark = if change.severity == Severity::Blocking { '!' } else { '-' };
        let _ = writeln!(text, "    {mark} {}", change.text);
    }
    text
}
