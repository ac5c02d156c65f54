//! Every way in which a call can fail, and the one map to the wire.
//!
//! Protocol mistakes are JSON-RPC errors. What a model can correct itself, or should know about, is a tool result with
//! `isError: true` and a text that says what to do next (MCP 2025-11-25, server/tools, "Error Handling").

use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::breaker::FAILURES;
use crate::era::Era;
use crate::json::MAX_DEPTH;
use crate::validate::ArgumentFault;

/// Protocol revisions that are served with per-request metadata or the handshake, newest first.
pub const SUPPORTED_VERSIONS: [&str; 5] =
    ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// Key in `_meta` under which a failed tool result gives the facts of its text as data.
pub const FAULT_META_KEY: &str = "sanctuary-gateway/fault";

/// Why a message was not served.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The message is not JSON; says where and what was expected.
    Parse(String),
    /// The message is not UTF-8 from this byte on.
    NotUtf8(usize),
    /// The message is longer than this many bytes.
    TooLarge(usize),
    /// The message nests deeper than [`MAX_DEPTH`].
    TooDeep,
    /// The message is a list of messages.
    Batch,
    /// The message is JSON, but not a JSON-RPC 2.0 message.
    InvalidRequest(String),
    /// Nobody serves this method.
    UnknownMethod(String),
    /// `params` are not what the method needs.
    InvalidParams(String),
    /// `params._meta` lacks what every request of 2026-07-28 carries.
    BadMeta(String),
    /// No tool has this name.
    UnknownTool {
        /// The name that was asked for.
        name: String,
        /// A tool whose name is almost the same.
        near: Option<&'static str>,
        /// The server of the tool, where the caller will have it once that is enabled.
        waits_for: Option<&'static str>,
    },
    /// No prompt has this name.
    UnknownPrompt(String),
    /// No resource has this address.
    UnknownResource(String),
    /// The protocol revision is not served.
    UnsupportedVersion(String),
    /// An HTTP header says something else than the body.
    HeaderMismatch(String),
    /// The HTTP session is not known, or no longer.
    UnknownSession,
    /// The arguments do not fit the tool.
    BadArguments {
        /// The tool.
        tool: &'static str,
        /// What is wrong with them; at least one.
        faults: Vec<ArgumentFault>,
    },
    /// A limit on how much is asked for was reached; nothing was carried out.
    Limited {
        /// The tool.
        tool: &'static str,
        /// The limit, such as `at most 10 calls per minute`.
        limit: String,
        /// When the same call may pass; `None` where it never will.
        retry_after: Option<Duration>,
    },
    /// The result is larger than the tool may give back.
    ResultTooLarge {
        /// The tool.
        tool: &'static str,
        /// Its size in bytes.
        size: usize,
        /// The largest size in bytes.
        limit: usize,
    },
    /// A person must approve the call, and has not; nothing was carried out.
    NotApproved {
        /// The tool.
        tool: &'static str,
        /// How it stands with the approval.
        verdict: Verdict,
    },
    /// A rule of the gateway's owner refuses the call; nothing was carried out.
    Refused {
        /// The tool.
        tool: &'static str,
        /// The rule, and what would be accepted.
        reason: String,
    },
    /// A rule of the gateway's owner withholds the answer; the call was carried out.
    Withheld {
        /// The tool.
        tool: &'static str,
        /// The rule.
        reason: String,
    },
    /// The live tool is not the one that was reviewed; nothing was carried out.
    Drifted {
        /// The tool.
        tool: &'static str,
        /// Its server.
        server: &'static str,
        /// What differs.
        changes: Vec<String>,
    },
    /// The call needs a record before it runs, and none can be written; nothing was carried out.
    Unrecorded {
        /// The tool.
        tool: &'static str,
        /// Why, as the end of a sentence.
        reason: String,
    },
    /// The server failed too often in a row and is left alone for a while; nothing was sent.
    BreakerOpen {
        /// The server.
        server: &'static str,
        /// When a call is let through again.
        retry_after: Duration,
    },
    /// The call took longer than it may.
    TimedOut {
        /// The tool.
        tool: &'static str,
        /// Its server.
        server: &'static str,
        /// The deadline, from the arrival of the call.
        after: Duration,
        /// Whether the call had been handed to the server.
        sent: bool,
    },
    /// The backend cannot be reached; nothing was sent.
    Unavailable {
        /// The server.
        server: &'static str,
        /// Why, and what would help.
        reason: String,
    },
    /// The backend went away while it worked on the call.
    Lost {
        /// The server.
        server: &'static str,
        /// How it ended.
        reason: String,
    },
    /// The backend answered with something that is not an answer.
    BadReply {
        /// The server.
        server: &'static str,
        /// What it was.
        reason: String,
    },
    /// The backend asks for input in a way that this client does not know.
    NeedsInput {
        /// The tool.
        tool: &'static str,
    },
    /// An operator took the call back.
    Cancelled {
        /// The tool.
        tool: &'static str,
    },
    /// An operator stopped the server; nothing was sent.
    ServerStopped {
        /// The server.
        server: &'static str,
    },
    /// The gateway is shutting down.
    Stopping,
}

