//! An example call of a tool.

use serde_json::{Map, Value, json};

use crate::json::Json;
use crate::model::{Kind, Object, Payload, Presence, Shape, Tool};

/// A command line that calls the tool with what it requires.
pub(super) fn command(tool: &Tool) -> String {
    let arguments = match &tool.input {
        Payload::Declared(object) => arguments(object),
        Payload::Schema(_) => return format!("gateway call {} --json '{{…}}'", tool.name),
    };
    let plain: Option<Vec<_>> = arguments.iter().map(|(name, value)| pair(name, value)).collect();
    let arguments = plain.map_or_else(
        || format!(" --json '{}'", Json::Object(arguments.clone()).compact().replace('\'', r"'\''")),
        |pairs| pairs.concat(),
    );
    format!("gateway call {}{arguments}", tool.name)
}

/// ` name=value`, where that says it.
fn pair(name: &str, value: &Json) -> Option<String> {
    match value {
        Json::Bare(text) => Some(format!(" {name}={text}")),
        Json::Text(text) => Some(format!(" {name}={}", shell_word(text))),
        Json::Array(_) | Json::Object(_) => None,
    }
}

fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn arguments(object: &Object) -> Vec<(String, Json)> {
    let required = object.params.iter().filter(|param| param.presence == Presence::Required);
    required.map(|param| (param.name.clone(), Json::from(&sample(&param.shape)))).collect()
}

/// Something of the right type, within simple limits; a pattern's or guard's sense is left to the reader.
fn sample(shape: &Shape) -> Value {
    match &shape.kind {
        Kind::String { min_len, .. } => json!("…".repeat(min_len.unwrap_or(1).clamp(1, 3) as usize)),
        Kind::Enum(values) => json!(values.first()),
        Kind::Integer { min, max } => json!(min.or(max.map(|max| max.min(1))).unwrap_or(1)),
        Kind::Number { min, max } => json!(min.or(max.map(|max| max.min(1.0))).unwrap_or(1.0)),
        Kind::Boolean => json!(true),
        Kind::Array { items, .. } => json!([sample(items)]),
        Kind::Object(object) => fields(object),
        Kind::AnyObject => json!({}),
        Kind::Any => json!("…"),
    }
}

fn fields(object: &Object) -> Value {
    let required = object.params.iter().filter(|param| param.presence == Presence::Required);
    Value::Object(required.map(|param| (param.name.clone(), sample(&param.shape))).collect::<Map<_, _>>())
}
