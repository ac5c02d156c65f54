//! `cortex_get_stats`.

use std::fs;

use gateway_runtime::embedded::{CallContext, ToolFailure};
use rusqlite::Connection;
use serde::Serialize;

use super::Cortex;
use super::cache::CacheStats;
use super::database::{Explained, fact};
use crate::answer::{Answer, NoArguments, arguments, both};

#[derive(Default, Serialize)]
struct Stats {
    healthy: bool,
    /// What is wrong, where something is.
    problem: Option<String>,
    documents: i64,
    chunks: i64,
    bytes: i64,
    ingested_at: Option<String>,
    index_file_bytes: u64,
    cache: CacheStats,
}

/// A damaged or missing index is an answer here, not a failure.
pub(super) fn cortex_get_stats(cortex: &Cortex, text: &str, _: &CallContext) -> Answer {
    let NoArguments {} = arguments(text)?;
    let mut stats = match cortex.index.if_there(|index| counted(index)) {
        Ok(Some(stats)) => stats,
        Ok(None) => Stats {
            problem: Some("there is no index yet; call cortex_ingest_full".to_owned()),
            ..Stats::default()
        },
        Err(failure) => Stats { problem: Some(failure.message), ..Stats::default() },
    };
    stats.index_file_bytes = fs::metadata(cortex.index.path()).map_or(0, |metadata| metadata.len());
    stats.cache = CacheStats::read(cortex)?;
    stats.healthy = stats.problem.is_none();
    both(stats.report(), &stats)
}

fn counted(index: &Connection) -> Result<Stats, ToolFailure> {
    let query = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM chunks),
        (SELECT coalesce(sum(bytes), 0) FROM documents), (SELECT count(*) FROM passages_docsize)";
    let ((documents, chunks, bytes), passages): ((i64, i64, i64), i64) = index
        .query_row(query, [], |row| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?)))
        .explained()?;
    let problem = if documents == 0 {
        Some("the index is empty; call cortex_ingest_full with folders that hold Markdown".to_owned())
    } else if chunks != passages {
        Some(
            "the index does not fit its tables; call cortex_ingest_full with purge_existing = true"
                .to_owned(),
        )
    } else {
        None
    };
    Ok(Stats {
        problem,
        documents,
        chunks,
        bytes,
        ingested_at: fact(index, "ingested_at")?,
        ..Stats::default()
    })
}

impl Stats {
    fn report(&self) -> String {
        let Self { documents, chunks, bytes, cache, .. } = self;
        let state =
            self.problem.as_ref().map_or_else(|| "Healthy".to_owned(), |what| format!("Not healthy: {what}"));
        let when =
            self.ingested_at.as_deref().map_or_else(String::new, |when| format!("; last ingest {when}"));
        format!(
            "{state}.\n{documents} documents in {chunks} passages, {bytes} bytes of text{when}.\nAnswer cache: {} answers, {} hits, {} misses.",
            cache.entries, cache.hits, cache.misses
        )
    }
}
