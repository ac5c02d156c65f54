//! Rules for `[profiles]`, and which tools each selects.

use std::collections::{BTreeSet, HashMap};

use super::gateway::ALL;
use super::names;
use super::offers::{self, Kind};
use super::values::{self, unknown};
use crate::diag::{Code, Log, Shown as _};
use crate::model::Profile;
use crate::source::Span;
use crate::syntax::{self, ClassName, File, Form as _, ProfileName, Selector, Spanned, Tool, Words as _};

/// More than any model reads.
const MAX_TOKENS: i64 = 100_000_000;

/// Checks all profiles.
pub(super) fn check(file: &File, log: &mut Log) -> Vec<Profile> {
    let known = Known::new(file);
    let profiles = file.profiles.get().map(|profiles| &profiles.value);
    for entry in profiles.into_iter().flat_map(|profiles| &profiles.entries) {
        values::name::<ProfileName>(&entry.name, log);
        if entry.name.value == ALL {
            log.report(
                Code::ReservedProfile,
                entry.name.span,
                "the profile `all` always exists: it has every tool",
            )
            .help("remove it, or give it another name");
        }
    }
    let good = profiles.into_iter().flat_map(syntax::Map::good);
    let mut profiles: Vec<_> =
        good.map(|(name, profile)| check_profile(name, profile, (file, &known), log)).collect();
    profiles.sort_by(|a, b| a.name.cmp(&b.name));
    profiles
}

/// What selectors can refer to.
struct Known<'a> {
    /// Server and class (as written) of each tool.
    tools: HashMap<&'a str, (&'a str, Option<&'a str>)>,
    /// Alias to tool.
    aliases: HashMap<&'a str, &'a str>,
    servers: Vec<&'a str>,
    /// Whether every tool has a class that exists.
    classified: bool,
    /// Whether nothing else can exist that was not read.
    complete: bool,
}

impl<'a> Known<'a> {
    fn new(file: &'a File) -> Self {
        let class =
            |tool: Option<&'a Tool>| tool.and_then(|tool| tool.class.get()).map(|class| &*class.value);
        let tools =
            names::tools(file).map(|(server, name, tool)| (name.value.as_str(), (server, class(tool))));
        let tools: HashMap<_, _> = tools.collect();
        let is_class = |class: Option<&str>| class.is_some_and(|class| ClassName::WORDS.contains(&class));
        let aliases = names::tools(file).flat_map(|(_, name, tool)| {
            let aliases = tool.map(names::aliases).into_iter().flatten();
            aliases.map(move |alias| (&*alias.value, name.value.as_str()))
        });
        Self {
            classified: tools.values().all(|(_, class)| is_class(*class)),
            tools,
            aliases: aliases.collect(),
            servers: file.servers.get().into_iter().flat_map(|servers| servers.value.names()).collect(),
            complete: names::are_complete(file),
        }
    }

    fn select(&self, wanted: impl Fn(&str, Option<&str>) -> bool) -> Vec<&'a str> {
        let matching = self.tools.iter().filter(|(_, (server, class))| wanted(server, *class));
        matching.map(|(name, _)| *name).collect()
    }
}

fn check_profile(
    name: &Spanned<String>,
    written: &syntax::Profile,
    (file, known): (&File, &Known<'_>),
    log: &mut Log,
) -> Profile {
    let mut tools = BTreeSet::new();
    let mut resolved = known.complete;
    let selectors = written.tools.get().map(|tools| &tools.value);
    for selector in selectors.into_iter().flatten() {
        let selected = select(selector, known, log);
        resolved &= selected.is_some();
        tools.extend(selected.into_iter().flatten().map(str::to_owned));
    }
    if let Some(list) =
        written.tools.get().filter(|list| tools.is_empty() && (resolved || list.value.is_empty()))
    {
        empty(&name.value, list.span, log);
    }
    Profile {
        name: name.value.clone(),
        tools,
        prompts: offers::of_profile(&written.prompts, Kind::Prompts, file, log),
        resources: offers::of_profile(&written.resources, Kind::Resources, file, log),
        is_search: values::word(&written.mode, log) == Some(1),
        max_tokens: values::whole(&written.max_tokens, "max_tokens", 1..=MAX_TOKENS, log),
    }
}

fn empty(name: &str, span: Span, log: &mut Log) {
    log.report(Code::EmptyProfile, span, format!("the profile `{}` selects no tool", name.shown()))
        .help(format!("list {}", Selector::ACCEPTS));
}

/// The tools that a selector stands for; `None` when it was reported.
fn select<'a>(selector: &Spanned<Selector>, known: &Known<'a>, log: &mut Log) -> Option<Vec<&'a str>> {
    match selector.value.split_once(':') {
        Some(("class", class)) => of_class(class, selector.span, known, log),
        Some(("server", server)) => of_server(server, selector.span, known, log),
        Some(_) => {
            let message = format!("`{}` selects nothing that exists", selector.value.shown());
            log.report(Code::UnknownWord, selector.span, message)
                .help(format!("write {}", Selector::ACCEPTS));
            None
        }
        None => one_tool(&selector.value, selector.span, known, log),
    }
}

fn of_class<'a>(class: &str, span: Span, known: &Known<'a>, log: &mut Log) -> Option<Vec<&'a str>> {
    if ClassName::WORDS.contains(&class) {
        let selected = known.select(|_, of_tool| of_tool == Some(class));
        return (known.classified || !selected.is_empty()).then_some(selected);
    }
    let help = syntax::suggest(class, ClassName::WORDS, "the classes are");
    log.report(Code::UnknownWord, span, format!("there is no class `{}`", class.shown())).help(help);
    None
}

fn of_server<'a>(server: &str, span: Span, known: &Known<'a>, log: &mut Log) -> Option<Vec<&'a str>> {
    if known.servers.contains(&server) {
        return Some(known.select(|of_tool, _| of_tool == server));
    }
    if known.complete {
        unknown(Code::UnknownServer, span, "server", server, &known.servers, log);
    }
    None
}

fn one_tool<'a>(name: &str, span: Span, known: &Known<'a>, log: &mut Log) -> Option<Vec<&'a str>> {
    if let Some((name, _)) = known.tools.get_key_value(name) {
        return Some(vec![name]);
    }
    if let Some(tool) = known.aliases.get(name) {
        log.report(Code::UnknownTool, span, format!("`{name}` is another name of `{tool}`"))
            .help(format!("write `{tool}`: a profile lists tools by their own names"));
    } else if known.complete {
        let mut names: Vec<_> = known.tools.keys().copied().collect();
        names.sort_unstable();
        unknown(Code::UnknownTool, span, "tool", name, &names, log);
    }
    None
}
