//! `gateway policy`: who may call what.

use std::fmt::Write;

use gateway_runtime::narrow::Narrowed;
use gateway_runtime::near::nearest;
use gateway_runtime::spec::{Approval, PrincipalSpec, ServerSpec, ToolSpec};
use gateway_runtime::words::Word;
use serde_json::{Map, Value, json};

use super::table::{self, Cell, Table, Tone};
use super::{Failure, tools};
use crate::backends;
use crate::config::Config;
use crate::generated::CONTRACT;

/// Arguments of `gateway policy`.
#[derive(Debug, clap::Args)]
pub(super) struct Policy {
    /// Only this principal; may be given more than once
    #[arg(long = "as", value_name = "PRINCIPAL")]
    principals: Vec<String>,
    /// Only the tools of this server; may be given more than once
    #[arg(long = "server", value_name = "NAME")]
    servers: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// How it stands with a principal and a tool.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Right {
    No,
    Off,
    Asks,
    Yes,
}

impl Right {
    fn of(who: &PrincipalSpec, tool: &ToolSpec, narrowed: &Narrowed) -> Self {
        let effective = narrowed.of(tool);
        match CONTRACT.profiles[usize::from(who.profile)].contains(tool) {
            false => Self::No,
            true if effective.off => Self::Off,
            true if effective.policy.approval == Approval::Always => Self::Asks,
            true => Self::Yes,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Off => "off",
            Self::Asks => "asks",
            Self::Yes => "yes",
        }
    }

    fn cell(self) -> Cell {
        match self {
            Self::No => Cell::new("-", Tone::Faint),
            Self::Off => Cell::new("off", Tone::Bad),
            Self::Asks => Cell::new("asks", Tone::Warning),
            Self::Yes => Cell::new("yes", Tone::Good),
        }
    }
}

impl Policy {
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let narrowed = backends::narrowed(config)?;
        let who = chosen("principal", CONTRACT.principals, |who| who.name, &self.principals)?;
        let servers = chosen("server", CONTRACT.servers, |server| server.name, &self.servers)?;
        match self.json {
            true => super::print(&format!("{:#}\n", data(&who, &servers, &narrowed))),
            false => table::print(&text(&who, &servers, &narrowed)),
        }
    }
}

/// Those of these names, each of which must be there; all where none is given.
fn chosen<T>(
    kind: &str,
    all: &'static [T],
    name: fn(&T) -> &'static str,
    wanted: &[String],
) -> Result<Vec<&'static T>, String> {
    for wanted in wanted {
        if !all.iter().any(|one| name(one) == wanted) {
            let names: Vec<_> = all.iter().map(name).collect();
            let near = nearest(wanted, names.iter().copied());
            let hint = near.map_or_else(
                || format!("there are {}", names.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(format!("there is no {kind} `{wanted}`; {hint}"));
        }
    }
    let is_wanted = |one: &&T| wanted.is_empty() || wanted.iter().any(|wanted| name(one) == wanted);
    Ok(all.iter().filter(is_wanted).collect())
}

fn tools_of(server: &ServerSpec) -> impl Iterator<Item = &'static ToolSpec> {
    CONTRACT.tools.iter().filter(move |tool| tool.server == server.index)
}

fn text(who: &[&PrincipalSpec], servers: &[&ServerSpec], narrowed: &Narrowed) -> String {
    let headings: Vec<_> = ["TOOL", "CLASS"].into_iter().chain(who.iter().map(|who| who.name)).collect();
    let mut whole = Table::headed(&headings);
    let row = |tool: &'static ToolSpec| {
        let class = Cell::new(tool.class.name(), tools::tone(tool.class));
        let rights = who.iter().map(|who| Right::of(who, tool, narrowed).cell());
        [tool.name.into(), class].into_iter().chain(rights).collect::<Vec<_>>()
    };
    servers.iter().flat_map(|server| tools_of(server)).for_each(|tool| whole.row(row(tool)));
    let widths = whole.widths();
    let mut text = Table::headed(&headings).in_columns(&widths);
    for server in servers {
        let mut table = Table::default();
        tools_of(server).for_each(|tool| table.row(row(tool)));
        let _ = write!(text, "{}\n{}", Tone::Strong.paint(server.title), table.in_columns(&widths));
    }
    let legend = "yes: may call it · asks: after a person's approval · off: switched off by [narrow] · -: does not exist for it";
    let _ = writeln!(text, "\n{}", Tone::Faint.paint(legend));
    text
}

fn data(who: &[&PrincipalSpec], servers: &[&ServerSpec], narrowed: &Narrowed) -> Value {
    let row = |server: &'static str, tool: &'static ToolSpec| {
        let effective = narrowed.of(tool);
        let rights =
            who.iter().map(|who| (who.name.to_owned(), Right::of(who, tool, narrowed).word().into()));
        json!({
            "tool": tool.name,
            "server": server,
            "class": tool.class.name(),
            "rates": effective.rates().map(|rate| rate.show()).collect::<Vec<_>>(),
            "principals": rights.collect::<Map<String, Value>>(),
        })
    };
    servers.iter().flat_map(|server| tools_of(server).map(|tool| row(server.name, tool))).collect()
}
