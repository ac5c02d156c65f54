//! Drift: how a live tool differs from the one that was reviewed.
//!
//! One question decides whether a difference blocks: does the live tool accept every value that the contract lets
//! through? A contract that is stricter than its server is normal. What cannot be decided blocks, and says so.

mod accept;
mod additions;
mod live;
mod range;
mod schema;
mod ways;
mod words;

use serde::Serialize;
use serde_json::Value;

pub use self::live::{LiveHints, LiveTool};
use self::words::{Direction, shown};
use crate::spec::{Annotations, ToolSpec};

/// One difference between a live tool and its contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Whether the tool can still be served.
    pub severity: Severity,
    /// What differs: where, what was reviewed, and what is there.
    pub text: String,
}

/// What a difference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Every call that the contract lets through still means the same.
    Compatible,
    /// Some call may not, so none is let through.
    Blocking,
}

/// What differs at one tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToolDrift {
    /// The tool's name in the contract.
    pub tool: &'static str,
    /// Position of the tool in the contract.
    #[serde(skip)]
    pub index: u16,
    /// What differs; at least one.
    pub changes: Vec<Change>,
}

/// What differs at one server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ServerDrift {
    /// The tools that differ, in the contract's order.
    pub tools: Vec<ToolDrift>,
    /// Live tools that are not in the contract; they are never offered.
    pub extra: Vec<String>,
}

impl ServerDrift {
    /// The gravest difference; `None` where there is none.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        let of_tools = self.tools.iter().flat_map(|tool| &tool.changes).map(|change| change.severity).max();
        of_tools.max((!self.extra.is_empty()).then_some(Severity::Compatible))
    }

    /// The tools that are blocked, each with the texts of what blocks it.
    pub fn blocked(&self) -> impl Iterator<Item = (&ToolDrift, Vec<String>)> {
        self.tools.iter().filter_map(|tool| {
            let blocking = tool.changes.iter().filter(|change| change.severity == Severity::Blocking);
            let texts: Vec<_> = blocking.map(|change| change.text.clone()).collect();
            (!texts.is_empty()).then_some((tool, texts))
        })
    }
}

/// More differences than these of one tool are only counted.
const MAX_CHANGES: usize = 20;

