//! Rows in a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gateway_runtime::audit::{Batch, Lasting, Store};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::chain::Head;
use super::journal::Replays;
use super::record::{self, Record, RecordWriter, columns};
use super::rotate::{self, archives};
use super::{File, Filter, PAGE, Rows, Stored};
use crate::database::{Database, Problem, Schema, create_new, open_existing, open_or_create, problem};

/// The name of the file in the state folder.
pub const FILE: &str = "audit.db";

/// Which rows of an older file are more than a call that went well without an approval, and some others.
macro_rules! notable {
    () => {
        r#"(instr(substr(body, -90), '","outcome":"ok","latencyMs":') = 0 OR instr(substr(body, -130), '"approval":"') > 0)"#
    };
}

pub(super) const SCHEMA: Schema = Schema {
    // Under load a commit writes many records of 64 KB; it costs by the page, twice.
    page: 16 << 10,
    steps: &[
        "CREATE TABLE rows(seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, body TEXT NOT NULL) STRICT;",
        // For people with an SQLite shell.
        "CREATE VIEW entries AS SELECT seq, lower(hex(hash)) AS hash,
            body ->> '$.time' AS time, body ->> '$.kind' AS kind, body ->> '$.principal' AS principal,
            body ->> '$.tool' AS tool, body ->> '$.server' AS server, body ->> '$.outcome' AS outcome,
            body ->> '$.code' AS code, body ->> '$.latencyMs' AS latency_ms, body FROM rows;",
        concat!("CREATE INDEX rows_notable ON rows(seq) WHERE ", notable!(), ";"),
        // The same rows by their numbers, so that nothing is worked out for each row that is written.
        concat!(
            "CREATE TABLE notable(seq INTEGER PRIMARY KEY) STRICT; INSERT INTO notable SELECT seq FROM rows WHERE ",
            notable!(),
            "; DROP INDEX rows_notable;"
        ),
        // How many bytes of each journal the rows of this file have.
        "CREATE TABLE journals(name TEXT PRIMARY KEY, done INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
        // From here on several rows may stand in one of `rows`: see `record`. What is there is a record of one row.
        "DROP VIEW entries;
         CREATE VIEW entries AS SELECT rows.seq + key AS seq, lower(hex(substr(hash, 1 + 32 * key, 32))) AS hash,
            value ->> '$.time' AS time, value ->> '$.kind' AS kind, value ->> '$.principal' AS principal,
            value ->> '$.tool' AS tool, value ->> '$.server' AS server, value ->> '$.outcome' AS outcome,
            value ->> '$.code' AS code, value ->> '$.latencyMs' AS latency_ms, value AS body
            FROM rows, json_each('[' || replace(body, char(10), ',') || ']');",
        // From here on the texts of a record may be packed, which no view can read.
        "DROP VIEW entries; ALTER TABLE rows ADD COLUMN packed BLOB;",
    ],
};

/// So many pages of the write-ahead log go to the file at once: 4 MB, as SQLite has it for its usual pages.
const LOG_PAGES: u32 = (4 << 20) / SCHEMA.page;

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
    records: RecordWriter,
}

impl FileStore {
    pub(super) fn new(file: File) -> Self {
        Self { file, open: None, rotates_from: Instant::now() }
    }

    fn open(&mut self) -> Result<&mut Open, Problem> {
        let path = &self.file.path;
        let open = match self.open.take().filter(|open| open.database.is_at(path)) {
            Some(open) => open,
            None => Open::at(path)?,
        };
        Ok(self.open.insert(open))
    }

    /// Does something with the file. What was wrong with a connection is not so with the next one.
    fn with<T>(&mut self, act: impl FnOnce(&mut Open) -> rusqlite::Result<T>) -> Result<T, Problem> {
        let outcome = act(self.open()?);
        outcome.map_err(|error| {
            self.open = None;
            problem(&self.file.path, &error)
        })
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
    fn append(&mut self, batch: &Batch<'_>) -> Result<(), String> {
        self.with(|open| open.append(batch))?;
        self.rotate_if_full();
        Ok(())
    }
}

impl Replays for FileStore {
    fn done(&mut self, name: &str) -> Result<u64, Problem> {
        self.with(|open| {
            let mut done = open.database.connection.prepare("SELECT done FROM journals WHERE name = ?1")?;
            let done = done.query_row([name], |row| row.get::<_, i64>(0)).optional()?;
            Ok(done.unwrap_or_default().unsigned_abs())
        })
    }
}

impl Open {
    fn at(path: &Path) -> Result<Self, Problem> {
        let database = open_or_create(path, &SCHEMA)?;
        let at = |error: rusqlite::Error| problem(path, &error);
        database.connection.busy_timeout(PATIENCE).map_err(at)?;
        database.connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES).map_err(at)?;
        Ok(Self { database, lasting: None, records: RecordWriter::default() })
    }

    fn append(&mut self, batch: &Batch<'_>) -> rusqlite::Result<()> {
        let lasting = batch.lasting;
        let connection = &mut self.database.connection;
        if self.lasting != Some(lasting) {
            // What outlasts the process needs no wait for the disk: the system has it.
            let synchronous = if lasting == Lasting::Power { "FULL" } else { "NORMAL" };
            connection.pragma_update(None, "synchronous", synchronous)?;
            self.lasting = Some(lasting);
        }
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // What nobody waits for must not hold a processor for milliseconds on which a client or a server waits.
        let pause = || _ = (lasting == Lasting::Process).then(std::thread::yield_now);
        self.records.insert_all(&change, head(&change)?, batch.rows, pause)?;
        note(&change, batch)?;
        change.commit()
    }
}

