//! The spans of one call, while it runs and when it has ended.

use std::borrow::Cow;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use gateway_metrics::Outcome;

use super::{Came, Exporter, Onward, Parent};
use crate::audit::Via;
use crate::envelope::short;
use crate::era::Era;
use crate::fault::{Fault, Wire};
use crate::metrics::outcome_of;
use crate::principal::Principal;
use crate::reply::Reply;
use crate::spec::{ServerSpec, ToolSpec};
use crate::sync::locked;

/// A part of a call that has a span of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Decode,
    Route,
    Permit,
    Validate,
    Unchanged,
    HooksBefore,
    Limit,
    Remember,
    Approve,
    Intend,
    Admit,
    Dispatch,
    /// One attempt at the backend, below dispatch.
    Exchange,
    HooksAfter,
    Record,
    Encode,
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Route => "route",
            Self::Permit => "permit",
            Self::Validate => "validate",
            Self::Unchanged => "unchanged",
            Self::HooksBefore => "hooks before",
            Self::Limit => "limit",
            Self::Remember => "remember",
            Self::Approve => "approve",
            Self::Intend => "intend",
            Self::Admit => "admit",
            Self::Dispatch => "dispatch",
            Self::Exchange => "exchange",
            Self::HooksAfter => "hooks after",
            Self::Record => "record",
            Self::Encode => "encode",
        }
    }
}

/// Which side of a request a span tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Inside the gateway.
    Internal,
    /// A client's request.
    Server,
    /// A request to a backend.
    Client,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(Cow<'static, str>),
    /// A number.
    Number(i64),
    /// Yes or no.
    Is(bool),
}

/// One span that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its id in its trace.
    pub id: [u8; 8],
    /// The span that it is part of.
    pub parent: Option<[u8; 8]>,
    /// What it is.
    pub name: Cow<'static, str>,
    /// Whose request it tells of.
    pub kind: Kind,
    /// When it began, since 1970.
    pub began: Duration,
    /// When it ended, since 1970.
    pub ended: Duration,
    /// What there is to say of it.
    pub attributes: Vec<(&'static str, Value)>,
    /// The code of the fault that it ended with.
    pub error: Option<&'static str>,
    /// A span that led to it beside its parent.
    pub link: Option<Parent>,
}

/// The spans of a call that has ended; that of the call is the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// Their trace.
    pub trace: [u8; 16],
    /// Its flags.
    pub flags: u8,
    /// Its state, as the client sent it.
    pub state: Option<String>,
    /// In the order in which they ended.
    pub spans: Vec<Span>,
}

/// A call's trace, as far as there is one. Dropped, the call has ended, and its spans are handed over.
#[derive(Debug, Default)]
pub struct Trace(Of);

#[derive(Debug, Default)]
enum Of {
    #[default]
    Nothing,
    /// A trace that began here and is not recorded: so it is told to the backend.
    Unrecorded(Parent),
    Recorded(Box<Recorded>),
}

#[derive(Debug)]
struct Recorded {
    exporter: Arc<dyn Exporter>,
    own: Parent,
    dispatch: [u8; 8],
    came: Came<'static>,
    clock: Instant,
    since: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// How many ids were given out.
    ids: u64,
    spans: Vec<Span>,
    name: Option<&'static str>,
    attributes: Vec<(&'static str, Value)>,
    error: Option<&'static str>,
    outcome: Option<&'static str>,
}

/// How a recorded trace begins.
pub(crate) struct Begun<'a> {
    pub(crate) own: Parent,
    pub(crate) dispatch: [u8; 8],
    pub(crate) came: Came<'a>,
    /// When the message was there to be read.
    pub(crate) at: Option<Instant>,
}

