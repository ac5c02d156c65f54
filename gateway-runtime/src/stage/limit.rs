//! Limit: how much one principal, one call and all calls together may ask for.

use tokio::sync::OwnedSemaphorePermit;

use super::validate::Validated;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::principal::Principal;
use crate::spec::{Approval, Rate, ToolSpec};

/// A call within its limits. While it lives, it is counted among the calls in flight.
pub(crate) struct Limited<'m> {
    pub(super) tool: &'static ToolSpec,
    pub(super) arguments: &'m str,
    pub(super) _place: OwnedSemaphorePermit,
}

/// Counts the call, unless it `repeats` one that was counted, with the answer to a question about it.
///
/// # Errors
///
/// The limit that it would pass, and when to come back.
pub(crate) fn limit<'m>(
    gateway: &Gateway,
    principal: &Principal,
    Validated { tool, arguments }: Validated<'m>,
    repeats: bool,
) -> Result<Limited<'m>, Fault> {
    // First the place, then the rate: a call that finds no place is not counted.
    let place = gateway.place(tool)?;
    let policy = gateway.policy_of(tool);
    // Without an approval it would not be judged whether it really repeats one.
    let was_counted = repeats && policy.approval == Approval::Always;
    if let Some(rate) = policy.rate.filter(|_| !was_counted) {
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
