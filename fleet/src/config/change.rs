//! `config_write` and `config_delete`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{existing, path};
use crate::answer::{Answer, Doing, arguments, both, fail};
use crate::files::{self, Outcome};
use crate::lock;
use crate::sandbox::Root;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigWrite {
    filename: String,
    content: String,
}

#[derive(Serialize)]
struct Written<'a> {
    filename: &'a str,
    path: &'a str,
    size: usize,
    outcome: Outcome,
    backup: Option<&'a str>,
}

pub(super) fn config_write(root: &Root, text: &str, context: &CallContext) -> Answer {
    let ConfigWrite { filename, content } = arguments(text)?;
    let path = path(&filename)?;
    valid(&filename, &content)?;
    let _guard = lock::acquire(root, "config", context)?;
    let (outcome, backup) = files::put(&root.dir()?, &path, &content, true)
        .doing(format_args!("filename: {path:?} cannot be written"))?;
    let mut shown = format!("{} {path} ({} bytes)", outcome.verb(), content.len());
    if let Some(backup) = &backup {
        shown.push_str(&format!("; the old content is {backup}"));
    }
    let backup = backup.as_deref();
    both(shown, &Written { filename: &filename, path: &path, size: content.len(), outcome, backup })
}

/// A file that programs read as JSON must be JSON.
fn valid(filename: &str, content: &str) -> Result<(), ToolFailure> {
    if !filename.to_ascii_lowercase().ends_with(".json") {
        return Ok(());
    }
    match serde_json::from_str::<IgnoredAny>(content) {
        Ok(_) => Ok(()),
        Err(error) => fail(format!("content: {filename} must be valid JSON: {error}; nothing was written")),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigDelete {
    filename: String,
}

#[derive(Serialize)]
struct Deleted<'a> {
    filename: &'a str,
    path: &'a str,
    backup: &'a str,
}

pub(super) fn config_delete(root: &Root, text: &str, context: &CallContext) -> Answer {
    let ConfigDelete { filename } = arguments(text)?;
    let path = path(&filename)?;
    let _guard = lock::acquire(root, "config", context)?;
    let dir = root.dir()?;
    existing(&dir, &filename)?;
    let backup = files::remove(&dir, &path).doing(format_args!("filename: {path:?} cannot be deleted"))?;
    let facts = Deleted { filename: &filename, path: &path, backup: &backup };
    both(format!("Deleted {path}; its content is {backup}"), &facts)
}