/// Why a call was not approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A person said no; holds the reason, where one was given.
    Denied(Option<String>),
    /// Nobody answered in time; holds the number of the request.
    Expired(String),
    /// The caller took its question back, or gave an answer that is none.
    Withdrawn,
    /// The approval that was shown is none for this call: used before, too old, or given for another call.
    Invalid(String),
    /// Approvals cannot be asked for, for this reason.
    Unavailable(String),
}

/// How a fault looks on the wire.
pub enum Wire {
    /// A JSON-RPC error with this code.
    Protocol(i32),
    /// A tool result with `isError: true`.
    ToolResult,
}

impl Fault {
    /// All codes, in the order of the variants.
    pub const CODES: [&str; 36] = [
        "parse_error",
        "not_utf8",
        "too_large",
        "too_deep",
        "batch",
        "invalid_request",
        "unknown_method",
        "invalid_params",
        "bad_meta",
        "unknown_tool",
        "unknown_prompt",
        "unknown_resource",
        "unsupported_version",
        "header_mismatch",
        "unknown_session",
        "bad_arguments",
        "limited",
        "result_too_large",
        "approval_denied",
        "approval_expired",
        "approval_withdrawn",
        "approval_invalid",
        "approval_unavailable",
        "refused",
        "withheld",
        "drifted",
        "unrecorded",
        "breaker_open",
        "timed_out",
        "unavailable",
        "lost",
        "bad_reply",
        "needs_input",
        "cancelled",
        "server_stopped",
        "stopping",
    ];

