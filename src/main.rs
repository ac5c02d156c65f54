//! Sanctuary Gateway: command line → configuration → backends → serve → drain.

mod audit;
mod backends;
mod cli;
mod client;
mod config;
mod credentials;
mod generated;
mod hooks;
mod logging;
mod management;
mod operate;
mod replicas;
mod standard_io;
mod telemetry;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
