//! The log: to standard error, so that standard output stays the protocol's.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts the log with `filter`, for example `info`.
pub(crate) fn start(filter: &str) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("log = \"{filter}\": {error}"))?;
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .finish();
    tracing::subscriber::set_global_default(subscriber).map_err(|error| error.to_string())
}
