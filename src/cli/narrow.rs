//! `gateway narrow`.

use std::path::{Path, PathBuf};

use gateway_runtime::narrow::Overlay;
use hyper::Method;
use serde_json::Value;

use super::Failure;
use super::control::{Table, Whom, cell};
use crate::backends;
use crate::config::{self, Config};

/// Arguments of `gateway narrow`.
#[derive(Debug, clap::Args)]
pub(super) struct Narrow {
    #[command(flatten)]
    whom: Whom,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Show what is switched off and lowered, by gateway.toml and since
    Show,
    /// Switch off and lower what a file says, in the place of what was set this way before
    Set {
        /// A TOML file with what may stand below [narrow] in gateway.toml
        file: PathBuf,
    },
    /// Take back what was set; what gateway.toml says stays
    Clear,
}

impl Narrow {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let (method, body) = match &self.action {
            Action::Show => (Method::GET, String::new()),
            Action::Set { file } => (Method::PUT, json(&read(file, config)?)?),
            Action::Clear => (Method::PUT, json(&Overlay::default())?),
        };
        let table = Table { columns: &["GATEWAY", "SET BY", "FOR", "LIMITS"], rows };
        self.whom.ask(config, (method, "/api/v1/narrowing", &body), table).await
    }
}

/// Mistakes are said here, so that of several gateways none is narrowed while another refuses.
fn read(file: &Path, config: &Config) -> Result<Overlay, String> {
    let overlay = config::overlay(file)?;
    let mistakes = backends::narrowed(config)?.mistakes(&crate::generated::CONTRACT, &overlay);
    if mistakes.is_empty() { Ok(overlay) } else { Err(mistakes.join("\n")) }
}

fn json(overlay: &Overlay) -> Result<String, String> {
    serde_json::to_string(overlay).map_err(|error| error.to_string())
}

/// One a selector; one that says so where there is none.
fn rows(answer: &Value) -> Vec<Vec<String>> {
    let pid = cell(&answer["pid"]);
    let places = [("configured", "gateway.toml"), ("live", "gateway narrow")];
    let mut rows: Vec<_> = places
        .into_iter()
        .flat_map(|(place, name)| {
            let pid = &pid;
            selectors(&answer[place])
                .into_iter()
                .map(move |(whom, limits)| vec![pid.clone(), name.into(), whom, limits])
        })
        .collect();
    if rows.is_empty() {
        rows.push(vec![pid, "nobody".into(), String::new(), "as compiled".into()]);
    }
    rows
}

/// What an overlay is about, and what it says there.
pub(crate) fn selectors(overlay: &Value) -> Vec<(String, String)> {
    let off =
        overlay["off"].as_array().into_iter().flatten().map(|selector| (cell(selector), "off".to_owned()));
    let tables = ["classes", "servers", "tools"].into_iter().flat_map(|table| {
        let entries = overlay[table].as_object().into_iter().flatten();
        entries.map(move |(name, limits)| (format!("{table}.{name}"), said(limits)))
    });
    off.chain(tables).collect()
}

fn said(limits: &Value) -> String {
    let limits = limits.as_object().into_iter().flatten();
    limits.map(|(name, value)| format!("{name} = {}", cell(value))).collect::<Vec<_>>().join(", ")
}
