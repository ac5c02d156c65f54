//! Messages to send, as text, and parts of those that come.

use serde::Deserialize;
use serde_json::value::RawValue;

/// The `_meta` members that every modern request carries.
pub(crate) const MODERN_META: &str = r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}"#;

/// A request; `id` and `params` are raw JSON.
pub(crate) fn request(id: &str, method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#)
}

pub(crate) fn notification(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{params}}}"#)
}

/// A call of the legacy era; `id` and `arguments` are raw JSON.
pub(crate) fn call(id: &str, tool: &str, arguments: &str) -> String {
    request(id, "tools/call", &format!(r#"{{"name":"{tool}","arguments":{arguments}}}"#))
}

/// A call of the modern era.
pub(crate) fn modern_call(id: &str, tool: &str, arguments: &str) -> String {
    let params = format!(r#"{{"name":"{tool}","arguments":{arguments},"_meta":{{{MODERN_META}}}}}"#);
    request(id, "tools/call", &params)
}

/// The tool that the tests move puppets with: it changes something, so that nothing repeats or remembers its calls.
pub(crate) const MOVE: &str = "update_task_status";

/// Arguments of [`MOVE`] that carry a script.
pub(crate) fn script(words: &str) -> String {
    format!(r#"{{"task_number":1,"new_status":"todo","notes":"puppet[{words}]puppet"}}"#)
}

/// A call of the legacy era that asks for progress and carries a script.
pub(crate) fn scripted(id: &str, words: &str) -> String {
    let arguments = script(words);
    request(
        id,
        "tools/call",
        &format!(r#"{{"name":"{MOVE}","arguments":{arguments},"_meta":{{"progressToken":{id}}}}}"#),
    )
}

pub(crate) fn initialize(id: &str) -> String {
    let params =
        r#"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}"#;
    request(id, "initialize", params)
}

/// The parts of a message, as written.
#[derive(Debug, Deserialize)]
pub(crate) struct Parts<'a> {
    #[serde(borrow, default)]
    pub(crate) id: Option<&'a RawValue>,
    #[serde(default)]
    pub(crate) method: Option<&'a str>,
    #[serde(borrow, default)]
    pub(crate) params: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) result: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) error: Option<&'a RawValue>,
}

impl<'a> Parts<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    pub(crate) fn id(&self) -> &'a str {
        self.id.map_or("none", RawValue::get)
    }

    pub(crate) fn result(&self) -> &'a str {
        self.result.map_or("none", RawValue::get)
    }
}

/// The text of a tool result, with whether it is an error; for short assertions on results of the gateway's own.
pub(crate) fn outcome(message: &str) -> (bool, String) {
    let value: serde_json::Value =
        serde_json::from_str(message).unwrap_or_else(|error| panic!("{error}: {message}"));
    let result = &value["result"];
    let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("no text in {message}"));
    (result["isError"] == true, text.to_owned())
}

/// The text of a failed call.
pub(crate) fn failure(message: &str) -> String {
    let (is_error, text) = outcome(message);
    assert!(is_error, "{message}");
    text
}

/// What the puppet answers to every call that it answers at all.
pub(crate) fn assert_done(message: &str) {
    assert_eq!(outcome_of_puppet(message), Some("grüße".into()), "{message}");
}

fn outcome_of_puppet(message: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Result {
        content: Vec<Block>,
    }
    #[derive(Deserialize)]
    struct Block {
        text: Option<String>,
    }
    let parts = Parts::of(message);
    let result: Result = serde_json::from_str(parts.result?.get()).ok()?;
    result.content.into_iter().next()?.text
}
