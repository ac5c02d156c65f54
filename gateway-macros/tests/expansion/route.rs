//! A route is a constant.

mod other {
    pub(crate) mod contract {
        gateway_macros::gateway!("./../../../gateway-codegen/tests/fixtures/minimal.toml");
    }
}

const MATCH: &gateway_runtime::spec::ToolSpec =
    gateway_macros::route!("match", "./../../../gateway-codegen/tests/fixtures/kitchen_sink.toml");

#[test]
fn a_route_is_a_constant() {
    let alias =
        gateway_macros::route!("where", "./../../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
    assert!(std::ptr::eq(MATCH, alias));
    assert_eq!(MATCH.upstream, "match_v2");
    let note = gateway_macros::route!(
        crate::route::other::contract,
        "add_note",
        "./../../../gateway-codegen/tests/fixtures/minimal.toml",
    );
    assert_eq!(note.name, "add_note");
}
