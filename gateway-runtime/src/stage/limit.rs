//! Limit: how much one principal, one call and all calls together may ask for.

use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;

use super::hook::Vetted;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::narrow::Effective;
use crate::principal::Principal;
use crate::spec::{Approval, Policy, Rate, ToolSpec};
use crate::words::{Size, Word};

/// A call within its limits. While it lives, it is counted among the calls in flight.
pub(crate) struct Limited<'m> {
    pub(super) tool: &'static ToolSpec,
    pub(super) arguments: &'m str,
    /// What held when the call was counted, and holds for it to its end, though the gateway is narrowed meanwhile.
    pub(super) policy: Policy,
    pub(super) _place: OwnedSemaphorePermit,
}

/// Counts the call, unless it `repeats` one that was counted, with the answer to a question about it.
///
/// # Errors
///
/// The limit that it would pass, and when to come back.
pub(crate) async fn limit<'m>(
    gateway: &Gateway,
    principal: &Principal,
    Vetted { tool, arguments }: Vetted<'m>,
    repeats: bool,
) -> Result<Limited<'m>, Fault> {
    let terms = gateway.terms();
    let effective = terms.of(tool);
    let policy = effective.policy;
    fits(tool, arguments, policy.max_arguments)?;
    // First the place, then the rates: a call that finds no place is not counted.
    let place = gateway.place(tool)?;
    // Without an approval it would not be judged whether it really repeats one.
    let was_counted = repeats && policy.approval == Approval::Always;
    if !was_counted {
        count(gateway, principal, tool, effective).await.map_err(|(rate, wait)| Fault::Limited {
            tool: tool.name,
            limit: too_often(rate),
            retry_after: Some(wait),
        })?;
    }
    Ok(Limited { tool, arguments, policy, _place: place })
}

/// Counts the call for each rate that holds: here, or where replicas share, once for all of them.
async fn count(
    gateway: &Gateway,
    principal: &Principal,
    tool: &ToolSpec,
    effective: &Effective,
) -> Result<(), (Rate, Duration)> {
    if let Some((shared, replicas)) = gateway.shared() {
        let rates: Vec<_> = effective.rates().collect();
        if rates.is_empty() {
            return Ok(());
        }
        return gateway.rates().count_in_all((&**shared, replicas), principal, tool, &rates).await;
    }
    effective.rates().try_for_each(|rate| {
        gateway.rates().count(principal.index(), tool.index, rate).map_err(|wait| (rate, wait))
    })
}

fn fits(tool: &ToolSpec, arguments: &str, most: Option<usize>) -> Result<(), Fault> {
    let size = arguments.len();
    match most.filter(|most| size > *most) {
        None => Ok(()),
        Some(most) => Err(Fault::Limited {
            tool: tool.name,
            limit: format!("its arguments have {size} bytes, and {} is the most", Size(most).show()),
            retry_after: None,
        }),
    }
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