impl Trace {
    pub(super) fn recorded(exporter: Arc<dyn Exporter>, begun: Begun<'_>) -> Self {
        let Begun { own, dispatch, came, at } = begun;
        let clock = at.unwrap_or_else(Instant::now);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let since = now.saturating_sub(clock.elapsed());
        let came = came.into_owned();
        let recorded = Recorded { exporter, own, dispatch, came, clock, since, state: Mutex::default() };
        let trace = Self(Of::Recorded(recorded.into()));
        if at.is_some() {
            drop(trace.began(Step::Decode, clock));
        }
        trace
    }

    pub(super) fn unrecorded(own: Parent) -> Self {
        Self(Of::Unrecorded(own))
    }

    fn live(&self) -> Option<&Recorded> {
        match &self.0 {
            Of::Recorded(recorded) => Some(recorded),
            Of::Nothing | Of::Unrecorded(_) => None,
        }
    }

    /// The id of the trace, where there is one.
    pub(crate) fn id(&self) -> Option<[u8; 16]> {
        match &self.0 {
            Of::Nothing => None,
            Of::Unrecorded(own) => Some(own.trace),
            Of::Recorded(recorded) => Some(recorded.own.trace),
        }
    }

    /// What goes on to the backend, where `came` with the call.
    pub(crate) fn onward(&self, came: Option<Came<'_>>) -> Option<Box<Onward>> {
        let onward = match (&self.0, came) {
            (Of::Nothing, came) => came?.onward(None),
            (Of::Unrecorded(own), None) => Onward::begun(*own),
            (Of::Unrecorded(own), Some(came)) => came.onward(Some(*own)),
            (Of::Recorded(recorded), came) => {
                let own = Parent { span: recorded.dispatch, ..recorded.own };
                came.unwrap_or_default().onward(Some(own))
            }
        };
        Some(Box::new(onward))
    }

    /// A span that begins now, and ends when it is told so, or dropped.
    #[inline]
    pub(crate) fn step(&self, step: Step) -> Open<'_> {
        match &self.0 {
            Of::Recorded(_) => self.began(step, Instant::now()),
            Of::Nothing | Of::Unrecorded(_) => Open(None),
        }
    }

    #[cold]
    fn began(&self, step: Step, began: Instant) -> Open<'_> {
        Open(self.live().map(|live| (live, Opened { step, began, server: None, error: None })))
    }

    /// The span of one attempt at a server.
    pub(crate) fn exchange(&self, server: &'static ServerSpec, transport: &'static str) -> Open<'_> {
        let mut open = self.step(Step::Exchange);
        if let Some((_, opened)) = &mut open.0 {
            opened.server = Some((server.name, transport));
        }
        open
    }

    /// Notes who asks, and how.
    pub(crate) fn asked(&self, id: &[u8], era: Era, principal: &Principal, via: Via) {
        let Some(live) = self.live() else { return };
        let id = String::from_utf8_lossy(id);
        let text = |text: &'static str| Value::Text(text.into());
        let (transport, protocol) = match via {
            Via::Stdio => ("pipe", None),
            Via::Http => ("tcp", Some(("network.protocol.name", text("http")))),
            Via::Local => ("inproc", None),
        };
        let own = [
            ("mcp.method.name", text("tools/call")),
            ("rpc.system", text("jsonrpc")),
            ("jsonrpc.request.id", Value::Text(short(id.trim_matches('"')).into_owned().into())),
            ("gen_ai.operation.name", text("execute_tool")),
            ("network.transport", text(transport)),
            ("gateway.era", text(if era == Era::Modern { "modern" } else { "legacy" })),
            ("gateway.principal", text(principal.spec().name)),
        ];
        locked(&live.state).attributes.extend(own.into_iter().chain(protocol));
    }

    /// Notes what is called.
    pub(crate) fn calls(&self, tool: &'static ToolSpec, server: &'static ServerSpec) {
        let Some(live) = self.live() else { return };
        let mut state = locked(&live.state);
        state.name = Some(tool.name);
        let text = |text: &'static str| Value::Text(text.into());
        state.attributes.extend([
            ("gen_ai.tool.name", text(tool.name)),
            ("gateway.server", text(server.name)),
            ("gateway.class", text(tool.class.name())),
        ]);
    }

    /// Notes how the call ended.
    pub(crate) fn ended(&self, outcome: &Result<Reply, Fault>) {
        let Some(live) = self.live() else { return };
        let mut state = locked(&live.state);
        let how = outcome_of(outcome);
        state.outcome = Some(how.name());
        state.error = match outcome {
            Err(fault) => Some(fault.code()),
            Ok(_) if how == Outcome::Error => Some("tool_error"),
            Ok(_) => None,
        };
        if let Some(Wire::Protocol(code)) = outcome.as_ref().err().map(Fault::wire) {
            let code = Value::Text(code.to_string().into());
            state.attributes.push(("rpc.response.status_code", code));
        }
    }

    /// Whether spans are recorded.
    pub(crate) fn is_recorded(&self) -> bool {
        self.live().is_some()
    }
}

