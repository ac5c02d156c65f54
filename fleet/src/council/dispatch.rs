//! `council_dispatch`.

use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::MEMBERS;
use super::deliberation::{Deliberation, Packet};
use super::packet::{Output, document};
use crate::agent_persona::{Minds, Persona, load};
use crate::answer::{Answer, arguments, both, fail, filled, in_range};
use crate::ollama::{Teller, only_ollama};

const LONGEST_TASK: usize = 50_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dispatch {
    task_description: String,
    #[serde(default)]
    agent: Option<String>,
    #[serde(default = "three")]
    max_rounds: i64,
    #[serde(default)]
    force_engine: Option<String>,
    #[serde(default)]
    model_preference: Option<String>,
    #[serde(default)]
    output_path: Option<String>,
}

fn three() -> i64 {
    3
}

/// What the council said.
#[derive(Serialize)]
pub(super) struct Deliberated<'a> {
    pub(super) status: &'static str,
    pub(super) session_id: String,
    pub(super) task: &'a str,
    pub(super) rounds: usize,
    pub(super) agents: Vec<&'a str>,
    pub(super) packets: Vec<Packet>,
    /// The last word.
    pub(super) final_synthesis: String,
    pub(super) output_path: Option<String>,
    /// What the file at `output_path` held before.
    pub(super) backup: Option<String>,
}

pub(super) fn council_dispatch(minds: &Minds, text: &str, context: &CallContext) -> Answer {
    let dispatch: Dispatch = arguments(text)?;
    let task = filled("task_description", &dispatch.task_description, LONGEST_TASK)?;
    in_range("max_rounds", dispatch.max_rounds, 1..=20)?;
    let rounds = usize::try_from(dispatch.max_rounds).unwrap_or(1);
    only_ollama("force_engine", dispatch.force_engine.as_deref(), "ollama")?;
    only_ollama("model_preference", dispatch.model_preference.as_deref(), "OLLAMA")?;
    let members = members(minds, dispatch.agent.as_deref())?;
    let output = dispatch.output_path.map(|path| Output::at(&minds.root, &path)).transpose()?;
    let packets = Deliberation { minds, task, members: &members, rounds }.hold(&mut Teller::new(context))?;
    let mut done = Deliberated {
        status: "success",
        session_id: session_id(task),
        task,
        rounds,
        agents: members.iter().map(|member| member.role.as_str()).collect(),
        final_synthesis: packets.last().map(|packet| packet.decision.clone()).unwrap_or_default(),
        packets,
        output_path: None,
        backup: None,
    };
    let mut text = document(&done);
    if let Some(output) = output {
        done.backup = output.write(&minds.root, &text, context)?;
        text.push_str(&format!("\nWritten to {}.", output.path()));
        if let Some(backup) = &done.backup {
            text.push_str(&format!(" What was there before is {backup}."));
        }
        done.output_path = Some(output.into_path());
    }
    both(text, &done)
}

fn members(minds: &Minds, agent: Option<&str>) -> Result<Vec<Persona>, ToolFailure> {
    let root = minds.root.dir()?;
    match agent {
        None => MEMBERS.iter().map(|role| load(&root, role)).collect(),
        Some(agent) if MEMBERS.contains(&agent) => Ok(vec![load(&root, agent)?]),
        Some(agent) => fail(format!(
            "agent: {agent:?} is not of the council; its members are {}; persona_dispatch asks any persona",
            MEMBERS.join(", ")
        )),
    }
}

/// A short name that another deliberation hardly has.
fn session_id(task: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let digest = Sha256::digest(format!("{now} {} {task}", std::process::id()));
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
