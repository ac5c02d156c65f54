//! Missions for named agents, and the cycle that turns a research report into knowledge.
//!
//! - `mission`: a command file a mission
//! - `cycle`: ingest → synthesise → adapt → warm; `changes`, `synthesis` and `packet` are what its steps work with

mod changes;
mod cycle;
mod mission;
mod packet;
mod sequence;
mod synthesis;

use std::path::Path;

use crate::answer::{Handler, Served};
use crate::ollama::ModelServer;
use crate::rag_cortex::{self, Cortex};
use crate::sandbox::Root;

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Orchestrator>)] = &[
    ("orchestrator_dispatch_mission", mission::orchestrator_dispatch_mission),
    ("orchestrator_run_strategic_cycle", cycle::orchestrator_run_strategic_cycle),
];

/// What the tools share. The cycle uses the tools of the cortex as any other caller does.
pub(crate) struct Orchestrator {
    root: Root,
    models: ModelServer,
    cortex: Served<Cortex>,
}

pub(crate) fn open(root: &Path, state: &Path, models: &ModelServer) -> Served<Orchestrator> {
    let cortex = rag_cortex::open(root, state);
    let state = Orchestrator { root: Root::new(root), models: models.clone(), cortex };
    Served { name: "orchestrator", state, tools: TOOLS }
}
