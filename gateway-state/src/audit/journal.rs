//! Rows on the way to the store, in files of the state folder: one process writes to each, a row on a line, and holds its lock.
//!
//! The store notes, in the transaction that has the rows, how far each file is done. What a process leaves behind that was
//! killed goes to the store from that place on, by whoever opens the audit next; then the file goes.
//!
//! A file of which the store has every row is written anew, under another name: room that a file has already costs a third
//! of new room. Each write ends with a line that names the file, so that what stands behind the last of these is known to be
//! from before, or torn.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, IoSlice, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::audit::{Added, Batch, Journal, Lasting, Mark, Store, stamp};
use serde_json::json;

use crate::database::{Problem, keep_out_of_git, make_folder, open_new, problem};

/// The folder of journals in the state folder.
pub const JOURNALS: &str = "audit";

const EXTENSION: &str = "journal";

/// A file beyond this size, in bytes, is followed by another, so that it is free once all of it is done.
const FULL: u64 = 2 << 20;

/// So many files are kept to be written anew.
const SPARE: usize = 4;

/// How far one is done that could not be written.
const BROKEN: u64 = i64::MAX.unsigned_abs();

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
    /// Those that are to be written anew, in the order of their names.
    spare: VecDeque<Open>,
}

#[derive(Debug)]
struct Open {
    file: fs::File,
    path: PathBuf,
    at: Mark,
    /// The line that ends each write.
    end: String,
}

impl FileJournal {
    /// Journals in this folder, which is made when there is a row.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, current: None, before: Vec::new(), spare: VecDeque::new() }
    }

    fn current(&mut self) -> Result<&mut Open, Problem> {
        if let Some(full) = self.current.take_if(|current| current.at.end >= FULL) {
            self.before.push(full);
        }
        let current = match self.current.take().or_else(|| self.spare.pop_front()) {
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
        match current.write(rows) {
            Ok(()) => Added { mark: Some(current.at.clone()), outcome: Ok(()) },
            Err(error) => {
                // Some of them may be in it. With these rows it is done, whatever it holds, and nothing follows.
                let reason = problem(&current.path, &error);
                current.at.end = BROKEN;
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
        for open in gone {
            let is_wanted = open.at.end != BROKEN && self.spare.len() < SPARE;
            if is_wanted {
                self.spare.extend(open.renamed(&self.folder));
            } else {
                open.remove();
            }
        }
    }

    fn close(&mut self, end: &Mark) -> bool {
        let closed = self.current.take_if(|current| current.at == *end);
        let is_closed = closed.is_some();
        if is_closed {
            closed.iter().chain(&self.spare).for_each(Open::remove);
            self.spare.clear();
        }
        is_closed
    }
}

impl Open {
    fn new(folder: &Path) -> Result<Self, Problem> {
        let at = |error: io::Error| problem(folder, &error);
        make_folder(folder).map_err(at)?;
        folder.parent().map_or(Ok(()), keep_out_of_git).map_err(at)?;
        loop {
            let (name, path) = fresh(folder);
            let file = match open_new(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                opened => opened.map_err(at)?,
            };
            file.lock().map_err(at)?;
            // Until it was locked, another process may have taken it for one that was left behind.
            if path.exists() {
                return Ok(Self::named(file, name, path));
            }
        }
    }

    fn named(file: fs::File, name: Arc<str>, path: PathBuf) -> Self {
        let end = end_of(&name);
        Self { file, path, at: Mark { name, end: 0 }, end }
    }

    /// The same file under a name of its own, at its start; `None` where that cannot be, and then it is gone. Who is killed
    /// between the two names leaves the one of which the store has every row, and one without any.
    fn renamed(self, folder: &Path) -> Option<Self> {
        let (name, path) = fresh(folder);
        let is_named = fs::hard_link(&self.path, &path).is_ok();
        self.remove();
        let Self { mut file, .. } = self;
        (is_named && file.rewind().is_ok()).then(|| Self::named(file, name, path))
    }

    /// Writes rows and the line behind them, as a rule at once.
    fn write(&mut self, rows: &str) -> io::Result<()> {
        let (mut rest, mut end) = (rows.as_bytes(), self.end.as_bytes());
        while !end.is_empty() {
            match self.file.write_vectored(&[IoSlice::new(rest), IoSlice::new(end)]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => {
                    end = &end[count.saturating_sub(rest.len())..];
                    rest = &rest[count.min(rest.len())..];
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.at.end += (rows.len() + self.end.len()) as u64;
        Ok(())
    }

    /// What stays is found to be done by the next process.
    fn remove(&self) {
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::debug!("a journal stays, though all of it is written: {}", problem(&self.path, &error));
        }
    }
}

/// A name that no journal ever had, and its path. Those of one process sort in their order, for they have one length.
fn fresh(folder: &Path) -> (Arc<str>, PathBuf) {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let name = format!("{}-{since}", std::process::id());
    let path = folder.join(&name).with_extension(EXTENSION);
    (name.into(), path)
}

/// The line that ends each write to the journal of that name. No row begins like it.
fn end_of(name: &str) -> String {
    format!("={name}\n")
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

/// Gives the store the rows of a text, which begins at that place. What stands behind the end of the last write was never
/// answered, or is from before the file had this name.
fn give(text: &[u8], mut at: Mark, store: &mut dyn Replays) -> Result<u64, Problem> {
    let end = end_of(&at.name);
    let is_end = |line: &[u8]| line == end.as_bytes();
    let mut lines: Vec<&[u8]> = text.split_inclusive(|&byte| byte == b'\n').collect();
    lines.truncate(lines.iter().rposition(|line| is_end(line)).map_or(0, |last| last + 1));
    let mut count = 0;
    for lines in lines.chunks(ROWS) {
        let mut rows = Vec::new();
        for line in lines {
            if !is_end(line) {
                rows.push(row(line).unwrap_or_else(|| gap(&at, line.len())));
            }
            at.end += line.len() as u64;
        }
        count += rows.len() as u64;
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        store.append(&Batch { done: &[at.clone()], ..Batch::of(&rows, Lasting::Power) })?;
    }
    Ok(count)
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
