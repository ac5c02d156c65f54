//! How a file of the state folder is opened.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

/// How long a change waits for those of other processes.
const PATIENCE: Duration = Duration::from_secs(5);

/// Until the next attempt at what SQLite does not wait for by itself.
const PAUSE: Duration = Duration::from_millis(5);

/// The tables of a file: what makes each version from the one before.
pub(crate) struct Schema {
    /// The size of a new file's pages, in bytes.
    pub(crate) page: u32,
    pub(crate) steps: &'static [&'static str],
}

impl Schema {
    /// A size of pages for files that are little written.
    pub(crate) const USUAL_PAGE: u32 = 4096;

    /// The version that this gateway knows.
    pub(crate) fn version(&self) -> i64 {
        i64::try_from(self.steps.len()).unwrap_or(i64::MAX)
    }
}

/// Why a file cannot be used, with its path.
pub(crate) type Problem = String;

/// A file that is open.
pub(crate) struct Database {
    pub(crate) connection: Connection,
    file: Option<FileId>,
}

impl Database {
    /// Whether `path` still is the file that was opened, and has not been removed or replaced since.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        self.file == file_id(path)
    }
}

/// What tells one file from another: device and number.
type FileId = (u64, u64);

#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    path.metadata().map(|file| (file.dev(), file.ino())).ok()
}

#[cfg(not(unix))]
fn file_id(path: &Path) -> Option<FileId> {
    path.exists().then_some((0, 0))
}

/// Opens `path`, and makes it and its folder where they do not exist.
pub(crate) fn open_or_create(path: &Path, schema: &Schema) -> Result<Database, Problem> {
    make(path).map_err(|error| problem(path, &error))?;
    open(path, schema)
}

/// Opens `path`; `None` where there is no such file.
pub(crate) fn open_existing(path: &Path, schema: &Schema) -> Result<Option<Database>, Problem> {
    path.exists().then(|| open(path, schema)).transpose()
}

pub(crate) fn problem(path: &Path, error: &impl ToString) -> Problem {
    format!("{}: {}", path.display(), error.to_string())
}

fn open(path: &Path, schema: &Schema) -> Result<Database, Problem> {
    let file = file_id(path);
    let mut connection = connect(path)?;
    // Whoever made the file may not have come to its tables yet.
    prepare(&mut connection, schema).map_err(|error| problem(path, &error))?;
    check(path, &connection, schema)?;
    Ok(Database { connection, file })
}

fn connect(path: &Path) -> Result<Connection, Problem> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags).map_err(|error| problem(path, &error))?;
    database.busy_timeout(PATIENCE).map_err(|error| problem(path, &error))?;
    Ok(database)
}

/// The file and its folder, for their owner alone: what stands in it lets calls run. SQLite gives the files beside it the
/// same permissions.
fn make(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    if let Some(folder) = path.parent() {
        keep_out_of_git(folder)?;
    }
    let mut options = OpenOptions::new();
    match owners_file(options.write(true).create_new(true)).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// A folder for its owner alone, unless it is there.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        return Ok(());
    }
    owners(&mut DirBuilder::new()).recursive(true).create(folder)
}

/// Makes a file for its owner alone, which must not exist.
pub(crate) fn create_new(path: &Path) -> Result<(), Problem> {
    open_new(path).map(drop).map_err(|error| problem(path, &error))
}

/// The same, and opens it for writing.
pub(crate) fn open_new(path: &Path) -> io::Result<File> {
    owners_file(OpenOptions::new().write(true).create_new(true)).open(path)
}

pub(crate) fn keep_out_of_git(folder: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).open(folder.join(".gitignore")) {
        Ok(mut file) => file.write_all(b"*\n"),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn owners(builder: &mut DirBuilder) -> &mut DirBuilder {
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700)
}

#[cfg(not(unix))]
fn owners(builder: &mut DirBuilder) -> &mut DirBuilder {
    builder
}

#[cfg(unix)]
fn owners_file(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn owners_file(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

fn prepare(database: &mut Connection, schema: &Schema) -> rusqlite::Result<()> {
    let found = version(database)?;
    if found >= schema.version() {
        return Ok(());
    }
    if found == 0 {
        database.pragma_update(None, "page_size", schema.page)?;
        write_ahead(database)?;
    }
    let change = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker.
    let found = usize::try_from(version(&change)?).unwrap_or(usize::MAX);
    for step in schema.steps.iter().skip(found) {
        change.execute_batch(step)?;
    }
    if found < schema.steps.len() {
        change.pragma_update(None, "user_version", schema.version())?;
    }
    change.commit()
}

/// Two that change the journal of a new file at once are refused without a wait, since each could wait for the other.
fn write_ahead(database: &Connection) -> rusqlite::Result<()> {
    let until = Instant::now() + PATIENCE;
    loop {
        match database.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if is_busy(&error) && Instant::now() < until => thread::sleep(PAUSE),
            outcome => return outcome,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
}

fn version(database: &Connection) -> rusqlite::Result<i64> {
    database.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn check(path: &Path, database: &Connection, schema: &Schema) -> Result<(), Problem> {
    let found = version(database).map_err(|error| problem(path, &error))?;
    let wanted = schema.version();
    if found == wanted {
        return Ok(());
    }
    Err(problem(path, &format!("its tables are of version {found}, and this gateway knows version {wanted}")))
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn several_who_make_a_file_at_once_all_write_to_it() {
        for _ in 0..40 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("state.db");
            let start = Barrier::new(4);
            let written = thread::scope(|scope| {
                let all: Vec<_> = (0..4).map(|_| scope.spawn(|| make_and_write(&path, &start))).collect();
                all.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
            });
            assert_eq!(written, vec![Ok(()); 4]);
        }
    }

    fn make_and_write(path: &Path, start: &Barrier) -> Result<(), Problem> {
        const SCHEMA: Schema = Schema { page: Schema::USUAL_PAGE, steps: &["CREATE TABLE a(x);"] };
        start.wait();
        let database = open_or_create(path, &SCHEMA)?;
        let written = database.connection.execute("INSERT INTO a VALUES(1)", ());
        written.map(drop).map_err(|error| problem(path, &error))
    }
}
