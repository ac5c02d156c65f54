//! The agents' configuration.

use serde_json::json;

use crate::row::{Row, bad, good};
use crate::world::World;

pub(crate) fn prepare(world: &World) {
    world.write(".agent/config/agents.json", "{}");
    world.write(".agent/private.txt", "not configuration");
    world.link(".agent/config/leak.json", "../../../outside/secret.md");
    world.link(".agent/config/inner.json", "agents.json");
}

pub(crate) fn rows() -> Vec<Row> {
    [list(), read(), write(), delete()].into_iter().flatten().collect()
}

fn list() -> Vec<Row> {
    vec![
        good("config_list", json!({})).says("agents.json (2 bytes, changed 2").facts(json!({
            "folder": ".agent/config",
            "count": 2,
            "files": [{"filename": "agents.json", "size": 2}, {"filename": "inner.json"}],
        })),
        bad("config_list", json!({"folder": ".."}), "folder", "there is no such parameter"),
    ]
}

fn read() -> Vec<Row> {
    let read = |name: &str| json!({"filename": name});
    vec![
        good("config_read", read("agents.json")).facts(json!({"content": "{}", "size": 2})),
        bad("config_read", read("none.json"), "filename", "it has agents.json"),
        bad("config_read", read("leak.json"), "filename", "leads out of the project root"),
        bad("config_read", read("../private.txt"), "filename", "found \"../private.txt\""),
        bad("config_read", read(".."), "filename", "found \"..\""),
        bad("config_read", read("$OUTSIDE/secret.md"), "filename", "without `/`"),
        bad("config_read", read("--help"), "filename", "leading `-`"),
        bad("config_read", json!({"filename": 7}), "filename", "found 7"),
        bad("config_read", json!({}), "filename", "it is missing"),
    ]
}

fn write() -> Vec<Row> {
    let write = |name: &str, content: &str| json!({"filename": name, "content": content});
    vec![
        good("config_write", write("new.toml", "a = 1\n"))
            .facts(json!({"outcome": "created", "size": 6, "backup": null}))
            .changes(&["+ .agent/config/new.toml"])
            .holds(".agent/config/new.toml", "a = 1\n"),
        good("config_write", write("agents.json", "[1]"))
            .says("the old content is .gateway/backups/.agent/config/agents.json.1.bak")
            .facts(
                json!({"outcome": "replaced", "backup": ".gateway/backups/.agent/config/agents.json.1.bak"}),
            )
            .changes(&["~ .agent/config/agents.json"])
            .holds(".agent/config/agents.json", "[1]")
            .holds(".gateway/backups/.agent/config/agents.json.1.bak", "{}"),
        good("config_write", write("agents.json", "[1]"))
            .facts(json!({"outcome": "unchanged", "backup": null})),
        bad(
            "config_write",
            write("agents.json", "{,}"),
            "content: agents.json must be valid JSON",
            "nothing was written",
        ),
        bad("config_write", write("leak.json", "{}"), "filename", "is a symbolic link"),
        bad("config_write", write("../../x.json", "{}"), "filename", "found \"../../x.json\""),
        bad("config_write", write("$OUTSIDE/x.json", "{}"), "filename", "without `/`"),
        bad("config_write", write(".x.tmp", "{}"), "filename", "is the name of a temporary file"),
        bad("config_write", write(" x", "{}"), "filename", "space"),
        bad("config_write", write(&"n".repeat(300), "{}"), "filename", "at most 200"),
        bad("config_write", write("sub/x.json", "{}"), "filename", "without `/`"),
        bad("config_write", write("a\u{0}.json", "{}"), "filename", "NUL"),
        bad("config_write", json!({"filename": "x.json"}), "content", "it is missing"),
        bad("config_write", json!({"filename": "x.json", "content": {}}), "content", "a string"),
    ]
}

fn delete() -> Vec<Row> {
    let delete = |name: &str| json!({"filename": name});
    vec![
        good("config_delete", delete("new.toml"))
            .facts(json!({"backup": ".gateway/backups/.agent/config/new.toml.1.bak"}))
            .changes(&["- .agent/config/new.toml"])
            .holds(".gateway/backups/.agent/config/new.toml.1.bak", "a = 1\n"),
        bad("config_delete", delete("new.toml"), "filename", "it has agents.json"),
        bad("config_delete", delete("leak.json"), "filename", "is a symbolic link"),
        bad("config_delete", delete("../private.txt"), "filename", "found \"../private.txt\""),
        bad("config_delete", delete("."), "filename", "found \".\""),
        bad("config_delete", json!({"filename": ["agents.json"]}), "filename", "a string"),
        bad("config_delete", json!({}), "filename", "it is missing"),
    ]
}
