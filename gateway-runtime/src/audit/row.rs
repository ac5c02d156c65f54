//! What a row says, and its one encoding: a JSON object on one line, its members in a fixed order. It is made once, by
//! the thread that writes it, and is what is chained, kept and exported.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use super::redact;
use super::time::stamp;
use crate::approval::{Event, digest_of};
use crate::envelope::short;
use crate::json::{Scanner, quote_into, unquote};
use crate::spec::ToolSpec;

/// How a caller came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// On standard input and output.
    Stdio,
    /// Over Streamable HTTP.
    Http,
    /// From inside the process, such as `gateway call`.
    #[default]
    Local,
}

impl Via {
    /// A stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stdio => "stdio",
            Self::Http => "http",
            Self::Local => "local",
        }
    }
}

/// The tool of a call.
#[derive(Debug)]
pub(super) enum Tool {
    /// One of the contract, and the name of its server.
    Known(&'static ToolSpec, &'static str),
    /// None: the name that was asked for.
    Unknown(String),
}

/// What all rows of one call say.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) call: String,
    pub(super) principal: &'static str,
    pub(super) via: Via,
    /// `clientInfo`, raw JSON.
    pub(super) client: Option<Arc<str>>,
    pub(super) tool: Tool,
    /// As the client wrote them.
    pub(super) arguments: Box<str>,
    pub(super) contract: &'static str,
    pub(super) text: OnceLock<String>,
}

/// Arguments beyond this size, in bytes, are not kept until they are written: their digest is made at once.
const LARGE: usize = 16 * 1024;

impl Subject {
    /// The same, without what is large and no longer needed.
    pub(super) fn slim(mut self) -> Self {
        if self.arguments.len() > LARGE {
            self.text();
            self.arguments = Box::default();
        }
        self
    }

    /// The members that all rows of the call share.
    fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let (canonical, digest) = digest_of(&self.arguments);
            let mut out = Members::default();
            out.text("call", &self.call);
            out.text("principal", self.principal);
            out.text("via", self.via.name());
            out.option("client", self.client.as_deref().and_then(client_of).as_deref());
            match &self.tool {
                Tool::Known(tool, server) => {
                    out.text("tool", tool.name);
                    out.text("server", server);
                    out.text("class", tool.class.name());
                    out.text("digest", &digest);
                    if let Some(copy) = redact::copy(tool, &canonical) {
                        out.raw("arguments", &copy);
                    }
                }
                Tool::Unknown(name) => {
                    out.text("tool", name);
                    out.text("digest", &digest);
                }
            }
            out.text("contract", self.contract);
            out.0
        })
    }
}

/// The name that a client gives itself: `name` of `clientInfo`, raw JSON.
fn client_of(info: &str) -> Option<String> {
    let mut name = None;
    let mut scanner = Scanner::new(info);
    if scanner.peek() == Some(b'{') {
        let _ = scanner.object(|key, inner| {
            let value = inner.value()?;
            if key == "\"name\"" && value.starts_with('"') {
                name = Some(short(&unquote(value)).into_owned());
            }
            Ok(())
        });
    }
    name
}

/// How a call ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// `ok`, `error` (the tool says so), `refused`, `failed`, `asked` (for an approval) or `cancelled`.
    pub(super) outcome: &'static str,
    /// The stage that refused it, or at which it failed.
    pub(super) stage: Option<&'static str>,
    /// The fault's code.
    pub(super) code: Option<&'static str>,
    pub(super) latency: Duration,
    /// Size of the result in bytes.
    pub(super) bytes: Option<usize>,
    /// Whether the answer came from memory, or from an equal call at the same time.
    pub(super) cached: bool,
}

/// One row.
#[derive(Debug)]
pub(super) enum Row {
    /// A call that changes something is about to run.
    Intent { at: SystemTime, subject: Arc<Subject>, approval: Option<String> },
    /// A call has ended.
    Outcome { at: SystemTime, subject: Arc<Subject>, approval: Option<String>, outcome: Outcome },
    /// Everything else, encoded.
    Other(String),
}

impl Row {
    pub(super) fn encode(&self) -> String {
        match self {
            Self::Intent { at, subject, approval } => {
                let mut out = Members::of("intent", *at);
                out.shared(subject);
                out.option("approval", approval.as_deref());
                out.end()
            }
            Self::Outcome { at, subject, approval, outcome } => {
                let mut out = Members::of("outcome", *at);
                out.shared(subject);
                out.option("approval", approval.as_deref());
                out.outcome(outcome);
                out.end()
            }
            Self::Other(text) => text.clone(),
        }
    }

    /// What happened to a request for approval.
    pub(super) fn approval(event: &Event<'_>, contract: &str) -> Self {
        let mut out = Members::of("approval", SystemTime::now());
        out.option("approval", Some(event.id).filter(|id| !id.is_empty()));
        for (name, value) in [
            ("way", event.way.name()),
            ("principal", event.principal),
            ("tool", event.tool),
            ("server", event.server),
            ("digest", event.digest),
            ("contract", contract),
            ("outcome", event.name()),
        ] {
            out.text(name, value);
        }
        match event.outcome {
            Some(Ok(by)) => out.text("by", by),
            _ => out.option("detail", Some(event.detail()).filter(|detail| !detail.is_empty())),
        }
        Self::Other(out.end())
    }

    /// What an operator changed.
    pub(super) fn operator(action: &str, target: Option<&str>, by: &str, contract: &str) -> Self {
        let mut out = Members::of("operator", SystemTime::now());
        out.text("action", action);
        out.option("detail", target);
        out.text("by", by);
        out.text("contract", contract);
        Self::Other(out.end())
    }

    /// That rows could be written again, after so many could not.
    pub(super) fn gap(unrecorded: u64, refused: u64, reason: &str, contract: &str) -> String {
        let mut out = Members::of("gap", SystemTime::now());
        out.raw("unrecorded", &unrecorded.to_string());
        out.raw("refused", &refused.to_string());
        out.text("detail", reason);
        out.text("contract", contract);
        out.end()
    }
}

/// The members of an object, while it is written.
#[derive(Default)]
struct Members(String);

impl Members {
    fn of(kind: &str, at: SystemTime) -> Self {
        let mut members = Self(String::with_capacity(512));
        members.0.push('{');
        members.text("time", &stamp(at));
        members.text("kind", kind);
        members
    }

    fn raw(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push_str(value);
    }

    /// All up to the value. Names are plain.
    fn name(&mut self, name: &str) {
        self.0.push_str(if self.0.len() > 1 { ",\"" } else { "\"" });
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        quote_into(&mut self.0, value);
    }

    fn option(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    fn shared(&mut self, subject: &Subject) {
        self.0.push(',');
        self.0.push_str(subject.text());
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.text("outcome", outcome.outcome);
        self.option("stage", outcome.stage);
        self.option("code", outcome.code);
        let micros = outcome.latency.as_micros();
        self.raw("latencyMs", &format!("{}.{:03}", micros / 1000, micros % 1000));
        if let Some(bytes) = outcome.bytes {
            self.raw("bytes", &bytes.to_string());
        }
        self.raw("cached", if outcome.cached { "true" } else { "false" });
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}
