//! Permit: whether the tool is among those that the caller may see.

use super::route::Routed;
use crate::fault::Fault;
use crate::spec::ToolSpec;
use crate::view::View;

/// A tool that the caller may call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permitted(pub(super) &'static ToolSpec);

/// Lets the call pass if the view holds its tool.
///
/// # Errors
///
/// Where it does not.
pub(crate) fn permit(view: &View, Routed(tool): Routed) -> Result<Permitted, Fault> {
    match view.contains(tool) {
        true => Ok(Permitted(tool)),
        false => Err(Fault::NotPermitted { tool: tool.name, profile: view.name() }),
    }
}