    /// A stable name, for logs, metrics and `_meta`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Parse(_) => "parse_error",
            Self::NotUtf8(_) => "not_utf8",
            Self::TooLarge(_) => "too_large",
            Self::TooDeep => "too_deep",
            Self::Batch => "batch",
            Self::InvalidRequest(_) => "invalid_request",
            Self::UnknownMethod(_) => "unknown_method",
            Self::InvalidParams(_) => "invalid_params",
            Self::BadMeta(_) => "bad_meta",
            Self::UnknownTool { .. } => "unknown_tool",
            Self::UnknownPrompt(_) => "unknown_prompt",
            Self::UnknownResource(_) => "unknown_resource",
            Self::UnsupportedVersion(_) => "unsupported_version",
            Self::HeaderMismatch(_) => "header_mismatch",
            Self::UnknownSession => "unknown_session",
            Self::BadArguments { .. } => "bad_arguments",
            Self::Limited { .. } => "limited",
            Self::ResultTooLarge { .. } => "result_too_large",
            Self::NotApproved { verdict: Verdict::Denied(_), .. } => "approval_denied",
            Self::NotApproved { verdict: Verdict::Expired(_), .. } => "approval_expired",
            Self::NotApproved { verdict: Verdict::Withdrawn, .. } => "approval_withdrawn",
            Self::NotApproved { verdict: Verdict::Invalid(_), .. } => "approval_invalid",
            Self::NotApproved { verdict: Verdict::Unavailable(_), .. } => "approval_unavailable",
            Self::Refused { .. } => "refused",
            Self::Withheld { .. } => "withheld",
            Self::Drifted { .. } => "drifted",
            Self::Unrecorded { .. } => "unrecorded",
            Self::BreakerOpen { .. } => "breaker_open",
            Self::TimedOut { .. } => "timed_out",
            Self::Unavailable { .. } => "unavailable",
            Self::Lost { .. } => "lost",
            Self::BadReply { .. } => "bad_reply",
            Self::NeedsInput { .. } => "needs_input",
            Self::Cancelled { .. } => "cancelled",
            Self::ServerStopped { .. } => "server_stopped",
            Self::Stopping => "stopping",
        }
    }

    /// Whether a server failed to do its part, which its breaker counts.
    #[must_use]
    pub const fn blames_server(&self) -> bool {
        matches!(
            self,
            Self::Unavailable { .. }
                | Self::Lost { .. }
                | Self::BadReply { .. }
                | Self::TimedOut { sent: true, .. }
        )
    }

    /// How it looks on the wire (JSON-RPC 2.0, section 5.1; MCP 2026-07-28, basic/versioning).
    #[must_use]
    pub const fn wire(&self) -> Wire {
        match self {
            Self::Parse(_) | Self::NotUtf8(_) => Wire::Protocol(-32700),
            Self::TooLarge(_)
            | Self::TooDeep
            | Self::Batch
            | Self::InvalidRequest(_)
            | Self::UnknownSession => Wire::Protocol(-32600),
            Self::UnknownMethod(_) => Wire::Protocol(-32601),
            Self::InvalidParams(_)
            | Self::BadMeta(_)
            | Self::UnknownTool { .. }
            | Self::UnknownPrompt(_)
            | Self::UnknownResource(_) => Wire::Protocol(-32602),
            Self::HeaderMismatch(_) => Wire::Protocol(-32020),
            Self::UnsupportedVersion(_) => Wire::Protocol(-32022),
            Self::BadArguments { .. }
            | Self::Limited { .. }
            | Self::ResultTooLarge { .. }
            | Self::NotApproved { .. }
            | Self::Refused { .. }
            | Self::Withheld { .. }
            | Self::Drifted { .. }
            | Self::Unrecorded { .. }
            | Self::BreakerOpen { .. }
            | Self::TimedOut { .. }
            | Self::Unavailable { .. }
            | Self::Lost { .. }
            | Self::BadReply { .. }
            | Self::NeedsInput { .. }
            | Self::Cancelled { .. }
            | Self::ServerStopped { .. }
            | Self::Stopping => Wire::ToolResult,
        }
    }

    /// The status of an HTTP answer that carries it (MCP 2026-07-28, basic/transports).
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        match self {
            Self::TooLarge(_) => 413,
            Self::UnknownMethod(_) | Self::UnknownSession => 404,
            Self::Parse(_)
            | Self::NotUtf8(_)
            | Self::TooDeep
            | Self::Batch
            | Self::InvalidRequest(_)
            | Self::BadMeta(_)
            | Self::UnsupportedVersion(_)
            | Self::HeaderMismatch(_) => 400,
            _ => 200,
        }
    }

    /// The facts as data.
    fn facts(&self) -> Map<String, Value> {
        let facts = match self {
            Self::UnsupportedVersion(requested) => {
                json!({"supported": SUPPORTED_VERSIONS, "requested": requested})
            }
            Self::UnknownTool { name, waits_for: Some(server), .. } => {
                json!({"tool": name, "server": server, "enabled": false})
            }
            Self::UnknownTool { name, near: None, .. } => json!({"tool": name}),
            Self::UnknownTool { name, near: Some(near), .. } => json!({"tool": name, "near": near}),
            Self::UnknownPrompt(name) => json!({"prompt": name}),
            Self::UnknownResource(uri) => json!({"uri": uri}),
            Self::BadArguments { tool, faults } => json!({"tool": tool, "arguments": faults}),
            Self::Limited { tool, limit, retry_after } => {
                json!({"tool": tool, "limit": limit, "retryAfterMs": retry_after.map(millis)})
            }
            Self::ResultTooLarge { tool, size, limit } => json!({"tool": tool, "size": size, "limit": limit}),
            Self::NotApproved { tool, verdict: Verdict::Expired(id) } => {
                json!({"tool": tool, "approval": id})
            }
            Self::NotApproved { tool, .. }
            | Self::Refused { tool, .. }
            | Self::Withheld { tool, .. }
            | Self::Unrecorded { tool, .. } => {
                json!({"tool": tool})
            }
            Self::Drifted { tool, server, changes } => {
                json!({"tool": tool, "server": server, "changes": changes})
            }
            Self::BreakerOpen { server, retry_after } => {
                json!({"server": server, "retryAfterMs": millis(*retry_after)})
            }
            Self::TimedOut { tool, server, after, sent } => {
                json!({"tool": tool, "server": server, "afterMs": millis(*after), "sent": sent})
            }
            Self::Unavailable { server, .. }
            | Self::Lost { server, .. }
            | Self::BadReply { server, .. }
            | Self::ServerStopped { server } => {
                json!({"server": server})
            }
            Self::NeedsInput { tool } | Self::Cancelled { tool } => json!({"tool": tool}),
            _ => Value::Null,
        };
        match facts {
            Value::Object(facts) => facts,
            _ => Map::new(),
        }
    }

    /// The JSON-RPC `error` object.
    #[must_use]
    pub fn error(&self, code: i32) -> Value {
        let mut error = json!({"code": code, "message": self.to_string()});
        let facts = self.facts();
        if !facts.is_empty() {
            error["data"] = Value::Object(facts);
        }
        error
    }

    /// The JSON-RPC `error` object for a request that is for no tool, of a client of `era`: those have no other form of
    /// failure. Up to 2025-11-25 a resource that is not found has a code of its own.
    #[must_use]
    pub fn error_for(&self, era: Era) -> Value {
        let code = match (self.wire(), self) {
            (_, Self::UnknownResource(_)) if era == Era::Legacy => -32002,
            (Wire::Protocol(code), _) => return self.error(code),
            (Wire::ToolResult, _) => -32603,
        };
        let mut error = self.error(code);
        error["data"]["code"] = self.code().into();
        error
    }

    /// The tool result with `isError: true`; without `resultType`, which the encoder adds where the era needs it.
    #[must_use]
    pub fn tool_result(&self) -> Value {
        let mut facts = self.facts();
        facts.insert("code".into(), self.code().into());
        json!({
            "content": [{"type": "text", "text": self.to_string()}],
            "isError": true,
            "_meta": {FAULT_META_KEY: facts},
        })
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parse(what) => write!(f, "The message is not JSON: {what}."),
            Self::NotUtf8(at) => write!(f, "The message is not UTF-8 from byte {at} on; JSON-RPC is UTF-8."),
            Self::TooLarge(limit) => {
                write!(f, "The message is longer than {limit} bytes (max_message_bytes); send less at once.")
            }
            Self::TooDeep => write!(f, "The message nests deeper than {MAX_DEPTH} levels."),
            Self::Batch => {
                f.write_str("Batches are not part of MCP since 2025-06-18; send one message at a time.")
            }
            Self::InvalidRequest(what) => write!(f, "Invalid request: {what}."),
            Self::UnknownMethod(method) => write!(
                f,
                "Method `{method}` is not served; served are tools/list and tools/call, server/discover with the \
                 metadata of 2026-07-28, and initialize, ping and logging/setLevel without it."
            ),
            Self::InvalidParams(what) | Self::BadMeta(what) => write!(f, "{what}."),
            Self::UnknownTool { name, waits_for: Some(server), .. } => not_enabled(f, name, server),
            Self::UnknownTool { name, near, .. } => unknown_tool(f, name, *near),
            Self::UnknownPrompt(name) | Self::UnknownResource(name) => not_offered(f, self, name),
            Self::UnsupportedVersion(requested) => write!(
                f,
                "Protocol version `{requested}` is not served; supported: {}.",
                SUPPORTED_VERSIONS.join(", ")
            ),
            Self::HeaderMismatch(what) => write!(f, "{what}."),
            Self::UnknownSession => {
                f.write_str("The session is not known here, or has ended; send `initialize` again.")
            }
            Self::BadArguments { tool, faults } => bad_arguments(f, tool, faults),
            Self::Limited { tool, limit, retry_after } => limited(f, tool, limit, *retry_after),
            Self::ResultTooLarge { tool, size, limit } => write!(
                f,
                "`{tool}` was carried out, but its result of {size} bytes is larger than the {limit} that may come back; \
                 ask for less at once."
            ),
            Self::NotApproved { tool, verdict } => not_approved(f, tool, verdict),
            Self::Refused { tool, reason } => write!(f, "`{tool}` was not carried out: {reason}"),
            Self::Withheld { tool, reason } => {
                write!(f, "`{tool}` was carried out, but a rule withholds its answer: {reason}")
            }
            Self::Drifted { tool, server, changes } => drifted(f, tool, server, changes),
            Self::Unrecorded { tool, reason } => unrecorded(f, tool, reason),
            Self::BreakerOpen { server, retry_after } => write!(
                f,
                "Server `{server}` failed {FAILURES} times in a row and is left alone for {} more; nothing was sent. Call \
                 again then, or go on without it.",
                seconds(*retry_after)
            ),
            Self::TimedOut { tool, server, after, sent } => timed_out(f, tool, server, *after, *sent),
            Self::Unavailable { server, reason } => {
                write!(f, "Server `{server}` cannot be reached: {reason}")
            }
            Self::Lost { server, reason } => write!(
                f,
                "Server `{server}` went away during the call: {reason} The call may or may not have taken effect; \
                 check before you repeat it."
            ),
            Self::BadReply { server, reason } => {
                write!(f, "Server `{server}` gave no proper answer: {reason}")
            }
            Self::NeedsInput { tool } => write!(
                f,
                "`{tool}` asks for further input in a way that this client's protocol version does not know; use a \
                 client of 2026-07-28 or later."
            ),
            Self::Cancelled { tool } => write!(
                f,
                "An operator cancelled this call of `{tool}`. It may or may not have taken effect; check, and ask before you \
                 repeat it."
            ),
            Self::ServerStopped { server } => write!(
                f,
                "An operator stopped server `{server}`; nothing was carried out. Go on without it until it is started again."
            ),
            Self::Stopping => {
                f.write_str("The gateway is shutting down; the call was not carried out. Try again later.")
            }
        }
    }
}

