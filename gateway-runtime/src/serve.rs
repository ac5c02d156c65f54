//! What the gateway answers to each message, whichever way it came.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

use crate::approval::can_be_asked;
use crate::call::{Incoming, Sink};
use crate::envelope::{Message, Meta, Rejected, short};
use crate::era::{Era, LEGACY_VERSION, LEGACY_VERSIONS, LogLevel, MODERN_VERSION};
use crate::fault::{Fault, Wire};
use crate::finder;
use crate::gateway::Gateway;
use crate::io::LARGE;
use crate::json::{quoted, unquote};
use crate::offer::{self, Answered, Method};
use crate::peer::Peer;
use crate::pipeline;
use crate::reply::{CallResult, Reply};
use crate::shared::Said;
use crate::trace::{Came, Step, Trace, within};

/// The answer to one message.
#[derive(Debug)]
pub enum Answer {
    /// None is due: the message was a notification or a response, or its request was cancelled.
    None,
    /// A result of the gateway's own, raw JSON.
    Own {
        /// The request's id, raw JSON.
        id: Bytes,
        /// The result.
        result: Bytes,
    },
    /// The reply to a call.
    Reply {
        /// The request's id, raw JSON.
        id: Bytes,
        /// The client's era.
        era: Era,
        /// The reply.
        reply: Reply,
    },
    /// The answer to a call that is traced.
    Traced(Box<(Self, Trace)>),
    /// A fault of the gateway's own.
    Fault {
        /// The request's id, raw JSON; `null` where it is not known.
        id: Bytes,
        /// The client's era.
        era: Era,
        /// What went wrong.
        fault: Fault,
    },
    /// A fault of the gateway's own about a request that is for no tool: always a JSON-RPC error.
    Error {
        /// The request's id, raw JSON.
        id: Bytes,
        /// The client's era.
        era: Era,
        /// What went wrong.
        fault: Fault,
    },
}

impl Answer {
    /// The answer to a message that could not be read.
    #[must_use]
    pub fn unreadable(fault: Fault) -> Self {
        Self::Fault { id: Bytes::from_static(b"null"), era: Era::Legacy, fault }
    }

    /// The answer to a message that is not served; `id` is a slice of `line`, where it is known.
    pub(crate) fn refused(fault: Fault, id: Option<&str>, line: &Bytes, era: Era) -> Self {
        let id = id.map_or(Bytes::from_static(b"null"), |id| line.slice_ref(id.as_bytes()));
        Self::Fault { id, era, fault }
    }

    fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault { fault, .. } | Self::Error { fault, .. } => Some(fault),
            Self::Traced(traced) => traced.0.fault(),
            Self::None | Self::Own { .. } | Self::Reply { .. } => None,
        }
    }

    /// Gives `write` the message in pieces, if one is due.
    pub fn write<T>(&self, write: impl FnOnce(&[&[u8]]) -> T) -> Option<T> {
        match self {
            Self::None => None,
            Self::Traced(traced) => {
                let _encoding = traced.1.step(Step::Encode);
                traced.0.write(write)
            }
            Self::Own { id, result } => {
                Some(write(&[b"{\"jsonrpc\":\"2.0\",\"id\":", id, b",\"result\":", result, b"}"]))
            }
            Self::Reply { id, era, reply } => Some(reply.encode(id, *era, write)),
            Self::Fault { id, era, fault } => Some(Reply::from_fault(fault).encode(id, *era, write)),
            Self::Error { id, era, fault } => {
                Some(Reply::Error(fault.error_for(*era).to_string().into()).encode(id, *era, write))
            }
        }
    }

    /// What the pieces of a large answer are parts of, so that they can be shared instead of copied.
    pub(crate) fn large(&self) -> Option<&Bytes> {
        match self {
            Self::Traced(traced) => traced.0.large(),
            Self::Own { result: whole, .. }
            | Self::Reply {
                reply: Reply::Result(CallResult { raw: whole, .. }) | Reply::Error(whole), ..
            } => (whole.len() >= LARGE).then_some(whole),
            Self::None | Self::Fault { .. } | Self::Error { .. } => None,
        }
    }

    /// The status of an HTTP answer that carries it alone.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        match self {
            Self::None => 202,
            Self::Traced(traced) => traced.0.http_status(),
            Self::Own { .. } | Self::Reply { .. } => 200,
            // A legacy client knows what went wrong from the JSON-RPC error; it takes a 404 for a lost session.
            Self::Fault { era: Era::Legacy, fault: Fault::UnknownMethod(_), .. } => 200,
            Self::Fault { fault, .. } | Self::Error { fault, .. } => fault.http_status(),
        }
    }
}

