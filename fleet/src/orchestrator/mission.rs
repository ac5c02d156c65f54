//! `orchestrator_dispatch_mission`.

use std::io;
use std::time::SystemTime;

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::Orchestrator;
use crate::answer::{Answer, Doing, arguments, both, fail, filled, identifier};
use crate::date::moment;
use crate::{atomic, lock};

/// One command file a mission, so that a mission that nobody has taken up yet is never overwritten.
const MISSIONS: &str = "mcp_servers/orchestrator/missions";
/// Where those who carry out commands leave their results, by the same names.
const RESULTS: &str = "mcp_servers/orchestrator/command_results";

const LONGEST_ID: usize = 100;
const LONGEST_AGENT: usize = 64;
const LONGEST_OBJECTIVE: usize = 100_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dispatch {
    mission_id: String,
    objective: String,
    #[serde(default = "kilo")]
    assigned_agent: String,
}

fn kilo() -> String {
    "Kilo".to_owned()
}

/// What is in the file; the names are those of other command files.
#[derive(Serialize)]
struct Command<'a> {
    mission_id: &'a str,
    task_type: &'static str,
    task_description: &'a str,
    assigned_agent: &'a str,
    created_at: &'a str,
}

#[derive(Serialize)]
struct Dispatched<'a> {
    status: &'static str,
    mission_id: &'a str,
    assigned_agent: &'a str,
    command_file: &'a str,
    created_at: &'a str,
}

pub(super) fn orchestrator_dispatch_mission(
    orchestrator: &Orchestrator,
    text: &str,
    context: &CallContext,
) -> Answer {
    let Dispatch { mission_id, objective, assigned_agent } = arguments(text)?;
    let mission_id = identifier("mission_id", &mission_id, LONGEST_ID)?;
    let assigned_agent = identifier("assigned_agent", &assigned_agent, LONGEST_AGENT)?;
    let task_description = filled("objective", &objective, LONGEST_OBJECTIVE)?;
    let created_at = &moment(SystemTime::now());
    let command = Command { mission_id, task_type: "mission", task_description, assigned_agent, created_at };
    let mut contents = serde_json::to_string_pretty(&command).doing("the command file")?;
    contents.push('\n');
    let _guard = lock::acquire(&orchestrator.root, "missions", context)?;
    let root = orchestrator.root.dir()?;
    refuse_used(&root, mission_id)?;
    let command_file = &format!("{MISSIONS}/{mission_id}.json");
    atomic::create(&root, command_file, contents).doing(format_args!("{command_file} cannot be written"))?;
    let dispatched =
        Dispatched { status: "dispatched", mission_id, assigned_agent, command_file, created_at };
    let text = format!("Dispatched the mission {mission_id} to {assigned_agent}: {command_file}.");
    both(text, &dispatched)
}

/// Names that differ in case alone would be one file on some systems.
fn refuse_used(root: &Dir, mission_id: &str) -> Result<(), ToolFailure> {
    for folder in [MISSIONS, RESULTS] {
        let entries = match root.read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.doing(folder)?,
        };
        for entry in entries {
            let name = entry.doing(folder)?.file_name();
            let used = name.to_str().and_then(|name| name.strip_suffix(".json"));
            if let Some(used) = used.filter(|used| used.eq_ignore_ascii_case(mission_id)) {
                return fail(format!(
                    "mission_id: {mission_id:?} was used before, in {folder}/{used}.json; give this mission another name"
                ));
            }
        }
    }
    Ok(())
}
