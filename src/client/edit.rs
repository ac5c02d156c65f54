//! Puts entries into the text of a client's file, and changes no byte of what else is there.

use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstInputValue, CstObject, CstRootNode};

use super::entry::{self, Entries};

/// Some editors begin a file with it, and parsers stumble over it.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// The text with the entries in it; the same text where they are there already.
pub(crate) fn edited(text: &str, entries: &Entries, comments: bool) -> Result<String, String> {
    let (mark, body) = match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(body) => (BYTE_ORDER_MARK.to_string(), body),
        None => (String::new(), text),
    };
    let root = parsed(body, comments)?;
    let top = root.object_value_or_create().ok_or("it holds something else than an object")?;
    let table = &entries.table;
    match unique(&top, table)? {
        false => _ = top.append(table, CstInputValue::Object(entries.servers.clone())),
        true => {
            let servers = top.object_value(table).ok_or_else(|| format!("`{table}` in it is no object"))?;
            for (name, wanted) in &entries.servers {
                put(&servers, name, wanted)?;
            }
            for gone in entries.retired.iter().filter_map(|name| servers.get(name)) {
                gone.remove();
            }
        }
    }
    let edited = root.to_string();
    // A new file ends as files end; what was there keeps its own end.
    Ok(if text.is_empty() { format!("{}\n", edited.trim_end()) } else { mark + &edited })
}

fn put(servers: &CstObject, name: &str, wanted: &CstInputValue) -> Result<(), String> {
    if !unique(servers, name)? {
        servers.append(name, wanted.clone());
        return Ok(());
    }
    let Some(prop) = servers.get(name) else { return Ok(()) };
    let there = prop.value().and_then(|value| value.to_serde_value());
    if there != Some(entry::value(wanted)) {
        prop.set_value(wanted.clone());
    }
    Ok(())
}

/// Whether the key is there. Of a key that is there twice, nobody knows which one a client reads.
fn unique(object: &CstObject, key: &str) -> Result<bool, String> {
    let same = object.properties().into_iter().filter(|prop| prop.decoded_name().as_deref() == Some(key));
    match same.count() {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(format!("`{key}` stands in it more than once: remove one")),
    }
}

/// Whether the file of a client holds an entry of that name.
pub(crate) fn has(text: &str, table: &str, name: &str, comments: bool) -> Result<bool, String> {
    let root = parsed(text.trim_start_matches(BYTE_ORDER_MARK), comments)?;
    let servers = root.object_value().and_then(|top| top.object_value(table));
    Ok(servers.is_some_and(|servers| servers.get(name).is_some()))
}

/// What the entry of that name starts: its program.
pub(crate) fn command(text: &str, table: &str, name: &str, comments: bool) -> Result<Option<String>, String> {
    let root = parsed(text.trim_start_matches(BYTE_ORDER_MARK), comments)?;
    let servers = root.object_value().and_then(|top| top.object_value(table));
    let entry = servers.and_then(|servers| servers.object_value(name));
    let command = entry.and_then(|entry| entry.get("command")?.value()?.to_serde_value());
    Ok(command.and_then(|command| command.as_str().map(str::to_owned)))
}

fn parsed(text: &str, comments: bool) -> Result<CstRootNode, String> {
    if !comments && !text.is_empty() {
        strict(text)?;
    }
    CstRootNode::parse(text, &JSON_WITH_COMMENTS).map_err(|error| {
        let (line, column) = (error.line_display(), error.column_display());
        format!("{line}:{column}: it is not valid JSON: {}", error.kind())
    })
}

const JSON_WITH_COMMENTS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// JSON as the standard has it, for the clients that read nothing else.
fn strict(text: &str) -> Result<(), String> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).map(drop).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or(&why);
        format!("{line}:{column}: it is not valid JSON: {why}")
    })
}
