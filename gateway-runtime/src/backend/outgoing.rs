//! The gateway's own messages to a backend, whichever way they go.

use crate::json::quoted;

/// A request; `params` is raw JSON, `method` a name without characters that JSON escapes.
pub(super) fn request<'p>(id: &'p str, method: &'p str, params: &'p [u8]) -> [&'p [u8]; 7] {
    [
        b"{\"jsonrpc\":\"2.0\",\"id\":",
        id.as_bytes(),
        b",\"method\":\"",
        method.as_bytes(),
        b"\",\"params\":",
        params,
        b"}",
    ]
}

/// A notification; likewise.
pub(super) fn notification(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{params}}}"#)
}

/// Tells that nobody waits for the answer to request `id` any more.
pub(super) fn cancelled(id: u64) -> String {
    notification(
        "notifications/cancelled",
        &format!(r#"{{"requestId":{id},"reason":"The caller has gone."}}"#),
    )
}

/// The answer to a request of the backend's own; `id` is raw JSON. The gateway declares no client capabilities, so all
/// but `ping` is refused.
pub(super) fn answer(id: &str, method: &str) -> String {
    if method == "ping" {
        return format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{}}}}"#);
    }
    let message =
        quoted(&format!("The gateway declared no client capabilities, so `{method}` is not served."));
    format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":-32601,"message":{message}}}}}"#)
}
