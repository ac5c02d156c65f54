//! What a server offers beside tools: its prompts by name, its resources by the beginnings of their addresses.

use std::collections::BTreeSet;

use gateway_codegen::check::{holds, is_prefix, is_prompt};
use serde::Deserialize;
use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

use super::report::ServerReport;
use super::text;

/// What a server offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offered {
    prompts: BTreeSet<String>,
    prefixes: BTreeSet<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire {
    name: String,
    uri: Option<String>,
    #[serde(rename = "uriTemplate")]
    template: Option<String>,
}

impl Offered {
    /// From its prompts, its resources and its templates, as worded.
    pub(super) fn read(lists: &[Vec<String>]) -> Self {
        let read = |at: usize| {
            let items = lists.get(at).into_iter().flatten();
            items.filter_map(|raw| serde_json::from_str::<Wire>(raw).ok()).collect::<Vec<_>>()
        };
        let addresses = read(1).into_iter().filter_map(|resource| resource.uri);
        let addresses = addresses.chain(read(2).into_iter().filter_map(|template| template.template));
        Self {
            prompts: read(0).into_iter().map(|prompt| prompt.name).collect(),
            prefixes: without_held(&addresses.filter_map(|address| prefix(&address)).collect()),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.prompts.is_empty() && self.prefixes.is_empty()
    }
}

/// The beginning of an address that stands for its kind: the scheme, and where that says little, the folder or the host.
/// `None` where a template may become any address.
fn prefix(address: &str) -> Option<String> {
    let fixed = address.split('{').next().unwrap_or_default();
    let (scheme, rest) = fixed.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let Some(rest) = rest.strip_prefix("//") else { return Some(format!("{scheme}:")) };
    let cut = |end: Option<usize>| end.map(|end| format!("{scheme}://{}", &rest[..=end]));
    match scheme.as_str() {
        "file" => cut(rest.rfind('/')),
        "http" | "https" => cut(rest.find('/')),
        _ => Some(format!("{scheme}://")),
    }
}

fn without_held(prefixes: &BTreeSet<String>) -> BTreeSet<String> {
    let held = |prefix: &String| prefixes.iter().any(|other| other != prefix && holds(other, prefix));
    prefixes.iter().filter(|prefix| !held(prefix)).cloned().collect()
}

/// The prompts and the beginnings of addresses that the other servers of a file have.
pub(super) fn of_others(document: &DocumentMut, server: &str) -> Offered {
    let servers = document.get("servers").and_then(Item::as_table_like);
    let others = servers.into_iter().flat_map(TableLike::iter).filter(|(name, _)| *name != server);
    let texts = |item: &Item, key: &str| -> Vec<String> {
        let list = item.get(key).and_then(Item::as_array);
        list.into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    };
    let mut all = Offered::default();
    for (_, item) in others {
        all.prompts.extend(texts(item, "prompts"));
        all.prefixes.extend(texts(item, "resources"));
    }
    all
}

/// Adds what the table does not say, and tells what it says otherwise.
pub(super) fn add(offered: &Offered, others: &Offered, table: &mut dyn TableLike, said: &mut ServerReport) {
    let taken =
        |prefix: &String| others.prefixes.iter().any(|other| holds(other, prefix) || holds(prefix, other));
    let prompts = offered.prompts.iter().map(|name| {
        let why = match (is_prompt(name), others.prompts.contains(name)) {
            (false, _) => Some("no name that the file can list"),
            (true, true) => Some("another server has a prompt of this name"),
            (true, false) => None,
        };
        (name, why)
    });
    let prefixes = offered.prefixes.iter().map(|prefix| {
        let why = match (is_prefix(prefix), taken(prefix)) {
            (false, _) => Some("no beginning of addresses that the file can list"),
            (true, true) => Some("another server has addresses that begin so"),
            (true, false) => None,
        };
        (prefix, why)
    });
    one_key("prompts", "a prompt", prompts, table, said);
    one_key("resources", "resources at", prefixes, table, said);
}

fn one_key<'o>(
    key: &str,
    what: &str,
    offered: impl Iterator<Item = (&'o String, Option<&'static str>)>,
    table: &mut dyn TableLike,
    said: &mut ServerReport,
) {
    let offered: Vec<_> = offered.collect();
    if let Some(there) = table.get(key) {
        // `"*"` takes whatever there is.
        let Some(list) = there.as_array() else { return };
        let listed: BTreeSet<_> = list.iter().filter_map(Value::as_str).collect();
        let is_covered =
            |text: &str| listed.iter().any(|own| *own == text || (key == "resources" && holds(own, text)));
        let new = offered.iter().filter(|(text, why)| why.is_none() && !is_covered(text));
        let new: Vec<_> = new.map(|(text, _)| text::line(text)).collect();
        if !new.is_empty() {
            said.differs.push((key.to_owned(), vec![format!("it also has {}", new.join(", "))]));
        }
        return;
    }
    let mut list = Array::new();
    for (text, why) in offered {
        match why {
            None => {
                list.push(text);
                said.offered.push(format!("{what} {}", text::line(text)));
            }
            Some(why) => said.notes.push(format!("{what} {} is not passed through: {why}", text::line(text))),
        }
    }
    if !list.is_empty() {
        let mut value = Value::Array(list);
        value.decor_mut().set_suffix(" # review: nobody has looked at what these say");
        table.insert(key, Item::Value(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_by_what_they_begin_with() {
        for (address, expected) in [
            ("demo://resource/{id}", Some("demo://")),
            ("DEMO://x", Some("demo://")),
            ("file:///srv/docs/a.md", Some("file:///srv/docs/")),
            ("file:///srv/{+path}", Some("file:///srv/")),
            ("https://example.com/a/b", Some("https://example.com/")),
            ("memo:7", Some("memo:")),
            ("{+uri}", None),
            ("none", None),
        ] {
            assert_eq!(prefix(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn what_is_there_stays_and_what_others_have_is_left_to_them() {
        let lists = [
            vec![
                r#"{"name":"greet"}"#.to_owned(),
                r#"{"name":"ask\u202e"}"#.into(),
                r#"{"name":"taken"}"#.into(),
            ],
            vec![
                r#"{"uri":"file:///srv/a/b"}"#.to_owned(),
                r#"{"uri":"file:///srv/c"}"#.into(),
                r#"{"uri":"held://x"}"#.into(),
            ],
            vec![r#"{"uriTemplate":"demo://{id}"}"#.to_owned(), "1".into()],
        ];
        let offered = Offered::read(&lists);
        let text =
            "[servers.o]\nprompts = [\"taken\"]\nresources = [\"held://\"]\n[servers.s]\ntitle = \"S\"\n";
        let mut document: DocumentMut = text.parse().unwrap();
        for round in ["first", "second"] {
            let others = of_others(&document, "s");
            let mut said = ServerReport::new("s");
            let table = document["servers"]["s"].as_table_like_mut().unwrap();
            add(&offered, &others, table, &mut said);
            assert_eq!(said.adds_something(), round == "first", "{round}");
            let table = document["servers"]["s"].to_string();
            assert!(table.contains(r#"prompts = ["greet"] # review:"#), "{table}");
            assert!(table.contains(r#"resources = ["demo://", "file:///srv/"] # review:"#), "{table}");
        }
    }
}
