//! What a backend answered, and how it looks to a client of either era.

use bytes::Bytes;

use crate::call::around;
use crate::envelope::{Message, Outcome};
use crate::era::Era;
use crate::fault::{Fault, Wire};

/// The answer to a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A result, raw JSON.
    Result(CallResult),
    /// A JSON-RPC error object, raw JSON.
    Error(Bytes),
}

/// A `CallToolResult`, as the backend wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct CallResult {
    /// All of it.
    pub raw: Bytes,
    /// `resultType`, raw JSON; a slice of `raw`.
    pub result_type: Option<Bytes>,
    /// Whether `isError` is true.
    pub is_error: bool,
    /// `content`, raw JSON.
    pub content: Option<Bytes>,
}

impl Reply {
    /// The reply in a decoded message, if it is one.
    #[must_use]
    pub fn from_message(message: &Message<'_>, whole: &Bytes) -> Option<Self> {
        let slice = |part: &str| whole.slice_ref(part.as_bytes());
        match (&message.result, message.error) {
            (Some(outcome), None) => Some(Self::Result(CallResult::new(outcome, slice))),
            (None, Some(error)) => Some(Self::Error(slice(error))),
            _ => None,
        }
    }

    /// A reply made from a fault.
    #[must_use]
    pub fn from_fault(fault: &Fault) -> Self {
        match fault.wire() {
            Wire::Protocol(code) => Self::Error(fault.error(code).to_string().into()),
            Wire::ToolResult => Self::Result(CallResult {
                raw: fault.tool_result().to_string().into(),
                result_type: None,
                is_error: true,
                content: None,
            }),
        }
    }

    /// Gives `write` the complete JSON-RPC response in pieces, for a client of `era`; `id` is raw JSON.
    pub fn encode<T>(&self, id: &[u8], era: Era, write: impl FnOnce(&[&[u8]]) -> T) -> T {
        match self {
            Self::Error(error) => write(&[b"{\"jsonrpc\":\"2.0\",\"id\":", id, b",\"error\":", error, b"}"]),
            Self::Result(result) => {
                let (head, body, tail) = result.for_era(era);
                write(&[b"{\"jsonrpc\":\"2.0\",\"id\":", id, b",\"result\":", head, body, tail, b"}"])
            }
        }
    }
}

const COMPLETE: &[u8] = b"{\"resultType\":\"complete\"";
const COMPLETE_AND: &[u8] = b"{\"resultType\":\"complete\",";

impl CallResult {
    fn new(outcome: &Outcome<'_>, slice: impl Fn(&str) -> Bytes) -> Self {
        Self {
            raw: slice(outcome.raw),
            result_type: outcome.result_type.map(&slice),
            is_error: outcome.is_error == Some("true"),
            content: outcome.content.map(&slice),
        }
    }

    /// Reads a result that stands alone; `None` where it is not a JSON object.
    #[must_use]
    pub fn read(raw: &Bytes) -> Option<Self> {
        let text = std::str::from_utf8(raw).ok().filter(|text| text.starts_with('{'))?;
        let outcome = Outcome::read(text).ok()?;
        Some(Self::new(&outcome, |part| raw.slice_ref(part.as_bytes())))
    }

    /// Whether it is a final result, and not a request for input or a task.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.result_type.as_deref().is_none_or(|kind| kind == b"\"complete\"")
    }

    /// The result in three pieces, with `resultType` for a modern client and without it for a legacy one
    /// (MCP 2026-07-28, basic, "Results").
    fn for_era(&self, era: Era) -> (&[u8], &[u8], &[u8]) {
        match (era, &self.result_type) {
            (Era::Modern, None) => {
                let inside = self.raw.get(1..).unwrap_or_default();
                let is_empty = inside.trim_ascii_start().first() == Some(&b'}');
                (if is_empty { COMPLETE } else { COMPLETE_AND }, inside, b"")
            }
            (Era::Legacy, Some(kind)) => {
                let (before, after) = without_member(&self.raw, kind).unwrap_or((&self.raw, b""));
                (before, after, b"")
            }
            _ => (&self.raw, b"", b""),
        }
    }
}

