//! Whether a reply, and the disk, are what a row says.

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::Value;

use crate::row::{Expected, Good, Row};
use crate::support::Stdio;
use crate::support::message::request;
use crate::world::{SECRET, World};

/// The listed tools, each with the schema of what it returns.
pub(crate) type Listed = BTreeMap<String, Option<Validator>>;

pub(crate) async fn listed(gateway: &mut Stdio) -> Listed {
    let reply: Value = serde_json::from_str(&gateway.ask(request("0", "tools/list", "{}")).await).unwrap();
    let tools = reply["result"]["tools"].as_array().unwrap();
    let name = |tool: &Value| tool["name"].as_str().unwrap().to_owned();
    let schema =
        |tool: &Value| tool.get("outputSchema").map(|schema| jsonschema::validator_for(schema).unwrap());
    tools.iter().map(|tool| (name(tool), schema(tool))).collect()
}

/// What is wrong with a reply, and with what the call changed.
pub(crate) fn problems(
    row: &Row,
    reply: &str,
    changes: &[String],
    world: &World,
    schema: Option<&Validator>,
) -> Vec<String> {
    let message: Value = serde_json::from_str(reply).unwrap();
    let result = &message["result"];
    let text = result["content"][0]["text"].as_str().unwrap_or_default();
    let mut problems = match &row.expected {
        Expected::Good(good) => of_good(good, result, changes, world, schema),
        Expected::Bad => of_bad(result, changes),
    };
    for part in row.says.iter().filter(|part| !text.contains(**part)) {
        problems.push(format!("the text does not say {part:?}"));
    }
    if text.trim().is_empty() || result["content"][0]["type"] != "text" {
        problems.push("it has no text".to_owned());
    }
    if reply.contains(SECRET) {
        problems.push("it gives away what lies outside of the project".to_owned());
    }
    if !problems.is_empty() {
        problems.push(format!("the reply was {}", short(reply)));
    }
    problems
}

fn of_good(
    good: &Good,
    result: &Value,
    changes: &[String],
    world: &World,
    schema: Option<&Validator>,
) -> Vec<String> {
    let data = &result["structuredContent"];
    let mut problems = Vec::new();
    if result["isError"] == true {
        problems.push("it is a failure".to_owned());
    }
    if !data.is_object() {
        problems.push("it has no structured content".to_owned());
    }
    let errors = schema.into_iter().flat_map(|schema| schema.iter_errors(data));
    problems
        .extend(errors.map(|error| format!("{} does not fit its schema: {error}", error.instance_path())));
    differences("", &good.facts, data, &mut problems);
    let is_as_said = changes.len() == good.changes.len()
        && changes.iter().zip(&good.changes).all(|(change, pattern)| fits(change, pattern));
    if !is_as_said {
        problems.push(format!("it changed {changes:?}, and should change {:?}", good.changes));
    }
    for (path, part) in &good.holds {
        let found = world.read(path);
        if !found.contains(part) {
            problems.push(format!("{path} does not hold {part:?} but {found:?}"));
        }
    }
    problems
}

/// Whether a change is the one that a row names, where `*` stands for anything but a folder.
fn fits(change: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => change == pattern,
        Some((before, after)) => change
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .is_some_and(|between| !between.is_empty() && !between.contains('/')),
    }
}

fn of_bad(result: &Value, changes: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    if result["isError"] != true {
        problems.push("it is not marked as a failure".to_owned());
    }
    if result.get("structuredContent").is_some() {
        problems.push("it has structured content".to_owned());
    }
    if !changes.is_empty() {
        problems.push(format!("it was refused, and changed {changes:?}"));
    }
    problems
}

/// Members that are expected and differ; an array must have all its elements, an object may have more members.
fn differences(path: &str, expected: &Value, found: &Value, problems: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(members), Value::Object(_)) => {
            for (name, value) in members {
                differences(&format!("{path}/{name}"), value, &found[name], problems);
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (at, (item, other)) in items.iter().zip(others).enumerate() {
                differences(&format!("{path}/{at}"), item, other, problems);
            }
        }
        _ if expected == found => {}
        _ => problems.push(format!("{path} is {found}, and should be {expected}")),
    }
}

fn short(reply: &str) -> String {
    reply.chars().take(1_500).collect()
}
