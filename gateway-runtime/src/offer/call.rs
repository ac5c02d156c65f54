//! Getting a prompt, reading a resource: the request line for what is no tool.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bytes::Bytes;
use tokio::time::Instant;

use super::serve::Method;
use super::{Offer, names};
use crate::audit::Entry;
use crate::call::{Ask, Call, Incoming, Listener, Sink, around};
use crate::envelope::{Params, short};
use crate::era::Era;
use crate::fault::Fault;
use crate::flight::Stage;
use crate::gateway::Gateway;
use crate::json::{Scanner, unquote};
use crate::peer::Peer;
use crate::principal::Principal;
use crate::reply::{CallResult, Reply};
use crate::spec::ToolSpec;
use crate::stage::dispatch::dispatch;
use crate::stage::offered::{admit_offered, limit_offered};
use crate::trace::{Step, Trace};
use crate::view::View;

/// Where a request goes: to whom, as which operation, and the name or address that it is about.
pub(super) struct Routed {
    pub(super) offer: &'static Offer,
    pub(super) tool: &'static ToolSpec,
    pub(super) about: String,
}

/// Carries out `prompts/get` or `resources/read`.
///
/// # Errors
///
/// Why it was not carried out.
pub(crate) async fn call(
    gateway: &Gateway,
    peer: &Peer,
    incoming: Incoming<'_>,
    method: Method,
) -> Result<Reply, Fault> {
    let (subject, name) = (subject(method, incoming.params), format!("\"{}\"", method.name()));
    let shown = Params {
        name: Some(&name),
        arguments: Some(&subject),
        meta: incoming.params.meta,
        ..Params::default()
    };
    let recorded =
        Incoming { params: &shown, sink: incoming.sink.clone(), came: None, line: incoming.line, ..incoming };
    // Recorded as calls of tools are, in the name of the operation.
    let mut entry = Entry::begin(gateway, peer, &recorded);
    let (came, sink) = (incoming.came, recorded.sink.clone());
    let incoming = Incoming { params: incoming.params, came, sink, ..recorded };
    let trace = incoming.trace;
    let outcome = stages(gateway, peer, incoming, method, &subject, &mut entry).await;
    let recording = trace.step(Step::Record);
    match &outcome {
        // To the record it is a name that leads nowhere.
        Err(fault @ (Fault::UnknownPrompt(_) | Fault::UnknownResource(_))) => {
            entry.end(&Err(Fault::InvalidParams(fault.to_string()))).await;
        }
        outcome => entry.end(outcome).await,
    }
    drop(recording);
    outcome
}

