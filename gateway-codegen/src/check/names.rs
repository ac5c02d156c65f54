//! Names of tools: legal, and taken only once over all servers, aliases included.

use std::collections::HashMap;

use crate::diag::{Code, Log, Shown as _};
use crate::source::Span;
use crate::syntax::{File, Map, Server, ServerName, Spanned, Tool, ToolName};

/// Every good server of the file.
pub(super) fn servers(file: &File) -> impl Iterator<Item = (&Spanned<String>, &Server)> {
    file.servers.get().into_iter().flat_map(|servers| servers.value.good())
}

/// The tables of tools of all good servers, each with its server's name.
fn tool_tables(file: &File) -> impl Iterator<Item = (&str, &Map<ToolName, Tool>)> {
    servers(file).filter_map(|(name, server)| Some((name.value.as_str(), &server.tools.get()?.value)))
}

/// Every name of a tool, each with its server's, whether the tool is otherwise good or not.
pub(super) fn tools(file: &File) -> impl Iterator<Item = (&str, &Spanned<String>, Option<&Tool>)> {
    tool_tables(file).flat_map(|(server, tools)| {
        tools
            .entries
            .iter()
            .map(move |entry| (server, &entry.name, entry.value.as_ref().map(|tool| &tool.value)))
    })
}

/// Whether every table that could hold a tool was read: if not, a tool that seems unknown may exist.
pub(super) fn are_complete(file: &File) -> bool {
    file.servers.get().is_some_and(|servers| {
        servers
            .value
            .entries
            .iter()
            .all(|entry| entry.value.as_ref().is_some_and(|server| !server.value.tools.is_wrong()))
    })
}

/// The aliases of a tool.
pub(super) fn aliases(tool: &Tool) -> &[Spanned<ToolName>] {
    tool.aliases.get().map_or(&[], |aliases| aliases.value.as_slice())
}

/// Checks all names of servers and tools.
pub(super) fn check(file: &File, log: &mut Log) {
    for entry in file.servers.get().into_iter().flat_map(|servers| &servers.value.entries) {
        super::values::name::<ServerName>(&entry.name, log);
    }
    let mut uses = uses(file);
    uses.sort_by_key(|used| used.span);
    let mut taken: HashMap<&str, &Use<'_>> = HashMap::new();
    for used in &uses {
        super::values::name::<ToolName>(&Spanned { span: used.span, value: used.name }, log);
        match taken.get(used.name) {
            Some(first) => report(used, first, log),
            None => drop(taken.insert(used.name, used)),
        }
    }
}

/// A name as a tool or as an alias.
struct Use<'a> {
    name: &'a str,
    span: Span,
    alias_of: Option<&'a str>,
    server: &'a str,
}

fn uses(file: &File) -> Vec<Use<'_>> {
    let names = tools(file).map(|(server, name, _)| Use {
        name: &name.value,
        span: name.span,
        alias_of: None,
        server,
    });
    let others = tools(file).flat_map(|(server, name, tool)| {
        tool.map(aliases).into_iter().flatten().map(move |alias| Use {
            name: &alias.value,
            span: alias.span,
            alias_of: Some(&name.value),
            server,
        })
    });
    names.chain(others).collect()
}

fn report(used: &Use<'_>, first: &Use<'_>, log: &mut Log) {
    let message = format!("the name `{}` is already taken", used.name.shown());
    log.report(Code::DuplicateName, used.span, message)
        .label(describe(used))
        .also(first.span, format!("first here: {}", describe(first)))
        .help("names and aliases are unique over all servers: rename or remove one; `upstream` keeps the server's own name");
}

fn describe(used: &Use<'_>) -> String {
    match used.alias_of {
        Some(tool) => format!("an alias of `{tool}`"),
        None => format!("a tool of `{}`", used.server),
    }
}