/// A span that has begun.
#[derive(Debug)]
pub(crate) struct Open<'t>(Option<(&'t Recorded, Opened)>);

#[derive(Debug)]
struct Opened {
    step: Step,
    began: Instant,
    server: Option<(&'static str, &'static str)>,
    error: Option<&'static str>,
}

impl Open<'_> {
    /// Ends it with an outcome, which it gives back.
    #[inline]
    pub(crate) fn ends<T>(mut self, outcome: Result<T, Fault>) -> Result<T, Fault> {
        if let (Some((_, opened)), Err(fault)) = (&mut self.0, &outcome) {
            opened.error = Some(fault.code());
        }
        outcome
    }
}

impl Drop for Open<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some((live, opened)) = self.0.take() {
            live.note(opened);
        }
    }
}

impl Recorded {
    fn at(&self, time: Instant) -> Duration {
        self.since + time.saturating_duration_since(self.clock)
    }

    /// An id that no other span of the call has: steps of an odd number from that of the call never meet soon.
    fn id(&self, state: &mut State) -> [u8; 8] {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        loop {
            state.ids += 1;
            let id =
                u64::from_be_bytes(self.own.span).wrapping_add(state.ids.wrapping_mul(STEP)).to_be_bytes();
            if id != [0; 8] && id != self.dispatch {
                return id;
            }
        }
    }

    fn note(&self, Opened { step, began, server, error }: Opened) {
        let mut state = locked(&self.state);
        let id = if step == Step::Dispatch { self.dispatch } else { self.id(&mut state) };
        let text = |text: &'static str| Value::Text(text.into());
        let attributes = server.map_or(Vec::new(), |(server, transport)| {
            vec![("gateway.server", text(server)), ("gateway.transport", text(transport))]
        });
        let parent = if step == Step::Exchange { self.dispatch } else { self.own.span };
        state.spans.push(Span {
            id,
            parent: Some(parent),
            name: step.name().into(),
            kind: if step == Step::Dispatch { Kind::Client } else { Kind::Internal },
            began: self.at(began),
            ended: self.at(Instant::now()),
            attributes,
            error,
            link: None,
        });
    }

    fn whole(&self, state: State) -> Traced {
        let State { mut spans, name, mut attributes, error, outcome, .. } = state;
        // Without an outcome, whoever called has gone.
        let outcome = outcome.unwrap_or(Outcome::Cancelled.name());
        attributes.push(("gateway.outcome", Value::Text(outcome.into())));
        spans.push(Span {
            id: self.own.span,
            parent: self.came.parent.map(|parent| parent.span),
            name: name.map_or("tools/call".into(), |tool| format!("tools/call {tool}").into()),
            kind: Kind::Server,
            began: self.since,
            ended: self.at(Instant::now()),
            attributes,
            error,
            link: self.came.beside,
        });
        let state = self.came.tracestate().map(str::to_owned);
        Traced { trace: self.own.trace, flags: self.own.flags, state, spans }
    }
}

impl Drop for Recorded {
    fn drop(&mut self) {
        let state = std::mem::take(&mut *locked(&self.state));
        self.exporter.take(self.whole(state));
    }
}