/// Reads a message from its text, `line`.
///
/// # Errors
///
/// Those of [`Message::read`].
pub fn read<'l>(gateway: &Gateway, line: &'l [u8]) -> Result<Message<'l>, Rejected<'l>> {
    let began = gateway.tracing().clock();
    Message::read(line).map(|message| Message { began, ..message })
}

/// Answers what could not be read from `line`.
pub fn refuse(gateway: &Gateway, Rejected { fault, id }: Rejected<'_>, line: &Bytes) -> Answer {
    gateway.metrics().refused(&fault);
    Answer::refused(fault, id, line, Era::Legacy)
}

/// Answers one message. `line` is the text that `message` was read from.
///
/// Dropping the future cancels the call in it.
pub async fn serve(
    gateway: &Gateway,
    peer: &Peer,
    message: &Message<'_>,
    line: &Bytes,
    sink: Arc<dyn Sink>,
) -> Answer {
    let answer = match (message.method(), message.id) {
        (None, id) => answered(peer, id, message),
        (Some(method), None) => notified(peer, &method, message),
        (Some(method), Some(id)) => {
            let (id, era) = (line.slice_ref(id.as_bytes()), era_of(message));
            Request { gateway, peer, id, era, message, line, sink }.answer(&method).await
        }
    };
    if let Some(fault) = answer.fault() {
        gateway.metrics().refused(fault);
    }
    answer
}

/// A response: the answer to a question of the gateway's, if anything.
fn answered(peer: &Peer, id: Option<&str>, message: &Message<'_>) -> Answer {
    if let Some(id) = id {
        let result = message.result.as_ref().filter(|_| message.error.is_none());
        let result = result.map(|result| result.raw.to_owned());
        peer.hear_or_relay(Said::Answered { id: id.to_owned(), result });
    }
    Answer::None
}

fn notified(peer: &Peer, method: &str, message: &Message<'_>) -> Answer {
    if let ("notifications/cancelled", Some(id)) = (method, message.params.request_id) {
        peer.hear_or_relay(Said::Cancelled { id: id.to_owned() });
    }
    Answer::None
}

/// How the client of a request speaks.
#[must_use]
pub fn era_of(message: &Message<'_>) -> Era {
    let is_modern = message.params.meta.protocol_version.is_some() || message.is_for("server/discover");
    if is_modern { Era::Modern } else { Era::Legacy }
}

/// The result of a request that asks for none.
const NOTHING: Bytes = Bytes::from_static(b"{}");

/// One request, and who asks.
struct Request<'r> {
    gateway: &'r Gateway,
    peer: &'r Peer,
    id: Bytes,
    era: Era,
    message: &'r Message<'r>,
    line: &'r Bytes,
    sink: Arc<dyn Sink>,
}

