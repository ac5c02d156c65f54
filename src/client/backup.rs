//! Backups beside a client's file, and the way back.
//!
//! `FILE.backup-N-FINGERPRINT` holds what stood there before the Nth change; the fingerprint is that of what the change
//! wrote, so that going back can tell whether anybody has changed the file since. Where there was no file, the name ends in
//! `.none` and the backup is empty.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file;

const NONE: &str = ".none";

/// What stood in a file before its last change.
pub(crate) struct Backup {
    number: u32,
    /// Of what the change wrote.
    fingerprint: String,
    /// Whether there was no file.
    none: bool,
    /// Where it is kept.
    pub(crate) path: PathBuf,
}

/// Keeps what a file holds before `after` takes its place.
pub(crate) fn keep(path: &Path, before: Option<&str>, after: &str) -> Result<PathBuf, String> {
    let like = fs::metadata(path).ok();
    let mut number = last(path)?.map_or(1, |backup| backup.number + 1);
    loop {
        let end = if before.is_none() { NONE } else { "" };
        let name = format!("{}{number}-{}{end}", prefix(path), file::fingerprint(after));
        let backup = path.with_file_name(name);
        if let Some(folder) = backup.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        match file::create(&backup, before.unwrap_or_default(), like.as_ref()) {
            Ok(()) => return Ok(backup),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(format!("{}: {error}", backup.display())),
        }
    }
}

/// The last backup of a file.
pub(crate) fn last(path: &Path) -> Result<Option<Backup>, String> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{}: {error}", folder.display())),
    };
    let prefix = prefix(path);
    let backups = entries.flatten().filter_map(|entry| named(&prefix, &entry.path()));
    Ok(backups.max_by_key(|backup| backup.number))
}

fn prefix(path: &Path) -> String {
    format!("{}.backup-", path.file_name().unwrap_or_default().to_string_lossy())
}

fn named(prefix: &str, path: &Path) -> Option<Backup> {
    let rest = path.file_name()?.to_str()?.strip_prefix(prefix)?;
    let (number, fingerprint) = rest.split_once('-')?;
    let (fingerprint, none) = match fingerprint.strip_suffix(NONE) {
        Some(fingerprint) => (fingerprint, true),
        None => (fingerprint, false),
    };
    Some(Backup { number: number.parse().ok()?, fingerprint: fingerprint.into(), none, path: path.into() })
}

impl Backup {
    /// What stood there; `None` where there was no file.
    pub(crate) fn text(&self) -> Result<Option<String>, String> {
        if self.none { Ok(None) } else { file::read(&self.path) }
    }

    /// Whether the file still holds what the change wrote.
    pub(crate) fn is_of(&self, now: Option<&str>) -> bool {
        now.is_some_and(|now| file::fingerprint(now) == self.fingerprint)
    }

    /// Puts it back, and forgets it.
    pub(crate) fn restore(&self, path: &Path, now: Option<&str>) -> Result<(), String> {
        match (self.text()?, now) {
            (Some(text), now) => file::replace(path, now, &text)?,
            (None, Some(_)) => {
                fs::remove_file(path).map_err(|error| format!("{}: {error}", path.display()))?;
            }
            (None, None) => {}
        }
        fs::remove_file(&self.path).map_err(|error| format!("{}: {error}", self.path.display()))
    }
}
