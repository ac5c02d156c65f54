mod generated {
    gateway_macros::gateway!("./../../../../gateway-codegen/tests/fixtures/minimal.toml");
}

fn main() {
    let _ = gateway_macros::route!("add_notes", "./../../../../gateway-codegen/tests/fixtures/minimal.toml");
    let _ = gateway_macros::route!("zzz", "./../../../../gateway-codegen/tests/fixtures/minimal.toml");
}
