//! Reading JSON in place: nothing is copied, nothing is allocated, and the grammar is checked in full.

mod canonical;
mod scan;
mod text;

pub use canonical::canonical;
pub(crate) use canonical::in_canonical_form;
pub use scan::{MAX_DEPTH, Problem, Scan, Scanner, SyntaxError};
pub use text::{chars, quoted, unquote};
pub(crate) use text::{quote_bytes, quote_into};