impl std::error::Error for Fault {}

fn unknown_tool(f: &mut fmt::Formatter<'_>, name: &str, near: Option<&str>) -> fmt::Result {
    write!(f, "There is no tool `{name}`")?;
    match near {
        Some(near) => write!(f, "; did you mean `{near}`?"),
        None => f.write_str("; tools/list names all that there are."),
    }
}

fn not_offered(f: &mut fmt::Formatter<'_>, fault: &Fault, name: &str) -> fmt::Result {
    let (what, lists) = match fault {
        Fault::UnknownPrompt(_) => ("prompt", "prompts/list names"),
        _ => ("resource", "resources/list and resources/templates/list name"),
    };
    write!(f, "There is no {what} `{name}`; {lists} all that there are.")
}

fn not_enabled(f: &mut fmt::Formatter<'_>, name: &str, server: &str) -> fmt::Result {
    write!(
        f,
        "There is no tool `{name}` here yet: its server `{server}` is not enabled in this gateway. Use the server \
         directly, or go on without it."
    )
}

fn bad_arguments(f: &mut fmt::Formatter<'_>, tool: &str, faults: &[ArgumentFault]) -> fmt::Result {
    write!(f, "The arguments do not fit `{tool}`; nothing was carried out.")?;
    faults.iter().try_for_each(|fault| write!(f, "\n- {fault}"))
}

