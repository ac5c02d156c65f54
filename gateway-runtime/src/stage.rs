//! The stages of the request line, each a small step of its own. Their order stands in [`crate::pipeline`].
//!
//! Invariant: each stage takes what only the stage before it can make, so that none can be left out.

pub(crate) mod admit;
pub(crate) mod approve;
pub(crate) mod dispatch;
pub(crate) mod hook;
pub(crate) mod limit;
pub(crate) mod offered;
pub(crate) mod permit;
pub(crate) mod remember;
pub(crate) mod route;
pub(crate) mod unchanged;
pub(crate) mod validate;
