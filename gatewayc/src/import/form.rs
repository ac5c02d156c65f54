//! How the schemas of a tool are written: as parameters where the syntax can say them, else word for word in a file.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use gateway_codegen::check::{compile_with, is_hidden};
use gateway_codegen::plan::Plan;
use toml_edit::{DocumentMut, InlineTable, Item, Table, Value};

use super::node::Node;
use super::params::{self, Declared};
use super::text;

/// Files by their path below the folder of `tools.toml`.
pub(super) type Files = BTreeMap<String, String>;

/// One schema, written.
pub(super) struct Written {
    /// What stands in the tool's table: `params`, `open`, `input_schema`, `returns` or `output_schema`.
    pub(super) keys: Vec<(&'static str, Item)>,
    pub(super) file: Option<(String, String)>,
    /// For a reviewer.
    pub(super) notes: Vec<String>,
}

/// Which of a tool's two schemas.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Input,
    Output,
}

impl Side {
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Input => ("params", "input_schema"),
            Self::Output => ("returns", "output_schema"),
        }
    }
}

/// Writes the schema `raw`; `file` is the path of its file where it needs one.
///
/// # Errors
///
/// Why it cannot be enforced.
pub(super) fn written(raw: &str, side: Side, file: &str) -> Result<Written, String> {
    let node: Node = serde_json::from_str(raw).map_err(|error| format!("it cannot be read: {error}"))?;
    let declared = match side {
        Side::Input => params::of_input(&node),
        Side::Output => params::of_output(&node),
    };
    if let Some(written) = declared.map(|declared| in_place(declared, side))
        && trial(&written).is_ok()
    {
        return Ok(written);
    }
    let written = beside(raw, &node, side, file)?;
    trial(&written).map_err(|mistake| text::line(&mistake))?;
    Ok(written)
}

fn in_place(declared: Declared, side: Side) -> Written {
    let mut keys = Vec::new();
    if declared.open && side == Side::Input {
        keys.push(("open", Item::from(true)));
    }
    let mut table = Table::new();
    for member in declared.members {
        let mut value = Value::InlineTable(member.table);
        if member.is_undescribed {
            value.decor_mut().set_suffix(" # review: the server does not describe it");
        }
        table.insert(&member.name, Item::Value(value));
    }
    // A tool that takes nothing says nothing; one that returns an empty object says so.
    if !table.is_empty() || side == Side::Output {
        keys.push((side.keys().0, Item::Table(table)));
    }
    Written { keys, file: None, notes: Vec::new() }
}

fn beside(raw: &str, node: &Node, side: Side, file: &str) -> Result<Written, String> {
    let (dialect, content) = same_dialect(raw, node)?;
    let mut notes = Vec::new();
    if let Some(dialect) = dialect {
        notes.push(format!("its dialect, {dialect}, means the same here, and is left out"));
    }
    let (content, hidden) = visible(&content);
    if hidden > 0 {
        notes.push(format!("{hidden} invisible characters in its schema stand in the file as \\uXXXX"));
    }
    let reference = InlineTable::from_iter([("file", file)]);
    let keys = vec![(side.keys().1, Item::Value(Value::InlineTable(reference)))];
    Ok(Written { keys, file: Some((file.to_owned(), content + "\n")), notes })
}

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Keywords that other dialects read in another way.
const CHANGED: [&str; 11] = [
    "$anchor",
    "$recursiveAnchor",
    "$recursiveRef",
    "$dynamicRef",
    "additionalItems",
    "dependencies",
    "divisibleBy",
    "extends",
    "id",
    "$id",
    "contains",
];

/// The schema in the dialect that is enforced, and the one that it was in.
fn same_dialect<'n>(raw: &str, node: &'n Node) -> Result<(Option<&'n str>, String), String> {
    let dialect = node.get("$schema").and_then(Node::text).map(|text| text.trim_end_matches('#'));
    let Some(dialect) = dialect.filter(|dialect| *dialect != DIALECT) else {
        return Ok((None, raw.to_owned()));
    };
    if let Some(keyword) = changed(node) {
        return Err(format!(
            "its dialect is {}, and `{keyword}` means something else in 2020-12, which is enforced",
            text::line(dialect)
        ));
    }
    let Some(members) = node.object() else { return Err("it is no object".to_owned()) };
    let rest = members.iter().filter(|(key, _)| key != "$schema").cloned().collect();
    Ok((Some(dialect), super::print::pretty(&Node::Object(rest))))
}

/// The first keyword that does not mean the same; a property may be called anything.
fn changed(schema: &Node) -> Option<&str> {
    match schema {
        Node::Object(members) => members.iter().find_map(|(key, value)| match (key.as_str(), value) {
            ("items", Node::List(_)) => Some("items"),
            ("exclusiveMinimum" | "exclusiveMaximum", Node::Bool(_)) => Some(key),
            ("$ref", _) if members.len() > 1 => Some("$ref"),
            ("properties" | "patternProperties" | "$defs" | "definitions", Node::Object(named)) => {
                named.iter().find_map(|(_, schema)| changed(schema))
            }
            ("const" | "default" | "enum" | "examples", _) => None,
            (keyword, _) if CHANGED.contains(&keyword) => Some(keyword),
            (_, value) => changed(value),
        }),
        Node::List(items) => items.iter().find_map(changed),
        _ => None,
    }
}

/// Invisible characters as JSON escapes: the same schema, and a reviewer sees them.
fn visible(json: &str) -> (String, usize) {
    let mut hidden = 0;
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) {
            hidden += 1;
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| out += &format!("\\u{unit:04x}"));
        } else {
            out.push(c);
        }
    }
    (out, hidden)
}

/// Compiles a file with one tool that has these keys.
///
/// # Errors
///
/// The first mistake.
fn trial(written: &Written) -> Result<Plan, String> {
    let mut tool = Table::new();
    tool.insert("class", "read".into());
    tool.insert("description", "T.".into());
    for (key, item) in &written.keys {
        tool.insert(key, item.clone());
    }
    let files = written.file.iter().cloned().collect();
    compiled(tool, &files)
}

/// What a file with this one tool is compiled to.
///
/// # Errors
///
/// The first mistake.
pub(super) fn compiled(tool: Table, files: &Files) -> Result<Plan, String> {
    const AROUND: &str = "gateway = { name = \"g\", principal = \"p\" }\nprincipals.p.profile = \"all\"\n\
        [servers.s.endpoints.embedded]\nfleet = \"s\"\n[servers.s.tools]\n";
    let mut document: DocumentMut =
        AROUND.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    document["servers"]["s"]["tools"]["t"] = Item::Table(tool);
    let read = |path: &Path| match path.to_str().and_then(|path| files.get(path)) {
        Some(content) => Ok(content.clone().into_bytes()),
        None => Err(io::ErrorKind::NotFound.into()),
    };
    compile_with("tools.toml", &document.to_string(), Path::new(""), &read)
        .map(|compiled| Plan::new(&compiled.model))
        .map_err(|mistakes| mistakes.iter().next().map(|mistake| mistake.message.clone()).unwrap_or_default())
}
