//! Who is asked about a call, and what comes of it.

use std::borrow::Cow;
use std::sync::Arc;

use tokio::time::timeout;

use super::{
    Answer, Event, Outcome, Person, Request, Waiting, Way, ask_client, can_be_asked, is_sealed, record, wait,
};
use crate::call::Incoming;
use crate::era::Era;
use crate::fault::Verdict;
use crate::gateway::Gateway;
use crate::json::unquote;
use crate::peer::Peer;
use crate::reply::{CallResult, Reply};

/// The name of the question in `inputRequests`, raw JSON.
const KEY: &str = "\"approval\"";

/// Whether a call claims to be the second round of one that was asked about. Approve lets such a call pass only where
/// that is so, and each first round only once.
pub(crate) fn shows_approval(incoming: &Incoming<'_>) -> bool {
    let state = incoming.params.request_state.filter(|_| incoming.era == Era::Modern);
    state.is_some_and(|state| is_sealed(&unquote(state)))
}

/// Where a person is asked, and on which round of the call this is.
pub(crate) enum Route<'m> {
    Person(&'m Arc<dyn Person>),
    Client,
    First,
    Second(Cow<'m, str>),
    Desk,
}

impl Route<'_> {
    fn way(&self) -> Way {
        match self {
            Self::Person(_) => Way::Person,
            Self::Client => Way::Elicitation,
            Self::First | Self::Second(_) => Way::InputRequired,
            Self::Desk => Way::Desk,
        }
    }
}

/// One call and the request for its approval.
pub(crate) struct Asking<'r> {
    pub(crate) gateway: &'r Gateway,
    pub(crate) peer: &'r Peer,
    pub(crate) incoming: &'r Incoming<'r>,
    pub(crate) request: &'r Arc<Request>,
}

impl<'r> Asking<'r> {
    /// Through the client only where its principal may approve: an agent's own client must not wave its calls through.
    pub(crate) fn route(&self) -> Route<'r> {
        let may_approve = self.peer.principal().spec().may_approve;
        match (self.incoming.era, self.answered_state(), self.peer.person()) {
            // What claims to be an approval is judged as one, whoever shows it.
            (Era::Modern, Some(state), _) if may_approve && self.can_ask() || is_sealed(&state) => {
                Route::Second(state)
            }
            (_, _, Some(person)) if may_approve => Route::Person(person),
            (Era::Modern, _, _) if may_approve && self.can_ask() => Route::First,
            (Era::Legacy, _, _) if may_approve && self.peer.can_be_asked() => Route::Client,
            _ => Route::Desk,
        }
    }

    fn can_ask(&self) -> bool {
        self.incoming.params.meta.client_capabilities.is_some_and(can_be_asked)
    }

    /// `requestState` of a call that comes with an answer; empty where it brings an answer without one.
    fn answered_state(&self) -> Option<Cow<'r, str>> {
        let params = self.incoming.params;
        let state = params.request_state.map(unquote);
        state.or_else(|| params.input_responses.map(|_| Cow::Borrowed("")))
    }

    /// The question, for a client that repeats its call with the answer.
    pub(crate) async fn first_round(&self) -> Result<Reply, Verdict> {
        let state = self.gateway.approvals().seals.seal(self.request).await?;
        self.record(Way::InputRequired, None);
        let question = self.request.input_required(KEY, &state);
        CallResult::read(&question.into()).map(Reply::Result).ok_or(Verdict::Withdrawn)
    }

    /// The id of the request that was answered.
    pub(crate) async fn second_round(&self, state: &str) -> Result<String, Verdict> {
        let redeemed = self.gateway.approvals().seals.redeem(state, self.request).await;
        let answered = |_: &String| self.own(Answer::among(self.incoming.params.input_responses, KEY));
        let outcome = redeemed.as_ref().map_err(Verdict::clone).and_then(answered);
        let by = outcome.as_ref().map(String::as_str);
        // The record names the request of the first round, where it is known.
        let id = redeemed.as_deref().unwrap_or_default();
        record(self.gateway.audit(), &Event { id, ..Event::of(self.request, Way::InputRequired, Some(by)) });
        outcome.and(redeemed)
    }

    /// Waits for the answer, unless the caller or the gateway goes first: then nobody needs one.
    pub(crate) async fn wait(&self, route: &Route<'_>) -> Outcome {
        let note = Note { asking: self, way: route.way(), is_open: true };
        let outcome = tokio::select! {
            biased;
            () = self.peer.gone() => Err(Verdict::Withdrawn),
            () = self.gateway.approvals().closed.cancelled() => Err(Verdict::Withdrawn),
            outcome = self.now(route) => outcome,
        };
        note.close(&outcome);
        outcome
    }

    /// Asks where the call can wait for the answer.
    async fn now(&self, route: &Route<'_>) -> Outcome {
        let approvals = self.gateway.approvals();
        if matches!(route, Route::Client) {
            approvals.can_be_reached()?;
        }
        let answer = async {
            match route {
                Route::Person(person) => person.ask(self.request).await,
                _ => ask_client(self.peer.asked(), &self.incoming.sink, self.request).await,
            }
        };
        if !matches!(route, Route::Desk) {
            self.record(route.way(), None);
            let answer = timeout(approvals.timeout, answer).await;
            return self.own(answer.map_err(|_| Verdict::Expired(self.request.id.clone()))?);
        }
        let Some(desk) = &approvals.desk else {
            return Err(Verdict::Unavailable("this gateway keeps no approvals.".into()));
        };
        let token = self.incoming.params.meta.progress_token;
        wait(desk, self.request, &Waiting { token, sink: &self.incoming.sink, audit: self.gateway.audit() })
            .await
    }

    /// The answer of the caller's own client, who answers as the caller.
    fn own(&self, answer: Answer) -> Outcome {
        answer.verdict().map(|()| self.request.principal.to_owned())
    }

    fn record(&self, way: Way, outcome: Option<&Outcome>) {
        let outcome = outcome.map(|outcome| outcome.as_ref().map(String::as_str));
        record(self.gateway.audit(), &Event::of(self.request, way, outcome));
    }
}

/// The record of one request. Dropped before there was an outcome, because the caller cancelled or has gone, it says so.
struct Note<'r> {
    asking: &'r Asking<'r>,
    way: Way,
    is_open: bool,
}

impl Note<'_> {
    fn close(mut self, outcome: &Outcome) {
        self.is_open = false;
        self.asking.record(self.way, Some(outcome));
    }
}

impl Drop for Note<'_> {
    fn drop(&mut self) {
        if self.is_open {
            self.asking.record(self.way, Some(&Err(Verdict::Withdrawn)));
        }
    }
}

pub(crate) fn no_random_numbers() -> Verdict {
    Verdict::Unavailable("the system gives no random numbers to name a request with.".into())
}
