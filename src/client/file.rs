//! A person's file: read whole, replaced whole, its permissions and owner kept.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// What a client's file may be linked to is what is edited: the link stays.
pub(crate) fn followed(path: &Path) -> Result<PathBuf, String> {
    const MOST: usize = 40;
    let mut path = std::path::absolute(path).map_err(|error| format!("{}: {error}", path.display()))?;
    for _ in 0..MOST {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("/")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(format!("{} is a symbolic link that leads in circles", path.display()))
}

/// Its text; `None` where there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|error| {
            format!("{}: it is not UTF-8 (byte {})", path.display(), error.utf8_error().valid_up_to())
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// Puts a text in the place of the file, or makes it, when it still holds `before`.
pub(crate) fn replace(path: &Path, before: Option<&str>, text: &str) -> Result<(), String> {
    let shown = path.display();
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let like = fs::metadata(path).ok();
    let written =
        create(&beside, text, like.as_ref()).map_err(|error| format!("{}: {error}", beside.display()));
    let done = written.and_then(|()| match read(path)?.as_deref() == before {
        true => fs::rename(&beside, path).map_err(|error| format!("{shown}: {error}")),
        false => Err(format!("{shown} is being changed by another program; nothing was done, try again")),
    });
    if done.is_err() {
        drop(fs::remove_file(&beside));
    }
    done?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| format!("{shown}: {error}"))
}

/// A new file, as private as another; readable by nobody else where there is none to take after.
pub(crate) fn create(path: &Path, text: &str, like: Option<&Metadata>) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    if let Some(like) = like {
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (like.uid(), like.gid()) {
            chown(path, Some(like.uid()), Some(like.gid()))?;
        }
        file.set_permissions(fs::Permissions::from_mode(like.mode() & 0o777))?;
    }
    file.sync_all()
}

/// The first half of SHA-256, in hexadecimal: enough to know a text again.
pub(crate) fn fingerprint(text: &str) -> String {
    Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
