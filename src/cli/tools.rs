//! `gateway tools`.

use std::fmt::Write;

use gateway_runtime::spec::{Approval, Rate, ToolSpec};
use serde_json::{Value, json};

use super::Failure;
use crate::backends;
use crate::config::Config;
use crate::generated::CONTRACT;

/// Arguments of `gateway tools`.
#[derive(Debug, clap::Args)]
pub(super) struct Tools {
    /// A tool's name or alias; without it, all tools are listed
    name: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Tools {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let profile = backends::profile(config)?;
        let shown: Vec<_> = match &self.name {
            Some(name) => vec![find(name)?],
            None => CONTRACT.tools.iter().filter(|tool| profile.contains(tool)).collect(),
        };
        let text = match (self.json, shown.as_slice()) {
            (true, [tool]) if self.name.is_some() => format!("{:#}\n", data(tool)),
            (true, tools) => format!("{:#}\n", tools.iter().map(|tool| data(tool)).collect::<Value>()),
            (false, [tool]) if self.name.is_some() => details(tool),
            (false, tools) => table(tools),
        };
        super::print(&text)
    }
}

fn find(name: &str) -> Result<&'static ToolSpec, String> {
    CONTRACT.routes.get(name).copied().ok_or_else(|| {
        let near = gateway_runtime::near::nearest(name, CONTRACT.tools.iter().map(|tool| tool.name));
        let hint = near.map_or("`gateway tools` lists all".into(), |near| format!("did you mean `{near}`?"));
        format!("there is no tool `{name}`; {hint}")
    })
}

fn table(tools: &[&ToolSpec]) -> String {
    let width = tools.iter().map(|tool| tool.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for server in CONTRACT.servers {
        let own: Vec<_> = tools.iter().filter(|tool| tool.server == server.index).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{} ({}; {})", server.title, server.name, backends::described(server));
        for tool in own {
            let first = tool.description.split(". ").next().unwrap_or_default().trim_end_matches('.');
            let _ = writeln!(text, "  {:width$}  {:11}  {first}", tool.name, tool.class.name());
        }
    }
    let _ = writeln!(text, "{} tools, contract {}", tools.len(), &CONTRACT.hash[..12]);
    text
}

fn details(tool: &ToolSpec) -> String {
    let server = CONTRACT.server_of(tool);
    let timeout = tool.policy.call_timeout.unwrap_or(server.call_timeout);
    let mut text = format!("{} — {}\n\n{}\n\n", tool.name, tool.title, tool.description);
    let rows = [
        ("server", format!("{} ({})", server.name, backends::described(server))),
        ("class", tool.class.name().into()),
        ("aliases", list(tool.aliases)),
        ("rate", tool.policy.rate.map_or("unlimited".into(), rate)),
        ("approval", if tool.policy.approval == Approval::Always { "always" } else { "never" }.into()),
        ("cache", tool.policy.cache.map_or("off".into(), |time| format!("{time:?}"))),
        ("timeout", format!("{timeout:?}")),
    ];
    for (name, value) in rows {
        let _ = writeln!(text, "{name:9} {value}");
    }
    let _ = writeln!(text, "\narguments {:#}", schema(tool.input_schema));
    if let Some(output) = tool.output_schema {
        let _ = writeln!(text, "\nreturns {:#}", schema(output));
    }
    text
}

fn schema(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

fn rate(rate: Rate) -> String {
    format!("{} in {:?}", rate.calls, rate.per)
}

fn data(tool: &ToolSpec) -> Value {
    let server = CONTRACT.server_of(tool);
    json!({
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "aliases": tool.aliases,
        "server": server.name,
        "class": tool.class.name(),
        "approval": tool.policy.approval == Approval::Always,
        "inputSchema": schema(tool.input_schema),
        "outputSchema": tool.output_schema.map(schema),
    })
}
