//! Validate: whether the arguments fit the tool.

use super::permit::Permitted;
use crate::envelope::Params;
use crate::fault::Fault;
use crate::spec::ToolSpec;
use crate::validate;

/// A tool with arguments that fit it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Validated<'m> {
    pub(super) tool: &'static ToolSpec,
    /// Raw JSON, as the client wrote it; `{}` where it wrote none.
    pub(super) arguments: &'m str,
}

/// Checks the arguments of a call.
///
/// # Errors
///
/// Every mistake in them, with its path.
pub(crate) fn validate<'m>(Permitted(tool): Permitted, params: &Params<'m>) -> Result<Validated<'m>, Fault> {
    let arguments = params.arguments.unwrap_or("{}");
    validate::validate(&tool.input, arguments)
        .map_err(|faults| Fault::BadArguments { tool: tool.name, faults })?;
    Ok(Validated { tool, arguments })
}
