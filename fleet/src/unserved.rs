//! Stands for a server that has no embedded form yet.

use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};

/// Answers every call with a failure that names the way out.
pub(crate) struct Unserved {
    name: &'static str,
}

impl Unserved {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name }
    }
}

impl EmbeddedServer for Unserved {
    fn call(&self, tool: &str, _: &str, _: &CallContext) -> Result<ToolOutput, ToolFailure> {
        Err(ToolFailure::new(format!(
            "{tool}: the server {} is not served in embedded mode yet; use --mode stdio or --mode http for this server",
            self.name
        )))
    }
}
