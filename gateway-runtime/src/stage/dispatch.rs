//! Dispatch: the call is carried out by its backend, and the answer is read for what it means.

use super::admit::Admitted;
use crate::envelope::short;
use crate::era::Era;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::json::{Scanner, unquote};
use crate::reply::{CallResult, Reply, as_failure};
use crate::spec::ToolSpec;

pub(crate) async fn dispatch(gateway: &Gateway, Admitted(call): Admitted) -> Result<Reply, Fault> {
    let backend = gateway.backend_of(call.tool).ok_or(Fault::Stopping)?;
    let (tool, era) = (call.tool, call.era);
    match backend.call(call).await? {
        Reply::Result(result) => read(gateway, tool, era, result).map(Reply::Result),
        error => Ok(error),
    }
}

fn read(
    gateway: &Gateway,
    tool: &'static ToolSpec,
    era: Era,
    result: CallResult,
) -> Result<CallResult, Fault> {
    if !result.raw.starts_with(b"{") {
        let server = gateway.server_of(tool).name;
        let found = String::from_utf8_lossy(&result.raw);
        return Err(Fault::BadReply {
            server,
            reason: format!("a tool result is an object, found {}.", short(&found)),
        });
    }
    if era == Era::Legacy && !result.is_complete() {
        return Err(Fault::NeedsInput { tool: tool.name });
    }
    match result.is_error || !reports_failure(gateway, tool, &result) {
        true => Ok(result),
        false => Ok(as_failure(result)),
    }
}

fn reports_failure(gateway: &Gateway, tool: &ToolSpec, result: &CallResult) -> bool {
    if gateway.server_of(tool).failures.is_empty() {
        return false;
    }
    let content = result.content.as_deref().and_then(|content| std::str::from_utf8(content).ok());
    content.and_then(first_text).is_some_and(|raw| gateway.is_failure_text(tool, &unquote(raw)))
}

/// `text` of the first content block, raw JSON.
fn first_text(content: &str) -> Option<&str> {
    let mut text = None;
    let _ = Scanner::new(content).array(|index, inner| {
        if index > 0 || inner.peek() != Some(b'{') {
            return inner.value().map(drop);
        }
        inner.object(|key, inner| {
            let value = inner.value()?;
            if key == "\"text\"" {
                text = Some(value);
            }
            Ok(())
        })
    });
    text
}
