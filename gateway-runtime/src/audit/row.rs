//! What a row says, and its one encoding: a JSON object on one line, its members in a fixed order. It is what is chained,
//! kept and exported.

use std::time::{Duration, SystemTime};

use super::subject::Subject;
use super::time::{padded, stamp_into};
use crate::approval::Event;
use crate::json::quote_into;

/// All of a member up to its value. No member is the first, and names are plain.
macro_rules! key {
    ($name:literal) => {
        concat!(",\"", $name, "\":")
    };
}
pub(super) use key;

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
    out.option(key!("approval"), approval);
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
    out.option(key!("approval"), approval);
    out.outcome(outcome);
    out.end();
}

/// Writes what happened to a request for approval.
pub(super) fn approval(out: &mut String, event: &Event<'_>, contract: &str) {
    let mut out = Members::of(out, "approval", SystemTime::now());
    out.option(key!("approval"), Some(event.id).filter(|id| !id.is_empty()));
    for (name, value) in [
        (key!("way"), event.way.name()),
        (key!("principal"), event.principal),
        (key!("tool"), event.tool),
        (key!("server"), event.server),
        (key!("digest"), event.digest),
        (key!("contract"), contract),
        (key!("outcome"), event.name()),
    ] {
        out.text(name, value);
    }
    match event.outcome {
        Some(Ok(by)) => out.text(key!("by"), by),
        _ => out.option(key!("detail"), Some(event.detail()).filter(|detail| !detail.is_empty())),
    }
    out.end();
}

/// Writes what an operator changed.
pub(super) fn operator(out: &mut String, action: &str, target: Option<&str>, by: &str, contract: &str) {
    let mut out = Members::of(out, "operator", SystemTime::now());
    out.text(key!("action"), action);
    out.option(key!("detail"), target);
    out.text(key!("by"), by);
    out.text(key!("contract"), contract);
    out.end();
}

/// That rows could be written again, after so many could not.
pub(super) fn gap(unrecorded: u64, refused: u64, reason: &str, contract: &str) -> String {
    let mut row = String::new();
    let mut out = Members::of(&mut row, "gap", SystemTime::now());
    out.number(key!("unrecorded"), unrecorded);
    out.number(key!("refused"), refused);
    out.text(key!("detail"), reason);
    out.text(key!("contract"), contract);
    out.end();
    row
}

/// The members of an object, while it is written.
pub(super) struct Members<'o>(pub(super) &'o mut String);

impl<'o> Members<'o> {
    fn of(out: &'o mut String, kind: &str, at: SystemTime) -> Self {
        out.push_str("{\"time\":\"");
        stamp_into(out, at);
        out.push_str("\",\"kind\":\"");
        out.push_str(kind);
        out.push('"');
        Self(out)
    }

    /// Members, each with its comma before.
    pub(super) fn given(&mut self, members: &str) {
        self.0.push_str(members);
    }

    pub(super) fn raw(&mut self, key: &str, value: &str) {
        self.0.push_str(key);
        self.0.push_str(value);
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.0.push_str(key);
        quote_into(self.0, value);
    }

    /// A text of our own, without anything that JSON would escape.
    pub(super) fn plain(&mut self, key: &str, value: &str) {
        self.0.push_str(key);
        self.0.push('"');
        self.0.push_str(value);
        self.0.push('"');
    }

    pub(super) fn option(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    fn number(&mut self, key: &str, value: u64) {
        self.0.push_str(key);
        self.digits(value);
    }

    fn digits(&mut self, value: u64) {
        self.0.push_str(itoa::Buffer::new().format(value));
    }

    pub(super) fn call(&mut self, process: &str, number: u64) {
        self.0.push_str(",\"call\":\"");
        self.0.push_str(process);
        self.0.push('-');
        self.digits(number);
        self.0.push('"');
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.plain(key!("outcome"), outcome.outcome);
        self.option(key!("stage"), outcome.stage);
        self.option(key!("code"), outcome.code);
        let micros = u64::try_from(outcome.latency.as_micros()).unwrap_or(u64::MAX);
        self.number(key!("latencyMs"), micros / 1000);
        self.0.push('.');
        padded(self.0, micros % 1000, 3);
        if let Some(bytes) = outcome.bytes {
            self.number(key!("bytes"), bytes as u64);
        }
        self.raw(key!("cached"), if outcome.cached { "true" } else { "false" });
    }

    fn end(self) {
        self.0.push('}');
    }
}
