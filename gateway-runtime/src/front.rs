//! The two ways in: a stream of lines, and Streamable HTTP.

pub mod http;
mod pulse;
pub mod stdio;
mod workers;
