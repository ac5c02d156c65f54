//! Single keywords of a schema.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::shown;

/// A schema that is no `true` or `false`.
pub(super) type Schema = Map<String, Value>;

/// Compared by a function of its own each.
pub(super) const KNOWN: [&str; 14] = [
    "type",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "default",
];

/// What is only said of a value, and binds nothing.
pub(super) const WORDS: [&str; 5] = ["description", "title", "examples", "$comment", "$schema"];

/// Keyword, whether it is a smallest value, what it is called.
pub(super) const LIMITS: [(&str, bool, &str); 6] = [
    ("minLength", true, "shortest length"),
    ("maxLength", false, "longest length"),
    ("minimum", true, "smallest value"),
    ("maximum", false, "largest value"),
    ("minItems", true, "smallest number of elements"),
    ("maxItems", false, "largest number of elements"),
];

const ALL_TYPES: [&str; 6] = ["array", "boolean", "null", "number", "object", "string"];

/// The names in `type`; all of them where it is absent.
pub(super) fn types(schema: &Schema) -> BTreeSet<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => [one.as_str()].into(),
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => ALL_TYPES.into(),
    }
}

pub(super) fn beside_null<'a>(types: &BTreeSet<&'a str>) -> Vec<&'a str> {
    types.iter().copied().filter(|name| *name != "null").collect()
}

/// Every integer is a number.
pub(super) fn admits(types: &BTreeSet<&str>, name: &str) -> bool {
    types.contains(name) || (name == "integer" && types.contains("number"))
}

pub(super) fn is_listed(schema: &Schema) -> bool {
    schema.contains_key("enum")
}

pub(super) fn list<'a>(schema: &'a Schema, key: &str) -> Option<&'a [Value]> {
    schema.get(key)?.as_array().map(Vec::as_slice)
}

pub(super) fn row<'a>(values: impl Iterator<Item = &'a Value>) -> String {
    values.map(shown).collect::<Vec<_>>().join(", ")
}

pub(super) fn order(before: &Value, after: &Value) -> Ordering {
    match (before.as_i64(), after.as_i64()) {
        (Some(before), Some(after)) => before.cmp(&after),
        _ => before.as_f64().partial_cmp(&after.as_f64()).unwrap_or(Ordering::Equal),
    }
}
