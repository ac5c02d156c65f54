//! Audit: a row before every call that is not read-only, an outcome for each call, and everything that people decide.
//!
//! Rows are put into a queue and written by one thread, all that wait in one commit. A [`Store`] chains them and keeps
//! them; several gateways may share one. Who must not run without a record waits for its commit and is refused where
//! there is none. Everybody else only waits where the queue is full: nothing is dropped while rows can be written, and
//! what cannot be written is counted.

mod entry;
mod lane;
mod queue;
mod recorder;
mod redact;
mod row;
mod time;

pub(crate) use self::entry::Entry;
pub use self::recorder::{Recorder, Standing, Waits};
pub use self::row::Via;
pub use self::time::stamp;

/// Where rows are kept. Used by one thread, which may wait for it.
pub trait Store: Send {
    /// Appends rows, each a JSON object on one line, to the end of the chain: all of them, or none.
    ///
    /// # Errors
    ///
    /// Why they are not kept, as the end of a sentence. The next rows are tried anew.
    fn append(&mut self, rows: &[String], lasting: Lasting) -> Result<(), String>;
}

/// What rows must outlast once they are appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// The end of the process, however it ends.
    Process,
    /// The end of the machine: somebody waits for it.
    Power,
}
