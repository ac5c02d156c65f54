//! Puts servers and tools into a document, and takes nothing out of it.

mod compare;
mod taken;

use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use self::taken::Taken;
use super::class::{self, Guess};
use super::endpoint::Endpoint;
use super::form::Files;
use super::listing::Found;
use super::offers::{self, Offered};
use super::report::{Report, ServerReport};
use super::{names, render, text};

/// A server, with what it said.
pub(super) struct Answered {
    pub(super) name: String,
    pub(super) endpoint: Option<Endpoint>,
    pub(super) tools: Vec<String>,
    pub(super) offered: Offered,
}

/// A document that is being added to.
pub(super) struct Merge<'a> {
    document: DocumentMut,
    taken: Taken,
    /// The folder of the file.
    base: &'a Path,
    prefix: &'a str,
    files: Files,
    collisions: Vec<String>,
}

/// What came of it.
pub(super) struct Merged {
    pub(super) text: String,
    pub(super) files: Files,
}

impl<'a> Merge<'a> {
    /// # Errors
    ///
    /// Where the text is not TOML.
    pub(super) fn new(shown: &str, text: &str, base: &'a Path, prefix: &'a str) -> Result<Self, String> {
        let document = text.parse().map_err(|error: toml_edit::TomlError| {
            format!(
                "{shown}: it is not TOML, so nothing was written; `gatewayc check {shown}` says more\n{error}"
            )
        })?;
        let taken = Taken::read(shown, text);
        Ok(Self { document, taken, base, prefix, files: Files::new(), collisions: Vec::new() })
    }

    /// # Errors
    ///
    /// Where the file has something else in the place.
    pub(super) fn add(&mut self, server: &Answered, report: &mut Report) -> Result<(), String> {
        let found = found(&server.tools);
        let returns = found.iter().flatten().any(|tool| tool.output.is_some());
        let prefix = self.prefix.replace("{server}", &server.name);
        let mut said = ServerReport::new(&server.name);
        let is_new = self.server(server, returns, &mut said)?;
        let mut live = Vec::new();
        for tool in found {
            match tool {
                Ok(tool) if live.contains(&tool.name) => {
                    said.refused.push((text::line(&tool.name), "the server lists it twice".to_owned()));
                }
                Ok(tool) => {
                    live.push(tool.name.clone());
                    self.tool(&server.name, &prefix, &tool, &mut said)?;
                }
                Err(why) => said.refused.push(("(unnamed)".to_owned(), why)),
            }
        }
        said.gone = self.gone(&server.name, &live);
        if !server.offered.is_empty() {
            let others = offers::of_others(&self.document, &server.name);
            offers::add(&server.offered, &others, self.table(&server.name)?, &mut said);
        }
        if is_new && !said.adds_something() {
            // A server without tools is a mistake in the file.
            self.servers()?.remove(&server.name);
            said.notes.push("it offers nothing that could be taken, so it is left out".to_owned());
        }
        report.servers.push(said);
        Ok(())
    }

