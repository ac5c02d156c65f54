//! Whole processes: an embedded gateway between clients and backends that are this program too. What is looked at is how
//! much memory the gateway takes up, and that every byte passes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod backend;
mod client;
mod gateway;
mod large;
mod many;

use std::process::ExitCode;

mod contract {
    gateway_macros::gateway!("tests/whole/tools.toml");
}

/// A test, and its name.
type Test = (&'static str, fn());

const TESTS: &[Test] = &[
    ("large_results_pass_from_streams_to_streams_in_bounded_memory", large::stdio_to_stdio),
    ("large_results_pass_from_streams_to_http_in_bounded_memory", large::http_to_stdio),
    ("large_results_pass_from_http_to_http_in_bounded_memory", large::http_to_http),
    ("a_client_that_stops_reading_does_not_make_the_gateway_hoard", large::stalled),
    ("a_thousand_clients_at_once_are_served_by_one_process_a_server", many::clients),
];

fn main() -> ExitCode {
    // The environment of a backend is cleared, so that only the gateway has this.
    if std::env::var_os(gateway::ROLE).is_some() {
        return gateway_runtime::embed::main(&contract::CONTRACT);
    }
    let first = std::env::args().nth(1).unwrap_or_default();
    match first.as_str() {
        "backend" => backend::on_stdio(),
        "backend-http" => backend::on_http(),
        filter => run(filter),
    }
    ExitCode::SUCCESS
}

/// Runs those whose names hold `filter`, which is no option.
fn run(filter: &str) {
    for (name, test) in TESTS.iter().filter(|(name, _)| filter.starts_with('-') || name.contains(filter)) {
        test();
        println!("test {name} ... ok");
    }
}
