//! On which line of `tools.toml` each thing stands that decides over calls, for a gateway that explains itself.
//!
//! Invariant: this depends on the order of the file, as nothing else does that the build line gives. It is therefore no
//! output of the contract: no hash covers it and no review copy holds it.

use std::fmt::Write;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::source::Source;

/// The lines as text: the file's name, then one key a line behind a tab for each table around it, in byte order, with the
/// line's number after a space. Elements of a profile's `tools` stand below it like keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places(String);

impl Places {
    /// The places of a file without mistakes.
    pub(crate) fn of(source: &Source) -> Self {
        let name = Path::new(source.path()).file_name().map(|name| name.to_string_lossy().into_owned());
        let mut text = format!("{}\n", name.unwrap_or_default());
        let (table, _) = DeTable::parse_recoverable(source.text());
        walk(&table.into_inner(), &mut Vec::new(), source, &mut text);
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

fn walk<'t>(table: &'t DeTable<'_>, path: &mut Vec<&'t str>, source: &Source, text: &mut String) {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by(|a, b| a.0.get_ref().cmp(b.0.get_ref()));
    for (key, value) in entries {
        let name: &str = key.get_ref();
        path.push(name);
        if decides(path) {
            line(path.len() - 1, name, key, source, text);
            match value.get_ref() {
                DeValue::Table(inner) => walk(inner, path, source, text),
                DeValue::Array(items) if matches!(path[..], ["profiles", _, "tools"]) => {
                    selectors(items.iter(), source, text);
                }
                _ => {}
            }
        }
        path.pop();
    }
}

fn line(depth: usize, name: &str, at: &Spanned<DeString<'_>>, source: &Source, text: &mut String) {
    let line = source.position(at.span().start).line;
    let _ = writeln!(text, "{}{name} {line}", "\t".repeat(depth));
}

fn selectors<'t>(items: impl Iterator<Item = &'t Spanned<DeValue<'t>>>, source: &Source, text: &mut String) {
    let mut found: Vec<_> = items
        .filter_map(|item| Some((item.get_ref().as_str()?, source.position(item.span().start).line)))
        .collect();
    found.sort_unstable();
    for (selector, line) in found {
        let _ = writeln!(text, "\t\t\t{selector} {line}");
    }
}

/// Whether what stands there is told of: texts, endpoints' details and the insides of parameters are not.
fn decides(path: &[&str]) -> bool {
    match path {
        ["gateway", key] => *key == "principal",
        ["classes" | "profiles" | "principals", ..] => true,
        ["servers", _, "tools", _, "params", ..] => path.len() <= 6,
        ["servers", _, "tools", _, key, ..] => {
            path.len() == 5
                && !matches!(*key, "title" | "description" | "returns" | "output_schema" | "annotations")
        }
        ["servers", _, "endpoints", ..] => path.len() <= 4,
        ["servers", _, key] => !matches!(*key, "title"),
        _ => path.len() <= 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_that_decides_has_its_line() {
        let text = "[gateway]\nname = \"g\"\nprincipal = \"p\"\n\n[principals.p]\nprofile = \"some\"\n\
            [profiles.some]\ntools = [\n  \"server:s\",\n  \"a.b\",\n]\n# moved\n[classes.read]\nrate = \"1/s\"\n\
            [servers.s]\ntitle = \"S\"\nendpoints.stdio = { command = [\"x\"], env = { A = \"b\" } }\n\
            [servers.s.tools.\"a.b\"]\nclass = \"read\"\ndescription = \"Does.\"\n\
            params = { x = { type = \"string\", doc = \"X.\" }, y = { type = \"json\", doc = \"Y.\" } }\n";
        let places = Places::of(&Source::new("/some/where/tools.toml", text));
        assert_eq!(
            places.text(),
            "tools.toml\nclasses 13\n\tread 13\n\t\trate 14\ngateway 1\n\tprincipal 3\nprincipals 5\n\tp 5\n\
             \t\tprofile 6\nprofiles 7\n\tsome 7\n\t\ttools 8\n\t\t\ta.b 10\n\t\t\tserver:s 9\nservers 15\n\ts 15\n\
             \t\tendpoints 17\n\t\t\tstdio 17\n\t\ttools 18\n\t\t\ta.b 18\n\t\t\t\tclass 19\n\t\t\t\tparams 21\n\
             \t\t\t\t\tx 21\n\t\t\t\t\ty 21\n"
        );
    }
}