/// Compares all tools that the contract gives to one server with all that it offers. `returns` says whether the replies
/// of this endpoint carry what the tools declare to return.
#[must_use]
pub fn compare_all(tools: &[&'static ToolSpec], live: &[LiveTool], returns: bool) -> ServerDrift {
    let found = tools.iter().map(|tool| ToolDrift {
        tool: tool.name,
        index: tool.index,
        changes: compare_by_name(tool, live, returns),
    });
    let is_extra = |live: &&LiveTool| tools.iter().all(|tool| tool.upstream != live.name);
    ServerDrift {
        tools: found.filter(|tool| !tool.changes.is_empty()).collect(),
        extra: live.iter().filter(is_extra).map(|live| shown(&live.name)).collect(),
    }
}

/// Compares names alone, for a server that is compiled in: `answered` are the tools that it has. What they take and return
/// is part of the same program.
#[must_use]
pub fn compare_names(tools: &[&'static ToolSpec], answered: &[&str]) -> ServerDrift {
    let is_missing = |tool: &&&ToolSpec| !answered.contains(&tool.upstream);
    let missing = tools.iter().filter(is_missing).map(|tool| ToolDrift {
        tool: tool.name,
        index: tool.index,
        changes: vec![blocking(format!("the server that is built in has no tool `{}`", tool.upstream))],
    });
    // Old names of a tool are the contract's too.
    let is_known = |tool: &ToolSpec, name: &str| tool.upstream == name || tool.aliases.contains(&name);
    let is_extra = |name: &&&str| !tools.iter().any(|tool| is_known(tool, name));
    ServerDrift {
        tools: missing.collect(),
        extra: answered.iter().filter(is_extra).map(|name| shown(name)).collect(),
    }
}

fn compare_by_name(tool: &ToolSpec, live: &[LiveTool], returns: bool) -> Vec<Change> {
    let mut named = live.iter().filter(|live| live.name == tool.upstream);
    match (named.next(), named.next()) {
        (Some(live), None) => compare(tool, live, returns),
        (None, _) => vec![blocking(format!("the server has no tool `{}` any more", tool.upstream))],
        (Some(_), Some(_)) => {
            vec![blocking(format!(
                "the server lists `{}` twice, so it is not known which one answers",
                tool.upstream
            ))]
        }
    }
}

/// Compares one tool with what the server offers under its name. Without a change there is nothing to say.
#[must_use]
pub fn compare(tool: &ToolSpec, live: &LiveTool, returns: bool) -> Vec<Change> {
    let reviewed = parsed(tool.input_schema);
    let (input, live_input) = (schema::expanded(&reviewed), schema::expanded(&live.input_schema));
    let mut changes = hints(&tool.annotations, &live.annotations);
    // Equal texts are equal, whatever stands in them.
    if schema::bare(&reviewed) != schema::bare(&live.input_schema) {
        let findings = accept::covers(&input, &live_input, Direction::Input);
        changes.extend(findings.iter().map(|finding| blocking(finding.text(Direction::Input))));
    }
    if let Some(output) = tool.output_schema.filter(|_| returns) {
        changes
            .extend(compare_output(&parsed(output), live.output_schema.as_ref()).into_iter().map(blocking));
    }
    changes.extend(reworded(tool, live));
    changes.extend(additions::additions(&input, &live_input).into_iter().map(compatible));
    cut(changes)
}

/// What the server may return must be what was reviewed: the same question with the sides changed.
fn compare_output(reviewed: &Value, live: Option<&Value>) -> Vec<String> {
    let Some(live) = live else {
        return vec!["the server does not declare what it returns any more (outputSchema)".into()];
    };
    if schema::bare(reviewed) == schema::bare(live) {
        return Vec::new();
    }
    let findings = accept::covers(&schema::expanded(live), &schema::expanded(reviewed), Direction::Output);
    findings.iter().map(|finding| finding.text(Direction::Output)).collect()
}

fn reworded(tool: &ToolSpec, live: &LiveTool) -> Option<Change> {
    let texts =
        [("title", tool.title, live.title()), ("description", tool.description, live.description.as_deref())];
    // A contract holds texts without white space around them, and with line breaks of one kind.
    let same = |reviewed: &str, live: &str| live.trim().replace("\r\n", "\n") == reviewed;
    let differing = texts.iter().filter(|(_, reviewed, live)| live.is_some_and(|live| !same(reviewed, live)));
    let names: Vec<_> = differing.map(|(name, ..)| *name).collect();
    (!names.is_empty()).then(|| compatible(format!("its {} reads otherwise", names.join(" and "))))
}

fn parsed(schema: &str) -> Value {
    // Checked when building; if it could not be read, nothing would be accepted in its place.
    serde_json::from_str(schema).unwrap_or_default()
}

fn hints(reviewed: &Annotations, live: &LiveHints) -> Vec<Change> {
    // What a tool that only reads destroys or repeats has no meaning (MCP 2025-11-25, schema, ToolAnnotations).
    let writes = live.read_only != Some(true);
    let rows = [
        ("readOnlyHint", reviewed.read_only, live.read_only, true),
        ("destructiveHint", reviewed.destructive, live.destructive.filter(|_| writes), false),
        ("idempotentHint", reviewed.idempotent, live.idempotent.filter(|_| writes), true),
        ("openWorldHint", reviewed.open_world, live.open_world, false),
    ];
    let differing = rows.into_iter().filter_map(|(name, reviewed, live, safe)| {
        let live = live.filter(|live| *live != reviewed)?;
        let text = format!("annotation `{name}`: {reviewed} was reviewed, the server says {live}");
        Some(if live == safe { compatible(text) } else { blocking(text) })
    });
    differing.collect()
}

fn cut(mut changes: Vec<Change>) -> Vec<Change> {
    // The gravest first, so that none of them is among those that are only counted.
    changes.sort_by_key(|change| std::cmp::Reverse(change.severity));
    let more = changes.len().saturating_sub(MAX_CHANGES);
    if more > 0 {
        changes.truncate(MAX_CHANGES);
        changes.push(compatible(format!("and {more} more differences")));
    }
    changes
}

fn blocking(text: String) -> Change {
    Change { severity: Severity::Blocking, text }
}

fn compatible(text: String) -> Change {
    Change { severity: Severity::Compatible, text }
}

#[cfg(test)]
mod tests;
