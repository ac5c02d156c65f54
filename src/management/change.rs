//! What operators change.

use gateway_runtime::principal::Principal;

use super::problem::Problem;

/// Whoever operates the gateway.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operator {
    /// In whose name.
    pub(crate) principal: Principal,
    /// How the request came.
    pub(crate) way: &'static str,
}

/// One thing that an operator wanted, and how it ended.
pub(crate) struct Change<'a> {
    /// Whoever wanted it.
    pub(crate) operator: &'a Operator,
    /// What, such as `server.restart`.
    pub(crate) action: &'static str,
    /// To what, such as a server's name; may be empty.
    pub(crate) target: &'a str,
    /// Why it was not carried out, if it was not.
    pub(crate) refused: Option<&'a str>,
}

/// Notes a change. All changes pass through here: what keeps a record of them hooks in here.
pub(crate) fn record_change(change: &Change<'_>) {
    let Change { operator, action, target, refused } = change;
    let (by, way) = (operator.principal.spec().name, operator.way);
    match refused {
        None => tracing::info!(by, way, action, target, "changed by an operator"),
        Some(reason) => tracing::info!(by, way, action, target, reason, "not changed for an operator"),
    }
}

/// Carries out a change and notes how it ended.
pub(super) async fn changing<T>(
    operator: &Operator,
    (action, target): (&'static str, &str),
    work: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let outcome = work.await;
    let refused = outcome.as_ref().err().map(Problem::detail);
    record_change(&Change { operator, action, target, refused });
    outcome
}
