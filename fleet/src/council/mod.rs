//! The council: personas that deliberate in rounds, each hearing what the others said.

mod agents;
mod deliberation;
mod dispatch;
mod packet;

use std::path::Path;

use crate::agent_persona::Minds;
use crate::answer::{Handler, Served};
use crate::ollama::ModelServer;

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Minds>)] =
    &[("council_dispatch", dispatch::council_dispatch), ("council_list_agents", agents::council_list_agents)];

/// The members, in the order in which they speak.
const MEMBERS: [&str; 3] = ["coordinator", "strategist", "auditor"];

pub(crate) fn open(root: &Path, models: &ModelServer) -> Served<Minds> {
    Served { name: "council", state: Minds::new(root, models), tools: TOOLS }
}