    /// What the file is now, and the files beside it.
    ///
    /// # Errors
    ///
    /// Every collision of names, each with both places.
    pub(super) fn finish(self, before: &str) -> Result<Merged, String> {
        if !self.collisions.is_empty() {
            return Err(told(&self.collisions));
        }
        let text = self.document.to_string();
        let text =
            if before.contains("\r\n") { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        Ok(Merged { text, files: self.files })
    }

    fn servers(&mut self) -> Result<&mut dyn TableLike, String> {
        let root = self.document.as_table_mut();
        if !root.contains_key("servers") {
            root.insert("servers", implicit());
        }
        root.get_mut("servers")
            .and_then(Item::as_table_like_mut)
            .ok_or_else(|| "`servers` in the file is no table".to_owned())
    }

    fn table(&mut self, server: &str) -> Result<&mut dyn TableLike, String> {
        let table = self.servers()?.get_mut(server).and_then(Item::as_table_like_mut);
        table.ok_or_else(|| format!("`servers.{server}` in the file is no table"))
    }

    /// Adds the server where there is none; true then.
    fn server(&mut self, server: &Answered, returns: bool, said: &mut ServerReport) -> Result<bool, String> {
        let endpoint = server.endpoint.as_ref().map(|endpoint| endpoint.table(returns));
        if self.servers()?.contains_key(&server.name) {
            if let Some((kind, table)) = endpoint {
                let there =
                    self.table(&server.name)?.get("endpoints").and_then(|endpoints| endpoints.get(kind));
                compare::endpoint(kind, there, &table, said);
            }
            return Ok(false);
        }
        let mut table = Table::new();
        table.set_implicit(true);
        if server.endpoint.as_ref().is_some_and(Endpoint::is_fetched) {
            // It may have to be fetched first.
            table.insert("start_timeout", "2m".into());
            table.set_implicit(false);
        }
        let mut endpoints = Table::new();
        endpoints.set_implicit(true);
        if let Some((kind, table)) = endpoint {
            endpoints.insert(kind, Item::Table(table));
            table_is_said(kind, &server.endpoint, said);
        }
        table.insert("endpoints", Item::Table(endpoints));
        table.insert("tools", implicit());
        self.servers()?.insert(&server.name, Item::Table(table));
        Ok(true)
    }

    fn tool(
        &mut self,
        server: &str,
        prefix: &str,
        tool: &Found,
        said: &mut ServerReport,
    ) -> Result<(), String> {
        if let Some((name, there)) = self.existing(server, &tool.name) {
            let class = there.get("class").and_then(Item::as_str).unwrap_or("destructive").to_owned();
            let class = match class.as_str() {
                "read" => "read",
                "write" => "write",
                _ => "destructive",
            };
            let why = String::new();
            match render::tool(server, &name, tool, &Guess { class, why }, false) {
                Ok(rendered) => compare::tool(&name, &there, &rendered, self.base, said),
                Err(why) => said.differs.push((name, vec![why])),
            }
            return Ok(());
        }
        let name = names::tool(prefix, &tool.name);
        let guess = class::propose(tool);
        let rendered = match render::tool(server, &name, tool, &guess, true) {
            Ok(rendered) => rendered,
            Err(why) => {
                said.refused.push((text::line(&tool.name), why));
                return Ok(());
            }
        };
        if let Some(collision) = self.taken.take(&name, server, &tool.name) {
            self.collisions.push(collision);
            return Ok(());
        }
        for (path, content) in rendered.files {
            self.file(path, content)?;
        }
        said.note(&name, rendered.notes);
        said.added.push((name.clone(), guess));
        let why = said.added.last().map(|(_, guess)| guess.why.clone()).unwrap_or_default();
        self.put(server, &name, rendered.table, &why)
    }

    fn put(&mut self, server: &str, name: &str, tool: Table, why: &str) -> Result<(), String> {
        let table = self.table(server)?;
        if !table.contains_key("tools") {
            table.insert("tools", implicit());
        }
        let tools = table.get_mut("tools").ok_or("there is no place for tools")?;
        let is_inline = tools.as_table().is_none_or(Table::is_dotted);
        let tools = tools
            .as_table_like_mut()
            .ok_or_else(|| format!("`servers.{server}.tools` in the file is no table"))?;
        let item = if is_inline { Item::Value(on_one_line(tool, why)) } else { Item::Table(tool) };
        tools.insert(name, item);
        Ok(())
    }

    /// A file that is there already is somebody's.
    fn file(&mut self, path: String, content: String) -> Result<(), String> {
        match std::fs::read_to_string(self.base.join(&path)) {
            Ok(there) if there == content => Ok(()),
            Ok(_) => Err(format!(
                "{path} is there already, with another schema: remove or rename it, and import again"
            )),
            Err(_) => {
                self.files.insert(path, content);
                Ok(())
            }
        }
    }

    /// The tool of the file that is this one at the server.
    fn existing(&mut self, server: &str, upstream: &str) -> Option<(String, Table)> {
        let tools = self.table(server).ok()?.get("tools")?.as_table_like()?;
        let is_it = |(name, item): &(&str, &Item)| {
            item.get("upstream").and_then(Item::as_str).unwrap_or(name) == upstream
        };
        let (name, item) = tools.iter().find(is_it)?;
        Some((name.to_owned(), item.clone().into_table().ok()?))
    }

    fn gone(&mut self, server: &str, live: &[String]) -> Vec<String> {
        let Ok(table) = self.table(server) else { return Vec::new() };
        let tools = table.get("tools").and_then(Item::as_table_like);
        let upstream =
            |name: &str, item: &Item| item.get("upstream").and_then(Item::as_str).unwrap_or(name).to_owned();
        let tools = tools.into_iter().flat_map(TableLike::iter);
        tools
            .filter(|(name, item)| !live.contains(&upstream(name, item)))
            .map(|(name, _)| name.to_owned())
            .collect()
    }
}

fn implicit() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}

/// Comments have no place inside; the one on the class goes to the end.
fn on_one_line(tool: Table, why: &str) -> Value {
    let mut tool = tool.into_inline_table();
    tool.fmt();
    let mut value = Value::InlineTable(tool);
    value.decor_mut().set_suffix(format!(" # review: {why}"));
    value
}

fn found(tools: &[String]) -> Vec<Result<Found, String>> {
    tools.iter().map(|raw| Found::read(raw)).collect()
}

/// What a person has to set before the server can be reached.
fn table_is_said(kind: &str, endpoint: &Option<Endpoint>, said: &mut ServerReport) {
    let secrets = endpoint.iter().flat_map(|endpoint| &endpoint.secrets);
    let names: Vec<_> = secrets.map(|(name, _)| name.as_str()).collect();
    if !names.is_empty() {
        said.notes.push(format!(
            "secrets are not written down: set {} where the gateway runs ({kind})",
            names.join(", ")
        ));
    }
}

/// So many collisions are told one by one: with a prefix they all go.
const TOLD: usize = 20;

fn told(collisions: &[String]) -> String {
    let mut text = collisions[..collisions.len().min(TOLD)].join("\n");
    if let Some(more @ 1..) = collisions.len().checked_sub(TOLD) {
        text.push_str(&format!("\nand {more} more names that are taken"));
    }
    text
}
