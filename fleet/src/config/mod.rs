//! Configuration of the agents: the files directly in `.agent/config`.
//!
//! A write and a delete keep what was there as a numbered backup (see [`crate::files`]). Folders in `.agent/config` are not
//! looked at, and neither are symbolic links out of it.

mod change;

use std::path::Path;

use cap_std::fs::{Dir, DirEntry};
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Doing, Handler, NoArguments, Served, arguments, both, fail};
use crate::date::moment;
use crate::sandbox::{Root, file_name};
use crate::text::{self, Limit};

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Root>)] = &[
    ("config_delete", change::config_delete),
    ("config_list", config_list),
    ("config_read", config_read),
    ("config_write", change::config_write),
];

/// Where the files are, below the project root.
pub(crate) const FOLDER: &str = ".agent/config";

const LIMIT: Limit = Limit {
    bytes: 10_000_000,
    remedy: "a configuration file is not meant to be that large; look at it with code_read",
};

pub(crate) fn open(root: &Path) -> Served<Root> {
    Served { name: "config", state: Root::new(root), tools: TOOLS }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigRead {
    filename: String,
}

#[derive(Serialize)]
struct ConfigFile<'a> {
    filename: &'a str,
    path: &'a str,
    size: usize,
    content: &'a str,
}

fn config_read(root: &Root, text: &str, _: &CallContext) -> Answer {
    let ConfigRead { filename } = arguments(text)?;
    let dir = root.dir()?;
    let path = existing(&dir, &filename)?;
    let content = text::read(&dir, "filename", &path, LIMIT)?;
    let facts = ConfigFile { filename: &filename, path: &path, size: content.len(), content: &content };
    both(content.clone(), &facts)
}

#[derive(Serialize)]
struct Listed {
    filename: String,
    size: u64,
    modified: Option<String>,
}

#[derive(Serialize)]
struct Listing {
    folder: &'static str,
    count: usize,
    files: Vec<Listed>,
}

fn config_list(root: &Root, text: &str, _: &CallContext) -> Answer {
    let NoArguments {} = arguments(text)?;
    let files = listed(&root.dir()?)?;
    let mut shown = match files.len() {
        0 => format!("{FOLDER} has no files."),
        1 => format!("1 file in {FOLDER}:"),
        count => format!("{count} files in {FOLDER}:"),
    };
    for Listed { filename, size, modified } in &files {
        let modified = modified.as_deref().unwrap_or("at an unknown time");
        shown.push_str(&format!("\n{filename} ({size} bytes, changed {modified})"));
    }
    both(shown, &Listing { folder: FOLDER, count: files.len(), files })
}

/// The files by name. A folder that does not exist yet has none.
fn listed(root: &Dir) -> Result<Vec<Listed>, ToolFailure> {
    if !root.exists(FOLDER) {
        return Ok(Vec::new());
    }
    let entries = root.read_dir(FOLDER).doing(format_args!("{FOLDER} cannot be listed"))?;
    let mut files: Vec<_> = entries.filter_map(|entry| listed_one(root, &entry.ok()?)).collect();
    files.sort_by(|a, b| a.filename.cmp(&b.filename));
    Ok(files)
}

/// Leaves out folders, links that lead out, and the temporary files of writers.
fn listed_one(root: &Dir, entry: &DirEntry) -> Option<Listed> {
    let filename = entry.file_name().into_string().ok()?;
    let metadata = root.metadata(format!("{FOLDER}/{filename}")).ok()?;
    (metadata.is_file() && !is_temporary(&filename)).then(|| Listed {
        filename,
        size: metadata.len(),
        modified: metadata.modified().ok().map(|time| moment(time.into_std())),
    })
}

/// The names that writers use until a file is whole.
fn is_temporary(filename: &str) -> bool {
    filename.starts_with('.') && filename.ends_with(".tmp")
}

/// The path of a file that must be there; a failure names those that are.
fn existing(root: &Dir, filename: &str) -> Result<String, ToolFailure> {
    let path = path(filename)?;
    if root.symlink_metadata(&path).is_ok() {
        return Ok(path);
    }
    let names: Vec<_> = listed(root)?.into_iter().map(|file| file.filename).collect();
    let there = if names.is_empty() { "no files".to_owned() } else { names.join(", ") };
    fail(format!("filename: {FOLDER} has no {filename:?}; it has {there}"))
}

fn path(filename: &str) -> Result<String, ToolFailure> {
    let name = file_name("filename", filename)?;
    if is_temporary(name) {
        return fail(format!(
            "filename: {name:?} is the name of a temporary file; give one without the dot or the .tmp"
        ));
    }
    Ok(format!("{FOLDER}/{name}"))
}
