//! How what a server says now differs from what is in the file. The file is right: nothing is taken over.

use std::path::Path;

use serde_json::Value as Json;
use toml_edit::{Item, Table, Value};

use crate::import::form::Files;
use crate::import::render::Rendered;
use crate::import::report::ServerReport;

/// What describes a tool, and what to call it.
const KEYS: [(&str, &str); 8] = [
    ("title", "title"),
    ("description", "description"),
    ("open", "whether it takes others than its declared arguments"),
    ("params", "arguments"),
    ("input_schema", "arguments"),
    ("returns", "what it returns"),
    ("output_schema", "what it returns"),
    ("annotations", "annotations"),
];

pub(super) fn tool(name: &str, there: &Table, now: &Rendered, base: &Path, said: &mut ServerReport) {
    let none = Files::new();
    let mut differing: Vec<String> = Vec::new();
    for (key, what) in KEYS {
        let (old, new) = (value(there.get(key), base, &none), value(now.table.get(key), base, &now.files));
        // Where the server has no title, the file may have one.
        let is_own = key == "title" && new.is_none();
        if old != new && !is_own && !differing.iter().any(|known| known == what) {
            differing.push(what.to_owned());
        }
    }
    if !differing.is_empty() {
        said.differs.push((name.to_owned(), differing));
    }
}

pub(super) fn endpoint(kind: &str, there: Option<&Item>, now: &Table, said: &mut ServerReport) {
    let Some(there) = there.and_then(Item::as_table_like) else {
        said.notes.push(format!("the file does not reach it over {kind}, and is left so"));
        return;
    };
    let keys = now.iter().map(|(key, _)| key).filter(|key| *key != "returns");
    let none = Files::new();
    let same =
        |key: &&str| value(there.get(key), Path::new(""), &none) == value(now.get(key), Path::new(""), &none);
    let differing: Vec<_> = keys.filter(|key| !same(key)).collect();
    if !differing.is_empty() {
        said.notes.push(format!(
            "the file reaches it otherwise ({} of {kind}), and is left so",
            differing.join(", ")
        ));
    }
    if now.contains_key("returns") && there.get("returns").is_none() {
        said.notes.push(format!(
            "it declares what its tools return: `returns = true` at {kind} would show that to clients"
        ));
    }
}

/// A value without its form; a schema file is what stands in it.
fn value(item: Option<&Item>, base: &Path, files: &Files) -> Option<Json> {
    let item = item?;
    if let Some(file) = item.get("file").and_then(Item::as_str) {
        let content = files.get(file).cloned().or_else(|| std::fs::read_to_string(base.join(file)).ok());
        return content.and_then(|content| serde_json::from_str(&content).ok());
    }
    item.clone().into_value().ok().map(|value| json(&value)).filter(|value| *value != Json::Bool(false))
}

fn json(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::String(text.value().trim().replace("\r\n", "\n")),
        Value::Integer(number) => (*number.value()).into(),
        Value::Float(number) => (*number.value()).into(),
        Value::Boolean(flag) => (*flag.value()).into(),
        Value::Datetime(date) => date.value().to_string().into(),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::InlineTable(table) => table
            .iter()
            .map(|(key, value)| (key.to_owned(), json(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
