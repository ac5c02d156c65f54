//! Rules before and after a call, over arguments that borrow, own, or are described by a schema file.

use crate::generated::servers::{plain, r#type};
use gateway_macros::hook;
use gateway_runtime::client::CallReply;
use gateway_runtime::hook::{Hook, HookCall, Refusal};

#[hook("match", "./../../../gateway-codegen/tests/fixtures/kitchen_sink.toml", before)]
async fn small(call: &HookCall<'_>, args: &r#type::MatchArgs<'_>) -> Result<(), Refusal> {
    match args.path.len() {
        0..=9 => Ok(()),
        _ => Err(Refusal::new(format!("{} calls for too long a path.", call.principal()))),
    }
}

/// By an alias, and after.
#[hook(crate::generated, "where", "./../../../gateway-codegen/tests/fixtures/kitchen_sink.toml", after)]
async fn quiet(_: &HookCall<'_>, _: &r#type::MatchArgs<'_>, reply: &CallReply) -> Result<(), Refusal> {
    if reply.is_error() { Err(Refusal::new("it failed.")) } else { Ok(()) }
}

#[hook("search", "./../../../gateway-codegen/tests/fixtures/kitchen_sink.toml", before)]
pub(crate) async fn free(_: &HookCall<'_>, args: &plain::SearchArgs) -> Result<(), Refusal> {
    if args.0.is_empty() { Err(Refusal::new("say something.")) } else { Ok(()) }
}

#[hook("a-b", "./../../../gateway-codegen/tests/fixtures/kitchen_sink.toml", before)]
async fn nothing(_: &HookCall<'_>, _: &r#type::AB2Args) -> Result<(), Refusal> {
    Ok(())
}

const HOOKS: &[Hook] = &[small::HOOK, quiet::HOOK, free::HOOK, nothing::HOOK];

#[test]
fn a_hook_knows_its_name_and_its_tool() {
    let named: Vec<_> = HOOKS.iter().map(|hook| (hook.name(), hook.tool().name)).collect();
    assert_eq!(named, [("small", "match"), ("quiet", "match"), ("free", "search"), ("nothing", "a-b")]);
}
