//! `code_write`.

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::{place, yes};
use crate::answer::{Answer, Doing, arguments, both, fail};
use crate::files::{self, Outcome};
use crate::lock;
use crate::sandbox::Root;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeWrite {
    path: String,
    content: String,
    #[serde(default = "yes")]
    backup: bool,
    #[serde(default = "yes")]
    create_dirs: bool,
}

#[derive(Serialize)]
struct Written<'a> {
    path: &'a str,
    size: usize,
    outcome: Outcome,
    backup: Option<&'a str>,
}

pub(super) fn code_write(root: &Root, text: &str, context: &CallContext) -> Answer {
    let CodeWrite { path, content, backup, create_dirs } = arguments(text)?;
    let path = place::writable(&root.dir()?, "path", &path)?;
    let _guard = lock::acquire(root, "code", context)?;
    let dir = root.dir()?;
    if !create_dirs {
        folder_exists(&dir, &path)?;
    }
    let (outcome, backup) =
        files::put(&dir, &path, &content, backup).doing(format_args!("path: {path:?} cannot be written"))?;
    let mut shown = format!("{} {path} ({} bytes)", outcome.verb(), content.len());
    if let Some(backup) = &backup {
        shown.push_str(&format!("; the old content is {backup}"));
    }
    both(shown, &Written { path: &path, size: content.len(), outcome, backup: backup.as_deref() })
}

fn folder_exists(dir: &Dir, path: &str) -> Result<(), ToolFailure> {
    match path.rsplit_once('/') {
        Some((folder, _)) if !dir.is_dir(folder) => {
            fail(format!("path: the folder {folder:?} does not exist; create_dirs = true creates it"))
        }
        _ => Ok(()),
    }
}
