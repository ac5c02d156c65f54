//! `gateway version`: what this binary is made of.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{Failure, print};
use crate::generated::CONTRACT;

/// The crates in this binary, as cargo-auditable writes them.
const DEPENDENCIES: &str = include_str!(concat!(env!("OUT_DIR"), "/dependencies.json"));

/// Arguments of `gateway version`.
#[derive(Debug, clap::Args)]
pub(super) struct Version {
    /// As JSON, with the crates that are in the binary (the form of cargo-auditable)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Facts {
    name: &'static str,
    version: &'static str,
    contract: &'static str,
    policy: &'static str,
    servers: usize,
    tools: usize,
    dependencies: Box<RawValue>,
}

impl Version {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let text = if self.json { json()? } else { text() };
        print(&text)
    }
}

fn text() -> String {
    let (servers, tools) = (CONTRACT.servers.len(), CONTRACT.tools.len());
    let waiting = CONTRACT.servers.iter().filter(|server| !server.is_enabled).count();
    let waiting = if waiting == 0 { String::new() } else { format!(", {waiting} servers not enabled") };
    format!(
        "{} {}\ncontract {} ({servers} servers, {tools} tools{waiting})\npolicy   {}\n",
        CONTRACT.name,
        env!("CARGO_PKG_VERSION"),
        CONTRACT.hash,
        CONTRACT.policy_hash
    )
}

fn json() -> Result<String, String> {
    let facts = || {
        serde_json::to_string(&Facts {
            name: CONTRACT.name,
            version: env!("CARGO_PKG_VERSION"),
            contract: CONTRACT.hash,
            policy: CONTRACT.policy_hash,
            servers: CONTRACT.servers.len(),
            tools: CONTRACT.tools.len(),
            dependencies: RawValue::from_string(DEPENDENCIES.to_owned())?,
        })
    };
    facts().map(|line| line + "\n").map_err(|error: serde_json::Error| format!("the list of crates: {error}"))
}
