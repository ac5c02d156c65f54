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

/// Carries out a change, and notes in the log and in the audit who wanted it and how it ended. `action` is a stable name
/// such as `server.restart`, `target` what it is done to; it may be empty.
pub(super) async fn changing<T>(
    api: &Api,
    operator: &Operator,
    (action, target): (&'static str, &str),
    work: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let outcome = work.await;
    let (by, way) = (operator.principal.spec().name, operator.way);
    let refused = outcome.as_ref().err().map(Problem::detail);
    match refused {
        None => tracing::info!(by, way, action, target, "changed by an operator"),
        Some(reason) => tracing::info!(by, way, action, target, reason, "not changed for an operator"),
    }
    let detail = match refused {
        None => target.to_owned(),
        Some(reason) => format!("{target} was refused: {reason}").trim_start().to_owned(),
    };
    let detail = Some(detail.as_str()).filter(|detail| !detail.is_empty());
    api.gateway.audit().operator(action, detail, &format!("{by} ({way})"));
    outcome
}
