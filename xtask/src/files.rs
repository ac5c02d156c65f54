//! Folders and sums.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The folder of the workspace.
pub(crate) fn repository() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Where cargo builds.
pub(crate) fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from)
}

pub(crate) fn at(path: &Path) -> impl Fn(std::io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}

pub(crate) fn make_folder(path: &Path) -> Result<(), String> {
    std::fs::create_dir_all(path).map_err(at(path))
}

pub(crate) fn remove_folder(path: &Path) -> Result<(), String> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(path)(error)),
        _ => Ok(()),
    }
}

pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    path.parent().map_or(Ok(()), make_folder)?;
    std::fs::write(path, content).map_err(at(path))
}

pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    to.parent().map_or(Ok(()), make_folder)?;
    std::fs::copy(from, to).map(drop).map_err(at(from))
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn sha256_of(path: &Path) -> Result<String, String> {
    std::fs::read(path).map(|bytes| sha256(&bytes)).map_err(at(path))
}

/// Path relative to `folder` with `/`, and content, of every file below it.
pub(crate) fn below(folder: &Path) -> Result<BTreeMap<String, PathBuf>, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(at(&folder))? {
            let entry = entry.map_err(at(&folder))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            match entry.path().is_dir() {
                true => open.push((format!("{name}/"), entry.path())),
                false => drop(found.insert(name, entry.path())),
            }
        }
    }
    Ok(found)
}

/// The lines of `SHA256SUMS`, as `sha256sum --check` reads them.
pub(crate) fn sums(folder: &Path) -> Result<String, String> {
    below(folder)?.iter().map(|(name, path)| Ok(format!("{}  {name}\n", sha256_of(path)?))).collect()
}
