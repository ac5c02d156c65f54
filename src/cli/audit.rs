//! `gateway audit`.

mod progress;
pub(crate) mod show;
pub(crate) mod time;

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use clap::Subcommand;
use gateway_state::audit::{Filter, Hash, Place, Report, Rows, Stored, backup, each, verify};
use serde_json::{Value, json};

use self::show::{CSV_HEAD, csv, headings, json_line, line};
use super::bar::copying;
use super::{Failure, table};
use crate::audit;
use crate::config::Config;

/// How often new rows are looked for.
const LOOK: Duration = Duration::from_millis(200);

/// Arguments of `gateway audit`.
#[derive(Debug, clap::Args)]
pub(super) struct Audit {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show the last rows
    Tail {
        /// How many
        #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 20)]
        lines: usize,
        /// Go on, and show each row when it is written
        #[arg(short, long)]
        follow: bool,
        #[command(flatten)]
        wanted: Wanted,
        /// Print JSON, a row on a line
        #[arg(long)]
        json: bool,
    },
    /// Show all rows that fit; --principal selects by who called
    Query {
        #[command(flatten)]
        wanted: Wanted,
        /// At most so many, the last ones
        #[arg(long, value_name = "COUNT")]
        limit: Option<usize>,
        /// Print JSON, a row on a line
        #[arg(long)]
        json: bool,
    },
    /// Check that no row was changed, removed or put elsewhere; exit code 1 where one was
    Verify {
        /// A hash that an earlier check printed: everything up to it must be there
        #[arg(long, value_name = "HASH")]
        head: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write all rows that fit to standard output
    Export {
        /// A row on a line as JSON, or comma-separated values with a head line
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Copy the file to a new one, while gateways write
    Backup {
        /// The new file
        file: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    #[default]
    Jsonl,
    Csv,
}

/// Which rows.
#[derive(Debug, clap::Args)]
struct Wanted {
    /// Only of this kind: intent, outcome, approval, operator, gap or continued
    #[arg(long)]
    kind: Option<String>,
    /// Only about this tool
    #[arg(long)]
    tool: Option<String>,
    /// Only about tools of this server
    #[arg(long)]
    server: Option<String>,
    /// Only with this outcome: ok, error, refused, failed, asked, cancelled; of approvals approved, denied, expired …
    #[arg(long)]
    outcome: Option<String>,
    /// Only about this request for approval, by its id
    #[arg(long, value_name = "ID")]
    approval: Option<String>,
    /// Not before: a time in UTC such as 2026-02-28T23:59, or how long ago, such as 2h
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Before: the same
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
}

impl Wanted {
    fn filter(self, principal: Option<&str>) -> Result<Filter, String> {
        let Self { kind, tool, server, outcome, approval, since, until } = self;
        let time = |name, text: Option<String>| text.map(|text| time::read(name, &text)).transpose();
        Ok(Filter {
            kind,
            tool,
            server,
            outcome,
            approval,
            principal: principal.map(str::to_owned),
            since: time("--since", since)?,
            until: time("--until", until)?,
        })
    }
}

impl Audit {
    pub(super) fn run(self, principal: Option<&str>, config: &Config) -> Result<(), Failure> {
        let place = audit::place(config)?;
        audit::recover(config, &place);
        match self.action {
            Action::Tail { lines, follow, wanted, json } => {
                head(json)?;
                tail(&place, lines, follow, &wanted.filter(principal)?, form(json))
            }
            Action::Query { wanted, limit, json } => {
                head(json)?;
                query(&place, limit, &wanted.filter(principal)?, form(json))
            }
            Action::Verify { head, json } => check(&place, head.as_deref(), json),
            Action::Export { format, wanted } => export(&place, format, &wanted.filter(principal)?),
            Action::Backup { file } => match &place {
                Place::File(from) => Ok(copying(&from.path, &file, || backup(&from.path, &file))?),
                Place::Postgres(url) => {
                    Err(format!("{url}: this is PostgreSQL's to do, for example with pg_dump").into())
                }
            },
        }
    }
}

/// How a row is printed.
#[derive(Clone, Copy)]
struct Form {
    text: fn(&Stored, &Value) -> String,
    print: fn(&str) -> Result<(), Failure>,
}

const JSON: Form = Form { text: |row, _| json_line(row), print: super::print };
const CSV: Form = Form { text: csv, print: super::print };
const LINE: Form = Form { text: line, print: table::print };

fn form(is_json: bool) -> Form {
    if is_json { JSON } else { LINE }
}

/// Headings for people at a terminal: whoever reads the lines with a program gets rows alone.
fn head(is_json: bool) -> Result<(), Failure> {
    match (is_json, table::screen()) {
        (false, Some(_)) => table::print(&headings()),
        _ => Ok(()),
    }
}

/// The row as it is printed, if it is wanted.
fn shown(row: &Stored, filter: &Filter, form: Form) -> Option<String> {
    let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
    filter.accepts(&body).then(|| (form.text)(row, &body))
}

fn query(place: &Place, limit: Option<usize>, filter: &Filter, form: Form) -> Result<(), Failure> {
    let Some(limit) = limit else {
        // The rows themselves show how far it is.
        return place.rows()?.map_or(Ok(()), |mut rows| print_all(&mut *rows, 0, filter, form).map(drop));
    };
    let Some(mut rows) = progress::rows(place, "searched")? else { return Ok(()) };
    let (_, texts) = last(&mut rows, 0, limit, filter, form)?;
    drop(rows);
    texts.iter().try_for_each(|text| (form.print)(text))
}

fn tail(place: &Place, lines: usize, follow: bool, filter: &Filter, form: Form) -> Result<(), Failure> {
    let mut rows = place.rows()?;
    let mut seen = 0;
    if let Some(rows) = &mut rows {
        let count = i64::try_from(lines).unwrap_or(i64::MAX);
        let from = if filter.is_open() { rows.last()?.saturating_sub(count) } else { 0 };
        let texts;
        (seen, texts) = last(&mut **rows, from.max(0), lines, filter, form)?;
        texts.iter().try_for_each(|text| (form.print)(text))?;
    }
    if !follow {
        return Ok(());
    }
    loop {
        std::thread::sleep(LOOK);
        match &mut rows {
            Some(rows) => seen = print_all(&mut **rows, seen, filter, form)?,
            None => rows = place.rows()?,
        }
    }
}

/// The last `most` rows that fit, and the number of the last row at all.
fn last(
    rows: &mut dyn Rows,
    mut seen: i64,
    most: usize,
    filter: &Filter,
    form: Form,
) -> Result<(i64, VecDeque<String>), String> {
    let mut texts = VecDeque::new();
    each(rows, seen, |row| {
        seen = row.seq;
        if let Some(text) = shown(&row, filter, form) {
            texts.push_back(text);
            if texts.len() > most {
                texts.pop_front();
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok((seen, texts))
}

/// Prints all rows after `seen` that fit, and gives the number of the last row at all.
fn print_all(rows: &mut dyn Rows, mut seen: i64, filter: &Filter, form: Form) -> Result<i64, Failure> {
    let mut printed = Ok(());
    each(rows, seen, |row| {
        seen = row.seq;
        printed = shown(&row, filter, form).map_or(Ok(()), |text| (form.print)(&text));
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    printed.map(|()| seen)
}

fn export(place: &Place, format: Format, filter: &Filter) -> Result<(), Failure> {
    let form: Form = match format {
        Format::Jsonl => JSON,
        Format::Csv => {
            super::print(&format!("{}\r\n", CSV_HEAD.join(",")))?;
            CSV
        }
    };
    match progress::rows(place, "exported")? {
        Some(mut rows) => print_all(&mut rows, 0, filter, form).map(drop),
        None => Ok(()),
    }
}

fn check(place: &Place, head: Option<&str>, is_json: bool) -> Result<(), Failure> {
    let read = |text: &str| {
        Hash::read(text).ok_or_else(|| format!("--head `{text}` is not a hash; write 64 hexadecimal digits"))
    };
    let wanted = head.map(read).transpose()?;
    let report = match progress::rows(place, "checked")? {
        Some(mut rows) => verify(&mut rows, wanted)?,
        None => Report { has_wanted: wanted.map(|_| false), ..Report::default() },
    };
    super::print(&if is_json { format!("{:#}\n", data(&report)) } else { text(&report) })?;
    if report.bad.is_some() || report.has_wanted == Some(false) { Err(Failure::Tool) } else { Ok(()) }
}

fn data(report: &Report) -> Value {
    json!({
        "sound": report.bad.is_none() && report.has_wanted != Some(false),
        "rows": report.rows,
        "first": report.first,
        "head": report.head.map(|(seq, hash)| json!({"seq": seq, "hash": hash.to_string()})),
        "bad": report.bad.as_ref().map(|bad| json!({"seq": bad.seq, "reason": bad.reason})),
        "hasWantedHead": report.has_wanted,
    })
}

fn text(report: &Report) -> String {
    let mut text = match (&report.head, report.first) {
        (None, _) if report.bad.is_none() => "there are no rows\n".to_owned(),
        (None, _) => String::new(),
        (Some((seq, hash)), first) => format!("rows {first} to {seq} fit; head {hash}\n"),
    };
    if let Some(bad) = &report.bad {
        text.push_str(&format!("row {} does not fit: {}\n", bad.seq, bad.reason));
    } else if report.has_wanted == Some(false) {
        text.push_str("no row has the hash that was asked for: the end of the chain is missing, or it is another chain\n");
    }
    text
}
