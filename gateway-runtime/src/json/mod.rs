//! Reading JSON in place: nothing is copied, nothing is allocated, and the grammar is checked in full.

mod scan;
mod text;

pub use scan::{MAX_DEPTH, Problem, Scanner, SyntaxError};
pub use text::{chars, quoted, unquote};
