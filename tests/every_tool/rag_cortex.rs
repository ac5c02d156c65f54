//! The index and the answer cache. Both lie in the gateway's own folder, so no call changes anything else.

use serde_json::json;

use crate::row::{Row, bad, good};
use crate::world::World;

pub(crate) fn prepare(world: &World) {
    world.write("docs/lamp.md", "# The lamp\n\n## Wick\n\nTrim the wick at noon.\n");
    world.write("docs/horn.md", "# The horn\n\nSound it in fog.\n");
    world.write("docs/binary.txt", "no Markdown");
    world.write(
        "00_CHRONICLE/ENTRIES/001_first.md",
        "# Living Chronicle - Entry 1\n\n**Title:** First\n\n---\n\nWe came.\n",
    );
    world.write("TASKS/todo/002_paint.md", "# TASK: Paint the tower\n\n**Status:** todo\n");
    world.write("01_PROTOCOLS/114_Wakeup.md", "# Protocol 114: Wakeup\n\n**Status:** CANONICAL\n");
    world.link("docs/leak.md", "../../outside/secret.md");
}

pub(crate) fn rows() -> Vec<Row> {
    [before(), ingest(), refresh(), query(), cache(), digest()].into_iter().flatten().collect()
}

fn before() -> Vec<Row> {
    vec![
        good("cortex_get_stats", json!({}))
            .says("there is no index yet; call cortex_ingest_full")
            .facts(json!({"healthy": false, "documents": 0, "ingested_at": null, "cache": {"entries": 0}})),
        bad("cortex_get_stats", json!({"deep": true}), "deep", "there is no such parameter"),
        bad(
            "cortex_query",
            json!({"query": "wick"}),
            "there is no index yet",
            "call cortex_ingest_full once",
        ),
    ]
}

fn ingest() -> Vec<Row> {
    const TOOL: &str = "cortex_ingest_full";
    let of = |folder: &str| json!({"source_directories": [folder]});
    vec![
        bad(TOOL, of("../outside"), "source_directories[0]", "found \"../outside\""),
        bad(TOOL, of("$OUTSIDE"), "source_directories[0]", "a relative path"),
        bad(TOOL, of("way_out"), "source_directories[0]", "leads out of the project root"),
        bad(TOOL, of("none"), "source_directories[0]", "does not exist below the project root"),
        bad(TOOL, of("--docs"), "source_directories[0]", "leading `-`"),
        bad(TOOL, json!({"source_directories": []}), "source_directories", "at least one folder"),
        bad(TOOL, json!({"purge_existing": "no"}), "purge_existing", "true or false"),
        good(TOOL, json!({})).says("Indexed 5 documents").facts(json!({"documents": 5, "skipped": []})),
        good(TOOL, json!({"source_directories": ["docs"], "purge_existing": true}))
            .facts(json!({"documents": 2})),
        good("cortex_get_stats", json!({}))
            .says("Healthy.")
            .facts(json!({"healthy": true, "problem": null, "documents": 2})),
    ]
}

fn refresh() -> Vec<Row> {
    const TOOL: &str = "cortex_ingest_incremental";
    let of = |file: &str| json!({"file_paths": [file]});
    vec![
        good(TOOL, json!({"file_paths": ["docs/lamp.md", "docs/horn.md"], "metadata": {"topic": "light"}}))
            .given(|world| world.write("docs/horn.md", "# The horn\n\nSound it twice in fog.\n"))
            .facts(json!({"indexed": ["docs/lamp.md", "docs/horn.md"], "skipped": []})),
        good(TOOL, of("docs/lamp.md"))
            .facts(json!({"indexed": [], "skipped": [{"path": "docs/lamp.md", "reason": "unchanged"}]})),
        bad(TOOL, of("docs/none.md"), "file_paths[0]", "does not exist below the project root"),
        bad(TOOL, of("docs/binary.txt"), "file_paths[0]", "matches"),
        bad(TOOL, of("docs/leak.md"), "file_paths[0]", "leads out of the project root"),
        bad(TOOL, of("leak.py"), "file_paths[0]", "leads out of the project root"),
        bad(TOOL, of("../outside/secret.md"), "file_paths[0]", "a relative path"),
        bad(TOOL, of("$OUTSIDE/secret.md"), "file_paths[0]", "a relative path"),
        bad(TOOL, json!({"file_paths": []}), "file_paths", "1 to 1000"),
        bad(TOOL, json!({"file_paths": ["docs/lamp.md"], "metadata": []}), "metadata", "an object"),
        bad(TOOL, json!({}), "file_paths", "it is missing"),
    ]
}

