//! Rules for what servers offer beside tools, and for whose prompts and resources a profile has.

use std::collections::{BTreeSet, HashMap};

use super::classes::Classes;
use super::names;
use super::values::{is_hidden, unknown};
use crate::diag::{Code, Log, Shown as _};
use crate::model::{Class, Offers, Policy, Prompts};
use crate::source::Span;
use crate::syntax::{File, Form as _, Key, Server, ServerName, Spanned, Wanted};

/// The longest name of a prompt, and the longest beginning of an address, in characters.
const MAX_NAME: usize = 128;
const MAX_PREFIX: usize = 1024;

/// What a profile has of a server beside tools.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Prompts,
    Resources,
}

/// Checks what all servers offer beside tools, against each other too.
pub(super) fn check(file: &File, log: &mut Log) {
    for (name, server) in names::servers(file) {
        declared(name, server, log);
        listed_prompts(server).iter().for_each(|prompt| check_name(prompt, log));
        prefixes(server).iter().for_each(|prefix| check_prefix(prefix, log));
    }
    taken_twice(file, log);
    overlapping(file, log);
}

/// Whether a server declares nothing beside tools.
pub(super) fn are_absent(server: &Server) -> bool {
    server.prompts.is_absent() && server.resources.is_absent()
}

/// What is passed through of a server beside tools.
pub(super) fn of_server(server: &Server, classes: &Classes) -> Option<Offers> {
    let prompts = server.prompts.get().map(|prompts| match &prompts.value {
        Wanted::All => Prompts::Any,
        Wanted::Only(_) => Prompts::Only(sorted(listed_prompts(server))),
    });
    let resources = sorted(prefixes(server));
    if prompts.is_none() && resources.is_empty() {
        return None;
    }
    // What a prompt or a resource says now is not known to be the same a moment later.
    let policy = Policy { cache: None, ..classes.policy(Class::Read) };
    Some(Offers { prompts, resources, completions: completes(server).is_some(), policy })
}

/// The servers whose prompts or resources a profile has.
pub(super) fn of_profile(key: &Key<Wanted>, kind: Kind, file: &File, log: &mut Log) -> BTreeSet<String> {
    let offering: Vec<_> =
        names::servers(file).filter(|(_, server)| kind.is_offered_by(server)).map(|(name, _)| name).collect();
    match key.get().map(|wanted| &wanted.value) {
        None => BTreeSet::new(),
        Some(Wanted::All) => offering.into_iter().map(|name| name.value.clone()).collect(),
        Some(Wanted::Only(list)) => {
            list.iter().filter_map(|selector| select(selector, kind, file, log)).collect()
        }
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Prompts => "prompts",
            Self::Resources => "resources",
        }
    }

    fn is_offered_by(self, server: &Server) -> bool {
        match self {
            Self::Prompts => !server.prompts.is_absent(),
            Self::Resources => !server.resources.is_absent(),
        }
    }
}

fn select(selector: &Spanned<String>, kind: Kind, file: &File, log: &mut Log) -> Option<String> {
    let what = kind.name();
    let Some(name) = selector.value.strip_prefix("server:").filter(|name| ServerName::allows(name)) else {
        let message = format!("`{}` names no server", selector.value.shown());
        log.report(Code::UnknownWord, selector.span, message).help(format!(
            "write `server:NAME`, for all {what} of a server, or `{what} = \"*\"` for those of all"
        ));
        return None;
    };
    match names::servers(file).find(|(known, _)| known.value == name) {
        Some((_, server)) if kind.is_offered_by(server) => Some(name.to_owned()),
        Some(_) => {
            log.report(
                Code::NothingOffered,
                selector.span,
                format!("the server `{name}` declares no {what}"),
            )
            .help(format!("add `{what}` to `[servers.{name}]`, or remove this"));
            None
        }
        None => {
            if names::are_complete(file) {
                let known: Vec<_> = names::servers(file).map(|(name, _)| name.value.as_str()).collect();
                unknown(Code::UnknownServer, selector.span, "server", name, &known, log);
            }
            None
        }
    }
}

