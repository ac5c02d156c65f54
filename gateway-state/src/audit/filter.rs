//! Which rows are wanted.

use serde_json::Value;

/// What a row must say; what is `None` does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Kind of row: `intent`, `outcome`, `approval`, `operator`, `gap` or `continued`.
    pub kind: Option<String>,
    /// The tool's name.
    pub tool: Option<String>,
    /// The server's name.
    pub server: Option<String>,
    /// Who calls.
    pub principal: Option<String>,
    /// How it ended.
    pub outcome: Option<String>,
    /// The start of a time in the form of rows: not before it.
    pub since: Option<String>,
    /// The same: before it.
    pub until: Option<String>,
}

impl Filter {
    /// Whether a row is wanted.
    #[must_use]
    pub fn accepts(&self, row: &Value) -> bool {
        let says = |name: &str, wanted: &Option<String>| {
            wanted.as_ref().is_none_or(|wanted| row[name].as_str() == Some(wanted))
        };
        // Times have one length, so that their texts sort as they do.
        let time = row["time"].as_str().unwrap_or_default();
        says("kind", &self.kind)
            && says("tool", &self.tool)
            && says("server", &self.server)
            && says("principal", &self.principal)
            && says("outcome", &self.outcome)
            && self.since.as_ref().is_none_or(|since| time >= since.as_str())
            && self.until.as_ref().is_none_or(|until| time < until.as_str())
    }

    /// Whether all rows are.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let Self { kind, tool, server, principal, outcome, since, until } = self;
        [kind, tool, server, principal, outcome, since, until].into_iter().all(Option::is_none)
    }
}
