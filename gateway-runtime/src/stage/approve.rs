//! Approve: where the policy demands it, a person agrees to this one call before it goes on.

use std::sync::Arc;

use super::limit::Limited;
use crate::approval::{Asking, Parts, Request, Route, no_random_numbers};
use crate::call::Incoming;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::peer::Peer;
use crate::reply::Reply;
use crate::spec::{Approval, ToolSpec};

/// A call that needs no approval, or has it.
pub(crate) struct Approved<'m> {
    pub(super) limited: Limited<'m>,
    /// Whether the answer to a question came with the call; that is not for the backend.
    pub(super) has_answer: bool,
    /// The request that was granted.
    pub(crate) approval: Option<String>,
}

impl Approved<'_> {
    pub(crate) fn tool(&self) -> &'static ToolSpec {
        self.limited.tool
    }
}

/// How a call goes on.
pub(crate) enum Step<'m> {
    /// To its backend.
    Go(Approved<'m>),
    /// Back to the client, who repeats it with an answer.
    Ask(Reply),
}

/// Lets the call pass if it needs no approval, or is given it.
///
/// # Errors
///
/// How it stands with the approval, where it was not given.
pub(crate) async fn approve<'m>(
    gateway: &Gateway,
    peer: &Peer,
    limited: Limited<'m>,
    incoming: &Incoming<'_>,
) -> Result<Step<'m>, Fault> {
    if limited.policy.approval == Approval::Never {
        return Ok(Step::Go(Approved { limited, has_answer: false, approval: None }));
    }
    // Boxed, so that the calls that need none are not larger for it.
    Box::pin(ask(gateway, peer, limited, incoming)).await
}

async fn ask<'m>(
    gateway: &Gateway,
    peer: &Peer,
    limited: Limited<'m>,
    incoming: &Incoming<'_>,
) -> Result<Step<'m>, Fault> {
    let fault = |verdict| Fault::NotApproved { tool: limited.tool.name, verdict };
    let request = Arc::new(request(gateway, peer, &limited).ok_or_else(no_random_numbers).map_err(fault)?);
    let metrics = gateway.metrics();
    let _waiting = metrics.waiting().enter();
    let asking = Asking { gateway, peer, incoming, request: &request };
    let granted = match asking.route() {
        Route::First => return asking.first_round().await.map(Step::Ask).map_err(fault),
        Route::Second(state) => asking.second_round(&state).await.map(|id| (true, id)),
        route => asking.wait(&route).await.map(|_| (false, request.id.clone())),
    };
    let (has_answer, id) = granted.map_err(fault).inspect_err(|fault| metrics.decided(Some(fault)))?;
    metrics.decided(None);
    Ok(Step::Go(Approved { limited, has_answer, approval: Some(id) }))
}

fn request(gateway: &Gateway, peer: &Peer, limited: &Limited<'_>) -> Option<Request> {
    let of = Parts {
        principal: peer.principal().spec().name,
        tool: limited.tool.name,
        server: gateway.server_of(limited.tool).name,
        contract: gateway.contract().hash,
        arguments: limited.arguments,
    };
    Request::new(&of, gateway.approvals().timeout)
}
