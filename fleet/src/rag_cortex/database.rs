//! The two SQLite files: how they are opened, their tables, what their errors mean to a caller.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use gateway_runtime::embedded::{CallContext, ToolFailure};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::answer::{Doing, fail};

/// A database's tables, and the version that they are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schema {
    version: i64,
    create: &'static str,
    drop: &'static str,
}

/// `passages` holds the text; a passage's row number is its chunk's `id`. The weights of `rank` are those of title,
/// heading and body: a word in the title of a document says more about it than one in its text.
pub(super) const INDEX: Schema = Schema {
    version: 1,
    create: "
        CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS documents(
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL, hash BLOB NOT NULL,
            bytes INTEGER NOT NULL, metadata TEXT);
        CREATE INDEX IF NOT EXISTS documents_by_hash ON documents(hash);
        CREATE TABLE IF NOT EXISTS chunks(id INTEGER PRIMARY KEY, document INTEGER NOT NULL, line INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS chunks_by_document ON chunks(document);
        CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5(
            title, heading, body, tokenize = 'porter unicode61 remove_diacritics 2');
        INSERT INTO passages(passages, rank) VALUES('rank', 'bm25(6.0, 3.0, 1.0)');",
    drop: "
        DROP TABLE IF EXISTS facts; DROP TABLE IF EXISTS documents; DROP TABLE IF EXISTS chunks;
        DROP TABLE IF EXISTS passages;",
};

/// `variant` is empty for an answer that a caller gave, and names the settings for results of a query, which are good
/// only for the `generation` of the index that they came from.
pub(super) const ANSWERS: Schema = Schema {
    version: 1,
    create: "
        CREATE TABLE IF NOT EXISTS answers(
            question TEXT NOT NULL, variant TEXT NOT NULL, answer TEXT NOT NULL, facts TEXT, generation TEXT,
            used INTEGER NOT NULL, PRIMARY KEY(question, variant)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS answers_by_use ON answers(used);
        CREATE TABLE IF NOT EXISTS counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;",
    drop: "DROP TABLE IF EXISTS answers; DROP TABLE IF EXISTS counters;",
};

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a reader waits for the moment in which another process opens or closes the file.
const READERS_PATIENCE: Duration = Duration::from_secs(5);

/// One file, and the connections to it that no call is using.
#[derive(Debug)]
pub(super) struct Database {
    folder: PathBuf,
    path: PathBuf,
    schema: Schema,
    idle: Mutex<Vec<(Identity, Connection)>>,
}

/// Which file a connection belongs to; another one may have taken its name.
type Identity = u64;

impl Database {
    /// Does not touch the disk.
    pub(super) fn new(folder: &Path, name: &str, schema: Schema) -> Self {
        Self { folder: folder.to_owned(), path: folder.join(name), schema, idle: Mutex::default() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Works on the database if it exists with its tables; `None` where it does not.
    pub(super) fn if_there<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, ToolFailure>,
    ) -> Result<Option<T>, ToolFailure> {
        let Some(identity) = identity(&self.path) else { return Ok(None) };
        let mut connection = match self.take_idle(identity) {
            Some(connection) => connection,
            None => connect(&self.path, false).map_err(|error| explained(&error))?,
        };
        if version(&connection).map_err(|error| explained(&error))? != self.schema.version {
            return Ok(None);
        }
        let result = work(&mut connection)?;
        self.keep(identity, connection);
        Ok(Some(result))
    }

    /// Works on the database inside one transaction that keeps other writers out, creating what is missing; with `anew`
    /// nothing of what was there stays. A failure of the work leaves all as it was.
    pub(super) fn change<T>(
        &self,
        context: &CallContext,
        anew: bool,
        work: impl FnOnce(&Connection) -> Result<T, ToolFailure>,
    ) -> Result<T, ToolFailure> {
        self.make_folder().doing(format_args!("the state folder {}", self.folder.display()))?;
        let connection = match identity(&self.path).and_then(|identity| self.take_idle(identity)) {
            Some(connection) => connection,
            None => self.connect_to_change(anew).map_err(|error| explained(&error))?,
        };
        begin(&connection, context)?;
        let opened = identity(&self.path);
        let result = self
            .prepare(&connection, anew)
            .map_err(|error| explained(&error))
            .and_then(|()| work(&connection));
        let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = connection.execute_batch(end).map_err(|error| explained(&error));
        let result = result?;
        ended?;
        // A file that was replaced meanwhile is not the one that this connection is to.
        if let Some(identity) = opened.filter(|opened| identity(&self.path) == Some(*opened)) {
            connection.busy_timeout(READERS_PATIENCE).explained()?;
            self.keep(identity, connection);
        }
        Ok(result)
    }

    fn keep(&self, identity: Identity, connection: Connection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push((identity, connection));
    }

    fn take_idle(&self, identity: Identity) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(of, _)| *of == identity);
        idle.pop().map(|(_, connection)| connection)
    }

    /// A file that is no database any more is moved aside where a new one is wanted.
    fn connect_to_change(&self, anew: bool) -> rusqlite::Result<Connection> {
        match connect(&self.path, true) {
            Err(error) if anew && is_damage(&error) => {
                for suffix in ["", "-wal", "-shm"] {
                    let from = format!("{}{suffix}", self.path.display());
                    drop(fs::rename(&from, format!("{from}.damaged")));
                }
                connect(&self.path, true)
            }
            other => other,
        }
    }

    fn prepare(&self, connection: &Connection, anew: bool) -> rusqlite::Result<()> {
        let version = version(connection)?;
        if anew || (version != 0 && version != self.schema.version) {
            connection.execute_batch(self.schema.drop)?;
        } else if version == self.schema.version {
            return Ok(());
        }
        connection.execute_batch(self.schema.create)?;
        connection.pragma_update(None, "user_version", self.schema.version)
    }

    /// The folder keeps itself out of the repository.
    fn make_folder(&self) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        if let Ok(mut file) = fs::File::create_new(self.folder.join(".gitignore")) {
            file.write_all(b"*\n")?;
        }
        Ok(())
    }
}