fn limited(
    f: &mut fmt::Formatter<'_>,
    tool: &str,
    limit: &str,
    retry_after: Option<Duration>,
) -> fmt::Result {
    write!(f, "`{tool}` was not carried out: {limit}.")?;
    match retry_after {
        Some(after) => write!(f, " Call again in {}.", seconds(after)),
        None => Ok(()),
    }
}

fn not_approved(f: &mut fmt::Formatter<'_>, tool: &str, verdict: &Verdict) -> fmt::Result {
    write!(f, "`{tool}` needs a person's approval and was not carried out: ")?;
    match verdict {
        Verdict::Denied(reason) => {
            f.write_str("the request was denied")?;
            reason.iter().try_for_each(|reason| write!(f, ": {reason}"))?;
            f.write_str(". Do not repeat it unchanged; ask what would be acceptable.")
        }
        Verdict::Expired(id) => write!(
            f,
            "nobody answered in time. An operator sees requests with `gateway approvals list` and grants one with \
             `gateway approvals approve`; this one was {id}. Call again when somebody is there."
        ),
        Verdict::Withdrawn => {
            f.write_str("the question was dismissed without an answer. Call again to ask once more.")
        }
        Verdict::Invalid(reason) => {
            write!(f, "the approval that was shown is not valid: {reason}. Call again without it.")
        }
        Verdict::Unavailable(reason) => write!(f, "{reason}"),
    }
}

fn unrecorded(f: &mut fmt::Formatter<'_>, tool: &str, reason: &str) -> fmt::Result {
    write!(
        f,
        "`{tool}` changes something and was not carried out, because no record of it can be written: {reason}. Tools that \
         only read work; tell the operator, and try again later."
    )
}

fn drifted(f: &mut fmt::Formatter<'_>, tool: &str, server: &str, changes: &[String]) -> fmt::Result {
    write!(f, "`{tool}` was not carried out: at server `{server}` it is not the tool that was reviewed.")?;
    changes.iter().try_for_each(|change| write!(f, "\n- {change}"))?;
    f.write_str("\nThe operator sees this with `gateway drift`; other tools work.")
}

/// A wait, rounded up to whole seconds: who comes back then is not too early.
fn seconds(wait: Duration) -> String {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    format!("{} s", seconds.max(1))
}

fn timed_out(
    f: &mut fmt::Formatter<'_>,
    tool: &str,
    server: &str,
    after: Duration,
    sent: bool,
) -> fmt::Result {
    let seconds = after.as_secs_f64();
    if sent {
        write!(
            f,
            "`{tool}` did not answer within {seconds} s and was cancelled. It may or may not have taken effect; check \
             before you repeat it."
        )
    } else {
        write!(
            f,
            "`{tool}` waited {seconds} s for server `{server}`, which is busy or still starting; nothing was carried \
             out. Try again later."
        )
    }
}
