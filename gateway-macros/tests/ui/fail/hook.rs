//! What is wrong with a hook is said at its place, once.

mod generated {
    gateway_macros::gateway!("./../../../../gateway-codegen/tests/fixtures/minimal.toml");
}

use gateway_macros::hook;
use gateway_runtime::client::CallReply;
use gateway_runtime::hook::{HookCall, Refusal};
use generated::servers::notes::AddNoteArgs;

#[hook("add_notes", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", before)]
async fn of_no_tool(_: &HookCall<'_>, _: &AddNoteArgs<'_>) -> Result<(), Refusal> {
    Ok(())
}

#[hook("far", "./../../../../gateway-codegen/tests/fixtures/kitchen_sink.toml", before)]
async fn of_no_type(_: &HookCall<'_>, _: &AddNoteArgs<'_>) -> Result<(), Refusal> {
    Ok(())
}

#[hook("add_note", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", before)]
async fn of_another_type(_: &HookCall<'_>, _: &String) -> Result<(), Refusal> {
    Ok(())
}

#[hook("add_note", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", before)]
fn at_once(_: &HookCall<'_>, _: &AddNoteArgs<'_>) -> Result<(), Refusal> {
    Ok(())
}

#[hook("add_note", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", after)]
async fn without_a_reply(_: &HookCall<'_>, _: &AddNoteArgs<'_>) -> Result<(), Refusal> {
    Ok(())
}

#[hook("add_note", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", before)]
async fn with_a_reply(_: &HookCall<'_>, _: &AddNoteArgs<'_>, _: &CallReply) -> Result<(), Refusal> {
    Ok(())
}

#[hook("add_note", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", before)]
async fn that_says_nothing(_: &HookCall<'_>, _: &AddNoteArgs<'_>) {}

#[hook("add_note", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", during)]
async fn at_no_time(_: &HookCall<'_>, _: &AddNoteArgs<'_>) -> Result<(), Refusal> {
    Ok(())
}

#[hook("add_note", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", before)]
struct NoFunction;

fn main() {}
