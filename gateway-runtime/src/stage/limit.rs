//! Limit: how much one principal, one call and all calls together may ask for.

use tokio::sync::OwnedSemaphorePermit;

use super::validate::Validated;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::principal::Principal;
use crate::spec::{Rate, ToolSpec};

/// A call within its limits. While it lives, it is counted among the calls in flight.
pub(crate) struct Limited<'m> {
    pub(super) tool: &'static ToolSpec,
    pub(super) arguments: &'m str,
    pub(super) _place: OwnedSemaphorePermit,
}

/// Counts the call.
///
/// # Errors
///
/// The limit that it would pass, and when to come back.
pub(crate) fn limit<'m>(
    gateway: &Gateway,
    principal: &Principal,
    Validated { tool, arguments }: Validated<'m>,
) -> Result<Limited<'m>, Fault> {
    // First the place, then the rate: a call that finds no place is not counted.
    let place = gateway.place(tool)?;
    if let Some(rate) = gateway.policy_of(tool).rate {
        gateway.rates().count(principal.index(), tool.index, rate).map_err(|wait| Fault::Limited {
            tool: tool.name,
            limit: too_often(rate),
            retry_after: Some(wait),
        })?;
    }
    Ok(Limited { tool, arguments, _place: place })
}

fn too_often(rate: Rate) -> String {
    let unit = match rate.per.as_secs() {
        1 => "second",
        60 => "minute",
        3_600 => "hour",
        86_400 => "day",
        seconds => return format!("it may be called {} times in {seconds} s", rate.calls),
    };
    let times = if rate.calls == 1 { "once".to_owned() } else { format!("{} times", rate.calls) };
    format!("it may be called {times} per {unit}, and was")
}
