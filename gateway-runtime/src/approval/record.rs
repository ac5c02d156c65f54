//! The one place through which every decision passes: what keeps a record of decisions hooks in here.

use super::Request;
use crate::audit::Recorder;
use crate::fault::Verdict;

/// How somebody was asked, or decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A person at hand in this process.
    Person,
    /// The client, by `elicitation/create`.
    Elicitation,
    /// The client, by `input_required`.
    InputRequired,
    /// The desk that gateways share with the command line.
    Desk,
}

impl Way {
    /// A stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Elicitation => "elicitation",
            Self::InputRequired => "input_required",
            Self::Desk => "desk",
        }
    }
}

/// One thing that happened to a request.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// The request's id; empty where what was shown could not be read.
    pub id: &'a str,
    /// How it was asked.
    pub way: Way,
    /// The principal who calls.
    pub principal: &'a str,
    /// The tool.
    pub tool: &'a str,
    /// Its server.
    pub server: &'a str,
    /// SHA-256 of the arguments.
    pub digest: &'a str,
    /// Who approved, or why not; `None` where the question was put.
    pub outcome: Option<Result<&'a str, &'a Verdict>>,
}

impl<'a> Event<'a> {
    /// What happened to `request`.
    pub(crate) fn of(request: &'a Request, way: Way, outcome: Option<Result<&'a str, &'a Verdict>>) -> Self {
        let Request { id, principal, tool, server, digest, .. } = request;
        Self { id, way, principal, tool, server, digest, outcome }
    }

    /// A stable name for what happened.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.outcome {
            None => "asked",
            Some(Ok(_)) => "approved",
            Some(Err(Verdict::Denied(_))) => "denied",
            Some(Err(Verdict::Expired(_))) => "expired",
            Some(Err(Verdict::Withdrawn)) => "withdrawn",
            Some(Err(Verdict::Invalid(_))) => "refused",
            Some(Err(Verdict::Unavailable(_))) => "unavailable",
        }
    }

    pub(crate) fn detail(&self) -> &str {
        match self.outcome {
            Some(Ok(by)) => by,
            Some(Err(
                Verdict::Denied(Some(reason)) | Verdict::Invalid(reason) | Verdict::Unavailable(reason),
            )) => reason,
            _ => "",
        }
    }
}

/// Notes an event, in the log and in the audit.
pub(crate) fn record(audit: &Recorder, event: &Event<'_>) {
    audit.approval(event);
    tracing::info!(
        approval = event.id,
        way = event.way.name(),
        principal = event.principal,
        tool = event.tool,
        digest = event.digest,
        detail = event.detail(),
        "approval {}",
        event.name()
    );
}
