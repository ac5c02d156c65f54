//! The servers in a client's file: Claude Desktop and Cursor (`mcpServers`), VS Code (`servers`, also below `mcp`).

use jsonc_parser::ParseOptions;
use jsonc_parser::cst::CstRootNode;
use serde_json::{Map, Value};

use super::super::endpoint::Endpoint;
use super::super::{names, text};
use super::{Sources, Wanted};

/// # Errors
///
/// Why the file names no servers.
pub(super) fn read(shown: &str, content: &str) -> Result<Sources, String> {
    let content = content.strip_prefix('\u{FEFF}').unwrap_or(content);
    let root = CstRootNode::parse(content, &ParseOptions::default())
        .map_err(|error| format!("{shown}: it is not JSON: {error}"))?;
    let file: Value = root.to_serde_value().unwrap_or_default();
    let places = ["/mcpServers", "/servers", "/mcp/servers", "/mcp/mcpServers"];
    let table = places.iter().find_map(|place| file.pointer(place)?.as_object()).ok_or_else(|| {
        format!("{shown}: it has neither `mcpServers` (Claude Desktop, Cursor) nor `servers` (VS Code)")
    })?;
    let mut sources = Sources::default();
    for (name, entry) in table {
        match server(name, entry, &mut sources.notes) {
            Ok(endpoint) => {
                let from = format!("`{}` in {shown}", text::line(name));
                let wanted =
                    Wanted { name: names::server(name), from, endpoint: Some(endpoint), tools: None };
                sources.wanted.push(wanted);
            }
            Err(why) => sources.skipped.push((text::line(name), why)),
        }
    }
    Ok(sources)
}

fn server(name: &str, entry: &Value, notes: &mut Vec<String>) -> Result<Endpoint, String> {
    let entry = entry.as_object().ok_or("its entry is no object")?;
    if entry.get("disabled").and_then(Value::as_bool) == Some(true)
        || entry.get("enabled").and_then(Value::as_bool) == Some(false)
    {
        return Err("it is switched off there".to_owned());
    }
    let own = names::server(name);
    let said = |key: &str| entry.get(key).and_then(Value::as_str);
    if let Some(url) = said("url").or_else(|| said("serverUrl")).or_else(|| said("httpUrl")) {
        if said("type").or_else(|| said("transport")).is_some_and(|kind| kind.eq_ignore_ascii_case("sse")) {
            return Err("it is reached over HTTP+SSE, which the gateway does not speak; ask for its Streamable HTTP address".to_owned());
        }
        let headers = translated_pairs(entry, "headers", notes);
        return Ok(Endpoint::http(&own, translated(url, notes), headers));
    }
    let program = said("command").ok_or("its entry has neither `command` nor `url`")?;
    let args = entry.get("args").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let args = args.iter().map(|arg| arg.as_str().map(str::to_owned).ok_or("one of its `args` is no string"));
    let args = args.collect::<Result<Vec<_>, _>>()?;
    if program.rsplit('/').next() == Some("gateway") && args.first().is_some_and(|first| first == "serve") {
        return Err("it is a gateway itself".to_owned());
    }
    if let Some(file) = said("envFile") {
        notes.push(format!(
            "{own}: its `envFile` {} is not read; put what it needs into `pass_env`",
            text::line(file)
        ));
    }
    let command = [program.to_owned()].into_iter().chain(args).map(|part| translated(&part, notes)).collect();
    let cwd = said("cwd").map(|cwd| translated(cwd, notes));
    Ok(Endpoint::stdio(&own, command, cwd, translated_pairs(entry, "env", notes), Vec::new()))
}

fn translated_pairs(entry: &Map<String, Value>, key: &str, notes: &mut Vec<String>) -> Vec<(String, String)> {
    let pairs = entry.get(key).and_then(Value::as_object).into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    pairs.map(|(name, value)| (name.clone(), translated(&text(value), notes))).collect()
}

/// A client's references in the form of `tools.toml`.
fn translated(value: &str, notes: &mut Vec<String>) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((inner, tail)) = after.split_once('}') else { break };
        let name = match inner.split_once(':') {
            Some(("env", name)) => name.to_owned(),
            Some(("input", name)) => {
                let name: String = name
                    .to_ascii_uppercase()
                    .chars()
                    .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
                    .collect();
                notes.push(format!("the client asks for `${{{inner}}}`: set {name} where the gateway runs"));
                name
            }
            _ => match inner {
                "workspaceFolder" => "PROJECT_ROOT".to_owned(),
                "userHome" => "HOME".to_owned(),
                other => other.to_owned(),
            },
        };
        out += &format!("{before}${{{name}}}");
        rest = tail;
    }
    out + rest
}
