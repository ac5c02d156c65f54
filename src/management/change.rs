//! What operators change.

use gateway_runtime::principal::Principal;

use super::api::Api;
use super::problem::Problem;

/// Whoever operates the gateway.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operator {
    /// In whose name.
    pub(crate) principal: Principal,
    /// How the request came.
    pub(crate) way: &'static str,
}

/// The changes that let less happen than before: they go on also while they cannot be recorded, and are recorded later.
/// Everything else, what stands here for nobody included, only goes on once its record is written.
const SAFER: [&str; 4] = ["approval.deny", "call.cancel", NARROWER, "server.stop"];

/// The gateway is narrowed, and nothing that was narrowed is given back.
pub(super) const NARROWER: &str = "narrowing.set";

/// Something that was narrowed may be given back.
pub(super) const WIDER: &str = "narrowing.replace";

/// Carries out a change, and notes in the log and in the audit who wanted it and how it ended. `action` is a stable name
/// such as `server.restart`, `target` what it is done to; it may be empty. What needs a record is written down before
/// `work` begins, and a second time where `work` then fails; the rest is written down once, at its end.
pub(super) async fn changing<T>(
    api: &Api,
    operator: &Operator,
    (action, target): (&'static str, &str),
    work: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let (by, way) = (operator.principal.spec().name, operator.way);
    let who = format!("{by} ({way})");
    let is_recorded_first = !SAFER.contains(&action);
    if is_recorded_first {
        record(api, action, target, &who).await?;
    }
    let outcome = work.await;
    match outcome.as_ref().err().map(Problem::detail) {
        None => {
            tracing::info!(by, way, action, target, "changed by an operator");
            if !is_recorded_first {
                api.gateway.audit().operator(action, some(target), &who);
            }
        }
        Some(reason) => {
            tracing::info!(by, way, action, target, reason, "not changed for an operator");
            let detail = format!("{target} was refused: {reason}");
            api.gateway.audit().operator(action, some(detail.trim_start()), &who);
        }
    }
    outcome
}

/// Writes down what is about to be done.
async fn record(api: &Api, action: &str, target: &str, who: &str) -> Result<(), Problem> {
    let written = api.gateway.audit().operator_first(action, some(target), who).await;
    written.map_err(|reason| {
        tracing::info!(who, action, target, reason, "not changed for an operator, as it cannot be recorded");
        Problem::unavailable(format!("nothing was changed, because no record of it can be written: {reason}"))
    })
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
