//! The council.

use serde_json::json;

use crate::row::{Row, bad, but, good, without};
use crate::support::ollama::Answer;
use crate::world::World;

pub(crate) fn prepare(world: &World) {
    world.write("docs/said.md", "before\n");
}

pub(crate) fn rows() -> Vec<Row> {
    [agents(), dispatch()].into_iter().flatten().collect()
}

fn agents() -> Vec<Row> {
    let one = |name: &str| json!({"name": name, "status": "available", "problem": null});
    vec![
        good("council_list_agents", json!({})).facts(
            json!({"agents": [one("coordinator"), one("strategist"), one("auditor")], "problem": null}),
        ),
        bad("council_list_agents", json!({"agent": "auditor"}), "agent", "there is no such parameter"),
    ]
}

fn dispatch() -> Vec<Row> {
    let tool = "council_dispatch";
    let ask = json!({"task_description": "Move the roof?", "max_rounds": 1});
    let one = but(&ask, "agent", "auditor");
    let to = |path: &str| but(&one, "output_path", path);
    vec![
        good(tool, but(&ask, "output_path", "docs/said.md"))
            .given(|world| world.models().script(["A plan.", "Another.", "A risk."].map(Answer::text)))
            .says("docs/said.md")
            .facts(json!({
                "rounds": 1,
                "agents": ["coordinator", "strategist", "auditor"],
                "packets": [
                    {"member_id": "coordinator", "decision": "A plan."},
                    {"member_id": "strategist", "decision": "Another."},
                    {"member_id": "auditor", "decision": "A risk."},
                ],
                "final_synthesis": "A risk.",
                "backup": ".gateway/backups/docs/said.md.1.bak",
            }))
            .changes(&[
                "~ docs/said.md",
                "+ mcp_servers/agent_persona/state/auditor_session.json",
                "+ mcp_servers/agent_persona/state/coordinator_session.json",
                "+ mcp_servers/agent_persona/state/strategist_session.json",
            ])
            .holds("docs/said.md", "### strategist\n\nAnother.")
            .holds(".gateway/backups/docs/said.md.1.bak", "before\n"),
        good(tool, one.clone())
            .facts(json!({"agents": ["auditor"], "output_path": null}))
            .changes(&["~ mcp_servers/agent_persona/state/auditor_session.json"]),
        bad(tool, to("../said.md"), "output_path", "`..`"),
        bad(tool, to("$OUTSIDE/said.md"), "output_path", "a relative path"),
        bad(tool, to("way_out/said.md"), "output_path", "leads out of the project"),
        bad(tool, to("leak.md"), "output_path", "is not a file"),
        bad(tool, to("docs"), "output_path", "is not a file"),
        bad(tool, but(&ask, "agent", "nobody"), "agent", "one of"),
        bad(tool, but(&ask, "max_rounds", 21), "max_rounds", "of 1 to 20"),
        bad(tool, but(&ask, "force_engine", "openai"), "force_engine", "is not served by the embedded fleet"),
        bad(
            tool,
            but(&ask, "model_preference", "GPT"),
            "model_preference",
            "is not served by the embedded fleet",
        ),
        bad(tool, without(&ask, "task_description"), "task_description", "it is missing"),
        bad(tool, one, "round 1 of 1, auditor", "ended the connection without a response")
            .given(|world| world.models().script([Answer::Hangup])),
    ]
}
