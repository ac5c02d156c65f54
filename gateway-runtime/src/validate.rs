//! Validate: raw arguments against the tool's shape, with the path of each mistake.
//!
//! Invariant: arguments that fit allocate nothing (a pattern or a JSON Schema of a tool's own aside), and nothing is
//! changed: the bytes that were checked are the bytes that are sent.

mod scalar;
mod schema;
mod walk;

use std::fmt;

use serde::Serialize;

use crate::shape::Input;

/// One thing that is wrong with the arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArgumentFault {
    /// Where, for example `updates.deliverables[2]`; empty for the arguments as a whole.
    pub path: String,
    /// What is wrong there.
    pub problem: String,
    /// What would be accepted.
    pub expected: String,
}

impl fmt::Display for ArgumentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "arguments" } else { &self.path };
        write!(f, "`{path}`: {}; accepted: {}.", self.problem, self.expected)
    }
}

/// Checks `arguments`, JSON text, against what a tool accepts.
///
/// # Errors
///
/// Every mistake that was found, at least one and at most [`MAX_FAULTS`].
pub fn validate(input: &'static Input, arguments: &str) -> Result<(), Vec<ArgumentFault>> {
    match input {
        Input::Object(shape) => walk::arguments(shape, arguments),
        Input::Schema(schema) => schema::check(schema, arguments),
    }
}

/// No more mistakes than these are reported at once.
pub const MAX_FAULTS: usize = 16;
