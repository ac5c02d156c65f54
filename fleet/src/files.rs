//! Files written in full and removed, with what was there kept as a backup.
//!
//! The backups of `PATH` are `.gateway/backups/PATH.1.bak`, `PATH.2.bak` and so on; the highest number is the newest, and
//! the last [`KEPT`] remain. They lie in the gateway's own folder and not beside the file, because that folder keeps itself
//! out of git: a backup must neither be committed nor make the tree unclean.

use std::io::{self, Read};

use cap_std::fs::Dir;
use serde::Serialize;

use crate::STATE_FOLDER;
use crate::atomic;

/// Backups that remain of one file.
pub(crate) const KEPT: u64 = 20;

/// What a write did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    Created,
    Replaced,
    Unchanged,
}

impl Outcome {
    /// The word to begin a sentence with.
    pub(crate) fn verb(self) -> &'static str {
        match self {
            Self::Created => "Created",
            Self::Replaced => "Replaced",
            Self::Unchanged => "Left unchanged, the content being the same,",
        }
    }
}

/// The folder of the backups.
pub(crate) fn backups() -> String {
    format!("{STATE_FOLDER}/backups")
}

/// Gives a file that content, and says what it did and where the backup is. The caller holds the lock of the writers.
pub(crate) fn put(
    root: &Dir,
    path: &str,
    content: &str,
    backup: bool,
) -> io::Result<(Outcome, Option<String>)> {
    if !exists(root, path)? {
        atomic::create(root, path, content)?;
        return Ok((Outcome::Created, None));
    }
    if same(root, path, content)? {
        return Ok((Outcome::Unchanged, None));
    }
    let kept = if backup { Some(keep(root, path)?) } else { None };
    let replaced = atomic::replace(root, path, content);
    if let (Err(_), Some(kept)) = (&replaced, &kept) {
        drop(root.remove_file(kept));
    }
    replaced?;
    tidy(root, path)?;
    Ok((Outcome::Replaced, kept))
}

/// Removes a file and says where its backup is. The caller holds the lock of the writers.
pub(crate) fn remove(root: &Dir, path: &str) -> io::Result<String> {
    if !exists(root, path)? {
        return Err(io::Error::from(io::ErrorKind::NotFound));
    }
    let kept = keep(root, path)?;
    root.remove_file(path)?;
    tidy(root, path)?;
    Ok(kept)
}

/// Whether there is a file that may be replaced.
fn exists(root: &Dir, path: &str) -> io::Result<bool> {
    let metadata = match root.symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        metadata => metadata?,
    };
    let obstacle = if metadata.is_symlink() {
        "it is a symbolic link; name the file that it leads to"
    } else if !metadata.is_file() {
        "it is not a file"
    } else if metadata.permissions().readonly() {
        "it is read-only"
    } else {
        return Ok(true);
    };
    Err(io::Error::other(obstacle))
}

fn same(root: &Dir, path: &str, content: &str) -> io::Result<bool> {
    let mut file = root.open(path)?;
    if file.metadata()?.len() != content.len() as u64 {
        return Ok(false);
    }
    let mut old = Vec::with_capacity(content.len());
    file.read_to_end(&mut old)?;
    Ok(old == content.as_bytes())
}

/// The next backup: the very file under a second name, so that its permissions stay; where there are no hard links, a copy.
fn keep(root: &Dir, path: &str) -> io::Result<String> {
    let (folder, _) = split(path);
    root.create_dir_all(&folder)?;
    let mut number = numbers(root, path)?.last().map_or(1, |last| last + 1);
    loop {
        let backup = name(path, number);
        match root.hard_link(path, root, &backup) {
            Ok(()) => return Ok(backup),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(_) => return copy(root, path, &backup).map(|()| backup),
        }
    }
}

fn copy(root: &Dir, path: &str, backup: &str) -> io::Result<()> {
    atomic::create(root, backup, root.read(path)?)?;
    root.set_permissions(backup, root.metadata(path)?.permissions())
}

