//! The words that a tool is found by, and how much each weighs.

use crate::json::Json;
use crate::model::{Server, Tool};

const NAME: u32 = 10;
const ALIAS: u32 = 7;
const TITLE: u32 = 6;
const SERVER: u32 = 4;
const PARAMETER: u32 = 4;
const DESCRIPTION: u32 = 3;
const INSIDE: u32 = 1;

/// The card of a tool that takes what `schema` says.
pub(super) fn of_tool(server: &Server, tool: &Tool, schema: &Json) -> String {
    let mut texts = vec![
        (tool.name.as_str(), NAME),
        (&tool.title, TITLE),
        (&tool.description, DESCRIPTION),
        (&server.name, SERVER),
        (&server.title, SERVER),
    ];
    texts.extend(tool.aliases.iter().map(|alias| (alias.as_str(), ALIAS)));
    for (name, parameter) in members(schema, "properties") {
        texts.push((name, PARAMETER));
        inside(parameter, &mut texts);
    }
    gateway_search::card(texts)
}

/// Names, texts and words below a parameter.
fn inside<'j>(schema: &'j Json, texts: &mut Vec<(&'j str, u32)>) {
    for (key, value) in fields(schema) {
        match (key.as_str(), value) {
            ("description", Json::Text(text)) => texts.push((text, INSIDE)),
            ("enum", Json::Array(words)) => {
                texts.extend(words.iter().filter_map(|word| match word {
                    Json::Text(word) => Some((word.as_str(), INSIDE)),
                    _ => None,
                }));
            }
            ("items", items) => inside(items, texts),
            ("properties", Json::Object(fields)) => {
                for (name, field) in fields {
                    texts.push((name, INSIDE));
                    inside(field, texts);
                }
            }
            _ => {}
        }
    }
}

fn fields(schema: &Json) -> &[(String, Json)] {
    match schema {
        Json::Object(fields) => fields,
        _ => &[],
    }
}

fn members<'j>(schema: &'j Json, key: &str) -> impl Iterator<Item = (&'j str, &'j Json)> {
    let found = fields(schema).iter().find(|(name, _)| name == key);
    found.into_iter().flat_map(|(_, value)| fields(value)).map(|(name, value)| (name.as_str(), value))
}
