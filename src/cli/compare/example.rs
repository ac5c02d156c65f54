//! Arguments that are made from what a tool accepts, for tools that nobody has given any for.

use gateway_runtime::spec::ToolSpec;
use gateway_runtime::validate::validate;
use serde_json::{Map, Value};

/// Each required argument as its example or default, or else the least value that is accepted.
///
/// # Errors
/// What the tool would refuse: not every schema can be satisfied by rule.
pub(super) fn arguments(tool: &'static ToolSpec) -> Result<String, String> {
    let schema: Value = serde_json::from_str(tool.input_schema).unwrap_or_default();
    let text = Maker { root: &schema }.value(&schema, 0).to_string();
    match validate(&tool.input, &text) {
        Ok(()) => Ok(text),
        Err(faults) => {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            Err(format!(
                "no arguments can be made from its schema ({first}); give some in a file with --calls"
            ))
        }
    }
}

/// Deeper schemas refer to themselves.
const DEEPEST: usize = 16;

/// Texts that patterns in use accept; the first is the shortest.
const TEXTS: [&str; 12] = [
    "a",
    "A",
    "1",
    "a1",
    "main",
    "001",
    "a/b",
    "a-b",
    "a_b",
    "2026-01-01",
    "feature/task-001-a",
    "Title case.",
];

struct Maker<'a> {
    root: &'a Value,
}

impl Maker<'_> {
    fn value(&self, schema: &Value, depth: usize) -> Value {
        if depth > DEEPEST {
            return Value::Null;
        }
        let given = [&schema["examples"][0], &schema["default"], &schema["const"], &schema["enum"][0]];
        if let Some(given) = given.into_iter().find(|value| !value.is_null()) {
            return given.clone();
        }
        if let Some(target) = schema["$ref"].as_str().and_then(|path| path.strip_prefix('#')) {
            return self.root.pointer(target).map_or(Value::Null, |target| self.value(target, depth + 1));
        }
        for choice in ["oneOf", "anyOf", "allOf"] {
            if let Some(first) = schema[choice].get(0) {
                return self.value(first, depth + 1);
            }
        }
        self.of_type(schema, depth)
    }

    fn of_type(&self, schema: &Value, depth: usize) -> Value {
        match kind(schema) {
            "string" => text(schema).into(),
            "integer" => whole(schema).into(),
            "number" => schema["minimum"].as_f64().unwrap_or_else(|| most(schema).min(1.0)).into(),
            "boolean" => false.into(),
            "array" => {
                let count = schema["minItems"].as_u64().unwrap_or(0).min(64);
                (0..count).map(|_| self.value(&schema["items"], depth + 1)).collect()
            }
            "null" => Value::Null,
            _ => self.object(schema, depth),
        }
    }

    fn object(&self, schema: &Value, depth: usize) -> Value {
        let names = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let member = |name: &str| (name.to_owned(), self.value(&schema["properties"][name], depth + 1));
        Value::Object(names.map(member).collect::<Map<_, _>>())
    }
}

/// The type, or the first of several that is not `null`.
fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or("null")
        }
        _ => "object",
    }
}

fn most(schema: &Value) -> f64 {
    schema["maximum"].as_f64().unwrap_or(f64::MAX)
}

fn whole(schema: &Value) -> i64 {
    let bound = |key: &str, step: i64| schema[key].as_i64().map(|bound| bound.saturating_add(step));
    let least = bound("minimum", 0).or(bound("exclusiveMinimum", 1));
    let most = bound("maximum", 0).or(bound("exclusiveMaximum", -1));
    least.unwrap_or_else(|| most.map_or(1, |most| most.min(1)))
}

fn text(schema: &Value) -> String {
    let (least, most) = (schema["minLength"].as_u64().unwrap_or(0), schema["maxLength"].as_u64());
    let least = usize::try_from(least.min(4096)).unwrap_or_default();
    if let Some(sample) = schema["format"].as_str().and_then(of_format) {
        return sample.to_owned();
    }
    let fits = |text: &str| {
        let length = text.chars().count();
        length >= least && most.is_none_or(|most| length as u64 <= most)
    };
    let pattern = schema["pattern"].as_str().and_then(|pattern| regex::Regex::new(pattern).ok());
    let candidates = TEXTS.iter().map(|text| (*text).to_owned()).chain([String::new(), "a".repeat(least)]);
    let is_right =
        |text: &String| fits(text) && pattern.as_ref().is_none_or(|pattern| pattern.is_match(text));
    candidates.into_iter().find(is_right).unwrap_or_else(|| "a".repeat(least.max(1)))
}

fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date" => "2026-01-01",
        "date-time" => "2026-01-01T00:00:00Z",
        "time" => "00:00:00Z",
        "email" => "somebody@example.com",
        "uri" | "url" | "iri" => "https://example.com/",
        "uuid" => "00000000-0000-4000-8000-000000000000",
        "ipv4" => "127.0.0.1",
        "ipv6" => "::1",
        "hostname" => "example.com",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use gateway_runtime::spec::Class;
    use serde_json::json;

    use super::*;
    use crate::generated::CONTRACT;

    #[test]
    fn every_tool_that_reads_gets_arguments_that_it_accepts() {
        let mut made = 0;
        for tool in CONTRACT.tools.iter().filter(|tool| tool.class == Class::Read) {
            arguments(tool).unwrap_or_else(|why| panic!("{}: {why}", tool.name));
            made += 1;
        }
        assert!(made > 20, "{made}");
    }

    #[test]
    fn values_are_given_ones_or_the_least() {
        let root = json!({"$defs": {"name": {"type": "string", "minLength": 3}}});
        let maker = Maker { root: &root };
        for (schema, expected) in [
            (json!({"type": "integer", "examples": [7], "default": 3}), json!(7)),
            (json!({"type": "integer", "default": 3}), json!(3)),
            (json!({"enum": ["x", "y"]}), json!("x")),
            (json!({"type": "integer", "minimum": 5}), json!(5)),
            (json!({"type": "integer", "maximum": -2}), json!(-2)),
            (json!({"type": "integer", "exclusiveMinimum": 5}), json!(6)),
            (json!({"type": ["null", "string"]}), json!("a")),
            (json!({"type": "string", "minLength": 20}), json!("a".repeat(20))),
            (json!({"type": "string", "pattern": "^[0-9]{3}$"}), json!("001")),
            (json!({"type": "string", "format": "date"}), json!("2026-01-01")),
            (json!({"$ref": "#/$defs/name"}), json!("main")),
            (json!({"anyOf": [{"type": "boolean"}, {"type": "null"}]}), json!(false)),
            (json!({"type": "array", "minItems": 2, "items": {"type": "number"}}), json!([1.0, 1.0])),
            (
                json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "boolean"}, "b": {}}}),
                json!({"a": false}),
            ),
            (json!({}), json!({})),
        ] {
            assert_eq!(maker.value(&schema, 0), expected, "{schema}");
        }
        let endless = json!({"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#"}}});
        assert!(Maker { root: &endless }.value(&endless, 0).is_object(), "it ends");
    }
}
