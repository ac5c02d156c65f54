//! Live tools that are not quite those of the contract.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::Scene;

/// All tools of the contract, as a server would list them.
pub(crate) fn reviewed() -> Vec<Value> {
    let lock: Value = serde_json::from_str(include_str!("../../generated/tools.lock")).unwrap();
    let listed = |tool: &Value| {
        json!({"name": tool["upstream"], "title": tool["title"], "description": tool["description"],
               "annotations": tool["annotations"], "inputSchema": tool["inputSchema"]})
    };
    lock["tools"].as_array().unwrap().iter().map(listed).collect()
}

/// Those of one server alone.
pub(crate) fn tools_of(server: &str) -> Vec<Value> {
    let lock: Value = serde_json::from_str(include_str!("../../generated/tools.lock")).unwrap();
    let tools = lock["tools"].as_array().unwrap();
    reviewed()
        .into_iter()
        .zip(tools)
        .filter(|(_, tool)| tool["server"] == server)
        .map(|(listed, _)| listed)
        .collect()
}

/// A file that says what the puppet's tools are; written whole, so that it is never read half.
pub(crate) struct Tools(PathBuf);

impl Tools {
    pub(crate) fn of(scene: &Scene, server: &str) -> Self {
        let tools = Self(scene.root().join(format!("{server}.tools.json")));
        tools.write(&tools_of(server).into());
        tools
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    pub(crate) fn write(&self, what: &Value) {
        let new = self.0.with_extension("new");
        std::fs::write(&new, what.to_string()).unwrap();
        std::fs::rename(new, &self.0).unwrap();
    }

    /// The tools of `server`, one of them changed.
    pub(crate) fn change(&self, server: &str, name: &str, change: impl FnOnce(&mut Value)) {
        let mut tools = tools_of(server);
        change(tools.iter_mut().find(|tool| tool["name"] == name).unwrap());
        self.write(&tools.into());
    }
}
