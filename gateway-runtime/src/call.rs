//! One admitted call, on its way to a backend.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use crate::envelope::Params;
use crate::era::{Era, LogLevel, MODERN_VERSION};
use crate::flight::Watched;
use crate::json::{Scanner, quote_bytes, quoted};
use crate::principal::Principal;
use crate::spec::{Policy, ToolSpec};
use crate::trace::{Came, Onward, Trace};

/// Takes messages for the client that made a call.
pub trait Sink: Send + Sync {
    /// Sends one JSON-RPC message, given in pieces, without line breaks. Never blocks.
    fn send(&self, pieces: &[&[u8]]);
}

/// A `tools/call` as it came in, decoded.
pub(crate) struct Incoming<'m> {
    pub(crate) params: &'m Params<'m>,
    /// The message that all slices of `params` belong to.
    pub(crate) line: &'m Bytes,
    pub(crate) era: Era,
    pub(crate) log_from: Option<LogLevel>,
    pub(crate) sink: Arc<dyn Sink>,
    pub(crate) watched: &'m Watched<'m>,
    pub(crate) trace: &'m Trace,
    /// The trace context that came with it.
    pub(crate) came: Option<Box<Came<'m>>>,
}

/// A call that has passed every stage before dispatch. Only the pipeline makes one, and [`Backend::call_directly`], which
/// goes around it on purpose.
///
/// [`Backend::call_directly`]: crate::backend::Backend::call_directly
pub struct Call {
    pub(crate) tool: &'static ToolSpec,
    /// Who calls.
    pub(crate) caller: Principal,
    /// What holds for the call.
    pub(crate) policy: Policy,
    /// The arguments as the client wrote them.
    pub(crate) arguments: Bytes,
    /// All of `params`, where it has members beside the usual ones.
    pub(crate) params: Option<Bytes>,
    /// `params._meta`.
    pub(crate) meta: Option<Bytes>,
    /// What a modern client declared; forwarded to a modern backend.
    pub(crate) client_capabilities: Option<Bytes>,
    pub(crate) era: Era,
    pub(crate) listener: Listener,
    pub(crate) deadline: Instant,
    pub(crate) timeout: Duration,
    pub(crate) sent: AtomicBool,
    /// The trace context that goes to the backend, where there is one.
    pub(crate) onward: Option<Box<Onward>>,
    /// What it asks for, where that is no tool.
    pub(crate) ask: Option<Ask>,
}

/// A request of another method than `tools/call`.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// The method.
    pub(crate) method: &'static str,
    /// The prompt's name or the resource's address.
    pub(crate) about: Option<String>,
}

/// Who hears what a backend says while it works on a call.
#[derive(Clone)]
pub struct Listener {
    pub(crate) sink: Arc<dyn Sink>,
    /// The client's own token, raw JSON; without one no progress is sent.
    pub(crate) progress_token: Option<Bytes>,
    /// The least severe log message that the client wants.
    pub(crate) log_from: Option<LogLevel>,
}

impl Listener {
    /// Passes on a progress notification, with the client's own token in the place of `token`.
    pub(crate) fn progress(&self, message: &[u8], token: &str) {
        if let (Some(own), Some((before, after))) = (&self.progress_token, around(message, token.as_bytes()))
        {
            self.sink.send(&[before, own, after]);
        }
    }

    /// Passes on a log message, if the client wants it.
    pub(crate) fn log(&self, message: &[u8], level: Option<&str>) {
        let level = level.and_then(LogLevel::from_json).unwrap_or(LogLevel::DEBUG);
        if self.log_from.is_some_and(|from| level >= from) {
            self.sink.send(&[message]);
        }
    }
}

/// What stands before and after `part`, a slice of `whole`.
pub(crate) fn around<'a>(whole: &'a [u8], part: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    Some((whole.get(..start)?, whole.get(start + part.len()..)?))
}

