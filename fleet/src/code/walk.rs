//! The files below a folder, in order, without what git ignores, without symbolic links, and without git's own folder and
//! the gateway's.
//!
//! Only `.gitignore` files below the root count: what an agent sees must not depend on the settings of whoever runs the
//! gateway. A folder that is itself ignored can still be looked into by naming it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::STATE_FOLDER;
use crate::sandbox::Root;

/// A regular file.
pub(super) struct Found {
    /// Relative to the root, with `/` between its parts.
    pub(super) path: String,
    pub(super) size: u64,
}

impl Found {
    pub(super) fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(self.path.as_str(), |(_, name)| name)
    }
}

/// The files below a folder (a path from `place::folder`). What cannot be read is left out, and so is a name that is not
/// UTF-8.
pub(super) fn files(root: &Root, folder: &str, recursive: bool) -> impl Iterator<Item = Found> {
    let top = root.path().to_owned();
    entries(root, folder, recursive).filter_map(move |entry| found(&top, &entry))
}

/// Symbolic links below a folder, as paths relative to the root.
pub(super) fn links(root: &Root, folder: &str) -> impl Iterator<Item = PathBuf> {
    let top = root.path().to_owned();
    entries(root, folder, true)
        .filter(DirEntry::path_is_symlink)
        .filter_map(move |entry| entry.path().strip_prefix(&top).ok().map(Path::to_owned))
}

fn entries(root: &Root, folder: &str, recursive: bool) -> impl Iterator<Item = DirEntry> {
    let folder = absolute(root, folder);
    let start = if ignored(root.path(), &folder) { folder.clone() } else { root.path().to_owned() };
    let depth = folder.components().count() - start.components().count();
    let (top, target) = (root.path().to_owned(), folder.clone());
    builder(&start)
        .max_depth((!recursive).then_some(depth + 1))
        .filter_entry(move |entry| {
            let path = entry.path();
            (path.starts_with(&target) || target.starts_with(path)) && !is_own(&top, path)
        })
        .build()
        .filter_map(Result::ok)
        .filter(move |entry| entry.path().starts_with(&folder))
}

fn absolute(root: &Root, folder: &str) -> PathBuf {
    if folder == "." { root.path().to_owned() } else { root.path().join(folder) }
}

fn builder(start: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(start);
    builder
        .follow_links(false)
        .git_exclude(false)
        .git_global(false)
        .hidden(false)
        .ignore(false)
        .parents(false)
        .require_git(false)
        .sort_by_file_name(OsStr::cmp);
    builder
}

/// Whether the rules of the folders above hide a folder.
fn ignored(top: &Path, folder: &Path) -> bool {
    let target = folder.to_owned();
    let reached = builder(top)
        .filter_entry(move |entry| target.starts_with(entry.path()))
        .build()
        .filter_map(Result::ok)
        .any(|entry| entry.path() == folder);
    !reached
}

fn is_own(top: &Path, path: &Path) -> bool {
    path.file_name() == Some(OsStr::new(".git")) || path == top.join(STATE_FOLDER)
}

fn found(top: &Path, entry: &DirEntry) -> Option<Found> {
    entry.file_type().filter(std::fs::FileType::is_file)?;
    let path = entry.path().strip_prefix(top).ok()?.to_str()?.to_owned();
    Some(Found { path, size: entry.metadata().ok()?.len() })
}
