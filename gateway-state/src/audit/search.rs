//! The newest rows that are wanted.

use serde_json::Value;

use super::{Filter, Rows, Stored};
use crate::database::Problem;

/// After so many rows in a row that are older than what is wanted, none is looked for further back. Rows that could not be
/// written at once stand later than their time says; so many are kept at most.
const TOO_OLD: usize = 20_000;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Newest first, each with its text as data.
    pub rows: Vec<(Stored, Value)>,
    /// Before which row to go on looking; `None` where there is no more to find.
    pub next: Option<i64>,
}

/// The last `most` rows before `seq` that `filter` accepts. What `seq` is not for, `i64::MAX` is: from the end on.
///
/// # Errors
///
/// Where they cannot be read.
pub fn search(rows: &mut dyn Rows, mut seq: i64, filter: &Filter, most: usize) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut too_old = 0;
    loop {
        let page = rows.before(seq, filter)?;
        let Some(last) = page.last() else { return Ok(found) };
        seq = last.seq;
        for row in page {
            let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
            if filter.accepts(&body) {
                if found.rows.len() == most {
                    found.next = found.rows.last().map(|(row, _)| row.seq);
                    return Ok(found);
                }
                found.rows.push((row, body));
            } else if is_before(&body, filter) {
                too_old += 1;
                continue;
            }
            too_old = 0;
        }
        if too_old >= TOO_OLD {
            return Ok(found);
        }
    }
}

fn is_before(body: &Value, filter: &Filter) -> bool {
    let time = body["time"].as_str().unwrap_or_default();
    filter.since.as_ref().is_some_and(|since| time < since.as_str())
}
