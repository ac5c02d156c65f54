//! Admit: the call as it is carried out, with its deadline running and its listener known.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bytes::Bytes;
use tokio::time::Instant;

use super::validate::Validated;
use crate::call::{Call, Listener, Sink};
use crate::envelope::Params;
use crate::era::{Era, LogLevel};
use crate::gateway::Gateway;

/// What a call brings beside its arguments.
pub(crate) struct Circumstances<'m> {
    pub(crate) params: &'m Params<'m>,
    /// The message that all slices of `params` belong to.
    pub(crate) line: &'m Bytes,
    pub(crate) era: Era,
    pub(crate) log_from: Option<LogLevel>,
    pub(crate) sink: Arc<dyn Sink>,
}

/// A call that may be dispatched.
pub(crate) struct Admitted(pub(super) Arc<Call>);

pub(crate) fn admit(gateway: &Gateway, validated: Validated<'_>, given: Circumstances<'_>) -> Admitted {
    let Validated { tool, arguments } = validated;
    let timeout = gateway.timeout_of(tool);
    let part = |text: &str| given.line.slice_ref(text.as_bytes());
    let Params { raw, meta, has_others, .. } = given.params;
    let arguments =
        if given.params.arguments.is_some() { part(arguments) } else { Bytes::from_static(b"{}") };
    Admitted(Arc::new(Call {
        tool,
        arguments,
        params: raw.filter(|_| *has_others).map(part),
        meta: meta.raw.filter(|raw| raw.starts_with('{')).map(part),
        client_capabilities: meta.client_capabilities.map(part),
        era: given.era,
        listener: Listener {
            sink: given.sink,
            progress_token: meta.progress_token.map(part),
            log_from: given.log_from,
        },
        deadline: Instant::now() + timeout,
        timeout,
        sent: AtomicBool::new(false),
    }))
}
