//! Rules for `[servers.NAME.endpoints]`: commands, addresses, environment, and secrets only by reference.

use std::collections::{BTreeMap, HashMap};

use super::values;
use crate::diag::{Code, Log, Shown as _};
use crate::model::{Http, Stdio};
use crate::source::Span;
use crate::syntax::{self, Endpoints, Entry, Form as _, Key, List, Server, Spanned, Tool, VariableName};

type Checked = (Option<String>, Option<Stdio>, Option<Http>);

/// Checks the endpoints of a server.
pub(super) fn check(name: &Spanned<String>, server: &Server, log: &mut Log) -> Checked {
    let endpoints = server.endpoints.get().map(|endpoints| &endpoints.value);
    if endpoints.is_none_or(is_empty) && !server.endpoints.is_wrong() {
        let message = format!("nothing serves `{}`: it has no endpoint", name.value);
        log.report(Code::NoEndpoint, name.span, message)
            .help(format!("add `[servers.{}.endpoints.embedded]`, `.stdio` or `.http`", name.value));
    }
    let Some(endpoints) = endpoints else { return (None, None, None) };
    let embedded = endpoints.embedded.get().and_then(|embedded| fleet(&embedded.value.fleet, log));
    let stdio = endpoints.stdio.get().map(|stdio| check_stdio(&stdio.value, log));
    let http = endpoints.http.get().and_then(|http| check_http(&http.value, log));
    if !may_return(server) {
        let stdio = endpoints.stdio.get().map(|stdio| &stdio.value.returns);
        let http = endpoints.http.get().map(|http| &http.value.returns);
        [stdio, http].into_iter().flatten().for_each(|returns| nothing_returned(&name.value, returns, log));
    }
    (embedded, stdio, http)
}

/// Whether a tool declares what it returns, or one that could was not read.
fn may_return(server: &Server) -> bool {
    let declares = |tool: &Tool| !tool.returns.is_absent() || !tool.output_schema.is_absent();
    let tools = server.tools.get().map(|tools| &tools.value.entries);
    let entry = |entry: &Entry<Tool>| entry.value.as_ref().is_none_or(|tool| declares(&tool.value));
    tools.map_or(server.tools.is_wrong(), |tools| tools.iter().any(entry))
}

fn nothing_returned(server: &str, returns: &Key<bool>, log: &mut Log) {
    if let Some(span) = returns.key().filter(|_| is_true(returns)) {
        log.report(Code::NothingReturned, span, format!("no tool of `{server}` declares what it returns"))
            .help(format!("add `[servers.{server}.tools.TOOL.returns]`, or remove this"));
    }
}

fn is_true(key: &Key<bool>) -> bool {
    key.get().is_some_and(|flag| flag.value)
}

fn is_empty(endpoints: &Endpoints) -> bool {
    endpoints.embedded.is_absent() && endpoints.stdio.is_absent() && endpoints.http.is_absent()
}

fn fleet(key: &Key<String>, log: &mut Log) -> Option<String> {
    let fleet = key.get()?;
    values::name::<syntax::ServerName>(fleet, log);
    Some(fleet.value.clone())
}

fn check_stdio(written: &syntax::Stdio, log: &mut Log) -> Stdio {
    duplicates(written, log);
    Stdio {
        command: written.command.get().map(|command| check_command(command, log)).unwrap_or_default(),
        cwd: written.cwd.get().map(|cwd| referring(cwd, log)),
        env: environment(written, log),
        pass_env: pass_env(written).iter().map(|name| variable(&name.value, name.span, log)).collect(),
        returns: is_true(&written.returns),
    }
}

fn check_http(written: &syntax::Http, log: &mut Log) -> Option<Http> {
    Some(Http { url: url(&written.url, log)?, returns: is_true(&written.returns) })
}

fn check_command(command: &Spanned<List<String>>, log: &mut Log) -> Vec<String> {
    if command.value.first().is_none_or(|program| program.value.trim().is_empty()) {
        log.report(Code::EmptyCommand, command.span, "the command names no program")
            .help("write the program and its arguments, such as `[\"python3\", \"-m\", \"server\"]`");
    }
    command.value.iter().map(|part| referring(part, log)).collect()
}

fn environment(written: &syntax::Stdio, log: &mut Log) -> BTreeMap<String, String> {
    let mut environment = BTreeMap::new();
    for entry in written.env.get().into_iter().flat_map(|env| &env.value.entries) {
        let name = variable(&entry.name.value, entry.name.span, log);
        if let Some(value) = &entry.value {
            secret(&name, value, log);
            environment.insert(name, referring(value, log));
        }
    }
    environment
}

fn pass_env(written: &syntax::Stdio) -> &[Spanned<VariableName>] {
    written.pass_env.get().map_or(&[], |names| names.value.as_slice())
}

