//! Sanctuary Gateway: command line → configuration → backends → serve → drain.

mod backends;
mod cli;
mod client;
mod config;
mod control;
mod credentials;
mod generated;
mod hooks;
mod logging;
mod standard_io;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
