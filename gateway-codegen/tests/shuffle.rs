//! The order of tables in `tools.toml` means nothing; the order of parameters does.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use gateway_codegen::emit::{self, Files};
use gateway_codegen::plan::Plan;
use proptest::prelude::*;

const FOLDER: &str = "tests/fixtures";

fn text() -> String {
    std::fs::read_to_string(format!("{FOLDER}/kitchen_sink.toml")).unwrap()
}

fn outputs(text: &str) -> Files {
    let compiled = gateway_codegen::check::compile_text("tools.toml", text, Path::new(FOLDER));
    emit::all(&Plan::new(&compiled.unwrap_or_else(|mistakes| panic!("{mistakes}\n{text}")).model))
}

/// The tables with what belongs to them.
fn tables() -> Vec<String> {
    text().split("\n\n").map(|table| format!("{}\n\n", table.trim_end())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_tables_give_the_same_bytes(tables in Just(tables()).prop_shuffle()) {
        prop_assert_eq!(outputs(&tables.concat()), outputs(&text()));
    }
}

#[test]
fn parameters_keep_the_order_in_which_they_were_written() {
    let written = text();
    let (first, second) = ("type = { type", "path = { type");
    let (a, b) = (line(&written, first), line(&written, second));
    let swapped = written.replace(&a, "\u{0}").replace(&b, &a).replace('\u{0}', &b);
    let properties = |text: &str| outputs(text)["schemas/match.json"].find("\"type\": {").unwrap();
    assert!(properties(&written) < properties(&swapped));
}

fn line(text: &str, start: &str) -> String {
    text.lines().find(|line| line.starts_with(start)).unwrap().to_owned()
}

/// Lines are the one thing that follows the order of the file, and they are no output of the contract.
#[test]
fn lines_that_move_change_no_output_and_no_hash() {
    let moved = text().replace("\n[", "\n# A comment that moves everything below it.\n\n[");
    assert_eq!(outputs(&moved), outputs(&text()));
    let places = |text: &str| {
        let compiled = gateway_codegen::check::compile_text("tools.toml", text, Path::new(FOLDER));
        compiled.unwrap_or_else(|mistakes| panic!("{mistakes}")).places
    };
    assert_ne!(places(&moved), places(&text()));
    let keys = |text: &str| -> Vec<String> {
        let places = places(text);
        places
            .text()
            .lines()
            .map(|line| line.rsplit_once(' ').map_or(line, |(key, _)| key).to_owned())
            .collect()
    };
    assert_eq!(keys(&moved), keys(&text()));
}
