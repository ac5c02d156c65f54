//! Files written all together or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::form::Files;

/// Writes `files` below `folder`, and then `text` as `output`, each in one step.
///
/// # Errors
///
/// Where something cannot be written; then everything is as it was.
pub(super) fn all(
    output: &Path,
    before: Option<&str>,
    text: &str,
    folder: &Path,
    files: &Files,
) -> Result<(), String> {
    let mut made = Made::default();
    for (path, content) in files {
        made.file(&folder.join(path), content)?;
    }
    made.replace(output, before, text)?;
    made.keep();
    Ok(())
}

/// What there was not before. Dropped, it goes again.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, path: &Path, content: &str) -> Result<(), String> {
        let failed = |error: io::Error| format!("{}: {error}", path.display());
        self.folder(path.parent().unwrap_or(Path::new("")))?;
        let beside = beside(path);
        self.files.push(beside.clone());
        write_new(&beside, content).map_err(failed)?;
        // Fails where something is there by now, which is nobody's to overwrite.
        fs::hard_link(&beside, path).map_err(failed)?;
        self.files.push(path.to_owned());
        fs::remove_file(&beside).map_err(failed)
    }

    fn folder(&mut self, folder: &Path) -> Result<(), String> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            self.folders.push(folder.to_owned());
        }
        Ok(())
    }

    fn replace(&mut self, output: &Path, before: Option<&str>, text: &str) -> Result<(), String> {
        let failed = |error: io::Error| format!("{}: {error}", output.display());
        // What a link leads to is replaced; the link stays.
        let target = fs::canonicalize(output).unwrap_or_else(|_| output.to_owned());
        self.folder(target.parent().unwrap_or(Path::new("")))?;
        let beside = beside(&target);
        self.files.push(beside.clone());
        write_new(&beside, text).map_err(failed)?;
        if let Ok(metadata) = fs::metadata(&target) {
            fs::set_permissions(&beside, metadata.permissions()).map_err(failed)?;
        }
        let now = match fs::read_to_string(&target) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if now.as_deref() != before {
            return Err(format!(
                "{} was changed by somebody else meanwhile; nothing was written, import again",
                output.display()
            ));
        }
        fs::rename(&beside, &target).map_err(failed)
    }

    fn keep(mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn write_new(path: &Path, content: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()
}
