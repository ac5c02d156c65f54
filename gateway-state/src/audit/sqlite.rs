//! Rows in a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gateway_runtime::audit::{Lasting, Store};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::chain::{Hash, Head};
use super::rotate::{self, archives};
use super::{File, PAGE, Rows, Stored};
use crate::database::{Database, Problem, Schema, create_new, open_existing, open_or_create, problem};

/// The name of the file in the state folder.
pub const FILE: &str = "audit.db";

pub(super) const SCHEMA: Schema = Schema {
    steps: &[
        "CREATE TABLE rows(seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, body TEXT NOT NULL) STRICT;",
        // For people with an SQLite shell. The rows themselves stay as they were hashed.
        "CREATE VIEW entries AS SELECT seq, lower(hex(hash)) AS hash,
            body ->> '$.time' AS time, body ->> '$.kind' AS kind, body ->> '$.principal' AS principal,
            body ->> '$.tool' AS tool, body ->> '$.server' AS server, body ->> '$.outcome' AS outcome,
            body ->> '$.code' AS code, body ->> '$.latencyMs' AS latency_ms, body FROM rows;",
    ],
};

/// How long a commit waits for those of others. Calls wait with it.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long to wait with the next attempt to begin a new file after one that failed.
const PAUSE: Duration = Duration::from_secs(60);

/// Appends to a file.
pub(super) struct FileStore {
    file: File,
    open: Option<Open>,
    rotates_from: Instant,
}

struct Open {
    database: Database,
    lasting: Option<Lasting>,
}

impl FileStore {
    pub(super) fn new(file: File) -> Self {
        Self { file, open: None, rotates_from: Instant::now() }
    }

    fn try_append(&mut self, rows: &[String], lasting: Lasting) -> Result<(), Problem> {
        let path = &self.file.path;
        let open = match self.open.take().filter(|open| open.database.is_at(path)) {
            Some(open) => open,
            None => Open::at(path)?,
        };
        let open = self.open.insert(open);
        open.append(rows, lasting).map_err(|error| problem(path, &error))
    }

    /// Begins a new file where this one is full. Failing is no failure of the rows, which are written.
    fn rotate_if_full(&mut self) {
        let Some(open) = self.open.as_mut().filter(|_| Instant::now() >= self.rotates_from) else { return };
        if let Err(error) = rotate::if_full(&mut open.database.connection, &self.file) {
            tracing::warn!("the audit cannot begin a new file: {error}");
            self.rotates_from = Instant::now() + PAUSE;
        }
    }
}

impl Store for FileStore {
    fn append(&mut self, rows: &[String], lasting: Lasting) -> Result<(), String> {
        match self.try_append(rows, lasting) {
            Ok(()) => {
                self.rotate_if_full();
                Ok(())
            }
            Err(error) => {
                // What was wrong with the connection is not so with the next one.
                self.open = None;
                Err(error)
            }
        }
    }
}

impl Open {
    fn at(path: &Path) -> Result<Self, Problem> {
        let database = open_or_create(path, &SCHEMA)?;
        database.connection.busy_timeout(PATIENCE).map_err(|error| problem(path, &error))?;
        Ok(Self { database, lasting: None })
    }

    fn append(&mut self, rows: &[String], lasting: Lasting) -> rusqlite::Result<()> {
        let connection = &mut self.database.connection;
        if self.lasting != Some(lasting) {
            // What outlasts the process needs no wait for the disk: the system has it.
            let synchronous = if lasting == Lasting::Power { "FULL" } else { "NORMAL" };
            connection.pragma_update(None, "synchronous", synchronous)?;
            self.lasting = Some(lasting);
        }
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut end = head(&change)?;
        for body in rows {
            end = end.with(body);
            insert(&change, end, body)?;
        }
        change.commit()
    }
}

/// Where the chain ends.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    let mut last = connection.prepare_cached("SELECT seq, hash FROM rows ORDER BY seq DESC LIMIT 1")?;
    let found =
        last.query_row([], |row| Ok(Head { seq: row.get(0)?, hash: hash(&row.get::<_, Vec<u8>>(1)?) }));
    Ok(found.optional()?.unwrap_or_default())
}

/// What is no hash becomes one that fits nothing.
fn hash(bytes: &[u8]) -> Hash {
    Hash::from_bytes(bytes).unwrap_or_default()
}

pub(super) fn insert(connection: &Connection, end: Head, body: &str) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached("INSERT INTO rows VALUES(?1, ?2, ?3)")?;
    insert.execute((end.seq, end.hash.as_bytes(), body)).map(drop)
}

fn page(connection: &Connection, seq: i64) -> rusqlite::Result<Vec<Stored>> {
    let mut rows =
        connection.prepare_cached("SELECT seq, hash, body FROM rows WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    let stored = |row: &rusqlite::Row<'_>| {
        Ok(Stored { seq: row.get(0)?, hash: hash(&row.get::<_, Vec<u8>>(1)?), body: row.get(2)? })
    };
    rows.query_map((seq, PAGE), stored)?.collect()
}

/// Reads a file and those that were full before it. Rows may be put from the one into the other meanwhile.
pub(super) struct FileRows {
    path: PathBuf,
    current: Database,
    archives: BTreeMap<i64, Database>,
}

impl FileRows {
    pub(super) fn open(path: &Path) -> Result<Option<Self>, Problem> {
        let current = open_existing(path, &SCHEMA)?;
        Ok(current.map(|current| Self { path: path.to_owned(), current, archives: BTreeMap::new() }))
    }

    /// The rows after `seq` in the first full file that has any.
    fn archived(&mut self, seq: i64) -> Result<Vec<Stored>, Problem> {
        for (last, path) in archives(&self.path)?.range(seq + 1..) {
            if !self.archives.contains_key(last)
                && let Some(database) = open_existing(path, &SCHEMA)?
            {
                self.archives.insert(*last, database);
            }
            let Some(database) = self.archives.get(last) else { continue };
            let found = page(&database.connection, seq).map_err(|error| problem(path, &error))?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }
}

impl Rows for FileRows {
    fn after(&mut self, seq: i64) -> Result<Vec<Stored>, Problem> {
        let current = page(&self.current.connection, seq).map_err(|error| problem(&self.path, &error))?;
        if current.first().is_none_or(|first| first.seq == seq + 1) {
            return Ok(current);
        }
        let archived = self.archived(seq)?;
        Ok(if archived.is_empty() { current } else { archived })
    }

    fn last(&mut self) -> Result<i64, Problem> {
        head(&self.current.connection).map(|head| head.seq).map_err(|error| problem(&self.path, &error))
    }
}

/// Copies the file at `path` to a new one at `target`, while gateways write.
///
/// # Errors
///
/// Where there are no rows, the target exists, or one of the two cannot be used.
pub fn backup(path: &Path, target: &Path) -> Result<(), Problem> {
    let source = open_existing(path, &SCHEMA)?.ok_or_else(|| {
        format!("{}: there is no such file, because nothing was recorded yet", path.display())
    })?;
    create_new(target)?;
    let at = |error: rusqlite::Error| problem(target, &error);
    let mut copy = Connection::open(target).map_err(at)?;
    let backup = Backup::new(&source.connection, &mut copy).map_err(at)?;
    backup.run_to_completion(256, Duration::from_millis(5), None).map_err(at)
}
