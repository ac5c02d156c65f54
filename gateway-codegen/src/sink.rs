//! Writes generated files, or compares them.
//!
//! Invariant: every file is there before the first write; each is written beside its place and renamed, so that no reader
//! sees half of one; a file that did not change is not touched.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use diffy::DiffOptions;

use crate::emit::{Files, OUTPUTS, Output};

/// The one command that mends a stale folder.
pub const REMEDY: &str = "run `cargo gen` and review the difference";

/// A file that differs from what is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Below the folder.
    pub path: String,
    /// In which way.
    pub kind: ChangeKind,
}

/// In which way a file differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is not there.
    Missing,
    /// Its text is another; with the difference.
    Different(String),
    /// It is there, and nothing generates it.
    Stale,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ChangeKind::Missing => "is missing",
            ChangeKind::Different(_) => "differs",
            ChangeKind::Stale => "is no longer generated",
        };
        write!(f, "{} {what}", self.path)
    }
}

/// Why files could not be read or written.
#[derive(Debug)]
pub struct SinkError {
    path: PathBuf,
    action: &'static str,
    cause: io::Error,
}

impl fmt::Display for SinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: cannot {} {}: {}", self.action, self.path.display(), self.cause)
    }
}

impl std::error::Error for SinkError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

fn because<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> SinkError + 'a {
    move |cause| SinkError { path: path.to_owned(), action, cause }
}

/// What stands in `folder` and is not what `files` says. Among the files that stand there and are not in `files`, those
/// count that an output could have made.
///
/// # Errors
/// When the folder cannot be read.
pub fn compare(folder: &Path, files: &Files) -> Result<Vec<Change>, SinkError> {
    let mut changes = Vec::new();
    for (path, wanted) in files {
        changes.extend(difference(&folder.join(path), path, wanted)?);
    }
    changes.extend(stale(folder, files)?);
    Ok(changes)
}

/// Makes `folder` what `files` says, and returns what was not so.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(folder: &Path, files: &Files) -> Result<Vec<Change>, SinkError> {
    let changes = compare(folder, files)?;
    for change in &changes {
        let path = folder.join(&change.path);
        match files.get(&change.path) {
            Some(text) => replace(&path, text)?,
            None => std::fs::remove_file(&path).map_err(because("remove", &path))?,
        }
    }
    Ok(changes)
}

/// The differences of all changes, as text for people.
#[must_use]
pub fn report(changes: &[Change]) -> String {
    let one = |change: &Change| match &change.kind {
        ChangeKind::Different(diff) => diff.clone(),
        ChangeKind::Missing | ChangeKind::Stale => format!("{change}\n"),
    };
    changes.iter().map(one).collect()
}

fn difference(file: &Path, path: &str, wanted: &str) -> Result<Option<Change>, SinkError> {
    let kind = match std::fs::read(file) {
        Ok(found) if found == wanted.as_bytes() => return Ok(None),
        Ok(found) => ChangeKind::Different(diff(path, &String::from_utf8_lossy(&found), wanted)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => ChangeKind::Missing,
        Err(cause) => return Err(because("read", file)(cause)),
    };
    Ok(Some(Change { path: path.to_owned(), kind }))
}

fn diff(path: &str, found: &str, wanted: &str) -> String {
    DiffOptions::new()
        .set_context_len(2)
        .set_original_filename(format!("{path} (as it stands)"))
        .set_modified_filename(format!("{path} (as generated)"))
        .create_patch(found, wanted)
        .to_string()
}

/// Only outputs that make a file for each server or tool can leave one behind.
fn stale(folder: &Path, files: &Files) -> Result<Vec<Change>, SinkError> {
    let mut found = BTreeSet::new();
    for (parent, extension) in OUTPUTS.iter().filter_map(Output::family) {
        found.extend(
            names(&folder.join(parent), extension)?.into_iter().map(|name| format!("{parent}/{name}")),
        );
    }
    let unknown = found.into_iter().filter(|path| !files.contains_key(path));
    Ok(unknown.map(|path| Change { path, kind: ChangeKind::Stale }).collect())
}

fn names(folder: &Path, extension: &str) -> Result<Vec<String>, SinkError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(because("read", folder)(cause)),
    };
    let names = entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    let names = names.collect::<Result<Vec<_>, _>>().map_err(because("read", folder))?;
    Ok(names.into_iter().filter(|name| name.ends_with(extension)).collect())
}

fn replace(path: &Path, text: &str) -> Result<(), SinkError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder).map_err(because("create", folder))?;
    let beside = path.with_extension(format!("{}.tmp", std::process::id()));
    std::fs::write(&beside, text).map_err(because("write", &beside))?;
    std::fs::rename(&beside, path).map_err(because("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;
    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    fn shown(changes: &[Change]) -> Vec<String> {
        changes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn writing_once_leaves_nothing_to_write() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&[("tools.lock", "1\n"), ("schemas/a.json", "a\n")]);
        let first = write(folder.path(), &files).unwrap();
        assert_eq!(shown(&first), ["schemas/a.json is missing", "tools.lock is missing"]);
        assert_eq!(write(folder.path(), &files).unwrap(), []);
    }

    #[test]
    fn a_file_of_a_tool_that_is_gone_is_removed_and_others_are_left() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &files(&[("schemas/a.json", "a\n"), ("schemas/b.json", "b\n")])).unwrap();
        std::fs::write(folder.path().join("schemas/README.md"), "mine").unwrap();
        std::fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        let changes = write(folder.path(), &files(&[("schemas/a.json", "a\n")])).unwrap();
        assert_eq!(shown(&changes), ["schemas/b.json is no longer generated"]);
        assert!(folder.path().join("notes.txt").exists() && folder.path().join("schemas/README.md").exists());
    }

    #[test]
    fn comparing_writes_nothing_and_shows_the_lines() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &files(&[("tools.lock", "1\n2\n3\n")])).unwrap();
        let changes = compare(folder.path(), &files(&[("tools.lock", "1\nzwei\n3\n")])).unwrap();
        insta::assert_snapshot!(report(&changes), @r"
        --- tools.lock (as it stands)
        +++ tools.lock (as generated)
        @@ -1,3 +1,3 @@
         1
        -2
        +zwei
         3
        ");
        assert_eq!(std::fs::read_to_string(folder.path().join("tools.lock")).unwrap(), "1\n2\n3\n");
    }
}