/// Notes how far journals are done.
fn note(connection: &Connection, batch: &Batch<'_>) -> rusqlite::Result<()> {
    for mark in batch.done {
        let mut done = connection.prepare_cached("INSERT OR REPLACE INTO journals VALUES(?1, ?2)")?;
        done.execute((&*mark.name, i64::try_from(mark.end).unwrap_or(i64::MAX)))?;
    }
    for name in batch.gone {
        connection.prepare_cached("DELETE FROM journals WHERE name = ?1")?.execute([&**name])?;
    }
    Ok(())
}

/// Where the chain ends.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    let mut last = connection.prepare_cached("SELECT seq, hash FROM rows ORDER BY seq DESC LIMIT 1")?;
    Ok(last.query_row([], record::end).optional()?.unwrap_or_default())
}

/// The first rows after `seq`.
fn page(connection: &Connection, seq: i64) -> rusqlite::Result<Vec<Stored>> {
    // The record that begins before may go on behind it.
    let mut records = connection.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM rows WHERE seq >= coalesce((SELECT max(seq) FROM rows WHERE seq <= ?1), ?1) ORDER BY seq"
    ))?;
    let mut found = Vec::new();
    for record in records.query_map([seq], Record::read)? {
        found.extend(record?.rows().filter(|row| row.seq > seq));
        if found.len() >= PAGE {
            break;
        }
    }
    Ok(found)
}

/// Finds records that begin before `?1` and may have rows that a filter wants, the last one first.
fn search_text(filter: &Filter) -> &'static str {
    if filter.is_notable() {
        concat!(
            "SELECT ",
            columns!(),
            " FROM notable CROSS JOIN rows USING(seq) WHERE seq < ?1 ORDER BY seq DESC"
        )
    } else {
        concat!("SELECT ", columns!(), " FROM rows WHERE seq < ?1 ORDER BY seq DESC")
    }
}

fn page_before(connection: &Connection, seq: i64, filter: &Filter) -> rusqlite::Result<Vec<Stored>> {
    let marks = filter.marks();
    let mut records = connection.prepare_cached(search_text(filter))?;
    let is_wanted = |row: &Stored| row.seq < seq && marks.iter().all(|mark| row.body.contains(mark.as_str()));
    let mut found = Vec::new();
    for record in records.query_map([seq], Record::read)? {
        let record = record?;
        if record.has(&marks) {
            found.extend(record.rows().rev().filter(is_wanted));
        }
        if found.len() >= PAGE {
            break;
        }
    }
    Ok(found)
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
        for (last, path) in archives(&self.path)?.range(seq.saturating_add(1)..) {
            let found = self.in_archive(*last, path, |connection| page(connection, seq))?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// Some rows of the full file whose last row has that number; none where it is gone.
    fn in_archive(
        &mut self,
        last: i64,
        path: &Path,
        read: impl FnOnce(&Connection) -> rusqlite::Result<Vec<Stored>>,
    ) -> Result<Vec<Stored>, Problem> {
        if !self.archives.contains_key(&last)
            && let Some(database) = open_existing(path, &SCHEMA)?
        {
            self.archives.insert(last, database);
        }
        let Some(database) = self.archives.get(&last) else { return Ok(Vec::new()) };
        read(&database.connection).map_err(|error| problem(path, &error))
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

    /// Rows only go from the file into a full one, so that looking there first misses none.
    fn before(&mut self, seq: i64, filter: &Filter) -> Result<Vec<Stored>, Problem> {
        let found = page_before(&self.current.connection, seq, filter)
            .map_err(|error| problem(&self.path, &error))?;
        if !found.is_empty() {
            return Ok(found);
        }
        for (last, path) in archives(&self.path)?.iter().rev() {
            let found = self.in_archive(*last, path, |connection| page_before(connection, seq, filter))?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// How SQLite finds what a filter asks for.
    fn plan(connection: &Connection, filter: &Filter) -> String {
        let text = format!("EXPLAIN QUERY PLAN {}", search_text(filter));
        let mut statement = connection.prepare(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        statement.query_row([5], |row| row.get(3)).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    #[test]
    fn what_is_rare_is_found_by_its_number_and_the_rest_from_the_end_on() {
        let file = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let database =
            open_or_create(&file.path().join(FILE), &SCHEMA).unwrap_or_else(|error| panic!("{error}"));
        let text = |text: &str| Some(text.to_owned());
        let (indexed, from_the_end) = (
            "SEARCH notable USING INTEGER PRIMARY KEY (rowid<?)",
            "SEARCH rows USING INTEGER PRIMARY KEY (rowid<?)",
        );
        for (filter, expected) in [
            (Filter { approval: text("a1"), ..Filter::default() }, indexed),
            (Filter { outcome: text("refused"), ..Filter::default() }, indexed),
            (Filter { kind: text("operator"), tool: text("get_task"), ..Filter::default() }, indexed),
            (Filter { outcome: text("ok"), ..Filter::default() }, from_the_end),
            (Filter { tool: text("get_task"), ..Filter::default() }, from_the_end),
            (Filter::default(), from_the_end),
        ] {
            assert_eq!(plan(&database.connection, &filter), expected, "{filter:?}");
        }
    }
}