/// Lets the oldest backups go.
fn tidy(root: &Dir, path: &str) -> io::Result<()> {
    let numbers = numbers(root, path)?;
    let newest = numbers.last().copied().unwrap_or(0);
    for number in numbers.into_iter().filter(|number| number + KEPT <= newest) {
        root.remove_file(name(path, number))?;
    }
    Ok(())
}

/// The numbers of a file's backups, in order.
fn numbers(root: &Dir, path: &str) -> io::Result<Vec<u64>> {
    let (folder, file) = split(path);
    let mut numbers = Vec::new();
    let entries = match root.read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(numbers),
        entries => entries?,
    };
    for entry in entries {
        let name = entry?.file_name();
        let number =
            name.to_str().and_then(|name| name.strip_prefix(file)?.strip_prefix('.')?.strip_suffix(".bak"));
        numbers.extend(number.and_then(|number| number.parse::<u64>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

fn split(path: &str) -> (String, &str) {
    match path.rsplit_once('/') {
        Some((folder, file)) => (format!("{}/{folder}", backups()), file),
        None => (backups(), path),
    }
}

fn name(path: &str, number: u64) -> String {
    format!("{}/{path}.{number}.bak", backups())
}

#[cfg(test)]
mod tests {
    use cap_std::ambient_authority;

    use super::*;

    fn temp() -> (tempfile::TempDir, Dir) {
        let folder = tempfile::tempdir().unwrap();
        let dir = Dir::open_ambient_dir(folder.path(), ambient_authority()).unwrap();
        (folder, dir)
    }

    #[test]
    fn backups_are_numbered_and_the_last_ones_remain() {
        let (_folder, root) = temp();
        assert_eq!(put(&root, "a/x", "0", true).unwrap(), (Outcome::Created, None));
        for number in 1..=KEPT + 3 {
            let kept = put(&root, "a/x", &number.to_string(), true).unwrap().1.unwrap();
            assert_eq!(kept, format!(".gateway/backups/a/x.{number}.bak"));
            assert_eq!(root.read_to_string(kept).unwrap(), (number - 1).to_string());
        }
        assert_eq!(numbers(&root, "a/x").unwrap(), (4..=KEPT + 3).collect::<Vec<_>>());
    }

    #[test]
    fn the_same_content_is_not_written_again() {
        let (_folder, root) = temp();
        put(&root, "x", "a", true).unwrap();
        assert_eq!(put(&root, "x", "a", true).unwrap(), (Outcome::Unchanged, None));
        assert!(!root.exists(".gateway"));
    }

    #[test]
    fn without_hard_links_a_copy_serves() {
        let (_folder, root) = temp();
        put(&root, "x", "a", true).unwrap();
        root.create_dir_all(backups()).unwrap();
        copy(&root, "x", &name("x", 1)).unwrap();
        assert_eq!(root.read_to_string(".gateway/backups/x.1.bak").unwrap(), "a");
    }

    #[cfg(unix)]
    #[test]
    fn a_backup_is_as_private_as_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, root) = temp();
        put(&root, "x", "a", true).unwrap();
        let private = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(folder.path().join("x"), private).unwrap();
        let kept = remove(&root, "x").unwrap();
        assert!(!root.exists("x"));
        let mode = std::fs::metadata(folder.path().join(kept)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn what_is_not_a_file_is_not_replaced() {
        let (folder, root) = temp();
        root.create_dir("d").unwrap();
        assert_eq!(put(&root, "d", "a", true).unwrap_err().to_string(), "it is not a file");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("nowhere", folder.path().join("link")).unwrap();
            let refusal = put(&root, "link", "a", true).unwrap_err().to_string();
            assert!(refusal.starts_with("it is a symbolic link"), "{refusal}");
        }
        drop(folder);
    }
}
