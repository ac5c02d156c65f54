//! Personas played by a language model, each with a conversation that can be kept.
//!
//! The files are those of the Python server: `mcp_servers/agent_persona/personas/ROLE.txt` holds a persona's instructions,
//! `mcp_servers/agent_persona/state/ROLE_session.json` its conversation. They belong to the repository.

mod conversation;
mod create;
mod dispatch;
mod persona;
mod state;
mod turn;

use std::path::Path;

use crate::answer::{Handler, Served};
use crate::ollama::ModelServer;
use crate::sandbox::Root;

pub(crate) use persona::{Persona, load};
pub(crate) use turn::Turn;

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Minds>)] = &[
    ("persona_create_custom", create::persona_create_custom),
    ("persona_dispatch", dispatch::persona_dispatch),
    ("persona_get_state", state::persona_get_state),
    ("persona_list_roles", create::persona_list_roles),
    ("persona_reset_state", state::persona_reset_state),
];

/// The name of the lock of all who write personas and conversations.
const LOCK: &str = "personas";

/// What the servers of this kind share: where the files are, and who answers.
pub(crate) struct Minds {
    pub(crate) root: Root,
    pub(crate) models: ModelServer,
}

impl Minds {
    pub(crate) fn new(root: &Path, models: &ModelServer) -> Self {
        Self { root: Root::new(root), models: models.clone() }
    }
}

pub(crate) fn open(root: &Path, models: &ModelServer) -> Served<Minds> {
    Served { name: "agent_persona", state: Minds::new(root, models), tools: TOOLS }
}
