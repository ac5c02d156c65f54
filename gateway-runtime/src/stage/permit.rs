//! Permit: whether the caller's profile holds the tool.

use super::route::Routed;
use crate::fault::Fault;
use crate::spec::{ProfileSpec, ToolSpec};

/// A tool that the caller may call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permitted(pub(super) &'static ToolSpec);

/// Lets the call pass if the profile holds its tool.
///
/// # Errors
///
/// Where it does not.
pub(crate) fn permit(profile: &'static ProfileSpec, Routed(tool): Routed) -> Result<Permitted, Fault> {
    match profile.contains(tool) {
        true => Ok(Permitted(tool)),
        false => Err(Fault::NotPermitted { tool: tool.name, profile: profile.name }),
    }
}
