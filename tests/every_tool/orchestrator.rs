//! Missions and the strategic cycle.

use serde_json::json;

use crate::row::{Row, bad, but, good, without};
use crate::support::ollama::Answer;
use crate::world::World;

pub(crate) fn prepare(world: &World) {
    world.write("LEARNING/report.md", "# Slate roofs\n\nSlate lasts two hundred years and is heavy.\n");
    world.write("ADRs/001_tile.md", "# Tile the roof\n\n**Status:** proposed\n\n---\n\nThe roof leaks.\n");
    world.write("LEARNING/empty.md", "\n");
    world.write("LEARNING/report.txt", "text");
}

pub(crate) fn rows() -> Vec<Row> {
    [mission(), cycle()].into_iter().flatten().collect()
}

fn mission() -> Vec<Row> {
    const FILE: &str = "mcp_servers/orchestrator/missions/audit-7.json";
    let tool = "orchestrator_dispatch_mission";
    let mission = json!({"mission_id": "audit-7", "objective": "Look closely."});
    vec![
        good(tool, mission.clone())
            .facts(json!({"status": "dispatched", "assigned_agent": "Kilo", "command_file": FILE}))
            .changes(&["+ mcp_servers/orchestrator/missions/audit-7.json"])
            .holds(FILE, "\"task_description\": \"Look closely.\""),
        bad(tool, mission.clone(), "mission_id: \"audit-7\" was used before", "another name"),
        bad(tool, but(&mission, "mission_id", "AUDIT-7"), "mission_id", "was used before"),
        bad(tool, but(&mission, "mission_id", "../x"), "mission_id", "letters, digits"),
        bad(tool, but(&mission, "assigned_agent", "a/b"), "assigned_agent", "letters, digits"),
        bad(tool, but(&mission, "objective", ""), "objective", "a string of 1 or more characters"),
        bad(tool, without(&mission, "objective"), "objective", "it is missing"),
    ]
}

fn cycle() -> Vec<Row> {
    let tool = "orchestrator_run_strategic_cycle";
    let run =
        json!({"gap_description": "How long does slate last?", "research_report_path": "LEARNING/report.md"});
    let of = |path: &str| but(&run, "research_report_path", path);
    let step = |name: &str| json!({"step": name});
    vec![
        good(tool, run.clone())
            .given(|world| world.models().script([Answer::text("Two hundred years.")]))
            .says("1. ingest: there was no index, so one was made of 1 documents")
            .facts(json!({
                "steps": [step("ingest"), step("synthesise"), step("adapt"), step("warm")],
                "indexed_chunks": 1,
                "condensed": true,
            }))
            .changes(&[
                "+ LEARNING/adaptation/packet_*.json",
                "+ LEARNING/adaptation/packet_*.jsonl",
                "+ LEARNING/synthesis/*_how_long_does_slate_last.md",
            ]),
        good("cortex_query", json!({"query": "slate"}))
            .facts(json!({"results": [{"path": "LEARNING/report.md"}]})),
        bad(tool, of("LEARNING/none.md"), "research_report_path", "does not exist"),
        bad(tool, of("LEARNING/report.txt"), "research_report_path", "ending in .md"),
        bad(tool, of("LEARNING/empty.md"), "research_report_path", "is empty"),
        bad(tool, of("leak.md"), "research_report_path", "leads out of the project"),
        bad(tool, of("../outside/secret.md"), "research_report_path", "`..`"),
        bad(tool, of("$OUTSIDE/secret.md"), "research_report_path", "a relative path"),
        bad(tool, but(&run, "days_to_synthesize", 0), "days_to_synthesize", "of 1 to 365"),
        bad(tool, but(&run, "gap_description", "two\nlines"), "gap_description", "match"),
        bad(tool, without(&run, "gap_description"), "gap_description", "it is missing"),
    ]
}
