//! What the puppet says its tools are: those of the contract, or what a file says at the moment.

use std::path::Path;

use serde_json::{Value, json};

use crate::message::Message;
use crate::own;

const LOCK: &str = include_str!("../../generated/tools.lock");

/// So many tools make a page.
const PAGE: usize = 40;

/// The answer to `tools/list`, or an empty text where none is given.
pub(crate) fn list(file: Option<&Path>, message: &Message) -> String {
    let id = message.id.as_deref().unwrap_or("null");
    match file.map(read) {
        None => own::result(id, &page(&reviewed(), message)),
        Some(Value::Array(tools)) => own::result(id, &page(&tools, message)),
        Some(Value::String(_)) => String::new(),
        // Members of the response, as they are.
        Some(mut members) => {
            members["jsonrpc"] = "2.0".into();
            members["id"] = serde_json::from_str(id).unwrap_or_default();
            members.to_string()
        }
    }
}

fn read(file: &Path) -> Value {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|error| {
        eprintln!("puppet: {}: {error}", file.display());
        std::process::exit(8)
    })
}

/// All tools of the contract, as a server would list them.
fn reviewed() -> Vec<Value> {
    let lock: Value = serde_json::from_str(LOCK).unwrap_or_default();
    lock["tools"].as_array().into_iter().flatten().map(as_listed).collect()
}

fn as_listed(tool: &Value) -> Value {
    let mut listed = json!({"name": tool["upstream"]});
    for key in ["title", "description", "annotations", "inputSchema", "outputSchema"] {
        if let Some(value) = tool.get(key) {
            listed[key] = value.clone();
        }
    }
    listed
}

fn page(tools: &[Value], message: &Message) -> String {
    let params: Value = serde_json::from_str(&message.params).unwrap_or_default();
    let from = params["cursor"].as_str().and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
    let to = tools.len().min(from + PAGE);
    let mut result = json!({"tools": tools[from.min(to)..to]});
    if to < tools.len() {
        result["nextCursor"] = to.to_string().into();
    }
    if message.meta.version.is_some() {
        result["resultType"] = "complete".into();
        result["ttlMs"] = 0.into();
        result["cacheScope"] = "private".into();
    }
    result.to_string()
}
