//! What decides: a line of `tools.toml`, a key of the configuration, or the gateway itself.

use gateway_runtime::narrow::{Limits, Overlay};
use gateway_runtime::spec::ToolSpec;
use serde_json::{Value, json};

use super::places;
use crate::generated::CONTRACT;

/// One thing that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Because {
    /// A line of the contract's file, and the key there.
    Line(u32, String),
    /// A key of `[narrow]`, which the configuration or a `GATEWAY_*` variable sets.
    Narrowed(String),
    /// Nothing says otherwise.
    Default(String),
    /// The gateway has it built in.
    BuiltIn,
}

impl Because {
    /// The place of a key that the file has, or that nothing says it.
    fn of(path: &[&str]) -> Self {
        let key = path.join(".");
        places::line(path).map_or_else(|| Self::Default(key.clone()), |line| Self::Line(line, key.clone()))
    }

    /// For people.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Line(line, _) => format!("{}:{line}", places::file()),
            Self::Narrowed(key) => key.clone(),
            Self::Default(_) => "default".into(),
            Self::BuiltIn => "built in".into(),
        }
    }

    pub(super) fn data(&self) -> Value {
        match self {
            Self::Line(line, key) => json!({ "file": places::file(), "line": line, "key": key }),
            Self::Narrowed(key) => json!({ "narrow": key }),
            Self::Default(key) => json!({ "default": key }),
            Self::BuiltIn => json!({ "builtIn": true }),
        }
    }
}

/// The names of the tables around a tool.
fn path_of(tool: &ToolSpec) -> [&'static str; 4] {
    ["servers", CONTRACT.server_of(tool).name, "tools", tool.name]
}

/// Whether the tool is in the file; the gateway's own are not.
fn is_declared(tool: &ToolSpec) -> bool {
    places::line(&path_of(tool)).is_some()
}

/// Where a tool stands, or one of its keys if it has that.
pub(super) fn of_tool(tool: &ToolSpec, key: &str) -> Because {
    if !is_declared(tool) {
        return Because::BuiltIn;
    }
    let path = path_of(tool);
    let own = [&path[..], &[key]].concat();
    match places::line(&own) {
        Some(_) => Because::of(&own),
        None => Because::of(&path),
    }
}

/// Where a parameter stands, if the tool says it there.
pub(super) fn of_parameter(tool: &ToolSpec, path: &str) -> Because {
    let first = path.split(['.', '[']).next().unwrap_or_default();
    let own = [&path_of(tool)[..], &["params", first]].concat();
    match places::line(&own) {
        Some(_) => Because::of(&own),
        None if places::line(&[&path_of(tool)[..], &["params"]].concat()).is_some() => {
            of_tool(tool, "params")
        }
        None => of_tool(tool, "input_schema"),
    }
}

/// What decides over a limit of a tool: what the configuration lowers it with, else the tool's own key, its class's, its
/// server's, or nothing.
pub(super) fn of_limit(tool: &ToolSpec, key: &str, narrow: &Overlay) -> Vec<Because> {
    let narrowed = narrowing(tool, key, narrow);
    // A rate holds beside what it narrows; other limits take its place.
    if !narrowed.is_empty() && key != "rate" {
        return narrowed;
    }
    [narrowed, vec![compiled(tool, key)]].concat()
}

fn compiled(tool: &ToolSpec, key: &str) -> Because {
    if !is_declared(tool) {
        return Because::BuiltIn;
    }
    let (server, class) = (CONTRACT.server_of(tool).name, tool.class.name());
    let own = [&path_of(tool)[..], &[key]].concat();
    let places = [&own[..], &["classes", class, key], &["servers", server, key]];
    let said = places.into_iter().find(|path| places::line(path).is_some());
    Because::of(said.unwrap_or(&own))
}

/// The keys of `[narrow]` that lower this limit of the tool.
fn narrowing(tool: &ToolSpec, key: &str, narrow: &Overlay) -> Vec<Because> {
    let says = |limits: &Limits| serde_json::to_value(limits).is_ok_and(|limits| limits.get(key).is_some());
    let is_it = |name: &str| CONTRACT.routes.get(name).is_some_and(|other| other.index == tool.index);
    let (server, class) = (CONTRACT.server_of(tool).name, tool.class.name());
    let tables = [
        ("tools", narrow.tools.iter().find(|(name, _)| is_it(name))),
        ("servers", narrow.servers.get_key_value(server)),
        ("classes", narrow.classes.get_key_value(class)),
    ];
    let said = tables.into_iter().filter_map(|(table, entry)| Some((table, entry?)));
    let said = said.filter(|(_, (_, limits))| says(limits));
    said.map(|(table, (name, _))| Because::Narrowed(format!("[narrow.{table}.{name}] {key}"))).collect()
}

/// The elements of `[narrow] off` that switch the tool off.
pub(super) fn of_off(tool: &ToolSpec, narrow: &Overlay) -> Vec<Because> {
    let off = narrow.off.iter().filter(|selector| selects(selector, tool));
    off.map(|selector| Because::Narrowed(format!("[narrow] off {selector:?}"))).collect()
}

/// Whether a selector, of a profile or of what is off, means the tool.
fn selects(selector: &str, tool: &ToolSpec) -> bool {
    match selector.split_once(':') {
        Some(("class", class)) => class == tool.class.name(),
        Some(("server", server)) => server == CONTRACT.server_of(tool).name,
        _ => CONTRACT.routes.get(selector).is_some_and(|other| other.index == tool.index),
    }
}

/// What gives a profile a tool, or the profile itself where nothing does.
pub(super) fn of_member(profile: &str, tool: &ToolSpec) -> Vec<Because> {
    if !is_declared(tool) {
        return vec![Because::BuiltIn];
    }
    let (server, class) = (CONTRACT.server_of(tool).name, tool.class.name());
    // Those that may operate have a profile of their own, of the same members.
    let profile = profile.split('+').next().unwrap_or_default();
    let selectors = [tool.name.to_owned(), format!("server:{server}"), format!("class:{class}")];
    let all: Vec<_> = ["profiles", profile, "tools"].to_vec();
    let said = selectors.iter().map(|selector| [&all[..], &[selector]].concat());
    let said: Vec<_> =
        said.filter(|path| places::line(path).is_some()).map(|path| Because::of(&path)).collect();
    match (said.is_empty(), places::line(&all)) {
        (true, Some(_)) => vec![Because::of(&all)],
        _ => said,
    }
}

/// A key of a principal.
pub(super) fn of_principal(name: &str, key: &str) -> Because {
    Because::of(&["principals", name, key])
}

/// A key of a server, or where its table stands.
pub(super) fn of_server(tool: &ToolSpec, key: &[&str]) -> Because {
    let server = CONTRACT.server_of(tool).name;
    if !is_declared(tool) {
        return Because::BuiltIn;
    }
    Because::of(&[&["servers", server], key].concat())
}
