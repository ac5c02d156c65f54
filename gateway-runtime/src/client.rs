//! What the generated typed client stands on: something that can call a tool.

use std::future::Future;

use serde::Deserialize;

use crate::spec::ToolSpec;

/// Something that can call a tool: the request line of a gateway in the same process, or a connection to one.
pub trait Caller {
    /// Why a call had no reply at all.
    type Error;

    /// Calls `tool` with `arguments`, a JSON object as text.
    ///
    /// # Errors
    /// When no reply came. A tool that failed is a reply whose [`CallReply::is_error`] is true.
    fn call(
        &self,
        tool: &'static ToolSpec,
        arguments: String,
    ) -> impl Future<Output = Result<CallReply, Self::Error>> + Send;
}

impl<C: Caller + Sync> Caller for &C {
    type Error = C::Error;

    fn call(
        &self,
        tool: &'static ToolSpec,
        arguments: String,
    ) -> impl Future<Output = Result<CallReply, Self::Error>> + Send {
        (**self).call(tool, arguments)
    }
}

/// What a tool replied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallReply {
    /// The `CallToolResult`, as the JSON text that came.
    pub result: String,
}

impl CallReply {
    /// Whether the tool says that it failed; true when `result` is not a tool result.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.read().is_none_or(|result| result.is_error)
    }

    /// All text blocks of its content, with a line break between them.
    #[must_use]
    pub fn text(&self) -> String {
        let content = self.read().map(|result| result.content).unwrap_or_default();
        content.into_iter().filter_map(|block| block.text).collect::<Vec<_>>().join("\n")
    }

    /// Its structured content as `T`, or `None` when there is none that fits.
    #[must_use]
    pub fn structured<T: for<'de> Deserialize<'de>>(&self) -> Option<T> {
        let structured = self.read()?.structured?;
        serde_json::from_value(structured).ok()
    }

    fn read(&self) -> Option<ReplyBody> {
        serde_json::from_str(&self.result).ok()
    }
}

#[derive(Deserialize)]
struct ReplyBody {
    #[serde(default)]
    content: Vec<ReplyBlock>,
    #[serde(default, rename = "isError")]
    is_error: bool,
    #[serde(default, rename = "structuredContent")]
    structured: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct ReplyBlock {
    #[serde(default)]
    text: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(result: &str) -> CallReply {
        CallReply { result: result.to_owned() }
    }

    #[test]
    fn text_blocks_are_joined_and_others_passed_over() {
        let reply = reply(
            r#"{"content":[{"type":"text","text":"a"},{"type":"image","data":"…"},{"type":"text","text":"b"}]}"#,
        );
        assert_eq!(reply.text(), "a\nb");
        assert!(!reply.is_error());
    }

    #[test]
    fn what_is_not_a_result_counts_as_failed() {
        for (result, failed) in [("{}", false), (r#"{"isError":true}"#, true), ("[", true), ("", true)] {
            assert_eq!(reply(result).is_error(), failed, "{result:?}");
        }
    }

    #[test]
    fn structured_content_is_read_as_the_type_asked_for() {
        let reply = reply(r#"{"structuredContent":{"n":1}}"#);
        assert_eq!(reply.structured::<serde_json::Value>(), Some(serde_json::json!({"n": 1})));
        assert_eq!(reply.structured::<String>(), None);
    }
}
