//! Finds and reads the files that an ingest takes in.

use std::collections::BTreeSet;
use std::io;

use cap_std::fs::Dir;
use gateway_runtime::embedded::ToolFailure;
use rusqlite::Connection;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::chunk::{Chunk, chunks, is_markdown};
use super::database::Explained;
use crate::answer::{Doing, fail};
use crate::sandbox::{Root, cannot_open, relative};

/// Where documents are looked for when the caller names no folders.
pub(crate) const FOLDERS: [&str; 5] = ["00_CHRONICLE", "01_PROTOCOLS", "ADRs", "TASKS", "docs"];

/// A larger file is left out: it is data rather than a document.
pub(super) const LARGEST: u64 = 16 * 1024 * 1024;

/// A file that was found and not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Skipped {
    pub(super) path: String,
    pub(super) reason: String,
}

/// A file's text and the hash of its bytes.
pub(super) struct Source {
    pub(super) text: String,
    pub(super) hash: [u8; 32],
    bytes: usize,
}

impl Source {
    /// Bytes that are not UTF-8 become replacement characters.
    pub(super) fn read(root: &Dir, path: &str) -> io::Result<Self> {
        let bytes = root.read(path)?;
        let hash = Sha256::digest(&bytes).into();
        let length = bytes.len();
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Self { text, hash, bytes: length })
    }

    /// Cuts the text into passages.
    pub(super) fn cut(self, path: &str) -> Document {
        let (title, chunks) = chunks(path, &self.text);
        Document { title, chunks, hash: self.hash, bytes: self.bytes }
    }
}

/// A file as it goes into the index.
pub(super) struct Document {
    title: String,
    pub(super) chunks: Vec<Chunk>,
    hash: [u8; 32],
    /// The size of the file.
    pub(super) bytes: usize,
}

impl Document {
    /// Puts the file into the index in place of what it held under that path.
    pub(super) fn store(
        &self,
        index: &Connection,
        path: &str,
        metadata: Option<&str>,
    ) -> Result<(), ToolFailure> {
        remove(index, path)?;
        let (title, bytes) = (&self.title, i64::try_from(self.bytes).unwrap_or(i64::MAX));
        let document = "INSERT INTO documents(path, title, hash, bytes, metadata) VALUES(?1, ?2, ?3, ?4, ?5)";
        let mut statement = index.prepare_cached(document).explained()?;
        let id = statement.insert((path, title, &self.hash, bytes, metadata)).explained()?;
        let mut chunk_row =
            index.prepare_cached("INSERT INTO chunks(document, line) VALUES(?1, ?2)").explained()?;
        let passage = "INSERT INTO passages(rowid, title, heading, body) VALUES(?1, ?2, ?3, ?4)";
        let mut passage_row = index.prepare_cached(passage).explained()?;
        for chunk in &self.chunks {
            let row = chunk_row.insert((id, i64::try_from(chunk.line).unwrap_or(i64::MAX))).explained()?;
            passage_row.execute((row, title, &chunk.heading, &chunk.body)).explained()?;
        }
        Ok(())
    }
}

/// Takes a file out of the index.
fn remove(index: &Connection, path: &str) -> Result<(), ToolFailure> {
    let mut find = index.prepare_cached("SELECT id FROM documents WHERE path = ?1").explained()?;
    let found = find.query([path]).explained()?.next().explained()?.map(|row| row.get::<_, i64>(0));
    let Some(id) = found.transpose().explained()? else { return Ok(()) };
    for statement in [
        "DELETE FROM passages WHERE rowid IN (SELECT id FROM chunks WHERE document = ?1)",
        "DELETE FROM chunks WHERE document = ?1",
        "DELETE FROM documents WHERE id = ?1",
    ] {
        index.prepare_cached(statement).explained()?.execute([id]).explained()?;
    }
    Ok(())
}

/// The Markdown below the folders, in order of path, and what was left out. Symbolic links are not followed; folders
/// whose names begin with a dot hold no documents.
pub(super) fn find(
    root: &Root,
    folders: Option<&[String]>,
) -> Result<(BTreeSet<String>, Vec<Skipped>), ToolFailure> {
    let dir = root.dir()?;
    let folders = match folders {
        Some(folders) => named(&dir, folders)?,
        None => usual(&dir)?,
    };
    let mut found = Found::default();
    for folder in folders {
        let handle = dir.open_dir(&folder).doing(&folder)?;
        let prefix = if folder == "." { String::new() } else { format!("{folder}/") };
        found.walk(&handle, &prefix).doing(&folder)?;
    }
    Ok((found.files, found.skipped))
}

fn named(root: &Dir, folders: &[String]) -> Result<Vec<String>, ToolFailure> {
    if folders.is_empty() {
        return fail("source_directories: give at least one folder, or leave it out for the usual ones");
    }
    let mut paths = Vec::new();
    for (at, folder) in folders.iter().enumerate() {
        let argument = format!("source_directories[{at}]");
        let path = relative(&argument, folder)?;
        root.open_dir(&path).map_err(|error| cannot_open(&argument, folder, &error))?;
        paths.push(path);
    }
    Ok(paths)
}

fn usual(root: &Dir) -> Result<Vec<String>, ToolFailure> {
    let there: Vec<_> = FOLDERS.into_iter().filter(|folder| root.is_dir(folder)).map(str::to_owned).collect();
    if there.is_empty() {
        return fail(format!(
            "none of the folders {} exists below the project root; name others in source_directories",
            FOLDERS.join(", ")
        ));
    }
    Ok(there)
}

#[derive(Default)]
struct Found {
    files: BTreeSet<String>,
    skipped: Vec<Skipped>,
}

impl Found {
    fn walk(&mut self, folder: &Dir, prefix: &str) -> io::Result<()> {
        for entry in folder.entries()? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = format!("{prefix}{name}");
            if kind.is_dir() && !name.starts_with('.') && name != "node_modules" {
                self.walk(&entry.open_dir()?, &format!("{path}/"))?;
            } else if kind.is_file() && is_markdown(&name) && !name.starts_with('.') {
                match entry.metadata()?.len() {
                    0..=LARGEST => drop(self.files.insert(path)),
                    size => self.skipped.push(Skipped { path, reason: format!("too large: {size} bytes") }),
                }
            }
        }
        Ok(())
    }
}
