//! Which paths may be read, and which may be written.
//!
//! A path is followed to where it really leads before it is judged, so that no symbolic link hides a protected place.

use std::io;
use std::path::PathBuf;

use cap_std::fs::Dir;
use gateway_runtime::embedded::ToolFailure;

use crate::answer::fail;
use crate::sandbox::{cannot_open, relative};
use crate::{STATE_FOLDER, config, files};

/// Where a path that exists really leads, relative to the root.
pub(super) fn readable(root: &Dir, argument: &str, path: &str) -> Result<String, ToolFailure> {
    let path = relative(argument, path)?;
    let real = root.canonicalize(&path).map_err(|error| cannot_open(argument, &path, &error))?;
    let real = text(argument, real)?;
    let own = is_below(&real, STATE_FOLDER) && !is_below(&real, &files::backups());
    if own {
        return fail(format!("{argument}: {path:?} is the gateway's own state, which no tool reads"));
    }
    Ok(real)
}

/// As [`readable`], and it is a folder.
pub(super) fn folder(root: &Dir, argument: &str, path: &str) -> Result<String, ToolFailure> {
    let real = readable(root, argument, path)?;
    match root.metadata(&real) {
        Ok(metadata) if metadata.is_dir() => Ok(real),
        Ok(_) => fail(format!("{argument}: {path:?} is a file; give the path of a folder")),
        Err(error) => Err(cannot_open(argument, path, &error)),
    }
}

/// Where a path that may not exist yet really leads. What other tools guard is refused.
pub(crate) fn writable(root: &Dir, argument: &str, path: &str) -> Result<String, ToolFailure> {
    let path = relative(argument, path)?;
    let real = text(argument, resolve(root, argument, &path)?)?;
    match guarded(&real) {
        Some(reason) => fail(format!("{argument}: {path:?} {reason}; nothing was written")),
        None => Ok(real),
    }
}

/// Follows the folders that exist. The last part stays as it is, because a writer must see a link in its place.
fn resolve(root: &Dir, argument: &str, path: &str) -> Result<PathBuf, ToolFailure> {
    let Some((folder, name)) = path.rsplit_once('/') else {
        return Ok(PathBuf::from(path));
    };
    match root.canonicalize(folder) {
        Ok(folder) => Ok(folder.join(name)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok(resolve(root, argument, folder)?.join(name))
        }
        Err(error) => Err(cannot_open(argument, path, &error)),
    }
}

fn guarded(real: &str) -> Option<&'static str> {
    if real.split('/').any(|part| part.eq_ignore_ascii_case(".git")) {
        Some("belongs to git, which could be made to run programs by it; use the git tools")
    } else if is_below(real, STATE_FOLDER) {
        Some("is the gateway's own state, which no tool writes")
    } else if is_below(real, config::FOLDER) {
        Some("is a configuration file; config_write changes it, with a person's approval")
    } else {
        None
    }
}

/// Some file systems do not tell upper from lower case, so neither does this.
fn is_below(path: &str, folder: &str) -> bool {
    let mut parts = path.split('/');
    folder.split('/').all(|part| parts.next().is_some_and(|found| found.eq_ignore_ascii_case(part)))
}

fn text(argument: &str, path: PathBuf) -> Result<String, ToolFailure> {
    match path.into_os_string().into_string() {
        Ok(path) if path.is_empty() => Ok(".".to_owned()),
        Ok(path) => Ok(path),
        Err(path) => fail(format!("{argument}: {path:?} is not UTF-8 and cannot be handled")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_guard_is_known_by_its_real_path() {
        for (path, word) in [
            (".git/config", "git"),
            ("vendor/lib/.GIT/hooks/pre-commit", "git"),
            (".git", "git"),
            (".gateway/audit.db", "own state"),
            (".agent/config/a.json", "config_write"),
            (".Agent/Config/a.json", "config_write"),
        ] {
            assert!(guarded(path).is_some_and(|reason| reason.contains(word)), "{path}");
        }
        for path in [".github/x", ".gitignore", ".agent/personas/a.txt", ".gateways/x", "a.git/x"] {
            assert_eq!(guarded(path), None, "{path}");
        }
    }
}
