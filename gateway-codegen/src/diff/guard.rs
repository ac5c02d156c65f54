//! Safety rules of parameters, which no JSON Schema shows.

use serde_json::Value;

use super::change::{Class, Rule};
use super::facts::Tool;
use super::schema::{dotted, keys_of};
use super::tool::Log;

pub(super) fn changes(old: &Tool, new: &Tool, log: &mut Log<'_>) {
    for (path, before) in &old.guards {
        let after = new.guards.get(path);
        match (after, lookup(&new.input_schema, path)) {
            (Some(after), _) if after == before => {}
            (Some(after), _) => changed(path, before, after, log),
            // What is not accepted any more, or only as one of listed values, needs no guard.
            (None, None) => {}
            (None, Some(schema)) if schema.get("enum").is_some() => {}
            (None, Some(_)) => {
                add(log, Class::Loosened, path, &format!("the guard {before} is gone"));
            }
        }
    }
    for (path, guard) in new.guards.iter().filter(|(path, _)| !old.guards.contains_key(*path)) {
        if lookup(&old.input_schema, path).is_some() {
            add(log, Class::Breaking, path, &format!("the guard {guard} is new"));
        }
    }
}

fn changed(path: &str, before: &str, after: &str, log: &mut Log<'_>) {
    let class = if strictness(after) < strictness(before) { Class::Loosened } else { Class::Breaking };
    add(log, class, path, &format!("the guard is {after} instead of {before}"));
}

/// Every identifier is a file name, and every file name a relative path. What is not known is taken as no guard.
fn strictness(guard: &str) -> u8 {
    match guard {
        "identifier" => 3,
        "file_name" => 2,
        "relative_path" => 1,
        _ => 0,
    }
}

fn add(log: &mut Log<'_>, class: Class, path: &str, what: &str) {
    let change = log.change(class, Rule::Guard, format!("{}: {what}", dotted(path)));
    let keys = keys_of("params", path);
    let keys: Vec<_> = keys.iter().map(String::as_str).collect();
    log.push(change.at(&log.keys(&keys)));
}

/// What the value at a path must be: `/name` for a member, `/*` for the elements of a list.
fn lookup<'a>(schema: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/').skip(1).try_fold(schema, |schema, step| match step {
        "*" => schema.get("items"),
        name => schema.get("properties")?.get(name),
    })
}
