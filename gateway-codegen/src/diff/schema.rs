//! What a tool accepts and returns: two JSON Schemas, keyword by keyword.
//!
//! Invariant: a keyword that is not compared here in detail, and differs, is never taken as harmless.

mod keyword;
mod walk;

use serde_json::Value;

use super::change::{Class, Rule};
use super::facts::Tool;
use super::tool::Log;
use walk::{Step, Way};

pub(super) fn input(old: &Tool, new: &Tool, log: &mut Log<'_>) {
    for step in walk::compare(&old.input_schema, &new.input_schema) {
        let class = match step.way {
            Way::Narrowed | Way::Gone | Way::CameRequired | Way::Meaning => Class::Breaking,
            Way::Widened | Way::Came | Way::Reworded => Class::Compatible,
            Way::Relaxed | Way::Opened | Way::Unknown => Class::Loosened,
        };
        add(log, class, Rule::Parameter, "", &step, &["params", "input_schema"]);
    }
}

/// Who reads what a tool returns must be able to read everything that it may be.
pub(super) fn output(old: &Tool, new: &Tool, log: &mut Log<'_>) {
    let (before, after) = match (&old.output_schema, &new.output_schema) {
        (Some(before), Some(after)) => (before, after),
        (None, None) => return,
        (before, _) => return promise(before.is_some(), log),
    };
    for step in walk::compare(before, after) {
        let class = match step.way {
            Way::Widened | Way::Relaxed | Way::Gone | Way::Meaning | Way::Unknown => Class::Breaking,
            Way::Narrowed | Way::Came | Way::CameRequired | Way::Opened | Way::Reworded => Class::Compatible,
        };
        add(log, class, Rule::Returns, "returns ", &step, &["returns", "output_schema"]);
    }
}

fn promise(was_there: bool, log: &mut Log<'_>) {
    let (class, message) = match was_there {
        true => (Class::Breaking, "no longer promises to return data"),
        false => (Class::Compatible, "promises to return data"),
    };
    let change = log.change(class, Rule::Returns, message.into());
    let keys = log.keys(&["returns"]);
    let change = change.at(&keys);
    log.push(change);
}

fn add(log: &mut Log<'_>, class: Class, rule: Rule, what: &str, step: &Step, tables: &[&str; 2]) {
    let rule = if step.way == Way::Reworded { Rule::Reworded } else { rule };
    let message = match dotted(&step.path) {
        path if path.is_empty() => format!("{what}{}", step.words),
        path => format!("{what}{path}: {}", step.words),
    };
    let mut change = log.change(class, rule, message);
    (change.before, change.after) = (step.before.clone(), step.after.clone());
    let keys = keys_of(tables[0], &step.path);
    let keys: Vec<_> = keys.iter().map(String::as_str).collect();
    let change = change.at(&log.keys(&keys)).at(&log.keys(&[tables[1]]));
    log.push(change);
}

/// A path as people write it: `updates.steps[].name`.
pub(super) fn dotted(path: &str) -> String {
    path.trim_start_matches('/').replace("/*", "[]").replace('/', ".")
}

/// The keys of `tools.toml` to a parameter, its fields and its elements.
pub(super) fn keys_of(table: &str, path: &str) -> Vec<String> {
    let steps = path.split('/').skip(1).enumerate().flat_map(|(depth, step)| match (step, depth) {
        ("*", _) => vec!["items".to_owned()],
        (name, 0) => vec![name.to_owned()],
        (name, _) => vec!["fields".to_owned(), name.to_owned()],
    });
    std::iter::once(table.to_owned()).chain(steps).collect()
}

/// A value in a message: short, on one line.
fn shown(value: &Value) -> String {
    const MOST: usize = 80;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
