//! Hooks: the owner's own rules for a tool, before a call and after it. A tool without hooks costs one look.

use super::validate::Validated;
use crate::client::CallReply;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::hook::{HookCall, Refusal};
use crate::principal::Principal;
use crate::reply::Reply;
use crate::spec::ToolSpec;

/// A call that no rule refuses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vetted<'m> {
    pub(super) tool: &'static ToolSpec,
    pub(super) arguments: &'m str,
}

/// Asks the rules that look at the arguments.
///
/// # Errors
///
/// The refusal of the first that does not let the call pass.
pub(crate) async fn before<'m>(
    gateway: &Gateway,
    principal: &Principal,
    Validated { tool, arguments }: Validated<'m>,
) -> Result<Vetted<'m>, Fault> {
    for hook in gateway.hooks().before(tool) {
        hook(&call(gateway, principal, tool), arguments)
            .await
            .map_err(|refusal| Fault::Refused { tool: tool.name, reason: refusal.to_string() })?;
    }
    Ok(Vetted { tool, arguments })
}

/// Shows the result to the rules that look at it. They cannot change it, only withhold it.
///
/// # Errors
///
/// The refusal of the first that does not let it pass.
pub(crate) async fn after(
    gateway: &Gateway,
    principal: &Principal,
    Vetted { tool, arguments }: Vetted<'_>,
    reply: Reply,
) -> Result<Reply, Fault> {
    let hooks = gateway.hooks().after(tool);
    if let (Reply::Result(result), [_, ..]) = (&reply, hooks) {
        let shown = CallReply { result: String::from_utf8_lossy(&result.raw).into_owned() };
        for hook in hooks {
            let outcome = hook(&call(gateway, principal, tool), arguments, &shown).await;
            outcome.map_err(|refusal| withheld(tool, &refusal))?;
        }
    }
    Ok(reply)
}

fn call<'c>(gateway: &Gateway, principal: &'c Principal, tool: &'static ToolSpec) -> HookCall<'c> {
    HookCall { tool, principal, policy: gateway.policy_of(tool) }
}

fn withheld(tool: &'static ToolSpec, refusal: &Refusal) -> Fault {
    Fault::Withheld { tool: tool.name, reason: refusal.to_string() }
}
