//! The two ways in: a stream of lines, and Streamable HTTP.

pub mod http;
pub mod stdio;
