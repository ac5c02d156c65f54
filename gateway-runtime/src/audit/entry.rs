//! The record of one call, from its arrival to its end.

use std::time::SystemTime;

use tokio::time::Instant;

use super::Recorder;
use super::queue::Loss;
use super::row::{self, Outcome};
use super::subject::{Arguments, Caller, Subject, Tool, Via};
use crate::call::Incoming;
use crate::envelope::Params;
use crate::fault::{Fault, Wire};
use crate::gateway::Gateway;
use crate::peer::Peer;
use crate::reply::Reply;
use crate::spec::{Class, ToolSpec};
use crate::stage::approve::Approved;

/// One call that is recorded. Dropped before its end, because the caller has cancelled or gone, it says so.
pub(crate) struct Entry<'c> {
    gateway: &'c Gateway,
    peer: &'c Peer,
    params: &'c Params<'c>,
    began: Instant,
    tool: Option<&'static ToolSpec>,
    /// Its number, once it is known to a row.
    number: Option<u64>,
    approval: Option<String>,
    /// Whether it went further than memory.
    is_own: bool,
    /// Whether its backend may have been given it.
    has_run: bool,
    is_open: bool,
}

impl<'c> Entry<'c> {
    pub(crate) fn begin(gateway: &'c Gateway, peer: &'c Peer, incoming: &Incoming<'c>) -> Self {
        Self {
            gateway,
            peer,
            params: incoming.params,
            began: incoming.watched.began(),
            tool: None,
            number: None,
            approval: None,
            is_own: false,
            has_run: false,
            is_open: gateway.audit().is_on(),
        }
    }

    /// Notes which tool it is.
    pub(crate) fn routed(&mut self, tool: &'static ToolSpec) {
        self.tool = Some(tool);
    }

    /// Notes that it is not answered from memory.
    pub(crate) fn passed_memory(&mut self) {
        self.is_own = true;
    }

    /// Writes down that a call which changes something is about to run, and waits until that is written.
    ///
    /// # Errors
    ///
    /// Where it cannot be: then the call must not run.
    pub(crate) async fn intend(&mut self, approved: &Approved<'_>) -> Result<(), Fault> {
        let tool = approved.tool();
        self.approval.clone_from(&approved.approval);
        if self.is_open && tool.class != Class::Read {
            let row = self.intent();
            let written = self.recorder().first(row).await;
            written.map_err(|reason| Fault::Unrecorded { tool: tool.name, reason })?;
        }
        self.has_run = true;
        Ok(())
    }

    /// Writes down how it ended. The answer waits for that where it was asked for, and else only for room in the queue.
    pub(crate) async fn end(mut self, outcome: &Result<Reply, Fault>) {
        if !self.is_open {
            return;
        }
        let recorder = self.recorder();
        let placed = recorder.room().await;
        let loss = self.last(&self.ended(outcome), placed);
        self.is_open = false;
        if recorder.waits_for_outcome(self.has_run && loss == Loss::Kept) {
            // It has run: where its outcome cannot be written now, that is kept or counted.
            recorder.settle().await;
        }
        if self.peer.via() == Via::Local {
            // There is no front that does so for all its answers.
            recorder.secure();
        }
    }

    fn recorder(&self) -> &'c Recorder {
        self.gateway.audit()
    }

    fn intent(&mut self) -> String {
        let (subject, mut row) = (self.subject(), String::with_capacity(512));
        row::intent(&mut row, SystemTime::now(), &subject, self.approval.as_deref());
        row
    }

    /// Puts how it ended into the queue.
    fn last(&mut self, outcome: &Outcome, placed: bool) -> Loss {
        let is_write = self.tool.is_some_and(|tool| tool.class != Class::Read);
        let loss = if is_write && self.has_run { Loss::Kept } else { Loss::Counted };
        let (subject, approval) = (self.subject(), self.approval.as_deref());
        let (at, recorder) = (SystemTime::now(), self.recorder());
        recorder.put(loss, placed, |out| row::outcome(out, at, &subject, approval, outcome));
        loss
    }

    fn ended(&self, outcome: &Result<Reply, Fault>) -> Outcome {
        let (name, bytes) = match outcome {
            Ok(Reply::Result(result)) if !result.is_complete() => ("asked", Some(result.raw.len())),
            Ok(Reply::Result(result)) if result.is_error => ("error", Some(result.raw.len())),
            Ok(Reply::Result(result)) => ("ok", Some(result.raw.len())),
            Ok(Reply::Error(error)) => ("error", Some(error.len())),
            Err(fault) if self.has_run || self.stage(fault) == "dispatch" => ("failed", None),
            Err(_) => ("refused", None),
        };
        let fault = outcome.as_ref().err();
        Outcome {
            outcome: name,
            stage: fault.map(|fault| self.stage(fault)),
            code: fault.map(Fault::code),
            latency: self.began.elapsed(),
            bytes,
            cached: outcome.is_ok() && !self.is_own,
        }
    }

    /// The stage that a fault comes from.
    fn stage(&self, fault: &Fault) -> &'static str {
        match (fault, self.tool) {
            // The caller is told the same in both cases; the operator need not be.
            (Fault::UnknownTool { .. }, Some(_)) => "permit",
            (Fault::UnknownTool { .. } | Fault::InvalidParams(_), None) => "route",
            (Fault::BadArguments { .. }, _) => "validate",
            (Fault::Refused { .. } | Fault::Withheld { .. }, _) => "hook",
            (Fault::Limited { .. }, _) => "limit",
            (Fault::NotApproved { .. }, _) => "approve",
            (Fault::Unrecorded { .. }, _) => "record",
            (Fault::Drifted { .. }, _) if !self.has_run => "unchanged",
            (fault, _) if matches!(fault.wire(), Wire::Protocol(_)) => "decode",
            _ => "dispatch",
        }
    }

    fn subject(&mut self) -> Subject<'c> {
        let (gateway, params, recorder) = (self.gateway, self.params, self.recorder());
        let number = *self.number.get_or_insert_with(|| recorder.next_call());
        let tool = match self.tool {
            Some(tool) => Tool::Known(tool, recorder.tool_members(tool, || gateway.server_of(tool).name)),
            None => Tool::Unknown(params.name.unwrap_or_default()),
        };
        Subject {
            call: recorder.call_name(number),
            caller: self.caller(),
            tool,
            arguments: Arguments::of(params.arguments.unwrap_or("{}"), tool),
            contract: recorder.contract(),
        }
    }

    fn caller(&self) -> Caller<'c> {
        let (peer, client) = (self.peer, self.params.meta.client_info);
        match peer.recorded_as().filter(|_| client.is_none()) {
            Some(members) => Caller::Known(members),
            None => Caller::Of { principal: peer.principal().spec().name, via: peer.via(), client },
        }
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        if self.is_open {
            let outcome =
                Outcome { outcome: "cancelled", latency: self.began.elapsed(), ..Outcome::default() };
            self.last(&outcome, false);
        }
    }
}
