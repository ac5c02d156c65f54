//! The project's fine-tuned model, asked without a role and without a memory.

mod query;
mod status;

use crate::answer::{Handler, Served};
use crate::ollama::ModelServer;

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<ModelServer>)] = &[
    ("check_sanctuary_model_status", status::check_sanctuary_model_status),
    ("query_sanctuary_model", query::query_sanctuary_model),
];

pub(crate) fn open(models: &ModelServer) -> Served<ModelServer> {
    Served { name: "forge_llm", state: models.clone(), tools: TOOLS }
}
