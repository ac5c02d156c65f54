//! The gateway's own tools: each kind is there where somebody asked for it, and for nobody else.

use std::path::Path;

use super::names;
use crate::diag::{Code, Log, Shown as _};
use crate::model::{FINDER, Model, OPERATE, Server};
use crate::source::Span;
use crate::syntax::File;

/// One kind of the gateway's own tools.
struct Kind {
    /// Their server, and its name among embedded servers.
    name: &'static str,
    /// The tools, in the form of a `tools.toml`.
    text: &'static str,
    /// What asks for them.
    key: &'static str,
    /// What else than renaming gets rid of them.
    remedy: &'static str,
    /// Whether somebody did.
    wanted: fn(&Model) -> bool,
}

const KINDS: [Kind; 2] = [
    Kind {
        name: OPERATE,
        text: include_str!("operate.toml"),
        key: "`may_operate`",
        remedy: "take `may_operate` away from all principals",
        wanted: |model| model.principals.iter().any(|principal| principal.may_operate),
    },
    Kind {
        name: FINDER,
        text: include_str!("finder.toml"),
        key: "`mode = \"search\"`",
        remedy: "give no profile `mode = \"search\"`",
        wanted: |model| model.profiles.iter().any(|profile| profile.is_search),
    },
];

/// Adds those that are asked for.
pub(super) fn add(model: &mut Model, file: &File, log: &mut Log) {
    let declared: Vec<_> = model.servers.iter().filter(|server| server.is_own()).collect();
    for server in &declared {
        let span = file.servers.get().map_or_else(Span::default, |servers| servers.span);
        let fleet = server.embedded.as_deref().unwrap_or_default();
        let message = format!("`{}`: the fleet has no server `{fleet}`", server.name.shown());
        let kinds = KINDS.iter().filter(|kind| kind.name == fleet).map(|kind| kind.key);
        log.report(Code::UnknownWord, place_of(&server.name, file).unwrap_or(span), message)
            .help(format!("the gateway's own tools come with {}", kinds.collect::<String>()));
    }
    if !declared.is_empty() {
        return;
    }
    for kind in &KINDS {
        if !(kind.wanted)(model) {
            continue;
        }
        let Some(own) = kind.server() else { continue };
        taken(kind, &own, file, log);
        model.servers.push(own);
    }
    model.servers.sort_by(|a, b| a.name.cmp(&b.name));
}

impl Kind {
    /// The server of these tools. It is there: a test compiles it.
    fn server(&self) -> Option<Server> {
        let file = format!("{}.toml", self.name);
        let server = super::compile_text(&file, self.text, Path::new("")).ok()?.model.servers.pop()?;
        Some(Server { embedded: Some(self.name.to_owned()), ..server })
    }
}

/// The server of the tools that find others.
pub(super) fn finder() -> Option<Server> {
    KINDS.iter().find(|kind| kind.name == FINDER).and_then(Kind::server)
}

fn place_of(server: &str, file: &File) -> Option<Span> {
    let entries = file.servers.get().map(|servers| &servers.value.entries)?;
    entries.iter().find(|entry| entry.name.value == server).map(|entry| entry.name.span)
}

/// Reports names of the file that the gateway's own tools have.
fn taken(kind: &Kind, own: &Server, file: &File, log: &mut Log) {
    let mut report = |name: &str, span: Span, what: &str| {
        let message = format!("the name `{}` is that of {what}, which {} adds", name.shown(), kind.key);
        log.report(Code::DuplicateName, span, message).help(format!("rename it, or {}", kind.remedy));
    };
    if let Some(span) = place_of(kind.name, file) {
        report(kind.name, span, "the server of the gateway's own tools");
    }
    let is_own = |name: &str| own.tools.iter().any(|tool| tool.name == name);
    for (_, name, tool) in names::tools(file) {
        let aliases = tool.map(names::aliases).into_iter().flatten();
        let names = aliases.map(|alias| (&*alias.value, alias.span));
        for (name, span) in std::iter::once((name.value.as_str(), name.span)).chain(names) {
            if is_own(name) {
                report(name, span, "a tool of the gateway itself");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str) -> Server {
        let kind = KINDS.iter().find(|kind| kind.name == name);
        kind.and_then(Kind::server).unwrap_or_else(|| panic!("{name} does not compile"))
    }

    #[test]
    fn the_tools_of_the_gateway_compile_and_none_approves() {
        let own = own(OPERATE);
        assert!(own.is_own() && own.operates() && own.name == OPERATE);
        assert!(own.tools.iter().all(|tool| tool.name.starts_with("gateway_")));
        // An agent must not approve its own calls.
        assert!(own.tools.iter().all(|tool| !tool.name.contains("approve") && !tool.name.contains("deny")));
    }

    #[test]
    fn the_finder_has_three_tools_and_does_not_make_calls_look_harmless() {
        let own = own(FINDER);
        let names: Vec<_> = own.tools.iter().map(|tool| tool.name.as_str()).collect();
        assert!(own.is_own() && own.finds() && own.name == FINDER);
        assert_eq!(names, ["call_tool", "describe_tool", "find_tools"]);
        for tool in &own.tools {
            assert_eq!(
                (tool.annotations.read_only, tool.annotations.destructive),
                match tool.name.as_str() {
                    "call_tool" => (false, true),
                    _ => (true, false),
                }
            );
        }
    }

    fn compiled(text: &str) -> Result<super::super::Compiled, crate::diag::Diagnostics> {
        super::super::compile_text("t.toml", text, Path::new(""))
    }

    #[test]
    fn what_the_file_calls_by_their_names_is_refused() {
        for (asks, server, [tool, alias]) in [
            ("may_operate = true", "gateway", ["gateway_status", "gateway_calls"]),
            (
                "[profiles.p]\ntools = [\"class:read\"]\nmode = \"search\"",
                "finder",
                ["find_tools", "call_tool"],
            ),
        ] {
            let text = format!(
                r#"
                [gateway]
                name = "g"
                principal = "me"
                [servers.{server}]
                [servers.{server}.endpoints.embedded]
                fleet = "task"
                [servers.{server}.tools.{tool}]
                class = "read"
                description = "Mine."
                aliases = ["{alias}"]
                [principals.me]
                profile = "all"
                {asks}
                "#
            );
            let mistakes = compiled(&text).err().map(|mistakes| mistakes.to_string()).unwrap_or_default();
            for name in [server, tool, alias] {
                let said = format!("the name `{name}` is that of");
                assert!(mistakes.contains(&said), "{name}: {mistakes}");
            }
            assert!(compiled(&text.replace(asks, "")).is_ok(), "where nobody asks they are free");
            let itself = compiled(&text.replace("\"task\"", &format!("{server:?}"))).err();
            let said = format!("the fleet has no server `{server}`");
            assert!(itself.is_some_and(|mistakes| mistakes.to_string().contains(&said)));
        }
    }
}
