//! Arguments against a JSON Schema of the tool's own.

use jsonschema::Validator;
use serde_json::Value;

use super::{ArgumentFault, MAX_FAULTS};
use crate::shape::SchemaInput;

pub(super) fn check(schema: &'static SchemaInput, arguments: &str) -> Result<(), Vec<ArgumentFault>> {
    let Some(validator) = schema.compiled.get_or_init(|| compile(schema.text)) else {
        // Cannot happen for a schema that was checked when building; if it does, nothing passes.
        return Err(vec![fault(&"", &"the tool's own schema cannot be read", "nothing until it is mended")]);
    };
    let value: Value = serde_json::from_str(arguments).map_err(|error| vec![fault(&"", &error, "JSON")])?;
    let faults: Vec<_> = validator
        .iter_errors(&value)
        .take(MAX_FAULTS)
        .map(|error| fault(error.instance_path(), &error, "what `inputSchema` of the tool says"))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn compile(text: &str) -> Option<Box<Validator>> {
    let schema: Value = serde_json::from_str(text).ok()?;
    jsonschema::draft202012::new(&schema).ok().map(Box::new)
}

fn fault(path: &dyn ToString, problem: &dyn ToString, expected: &str) -> ArgumentFault {
    let path = path.to_string().trim_start_matches('/').replace('/', ".");
    ArgumentFault { path, problem: problem.to_string(), expected: expected.into() }
}
