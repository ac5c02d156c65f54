//! `council_list_agents`.

use gateway_runtime::embedded::CallContext;
use serde::Serialize;

use super::MEMBERS;
use crate::agent_persona::{Minds, load};
use crate::answer::{Answer, NoArguments, arguments, both};
use crate::ollama::Trouble;

#[derive(Serialize)]
struct Agents {
    agents: Vec<Agent>,
    model: String,
    address: Option<String>,
    /// Why nobody can be reached, where that is so.
    problem: Option<String>,
}

#[derive(Serialize)]
struct Agent {
    name: &'static str,
    status: Status,
    /// What it is for.
    persona: Option<String>,
    /// Why it cannot be reached, where it cannot.
    problem: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Available,
    Unavailable,
}

/// A model server that does not answer is what the caller wants to know, so it is no failure.
pub(super) fn council_list_agents(minds: &Minds, text: &str, context: &CallContext) -> Answer {
    let NoArguments {} = arguments(text)?;
    let root = minds.root.dir()?;
    let models = &minds.models;
    let problem = match models.has_model(context) {
        Err(trouble @ Trouble::Cancelled) => return Err(models.failure(&trouble)),
        reached => reached.err().map(|trouble| models.explained(&trouble)),
    };
    let agents = MEMBERS.map(|name| {
        let loaded = load(&root, name);
        let own = loaded.as_ref().err().map(|failure| failure.message.clone());
        let problem = own.or_else(|| problem.clone());
        let status = if problem.is_some() { Status::Unavailable } else { Status::Available };
        Agent { name, status, persona: loaded.ok().and_then(|persona| persona.description), problem }
    });
    let listed = Agents {
        agents: agents.into(),
        model: models.model(None).name,
        address: models.address().ok().map(|address| address.to_string()),
        problem,
    };
    both(report(&listed), &listed)
}

fn report(listed: &Agents) -> String {
    let mut text = String::new();
    for Agent { name, status, persona, problem } in &listed.agents {
        let status = if *status == Status::Available { "available" } else { "unavailable" };
        let about = persona.as_deref().or(problem.as_deref()).unwrap_or("no description");
        text.push_str(&format!("{name} ({status}): {about}\n"));
    }
    match &listed.problem {
        None => text.push_str(&format!("Answered by `{}`.", listed.model)),
        Some(problem) => text.push_str(&format!("Nobody can be reached: {problem}.")),
    }
    text
}