fn query() -> Vec<Row> {
    const TOOL: &str = "cortex_query";
    vec![
        good(TOOL, json!({"query": "trim wick"})).says("docs/lamp.md:").facts(json!({
            "cached": false,
            "matched": "all_words",
            "count": 1,
            "results": [{"path": "docs/lamp.md", "title": "The lamp", "metadata": {"topic": "light"}}],
        })),
        good(TOOL, json!({"query": "fog wick", "max_results": 1, "reasoning_mode": true}))
            .facts(json!({"matched": "any_word_or_beginning", "count": 1})),
        good(TOOL, json!({"query": "third stone"}))
            .says("No passage")
            .facts(json!({"count": 0, "results": []})),
        good(TOOL, json!({"query": "twice", "use_cache": true})).facts(json!({"cached": false, "count": 1})),
        good(TOOL, json!({"query": "twice", "use_cache": true})).facts(json!({"cached": true, "count": 1})),
        bad(TOOL, json!({"query": " "}), "query", "must not be empty"),
        bad(TOOL, json!({"query": "x", "max_results": 101}), "max_results", "1 to 100"),
        bad(TOOL, json!({"query": "x", "use_cache": 0}), "use_cache", "true or false"),
        bad(TOOL, json!({"max_results": 1}), "query", "it is missing"),
    ]
}

fn cache() -> Vec<Row> {
    let asked = json!({"query": "Who keeps the lamp?"});
    vec![
        good("cortex_cache_get", asked.clone()).facts(json!({"hit": false, "answer": null})),
        good("cortex_cache_set", json!({"query": "Who keeps the lamp?", "answer": "Ada."}))
            .facts(json!({"stored": true})),
        good("cortex_cache_get", asked).says("Ada.").facts(json!({"hit": true, "answer": "Ada."})),
        good("cortex_query", json!({"query": "who keeps  the lamp?", "use_cache": true}))
            .says("(from the answer cache)")
            .facts(json!({"cached": true, "answer": "Ada."})),
        bad("cortex_cache_get", json!({"query": ""}), "query", "1 to 10000 characters"),
        bad("cortex_cache_get", json!({"question": "x"}), "question", "there is no such parameter"),
        bad("cortex_cache_set", json!({"query": "x"}), "answer", "it is missing"),
        bad("cortex_cache_set", json!({"query": "x", "answer": " "}), "answer", "must not be empty"),
        bad("cortex_cache_set", json!({"query": "x", "answer": 1}), "answer", "a string"),
        good("cortex_cache_warmup", json!({"genesis_queries": ["wick", "dragons"]}))
            .facts(json!({"warmed": 1, "fresh": 0, "unanswered": ["dragons"]})),
        good("cortex_cache_warmup", json!({"genesis_queries": ["wick"]}))
            .facts(json!({"warmed": 0, "fresh": 1})),
        bad("cortex_cache_warmup", json!({"genesis_queries": []}), "genesis_queries", "1 to 200"),
        bad(
            "cortex_cache_warmup",
            json!({"genesis_queries": [""]}),
            "genesis_queries[0]",
            "1 to 10000 characters",
        ),
        bad(
            "cortex_cache_warmup",
            json!({"genesis_queries": "wick"}),
            "genesis_queries",
            "a list of at most",
        ),
        good("cortex_cache_stats", json!({})).facts(json!({"entries": 3})),
        bad("cortex_cache_stats", json!({"reset": true}), "reset", "there is no such parameter"),
    ]
}

fn digest() -> Vec<Row> {
    const TOOL: &str = "cortex_guardian_wakeup";
    vec![
        good(TOOL, json!({}))
            .says("Protocol 114: Wakeup")
            .facts(json!({"mode": "HOLISTIC", "open_task_count": 1})),
        bad(TOOL, json!({"mode": "QUICK"}), "mode", "HOLISTIC"),
        bad(TOOL, json!({"mode": null}), "mode", "found null"),
        bad(TOOL, json!({"depth": 1}), "depth", "there is no such parameter"),
    ]
}
