//! `cortex_ingest_full`.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::time::{Duration, Instant};
use std::{io, thread};

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::Cortex;
use super::database::Explained;
use super::source::{Document, Skipped, Source, find};
use crate::answer::{Answer, arguments, both, fail};
use crate::sandbox::Root;

/// Progress is told at most so often.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// How many documents that are read may wait to be written.
const MOST_WAITING: usize = 64;
const MOST_SKIPPED_SHOWN: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IngestFull {
    #[serde(default = "yes")]
    purge_existing: bool,
    #[serde(default)]
    source_directories: Option<Vec<String>>,
}

fn yes() -> bool {
    true
}

/// What an ingest did.
#[derive(Default, Serialize)]
struct Ingested {
    documents: usize,
    chunks: usize,
    bytes: usize,
    milliseconds: u64,
    skipped: Vec<Skipped>,
}

pub(super) fn cortex_ingest_full(cortex: &Cortex, text: &str, context: &CallContext) -> Answer {
    let arguments: IngestFull = arguments(text)?;
    let since = Instant::now();
    let (files, skipped) = find(&cortex.root, arguments.source_directories.as_deref())?;
    let files: Vec<String> = files.into_iter().collect();
    let mut done = cortex.index.change(context, arguments.purge_existing, |index| {
        bulk(index, true)?;
        let done = take_in(&cortex.root, index, &files, context)?;
        bulk(index, false)?;
        mark(index)?;
        Ok(done)
    })?;
    done.skipped.splice(0..0, skipped);
    done.milliseconds = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
    cortex.index.if_there(|index| shrink(index))?;
    both(report(&done), &done)
}

/// While many passages come in, the full-text index is kept in memory in larger pieces and merged once at the end.
fn bulk(index: &Connection, begin: bool) -> Result<(), ToolFailure> {
    let commands = if begin {
        "INSERT INTO passages(passages, rank) VALUES('hashsize', 33554432);
         INSERT INTO passages(passages, rank) VALUES('automerge', 0);"
    } else {
        "INSERT INTO passages(passages, rank) VALUES('hashsize', 1048576);
         INSERT INTO passages(passages, rank) VALUES('automerge', 4);
         INSERT INTO passages(passages) VALUES('optimize');"
    };
    index.execute_batch(commands).explained()
}

/// Notes that the index is another one now.
pub(super) fn mark(index: &Connection) -> Result<(), ToolFailure> {
    let facts = "INSERT OR REPLACE INTO facts VALUES
        ('generation', lower(hex(randomblob(8)))), ('ingested_at', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))";
    index.execute_batch(facts).explained()
}

/// The write-ahead log has grown with the ingest; it shrinks now, or later if someone is reading.
fn shrink(index: &Connection) -> Result<(), ToolFailure> {
    drop(index.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
    Ok(())
}

/// One thread reads and cuts the files while this one writes their passages.
fn take_in(
    root: &Root,
    index: &Connection,
    files: &[String],
    context: &CallContext,
) -> Result<Ingested, ToolFailure> {
    let dir = root.dir()?;
    thread::scope(|scope| {
        let (sender, documents) = mpsc::sync_channel(MOST_WAITING);
        scope.spawn(move || read(&dir, files, &sender));
        store_all(index, files, documents, context)
    })
}

/// Ends early where nobody takes the documents any more.
fn read(root: &Dir, files: &[String], documents: &SyncSender<io::Result<Document>>) {
    for path in files {
        let document = Source::read(root, path).map(|source| source.cut(path));
        if documents.send(document).is_err() {
            break;
        }
    }
}

fn store_all(
    index: &Connection,
    files: &[String],
    documents: Receiver<io::Result<Document>>,
    context: &CallContext,
) -> Result<Ingested, ToolFailure> {
    let mut done = Ingested::default();
    let mut teller = Teller::new(files.len(), context);
    for (at, (path, document)) in files.iter().zip(documents).enumerate() {
        if context.is_cancelled() {
            return fail("cancelled; the index is as it was before");
        }
        match document {
            Ok(document) => {
                document.store(index, path, None)?;
                done.documents += 1;
                done.chunks += document.chunks.len();
                done.bytes += document.bytes;
            }
            Err(error) => done.skipped.push(Skipped { path: path.clone(), reason: error.to_string() }),
        }
        teller.tell(at + 1, path);
    }
    Ok(done)
}

/// Tells progress now and then, and always at the end.
pub(super) struct Teller<'a> {
    total: usize,
    last: Instant,
    context: &'a CallContext,
}

impl<'a> Teller<'a> {
    pub(super) fn new(total: usize, context: &'a CallContext) -> Self {
        Self { total, last: Instant::now(), context }
    }

    #[expect(clippy::cast_precision_loss, reason = "a count of files is far below 2^52")]
    pub(super) fn tell(&mut self, done: usize, what: &str) {
        if done == self.total || self.last.elapsed() >= TELL_EVERY {
            self.last = Instant::now();
            self.context.progress(done as f64, Some(self.total as f64), what);
        }
    }
}

fn report(done: &Ingested) -> String {
    let Ingested { documents, chunks, bytes, milliseconds, skipped } = done;
    let mut text =
        format!("Indexed {documents} documents in {chunks} passages ({bytes} bytes) in {milliseconds} ms.");
    if !skipped.is_empty() {
        text.push_str(&format!("\nLeft out {}:", skipped.len()));
    }
    for Skipped { path, reason } in skipped.iter().take(MOST_SKIPPED_SHOWN) {
        text.push_str(&format!("\n  {path}: {reason}"));
    }
    text
}
