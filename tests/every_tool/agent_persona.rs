//! Personas and their conversations.

use serde_json::{Value, json};

use crate::row::{Row, bad, but, good, without};
use crate::support::ollama::Answer;
use crate::world::World;

const PERSONA: &str = "mcp_servers/agent_persona/personas/keeper.txt";
const STATE: &str = "mcp_servers/agent_persona/state/keeper_session.json";

pub(crate) fn prepare(world: &World) {
    world.write("docs/pirate.txt", "You are a pirate.");
    world.write("mcp_servers/agent_persona/state/auditor_session.json", "[{");
}

pub(crate) fn rows() -> Vec<Row> {
    [create(), list(), dispatch(), state(), reset()].into_iter().flatten().collect()
}

fn create() -> Vec<Row> {
    let create =
        json!({"role": "keeper", "persona_definition": "You keep a light.", "description": "Keeps a light."});
    let tool = "persona_create_custom";
    vec![
        good(tool, create.clone())
            .facts(json!({"status": "created", "role": "keeper", "file_path": PERSONA}))
            .changes(&["+ mcp_servers/agent_persona/personas/keeper.txt"])
            .holds(PERSONA, "You keep a light."),
        bad(tool, create.clone(), "role: there is a persona", "give the new one another name"),
        bad(tool, but(&create, "role", "auditor"), "role", "is built in"),
        bad(tool, but(&create, "role", "../keeper"), "role", "letters, digits"),
        bad(tool, but(&create, "role", "-keeper"), "role", "letters, digits"),
        bad(tool, but(&create, "description", ""), "description", "a string of 1 to 2000 characters"),
        bad(tool, without(&create, "persona_definition"), "persona_definition", "it is missing"),
    ]
}

fn list() -> Vec<Row> {
    vec![
        good("persona_list_roles", json!({})).says("keeper (custom): Keeps a light.").facts(json!({
            "built_in": ["coordinator", "strategist", "auditor"],
            "custom": ["keeper"],
            "total": 4,
        })),
        bad("persona_list_roles", json!({"role": "keeper"}), "role", "there is no such parameter"),
    ]
}

fn dispatch() -> Vec<Row> {
    let tool = "persona_dispatch";
    let ask = json!({"role": "keeper", "task": "Is it lit?"});
    let aside = but(&ask, "maintain_state", false);
    vec![
        good(tool, ask.clone())
            .given(|world| world.models().script([Answer::text("It is lit.")]))
            .says("It is lit.")
            .facts(json!({"response": "It is lit.", "message_count": 3, "state_path": STATE}))
            .changes(&["+ mcp_servers/agent_persona/state/keeper_session.json"])
            .holds(STATE, "It is lit."),
        good(tool, aside.clone())
            .facts(json!({"state_preserved": false, "remembered": 0, "state_path": null})),
        good(tool, but(&aside, "custom_persona_file", "docs/pirate.txt")).facts(json!({"role": "keeper"})),
        bad(
            tool,
            but(&ask, "custom_persona_file", "leak.md"),
            "custom_persona_file",
            "leads out of the project",
        ),
        bad(tool, but(&ask, "custom_persona_file", "../outside/secret.md"), "custom_persona_file", "`..`"),
        bad(
            tool,
            but(&ask, "custom_persona_file", "$OUTSIDE/secret.md"),
            "custom_persona_file",
            "a relative path",
        ),
        bad(tool, but(&ask, "role", "nobody"), "role: there is no persona", "persona_create_custom"),
        bad(tool, but(&ask, "role", "auditor"), "auditor_session.json", "persona_reset_state"),
        bad(tool, but(&ask, "engine", "gemini"), "engine", "is not served by the embedded fleet"),
        bad(tool, but(&ask, "model_name", "none:1"), "has no model `none:1`", "ollama pull none:1"),
        bad(tool, but(&ask, "task", " "), "task", "must not be empty"),
        bad(tool, but(&ask, "context", Value::from("a")), "context", "an object"),
        bad(tool, ask, "out of memory", "500").given(|world| {
            world.models().script([Answer::Status(500, r#"{"error":"out of memory"}"#.into())]);
        }),
    ]
}

fn state() -> Vec<Row> {
    let of = |role: &str| json!({"role": role});
    vec![
        good("persona_get_state", of("keeper")).says("It is lit.").facts(json!({
            "state": "active",
            "message_count": 3,
            "messages": [{"role": "system"}, {"content": "Is it lit?"}, {"content": "It is lit."}],
        })),
        good("persona_get_state", of("strategist")).facts(json!({"state": "no_history", "path": null})),
        bad("persona_get_state", of("nobody"), "role: there is no persona", "keeper"),
        bad("persona_get_state", of("auditor"), "auditor_session.json", "persona_reset_state"),
        bad("persona_get_state", json!({"role": 7}), "role", "a string"),
    ]
}

fn reset() -> Vec<Row> {
    const BACKUP: &str = ".gateway/backups/mcp_servers/agent_persona/state/keeper_session.json.1.bak";
    let of = |role: &str| json!({"role": role});
    vec![
        good("persona_reset_state", of("keeper"))
            .facts(json!({"forgotten": true, "backup": BACKUP}))
            .changes(&["- mcp_servers/agent_persona/state/keeper_session.json"])
            .holds(BACKUP, "It is lit."),
        good("persona_reset_state", of("keeper")).facts(json!({"forgotten": false, "backup": null})),
        bad("persona_reset_state", of("nobody"), "role: there is no persona", "keeper"),
        bad("persona_reset_state", of("../keeper"), "role", "letters, digits"),
    ]
}