fn connect(path: &Path, create: bool) -> rusqlite::Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(READERS_PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    Ok(connection)
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Waits for other writers in short steps, so that a cancelled call does not wait on.
fn begin(connection: &Connection, context: &CallContext) -> Result<(), ToolFailure> {
    connection.busy_timeout(Duration::from_millis(200)).map_err(|error| explained(&error))?;
    let since = Instant::now();
    loop {
        match connection.execute_batch("BEGIN IMMEDIATE") {
            Ok(()) => return Ok(()),
            Err(error) if is_busy(&error) && since.elapsed() < PATIENCE => {}
            Err(error) => return Err(explained(&error)),
        }
        if context.is_cancelled() {
            return fail("cancelled while waiting for another writer; nothing was changed");
        }
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|metadata| metadata.ino())
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    path.exists().then_some(0)
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
}

/// What an error of SQLite means to a caller.
pub(super) fn explained(error: &rusqlite::Error) -> ToolFailure {
    ToolFailure::new(if is_busy(error) {
        "another process is writing the index or the answer cache; try again in a moment".to_owned()
    } else if is_damage(error) {
        format!(
            "the index is damaged ({error}); cortex_ingest_full with purge_existing = true makes a new one"
        )
    } else {
        format!("the index or the answer cache: {error}")
    })
}

/// The same for `?` on results.
pub(super) trait Explained<T> {
    fn explained(self) -> Result<T, ToolFailure>;
}

impl<T> Explained<T> for rusqlite::Result<T> {
    fn explained(self) -> Result<T, ToolFailure> {
        self.map_err(|error| explained(&error))
    }
}

/// What to do about an index that is not there.
pub(super) fn no_index<T>() -> Result<T, ToolFailure> {
    fail(
        "there is no index yet; call cortex_ingest_full once to make it (cortex_ingest_incremental keeps it fresh)",
    )
}

/// The index as it is now; every ingest changes this.
pub(super) fn generation(connection: &Connection) -> Result<String, ToolFailure> {
    fact(connection, "generation").map(Option::unwrap_or_default)
}

/// A fact that an ingest wrote down.
pub(super) fn fact(connection: &Connection, name: &str) -> Result<Option<String>, ToolFailure> {
    let mut statement = connection.prepare_cached("SELECT value FROM facts WHERE name = ?1").explained()?;
    let mut rows = statement.query([name]).explained()?;
    rows.next().explained()?.map(|row| row.get(0)).transpose().explained()
}
