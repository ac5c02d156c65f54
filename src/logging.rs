//! The log: to standard error, so that standard output stays the protocol's.

mod form;

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use tracing::Level;
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

impl LogFormat {
    fn is_json(self) -> bool {
        match self {
            Self::Auto => !std::io::stderr().is_terminal(),
            Self::Json => true,
            Self::Human => false,
        }
    }

    /// What holds before the configuration is read, and where it cannot be read.
    fn unread(flag: Option<Self>) -> Self {
        let variable = || Self::from_str(&std::env::var("GATEWAY_LOG_FORMAT").ok()?, true).ok();
        flag.or_else(variable).unwrap_or_default()
    }
}

/// Whether the log is JSON, once it has started.
static IS_JSON: OnceLock<bool> = OnceLock::new();

/// The name of what is said beside the log.
const OWN: &str = "gateway";

/// Starts the log with `filter`, for example `info`.
pub(crate) fn start(filter: &str, format: LogFormat) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("log = \"{filter}\": {error}"))?;
    let is_json = *IS_JSON.get_or_init(|| format.is_json());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match is_json {
        true => log.event_format(form::Lines).finish().try_init(),
        false => log.event_format(form::Human::new(has_colour())).finish().try_init(),
    };
    started.map_err(|error| error.to_string())
}

/// Says what whoever started the gateway waits for, such as the address that a port 0 became: whatever the filter is, in
/// the form of the log.
pub(crate) fn announce(what: &str, url: &str) {
    let is_json = IS_JSON.get().copied().unwrap_or_default();
    say(is_json, Level::INFO, &format!("{what} on {url}"), &[("url", url)]);
}

/// Says why a gateway that was to serve ends; `flag` is the form that was asked for on the command line.
pub(crate) fn failed(reason: &str, flag: Option<LogFormat>) {
    let is_json = IS_JSON.get().copied().unwrap_or_else(|| LogFormat::unread(flag).is_json());
    say(is_json, Level::ERROR, reason, &[]);
}

/// A panic in a gateway that serves is a line like the others where the log is JSON.
pub(crate) fn tell_panics() {
    if !IS_JSON.get().copied().unwrap_or_default() {
        return;
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let reason = panic.payload_as_str().unwrap_or("without a text");
        say(true, Level::ERROR, &format!("panic: {reason}"), &[("place", &place)]);
    }));
}

/// One line, written at once. Whoever has closed standard error misses it.
fn say(is_json: bool, level: Level, message: &str, facts: &[(&'static str, &str)]) {
    let line = if is_json { form::line(level, OWN, message, facts) } else { format!("{OWN}: {message}\n") };
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// As tables have it: not without a terminal, nor where `NO_COLOR` or `CLICOLOR` say so.
fn has_colour() -> bool {
    anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
}
