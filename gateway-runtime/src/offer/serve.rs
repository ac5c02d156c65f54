//! The methods that are served where a server offers something beside tools.

use std::sync::Arc;

use bytes::Bytes;

use super::list::{self, List};
use super::{Offer, complete, listen};
use crate::call::{Incoming, Sink};
use crate::cancel::Cancellation;
use crate::envelope::Message;
use crate::era::{Era, LogLevel};
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::peer::Peer;
use crate::reply::Reply;
use crate::spec::Contract;
use crate::trace::Trace;

/// A method beside those of tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Prompts,
    Get,
    Resources,
    Templates,
    Read,
    Complete,
    Subscribe,
    Unsubscribe,
    Listen,
}

impl Method {
    /// The method of that name, where the contract has something that it is for and the era knows it.
    pub(crate) fn of(contract: &Contract, era: Era, name: &str) -> Option<Self> {
        let any = |has: fn(&Offer) -> bool| contract.offers.servers.iter().any(has);
        let (prompts, resources) =
            (|offer: &Offer| offer.prompts.is_some(), |offer: &Offer| offer.resources.is_some());
        let (method, is_served) = match name {
            "prompts/list" => (Self::Prompts, any(prompts)),
            "prompts/get" => (Self::Get, any(prompts)),
            "resources/list" => (Self::Resources, any(resources)),
            "resources/templates/list" => (Self::Templates, any(resources)),
            "resources/read" => (Self::Read, any(resources)),
            "completion/complete" => (Self::Complete, any(|offer| offer.completions)),
            "resources/subscribe" => (Self::Subscribe, any(resources) && era == Era::Legacy),
            "resources/unsubscribe" => (Self::Unsubscribe, any(resources) && era == Era::Legacy),
            "subscriptions/listen" => (Self::Listen, !contract.offers.is_empty() && era == Era::Modern),
            _ => return None,
        };
        is_served.then_some(method)
    }

    /// Its name, for the two that are carried out as calls are.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Get => "prompts/get",
            _ => "resources/read",
        }
    }

    /// Whether it is carried out as a call is: recorded, counted and limited.
    pub(crate) const fn is_call(self) -> bool {
        matches!(self, Self::Get | Self::Read)
    }
}

/// The answer to one of the others.
pub(crate) enum Answered {
    /// The gateway's own.
    Own(Bytes),
    /// A server's.
    Reply(Reply),
}

/// Answers a method that is not carried out as a call is. `id` is the request's, raw JSON.
///
/// # Errors
///
/// Why it is not served.
pub(crate) async fn answer(
    (gateway, peer): (&Gateway, &Peer),
    method: Method,
    era: Era,
    (message, line): (&Message<'_>, &Bytes),
    (id, sink): (&Bytes, Arc<dyn Sink>),
) -> Result<Answered, Fault> {
    let (principal, params) = (peer.principal(), &message.params);
    let listed = |list| list::answer(gateway, principal, list, params.cursor, era);
    let nothing = |()| Answered::Own(Bytes::from_static(b"{}"));
    match method {
        Method::Prompts => listed(List::Prompts).await.map(Answered::Own),
        Method::Resources => listed(List::Resources).await.map(Answered::Own),
        Method::Templates => listed(List::Templates).await.map(Answered::Own),
        Method::Subscribe => listen::subscribe(gateway, peer, params).await.map(nothing),
        Method::Unsubscribe => listen::unsubscribe(gateway, peer, params).map(nothing),
        Method::Listen => listen::listen(gateway, peer, id, params, sink).await.map(Answered::Own),
        Method::Complete => {
            let trace = Trace::default();
            let watched = gateway.watch(principal, Cancellation::default());
            let log_from = params.meta.log_level.and_then(LogLevel::from_json);
            let incoming =
                Incoming { params, line, era, log_from, sink, watched: &watched, trace: &trace, came: None };
            complete::answer(gateway, principal, incoming).await.map(Answered::Reply)
        }
        Method::Get | Method::Read => Err(Fault::Stopping),
    }
}
