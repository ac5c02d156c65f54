//! Permit: whether the tool is among those that the caller may see.

use super::route::{Routed, unknown};
use crate::fault::Fault;
use crate::spec::{Contract, ToolSpec};
use crate::view::View;

/// A tool that the caller may call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permitted(pub(super) &'static ToolSpec);

impl Permitted {
    /// Which tool it is.
    pub(crate) const fn tool(self) -> &'static ToolSpec {
        self.0
    }
}

/// Lets the call pass if the view holds its tool.
///
/// # Errors
///
/// Where it does not: the answer is that for a tool which does not exist.
pub(crate) fn permit(
    contract: &Contract,
    view: &View,
    Routed { tool, name }: Routed<'_>,
) -> Result<Permitted, Fault> {
    match view.contains(tool) {
        true => Ok(Permitted(tool)),
        false => Err(unknown(contract, view, name)),
    }
}
