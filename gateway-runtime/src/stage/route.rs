//! Route: from the name in the message to the tool, without allocation.

use crate::envelope::{Params, short};
use crate::fault::Fault;
use crate::json::unquote;
use crate::near::nearest;
use crate::spec::{Contract, ToolSpec};
use crate::view::View;

/// A tool that exists, and the name that it was called by, raw JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Routed<'m> {
    pub(crate) tool: &'static ToolSpec,
    pub(super) name: &'m str,
}

/// Finds the tool. Only tools of `visible` are offered as near matches: a caller learns nothing of others.
///
/// # Errors
///
/// Where `name` is missing, not a string, or no tool's name or alias.
pub(crate) fn route<'m>(
    contract: &Contract,
    visible: &View,
    params: &Params<'m>,
) -> Result<Routed<'m>, Fault> {
    let raw = params
        .name
        .ok_or_else(|| Fault::InvalidParams("tools/call needs `params.name`, a tool's name".into()))?;
    if !raw.starts_with('"') {
        return Err(Fault::InvalidParams(format!("`params.name` must be a string, found {}", short(raw))));
    }
    match contract.routes.get(unquote(raw).as_ref()) {
        Some(tool) => Ok(Routed { tool, name: raw }),
        None => Err(unknown(contract, visible, raw)),
    }
}

/// The answer about a tool that there is not, or not for this caller: the same, so that nothing is learnt from it.
pub(super) fn unknown(contract: &Contract, visible: &View, raw_name: &str) -> Fault {
    let name = unquote(raw_name);
    // Who will be given the tool learns that it waits, and nobody else.
    let waiting = contract.waiting(&name).filter(|tool| visible.awaits(tool));
    let names = contract.tools.iter().filter(|tool| visible.contains(tool)).map(|tool| tool.name);
    Fault::UnknownTool {
        near: if waiting.is_some() { None } else { nearest(&name, names) },
        name: short(&name).into_owned(),
        waits_for: waiting.map(|tool| contract.server_of(tool).name),
    }
}
