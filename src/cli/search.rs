//! `gateway search`: tools by words.

use gateway_runtime::finder::{self, first_sentence};
use gateway_runtime::spec::ToolSpec;
use serde_json::{Value, json};

use super::table::{self, Cell, Table, Tone};
use super::{Failure, tools};
use crate::backends;
use crate::config::Config;
use crate::generated::CONTRACT;

/// Arguments of `gateway search`.
#[derive(Debug, clap::Args)]
pub(super) struct Search {
    /// What to look for: words of names, descriptions and parameters, in any form; slips of the pen are forgiven
    #[arg(required = true)]
    words: Vec<String>,
    /// At most so many tools
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Search {
    /// Exit code 1 where nothing is found.
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let (profile, narrowed) = (backends::profile(config)?, backends::narrowed(config)?);
        let is_shown = |tool: &&ToolSpec| profile.contains(tool) && !narrowed.of(tool).off;
        let question = self.words.join(" ");
        let found = finder::search(&CONTRACT, &question, CONTRACT.tools.iter().filter(is_shown));
        let shown = &found[..found.len().min(self.limit)];
        match self.json {
            true => super::print(&format!("{:#}\n", shown.iter().map(|tool| data(tool)).collect::<Value>()))?,
            false => table::print(&text(shown, found.len()))?,
        }
        match found.is_empty() {
            true => {
                let hint = "try other words; `gateway tools` lists what there is";
                eprintln!("gateway: no tool of the profile {} fits `{question}`; {hint}", profile.name);
                Err(Failure::Found(1))
            }
            false => Ok(()),
        }
    }
}

fn text(shown: &[&ToolSpec], found: usize) -> String {
    let mut table = Table::default().at_most(table::screen());
    for tool in shown {
        let class = Cell::new(tool.class.name(), tools::tone(tool.class));
        table.row([Cell::new(tool.name, Tone::Strong), class, first_sentence(tool.description).into()]);
    }
    let more = match found - shown.len() {
        0 => String::new(),
        more => format!("{}\n", Tone::Faint.paint(&format!("{more} more fit less well (--limit)"))),
    };
    table.text() + &more
}

fn data(tool: &ToolSpec) -> Value {
    json!({
        "name": tool.name,
        "server": CONTRACT.server_of(tool).name,
        "class": tool.class.name(),
        "description": tool.description,
        "parameters": finder::parameters(tool),
    })
}
