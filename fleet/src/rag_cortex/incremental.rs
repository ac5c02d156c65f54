//! `cortex_ingest_incremental`.

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Cortex;
use super::database::Explained;
use super::ingest::{Teller, mark};
use super::source::{LARGEST, Skipped, Source};
use crate::answer::{Answer, arguments, both, fail};
use crate::sandbox::{cannot_open, relative};

const SUFFIXES: [&str; 6] = [".md", ".py", ".js", ".jsx", ".ts", ".tsx"];
const MOST_FILES: usize = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IngestIncremental {
    file_paths: Vec<String>,
    #[serde(default)]
    metadata: Option<Map<String, Value>>,
    #[serde(default = "yes")]
    skip_duplicates: bool,
}

fn yes() -> bool {
    true
}

/// What an ingest did.
#[derive(Default, Serialize)]
struct Ingested {
    /// Added or refreshed.
    indexed: Vec<String>,
    chunks: usize,
    skipped: Vec<Skipped>,
}

pub(super) fn cortex_ingest_incremental(cortex: &Cortex, text: &str, context: &CallContext) -> Answer {
    let IngestIncremental { file_paths, metadata, skip_duplicates } = arguments(text)?;
    let dir = cortex.root.dir()?;
    let files = checked(&dir, &file_paths)?;
    let metadata = metadata.map(|metadata| Value::Object(metadata).to_string());
    let job = Job { dir: &dir, metadata: metadata.as_deref(), skip_duplicates, context };
    let done = cortex.index.change(context, false, |index| job.take_in(index, &files))?;
    both(report(&done), &done)
}

/// Every path is judged before anything is written.
fn checked(root: &Dir, files: &[String]) -> Result<Vec<String>, ToolFailure> {
    if files.is_empty() || files.len() > MOST_FILES {
        return fail(format!(
            "file_paths: must name from 1 to {MOST_FILES} files, and names {}",
            files.len()
        ));
    }
    files
        .iter()
        .enumerate()
        .map(|(at, path)| checked_file(root, &format!("file_paths[{at}]"), path))
        .collect()
}

fn checked_file(root: &Dir, argument: &str, path: &str) -> Result<String, ToolFailure> {
    let tidy = relative(argument, path)?;
    let lower = tidy.to_ascii_lowercase();
    if !SUFFIXES.iter().any(|suffix| lower.ends_with(suffix)) {
        return fail(format!("{argument}: {path:?} must end in one of {}", SUFFIXES.join(" ")));
    }
    let metadata = root.metadata(&tidy).map_err(|error| cannot_open(argument, path, &error))?;
    if !metadata.is_file() {
        return fail(format!("{argument}: {path:?} is not a file"));
    }
    if metadata.len() > LARGEST {
        return fail(format!(
            "{argument}: {path:?} has {} bytes, and at most {LARGEST} are allowed",
            metadata.len()
        ));
    }
    Ok(tidy)
}

struct Job<'a> {
    dir: &'a Dir,
    metadata: Option<&'a str>,
    skip_duplicates: bool,
    context: &'a CallContext,
}

impl Job<'_> {
    fn take_in(&self, index: &Connection, files: &[String]) -> Result<Ingested, ToolFailure> {
        let mut done = Ingested::default();
        let mut teller = Teller::new(files.len(), self.context);
        for (at, path) in files.iter().enumerate() {
            if self.context.is_cancelled() {
                return fail("cancelled; the index is as it was before");
            }
            self.take_in_file(index, path, &mut done)?;
            teller.tell(at + 1, path);
        }
        if !done.indexed.is_empty() {
            mark(index)?;
        }
        Ok(done)
    }

    fn take_in_file(&self, index: &Connection, path: &str, done: &mut Ingested) -> Result<(), ToolFailure> {
        let source = match Source::read(self.dir, path) {
            Ok(source) => source,
            Err(error) => {
                done.skipped.push(Skipped { path: path.to_owned(), reason: error.to_string() });
                return Ok(());
            }
        };
        match self.duplicate(index, path, &source)? {
            Some(reason) => done.skipped.push(Skipped { path: path.to_owned(), reason }),
            None => {
                let document = source.cut(path);
                document.store(index, path, self.metadata)?;
                done.chunks += document.chunks.len();
                done.indexed.push(path.to_owned());
            }
        }
        Ok(())
    }

    /// Why the file need not be taken in: it has not changed, or another one has the same contents.
    fn duplicate(
        &self,
        index: &Connection,
        path: &str,
        source: &Source,
    ) -> Result<Option<String>, ToolFailure> {
        if !self.skip_duplicates {
            return Ok(None);
        }
        // A file that is in the index with other contents must be refreshed, so only its own row counts then.
        let query = "SELECT path, metadata IS ?3 OR ?3 IS NULL, hash = ?2 FROM documents
            WHERE path = ?1 OR hash = ?2 ORDER BY path = ?1 DESC LIMIT 1";
        let found = index
            .prepare_cached(query)
            .explained()?
            .query_row((path, &source.hash, self.metadata), |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?, row.get::<_, bool>(2)?))
            })
            .optional()
            .explained()?;
        Ok(match found {
            Some((known, same_metadata, true)) if known == path => {
                same_metadata.then(|| "unchanged".to_owned())
            }
            Some((known, _, true)) => Some(format!("has the same contents as {known}")),
            _ => None,
        })
    }
}

fn report(done: &Ingested) -> String {
    let Ingested { indexed, chunks, skipped } = done;
    let mut text =
        format!("Indexed {} files in {chunks} passages, skipped {}.", indexed.len(), skipped.len());
    for path in indexed {
        text.push_str(&format!("\n  {path}"));
    }
    for Skipped { path, reason } in skipped {
        text.push_str(&format!("\n  {path}: {reason}"));
    }
    text
}
