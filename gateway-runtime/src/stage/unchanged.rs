//! Unchanged: whether the live tool is still known to be the one that was reviewed.

use super::validate::Validated;
use crate::fault::Fault;
use crate::gateway::Gateway;

/// Lets the call pass unless its tool is known to have drifted. The backend looks again with the connection that it
/// uses, which may be a new one.
///
/// # Errors
///
/// What differs.
pub(crate) fn unchanged<'m>(gateway: &Gateway, validated: Validated<'m>) -> Result<Validated<'m>, Fault> {
    if let Some(server) = gateway.running(validated.tool) {
        server.backend.refuse_if_stopped()?;
        server.backend.refuse_known_drift(validated.tool)?;
    }
    Ok(validated)
}