/// What the record says of the request: a JSON object.
fn subject(method: Method, params: &Params<'_>) -> String {
    let (name, arguments) = (params.name.unwrap_or("null"), params.arguments.unwrap_or("{}"));
    match method {
        Method::Get => format!(r#"{{"arguments":{arguments},"name":{name}}}"#),
        _ => format!(r#"{{"uri":{}}}"#, params.uri.unwrap_or("null")),
    }
}

async fn stages(
    gateway: &Gateway,
    peer: &Peer,
    incoming: Incoming<'_>,
    method: Method,
    subject: &str,
    entry: &mut Entry<'_>,
) -> Result<Reply, Fault> {
    let (principal, trace, era) = (peer.principal(), incoming.trace, incoming.era);
    let view = gateway.view(principal);
    let params = incoming.params;
    let routed = match method {
        Method::Get => prompt(gateway, principal, &view, params.name).await,
        _ => resource(&view, params.uri),
    };
    let Routed { offer, tool, about } = trace.step(Step::Route).ends(routed)?;
    entry.routed(tool);
    incoming.watched.calls(tool);
    trace.calls(tool, gateway.server_of(tool));
    let limiting = trace.step(Step::Limit);
    let approved = limiting.ends(limit_offered(gateway, principal, tool, subject).await)?;
    // It waits for its server from here on: operators see it, and can take it back.
    incoming.watched.enter();
    incoming.watched.reached(Stage::Backend);
    entry.passed_memory();
    entry.intend(&approved).await?;
    let call = asked(gateway, principal, tool, Ask { method: method.name(), about: Some(about) }, incoming);
    let reply = trace.step(Step::Dispatch).ends(dispatch(gateway, admit_offered(call), trace).await)?;
    gateway.offered().touched(offer, gateway.contract());
    Ok(match era {
        Era::Modern => for_modern(reply, method),
        Era::Legacy => reply,
    })
}

/// The server of a prompt. A name that the contract lists leads to the server that lists it; any other to the first server,
/// in their order, that passes all its prompts on and has one of that name.
pub(super) async fn prompt(
    gateway: &Gateway,
    principal: &Principal,
    view: &View,
    name: Option<&str>,
) -> Result<Routed, Fault> {
    let name = text(name, "params.name", "a prompt's name")?;
    let seen = view.prompts();
    let lists = |offer: &&Offer| {
        offer.prompts.as_ref().is_some_and(|prompts| prompts.names.is_some() && prompts.admits(&name))
    };
    // A name that the contract lists leads nowhere else, also for who may not see its server.
    let offer = match gateway.contract().offers.servers.iter().find(lists) {
        Some(listing) => seen.iter().find(|offer| offer.server == listing.server).copied(),
        None => names::who_has(gateway, principal, seen, &name).await,
    };
    let found = offer.and_then(|offer| Some((offer, offer.prompts()?)));
    let (offer, tool) = found.ok_or_else(|| Fault::UnknownPrompt(short(&name).into_owned()))?;
    Ok(Routed { offer, tool, about: name.into_owned() })
}

/// The server of a resource.
pub(super) fn resource(view: &View, uri: Option<&str>) -> Result<Routed, Fault> {
    let uri = text(uri, "params.uri", "a resource's address")?;
    addressed(view, &uri, |offer| offer.resources.as_ref().is_some_and(|resources| resources.admits(&uri)))
}

/// The server whose address `admits` says it is.
pub(super) fn addressed(view: &View, uri: &str, admits: impl Fn(&Offer) -> bool) -> Result<Routed, Fault> {
    let found = view.resources().iter().find(|offer| admits(offer));
    let found = found.and_then(|offer| Some((*offer, offer.resources()?)));
    let (offer, tool) = found.ok_or_else(|| Fault::UnknownResource(shown(uri)))?;
    Ok(Routed { offer, tool, about: uri.to_owned() })
}

/// As much of an address as an error repeats.
fn shown(uri: &str) -> String {
    match uri.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &uri[..end]),
        None => uri.to_owned(),
    }
}

fn text<'a>(raw: Option<&'a str>, place: &str, what: &str) -> Result<Cow<'a, str>, Fault> {
    match raw {
        Some(raw) if raw.starts_with('"') => Ok(unquote(raw)),
        Some(raw) => Err(Fault::InvalidParams(format!("`{place}` must be a string, found {}", short(raw)))),
        None => Err(Fault::InvalidParams(format!("`{place}` is missing: {what}"))),
    }
}

/// The request as it goes on: all of `params` as the client wrote it.
pub(super) fn asked(
    gateway: &Gateway,
    caller: &Principal,
    tool: &'static ToolSpec,
    ask: Ask,
    incoming: Incoming<'_>,
) -> Call {
    let part = |text: &str| incoming.line.slice_ref(text.as_bytes());
    let (params, meta) = (incoming.params, &incoming.params.meta);
    let call = bare(gateway, caller, tool, ask);
    Call {
        params: params.raw.map(part),
        meta: meta.raw.filter(|raw| raw.starts_with('{')).map(part),
        client_capabilities: meta.client_capabilities.map(part),
        era: incoming.era,
        listener: Listener {
            sink: incoming.sink,
            progress_token: meta.progress_token.map(part),
            log_from: incoming.log_from,
        },
        onward: incoming.trace.onward(incoming.came.map(|came| *came)),
        ..call
    }
}

/// A request of the gateway's own.
fn bare(gateway: &Gateway, caller: &Principal, tool: &'static ToolSpec, ask: Ask) -> Call {
    let policy = gateway.policy_of(tool);
    let timeout = policy.call_timeout.unwrap_or(gateway.server_of(tool).call_timeout);
    Call {
        tool,
        caller: *caller,
        policy,
        arguments: Bytes::new(),
        params: None,
        meta: None,
        client_capabilities: None,
        era: Era::Legacy,
        listener: Listener { sink: Arc::new(Nobody), progress_token: None, log_from: None },
        deadline: Instant::now() + timeout,
        timeout,
        sent: AtomicBool::new(false),
        onward: None,
        ask: Some(ask),
    }
}

struct Nobody;

impl Sink for Nobody {
    fn send(&self, _: &[&[u8]]) {}
}

