//! JSON Schema 2020-12, as far as two schemas can be compared: references filled in, annotations apart.

use serde_json::{Map, Value, json};

/// Keywords that say nothing about which values are accepted.
const ANNOTATIONS: [&str; 14] = [
    "$schema",
    "$id",
    "$anchor",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
    "example",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// Keywords whose value is an object of schemas.
const MAPS: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

/// Keywords whose value is a schema, or a list of them.
const SCHEMAS: [&str; 15] = [
    "items",
    "additionalProperties",
    "anyOf",
    "oneOf",
    "allOf",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// So many places of a schema are filled in; what lies beyond stays a reference, which cannot be compared.
const MAX_PLACES: usize = 20_000;

/// So deep references are followed.
const MAX_DEPTH: usize = 64;

/// The schema with local references filled in. One that leads back to itself, or elsewhere, stays.
pub(super) fn expanded(schema: &Value) -> Value {
    Expander { root: schema, places: MAX_PLACES, open: Vec::new() }.expand(schema, 0)
}

struct Expander<'s> {
    root: &'s Value,
    places: usize,
    /// The references that are being filled in.
    open: Vec<&'s str>,
}

impl<'s> Expander<'s> {
    fn expand(&mut self, node: &'s Value, depth: usize) -> Value {
        let Value::Object(members) = node else { return node.clone() };
        if self.places == 0 || depth > MAX_DEPTH {
            return json!({"$ref": "(beyond the limit)"});
        }
        self.places -= 1;
        match members.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.follow(reference, members, depth),
            None => rebuilt(members, |child| self.expand(child, depth + 1)),
        }
    }

    fn follow(&mut self, reference: &'s str, members: &'s Map<String, Value>, depth: usize) -> Value {
        let target = reference.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer));
        let Some(target) = target.filter(|_| !self.open.contains(&reference)) else {
            return json!({"$ref": reference});
        };
        self.open.push(reference);
        let filled = self.expand(target, depth + 1);
        self.open.pop();
        let mut beside = members.clone();
        beside.remove("$ref");
        let constrains = beside.keys().any(|key| !ANNOTATIONS.contains(&key.as_str()));
        match filled {
            // Both hold, which is more than can be compared.
            filled if constrains => json!({"allOf": [filled, beside]}),
            // A text beside the reference is about this place.
            Value::Object(mut filled) => {
                filled.extend(beside);
                Value::Object(filled)
            }
            filled => filled,
        }
    }
}

/// The schema without what says nothing about values.
pub(super) fn bare(schema: &Value) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    // References are kept with what they refer to.
    let is_kept = |key: &str| !ANNOTATIONS.contains(&key) || key == "$defs" || key == "definitions";
    let kept: Map<_, _> = members
        .iter()
        .filter(|(key, _)| is_kept(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    rebuilt(&kept, bare)
}

/// The keywords of a schema that say something about values.
pub(super) fn assertions(members: &Map<String, Value>) -> impl Iterator<Item = &str> {
    members.keys().map(String::as_str).filter(|key| !ANNOTATIONS.contains(key))
}

/// Whether a reference is left somewhere in it.
pub(super) fn has_reference(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members.contains_key("$ref") || members.values().any(has_reference),
        Value::Array(values) => values.iter().any(has_reference),
        _ => false,
    }
}

/// The same with each schema in it replaced.
fn rebuilt<'s>(members: &'s Map<String, Value>, mut child: impl FnMut(&'s Value) -> Value) -> Value {
    let mut rebuilt = Map::new();
    for (key, value) in members {
        let value = match (key.as_str(), value) {
            (key, Value::Object(named)) if MAPS.contains(&key) => {
                Value::Object(named.iter().map(|(name, schema)| (name.clone(), child(schema))).collect())
            }
            (key, Value::Array(listed)) if SCHEMAS.contains(&key) => listed.iter().map(&mut child).collect(),
            (key, value) if SCHEMAS.contains(&key) => child(value),
            (_, value) => value.clone(),
        };
        rebuilt.insert(key.clone(), value);
    }
    Value::Object(rebuilt)
}
