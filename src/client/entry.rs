//! The compiled-in entries, with the paths of this machine.

use std::path::Path;

use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstInputValue, CstNode, CstRootNode};
use serde_json::Value;

use super::Client;
use crate::generated::CONTRACT;

/// What goes into a client's file.
pub(crate) struct Entries {
    /// The key of the object that holds the servers.
    pub(crate) table: String,
    /// Names and what starts each; the gateway's own is the first.
    pub(crate) servers: Vec<(String, CstInputValue)>,
    /// Entries that an earlier wave put there, of servers that the gateway serves now.
    pub(crate) retired: Vec<String>,
}

impl Entries {
    /// Those of a client; `program` is the gateway, `root` the folder that holds the documents and the repository.
    pub(crate) fn of(
        client: Client,
        side_by_side: bool,
        program: &Path,
        root: &Path,
    ) -> Result<Self, String> {
        let (program, root) = (text(program)?, text(root)?);
        let broken = || format!("the entry for {} was compiled in wrongly", client.name());
        let page = CstRootNode::parse(client.rendered(side_by_side), &ParseOptions::default());
        let top = page
            .ok()
            .and_then(|page| page.object_value()?.properties().into_iter().next())
            .ok_or_else(broken)?;
        let table = top.decoded_name().ok_or_else(broken)?;
        let fill = |text: &str| filled(text, root);
        let CstInputValue::Object(mut servers) = input(&top.value().ok_or_else(broken)?, &fill)? else {
            return Err(broken());
        };
        if let Some((_, CstInputValue::Object(entry))) = servers.first_mut() {
            let command = entry.iter_mut().find(|(key, _)| key == "command");
            command.ok_or_else(broken)?.1 = program.into();
        }
        let retired = if side_by_side { retired(&servers) } else { Vec::new() };
        Ok(Self { table, servers, retired })
    }
}

/// How the entries of servers begin that a client starts without the gateway, as they are generated.
const DIRECT: &str = "direct_";

/// The direct entries that there can be, and that this build does not have any more.
fn retired(servers: &[(String, CstInputValue)]) -> Vec<String> {
    let direct = CONTRACT.servers.iter().filter(|spec| spec.stdio.is_some());
    let names = direct.map(|spec| format!("{DIRECT}{}", spec.name));
    names.filter(|name| servers.iter().all(|(kept, _)| kept != name)).collect()
}

fn text(path: &Path) -> Result<&str, String> {
    path.to_str()
        .ok_or_else(|| format!("the path {} is not UTF-8, and a client's file must be", path.display()))
}

/// The ways in which the entries name the root, by client.
const ROOT: [&str; 3] = ["${PROJECT_ROOT}", "${workspaceFolder}", "<PROJECT_ROOT>"];

fn filled(text: &str, root: &str) -> Result<String, String> {
    let text = ROOT.iter().fold(text.to_owned(), |text, name| text.replace(name, root));
    match unfilled(&text) {
        None => Ok(text),
        Some(name) => Err(format!(
            "this client cannot refer to its environment, and {name} may be a secret: add the direct servers by hand"
        )),
    }
}

/// The first `<NAME>`.
fn unfilled(text: &str) -> Option<&str> {
    let (_, after) = text.split_once('<')?;
    let (name, rest) = after.split_once('>')?;
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if is_name { Some(name) } else { unfilled(rest) }
}

/// A value as it can be put into another text, its keys in their order.
fn input(node: &CstNode, fill: &impl Fn(&str) -> Result<String, String>) -> Result<CstInputValue, String> {
    if let Some(object) = node.as_object() {
        let field = |prop: jsonc_parser::cst::CstObjectProp| {
            let value = prop.value().map(|value| input(&value, fill)).transpose()?;
            Ok((prop.decoded_name().unwrap_or_default(), value.unwrap_or(CstInputValue::Null)))
        };
        return Ok(CstInputValue::Object(
            object.properties().into_iter().map(field).collect::<Result<_, String>>()?,
        ));
    }
    if let Some(array) = node.as_array() {
        let items = array.elements().iter().map(|item| input(item, fill)).collect::<Result<_, _>>()?;
        return Ok(CstInputValue::Array(items));
    }
    let text = node.as_string_lit().and_then(|text| text.decoded_value().ok());
    text.map_or(Ok(CstInputValue::Null), |text| Ok(CstInputValue::String(fill(&text)?)))
}

/// The same as a JSON value.
pub(crate) fn value(input: &CstInputValue) -> Value {
    match input {
        CstInputValue::Null => Value::Null,
        CstInputValue::Bool(flag) => (*flag).into(),
        CstInputValue::Number(number) => serde_json::from_str(number).unwrap_or_default(),
        CstInputValue::String(text) => text.as_str().into(),
        CstInputValue::Array(items) => items.iter().map(value).collect(),
        CstInputValue::Object(fields) => fields
            .iter()
            .map(|(key, field)| (key.clone(), value(field)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
