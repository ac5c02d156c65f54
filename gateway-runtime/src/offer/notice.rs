//! Notifications of backends, and how each looks to one client.

use bytes::Bytes;

use crate::call::copy_members;
use crate::envelope::{Message, Params};

/// The key of a subscription's name in `_meta` (MCP 2026-07-28, server/utilities/subscriptions).
pub(super) const SUBSCRIPTION: &str = "\"io.modelcontextprotocol/subscriptionId\"";

/// What a backend says that is about no call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Prompts,
    Resources,
    Updated,
    Acknowledged,
}

impl Kind {
    pub(crate) fn of(method: &str) -> Option<Self> {
        match method {
            "notifications/prompts/list_changed" => Some(Self::Prompts),
            "notifications/resources/list_changed" => Some(Self::Resources),
            "notifications/resources/updated" => Some(Self::Updated),
            "notifications/subscriptions/acknowledged" => Some(Self::Acknowledged),
            _ => None,
        }
    }
}

/// Something that one server has said.
pub(crate) struct Event {
    /// Position in [`Offers::servers`](super::Offers::servers).
    pub(crate) offer: usize,
    pub(crate) kind: Kind,
    pub(crate) line: Bytes,
}

/// The notification in `line` for a client: members that nobody here knows are copied as they are, and the name of the
/// backend's subscription gives way to the client's, where it has one.
pub(super) fn rewritten(line: &[u8], subscription: Option<&[u8]>) -> Option<Vec<u8>> {
    let message = Message::read(line).ok()?;
    let Params { raw, meta, .. } = &message.params;
    let mut params = Vec::new();
    copy_members(&mut params, raw.unwrap_or("{}").as_bytes(), |key| key != "\"_meta\"");
    let mut own = Vec::new();
    copy_members(&mut own, meta.raw.unwrap_or("{}").as_bytes(), |key| key != SUBSCRIPTION);
    if let Some(subscription) = subscription {
        own.extend([b",", SUBSCRIPTION.as_bytes(), b":", subscription].concat());
    }
    if !own.is_empty() {
        params.extend([b",\"_meta\":{".as_slice(), &own[1..], b"}"].concat());
    }
    let mut out = [b"{\"jsonrpc\":\"2.0\",\"method\":", message.method?.as_bytes()].concat();
    if !params.is_empty() {
        out.extend([b",\"params\":{".as_slice(), &params[1..], b"}"].concat());
    }
    out.push(b'}');
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_the_subscription_of_the_client_and_keeps_the_rest() {
        for (line, subscription, expected) in [
            (
                r#"{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"a://b","n":1.10,"_meta":{"io.modelcontextprotocol/subscriptionId":7,"x":[1e400]}}}"#,
                Some("\"mine\""),
                r#"{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"a://b","n":1.10,"_meta":{"x":[1e400],"io.modelcontextprotocol/subscriptionId":"mine"}}}"#,
            ),
            (
                r#"{"params":{"_meta":{"io.modelcontextprotocol/subscriptionId":7}},"jsonrpc":"2.0","method":"notifications/prompts/list_changed"}"#,
                None,
                r#"{"jsonrpc":"2.0","method":"notifications/prompts/list_changed"}"#,
            ),
            (
                r#"{"jsonrpc":"2.0","method":"notifications/prompts/list_changed"}"#,
                Some("3"),
                r#"{"jsonrpc":"2.0","method":"notifications/prompts/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":3}}}"#,
            ),
        ] {
            let out = rewritten(line.as_bytes(), subscription.map(str::as_bytes)).expect("a notification");
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }
}
