//! What answers to `tools/list` are put together from: the compiler states each text once, and a
//! [`View`](crate::view::View) joins those that its callers may see.

use crate::spec::ToolSpec;

/// The texts that every list of a contract is made of.
#[derive(Debug)]
pub struct ListSpec {
    /// One a tool, in the order of [`Contract::tools`](crate::spec::Contract::tools).
    pub entries: &'static [ListEntry],
    /// What stands around the entries for clients up to 2025-11-25.
    pub legacy: ListEnds,
    /// What stands around the entries for 2026-07-28.
    pub modern: ListEnds,
}

/// What stands around the entries of a list.
#[derive(Debug)]
pub struct ListEnds {
    /// Up to the `[` before the first entry.
    pub start: &'static str,
    /// From the `]` after the last.
    pub end: &'static str,
}

/// One tool's entry: its text around the schemas, which its [`ToolSpec`] has.
#[derive(Debug)]
pub struct ListEntry {
    /// From `{` to `"inputSchema":`.
    pub head: &'static str,
    /// From the `,` after the schemas to `}`.
    pub tail: &'static str,
}

impl ListSpec {
    /// The entries of `tools` with commas between them. `returns` says whose output schema is part of its entry.
    pub(crate) fn join<'t>(
        &self,
        tools: impl Iterator<Item = &'t ToolSpec>,
        returns: impl Fn(&ToolSpec) -> bool,
    ) -> String {
        let mut text = String::new();
        for (tool, entry) in tools.filter_map(|tool| Some((tool, self.entries.get(usize::from(tool.index))?)))
        {
            text.push_str(if text.is_empty() { "" } else { "," });
            text.extend([entry.head, tool.input_schema]);
            if let Some(schema) = tool.output_schema.filter(|_| returns(tool)) {
                text.extend([r#","outputSchema":"#, schema]);
            }
            text.push_str(entry.tail);
        }
        text
    }
}
