//! What the macros expand to, where they accept what they are given. What they say where they do not is in `ui`.
#![deny(warnings)]

/// Where the macros look for it.
mod generated {
    gateway_macros::gateway!("./../../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
}

mod hook;
#[no_implicit_prelude]
mod no_prelude;
mod route;
