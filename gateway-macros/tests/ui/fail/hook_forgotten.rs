//! A hook that no list names would never be asked.
#![deny(dead_code)]

mod generated {
    gateway_macros::gateway!("./../../../../gateway-codegen/tests/fixtures/minimal.toml");
}

use generated::servers::notes::AddNoteArgs;
use gateway_runtime::hook::{HookCall, Refusal};

#[gateway_macros::hook("add_note", "./../../../../gateway-codegen/tests/fixtures/minimal.toml", before)]
async fn forgotten(_: &HookCall<'_>, _: &AddNoteArgs<'_>) -> Result<(), Refusal> {
    Ok(())
}

fn main() {}
