//! Rows on the way to the store, in files of the state folder: one process appends to each, a row on a line, and holds its lock.
//!
//! The store notes, in the transaction that has the rows, how far each file is done. What a process leaves behind that was
//! killed goes to the store from that place on, by whoever opens the audit next; then the file goes.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::audit::{Added, Batch, Journal, Lasting, Mark, Store, stamp};
use serde_json::json;

use crate::database::{Problem, keep_out_of_git, make_folder, open_new, problem};

/// The folder of journals in the state folder.
pub const JOURNALS: &str = "audit";

const EXTENSION: &str = "journal";

/// A file beyond this size, in bytes, is followed by another, so that it can go once all of it is done.
const FULL: u64 = 8 << 20;

/// So many rows that were left behind go to the store at once.
const ROWS: usize = 1000;

/// A store that knows how far journals are done.
pub(super) trait Replays: Store {
    /// How many bytes of a journal the store has.
    fn done(&mut self, name: &str) -> Result<u64, Problem>;
}

/// The journals of this process.
#[derive(Debug)]
pub struct FileJournal {
    folder: PathBuf,
    current: Option<Open>,
    /// Those that are full, or could not be written. They are held until the store has all of them.
    before: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    file: fs::File,
    path: PathBuf,
    at: Mark,
}

impl FileJournal {
    /// Journals in this folder, which is made when there is a row.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, current: None, before: Vec::new() }
    }

    fn current(&mut self) -> Result<&mut Open, Problem> {
        if let Some(full) = self.current.take_if(|current| current.at.end >= FULL) {
            self.before.push(full);
        }
        let current = match self.current.take() {
            Some(current) => current,
            None => Open::new(&self.folder)?,
        };
        Ok(self.current.insert(current))
    }
}

impl Journal for FileJournal {
    fn add(&mut self, rows: &str) -> Added {
        let current = match self.current() {
            Ok(current) => current,
            Err(problem) => return Added { mark: None, outcome: Err(problem) },
        };
        match current.file.write_all(rows.as_bytes()) {
            Ok(()) => {
                current.at.end += rows.len() as u64;
                Added { mark: Some(current.at.clone()), outcome: Ok(()) }
            }
            Err(error) => {
                // Some of them may be in it. With these rows it is done, whatever it holds, and nothing follows.
                let reason = problem(&current.path, &error);
                current.at.end = i64::MAX.unsigned_abs();
                let mark = current.at.clone();
                self.before.extend(self.current.take());
                Added { mark: Some(mark), outcome: Err(reason) }
            }
        }
    }

    fn remove(&mut self, names: &[Arc<str>]) {
        let (gone, kept) =
            std::mem::take(&mut self.before).into_iter().partition(|open| names.contains(&open.at.name));
        self.before = kept;
        gone.iter().for_each(Open::remove);
    }

    fn close(&mut self, end: &Mark) -> bool {
        let closed = self.current.take_if(|current| current.at == *end);
        closed.inspect(Open::remove).is_some()
    }
}

impl Open {
    fn new(folder: &Path) -> Result<Self, Problem> {
        let at = |error: io::Error| problem(folder, &error);
        make_folder(folder).map_err(at)?;
        folder.parent().map_or(Ok(()), keep_out_of_git).map_err(at)?;
        loop {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
            let name = format!("{}-{since}", std::process::id());
            let path = folder.join(&name).with_extension(EXTENSION);
            let file = match open_new(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                opened => opened.map_err(at)?,
            };
            file.lock().map_err(at)?;
            // Until it was locked, another process may have taken it for one that was left behind.
            if path.exists() {
                return Ok(Self { file, path, at: Mark { name: name.into(), end: 0 } });
            }
        }
    }

    /// What stays is found to be done by the next process.
    fn remove(&self) {
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::debug!("a journal stays, though all of it is written: {}", problem(&self.path, &error));
        }
    }
}

/// Whether there are journals, of this process or another.
pub(super) fn is_any(folder: &Path) -> bool {
    paths(folder).is_ok_and(|paths| !paths.is_empty())
}

fn paths(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| problem(folder, &error))?,
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|end| end == EXTENSION)).collect();
    // Those of one process in their order, for their names have one length.
    paths.sort();
    Ok(paths)
}

/// Gives the store what processes have left behind that are no more; how many rows that were. One that cannot be read is
/// no hindrance for the others.
pub(super) fn recover(folder: &Path, store: &mut dyn Replays) -> Result<u64, Problem> {
    let (mut rows, mut outcome) = (0, Ok(()));
    for path in paths(folder)? {
        match replay(&path, store) {
            Ok(count) => rows += count,
            Err(problem) => outcome = Err(problem),
        }
    }
    outcome.map(|()| rows)
}

fn replay(path: &Path, store: &mut dyn Replays) -> Result<u64, Problem> {
    let at = |error: io::Error| problem(path, &error);
    let mut file = match fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        opened => opened.map_err(at)?,
    };
    match file.try_lock() {
        // Its process lives.
        Err(fs::TryLockError::WouldBlock) => return Ok(0),
        Err(fs::TryLockError::Error(error)) => return Err(at(error)),
        Ok(()) => {}
    }
    // Until it was locked, another process may have done the same.
    if !path.exists() {
        return Ok(0);
    }
    let name: Arc<str> = path.file_stem().unwrap_or_default().to_string_lossy().into();
    let done = store.done(&name)?;
    let mut text = Vec::new();
    file.seek(SeekFrom::Start(done)).map_err(at)?;
    file.read_to_end(&mut text).map_err(at)?;
    let rows = give(&text, Mark { name: name.clone(), end: done }, store)?;
    fs::remove_file(path).map_err(at)?;
    // Only once the file is gone: without it nothing would say what is done.
    let gone = [name];
    store.append(&Batch { gone: &gone, ..Batch::of(&[], Lasting::Process) })?;
    Ok(rows)
}

/// Gives the store the rows of a text, which begins at that place. What has no line break at the end was never answered.
fn give(text: &[u8], mut at: Mark, store: &mut dyn Replays) -> Result<u64, Problem> {
    let lines: Vec<&[u8]> =
        text.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n")).collect();
    for lines in lines.chunks(ROWS) {
        let mut rows = Vec::new();
        for line in lines {
            rows.push(row(line).unwrap_or_else(|| gap(&at, line.len())));
            at.end += line.len() as u64;
        }
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        store.append(&Batch { done: &[at.clone()], ..Batch::of(&rows, Lasting::Power) })?;
    }
    Ok(lines.len() as u64)
}

/// The row in a line, if it is one.
fn row(line: &[u8]) -> Option<String> {
    let text = str::from_utf8(line).ok()?.trim_ascii_end();
    let is_row = text.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    is_row.then(|| text.to_owned())
}

/// What is recorded of a line that is no row.
fn gap(at: &Mark, bytes: usize) -> String {
    let detail =
        format!("journal {}: {bytes} bytes at {} are no row, and what they were is lost", at.name, at.end);
    tracing::error!("{detail}");
    json!({"time": stamp(SystemTime::now()), "kind": "gap", "unrecorded": 1, "refused": 0, "detail": detail})
        .to_string()
}
