//! The log: to standard error, so that standard output stays the protocol's.

mod form;

use std::io::IsTerminal;

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

/// In which form the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// For people where standard error is a terminal, else JSON.
    #[default]
    Auto,
    /// A JSON object a line.
    Json,
    /// For people.
    Human,
}

/// Starts the log with `filter`, for example `info`.
pub(crate) fn start(filter: &str, format: LogFormat) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("log = \"{filter}\": {error}"))?;
    let is_json = match format {
        LogFormat::Auto => !std::io::stderr().is_terminal(),
        LogFormat::Json => true,
        LogFormat::Human => false,
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match is_json {
        true => log.event_format(form::Lines).finish().try_init(),
        false => log.event_format(form::Human::new(has_colour())).finish().try_init(),
    };
    started.map_err(|error| error.to_string())
}

/// As tables have it: not without a terminal, nor where `NO_COLOR` or `CLICOLOR` say so.
fn has_colour() -> bool {
    anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
}
