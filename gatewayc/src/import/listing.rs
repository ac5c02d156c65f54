//! What a server says of its tools: an element of `tools/list`, read with leniency, its schemas kept as worded.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::node::Node;
use super::text;

/// A tool of a server.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) hints: Hints,
    /// JSON Schema, as worded.
    pub(super) input: Option<String>,
    pub(super) output: Option<String>,
}

/// The annotations that a server states.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints {
    pub(super) read_only: Option<bool>,
    pub(super) destructive: Option<bool>,
    pub(super) idempotent: Option<bool>,
    pub(super) open_world: Option<bool>,
}

#[derive(Deserialize)]
struct Wire {
    name: String,
    title: Option<Node>,
    description: Option<Node>,
    annotations: Option<Node>,
    #[serde(rename = "inputSchema", alias = "input_schema")]
    input: Option<Box<RawValue>>,
    #[serde(rename = "outputSchema", alias = "output_schema")]
    output: Option<Box<RawValue>>,
}

impl Found {
    /// # Errors
    ///
    /// Why it is no tool.
    pub(super) fn read(raw: &str) -> Result<Self, String> {
        if !raw.trim_start().starts_with('{') {
            return Err("it is no object".to_owned());
        }
        let wire: Wire = serde_json::from_str(raw).map_err(|error| text::line(&error.to_string()))?;
        let said = |node: Option<&Node>| node.and_then(Node::text).map(str::to_owned);
        let hint = |key: &str| wire.annotations.as_ref()?.get(key)?.flag();
        let schema =
            |raw: Option<Box<RawValue>>| raw.map(|raw| raw.get().to_owned()).filter(|raw| raw != "null");
        let titled = wire.annotations.as_ref().and_then(|annotations| annotations.get("title"));
        Ok(Self {
            title: said(wire.title.as_ref()).or_else(|| said(titled)),
            description: said(wire.description.as_ref()),
            hints: Hints {
                read_only: hint("readOnlyHint"),
                destructive: hint("destructiveHint"),
                idempotent: hint("idempotentHint"),
                open_world: hint("openWorldHint"),
            },
            name: wire.name,
            input: schema(wire.input),
            output: schema(wire.output),
        })
    }
}

/// A saved answer to `tools/list`: the whole message, its result, or the list alone.
///
/// # Errors
///
/// Why it is none.
pub(super) fn saved(text: &str) -> Result<Vec<String>, String> {
    #[derive(Deserialize)]
    struct List {
        tools: Vec<Box<RawValue>>,
        #[serde(rename = "nextCursor")]
        next: Option<String>,
    }
    #[derive(Deserialize)]
    struct Message {
        result: List,
    }
    let raw = |tools: Vec<Box<RawValue>>| tools.iter().map(|tool| tool.get().to_owned()).collect();
    if let Ok(tools) = serde_json::from_str::<Vec<Box<RawValue>>>(text) {
        return Ok(raw(tools));
    }
    let list = match serde_json::from_str::<Message>(text) {
        Ok(message) => message.result,
        Err(_) => serde_json::from_str::<List>(text).map_err(|error| {
            format!("{error}; it should be the result of tools/list: {{\"tools\": [ … ]}}")
        })?,
    };
    match list.next {
        Some(_) => Err("it is one page of several (`nextCursor`): put all tools into one list".to_owned()),
        None => Ok(raw(list.tools)),
    }
}
