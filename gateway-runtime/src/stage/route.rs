//! Route: from the name in the message to the tool, without allocation.

use crate::envelope::{Params, short};
use crate::fault::Fault;
use crate::json::unquote;
use crate::near::nearest;
use crate::spec::{Contract, ToolSpec};
use crate::view::View;

/// A tool that exists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Routed(pub(super) &'static ToolSpec);

/// Finds the tool. Only tools of `visible` are offered as near matches: a caller learns nothing of others.
///
/// # Errors
///
/// Where `name` is missing, not a string, or no tool's name or alias.
pub(crate) fn route(contract: &Contract, visible: &View, params: &Params<'_>) -> Result<Routed, Fault> {
    let raw = params
        .name
        .ok_or_else(|| Fault::InvalidParams("tools/call needs `params.name`, a tool's name".into()))?;
    if !raw.starts_with('"') {
        return Err(Fault::InvalidParams(format!("`params.name` must be a string, found {}", short(raw))));
    }
    let name = unquote(raw);
    let found = contract.routes.get(name.as_ref()).copied();
    found.map(Routed).ok_or_else(|| {
        let names = contract.tools.iter().filter(|tool| visible.contains(tool)).map(|tool| tool.name);
        Fault::UnknownTool { name: short(&name).into_owned(), near: nearest(&name, names) }
    })
}
