//! What the puppet answers to everything but calls.

use crate::flags::Flags;
use crate::message::Message;
use crate::tools;

pub(crate) const VERSION: &str = "2026-07-28";

/// The response to a request that is not a call.
pub(crate) fn answer(flags: &Flags, message: &Message) -> String {
    let id = message.id.as_deref().unwrap_or("null");
    match message.method.as_str() {
        "server/discover" if flags.modern => match missing_meta(message) {
            None => result(
                id,
                r#"{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"puppet","version":"1"}}}"#,
            ),
            Some(error) => error,
        },
        "initialize" if flags.legacy => result(
            id,
            r#"{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"logging":{}},"serverInfo":{"name":"puppet","version":"1"}}"#,
        ),
        "initialize" => {
            let data = r#"{"supported":["2026-07-28"],"requested":"2025-11-25"}"#;
            format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":-32022,"message":"no","data":{data}}}}}"#)
        }
        "tools/list" => tools::list(flags.tools.as_deref(), message),
        "ping" => result(id, "{}"),
        method => error(id, -32601, &format!("the puppet does not serve {method}")),
    }
}

/// The error for a modern request without the metadata that it must carry.
pub(crate) fn missing_meta(message: &Message) -> Option<String> {
    let complete = message.meta.version.as_deref() == Some(VERSION) && message.meta.capabilities.is_some();
    let id = message.id.as_deref().unwrap_or("null");
    (!complete).then(|| error(id, -32602, "the metadata of 2026-07-28 is missing"))
}

pub(crate) fn result(id: &str, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#)
}

pub(crate) fn error(id: &str, code: i32, message: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":{code},"message":"{message}"}}}}"#)
}
