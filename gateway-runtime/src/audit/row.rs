//! What a row says, and its one encoding: a JSON object on one line, its members in a fixed order. It is what is chained,
//! kept and exported.

use std::time::{Duration, SystemTime};

use super::subject::Subject;
use super::time::{padded, stamp_into};
use crate::approval::Event;
use crate::json::quote_into;

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

/// Writes that a call which changes something is about to run.
pub(super) fn intent(out: &mut String, at: SystemTime, subject: &Subject<'_>, approval: Option<&str>) {
    let mut out = Members::of(out, "intent", at);
    subject.write(&mut out);
    out.option("approval", approval);
    out.end();
}

/// Writes how a call has ended.
pub(super) fn outcome(
    out: &mut String,
    at: SystemTime,
    subject: &Subject<'_>,
    approval: Option<&str>,
    outcome: &Outcome,
) {
    let mut out = Members::of(out, "outcome", at);
    subject.write(&mut out);
    out.option("approval", approval);
    out.outcome(outcome);
    out.end();
}

/// Writes what happened to a request for approval.
pub(super) fn approval(out: &mut String, event: &Event<'_>, contract: &str) {
    let mut out = Members::of(out, "approval", SystemTime::now());
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
    out.end();
}

/// Writes what an operator changed.
pub(super) fn operator(out: &mut String, action: &str, target: Option<&str>, by: &str, contract: &str) {
    let mut out = Members::of(out, "operator", SystemTime::now());
    out.text("action", action);
    out.option("detail", target);
    out.text("by", by);
    out.text("contract", contract);
    out.end();
}

/// That rows could be written again, after so many could not.
pub(super) fn gap(unrecorded: u64, refused: u64, reason: &str, contract: &str) -> String {
    let mut row = String::new();
    let mut out = Members::of(&mut row, "gap", SystemTime::now());
    out.number("unrecorded", unrecorded);
    out.number("refused", refused);
    out.text("detail", reason);
    out.text("contract", contract);
    out.end();
    row
}

/// The members of an object, while it is written.
pub(super) struct Members<'o>(&'o mut String);

impl<'o> Members<'o> {
    fn of(out: &'o mut String, kind: &str, at: SystemTime) -> Self {
        out.push_str("{\"time\":\"");
        stamp_into(out, at);
        out.push('"');
        let mut members = Self(out);
        members.plain("kind", kind);
        members
    }

    pub(super) fn raw(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push_str(value);
    }

    /// All up to the value. Names are plain, and no member is the first.
    fn name(&mut self, name: &str) {
        self.0.push_str(",\"");
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        quote_into(self.0, value);
    }

    /// A text of our own, without anything that JSON would escape.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push('"');
        self.0.push_str(value);
        self.0.push('"');
    }

    pub(super) fn option(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    fn number(&mut self, name: &str, value: u64) {
        self.name(name);
        self.digits(value);
    }

    fn digits(&mut self, value: u64) {
        self.0.push_str(itoa::Buffer::new().format(value));
    }

    pub(super) fn call(&mut self, process: &str, number: u64) {
        self.name("call");
        self.0.push('"');
        self.0.push_str(process);
        self.0.push('-');
        self.digits(number);
        self.0.push('"');
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.plain("outcome", outcome.outcome);
        self.option("stage", outcome.stage);
        self.option("code", outcome.code);
        let micros = u64::try_from(outcome.latency.as_micros()).unwrap_or(u64::MAX);
        self.number("latencyMs", micros / 1000);
        self.0.push('.');
        padded(self.0, micros % 1000, 3);
        if let Some(bytes) = outcome.bytes {
            self.number("bytes", bytes as u64);
        }
        self.raw("cached", if outcome.cached { "true" } else { "false" });
    }

    fn end(self) {
        self.0.push('}');
    }
}
