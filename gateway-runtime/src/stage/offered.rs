//! The stages of a request that is for no tool: it passes those that are not about a tool's arguments.

use std::sync::Arc;

use super::admit::Admitted;
use super::approve::Approved;
use super::hook::Vetted;
use super::limit::{Limited, limit};
use crate::call::Call;
use crate::fault::{Fault, Verdict};
use crate::gateway::Gateway;
use crate::principal::Principal;
use crate::spec::{Approval, ToolSpec};

/// Counts the request.
///
/// # Errors
///
/// The limit that it would pass. Where a person would have to approve it, nobody can: approvals are for tools.
pub(crate) async fn limit_offered<'m>(
    gateway: &Gateway,
    principal: &Principal,
    tool: &'static ToolSpec,
    arguments: &'m str,
) -> Result<Approved<'m>, Fault> {
    if gateway.terms().of(tool).policy.approval != Approval::Never {
        return Err(Fault::NotApproved { tool: tool.name, verdict: unapprovable() });
    }
    let limited: Limited<'m> = limit(gateway, principal, Vetted { tool, arguments }, false).await?;
    Ok(Approved { limited, has_answer: false, approval: None })
}

/// The request as it goes to its server.
pub(crate) fn admit_offered(call: Call) -> Admitted {
    Admitted(Arc::new(call))
}

fn unapprovable() -> Verdict {
    Verdict::Unavailable(
        "a person approves calls of tools, not prompts or resources; the operator can lift the demand."
            .into(),
    )
}
