//! The file of API keys, which `gateway key` edits and a running gateway reads.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::key::Fingerprint;
use crate::config::Config;

/// All keys, by id.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFile {
    pub(crate) keys: BTreeMap<String, Entry>,
}

/// What is kept of one key.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// Whose it is.
    pub(crate) principal: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The hash of the key, in hexadecimal.
    pub(crate) sha256: String,
    /// When it ends, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) expires_unix: Option<u64>,
}

/// Where the file is.
pub(crate) fn place(config: &Config) -> Result<PathBuf, String> {
    match &config.credentials.keys_file {
        Some(file) => Ok(file.clone()),
        None => Ok(config.state()?.join("keys.json")),
    }
}

/// Reads the file; `None` where there is none.
pub(crate) fn read(path: &Path) -> Result<Option<KeyFile>, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("the keys file {}: {error}", path.display());
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(wrong(&error)),
    };
    let file: KeyFile = serde_json::from_slice(&text).map_err(|error| wrong(&error))?;
    match file.keys.iter().find(|(_, entry)| Fingerprint::parse(&entry.sha256).is_none()) {
        Some((id, _)) => Err(wrong(&format_args!("keys.{id}.sha256 is not 64 hexadecimal digits"))),
        None => Ok(Some(file)),
    }
}

/// Changes the file, with nobody else changing it at the same time; readers see the old one or the new one.
pub(crate) fn edit<T>(
    path: &Path,
    change: impl FnOnce(&mut KeyFile) -> Result<T, String>,
) -> Result<T, String> {
    let failed = |error: io::Error| format!("the keys file {} cannot be written: {error}", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    prepare(folder).map_err(failed)?;
    let folder = File::open(folder).map_err(failed)?;
    folder.lock().map_err(failed)?;
    let mut file = read(path)?.unwrap_or_default();
    let changed = change(&mut file)?;
    let text = serde_json::to_string_pretty(&file).map_err(|error| error.to_string())?;
    replace(path, &format!("{text}\n")).and_then(|()| folder.sync_all()).map_err(failed)?;
    Ok(changed)
}

/// A folder that did not exist keeps itself out of the repository that it may be in.
fn prepare(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join(".gitignore"), "*\n")
}

/// The caller holds the lock, so the temporary name is free, or left over from a process that died.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let temporary = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&temporary)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&temporary, path)
}