/// Asks a server something of the gateway's own, with these `params`.
///
/// # Errors
///
/// Why there is no result.
pub(super) async fn question(
    gateway: &Gateway,
    caller: &Principal,
    (offer, tool): (&'static Offer, &'static ToolSpec),
    method: &'static str,
    params: Option<String>,
) -> Result<CallResult, Fault> {
    let call = bare(gateway, caller, tool, Ask { method, about: None });
    let call = Call { params: params.map(Bytes::from), ..call };
    let reply = dispatch(gateway, admit_offered(call), &Trace::default()).await?;
    gateway.offered().touched(offer, gateway.contract());
    match reply {
        Reply::Result(result) => Ok(result),
        Reply::Error(error) => {
            let server = gateway.server_of(tool).name;
            let error = String::from_utf8_lossy(&error);
            let error: String = error.chars().filter(|c| !c.is_control()).take(200).collect();
            Err(Fault::BadReply { server, reason: format!("it refused {method}: {error}") })
        }
    }
}

/// What a client of 2026-07-28 is owed beside what a server of an earlier revision says: for how long it may keep what it
/// read, and the error code of its revision (server/resources, "Error Handling").
fn for_modern(reply: Reply, method: Method) -> Reply {
    match reply {
        Reply::Result(result) if method == Method::Read && result.is_complete() => {
            Reply::Result(with_freshness(result))
        }
        Reply::Error(error) => Reply::Error(with_new_code(error)),
        reply => reply,
    }
}

/// What one client may read another may not, so that nothing is for all.
fn with_freshness(result: CallResult) -> CallResult {
    let Ok(text) = std::str::from_utf8(&result.raw) else { return result };
    let (mut ttl, mut scope) = (None, None);
    let _ = Scanner::new(text).object(|key, inner| {
        let value = inner.value()?;
        match key {
            "\"ttlMs\"" => ttl = Some(value),
            "\"cacheScope\"" => scope = Some(value),
            _ => {}
        }
        Ok(())
    });
    let mut head = String::from("{");
    head.push_str(if ttl.is_none() { "\"ttlMs\":0," } else { "" });
    head.push_str(if scope.is_none() { "\"cacheScope\":\"private\"," } else { "" });
    let inside = match scope.and_then(|scope| around(&result.raw, scope.as_bytes())) {
        Some((before, after)) => [before.get(1..).unwrap_or_default(), b"\"private\"", after].concat(),
        None => result.raw.get(1..).unwrap_or_default().to_vec(),
    };
    if inside.trim_ascii_start().first() == Some(&b'}') {
        head.pop();
    }
    CallResult::read(&[head.as_bytes(), &inside].concat().into()).unwrap_or(result)
}

fn with_new_code(error: Bytes) -> Bytes {
    let Ok(text) = std::str::from_utf8(&error) else { return error };
    let mut code = None;
    let _ = Scanner::new(text).object(|key, inner| {
        let value = inner.value()?;
        code = if key == "\"code\"" { Some(value) } else { code };
        Ok(())
    });
    match code.filter(|code| *code == "-32002").and_then(|code| around(&error, code.as_bytes())) {
        Some((before, after)) => [before, b"-32602", after].concat().into(),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_modern_client_reads_is_fresh_for_nobody_else() {
        for (result, expected) in [
            (r#"{"contents":[1.10]}"#, r#"{"ttlMs":0,"cacheScope":"private","contents":[1.10]}"#),
            ("{}", r#"{"ttlMs":0,"cacheScope":"private"}"#),
            (
                r#"{"contents":[], "ttlMs" : 5,"cacheScope":"public","z":1e400}"#,
                r#"{"contents":[], "ttlMs" : 5,"cacheScope":"private","z":1e400}"#,
            ),
            (
                r#"{"cacheScope":"private","contents":[]}"#,
                r#"{"ttlMs":0,"cacheScope":"private","contents":[]}"#,
            ),
        ] {
            let read = CallResult::read(&result.into()).expect("an object");
            assert_eq!(with_freshness(read).raw, expected);
        }
    }

    #[test]
    fn a_resource_that_is_not_found_has_the_code_of_the_era() {
        for (error, expected) in [
            (
                r#"{"code": -32002,"message":"no","data":{"uri":"a://b"}}"#,
                r#"{"code": -32602,"message":"no","data":{"uri":"a://b"}}"#,
            ),
            (r#"{"code":-32603,"message":"-32002"}"#, r#"{"code":-32603,"message":"-32002"}"#),
        ] {
            assert_eq!(with_new_code(error.into()), expected);
        }
    }
}
