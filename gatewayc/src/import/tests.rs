//! Laws of an import.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod laws;
mod schemas;
