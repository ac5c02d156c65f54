//! What the macros say to what they do not accept.

#[test]
fn ui() {
    // Without a case that passes, which would have to be linked, all is only checked: that takes half as long.
    trybuild::TestCases::new().compile_fail("tests/ui/fail/*.rs");
}
