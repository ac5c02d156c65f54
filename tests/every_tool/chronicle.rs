//! The chronicle.

use serde_json::{Value, json};

use crate::row::{Row, bad, but, good, without};
use crate::world::World;

const OLD: &str = "### **Entry 050: Ground Control**\n**Date:** 2025-08-01\n**Status:** Alliance\n\n**1. A:**\nThe old lamp.\n";

pub(crate) fn prepare(world: &World) {
    world.write("00_CHRONICLE/ENTRIES/050_ground.md", OLD);
    world.link("00_CHRONICLE/ENTRIES/060_leak.md", "../../../outside/secret.md");
}

fn entry() -> Value {
    json!({"title": "First light", "content": "# Dawn\n\nThe lamp burns.", "author": "Auditor"})
}

pub(crate) fn rows() -> Vec<Row> {
    let lists = ["chronicle_list_entries", "chronicle_read_latest_entries"].map(list);
    [create(), update(), get(), search()].into_iter().chain(lists).flatten().collect()
}

fn create() -> Vec<Row> {
    const TOOL: &str = "chronicle_create_entry";
    const FILE: &str = "00_CHRONICLE/ENTRIES/051_first_light.md";
    vec![
        good(TOOL, entry())
            .says("Created entry #051 First light [draft, ")
            .facts(json!({"number": 51, "status": "draft", "classification": "internal", "path": FILE}))
            .changes(&["+ 00_CHRONICLE/ENTRIES/051_first_light.md"])
            .holds(FILE, "# Living Chronicle - Entry 51\n\n**Title:** First light\n**Date:** ")
            .holds(FILE, "\n---\n\n# Dawn\n\nThe lamp burns.\n"),
        good(TOOL, but(&but(&entry(), "date", "2020-02-29"), "status", "canonical"))
            .facts(json!({"number": 52, "date": "2020-02-29", "status": "canonical"}))
            .changes(&["+ 00_CHRONICLE/ENTRIES/052_first_light.md"]),
        bad(TOOL, without(&entry(), "author"), "author", "it is missing"),
        bad(TOOL, but(&entry(), "content", ""), "content", "1 or more characters"),
        bad(TOOL, but(&entry(), "content", "a\u{0}b"), "content", "NUL"),
        bad(TOOL, but(&entry(), "title", "a\rb"), "title", "matches"),
        bad(TOOL, but(&entry(), "date", "yesterday"), "date", "matches"),
        bad(TOOL, but(&entry(), "date", "2026-13-01"), "date", "is no day of the calendar"),
        bad(TOOL, but(&entry(), "status", "final"), "status", "one of \"draft\""),
        bad(TOOL, but(&entry(), "classification", "secret"), "classification", "one of \"public\""),
        bad(TOOL, but(&entry(), "entry_number", 9), "entry_number", "there is no such parameter"),
    ]
}

fn update() -> Vec<Row> {
    const TOOL: &str = "chronicle_update_entry";
    let set = |updates: Value| json!({"entry_number": 51, "updates": updates, "reason": "It was wrong."});
    let old = but(&set(json!({"title": "Control"})), "entry_number", 50);
    vec![
        good(TOOL, set(json!({"status": "published", "content": "The lamp went out."})))
            .facts(json!({"number": 51, "status": "published", "changed": ["content", "status"]}))
            .changes(&["~ 00_CHRONICLE/ENTRIES/051_first_light.md"])
            .holds("00_CHRONICLE/ENTRIES/051_first_light.md", "\n---\n\nThe lamp went out.\n"),
        good(TOOL, set(json!({"status": "published"}))).facts(json!({"changed": []})).says("nothing new"),
        bad(TOOL, old.clone(), "entry #050 is of 2025-08-01", "give override_approval_id"),
        bad(TOOL, but(&old, "override_approval_id", ""), "override_approval_id", "1 to 200 characters"),
        good(TOOL, but(&old, "override_approval_id", "A-7"))
            .facts(json!({"title": "Control", "status": null, "changed": ["title"]}))
            .changes(&["~ 00_CHRONICLE/ENTRIES/050_ground.md"])
            .holds(
                "00_CHRONICLE/ENTRIES/050_ground.md",
                "\n**Status:** Alliance\n\n**1. A:**\nThe old lamp.\n",
            ),
        bad(TOOL, set(json!({})), "updates", "names no field"),
        bad(TOOL, set(json!({"author": "x"})), "updates.author", "there is no such parameter"),
        bad(TOOL, set(json!({"status": "gone"})), "updates.status", "one of \"draft\""),
        bad(TOOL, without(&set(json!({"title": "x"})), "reason"), "reason", "it is missing"),
        bad(
            TOOL,
            but(&set(json!({"title": "x"})), "entry_number", 60),
            "#060",
            "there is no chronicle entry",
        ),
    ]
}

fn get() -> Vec<Row> {
    const TOOL: &str = "chronicle_get_entry";
    vec![
        good(TOOL, json!({"entry_number": 51}))
            .says("The lamp went out.")
            .facts(json!({"title": "First light", "author": "Auditor", "content": "The lamp went out."})),
        good(TOOL, json!({"entry_number": 50}))
            .facts(json!({"status": null, "author": null, "date": "2025-08-01"})),
        bad(TOOL, json!({"entry_number": 0}), "entry_number", "1 or more"),
        bad(TOOL, json!({"entry_number": 60}), "#060", "there is no chronicle entry"),
        bad(TOOL, json!({"entry_number": "../../secret"}), "entry_number", "an integer"),
        bad(TOOL, json!({}), "entry_number", "it is missing"),
    ]
}

fn list(tool: &'static str) -> Vec<Row> {
    vec![
        good(tool, json!({}))
            .facts(json!({"count": 3, "entries": [{"number": 52}, {"number": 51}, {"number": 50}]})),
        good(tool, json!({"limit": 1}))
            .says("1 entry:")
            .facts(json!({"count": 1, "entries": [{"number": 52}]})),
        bad(tool, json!({"limit": 0}), "limit", "1 to 1000"),
        bad(tool, json!({"limit": 1001}), "limit", "1 to 1000"),
        bad(tool, json!({"limit": true}), "limit", "an integer"),
        bad(tool, json!({"count": 1}), "count", "there is no such parameter"),
    ]
}

fn search() -> Vec<Row> {
    vec![
        good("chronicle_search", json!({"query": "old lamp"}))
            .facts(json!({"count": 1, "entries": [{"number": 50, "matches": ["The old lamp."]}]})),
        good("chronicle_search", json!({"query": "third stone"})).says("No entry has these words."),
        bad("chronicle_search", json!({"query": "\n"}), "query", "must not be empty"),
        bad("chronicle_search", json!({"query": null}), "query", "found null"),
    ]
}
