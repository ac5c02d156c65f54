//! What `tools/list` says of a tool, and what reading it costs a model.

use std::sync::OnceLock;

use tiktoken_rs::CoreBPE;

use super::{ToolPlan, hash, schema};
use crate::json::quoted;
use crate::model::Tool;

/// Name of the tokenizer.
pub const TOKENIZER: &str = "o200k_base";

/// The text of a tool's entry around its schemas: from `{` to `"inputSchema":`, and from the `,` after them to `}`.
pub(crate) fn around(tool: &Tool) -> (String, String) {
    let head = format!(
        r#"{{"name":{},"title":{},"description":{},"inputSchema":"#,
        quoted(&tool.name),
        quoted(&tool.title),
        quoted(&tool.description)
    );
    (head, format!(r#","annotations":{}}}"#, hash::annotations(tool.annotations).compact()))
}

/// A tool's whole entry, what it declares to return included.
fn entry(tool: &Tool) -> String {
    let (head, tail) = around(tool);
    let returns = tool.returns.as_ref().map(|returns| schema::of_payload(returns).compact());
    let returns = returns.map(|schema| format!(r#","outputSchema":{schema}"#)).unwrap_or_default();
    [&head, schema::of_payload(&tool.input).compact().as_str(), &returns, &tail].concat()
}

/// What a tool's entry costs a model: the number of its tokens.
#[must_use]
pub fn tokens(tool: &Tool) -> usize {
    count(&entry(tool))
}

/// What the entries of these tools cost together.
#[must_use]
pub fn tokens_of<'t>(tools: impl IntoIterator<Item = &'t ToolPlan>) -> usize {
    tools.into_iter().map(|tool| tokens(&tool.tool)).sum()
}

fn count(text: &str) -> usize {
    // The tables are part of the compiler; a text that they could not be read from would count its bytes, which is more.
    static TABLES: OnceLock<Option<CoreBPE>> = OnceLock::new();
    let tables = TABLES.get_or_init(|| tiktoken_rs::o200k_base().ok());
    tables.as_ref().map_or(text.len(), |tables| tables.encode_ordinary(text).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_those_of_the_tokenizer() {
        // What OpenAI's own tiktoken counts.
        for (text, tokens) in
            [("", 0), ("hello world", 2), ("tiktoken is great!", 6), ("antidisestablishmentarianism", 6)]
        {
            assert_eq!(count(text), tokens, "{text}");
        }
    }
}
