//! Answer from cache: what was answered a moment ago, or is being answered to another caller, is not asked again.

use super::limit::Limited;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::reply::Reply;
use crate::spec::Approval;

/// Answers from memory, or with what `rest` of the line answers. A call that is not plain, because it says more than
/// its arguments, is never answered from memory.
///
/// # Errors
///
/// Those of `rest`.
pub(crate) async fn remember<'m, F: Future<Output = Result<Reply, Fault>>>(
    gateway: &Gateway,
    limited: Limited<'m>,
    is_plain: bool,
    rest: impl FnOnce(Limited<'m>) -> F,
) -> Result<Reply, Fault> {
    let (tool, arguments, policy) = (limited.tool, limited.arguments, limited.policy);
    match policy.cache {
        // An approval is for one call, and its answer for one caller.
        Some(lifetime) if is_plain && policy.approval == Approval::Never => {
            // In boxes: the memory moves what it waits for about, and would make the future of every call, remembered or
            // not, ten times as large.
            let rest = Box::pin(rest(limited));
            Box::pin(gateway.answers().answer(tool, arguments, lifetime, rest)).await
        }
        _ => {
            let writing = gateway.answers().writing(tool).await;
            let reply = rest(limited).await;
            if let Some(writing) = writing {
                writing.end().await;
            }
            reply
        }
    }
}
