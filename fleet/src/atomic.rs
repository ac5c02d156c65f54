//! Files that a reader sees whole or not at all.

use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use cap_std::fs::{Dir, OpenOptions};

/// Writes a new file; `AlreadyExists` where the name is taken.
pub(crate) fn create(root: &Dir, path: &str, contents: impl AsRef<[u8]>) -> io::Result<()> {
    let (folder, name) = parent(root, path)?;
    let temporary = write_beside(&folder, name, contents.as_ref())?;
    let published = publish(&folder, &temporary, name);
    if published.is_err() {
        drop(folder.remove_file(&temporary));
    }
    published?;
    settle(&folder)
}

/// Puts new contents in the place of a file; permissions stay.
pub(crate) fn replace(root: &Dir, path: &str, contents: impl AsRef<[u8]>) -> io::Result<()> {
    let (folder, name) = parent(root, path)?;
    let permissions = folder.metadata(name)?.permissions();
    let temporary = write_beside(&folder, name, contents.as_ref())?;
    let done = folder
        .set_permissions(&temporary, permissions)
        .and_then(|()| folder.rename(&temporary, &folder, name));
    if done.is_err() {
        drop(folder.remove_file(&temporary));
    }
    done?;
    settle(&folder)
}

/// Moves a file to a name that must be free. The caller holds the lock of those who write here.
pub(crate) fn rename(root: &Dir, from: &str, to: &str) -> io::Result<()> {
    let (folder, name) = parent(root, to)?;
    if folder.symlink_metadata(name).is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    root.rename(from, &folder, name)?;
    settle(&folder)
}

/// Opens a folder, made where it is not there; the error says what stands in its place.
pub(crate) fn folder(root: &Dir, path: &str) -> io::Result<Dir> {
    match root.create_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => root.open_dir(path),
    }
    .map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::NotADirectory => "is not a folder",
            io::ErrorKind::PermissionDenied => {
                "leads out of the project root by a symbolic link, or its permissions forbid it"
            }
            _ => return error,
        };
        io::Error::new(error.kind(), format!("{path} {reason}; put a folder there"))
    })
}

fn parent<'a>(root: &Dir, path: &'a str) -> io::Result<(Dir, &'a str)> {
    match path.rsplit_once('/') {
        Some((path, name)) => Ok((folder(root, path)?, name)),
        None => Ok((root.try_clone()?, path)),
    }
}

/// The temporary name begins with a dot and does not end in `.md`, so no reader takes it for a document.
fn write_beside(folder: &Dir, name: &str, contents: &[u8]) -> io::Result<String> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let counter = NEXT.fetch_add(1, Ordering::Relaxed);
    let short: String = name.chars().take(40).collect();
    let temporary = format!(".{short}.{}.{counter}.tmp", std::process::id());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = folder.open_with(&temporary, &options)?;
    file.write_all(contents)?;
    file.sync_all()?;
    Ok(temporary)
}

/// A hard link fails where the name is taken, in one step. File systems without hard links get a check and a rename,
/// which the writers' lock makes safe among themselves.
fn publish(folder: &Dir, temporary: &str, name: &str) -> io::Result<()> {
    match folder.hard_link(temporary, folder, name) {
        Ok(()) => folder.remove_file(temporary),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => rename_if_free(folder, temporary, name),
    }
}

fn rename_if_free(folder: &Dir, temporary: &str, name: &str) -> io::Result<()> {
    if folder.symlink_metadata(Path::new(name)).is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    folder.rename(temporary, folder, name)
}

/// Makes the new name itself durable. Not every file system can; the contents are safe either way.
fn settle(folder: &Dir) -> io::Result<()> {
    let handle = folder.try_clone()?.into_std_file();
    drop(handle.sync_all());
    Ok(())
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

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(folder.path().join("a"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[cfg(unix)]
    #[test]
    fn what_stands_in_the_place_of_a_folder_is_named() {
        let (folder, root) = temp();
        std::fs::write(folder.path().join("file"), "").unwrap();
        std::os::unix::fs::symlink("..", folder.path().join("out")).unwrap();
        for (path, reason) in [
            ("file", "file is not a folder"),
            ("file/a", "file/a is not a folder"),
            ("out", "out leads out of the project root by a symbolic link"),
            ("out/a", "out/a leads out of the project root by a symbolic link"),
        ] {
            let error = create(&root, &format!("{path}/x"), "x").unwrap_err().to_string();
            assert!(error.starts_with(reason), "{path}: {error}");
        }
    }

    #[test]
    fn creating_never_overwrites() {
        let (folder, dir) = temp();
        create(&dir, "a/x.md", "one").unwrap();
        let error = create(&dir, "a/x.md", "two").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(dir.read_to_string("a/x.md").unwrap(), "one");
        assert_eq!(names(&folder), ["x.md"]);
    }

    #[test]
    fn replacing_leaves_only_the_new_contents() {
        let (folder, dir) = temp();
        create(&dir, "a/x.md", "one, and long").unwrap();
        replace(&dir, "a/x.md", "two").unwrap();
        assert_eq!(dir.read_to_string("a/x.md").unwrap(), "two");
        assert_eq!(names(&folder), ["x.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn replacing_keeps_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, dir) = temp();
        create(&dir, "a/x.md", "one").unwrap();
        let path = folder.path().join("a/x.md");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        replace(&dir, "a/x.md", "two").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn moving_never_overwrites() {
        let (_folder, dir) = temp();
        create(&dir, "a/x.md", "x").unwrap();
        create(&dir, "b/x.md", "y").unwrap();
        assert_eq!(rename(&dir, "a/x.md", "b/x.md").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        rename(&dir, "a/x.md", "c/x.md").unwrap();
        assert_eq!(dir.read_to_string("c/x.md").unwrap(), "x");
        assert!(!dir.exists("a/x.md"));
    }
}