/// Who the gateway is to its backends (`Implementation`), raw JSON.
pub(crate) const CLIENT_INFO: &str =
    concat!(r#"{"name":"sanctuary-gateway","version":""#, env!("CARGO_PKG_VERSION"), r#""}"#);

impl Call {
    /// The tool that is called.
    #[must_use]
    pub const fn tool(&self) -> &'static ToolSpec {
        self.tool
    }

    /// The method of the request to the backend, and what that is about.
    pub(crate) fn what(&self) -> (&'static str, Option<&str>) {
        match &self.ask {
            None => ("tools/call", Some(self.tool.upstream)),
            Some(ask) => (ask.method, ask.about.as_deref()),
        }
    }

    /// Notes that the backend has been given the call, and may act on it from now on.
    pub(crate) fn mark_sent(&self) {
        self.sent.store(true, Ordering::Relaxed);
    }

    /// `params` for a backend of `era`: arguments, unknown members and unknown metadata byte for byte.
    pub(crate) fn upstream_params(&self, era: Era, token: u64) -> Vec<u8> {
        if self.ask.is_some() {
            return self.asked_params(era, token);
        }
        let mut out = Vec::with_capacity(self.arguments.len() + 256);
        out.extend_from_slice(b"{\"name\":");
        quote_bytes(&mut out, self.tool.upstream);
        out.extend_from_slice(b",\"arguments\":");
        out.extend_from_slice(&self.arguments);
        if let Some(params) = &self.params {
            copy_members(&mut out, params, |key| !matches!(key, "\"name\"" | "\"arguments\"" | "\"_meta\""));
        }
        self.upstream_meta(&mut out, era, token);
        out.push(b'}');
        out
    }

    /// `params` of a request that is for no tool: all that the client wrote, and the metadata of the era.
    fn asked_params(&self, era: Era, token: u64) -> Vec<u8> {
        let mut out = b"{".to_vec();
        copy_members(&mut out, self.params.as_deref().unwrap_or(b"{}"), |key| key != "\"_meta\"");
        self.upstream_meta(&mut out, era, token);
        if out.len() > 1 {
            out.remove(1);
        }
        out.push(b'}');
        out
    }

    fn upstream_meta(&self, out: &mut Vec<u8>, era: Era, token: u64) {
        let start = out.len();
        out.extend_from_slice(b",\"_meta\":{");
        let inside = out.len();
        if self.listener.progress_token.is_some() {
            member(out, inside, "\"progressToken\"", token.to_string().as_bytes());
        }
        if era == Era::Modern {
            let capabilities = self.client_capabilities.as_deref().unwrap_or(b"{}");
            member(
                out,
                inside,
                "\"io.modelcontextprotocol/protocolVersion\"",
                quoted(MODERN_VERSION).as_bytes(),
            );
            member(out, inside, "\"io.modelcontextprotocol/clientInfo\"", CLIENT_INFO.as_bytes());
            member(out, inside, "\"io.modelcontextprotocol/clientCapabilities\"", capabilities);
            if let Some(level) = self.listener.log_from {
                member(out, inside, "\"io.modelcontextprotocol/logLevel\"", quoted(level.name()).as_bytes());
            }
        }
        for (name, value) in self.onward.iter().flat_map(|onward| onward.members()) {
            member(out, inside, &quoted(name), quoted(value).as_bytes());
        }
        if let Some(meta) = &self.meta {
            let first = out.len() == inside;
            let gives_way = |key: &str| self.onward.as_ref().is_some_and(|onward| onward.replaces(key));
            copy_members(out, meta, |key| !is_own_meta(key) && !gives_way(key));
            if first && out.len() > inside {
                out.remove(inside);
            }
        }
        if out.len() == inside {
            out.truncate(start);
        } else {
            out.push(b'}');
        }
    }
}

fn is_own_meta(key: &str) -> bool {
    matches!(
        key,
        "\"progressToken\""
            | "\"io.modelcontextprotocol/protocolVersion\""
            | "\"io.modelcontextprotocol/clientInfo\""
            | "\"io.modelcontextprotocol/clientCapabilities\""
            | "\"io.modelcontextprotocol/logLevel\""
    )
}

/// Appends `key:value`, after a comma unless it is the first member after `inside`.
fn member(out: &mut Vec<u8>, inside: usize, key: &str, value: &[u8]) {
    if out.len() > inside {
        out.push(b',');
    }
    out.extend_from_slice(key.as_bytes());
    out.push(b':');
    out.extend_from_slice(value);
}

/// Appends the members of `object` whose key is wanted, each after a comma, as written.
pub(crate) fn copy_members(out: &mut Vec<u8>, object: &[u8], wanted: impl Fn(&str) -> bool) {
    let Ok(text) = std::str::from_utf8(object) else { return };
    // The text was scanned when the message was decoded, so this cannot fail half-way.
    let _ = Scanner::new(text).object(|key, inner| {
        let value = inner.value()?;
        if wanted(key) {
            for piece in [",", key, ":", value] {
                out.extend_from_slice(piece.as_bytes());
            }
        }
        Ok(())
    });
}

