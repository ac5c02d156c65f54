//! A tool as a server describes it.

use serde_json::Value;

/// A tool of a live server. What it says of itself is read with leniency: a member of the wrong type is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LiveTool {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// What it says of its behaviour.
    pub annotations: LiveHints,
    /// What it accepts; null where it does not say, which accepts nothing.
    pub input_schema: Value,
    /// What it returns.
    pub output_schema: Option<Value>,
}

/// The annotations that a server states; others are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveHints {
    /// `title`.
    pub title: Option<String>,
    /// `readOnlyHint`.
    pub read_only: Option<bool>,
    /// `destructiveHint`.
    pub destructive: Option<bool>,
    /// `idempotentHint`.
    pub idempotent: Option<bool>,
    /// `openWorldHint`.
    pub open_world: Option<bool>,
}

impl LiveTool {
    /// Reads an element of `tools`; `None` where it has no name.
    #[must_use]
    pub fn read(tool: &Value) -> Option<Self> {
        let text = |key: &str| tool[key].as_str().map(str::to_owned);
        Some(Self {
            name: text("name")?,
            title: text("title"),
            description: text("description"),
            annotations: LiveHints::read(&tool["annotations"]),
            input_schema: tool["inputSchema"].clone(),
            output_schema: tool.get("outputSchema").filter(|schema| !schema.is_null()).cloned(),
        })
    }

    pub(super) fn title(&self) -> Option<&str> {
        self.title.as_deref().or(self.annotations.title.as_deref())
    }
}

impl LiveHints {
    fn read(hints: &Value) -> Self {
        let hint = |key: &str| hints[key].as_bool();
        Self {
            title: hints["title"].as_str().map(str::to_owned),
            read_only: hint("readOnlyHint"),
            destructive: hint("destructiveHint"),
            idempotent: hint("idempotentHint"),
            open_world: hint("openWorldHint"),
        }
    }
}
