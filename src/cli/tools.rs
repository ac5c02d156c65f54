//! `gateway tools`.

mod live;

use std::fmt::Write;

use gateway_runtime::finder::first_sentence;
use gateway_runtime::narrow::{Effective, Narrowed};
use gateway_runtime::spec::{Approval, Class, ServerSpec, ToolSpec};
use gateway_runtime::words::{CacheTime, Size, Word};
use serde_json::{Value, json};

use super::Failure;
use super::control::Whom;
use super::table::{self, Cell, Table, Tone};
use crate::backends;
use crate::config::Config;
use crate::generated::CONTRACT;

/// Arguments of `gateway tools`.
#[derive(Debug, clap::Args)]
pub(super) struct Tools {
    /// A tool's name or alias; without it, all tools are listed
    name: Option<String>,
    /// Show how the tools do in running gateways
    #[arg(long)]
    live: bool,
    #[command(flatten)]
    whom: Whom,
}

impl Tools {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        if self.live || self.whom.is_one() {
            let name = self.name.as_deref().map(find).transpose()?.map(|tool| tool.name);
            return live::show(&self.whom, config, name).await;
        }
        let (profile, narrowed) = (backends::profile(config)?, backends::narrowed(config)?);
        let is_shown = |tool: &&ToolSpec| {
            profile.contains(tool) && !narrowed.of(tool).off && CONTRACT.server_of(tool).is_enabled
        };
        let shown: Vec<_> = match &self.name {
            Some(name) => vec![find(name)?],
            None => CONTRACT.tools.iter().filter(is_shown).collect(),
        };
        let text = match (self.whom.is_json(), shown.as_slice()) {
            (true, [tool]) if self.name.is_some() => format!("{:#}\n", data(tool, narrowed.of(tool))),
            (true, tools) => {
                format!("{:#}\n", tools.iter().map(|tool| data(tool, narrowed.of(tool))).collect::<Value>())
            }
            (false, [tool]) if self.name.is_some() => details(tool, narrowed.of(tool)),
            (false, tools) => listed(tools, &narrowed),
        };
        table::print(&text)
    }
}

pub(super) fn find(name: &str) -> Result<&'static ToolSpec, String> {
    // Of a tool that waits for its server, too, everything can be known here.
    CONTRACT.routes.get(name).copied().or_else(|| CONTRACT.waiting(name)).ok_or_else(|| {
        let near = gateway_runtime::near::nearest(name, CONTRACT.tools.iter().map(|tool| tool.name));
        let hint = near.map_or("`gateway tools` lists all".into(), |near| format!("did you mean `{near}`?"));
        format!("there is no tool `{name}`; {hint}")
    })
}

fn listed(tools: &[&ToolSpec], narrowed: &Narrowed) -> String {
    let mut text = String::new();
    let table = || Table::default().indented(2).at_most(table::screen());
    let all = tools.iter().fold(table(), |mut all, tool| {
        all.row(row(tool, narrowed.of(tool)));
        all
    });
    let widths = all.widths();
    for server in CONTRACT.servers {
        let own: Vec<_> = tools.iter().filter(|tool| tool.server == server.index).collect();
        if own.is_empty() {
            continue;
        }
        let ways = format!("({}; {})", server.name, backends::described(server));
        let _ = writeln!(text, "{} {}", Tone::Strong.paint(server.title), Tone::Faint.paint(&ways));
        let mut table = table();
        own.iter().for_each(|tool| table.row(row(tool, narrowed.of(tool))));
        text.push_str(&table.in_columns(&widths));
    }
    let _ = writeln!(text, "{} tools, contract {}", tools.len(), &CONTRACT.hash[..12]);
    text
}

fn row(tool: &ToolSpec, Effective { policy, .. }: &Effective) -> [Cell; 4] {
    let first = first_sentence(tool.description);
    let asks = if policy.approval == Approval::Always { "asks" } else { "" };
    [tool.name.into(), Cell::new(tool.class.name(), tone(tool.class)), asks.into(), first.into()]
}

pub(super) fn tone(class: Class) -> Tone {
    match class {
        Class::Read => Tone::Good,
        Class::Write => Tone::Warning,
        Class::Destructive => Tone::Bad,
    }
}

fn details(tool: &ToolSpec, Effective { off, policy, also }: &Effective) -> String {
    let server = CONTRACT.server_of(tool);
    let timeout = policy.call_timeout.unwrap_or(server.call_timeout);
    let rates: Vec<_> = policy.rate.iter().chain(also).map(Word::show).collect();
    let name = Tone::Strong.paint(tool.name);
    let mut text = format!("{name} — {}\n\n{}\n\n", tool.title, tool.description);
    let rows = [
        ("server", format!("{} ({})", server.name, backends::described(server))),
        ("class", tool.class.name().into()),
        ("aliases", list(tool.aliases)),
        ("state", state(server, *off).into()),
        ("rate", if rates.is_empty() { "unlimited".into() } else { rates.join(" and ") }),
        ("approval", policy.approval.show()),
        ("cache", CacheTime(policy.cache.unwrap_or_default()).show()),
        ("timeout", timeout.show()),
        (
            "sizes",
            format!("arguments {}, result {}", at_most(policy.max_arguments), at_most(policy.max_result)),
        ),
    ];
    for (name, value) in rows {
        let _ = writeln!(text, "{} {value}", Cell::new(name, Tone::Faint).padded(9));
    }
    let _ = writeln!(text, "\narguments {:#}", schema(tool.input_schema));
    if let Some(output) = tool.output_schema {
        let _ = writeln!(text, "\nreturns {:#}", schema(output));
    }
    text
}

fn state(server: &ServerSpec, off: bool) -> &'static str {
    match (server.is_enabled, off) {
        (false, _) => "not enabled in this gateway ([gateway] enabled)",
        (true, true) => "switched off by [narrow]",
        (true, false) => "on",
    }
}

fn schema(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

fn at_most(size: Option<usize>) -> String {
    size.map_or("unlimited".into(), |size| format!("at most {}", Size(size).show()))
}

fn data(tool: &ToolSpec, Effective { off, policy, .. }: &Effective) -> Value {
    let server = CONTRACT.server_of(tool);
    json!({
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "aliases": tool.aliases,
        "server": server.name,
        "class": tool.class.name(),
        "off": off,
        "enabled": server.is_enabled,
        "approval": policy.approval == Approval::Always,
        "maxArgumentsBytes": policy.max_arguments,
        "maxResultBytes": policy.max_result,
        "inputSchema": schema(tool.input_schema),
        "outputSchema": tool.output_schema.map(schema),
    })
}
