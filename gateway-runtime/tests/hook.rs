//! Rules for a tool: when they are asked, and what a refusal means.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::sync::Arc;
use std::sync::Mutex;

use gateway_macros::hook;
use gateway_runtime::backend::Endpoint;
use gateway_runtime::call::Sink;
use gateway_runtime::client::CallReply;
use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};
use gateway_runtime::gateway::{Gateway, Limits, Reach};
use gateway_runtime::hook::{HookCall, Refusal};
use gateway_runtime::local::Local;
use gateway_runtime::narrow::Overlay;
use gateway_runtime::principal::Principal;
use gateway_runtime::spec::Contract;
use gateway_runtime::view::Shown;

mod generated {
    gateway_macros::gateway!("./../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
}

use generated::servers::r#type::{AB2Args, MatchArgs};

static CONTRACT: &Contract = &generated::CONTRACT;

#[hook("match", "./../../gateway-codegen/tests/fixtures/kitchen_sink.toml", before)]
async fn no_secrets(call: &HookCall<'_>, args: &MatchArgs<'_>) -> Result<(), Refusal> {
    match args.path.contains("secret") {
        true => Err(Refusal::new(format!("{} of {} reads no secrets.", call.principal(), call.tool().name))),
        false => Ok(()),
    }
}

#[hook("match", "./../../gateway-codegen/tests/fixtures/kitchen_sink.toml", after)]
async fn no_names(_: &HookCall<'_>, _: &MatchArgs<'_>, reply: &CallReply) -> Result<(), Refusal> {
    if reply.text().contains("Ada") { Err(Refusal::new("it names a person.")) } else { Ok(()) }
}

#[hook("a-b", "./../../gateway-codegen/tests/fixtures/kitchen_sink.toml", before)]
async fn approved(call: &HookCall<'_>, _: &AB2Args) -> Result<(), Refusal> {
    if call.needs_approval() { Err(Refusal::new("it would be asked for.")) } else { Ok(()) }
}

/// Says what it is asked, and remembers it.
#[derive(Default)]
struct Echo(Mutex<Vec<String>>);

impl EmbeddedServer for Echo {
    fn call(&self, _: &str, arguments: &str, _: &CallContext) -> Result<ToolOutput, ToolFailure> {
        self.0.lock().expect("no panic").push(arguments.to_owned());
        Ok(ToolOutput::text(arguments))
    }
}

struct Nobody;

impl Sink for Nobody {
    fn send(&self, _: &[&[u8]]) {}
}

fn local(echo: &Arc<Echo>) -> (Arc<Gateway>, Local) {
    let reach = |_| Reach { endpoint: Endpoint::Embedded(echo.clone()), shown: Shown::Plain };
    let limits = Limits { message_bytes: 1 << 20, in_flight: 8, cache_bytes: 1 << 20 };
    let gateway = Gateway::new(CONTRACT, CONTRACT.servers.iter().map(reach), limits);
    let gateway = Arc::new(gateway.with_hooks(&[no_secrets::HOOK, no_names::HOOK, approved::HOOK]));
    let principal = Principal::named(CONTRACT, CONTRACT.principal.name).expect("a principal");
    (gateway.clone(), Local::new(gateway, principal, Arc::new(Nobody)))
}

async fn matched(local: &Local, path: &str) -> (bool, String) {
    let arguments = format!(r#"{{"type":"t","path":"{path}","role":null}}"#);
    let reply = local.call_named("match", &arguments).await.expect("an answer");
    (reply.is_error(), reply.text())
}

#[tokio::test]
async fn what_a_rule_refuses_is_not_sent_and_uses_nothing_up() {
    let echo = Arc::new(Echo::default());
    let (gateway, local) = local(&echo);
    let once: Overlay = serde_json::from_str(r#"{"tools":{"match":{"rate":"1/day"}}}"#).expect("an overlay");
    gateway.narrow(once).expect("it is lower");
    for _ in 0..3 {
        let refused = "`match` was not carried out: chef of match reads no secrets.".to_owned();
        assert_eq!(matched(&local, "a/secret").await, (true, refused));
    }
    assert!(!matched(&local, "a/b").await.0);
    assert_eq!(echo.0.lock().expect("no panic").len(), 1);
    assert!(matched(&local, "a/c").await.1.contains("once per day"));
}

#[tokio::test]
async fn what_a_rule_withholds_was_carried_out_and_is_not_remembered() {
    let echo = Arc::new(Echo::default());
    let (_, local) = local(&echo);
    for count in 1..3 {
        let withheld =
            "`match` was carried out, but a rule withholds its answer: it names a person.".to_owned();
        assert_eq!(matched(&local, "Ada").await, (true, withheld));
        assert_eq!(echo.0.lock().expect("no panic").len(), count);
    }
}

#[tokio::test]
async fn a_rule_knows_what_holds_for_the_call() {
    let (_, local) = local(&Arc::new(Echo::default()));
    let reply = local.call_named("a-b", "{}").await.expect("an answer");
    assert_eq!(reply.text(), "`a-b` was not carried out: it would be asked for.");
    let other = local.call_named("a_b", "{}").await.expect("an answer");
    assert!(!other.is_error(), "a tool without rules: {}", other.text());
}
