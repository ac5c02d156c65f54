//! Rules for `[servers]`.

use std::time::Duration;

use super::classes::Classes;
use super::{Context, endpoints, offers, pattern, tools, values};
use crate::diag::Code;
use crate::model::Server;
use crate::source::Span;
use crate::syntax::{self, File, Spanned};

const START_TIMEOUT: Duration = Duration::from_secs(30);
const CALL_TIMEOUT: Duration = Duration::from_secs(60);
const IN_FLIGHT: u32 = 16;
const MAX_IN_FLIGHT: i64 = 1024;

/// Checks all servers.
pub(super) fn check(file: &File, classes: &Classes, cx: &mut Context<'_>) -> Vec<Server> {
    let entries = file.servers.get().map_or(&[][..], |servers| &servers.value.entries);
    if entries.is_empty() && !file.servers.is_wrong() {
        let span = file.servers.get().map_or_else(Span::default, |servers| servers.span);
        cx.log
            .report(Code::NoTools, span, "there is nothing to serve: the file has no servers")
            .help("add `[servers.NAME]` with `[servers.NAME.endpoints.…]` and `[servers.NAME.tools.…]`");
    }
    let good = super::names::servers(file);
    let mut servers: Vec<_> = good.map(|(name, server)| check_server(name, server, classes, cx)).collect();
    servers.sort_by(|a, b| a.name.cmp(&b.name));
    if !servers.is_empty() && cx.log.is_empty() && servers.iter().all(|server| server.tools.is_empty()) {
        let span = file.servers.get().map_or_else(Span::default, |servers| servers.span);
        cx.log
            .report(Code::NoTools, span, "no server has a tool")
            .help("a gateway has at least one tool; prompts and resources come beside tools");
    }
    servers
}

fn check_server(
    name: &Spanned<String>,
    written: &syntax::Server,
    classes: &Classes,
    cx: &mut Context<'_>,
) -> Server {
    has_tools(name, written, cx);
    let (embedded, stdio, http) = endpoints::check(name, written, &mut cx.log);
    let log = &mut cx.log;
    Server {
        name: name.value.clone(),
        title: values::text(&written.title, "title", log).unwrap_or_else(|| name.value.clone()),
        start_timeout: values::duration_or(&written.start_timeout, START_TIMEOUT, log),
        call_timeout: values::duration_or(&written.call_timeout, CALL_TIMEOUT, log),
        in_flight: values::whole(&written.in_flight, "in_flight", 1..=MAX_IN_FLIGHT, log)
            .unwrap_or(IN_FLIGHT),
        types: written.types.get().is_none_or(|types| types.value),
        failures: failures(written, cx),
        embedded,
        stdio,
        http,
        offers: offers::of_server(written, classes),
        tools: tools::check(written, classes, cx),
    }
}

fn has_tools(name: &Spanned<String>, written: &syntax::Server, cx: &mut Context<'_>) {
    let none = written.tools.get().is_none_or(|tools| tools.value.entries.is_empty());
    if none && !written.tools.is_wrong() && offers::are_absent(written) {
        cx.log
            .report(Code::NoTools, name.span, format!("the server `{}` has no tools", name.value))
            .help(format!("add `[servers.{}.tools.NAME]`, or remove the server", name.value));
    }
}

fn failures(written: &syntax::Server, cx: &mut Context<'_>) -> Vec<String> {
    let failures = written.failures.get().into_iter().flat_map(|failures| &failures.value);
    failures.filter_map(|failure| pattern::compiles(failure, cx)).collect()
}
