//! Whether a program is there, as a shell would look for it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The file of a program: itself where it is a path, else the first of that name in the folders of `path`.
///
/// # Errors
/// Where there is none that can be run.
pub(super) fn find(program: &str, path: Option<&OsStr>, folder: Option<&Path>) -> Result<PathBuf, String> {
    if program.contains('/') {
        let file = folder.unwrap_or(Path::new("")).join(program);
        return runnable(&file).map(|()| file.clone()).map_err(|why| format!("{}: {why}", file.display()));
    }
    let path = path.ok_or_else(|| format!("`{program}` cannot be looked for: PATH is not set"))?;
    let mut blocked = None;
    for file in std::env::split_paths(path).map(|folder| folder.join(program)) {
        match runnable(&file) {
            Ok(()) => return Ok(file),
            Err(why) if file.exists() => blocked = Some(format!("{}: {why}", file.display())),
            Err(_) => {}
        }
    }
    Err(blocked.unwrap_or_else(|| format!("there is no program `{program}` in PATH")))
}

fn runnable(file: &Path) -> Result<(), String> {
    let metadata = fs::metadata(file).map_err(|_| "there is no such file".to_owned())?;
    match (metadata.is_file(), metadata.permissions().mode() & 0o111 != 0) {
        (false, _) => Err("it is no file".into()),
        (true, false) => Err("it is not executable".into()),
        (true, true) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_as_a_shell_finds_them() {
        let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("{why}"));
        let file = |name: &str, mode: u32| {
            let file = folder.path().join(name);
            fs::write(&file, "").unwrap_or_else(|why| panic!("{why}"));
            fs::set_permissions(&file, fs::Permissions::from_mode(mode))
                .unwrap_or_else(|why| panic!("{why}"));
        };
        file("run", 0o755);
        file("data", 0o644);
        let path = Some(folder.path().as_os_str());
        for (program, path, error) in [
            ("run", path, ""),
            ("data", path, "is not executable"),
            ("nonesuch", path, "there is no program `nonesuch`"),
            ("run", None, "PATH is not set"),
            ("./run", None, ""),
            ("./nonesuch", None, "no such file"),
        ] {
            let found = find(program, path, Some(folder.path()));
            assert_eq!(found.is_ok(), error.is_empty(), "{program}");
            assert!(found.err().unwrap_or_default().contains(error), "{program}");
        }
    }
}
