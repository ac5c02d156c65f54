//! The expansion stands on nothing around it.

mod generated {
    ::gateway_macros::gateway!("./../../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
}

struct Option;
struct Some;
struct String;
struct Vec;

#[::core::prelude::v1::test]
fn what_stands_around_it_does_not_matter() {
    let _ = (Option, Some, String, Vec);
    ::std::assert_eq!(generated::CONTRACT.tools.len(), 10);
}
