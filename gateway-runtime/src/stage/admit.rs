//! Admit: the call as it is carried out, with its deadline running and its listener known.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bytes::Bytes;
use tokio::time::Instant;

use super::approve::Approved;
use super::limit::Limited;
use crate::call::{Call, Incoming, Listener, without_input};
use crate::envelope::Params;
use crate::gateway::Gateway;
use crate::principal::Principal;

/// A call that may be dispatched.
pub(crate) struct Admitted(pub(super) Arc<Call>);

pub(crate) fn admit(
    gateway: &Gateway,
    caller: &Principal,
    approved: &Approved<'_>,
    incoming: Incoming<'_>,
) -> Admitted {
    let Limited { tool, arguments, policy, .. } = approved.limited;
    let timeout = policy.call_timeout.unwrap_or(gateway.server_of(tool).call_timeout);
    let part = |text: &str| incoming.line.slice_ref(text.as_bytes());
    let Params { raw, meta, has_others, .. } = incoming.params;
    let arguments =
        if incoming.params.arguments.is_some() { part(arguments) } else { Bytes::from_static(b"{}") };
    Admitted(Arc::new(Call {
        tool,
        caller: *caller,
        policy,
        arguments,
        params: raw.filter(|_| *has_others).map(|raw| match approved.has_answer {
            true => without_input(raw),
            false => part(raw),
        }),
        meta: meta.raw.filter(|raw| raw.starts_with('{')).map(part),
        client_capabilities: meta.client_capabilities.map(part),
        era: incoming.era,
        listener: Listener {
            sink: incoming.sink,
            progress_token: meta.progress_token.map(part),
            log_from: incoming.log_from,
        },
        deadline: Instant::now() + timeout,
        timeout,
        sent: AtomicBool::new(false),
        onward: incoming.trace.onward(incoming.came.map(|came| *came)),
        ask: None,
    }))
}
