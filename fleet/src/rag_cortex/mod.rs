//! An index of the project's documents in SQLite, with a cache of answers. No model and no network.
//!
//! The index and the cache are files in the state folder, shared by all gateways that work on the same project. Readers
//! never wait for a writer, and a writer that dies leaves what was there before it began.

mod cache;
mod chunk;
mod database;
mod incremental;
mod ingest;
mod query;
mod source;
mod stats;
mod terms;
mod wakeup;

use std::path::Path;

pub(crate) use source::FOLDERS;

use crate::answer::{Handler, Served};
use crate::sandbox::Root;
use database::Database;

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Cortex>)] = &[
    ("cortex_cache_get", cache::cortex_cache_get),
    ("cortex_cache_set", cache::cortex_cache_set),
    ("cortex_cache_stats", cache::cortex_cache_stats),
    ("cortex_cache_warmup", cache::cortex_cache_warmup),
    ("cortex_get_stats", stats::cortex_get_stats),
    ("cortex_guardian_wakeup", wakeup::cortex_guardian_wakeup),
    ("cortex_ingest_full", ingest::cortex_ingest_full),
    ("cortex_ingest_incremental", incremental::cortex_ingest_incremental),
    ("cortex_query", query::cortex_query),
];

/// What the tools share.
pub(crate) struct Cortex {
    root: Root,
    index: Database,
    answers: Database,
}

pub(crate) fn open(root: &Path, state: &Path) -> Served<Cortex> {
    let index = Database::new(state, "cortex.db", database::INDEX);
    let answers = Database::new(state, "cortex-answers.db", database::ANSWERS);
    Served { name: "rag_cortex", state: Cortex { root: Root::new(root), index, answers }, tools: TOOLS }
}
