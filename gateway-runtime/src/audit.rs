//! Audit: a row before every call that is not read-only, an outcome for each call, and everything that people decide.
//!
//! Rows are encoded where the call is served, and gathered. Before an answer leaves, what was gathered goes to a [`Journal`]
//! in one write, so that no answer is ahead of its row, however the process ends. One thread hands rows on to a [`Store`], all
//! that wait in one commit. A store chains them and keeps them; several gateways may share one. Who must not run without
//! a record waits for its commit and is refused where there is none. Everybody else only waits where the queue is full:
//! nothing is dropped while rows can be written, and what cannot be written is counted.

mod digest;
mod entry;
mod lane;
mod queue;
mod recorder;
mod redact;
mod row;
mod subject;
mod time;
mod writer;

use std::sync::Arc;

pub(crate) use self::entry::Entry;
pub use self::recorder::{Recorder, Standing, Waits};
pub(crate) use self::subject::Caller;
pub use self::subject::Via;
pub use self::time::stamp;

/// Where rows are kept. Used by one thread, which may wait for it.
pub trait Store: Send {
    /// Appends the rows of a batch to the end of the chain, and notes what it says of journals: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// Why they are not kept, as the end of a sentence. The next rows are tried anew.
    fn append(&mut self, batch: &Batch<'_>) -> Result<(), String>;
}

/// What is appended at once.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The rows, each a JSON object on one line.
    pub rows: &'a [&'a str],
    /// What they must outlast.
    pub lasting: Lasting,
    /// How far journals are done with these rows.
    pub done: &'a [Mark],
    /// Journals that are no more, so that nothing need be known of them.
    pub gone: &'a [Arc<str>],
}

impl<'a> Batch<'a> {
    /// Rows that are in no journal.
    #[must_use]
    pub fn of(rows: &'a [&'a str], lasting: Lasting) -> Self {
        Self { rows, lasting, done: &[], gone: &[] }
    }
}

/// What rows must outlast once they are appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// The end of the process, however it ends.
    Process,
    /// The end of the machine: somebody waits for it.
    Power,
}

/// Where rows are from before their answers leave until a store has them, so that they outlast the process. What is found
/// there when the process has ended goes to the store then.
pub trait Journal: Send {
    /// Adds rows, each ended by a line break.
    fn add(&mut self, rows: &str) -> Added;

    /// Removes the journals of these names, of which the store has every row.
    fn remove(&mut self, names: &[Arc<str>]);

    /// Begins another with the next row, if nothing was added behind this place; whether that is so.
    fn close(&mut self, end: &Mark) -> bool;
}

/// A place in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The journal's name, which no other ever has.
    pub name: Arc<str>,
    /// How many bytes of it stand before this place.
    pub end: u64,
}

/// What became of rows that were to be added to a journal.
#[derive(Debug)]
pub struct Added {
    /// How far a journal is done when the store has these rows; `None` where none of them can be in one.
    pub mark: Option<Mark>,
    /// Why they do not outlast the process, as the end of a sentence.
    pub outcome: Result<(), String>,
}
