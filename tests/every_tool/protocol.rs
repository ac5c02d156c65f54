//! Protocols.

use serde_json::{Value, json};

use crate::row::{Row, bad, but, good, without};
use crate::world::World;

const OLD: &str = "# Protocol 101 v2.0: The Doctrine\n\n**Status:** Living\n**Version:** 2.0 (Hardened)\n\n---\nKeep the lamp.\n";

pub(crate) fn prepare(world: &World) {
    world.write("01_PROTOCOLS/101_The_Doctrine.md", OLD);
    world.link("01_PROTOCOLS/102_Leak.md", "../../outside/secret.md");
}

fn protocol() -> Value {
    json!({
        "number": 7,
        "title": "Lamp Watch",
        "status": "PROPOSED",
        "classification": "Internal",
        "version": "1.0",
        "authority": "Council",
        "content": "Light it at dusk.",
    })
}

pub(crate) fn rows() -> Vec<Row> {
    [create(), update(), get(), list(), search()].into_iter().flatten().collect()
}

fn create() -> Vec<Row> {
    const TOOL: &str = "protocol_create";
    const FILE: &str = "01_PROTOCOLS/07_Lamp_Watch.md";
    vec![
        good(TOOL, protocol())
            .says("Created protocol #07 Lamp Watch [PROPOSED, version 1.0]")
            .facts(json!({"number": 7, "status": "PROPOSED", "linked_protocols": null, "path": FILE}))
            .changes(&["+ 01_PROTOCOLS/07_Lamp_Watch.md"])
            .holds(FILE, "# Protocol 7: Lamp Watch\n\n**Status:** PROPOSED\n**Classification:** Internal\n"),
        good(TOOL, but(&but(&protocol(), "number", 0), "linked_protocols", "7, 101"))
            .facts(json!({"number": 0, "linked_protocols": "7, 101"}))
            .changes(&["+ 01_PROTOCOLS/00_Lamp_Watch.md"]),
        bad(TOOL, protocol(), "number #07 is taken by 01_PROTOCOLS/07_Lamp_Watch.md", "#102 is free"),
        bad(TOOL, without(&protocol(), "number"), "number", "it is missing"),
        bad(TOOL, but(&protocol(), "number", -1), "number", "0 to 9999"),
        bad(TOOL, but(&protocol(), "number", 10_000), "number", "0 to 9999"),
        bad(TOOL, but(&protocol(), "status", "proposed"), "status", "one of \"PROPOSED\""),
        bad(TOOL, but(&but(&protocol(), "number", 8), "title", " "), "title", "must not be empty"),
        bad(TOOL, but(&but(&protocol(), "number", 8), "version", "1\n**Status:** x"), "version", "matches"),
        bad(TOOL, but(&but(&protocol(), "number", 8), "content", "\u{0}"), "content", "NUL"),
    ]
}

fn update() -> Vec<Row> {
    const TOOL: &str = "protocol_update";
    let set =
        |number: u32, updates: Value| json!({"number": number, "updates": updates, "reason": "It grew."});
    vec![
        good(TOOL, set(7, json!({"status": "CANONICAL", "version": "1.1"})))
            .facts(json!({"status": "CANONICAL", "version": "1.1", "changed": ["status", "version"]}))
            .changes(&["~ 01_PROTOCOLS/07_Lamp_Watch.md"])
            .holds("01_PROTOCOLS/07_Lamp_Watch.md", "**Version:** 1.1\n"),
        good(TOOL, set(101, json!({"title": "Doctrine"})))
            .facts(json!({"title": "Doctrine", "status": null, "version": "2.0 (Hardened)"}))
            .changes(&["~ 01_PROTOCOLS/101_The_Doctrine.md"])
            .holds(
                "01_PROTOCOLS/101_The_Doctrine.md",
                "\n\n**Status:** Living\n**Version:** 2.0 (Hardened)\n\n---\n",
            ),
        bad(TOOL, set(7, json!({})), "updates", "names no field"),
        bad(TOOL, set(7, json!({"number": 8})), "updates.number", "there is no such parameter"),
        bad(TOOL, set(7, json!({"status": "LIVE"})), "updates.status", "one of \"PROPOSED\""),
        bad(TOOL, set(7, json!({"authority": "  "})), "updates.authority", "must not be empty"),
        bad(TOOL, set(102, json!({"title": "x"})), "#102", "there is no protocol"),
        bad(TOOL, without(&set(7, json!({"title": "x"})), "reason"), "reason", "it is missing"),
        bad(TOOL, but(&set(7, json!({"title": "x"})), "reason", 1), "reason", "a string"),
    ]
}

fn get() -> Vec<Row> {
    vec![
        good("protocol_get", json!({"number": 7}))
            .says("Light it at dusk.")
            .facts(json!({"content": "Light it at dusk.", "authority": "Council"})),
        good("protocol_get", json!({"number": 101})).facts(json!({"status": null, "classification": null})),
        bad("protocol_get", json!({"number": 10_000}), "number", "0 to 9999"),
        bad("protocol_get", json!({"number": 102}), "#102", "there is no protocol"),
        bad("protocol_get", json!({"number": "07"}), "number", "an integer"),
        bad("protocol_get", json!({}), "number", "it is missing"),
    ]
}

fn list() -> Vec<Row> {
    vec![
        good("protocol_list", json!({}))
            .facts(json!({"count": 3, "protocols": [{"number": 0}, {"number": 7}, {"number": 101}]})),
        good("protocol_list", json!({"status": "CANONICAL"}))
            .facts(json!({"count": 1, "protocols": [{"number": 7}]})),
        bad("protocol_list", json!({"status": "Living"}), "status", "one of \"PROPOSED\""),
        bad("protocol_list", json!({"all": true}), "all", "there is no such parameter"),
    ]
}

fn search() -> Vec<Row> {
    vec![
        good("protocol_search", json!({"query": "keep lamp"}))
            .facts(json!({"count": 1, "protocols": [{"number": 101, "matches": ["Keep the lamp."]}]})),
        good("protocol_search", json!({"query": "third stone"})).says("No protocol has these words."),
        bad("protocol_search", json!({"query": ""}), "query", "1 to 10000 characters"),
        bad("protocol_search", json!({"words": "lamp"}), "words", "there is no such parameter"),
    ]
}