fn variable(name: &str, span: Span, log: &mut Log) -> String {
    if !VariableName::allows(name) {
        let message = format!("`{}` cannot be {}", name.shown(), VariableName::WHAT);
        log.report(Code::BadVariable, span, message).help(format!("allowed are {}", VariableName::ACCEPTS));
    }
    name.to_owned()
}

/// A variable is set or passed on, and that once.
fn duplicates(written: &syntax::Stdio, log: &mut Log) {
    let set = written.env.get().into_iter().flat_map(|env| &env.value.entries);
    let set = set.map(|entry| (entry.name.value.as_str(), entry.name.span));
    let passed = pass_env(written).iter().map(|name| (&*name.value, name.span));
    let mut uses: Vec<_> = set.chain(passed).collect();
    uses.sort_by_key(|used| used.1);
    let mut taken = HashMap::new();
    for (name, span) in uses {
        if let Some(first) = taken.get(name) {
            log.report(
                Code::DuplicateName,
                span,
                format!("the variable `{}` stands here twice", name.shown()),
            )
            .also(*first, "first here")
            .help("set it in `env` or pass it on with `pass_env`, once");
        } else {
            taken.insert(name, span);
        }
    }
}

const SECRET_NAMES: [&str; 4] = ["KEY", "TOKEN", "SECRET", "PASSWORD"];

fn secret(name: &str, value: &Spanned<String>, log: &mut Log) {
    let upper = name.to_ascii_uppercase();
    let sounds_secret = upper.rsplit('_').next().is_some_and(|last| SECRET_NAMES.contains(&last));
    if sounds_secret && !is_bare_reference(&value.value) {
        log.report(
            Code::PlainSecret,
            value.span,
            format!("`{name}` looks like a secret and is written out here"),
        )
        .help(format!(
            "write `{name} = \"${{{name}}}\"`, without a default, and set it where the gateway runs"
        ));
    }
}

/// `${NAME}` or `${NAME:-}` and nothing else.
fn is_bare_reference(text: &str) -> bool {
    let inner = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| VariableName::allows(inner.strip_suffix(":-").unwrap_or(inner)))
}

/// A text that may refer to environment variables.
fn referring(value: &Spanned<String>, log: &mut Log) -> String {
    if let Err(bad) = references(&value.value) {
        log.report(Code::BadReference, value.span, format!("`{}` is not a reference", bad.shown()))
            .help("write `${NAME}` or `${NAME:-default}`; references cannot be nested");
    }
    value.value.clone()
}

/// The first malformed reference, if there is one.
fn references(text: &str) -> Result<(), &str> {
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let reference = &rest[start..];
        let Some(end) = reference.find('}') else { return Err(reference) };
        let inner = &reference[2..end];
        let (name, default) = inner.split_once(":-").unwrap_or((inner, ""));
        if !VariableName::allows(name) || default.contains("${") {
            return Err(&reference[..=end]);
        }
        rest = &reference[end + 1..];
    }
    Ok(())
}

fn url(key: &Key<String>, log: &mut Log) -> Option<String> {
    let url = key.get()?;
    let text = referring(url, log);
    let shown = resolved(&text);
    if !is_http(&shown) {
        log.report(Code::BadUrl, url.span, format!("`{}` is not an http address", text.shown()))
            .help("write `http://HOST:PORT/PATH` or `https://HOST:PORT/PATH`");
    }
    if authority(&shown).is_some_and(|host| host.contains('@')) {
        log.report(Code::PlainSecret, url.span, "the address has a user name or password in it")
            .help("remove what stands before `@`; credentials are given to the gateway when it runs");
    }
    Some(text)
}

/// The address with defaults filled in; a variable without one may hold anything that fits.
fn resolved(text: &str) -> String {
    let mut resolved = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        resolved.push_str(before);
        let (inner, tail) = after.split_once('}').unwrap_or((after, ""));
        let otherwise = if resolved.is_empty() { "http://host" } else { "1" };
        resolved.push_str(inner.split_once(":-").map_or(otherwise, |(_, default)| default));
        rest = tail;
    }
    resolved + rest
}

fn authority(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"))?;
    rest.split(['/', '?', '#']).next()
}

fn is_http(url: &str) -> bool {
    let visible = url.chars().all(|c| c.is_ascii_graphic());
    let host = authority(url).map(|authority| authority.rsplit_once('@').map_or(authority, |(_, host)| host));
    visible && host.is_some_and(is_host)
}

/// A name or address, with or without a port.
fn is_host(host: &str) -> bool {
    let after_address = host.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (name, port) = match after_address {
        Some((address, rest)) => (address, rest.strip_prefix(':')),
        None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
    };
    !name.is_empty() && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}
