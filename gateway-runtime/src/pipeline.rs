//! The request line: every stage of a call, in order, in one place.

use crate::approval::shows_approval;
use crate::audit::Entry;
use crate::call::Incoming;
use crate::envelope::Params;
use crate::fault::Fault;
use crate::flight::Stage;
use crate::gateway::Gateway;
use crate::peer::Peer;
use crate::principal::Principal;
use crate::reply::Reply;
use crate::spec::ToolSpec;
use crate::stage::admit::admit;
use crate::stage::approve::{Step, approve};
use crate::stage::dispatch::dispatch;
use crate::stage::hook;
use crate::stage::limit::{Limited, limit};
use crate::stage::permit::permit;
use crate::stage::remember::remember;
use crate::stage::route::route;
use crate::stage::unchanged::unchanged;
use crate::stage::validate::validate;
use crate::trace::{Step as Span, Trace, about};

/// Carries out one call.
///
/// # Errors
///
/// The fault of the first stage that does not let it pass.
pub(crate) async fn call(gateway: &Gateway, peer: &Peer, incoming: Incoming<'_>) -> Result<Reply, Fault> {
    // Record stands around all others: each call has an outcome, whichever stage ends it, and also when its caller goes.
    let mut entry = Entry::begin(gateway, peer, &incoming);
    let trace = incoming.trace;
    let outcome = stages(gateway, peer, incoming, &mut entry).await;
    let recording = trace.step(Span::Record);
    entry.end(&outcome).await;
    drop(recording);
    outcome
}

async fn stages<'m>(
    gateway: &Gateway,
    peer: &Peer,
    incoming: Incoming<'m>,
    entry: &mut Entry<'_>,
) -> Result<Reply, Fault> {
    let (principal, trace) = (peer.principal(), incoming.trace);
    let view = &*gateway.view(principal);
    // Route comes first: every later stage asks about the tool.
    let routed = trace.step(Span::Route).ends(route(gateway.contract(), view, incoming.params))?;
    entry.routed(routed.tool);
    // Permit before validate: who may not call a tool learns nothing of its parameters.
    let permitted = trace.step(Span::Permit).ends(permit(gateway.contract(), view, routed))?;
    // Counted from here on: what a tool was asked for and how that ended, mistakes included.
    incoming.watched.calls(permitted.tool());
    named(gateway, trace, permitted.tool());
    // Validate before anything that costs: a mistake is answered from memory, with no backend started for it.
    let validated = trace.step(Span::Validate).ends(validate(permitted, incoming.params))?;
    // A tool that is known to be another than was reviewed is refused before it uses anything up, or asks a person.
    let validated = trace.step(Span::Unchanged).ends(unchanged(gateway, validated))?;
    // The owner's rules next: they are about arguments that fit, hold for remembered answers too, and refuse before a
    // person is asked to approve. Like a mistake, what they refuse uses nothing up.
    let vetted = trace.step(Span::HooksBefore).ends(hook::before(gateway, principal, validated).await)?;
    // Limit after validate, so that a mistake uses nothing up, and before memory: what is remembered is asked for too.
    let limiting = trace.step(Span::Limit);
    let limited = limiting.ends(limit(gateway, principal, vetted, shows_approval(&incoming)).await)?;
    // From here on it may wait for something: operators see it, and can take it back.
    incoming.watched.enter();
    // Memory before dispatch: what is known need not be asked, and equal calls at once are one call.
    let memory = trace.step(Span::Remember);
    remember(gateway, limited, !incoming.params.has_others, |limited: Limited<'_>| async move {
        // What is answered from memory, or by an equal call at the same time, is recorded as that.
        drop(memory);
        entry.passed_memory();
        // Approve after memory, which answers no call that needs it, and before admit: a person may take longer than a
        // deadline.
        incoming.watched.reached(Stage::Approval);
        let approving = trace.step(Span::Approve);
        let approved = match approving.ends(approve(gateway, peer, limited, &incoming).await)? {
            Step::Go(approved) => approved,
            Step::Ask(question) => return Ok(question),
        };
        // The intent after approve, so that it names what was granted, and before admit, so that a slow disk uses up no
        // deadline. Without it nothing that changes something goes on; what only reads does not wait here.
        trace.step(Span::Intend).ends(entry.intend(&approved).await)?;
        // Admit starts the deadline: from here on, waiting for a place or for a start counts.
        incoming.watched.reached(Stage::Backend);
        let admitting = trace.step(Span::Admit);
        let admitted = admit(gateway, principal, &approved, incoming);
        drop(admitting);
        // Dispatch last: only what passed every stage reaches a backend.
        let reply = trace.step(Span::Dispatch).ends(dispatch(gateway, admitted, trace).await)?;
        // Rules about the result see each once, and before it is remembered.
        trace.step(Span::HooksAfter).ends(hook::after(gateway, principal, vetted, reply).await)
    })
    .await
}

/// Notes in the trace and for the log what is called.
fn named(gateway: &Gateway, trace: &Trace, tool: &'static ToolSpec) {
    let server = gateway.server_of(tool);
    trace.calls(tool, server);
    about(tool, server);
}

/// Route and validate alone, without a call: for tests and benchmarks of the part that must not allocate.
///
/// # Errors
///
/// Those of the stages.
pub fn check(gateway: &Gateway, principal: &Principal, params: &Params<'_>) -> Result<(), Fault> {
    let view = &*gateway.view(principal);
    let routed = route(gateway.contract(), view, params)?;
    validate(permit(gateway.contract(), view, routed)?, params).map(drop)
}
