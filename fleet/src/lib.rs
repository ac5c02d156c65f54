//! The twelve servers inside the gateway's own process, working on the same files as the Python fleet.
//!
//! A server keeps documents under the project root, in the formats that the Python servers use, and what is not part of the
//! repository (the index, the answer cache) in its state folder. Four of them need a model, which an Ollama-compatible
//! server gives.
//!
//! - `answer`: arguments in, text and data out, the table of a server's tools
//! - `sandbox`, `atomic`, `lock`: paths that stay below the root, files that are whole or absent, one writer at a time
//! - `document`, `store`, `record`: numbered Markdown documents, changed only where a call asks for it; what their
//!   servers have in common
//! - `ollama`: the model server, streamed answers as progress
//! - one module a server

mod adr;
mod agent_persona;
mod answer;
mod atomic;
mod chronicle;
mod code;
mod config;
mod council;
mod date;
mod document;
mod files;
mod forge_llm;
mod git_workflow;
mod lock;
mod naming;
mod ollama;
mod orchestrator;
mod process;
mod protocol;
mod rag_cortex;
mod record;
mod sandbox;
mod store;
mod task;
mod text;

use std::path::Path;

use gateway_runtime::embedded::EmbeddedServer;

pub use ollama::ModelServer;

/// The folder below the project root for what is not part of the repository: locks, and by default the state.
pub const STATE_FOLDER: &str = ".gateway";

/// The names of the twelve servers, in order.
pub const NAMES: [&str; 12] = [
    "adr",
    "agent_persona",
    "chronicle",
    "code",
    "config",
    "council",
    "forge_llm",
    "git_workflow",
    "orchestrator",
    "protocol",
    "rag_cortex",
    "task",
];

/// Opens a server by name; `None` where no server has that name.
///
/// `root` is the folder that holds the documents and the repository, `state` the folder for what is not part of the
/// repository (usually [`STATE_FOLDER`] below `root`). Nothing is read or written before the first call, and a root that
/// does not exist is a failure of that call. The model server is that of the environment, see
/// [`ModelServer::from_environment`].
#[must_use]
pub fn open(name: &str, root: &Path, state: &Path) -> Option<Box<dyn EmbeddedServer>> {
    open_with(name, root, state, &ModelServer::from_environment())
}

/// As [`open`], with a model server of the caller's choice.
#[must_use]
pub fn open_with(
    name: &str,
    root: &Path,
    state: &Path,
    models: &ModelServer,
) -> Option<Box<dyn EmbeddedServer>> {
    Some(match name {
        "adr" => Box::new(adr::open(root)),
        "agent_persona" => Box::new(agent_persona::open(root, models)),
        "chronicle" => Box::new(chronicle::open(root)),
        "code" => Box::new(code::open(root)),
        "config" => Box::new(config::open(root)),
        "council" => Box::new(council::open(root, models)),
        "forge_llm" => Box::new(forge_llm::open(models)),
        "git_workflow" => Box::new(git_workflow::open(root)),
        "orchestrator" => Box::new(orchestrator::open(root, state, models)),
        "protocol" => Box::new(protocol::open(root)),
        "rag_cortex" => Box::new(rag_cortex::open(root, state)),
        "task" => Box::new(task::open(root)),
        _ => return None,
    })
}

/// The tools that a server answers, in no particular order; empty for an unknown name.
#[must_use]
pub fn tools(name: &str) -> Vec<&'static str> {
    match name {
        "adr" => adr::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "agent_persona" => agent_persona::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "chronicle" => chronicle::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "code" => code::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "config" => config::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "council" => council::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "forge_llm" => forge_llm::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "git_workflow" => git_workflow::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "orchestrator" => orchestrator::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "protocol" => protocol::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "rag_cortex" => rag_cortex::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        "task" => task::TOOLS.iter().map(|(tool, _)| *tool).collect(),
        _ => Vec::new(),
    }
}
