//! `gateway explain`: what would happen to a call, stage by stage, and what decides it. Nothing is started or called.

mod because;
mod places;
mod stages;

use std::io::Read;

use serde_json::value::RawValue;
use serde_json::{Value, json};

use self::because::Because;
use self::stages::{Asked, Stage, Verdict};
use super::table::{self, Cell, Table, Tone};
use super::{Failure, tools};
use crate::backends;
use crate::config::Config;

/// Arguments of `gateway explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// The tool's name or alias
    tool: String,
    /// Who would call: a principal of tools.toml [default: as --principal]
    #[arg(long = "as", value_name = "PRINCIPAL")]
    caller: Option<String>,
    /// Its arguments as a JSON object, or @FILE (@- for standard input): they are validated, and the tool is not run
    #[arg(long, value_name = "JSON|@FILE")]
    args: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Explain {
    /// Exit code 0 where the call would be carried out, at once or after an approval; 1 where it would be refused.
    pub(super) fn run(self, config: &Config) -> Result<(), Failure> {
        let tool = tools::find(&self.tool)?;
        let config = Config { principal: self.caller.clone().or(config.principal.clone()), ..config.clone() };
        let (principal, narrowed) = (backends::principal(&config)?.spec(), backends::narrowed(&config)?);
        let arguments = self.args.as_deref().map(read).transpose()?;
        let asked = Asked {
            name: &self.tool,
            tool,
            principal,
            arguments: arguments.as_deref(),
            effective: narrowed.of(tool),
            config: &config,
        };
        let stages = stages::all(&asked);
        match self.json {
            true => super::print(&format!("{:#}\n", data(&asked, &stages)))?,
            false => table::print(&text(&asked, &stages))?,
        }
        if outcome(&stages) == Verdict::Refused { Err(Failure::Found(1)) } else { Ok(()) }
    }
}

/// Arguments as they would come: the text of a JSON value.
fn read(given: &str) -> Result<String, String> {
    let text = match given.strip_prefix('@') {
        None => given.to_owned(),
        Some("-") => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map_err(|error| format!("--args @-: {error}"))?;
            text
        }
        Some(file) => std::fs::read_to_string(file).map_err(|error| format!("--args: {file}: {error}"))?,
    };
    let value: Result<&RawValue, _> = serde_json::from_str(&text);
    value.map(|value| value.get().to_owned()).map_err(|error| {
        format!("--args is not JSON: {error}; write an object, such as '{{\"name\": \"value\"}}', or @FILE")
    })
}

/// How the call would end.
fn outcome(stages: &[Stage]) -> Verdict {
    let found = |verdict| stages.iter().any(|stage| stage.verdict == verdict);
    [Verdict::Refused, Verdict::Asks].into_iter().find(|verdict| found(*verdict)).unwrap_or(Verdict::Passes)
}

fn text(asked: &Asked<'_>, stages: &[Stage]) -> String {
    let mut table = Table::headed(&["STAGE", "CALL", "WHERE", "WHAT"]);
    for stage in stages {
        let mut places = stage.because.iter().map(Because::shown);
        let first = places.next().unwrap_or_default();
        let verdict = Cell::new(stage.verdict.name(), tone(stage.verdict));
        table.row([stage.name.into(), verdict, Cell::new(first, Tone::Faint), stage.says.as_str().into()]);
        // Further places each have a line of their own, below the first.
        places.for_each(|place| table.row(["".into(), "".into(), Cell::new(place, Tone::Faint)]));
    }
    let (tool, who) = (Tone::Strong.paint(asked.name), asked.principal.name);
    format!("{tool} as {who}\n\n{}\n{}\n", table.text(), conclusion(stages))
}

fn conclusion(stages: &[Stage]) -> String {
    let last = stages.last().map_or("", |stage| stage.name);
    let open: Vec<_> =
        stages.iter().filter(|stage| stage.verdict == Verdict::Depends).map(|stage| stage.name).collect();
    let open =
        if open.is_empty() { String::new() } else { format!(", unless refused at {}", open.join(" or ")) };
    match outcome(stages) {
        Verdict::Refused => Tone::Bad.paint(&format!("It would be refused at {last}.")),
        Verdict::Asks => Tone::Warning.paint(&format!("It would be carried out after an approval{open}.")),
        Verdict::Passes | Verdict::Depends => Tone::Good.paint(&format!("It would be carried out{open}.")),
    }
}

const fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Passes => Tone::Good,
        Verdict::Refused => Tone::Bad,
        Verdict::Asks | Verdict::Depends => Tone::Warning,
    }
}

fn data(asked: &Asked<'_>, stages: &[Stage]) -> Value {
    let of = |stage: &Stage| {
        let because: Vec<_> = stage.because.iter().map(Because::data).collect();
        json!({ "stage": stage.name, "verdict": stage.verdict.name(), "text": stage.says, "because": because })
    };
    json!({
        "tool": asked.tool.name,
        "principal": asked.principal.name,
        "outcome": outcome(stages).name(),
        "stages": stages.iter().map(of).collect::<Vec<_>>(),
    })
}
