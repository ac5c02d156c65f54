//! `gateway openapi`: the document of the management API, as it stands in `generated/openapi.json`.

use super::Failure;
use crate::management::DOCUMENT;

pub(super) fn run() -> Result<(), Failure> {
    super::print(DOCUMENT)
}
