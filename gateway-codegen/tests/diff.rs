//! Laws of the comparison: nothing differs from itself, and no fact of a contract can change unseen.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use gateway_codegen::check::compile_text;
use gateway_codegen::diff::{Class, Facts, compare, verdict};
use gateway_codegen::emit;
use gateway_codegen::plan::Plan;
use proptest::prelude::*;
use serde_json::Value;

const FOLDER: &str = "tests/fixtures";

fn text(fixture: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{fixture}.toml")).unwrap()
}

fn facts(text: &str) -> Option<Facts> {
    let compiled = compile_text("tools.toml", text, Path::new(FOLDER)).ok()?;
    Some(Facts::of_plan(&Plan::new(&compiled.model)).unwrap())
}

#[test]
fn nothing_differs_from_itself_and_everything_from_something_else() {
    let all: Vec<_> = ["minimal", "kitchen_sink"].map(|name| facts(&text(name)).unwrap()).into();
    for (at, old) in all.iter().enumerate() {
        for (to, new) in all.iter().enumerate() {
            assert_eq!(compare(old, new).is_empty(), at == to);
        }
    }
}

#[test]
fn a_lock_reads_back_as_what_it_was_made_from() {
    let compiled = compile_text("tools.toml", &text("kitchen_sink"), Path::new(FOLDER)).unwrap();
    let plan = Plan::new(&compiled.model);
    let lock = Facts::of_lock(&emit::all(&plan)["tools.lock"]).unwrap();
    assert_eq!(compare(&Facts::of_plan(&plan).unwrap(), &lock), []);
}

/// The place of every value that is no object or list, as a JSON pointer.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| leaves(value, &format!("{at}/{}", escaped(key)), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| leaves(item, &format!("{at}/{index}"), found));
        }
        _ => found.push(at.to_owned()),
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn another(value: &Value, place: &str) -> Value {
    match value {
        Value::Bool(flag) => (!flag).into(),
        Value::Number(number) if number.is_i64() => (number.as_i64().unwrap() + 1).into(),
        Value::Number(number) => (number.as_f64().unwrap() + 1.0).into(),
        Value::String(text) if place.ends_with("/class") => {
            if text == "read" { "write" } else { "read" }.into()
        }
        Value::String(text) => format!("{text}x").into(),
        Value::Null => "x".into(),
        other => panic!("{other} at {place}"),
    }
}

/// Hashes follow from the rest.
fn is_fact(place: &str) -> bool {
    !place.ends_with("/sha256") && !["/version", "/contract", "/policy"].contains(&place)
}

#[test]
fn no_fact_can_change_unseen() {
    let compiled = compile_text("tools.toml", &text("kitchen_sink"), Path::new(FOLDER)).unwrap();
    let lock: Value = serde_json::from_str(&emit::all(&Plan::new(&compiled.model))["tools.lock"]).unwrap();
    let old: Facts = serde_json::from_value(lock.clone()).unwrap();
    let mut places = Vec::new();
    leaves(&lock, "", &mut places);
    let places: Vec<_> = places.into_iter().filter(|place| is_fact(place)).collect();
    assert!(places.len() > 400, "{}", places.len());
    for place in places {
        let mut changed = lock.clone();
        let leaf = changed.pointer_mut(&place).unwrap();
        *leaf = another(leaf, &place);
        let new: Facts = serde_json::from_value(changed).unwrap();
        let changes = compare(&old, &new);
        assert!(!changes.is_empty(), "{place} can change unseen");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each law for a contract and the same without some of its lines, where that still compiles.
    #[test]
    fn lines_that_go_are_seen_both_ways(lines in prop::collection::btree_set(0usize..180, 1..4)) {
        let whole = text("kitchen_sink");
        let kept: String = whole.lines().enumerate().filter(|(at, _)| !lines.contains(at)).map(|(_, line)| format!("{line}\n")).collect();
        let (Some(old), Some(new)) = (facts(&whole), facts(&kept)) else { return Ok(()) };
        let there = compare(&old, &new);
        let back = compare(&new, &old);
        prop_assert_eq!(there.is_empty(), old.contract == new.contract);
        prop_assert_eq!(back.is_empty(), there.is_empty());
        prop_assert!(compare(&new, &new).is_empty());
        let weights: Vec<_> = there.iter().map(|change| change.class).collect();
        prop_assert!(weights.is_sorted_by(|a, b| a >= b));
        prop_assert_eq!(verdict(&there), weights.iter().copied().max());
    }
}

#[test]
fn classes_are_ordered_by_weight_and_have_their_exit_codes() {
    let codes = Class::ALL.map(|class| (class.name(), class.exit_code()));
    assert_eq!(codes, [("loosened", 3), ("breaking", 2), ("tightened", 1), ("compatible", 1)]);
    assert!(Class::ALL.is_sorted_by(|a, b| a > b));
}
