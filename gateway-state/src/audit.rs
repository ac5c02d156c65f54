//! The audit's rows, chained: in an SQLite file of the state folder, or in PostgreSQL.
//!
//! Each row has a number, a text (JSON on one line) and a hash over the hash before, the number and the text. Several
//! gateways append to one chain: each change is one transaction that begins by looking where the chain ends.

mod chain;
mod filter;
mod journal;
mod postgres;
mod record;
mod rotate;
mod search;
mod sqlite;
mod tls;
mod verify;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use gateway_runtime::audit::Store;
use gateway_runtime::secret::Secret;

pub use self::chain::Hash;
pub use self::filter::{Filter, KINDS};
use self::journal::Replays;
pub use self::journal::{FileJournal, JOURNALS};
use self::postgres::{PostgresRows, PostgresStore};
pub use self::search::{Found, search};
pub use self::sqlite::{FILE, backup};
use self::sqlite::{FileRows, FileStore};
pub use self::verify::{Bad, Report, verify};
use crate::database::Problem;

/// One row as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its number; the first is 1.
    pub seq: i64,
    /// Over the hash before, its number and its text.
    pub hash: Hash,
    /// What it says: a JSON object.
    pub body: String,
}

/// Where rows are kept.
#[derive(Clone, Debug)]
pub enum Place {
    /// In a file, and in those beside it that were full.
    File(File),
    /// In a PostgreSQL database of this address.
    Postgres(Secret),
}

/// A file for rows.
#[derive(Clone, Debug)]
pub struct File {
    /// The file that is written.
    pub path: PathBuf,
    /// How large it may become, in bytes, before its rows are put into a file of their own beside it.
    pub max_bytes: u64,
    /// How many such files are kept.
    pub keep: usize,
}

impl Place {
    /// A way to append. Nothing is opened yet.
    #[must_use]
    pub fn store(&self) -> Box<dyn Store> {
        self.replays()
    }

    fn replays(&self) -> Box<dyn Replays> {
        match self {
            Self::File(file) => Box::new(FileStore::new(file.clone())),
            Self::Postgres(url) => Box::new(PostgresStore::new(url.clone())),
        }
    }

    /// Appends what gateways have left in the journals of `folder` that were killed, and removes it there; how many rows that
    /// were. Each row is appended once, whoever does this, and also when that is killed.
    ///
    /// # Errors
    ///
    /// Where a journal cannot be read, or its rows cannot be appended. It stays then, and the others are done.
    pub fn recover(&self, folder: &Path) -> Result<u64, Problem> {
        match journal::is_any(folder) {
            true => journal::recover(folder, &mut *self.replays()),
            false => Ok(0),
        }
    }

    /// A way to read; `None` where there are no rows yet.
    ///
    /// # Errors
    ///
    /// Where that cannot be known.
    pub fn rows(&self) -> Result<Option<Box<dyn Rows>>, Problem> {
        match self {
            Self::File(file) => Ok(FileRows::open(&file.path)?.map(|rows| Box::new(rows) as Box<dyn Rows>)),
            Self::Postgres(url) => Ok(PostgresRows::open(url)?.map(|rows| Box::new(rows) as Box<dyn Rows>)),
        }
    }
}

/// Rows, for reading.
pub trait Rows: Send {
    /// The first rows after `seq`, in their order; none where there are no more.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    fn after(&mut self, seq: i64) -> Result<Vec<Stored>, Problem>;

    /// The number of the last row; 0 where there is none.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    fn last(&mut self) -> Result<i64, Problem>;

    /// Some of the last rows before `seq`, newest first; none where there are no more. All that `filter` accepts are among
    /// them, up to the last that is given; others may be.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    fn before(&mut self, seq: i64, filter: &Filter) -> Result<Vec<Stored>, Problem>;
}

/// About so many rows are read at once.
const PAGE: usize = 1000;

/// Gives all rows after `seq` to `each`, until it breaks off.
///
/// # Errors
///
/// Where they cannot be read.
pub fn each(
    rows: &mut dyn Rows,
    mut seq: i64,
    mut each: impl FnMut(Stored) -> ControlFlow<()>,
) -> Result<(), Problem> {
    loop {
        let page = rows.after(seq)?;
        let Some(last) = page.last() else { return Ok(()) };
        seq = last.seq;
        for row in page {
            if each(row).is_break() {
                return Ok(());
            }
        }
    }
}
