//! The names that are taken, and where.

use std::collections::HashMap;

use toml_edit::{Document, Item, TableLike};

use crate::import::text;

/// Names of tools and aliases, each with its place.
pub(super) struct Taken(HashMap<String, String>);

impl Taken {
    /// Those of a file; none where it is not TOML, which others say.
    pub(super) fn read(shown: &str, text: &str) -> Self {
        let mut taken = Self(HashMap::new());
        let Ok(document) = Document::parse(text) else { return taken };
        let servers = document.get("servers").and_then(Item::as_table_like);
        for (server, item) in servers.into_iter().flat_map(TableLike::iter) {
            let Some(tools) = item.get("tools").and_then(Item::as_table_like) else { continue };
            for (tool, item) in tools.iter() {
                let span = tools.key(tool).and_then(toml_edit::Key::span).or_else(|| item.span());
                let line = span.map_or(String::new(), |span| {
                    format!(":{}", text[..span.start].matches('\n').count() + 1)
                });
                let place = format!("{shown}{line}: a tool of `{server}`");
                for alias in aliases(item) {
                    taken.0.insert(alias, format!("{shown}{line}: an alias of `{tool}`"));
                }
                taken.0.insert(tool.to_owned(), place);
            }
        }
        taken
    }

    /// Takes a name for a tool of a server, or says who has it.
    pub(super) fn take(&mut self, name: &str, server: &str, upstream: &str) -> Option<String> {
        if let Some(place) = self.0.get(name) {
            let upstream = text::line(upstream);
            let remedy = match place.ends_with(&own(server)) {
                true => "write one of the two into the file by hand, with its own name as `upstream`, and import again".to_owned(),
                false => format!("import `{server}` with --prefix '{server}_', or rename the other (`upstream` keeps a server's own name)"),
            };
            return Some(format!(
                "`{name}`: the tool `{upstream}` of `{server}` cannot be called so, the name is taken\n  \
                 taken here: {place}\n  \
                 remedy: {remedy}"
            ));
        }
        self.0.insert(name.to_owned(), format!("the tool `{}`{}", text::line(upstream), own(server)));
        None
    }
}

fn own(server: &str) -> String {
    format!(" of `{server}`, imported now")
}

fn aliases(tool: &Item) -> Vec<String> {
    let aliases = tool.get("aliases").and_then(Item::as_array);
    aliases.into_iter().flatten().filter_map(|alias| alias.as_str().map(str::to_owned)).collect()
}