impl Request<'_> {
    async fn answer(self, method: &str) -> Answer {
        let answered = match (method, check_meta(self.era, self.message)) {
            (_, Err(fault)) => Err(fault),
            ("tools/call", Ok(())) => return self.traced(None).await,
            (_, Ok(())) => match Method::of(self.gateway.contract(), self.era, method) {
                Some(beside) if beside.is_call() => return self.traced(Some(beside)).await,
                // In a box, as few requests are such.
                Some(beside) => return Box::pin(self.beside(beside)).await,
                None => self.own(method),
            },
        };
        match answered {
            Ok(result) => Answer::Own { id: self.id, result },
            Err(fault) => Answer::Fault { id: self.id, era: self.era, fault },
        }
    }

    /// The methods of prompts and resources that are not carried out as calls are.
    async fn beside(self, method: Method) -> Answer {
        let Self { gateway, peer, id, era, message, line, sink } = self;
        let in_flight = match peer.enter(id.clone()) {
            Ok(in_flight) => in_flight,
            Err(fault) => return Answer::Fault { id, era, fault },
        };
        let said = offer::answer((gateway, peer), method, era, (message, line), (&id, sink));
        let said = tokio::select! {
            biased;
            () = in_flight.cancelled.cancelled() => return Answer::None,
            said = said => said,
        };
        match said {
            Ok(Answered::Own(result)) => Answer::Own { id, result },
            Ok(Answered::Reply(reply)) => Answer::Reply { id, era, reply },
            Err(fault) => Answer::Error { id, era, fault },
        }
    }

    /// The methods that need no backend.
    fn own(&self, method: &str) -> Result<Bytes, Fault> {
        match (method, self.era) {
            ("tools/list", _) => self.list(),
            ("server/discover", Era::Modern) => {
                Ok(Bytes::from_static(self.gateway.contract().discover.as_bytes()))
            }
            ("initialize", Era::Legacy) => self.initialize().map(Bytes::from),
            ("ping", Era::Legacy) => Ok(NOTHING),
            ("logging/setLevel", Era::Legacy) => {
                let raw = self.message.params.level.unwrap_or("nothing");
                let level = LogLevel::from_json(raw).ok_or_else(|| Fault::InvalidParams(bad_level(raw)))?;
                self.peer.set_log_from(level);
                Ok(NOTHING)
            }
            _ => Err(Fault::UnknownMethod(short(method).into_owned())),
        }
    }

    fn list(&self) -> Result<Bytes, Fault> {
        if let Some(cursor) = self.message.params.cursor {
            let what = format!("The list has one page, so cursor {} was not given out here", short(cursor));
            return Err(Fault::InvalidParams(what));
        }
        Ok(self.gateway.view(self.peer.principal()).list(self.era).clone())
    }

    /// The handshake of 2025-11-25 and before (basic/lifecycle, "Version Negotiation").
    fn initialize(&self) -> Result<String, Fault> {
        let wanted = self.message.params.protocol_version.map(unquote);
        let wanted =
            wanted.ok_or_else(|| Fault::InvalidParams("initialize needs `params.protocolVersion`".into()))?;
        let version = LEGACY_VERSIONS.iter().find(|version| **version == wanted).unwrap_or(&LEGACY_VERSION);
        if let Some(info) = self.message.params.client_info {
            self.peer.set_client(info);
        }
        self.peer.set_can_be_asked(self.message.params.capabilities.is_some_and(can_be_asked));
        offer::listen::enter(self.gateway, self.peer);
        let contract = self.gateway.contract();
        let offered = contract.offers.capabilities();
        let instructions =
            contract.instructions.map(|text| format!(r#","instructions":{text}"#)).unwrap_or_default();
        Ok(format!(
            r#"{{"protocolVersion":"{version}","capabilities":{{"logging":{{}},{offered}"tools":{{}}}},"serverInfo":{{"name":{},"title":{},"version":{}}}{instructions}}}"#,
            quoted(contract.name),
            quoted(contract.title),
            quoted(contract.version),
        ))
    }

    /// The call, with its trace around it.
    async fn traced(self, beside: Option<Method>) -> Answer {
        let trace = self.gateway.tracing().begin(self.message);
        // In a box, since most calls come without, and each future on the way has a place for it.
        let came = Came::read(&self.message.params.meta, &self.message.headers).map(Box::new);
        let id = trace.id().or(came.as_ref().and_then(|came| came.parent).map(|parent| parent.trace));
        trace.asked(&self.id, self.era, self.peer.principal(), self.peer.via());
        let answer = within(id, self.call(&trace, came, beside)).await;
        if trace.is_recorded() { Answer::Traced(Box::new((answer, trace))) } else { answer }
    }

    async fn call(self, trace: &Trace, came: Option<Box<Came<'_>>>, beside: Option<Method>) -> Answer {
        let Self { gateway, peer, id, era, message, line, sink } = self;
        let in_flight = match peer.enter(id.clone()) {
            Ok(in_flight) => in_flight,
            Err(fault) => return Answer::Fault { id, era, fault },
        };
        let log_from = match era {
            Era::Legacy => Some(peer.log_from()),
            Era::Modern => message.params.meta.log_level.and_then(LogLevel::from_json),
        };
        let mut watched = gateway.watch(peer.principal(), in_flight.cancelled.clone());
        // In a box, since most calls are made by their own names.
        let unwrapped = finder::unwrapped(gateway, peer.principal(), &message.params).map(Box::new);
        let params = unwrapped.as_deref().unwrap_or(&message.params);
        let incoming = Incoming { params, line, era, log_from, sink, watched: &watched, trace, came };
        let outcome = tokio::select! {
            biased;
            () = in_flight.cancelled.cancelled() => None,
            outcome = async move {
                match beside {
                    None => pipeline::call(gateway, peer, incoming).await,
                    Some(method) => Box::pin(offer::call(gateway, peer, incoming, method)).await,
                }
            } => Some(outcome),
        };
        let outcome = match unwrapped {
            Some(_) => outcome.map(|outcome| outcome.map_err(finder::rewrapped)),
            None => outcome,
        };
        let Some(outcome) = outcome.or_else(|| watched.taken_back().map(Err)) else { return Answer::None };
        watched.ended(&outcome);
        trace.ended(&outcome);
        match outcome {
            Ok(reply) => Answer::Reply { id, era, reply },
            Err(fault) => {
                log(&fault);
                match beside {
                    None => Answer::Fault { id, era, fault },
                    Some(_) => Answer::Error { id, era, fault },
                }
            }
        }
    }
}

/// What every modern request must carry (MCP 2026-07-28, basic, "`_meta`").
fn check_meta(era: Era, message: &Message<'_>) -> Result<(), Fault> {
    if era == Era::Legacy {
        return Ok(());
    }
    let meta = &message.params.meta;
    let version = stated_version(meta)?;
    if version != MODERN_VERSION {
        return Err(Fault::UnsupportedVersion(short(&version).into_owned()));
    }
    match meta.client_capabilities {
        Some(capabilities) if capabilities.starts_with('{') => {}
        _ => return Err(missing("clientCapabilities`, an object ({} for none)")),
    }
    match meta.log_level {
        Some(level) if LogLevel::from_json(level).is_none() => Err(Fault::BadMeta(bad_level(level))),
        _ => Ok(()),
    }
}

/// The protocol version that the metadata of a modern request states.
///
/// # Errors
///
/// Where it states none.
pub(crate) fn stated_version<'a>(meta: &Meta<'a>) -> Result<Cow<'a, str>, Fault> {
    let stated = meta.protocol_version.filter(|version| version.starts_with('"'));
    stated.map(unquote).ok_or_else(|| missing("protocolVersion`, for example \"2026-07-28\""))
}

fn missing(what: &str) -> Fault {
    Fault::BadMeta(format!("`params._meta` needs `io.modelcontextprotocol/{what}"))
}

fn bad_level(raw: &str) -> String {
    format!("{} is not a log level; accepted: {}", short(raw), LogLevel::names())
}

fn log(fault: &Fault) {
    let code = fault.code();
    match fault.wire() {
        Wire::Protocol(_) => tracing::debug!(code, "{fault}"),
        Wire::ToolResult => tracing::info!(code, "{fault}"),
    }
}
