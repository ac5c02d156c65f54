//! Decision records.

use serde_json::{Value, json};

use crate::row::{Row, bad, but, good, without};
use crate::world::World;

const OLD: &str = "# ADR-004: Oil lamps\n\n- **Status:** ✅ Accepted (v2)\n- **Date:** May 2024\n- **Deciders:** Ada\n\n## Context\n\nIt was dark.\n";

pub(crate) fn prepare(world: &World) {
    world.write("ADRs/004_oil_lamps.md", OLD);
    world.write("ADRs/005_gas.md", "# ADR 005: Gas\n\n**Status:** Live\n");
    world.link("ADRs/006_leak.md", "../../outside/secret.md");
}

fn decision() -> Value {
    json!({
        "title": "Electric light",
        "context": "Oil smells.",
        "decision": "We wire the house.",
        "consequences": "No smell.",
        "date": "2026-02-28",
    })
}

pub(crate) fn rows() -> Vec<Row> {
    [create(), update(), get(), list(), search()].into_iter().flatten().collect()
}

fn create() -> Vec<Row> {
    const TOOL: &str = "adr_create";
    vec![
        good(TOOL, decision())
            .says("Created decision #006 Electric light [proposed, 2026-02-28]")
            .facts(json!({"number": 6, "status": "proposed", "author": "AI Assistant", "supersedes": null}))
            .changes(&["+ ADRs/006_electric_light.md"])
            .holds("ADRs/006_electric_light.md", "## Decision\n\nWe wire the house.\n"),
        good(TOOL, but(&but(&decision(), "supersedes", 4), "status", "accepted"))
            .says("#004 is superseded by it")
            .facts(json!({"number": 7, "status": "accepted", "supersedes": 4}))
            .changes(&["~ ADRs/004_oil_lamps.md", "+ ADRs/007_electric_light.md"])
            .holds(
                "ADRs/004_oil_lamps.md",
                "- **Status:** superseded\n- **Date:** May 2024\n- **Deciders:** Ada\n",
            ),
        bad(TOOL, without(&decision(), "decision"), "decision", "it is missing"),
        bad(TOOL, but(&decision(), "title", ""), "title", "1 to 300 characters"),
        bad(TOOL, but(&decision(), "title", "a\nb"), "title", "matches"),
        bad(TOOL, but(&decision(), "date", "28.2.2026"), "date", "matches"),
        bad(TOOL, but(&decision(), "date", "2026-02-29"), "date", "is no day of the calendar"),
        bad(TOOL, but(&decision(), "status", "Accepted"), "status", "one of \"proposed\""),
        bad(TOOL, but(&decision(), "supersedes", 0), "supersedes", "1 or more"),
        bad(TOOL, but(&decision(), "supersedes", 99), "supersedes", "there is no decision #099"),
        bad(TOOL, but(&decision(), "supersedes", 6), "supersedes", "can only become accepted or deprecated"),
        bad(TOOL, but(&decision(), "supersedes", 5), "supersedes", "correct it in ADRs/005_gas.md first"),
        bad(TOOL, but(&decision(), "context", "## Decision"), "context", "use ### or deeper"),
        bad(TOOL, but(&decision(), "number", 9), "number", "there is no such parameter"),
    ]
}

fn update() -> Vec<Row> {
    const TOOL: &str = "adr_update_status";
    let to = |status: &str| json!({"number": 6, "new_status": status, "reason": "It is\nagreed."});
    vec![
        bad(TOOL, to("superseded"), "#006 is proposed", "can only become accepted or deprecated"),
        bad(TOOL, to("proposed"), "#006", "is proposed already"),
        good(TOOL, to("accepted"))
            .facts(json!({"number": 6, "status": "accepted", "changed": ["status"]}))
            .changes(&["~ ADRs/006_electric_light.md"])
            .holds("ADRs/006_electric_light.md", "It is agreed."),
        good(TOOL, to("deprecated")).changes(&["~ ADRs/006_electric_light.md"]),
        bad(
            TOOL,
            to("accepted"),
            "#006 is deprecated, which is final",
            "record a new decision with adr_create",
        ),
        bad(TOOL, to("retired"), "new_status", "one of \"proposed\""),
        bad(TOOL, without(&to("accepted"), "reason"), "reason", "it is missing"),
        bad(TOOL, but(&to("accepted"), "reason", " "), "reason", "must not be empty"),
        bad(TOOL, but(&to("accepted"), "number", 99), "#099", "there is no decision"),
        bad(TOOL, but(&to("accepted"), "number", "6"), "number", "an integer"),
        bad(TOOL, but(&to("accepted"), "number", 5), "\"Live\"", "correct it in ADRs/005_gas.md first"),
    ]
}

fn get() -> Vec<Row> {
    vec![
        good("adr_get", json!({"number": 7})).says("## Consequences").facts(
            json!({"decision": "We wire the house.", "context": "Oil smells.", "consequences": "No smell."}),
        ),
        good("adr_get", json!({"number": 5}))
            .facts(json!({"title": "Gas", "status": null, "date": null, "author": null, "decision": null})),
        bad("adr_get", json!({"number": 0}), "number", "1 or more"),
        bad("adr_get", json!({"number": 99}), "#099", "there is no decision"),
        bad("adr_get", json!({"number": null}), "number", "found null"),
        bad("adr_get", json!({}), "number", "it is missing"),
    ]
}

fn list() -> Vec<Row> {
    vec![
        good("adr_list", json!({})).facts(json!({"count": 4})),
        good("adr_list", json!({"status": "superseded"})).facts(json!({
            "count": 1,
            "decisions": [{"number": 4, "title": "Oil lamps", "date": "May 2024", "author": "Ada"}],
        })),
        good("adr_list", json!({"status": "proposed"})).says("No decisions fit."),
        bad("adr_list", json!({"status": "live"}), "status", "one of \"proposed\""),
        bad("adr_list", json!({"state": "accepted"}), "state", "there is no such parameter"),
    ]
}

fn search() -> Vec<Row> {
    vec![
        good("adr_search", json!({"query": "wire"}))
            .facts(json!({"count": 2, "decisions": [{"number": 6}, {"number": 7, "matches": ["We wire the house."]}]})),
        good("adr_search", json!({"query": "third stone"})).says("No decision has these words."),
        bad("adr_search", json!({"query": " "}), "query", "must not be empty"),
        bad("adr_search", json!({"query": 1}), "query", "a string"),
    ]
}
