//! Permit: whether the caller's profile holds the tool.

use super::route::{Routed, unknown};
use crate::fault::Fault;
use crate::spec::{Contract, ProfileSpec, ToolSpec};

/// A tool that the caller may call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permitted(pub(super) &'static ToolSpec);

/// Lets the call pass if the profile holds its tool.
///
/// # Errors
///
/// Where it does not: the answer is that for a tool which does not exist.
pub(crate) fn permit(
    contract: &Contract,
    profile: &'static ProfileSpec,
    Routed { tool, name }: Routed<'_>,
) -> Result<Permitted, Fault> {
    match profile.contains(tool) {
        true => Ok(Permitted(tool)),
        false => Err(unknown(contract, profile, name)),
    }
}
