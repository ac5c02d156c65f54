//! Dispatch: the call is carried out by its backend, again where that is safe, and the answer is read for what it means.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::admit::Admitted;
use crate::call::Call;
use crate::envelope::short;
use crate::era::Era;
use crate::fault::Fault;
use crate::finder;
use crate::gateway::Gateway;
use crate::json::{Scanner, unquote};
use crate::reply::{CallResult, Reply, as_failure};
use crate::spec::ToolSpec;
use crate::trace::Trace;

/// The wait before a call is repeated: doubled each time, and shortened by chance by up to a half, so that callers who
/// failed together do not come back together.
const FIRST_WAIT: Duration = Duration::from_millis(100);

pub(crate) async fn dispatch(
    gateway: &Gateway,
    Admitted(call): Admitted,
    trace: &Trace,
) -> Result<Reply, Fault> {
    // What the gateway knows itself needs no backend.
    if finder::has(gateway.contract(), call.tool) {
        return Ok(finder::answer(gateway, &call));
    }
    // Retries are declared by tools that only read, so a call that may have been carried out can be repeated.
    let mut retries = call.policy.retries;
    let mut wait = FIRST_WAIT;
    loop {
        let outcome = attempt(gateway, &call, trace).await;
        let Some(pause) = again(&outcome, retries, wait, call.deadline) else { break outcome };
        sleep(pause).await;
        (retries, wait) = (retries - 1, wait * 2);
    }
}

/// How long to wait before the call is repeated; `None` where it is not.
fn again(outcome: &Result<Reply, Fault>, retries: u8, wait: Duration, deadline: Instant) -> Option<Duration> {
    let may_pass =
        matches!(outcome, Err(fault) if fault.blames_server() && !matches!(fault, Fault::TimedOut { .. }));
    if !may_pass || retries == 0 {
        return None;
    }
    let pause = shortened(wait);
    (Instant::now() + pause < deadline).then_some(pause)
}

fn shortened(wait: Duration) -> Duration {
    let mut chance = [0];
    // Without random numbers the wait is whole.
    let _ = getrandom::fill(&mut chance);
    wait - wait.mul_f64(f64::from(chance[0]) / 512.0)
}

async fn attempt(gateway: &Gateway, call: &Arc<Call>, trace: &Trace) -> Result<Reply, Fault> {
    let (tool, era) = (call.tool, call.era);
    let server = gateway.running(tool).ok_or(Fault::Stopping)?;
    let open = |retry_after| Fault::BreakerOpen { server: gateway.server_of(tool).name, retry_after };
    let pass = server.breaker.enter().map_err(open)?.alone(call.deadline).await.map_err(open)?;
    let exchange = trace.exchange(gateway.server_of(tool), server.backend.transport());
    let outcome = match exchange.ends(server.backend.call(call.clone()).await) {
        Ok(Reply::Result(result)) => read(gateway, tool, era, result).map(Reply::Result),
        other => other,
    };
    let outcome = outcome.and_then(|reply| fits(call, reply));
    match &outcome {
        Err(fault) if fault.blames_server() => pass.settle(false),
        Ok(_) => pass.settle(true),
        // The gateway is ending, or the call waited in vain for a place: that says nothing of the server.
        Err(_) => drop(pass),
    }
    outcome
}

/// A result that is too large is the tool's doing, not the server's: the breaker counts no failure for it.
fn fits(call: &Call, reply: Reply) -> Result<Reply, Fault> {
    let size = match &reply {
        Reply::Result(result) => result.raw.len(),
        Reply::Error(error) => error.len(),
    };
    match call.policy.max_result.filter(|limit| size > *limit) {
        None => Ok(reply),
        Some(limit) => Err(Fault::ResultTooLarge { tool: call.tool.name, size, limit }),
    }
}

fn read(
    gateway: &Gateway,
    tool: &'static ToolSpec,
    era: Era,
    result: CallResult,
) -> Result<CallResult, Fault> {
    if !result.raw.starts_with(b"{") {
        let server = gateway.server_of(tool).name;
        let found = String::from_utf8_lossy(&result.raw);
        return Err(Fault::BadReply {
            server,
            reason: format!("a tool result is an object, found {}.", short(&found)),
        });
    }
    if era == Era::Legacy && !result.is_complete() {
        return Err(Fault::NeedsInput { tool: tool.name });
    }
    match result.is_error || !reports_failure(gateway, tool, &result) {
        true => Ok(result),
        false => Ok(as_failure(result)),
    }
}

fn reports_failure(gateway: &Gateway, tool: &ToolSpec, result: &CallResult) -> bool {
    if gateway.server_of(tool).failures.is_empty() {
        return false;
    }
    let content = result.content.as_deref().and_then(|content| std::str::from_utf8(content).ok());
    content.and_then(first_text).is_some_and(|raw| gateway.is_failure_text(tool, &unquote(raw)))
}

/// `text` of the first content block, raw JSON.
fn first_text(content: &str) -> Option<&str> {
    let mut text = None;
    let _ = Scanner::new(content).array(|index, inner| {
        if index > 0 || inner.peek() != Some(b'{') {
            return inner.value().map(drop);
        }
        inner.object(|key, inner| {
            let value = inner.value()?;
            if key == "\"text\"" {
                text = Some(value);
            }
            Ok(())
        })
    });
    text
}