fn sorted(texts: &[Spanned<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn listed_prompts(server: &Server) -> &[Spanned<String>] {
    match server.prompts.get().map(|prompts| &prompts.value) {
        Some(Wanted::Only(names)) => names,
        Some(Wanted::All) | None => &[],
    }
}

fn prefixes(server: &Server) -> &[Spanned<String>] {
    server.resources.get().map_or(&[], |prefixes| prefixes.value.as_slice())
}

/// Where `completions = true` stands.
fn completes(server: &Server) -> Option<Span> {
    server.completions.key().filter(|_| server.completions.get().is_some_and(|flag| flag.value))
}

fn declared(name: &Spanned<String>, server: &Server, log: &mut Log) {
    let empty_prompts = server
        .prompts
        .get()
        .filter(|prompts| matches!(&prompts.value, Wanted::Only(list) if list.is_empty()));
    let empty_resources = server.resources.get().filter(|resources| resources.value.is_empty());
    for (what, span) in [
        ("prompts", empty_prompts.map(|prompts| prompts.span)),
        ("resources", empty_resources.map(|resources| resources.span)),
    ] {
        if let Some(span) = span {
            log.report(Code::NothingOffered, span, format!("`{what}` lists nothing"))
                .help("list something, or remove it: what is not declared is not passed through");
        }
    }
    if let Some(span) = completes(server).filter(|_| are_absent(server)) {
        log.report(
            Code::NothingOffered,
            span,
            format!("`{}` has no prompts and no resources to complete", name.value),
        )
        .help("add `prompts` or `resources`, or remove this");
    }
    if let Some(span) = first_key(server).filter(|_| is_only_embedded(server)) {
        log.report(
            Code::NotEmbedded,
            span,
            format!("`{}` is built in, and such servers have tools only", name.value),
        )
        .help("add `endpoints.stdio` or `endpoints.http`, or remove this");
    }
}

fn first_key(server: &Server) -> Option<Span> {
    server.prompts.key().or(server.resources.key())
}

fn is_only_embedded(server: &Server) -> bool {
    server.endpoints.get().is_some_and(|endpoints| {
        let endpoints = &endpoints.value;
        !endpoints.embedded.is_absent() && endpoints.stdio.is_absent() && endpoints.http.is_absent()
    })
}

fn check_name(prompt: &Spanned<String>, log: &mut Log) {
    let name = &prompt.value;
    if !is_prompt(name) {
        log.report(Code::BadName, prompt.span, format!("`{}` cannot be the name of a prompt", name.shown()))
            .help(format!(
                "it has 1 to {MAX_NAME} characters, all of which can be seen; `prompts = \"*\"` takes all"
            ));
    }
}

/// Whether `prompts` can list a prompt of that name.
#[must_use]
pub fn is_prompt(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(|c| is_hidden(c) || c.is_control())
}

/// Whether `resources` can list that beginning of addresses.
#[must_use]
pub fn is_prefix(prefix: &str) -> bool {
    wrong_prefix(prefix).is_none()
}

fn check_prefix(prefix: &Spanned<String>, log: &mut Log) {
    if let Some(wrong) = wrong_prefix(&prefix.value) {
        log.report(
            Code::BadPrefix,
            prefix.span,
            format!("no address begins with `{}`: {wrong}", prefix.value.shown()),
        )
        .help("write the beginning of an address with its scheme, such as `notes://` or `file:///srv/docs/`");
    }
}

/// What is wrong with the beginning of an address. One that the gateway would refuse in every address is wrong too.
fn wrong_prefix(prefix: &str) -> Option<&'static str> {
    let scheme = prefix.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_lowercase())
            && scheme.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "+.-".contains(c))
    };
    let is_step = |step: &str| matches!(step.split(';').next(), Some("." | ".."));
    if !scheme.is_some_and(is_scheme) {
        return Some("it needs a scheme of lower-case letters and a colon");
    }
    if prefix.chars().count() > MAX_PREFIX {
        return Some("it is too long");
    }
    if !prefix.chars().all(|c| c.is_ascii_graphic() && c != '\\') {
        return Some("addresses are visible ASCII without `\\`");
    }
    if prefix.split(['/', '?', '#']).any(is_step) {
        return Some("addresses with `.` or `..` are refused");
    }
    prefix
        .contains('%')
        .then_some("it is compared as it stands, so that an encoded character cannot be relied on")
}

/// Prompts that are listed twice: by two servers, or by one.
fn taken_twice(file: &File, log: &mut Log) {
    let listed = |(name, server)| -> Vec<(&Spanned<String>, &Spanned<String>)> {
        let name: &Spanned<String> = name;
        listed_prompts(server).iter().map(move |prompt| (name, prompt)).collect()
    };
    let mut taken: HashMap<&str, (&str, Span)> = HashMap::new();
    for (server, prompt) in names::servers(file).flat_map(listed) {
        if let Some((first, span)) = taken.get(prompt.value.as_str()) {
            log.report(
                Code::DuplicateName,
                prompt.span,
                format!("the prompt `{}` is already taken", prompt.value.shown()),
            )
            .label(format!("a prompt of `{}`", server.value))
            .also(*span, format!("first here: a prompt of `{first}`"))
            .help("a name leads to one prompt: remove one of the two");
        } else {
            taken.insert(&prompt.value, (&server.value, prompt.span));
        }
    }
}

/// Whether the addresses that begin with `prefix` hold those that begin with `other`. A beginning that does not end at the
/// end of a part, such as `notes:list`, stands for that address and what lies below it, not for `notes:listing`.
#[must_use]
pub fn holds(prefix: &str, other: &str) -> bool {
    other.strip_prefix(prefix).is_some_and(|rest| {
        rest.is_empty()
            || prefix.ends_with(['/', ':', '?', '#', '=', '&'])
            || rest.starts_with(['/', '?', '#'])
    })
}

fn overlapping(file: &File, log: &mut Log) {
    let listed: Vec<_> = names::servers(file)
        .flat_map(|(name, server)| prefixes(server).iter().map(move |prefix| (name, prefix)))
        .collect();
    for (at, (server, prefix)) in listed.iter().enumerate() {
        let holds = |other: &Spanned<String>| {
            holds(&other.value, &prefix.value) || holds(&prefix.value, &other.value)
        };
        if let Some((first, other)) = listed[..at].iter().find(|(_, other)| holds(other)) {
            let message =
                format!("`{}` and `{}` have addresses in common", prefix.value.shown(), other.value.shown());
            log.report(Code::OverlappingPrefix, prefix.span, message)
                .label(format!("resources of `{}`", server.value))
                .also(other.span, format!("resources of `{}`", first.value))
                .help("an address leads to one server: make them differ before one of them ends");
        }
    }
}
