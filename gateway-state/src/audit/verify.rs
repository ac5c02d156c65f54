//! Whether all rows are there, in their order, as they were written.

use std::ops::ControlFlow;

use serde_json::Value;

use super::chain::{Hash, Head};
use super::{Rows, Stored, each};
use crate::database::Problem;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many rows fit.
    pub rows: u64,
    /// The number of the first row that there is; 0 where there is none. Earlier ones were in files that are gone.
    pub first: i64,
    /// Number and hash of the last row that fits.
    pub head: Option<(i64, Hash)>,
    /// The first row that does not fit.
    pub bad: Option<Bad>,
    /// Whether the hash that was asked for is that of a row here; `None` where none was.
    pub has_wanted: Option<bool>,
}

/// A row that does not fit, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// Its number.
    pub seq: i64,
    /// What is wrong, as the end of a sentence about it.
    pub reason: String,
}

/// Checks the whole chain. `wanted` is a hash that some row must have: that nothing up to it is gone can be known by it
/// alone, since a chain that ends too early is still a chain.
///
/// # Errors
///
/// Where the rows cannot be read.
pub fn verify(rows: &mut dyn Rows, wanted: Option<Hash>) -> Result<Report, Problem> {
    let mut report = Report { has_wanted: wanted.map(|_| false), ..Report::default() };
    let mut head = None;
    each(rows, 0, |row| match follows(head, &row) {
        Ok(end) => {
            if head.is_none() {
                report.first = row.seq;
            }
            report.rows += 1;
            report.head = Some((end.seq, end.hash));
            if wanted == Some(end.hash) {
                report.has_wanted = Some(true);
            }
            head = Some(end);
            ControlFlow::Continue(())
        }
        Err(reason) => {
            report.bad = Some(Bad { seq: row.seq, reason });
            ControlFlow::Break(())
        }
    })?;
    Ok(report)
}

/// The chain's end with this row, if it fits.
fn follows(head: Option<Head>, row: &Stored) -> Result<Head, String> {
    let before = match head {
        Some(head) => head,
        None => start(row)?,
    };
    if row.seq != before.seq + 1 {
        return Err(match row.seq - before.seq {
            2 => format!("row {} before it is missing", before.seq + 1),
            _ => format!("rows {} to {} before it are missing", before.seq + 1, row.seq - 1),
        });
    }
    let end = before.with(&row.body);
    if end.hash == row.hash {
        Ok(end)
    } else {
        Err("it, or its place, is not the one that was recorded".into())
    }
}

/// What stands before the first row that there is.
fn start(row: &Stored) -> Result<Head, String> {
    if row.seq == 1 {
        return Ok(Head::default());
    }
    let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
    let previous = body["previous"].as_str().filter(|_| body["kind"] == "continued").and_then(Hash::read);
    match previous {
        Some(hash) => Ok(Head { seq: row.seq - 1, hash }),
        None => Err(format!("rows 1 to {} before it are missing", row.seq - 1)),
    }
}
