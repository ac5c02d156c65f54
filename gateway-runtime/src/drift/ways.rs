//! The ways in which a schema accepts a value: one for each type that it names.

use std::sync::LazyLock;

use serde_json::Value;

use super::range::Members;
use super::schema::assertions;

/// The JSON types, with that of whole numbers.
const TYPES: [&str; 7] = ["string", "integer", "number", "boolean", "array", "object", "null"];

pub(super) static NONE: LazyLock<Members> = LazyLock::new(Members::new);

/// One way to be accepted: a type, and what is demanded of its values.
#[derive(Clone, Copy)]
pub(super) struct Way<'s> {
    pub(super) kind: &'static str,
    pub(super) members: &'s Members,
}

/// The ways to be accepted by a schema.
///
/// # Errors
///
/// The keyword for which they cannot be told.
pub(super) fn ways(schema: &Value) -> Result<Vec<Way<'_>>, &'static str> {
    let members = match schema {
        Value::Bool(true) => &NONE,
        Value::Object(members) => members,
        _ => return Ok(Vec::new()),
    };
    for (keyword, distinct) in [("anyOf", false), ("oneOf", true), ("allOf", true)] {
        let Some(Value::Array(choices)) = members.get(keyword) else { continue };
        // Beside others, or more than one that must hold, it is beyond this.
        let alone = assertions(members).all(|key| key == keyword);
        if !alone || (keyword == "allOf" && choices.len() != 1) {
            return Err(keyword);
        }
        let ways: Vec<_> = choices.iter().map(ways).collect::<Result<Vec<_>, _>>()?.concat();
        let is_clear =
            |way: &Way<'_>| ways.iter().filter(|other| accepts_kind(way.kind, other.kind)).count() == 1;
        return if distinct && !ways.iter().all(is_clear) && choices.len() > 1 {
            Err(keyword)
        } else {
            Ok(ways)
        };
    }
    if members.contains_key("$ref") {
        return Err("$ref");
    }
    let is_of_type = |kind: &&'static str| match members.get("type") {
        None => *kind != "integer",
        Some(Value::Array(kinds)) => kinds.iter().any(|named| named == kind),
        Some(named) => named == kind,
    };
    Ok(TYPES.iter().copied().filter(|kind| is_of_type(kind)).map(|kind| Way { kind, members }).collect())
}

pub(super) fn names(ways: &[Way<'_>]) -> String {
    let mut names: Vec<_> = ways.iter().map(|way| way.kind).collect();
    names.dedup();
    match names.len() {
        0 => "nothing".into(),
        6.. => "any value".into(),
        _ => names.join(" or "),
    }
}

pub(super) fn accepts_kind(takes: &str, may: &str) -> bool {
    takes == may || (takes, may) == ("number", "integer")
}

/// The values, where a schema lists them.
pub(super) fn listed(schema: &Value) -> Option<Vec<&Value>> {
    match (schema.get("const"), schema.get("enum")) {
        (Some(value), _) => Some(vec![value]),
        (None, Some(Value::Array(values))) => Some(values.iter().collect()),
        _ => None,
    }
}

pub(super) fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.is_null(),
    }
}