/// `params` without the answer to a question that was the gateway's own (MCP 2026-07-28, basic).
pub(crate) fn without_input(params: &str) -> Bytes {
    let mut out = b"{".to_vec();
    copy_members(&mut out, params.as_bytes(), |key| {
        !matches!(key, "\"inputResponses\"" | "\"requestState\"")
    });
    if out.len() > 1 {
        out.remove(1);
    }
    out.push(b'}');
    out.into()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::shape::{Input, ObjectShape};
    use crate::spec::{Annotations, Approval, Class, Policy};

    pub(crate) static TOOL: ToolSpec = ToolSpec {
        index: 0,
        name: "own_name",
        title: "",
        upstream: "their_name",
        description: "",
        aliases: &[],
        server: 0,
        class: Class::Read,
        annotations: Annotations { read_only: true, destructive: false, idempotent: true, open_world: false },
        policy: Policy {
            rate: None,
            cache: None,
            retries: 0,
            approval: Approval::Never,
            call_timeout: None,
            max_arguments: None,
            max_result: None,
        },
        audit_arguments: crate::spec::Copied::Nothing,
        input: Input::Object(&ObjectShape { fields: &[], open: true }),
        input_schema: "{}",
        output_schema: None,
    };

    struct Nobody;

    impl Sink for Nobody {
        fn send(&self, _: &[&[u8]]) {}
    }

    fn params(
        params: &'static str,
        meta: &'static str,
        token: Option<&'static str>,
        upstream: Era,
    ) -> String {
        let call = Call {
            tool: &TOOL,
            caller: Principal::SOMEBODY,
            policy: TOOL.policy,
            arguments: Bytes::from_static(b"{ \"a\" :1.10}"),
            params: Some(params.into()),
            meta: Some(meta.into()),
            client_capabilities: Some("{\"elicitation\":{}}".into()),
            era: Era::Modern,
            listener: Listener {
                sink: Arc::new(Nobody),
                progress_token: token.map(Into::into),
                log_from: Some(LogLevel::from_rank(3)),
            },
            deadline: Instant::now(),
            timeout: Duration::ZERO,
            sent: AtomicBool::new(false),
            onward: None,
            ask: None,
        };
        String::from_utf8(call.upstream_params(upstream, 42)).expect("UTF-8")
    }

    #[test]
    fn a_legacy_backend_gets_what_the_client_wrote_without_modern_metadata() {
        let meta = r#"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","own/key": [1],"progressToken":"t","traceparent":"00"}"#;
        assert_eq!(
            params(
                r#"{"name":"own_name","task":{"ttl":1},"_meta":{},"arguments":{}}"#,
                meta,
                Some("\"t\""),
                Era::Legacy
            ),
            r#"{"name":"their_name","arguments":{ "a" :1.10},"task":{"ttl":1},"_meta":{"progressToken":42,"own/key":[1],"traceparent":"00"}}"#
        );
        assert_eq!(
            params("{}", r#"{"progressToken":"t","own/key":1}"#, None, Era::Legacy),
            r#"{"name":"their_name","arguments":{ "a" :1.10},"_meta":{"own/key":1}}"#
        );
        assert_eq!(
            params("{}", "{}", None, Era::Legacy),
            r#"{"name":"their_name","arguments":{ "a" :1.10}}"#
        );
    }

    #[test]
    fn an_answer_to_the_gateway_is_taken_out() {
        for (params, expected) in [
            (r#"{"requestState":"s","inputResponses":{"a":[1]}}"#, "{}"),
            (
                r#"{ "name":"x", "requestState":"s", "task" : {"ttl":1.10}}"#,
                r#"{"name":"x","task":{"ttl":1.10}}"#,
            ),
        ] {
            assert_eq!(without_input(params), expected);
        }
    }

    #[test]
    fn a_modern_backend_gets_the_gateways_own_metadata_and_the_clients_capabilities() {
        let params = params("{}", r#"{"own/key":1}"#, Some("7"), Era::Modern);
        let value: serde_json::Value = serde_json::from_str(&params).expect("JSON");
        let meta = &value["_meta"];
        assert_eq!(meta["progressToken"], 42);
        assert_eq!(meta["io.modelcontextprotocol/protocolVersion"], MODERN_VERSION);
        assert_eq!(meta["io.modelcontextprotocol/clientInfo"]["name"], "sanctuary-gateway");
        assert_eq!(
            meta["io.modelcontextprotocol/clientCapabilities"],
            serde_json::json!({"elicitation": {}})
        );
        assert_eq!(meta["io.modelcontextprotocol/logLevel"], "warning");
        assert_eq!(meta["own/key"], 1);
    }
}
