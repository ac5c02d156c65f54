//! Which rows are wanted.

use serde_json::Value;

/// The kinds of rows.
pub const KINDS: [&str; 6] = ["intent", "outcome", "approval", "operator", "gap", "continued"];

/// What a row must say; what is `None` does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Kind of row, one of [`KINDS`].
    pub kind: Option<String>,
    /// The tool's name.
    pub tool: Option<String>,
    /// The server's name.
    pub server: Option<String>,
    /// Who calls.
    pub principal: Option<String>,
    /// How it ended.
    pub outcome: Option<String>,
    /// The request for approval that it is about.
    pub approval: Option<String>,
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
            && says("approval", &self.approval)
            && self.since.as_ref().is_none_or(|since| time >= since.as_str())
            && self.until.as_ref().is_none_or(|until| time < until.as_str())
    }

    /// Whether all rows are.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let Self { kind, tool, server, principal, outcome, approval, since, until } = self;
        [kind, tool, server, principal, outcome, approval, since, until].into_iter().all(Option::is_none)
    }

    /// Texts that stand in every row that is wanted, as it is encoded. Other rows may have them too.
    pub(super) fn marks(&self) -> Vec<String> {
        let Self { kind, tool, server, principal, outcome, approval, .. } = self;
        let mark = |(name, wanted): (&str, &Option<String>)| {
            wanted.as_ref().map(|wanted| format!("\"{name}\":{}", Value::from(wanted.as_str())))
        };
        [
            ("kind", kind),
            ("tool", tool),
            ("server", server),
            ("principal", principal),
            ("outcome", outcome),
            ("approval", approval),
        ]
        .into_iter()
        .filter_map(mark)
        .collect()
    }

    /// Whether every row that is wanted is more than a call that went well without an approval. Their numbers are kept apart.
    pub(super) fn is_notable(&self) -> bool {
        let differs = |wanted: &Option<String>, usual| wanted.as_ref().is_some_and(|wanted| wanted != usual);
        self.approval.is_some() || differs(&self.outcome, "ok") || differs(&self.kind, "outcome")
    }
}
