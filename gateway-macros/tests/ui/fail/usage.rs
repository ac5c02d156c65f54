mod generated {
    gateway_macros::gateway!(tools.toml);
}

fn main() {
    let _ = gateway_macros::route!();
    println!("{}", generated::CONTRACT.name);
}
