//! The expansion stands on nothing around it.
#![no_implicit_prelude]
#![deny(warnings)]

mod generated {
    ::gateway_macros::gateway!("./../../../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
}

struct Option;
struct Some;
struct String;
struct Vec;

fn main() {
    let _ = (Option, Some, String, Vec);
    ::std::assert_eq!(generated::CONTRACT.tools.len(), 8);
}
