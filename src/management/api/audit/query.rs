//! What a request wants of the audit. Nothing of it becomes part of a statement: filters are values.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use gateway_runtime::near::nearest;
use gateway_state::audit::{Filter, Hash, KINDS};

use crate::cli::audit::time;
use crate::management::problem::Problem;

/// The keys that select rows; those of times stand last.
pub(super) const FILTERS: &[&str] =
    &["kind", "tool", "server", "principal", "outcome", "approval", "since", "until"];

/// The kinds of rows.
/// No value is longer, in bytes.
const LONGEST: usize = 200;

/// So many rows are given at once at most, and without a wish.
const MOST: usize = 1000;
const USUAL: usize = 100;

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Jsonl,
    Csv,
}

/// The members of a query: each known, and there once.
#[derive(Debug)]
pub(super) struct Query(BTreeMap<String, String>);

impl Query {
    pub(super) fn read(text: Option<&str>, known: &[&[&str]]) -> Result<Self, Problem> {
        let known = known.concat();
        let mut members = BTreeMap::new();
        for (key, value) in form_urlencoded::parse(text.unwrap_or_default().as_bytes()) {
            check(&key, &value, &known).map_err(Problem::bad_request)?;
            if members.insert(key.clone().into_owned(), value.into_owned()).is_some() {
                return Err(Problem::bad_request(format!("the query has `{key}` twice; give it once")));
            }
        }
        Ok(Self(members))
    }

    pub(super) fn filter(&self) -> Result<Filter, Problem> {
        let text = |name| self.0.get(name).cloned();
        if let Some(kind) = self.0.get("kind").filter(|kind| !KINDS.contains(&kind.as_str())) {
            let kinds = KINDS.join(", ");
            return Err(Problem::bad_request(format!(
                "kind `{kind}`: there is no such kind of row; there are {kinds}"
            )));
        }
        let time =
            |name| text(name).map(|text| time::read(name, &text)).transpose().map_err(Problem::bad_request);
        Ok(Filter {
            kind: text("kind"),
            tool: text("tool"),
            server: text("server"),
            principal: text("principal"),
            outcome: text("outcome"),
            approval: text("approval"),
            since: time("since")?,
            until: time("until")?,
        })
    }

    pub(super) fn limit(&self) -> Result<usize, Problem> {
        let Some(text) = self.0.get("limit") else { return Ok(USUAL) };
        let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
        limit.ok_or_else(|| Problem::bad_request(format!("limit `{text}` is not a number from 1 to {MOST}")))
    }

    /// Before which row; from the end on where it is not said.
    pub(super) fn cursor(&self) -> Result<i64, Problem> {
        let cursor = self.0.get("cursor").map(|text| row("cursor", text)).transpose()?;
        Ok(cursor.unwrap_or(i64::MAX))
    }

    pub(super) fn hash(&self, name: &str) -> Result<Option<Hash>, Problem> {
        let read = |text: &String| {
            let problem = format!("{name} `{text}` is not a hash; write 64 hexadecimal digits");
            Hash::read(text).ok_or_else(|| Problem::bad_request(problem))
        };
        self.0.get(name).map(read).transpose()
    }

    pub(super) fn format(&self) -> Result<Format, Problem> {
        match self.0.get("format").map(String::as_str) {
            None | Some("jsonl") => Ok(Format::Jsonl),
            Some("csv") => Ok(Format::Csv),
            Some(other) => {
                Err(Problem::bad_request(format!("format `{other}` is not known; write `jsonl` or `csv`")))
            }
        }
    }
}

fn check(key: &str, value: &str, known: &[&str]) -> Result<(), String> {
    if !known.contains(&key) {
        let short: String = key.chars().take(40).collect();
        return Err(match nearest(key, known.iter().copied()) {
            Some(near) => format!("the query has the key `{short}`; did you mean `{near}`?"),
            None => format!("the query has the key `{short}`; there are {}", known.join(", ")),
        });
    }
    if value.is_empty() {
        return Err(format!("`{key}` is empty; give it a value, or leave it out"));
    }
    if value.len() > LONGEST {
        return Err(format!("`{key}` has {} bytes; at most {LONGEST} are looked for", value.len()));
    }
    if value.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER) {
        return Err(format!(
            "`{key}` holds what is no text: a control character, or bytes that are not UTF-8"
        ));
    }
    Ok(())
}

/// The number of a row.
fn row(name: &str, text: &str) -> Result<i64, Problem> {
    let is_number = (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let problem = || Problem::bad_request(format!("{name} `{text}` is not the number of a row"));
    is_number.then(|| text.parse().ok()).flatten().ok_or_else(problem)
}

/// The row that a follower has seen last.
pub(super) fn last_event(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(value) = headers.get("last-event-id") else { return Ok(None) };
    row("Last-Event-ID", value.to_str().unwrap_or("…")).map(Some)
}
