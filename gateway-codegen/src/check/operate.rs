//! The gateway's own tools: there where a principal has `may_operate`, and for nobody else.

use std::path::Path;

use super::names;
use crate::diag::{Code, Log, Shown as _};
use crate::model::{Model, OWN, Server};
use crate::source::Span;
use crate::syntax::File;

/// The tools, in the form of a `tools.toml`.
const TOOLS: &str = include_str!("operate.toml");

/// Adds them, where somebody has them.
pub(super) fn add(model: &mut Model, file: &File, log: &mut Log) {
    if let Some(server) = file.servers.get().and_then(|_| model.servers.iter().find(|server| server.is_own()))
    {
        let span = file.servers.get().map_or_else(Span::default, |servers| servers.span);
        let message = format!("`{}`: the fleet has no server `{OWN}`", server.name.shown());
        log.report(Code::UnknownWord, place_of(&server.name, file).unwrap_or(span), message)
            .help("the gateway's own tools come with `may_operate = true` at a principal");
        return;
    }
    if !model.principals.iter().any(|principal| principal.may_operate) {
        return;
    }
    let Some(own) = own() else { return };
    taken(&own, file, log);
    model.servers.push(own);
    model.servers.sort_by(|a, b| a.name.cmp(&b.name));
}

/// The server of the gateway's own tools. It is there: a test compiles it.
fn own() -> Option<Server> {
    let server = super::compile_text("operate.toml", TOOLS, Path::new("")).ok()?.model.servers.pop()?;
    Some(Server { embedded: Some(OWN.to_owned()), ..server })
}

fn place_of(server: &str, file: &File) -> Option<Span> {
    let entries = file.servers.get().map(|servers| &servers.value.entries)?;
    entries.iter().find(|entry| entry.name.value == server).map(|entry| entry.name.span)
}

/// Reports names of the file that the gateway's own tools have.
fn taken(own: &Server, file: &File, log: &mut Log) {
    let mut report = |name: &str, span: Span, what: &str| {
        let message = format!("the name `{}` is that of {what}", name.shown());
        log.report(Code::DuplicateName, span, message)
            .help("rename it, or take `may_operate` away from all principals");
    };
    if let Some(span) = place_of(OWN, file) {
        report(OWN, span, "the server of the gateway's own tools, which `may_operate` adds");
    }
    let is_own = |name: &str| own.tools.iter().any(|tool| tool.name == name);
    for (_, name, tool) in names::tools(file) {
        let aliases = tool.map(names::aliases).into_iter().flatten();
        let names = aliases.map(|alias| (&*alias.value, alias.span));
        for (name, span) in std::iter::once((name.value.as_str(), name.span)).chain(names) {
            if is_own(name) {
                report(name, span, "a tool of the gateway itself, which `may_operate` adds");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tools_of_the_gateway_compile_and_none_approves() {
        let own = own().unwrap_or_else(|| panic!("operate.toml does not compile"));
        assert!(own.is_own() && own.name == OWN);
        assert!(own.tools.iter().all(|tool| tool.name.starts_with("gateway_")));
        // An agent must not approve its own calls.
        assert!(own.tools.iter().all(|tool| !tool.name.contains("approve") && !tool.name.contains("deny")));
    }
}
