//! A bar for what takes long, where standard error is a terminal.

use gateway_state::audit::{Filter, Place, Rows, Stored};
use indicatif::ProgressBar;

use crate::cli::bar::{bar, spinner};

/// Rows that say how far they have been read.
pub(super) struct Shown {
    rows: Box<dyn Rows>,
    bar: ProgressBar,
    first: Option<i64>,
}

/// The rows, and a bar over all of them; `what` is done with each. A file of an earlier version is carried over first,
/// which takes long too.
pub(super) fn rows(place: &Place, what: &'static str) -> Result<Option<Shown>, String> {
    let opening = spinner("opening the record of calls");
    let rows = place.rows();
    opening.finish_and_clear();
    let Some(mut rows) = rows? else { return Ok(None) };
    let last = u64::try_from(rows.last()?).unwrap_or(0);
    let bar = bar(last, "{bar:30} {pos} of {len} rows {msg}, {eta} left").with_message(what);
    Ok(Some(Shown { rows, bar, first: None }))
}

impl Rows for Shown {
    fn after(&mut self, seq: i64) -> Result<Vec<Stored>, String> {
        let page = self.rows.after(seq)?;
        // Those before the first are in files that are gone.
        let first = *self.first.get_or_insert(page.first().map_or(0, |row| row.seq - 1));
        self.bar.set_position(u64::try_from(seq.max(first)).unwrap_or(0));
        Ok(page)
    }

    fn last(&mut self) -> Result<i64, String> {
        self.rows.last()
    }

    fn before(&mut self, seq: i64, filter: &Filter) -> Result<Vec<Stored>, String> {
        self.rows.before(seq, filter)
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
