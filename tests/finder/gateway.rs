//! A gateway whose agent has a profile that is searched, with a record of its calls, for the tests.

use std::process::ExitCode;

use gateway_runtime::audit::{Recorder, Waits};
use gateway_runtime::embed;
use gateway_state::audit::{FILE, File, Place};

#[allow(missing_docs, unreachable_pub, reason = "the compiler's text is a public module elsewhere")]
mod contract {
    gateway_macros::gateway!("tests/finder/tools.toml");
}

fn main() -> ExitCode {
    let place = Place::File(File { path: [".gateway", FILE].iter().collect(), max_bytes: u64::MAX, keep: 1 });
    let audit = Recorder::new(place.store(), &contract::CONTRACT, Waits::Writes);
    embed::run(embed::gateway(&contract::CONTRACT).with_audit(audit))
}