/// What is left of an object without the member `resultType` with this value, and without the comma that belonged to it.
fn without_member<'r>(raw: &'r Bytes, value: &Bytes) -> Option<(&'r [u8], &'r [u8])> {
    let (before, after) = around(raw, value)?;
    let before =
        before.trim_ascii_end().strip_suffix(b":")?.trim_ascii_end().strip_suffix(b"\"resultType\"")?;
    Some(match after.trim_ascii_start().strip_prefix(b",") {
        Some(rest) => (before, rest),
        None => (before.trim_ascii_end().strip_suffix(b",").unwrap_or(before), after),
    })
}

/// The failure that a server reported as ordinary text: the same result with `isError: true`.
#[must_use]
pub(crate) fn as_failure(result: CallResult) -> CallResult {
    let Ok(text) = std::str::from_utf8(&result.raw) else { return result };
    let flag = Outcome::read(text).ok().and_then(|outcome| outcome.is_error);
    let marked = match flag.and_then(|flag| around(&result.raw, flag.as_bytes())) {
        Some((before, after)) => [before, b"true", after].concat(),
        // A result that holds text is not empty, so a comma is due.
        None => [b"{\"isError\":true,", result.raw.get(1..).unwrap_or_default()].concat(),
    };
    CallResult::read(&marked.into()).unwrap_or(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(result: &str, era: Era) -> String {
        let result = CallResult::read(&result.to_owned().into()).expect("an object");
        let message = Reply::Result(result).encode(b"1", era, |pieces| pieces.concat());
        let text = String::from_utf8(message).expect("UTF-8");
        let inner =
            text.strip_prefix(r#"{"jsonrpc":"2.0","id":1,"result":"#).and_then(|rest| rest.strip_suffix('}'));
        inner.expect("a response").to_owned()
    }

    #[test]
    fn the_result_type_is_there_for_modern_clients_only() {
        for (result, modern, legacy) in [
            ("{}", r#"{"resultType":"complete"}"#, "{}"),
            ("{ }", r#"{"resultType":"complete" }"#, "{ }"),
            (r#"{"b":1.10,"a":2}"#, r#"{"resultType":"complete","b":1.10,"a":2}"#, r#"{"b":1.10,"a":2}"#),
            (r#"{"resultType":"complete"}"#, r#"{"resultType":"complete"}"#, "{}"),
            (r#"{"resultType" : "complete", "a":1}"#, r#"{"resultType" : "complete", "a":1}"#, r#"{ "a":1}"#),
            (r#"{"a":1, "resultType":"complete"}"#, r#"{"a":1, "resultType":"complete"}"#, r#"{"a":1}"#),
            (
                r#"{"a":1,"resultType":"complete","b":2}"#,
                r#"{"a":1,"resultType":"complete","b":2}"#,
                r#"{"a":1,"b":2}"#,
            ),
        ] {
            assert_eq!(
                (encoded(result, Era::Modern).as_str(), encoded(result, Era::Legacy).as_str()),
                (modern, legacy)
            );
            assert!(serde_json::from_str::<serde_json::Value>(&encoded(result, Era::Legacy)).is_ok());
        }
    }

    #[test]
    fn a_failure_told_in_text_is_marked_and_otherwise_unchanged() {
        for (result, marked) in [
            (r#"{"content":[1e400]}"#, r#"{"isError":true,"content":[1e400]}"#),
            (r#"{"content":[], "isError" : false,"z":1}"#, r#"{"content":[], "isError" : true,"z":1}"#),
        ] {
            let result = as_failure(CallResult::read(&result.into()).expect("an object"));
            assert!(result.is_error);
            assert_eq!(result.raw, marked);
        }
    }
}
