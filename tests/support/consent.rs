//! Calls that need a person's approval, and how clients answer when they are asked.

use serde_json::{Value, json};

use super::Stdio;
use super::message::{call, outcome, request};

/// A tool that always needs an approval; the tests put a puppet behind its server.
pub(crate) const RISKY: &str = "config_write";

/// The server of [`RISKY`].
pub(crate) const RISKY_SERVER: &str = "config";

/// Arguments of [`RISKY`].
pub(crate) fn risky(content: &str) -> String {
    json!({"filename": "a.json", "content": content}).to_string()
}

/// A call of the legacy era to [`RISKY`] that asks for progress.
pub(crate) fn risky_call(id: &str, content: &str) -> String {
    let arguments = risky(content);
    let params = format!(r#"{{"name":"{RISKY}","arguments":{arguments},"_meta":{{"progressToken":{id}}}}}"#);
    request(id, "tools/call", &params)
}

/// A call of the legacy era to [`RISKY`] that asks for nothing more.
pub(crate) fn silent_call(id: &str, content: &str) -> String {
    call(id, RISKY, &risky(content))
}

/// `_meta` members of a modern client that can be asked.
pub(crate) const ASKABLE_META: &str = r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}"#;

/// A call of the modern era from a client that can be asked; `more` are further members of `params`, each after a comma.
pub(crate) fn askable_call(id: &str, tool: &str, arguments: &str, more: &str) -> String {
    let params = format!(r#"{{"name":"{tool}","arguments":{arguments}{more},"_meta":{{{ASKABLE_META}}}}}"#);
    request(id, "tools/call", &params)
}

/// `initialize` of a client that can be asked.
pub(crate) fn askable_initialize(id: &str) -> String {
    let params = r#"{"protocolVersion":"2025-11-25","capabilities":{"elicitation":{}},"clientInfo":{"name":"test","version":"1"}}"#;
    request(id, "initialize", params)
}

/// The question in an `elicitation/create`: its id, raw JSON, and its text.
pub(crate) fn question(message: &str) -> (String, String) {
    let message: Value = serde_json::from_str(message).unwrap();
    assert_eq!(message["method"], "elicitation/create", "{message}");
    assert_eq!(message["params"]["requestedSchema"], json!({"type": "object", "properties": {}}));
    (message["id"].to_string(), message["params"]["message"].as_str().unwrap().to_owned())
}

/// The response to a question; `id` is raw JSON.
pub(crate) fn answer(id: &str, action: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{"action":"{action}","content":{{}}}}}}"#)
}

/// The code of a call that was not carried out, with its text.
pub(crate) fn refused(message: &str) -> (String, String) {
    let (is_error, text) = outcome(message);
    assert!(is_error, "{message}");
    let message: Value = serde_json::from_str(message).unwrap();
    let code = &message["result"]["_meta"]["sanctuary-gateway/fault"]["code"];
    (code.as_str().unwrap().to_owned(), text)
}

/// The id of the request in the notification that a call waits.
pub(crate) fn waiting_for(message: &str) -> String {
    let message: Value = serde_json::from_str(message).unwrap();
    assert_eq!(message["method"], "notifications/progress", "{message}");
    let text = message["params"]["message"].as_str().unwrap();
    let id = text.strip_prefix("waiting for approval ").and_then(|rest| rest.split(';').next());
    id.unwrap_or_else(|| panic!("{text}")).to_owned()
}

/// The reply to a call that the client approves where it is asked.
pub(crate) async fn approved(gateway: &mut Stdio, message: &str) -> String {
    gateway.ask(askable_initialize("\"begin\"")).await;
    let reply = gateway.ask(message).await;
    if !reply.contains("elicitation/create") {
        return reply;
    }
    gateway.ask(answer(&question(&reply).0, "accept")).await
}
