//! The request line: every stage of a call, in order, in one place.

use crate::call::Incoming;
use crate::envelope::Params;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::reply::Reply;
use crate::stage::admit::admit;
use crate::stage::dispatch::dispatch;
use crate::stage::permit::permit;
use crate::stage::route::route;
use crate::stage::validate::validate;

/// Carries out one call.
///
/// # Errors
///
/// The fault of the first stage that does not let it pass.
pub(crate) async fn call(gateway: &Gateway, incoming: Incoming<'_>) -> Result<Reply, Fault> {
    let view = gateway.view();
    // Route comes first: every later stage asks about the tool.
    let routed = route(gateway.contract(), view, incoming.params)?;
    // Permit before validate: who may not call a tool learns nothing of its parameters.
    let permitted = permit(view, routed)?;
    // Validate before anything that costs: a mistake is answered from memory, with no backend started for it.
    let validated = validate(permitted, incoming.params)?;
    // Admit starts the deadline: from here on, waiting for a place or for a start counts.
    let admitted = admit(gateway, validated, incoming);
    // Dispatch last: only what passed every stage reaches a backend.
    dispatch(gateway, admitted).await
}

/// Route and validate alone, without a call: for tests and benchmarks of the part that must not allocate.
///
/// # Errors
///
/// Those of the stages.
pub fn check(gateway: &Gateway, params: &Params<'_>) -> Result<(), Fault> {
    let view = gateway.view();
    validate(permit(view, route(gateway.contract(), view, params)?)?, params).map(drop)
}
