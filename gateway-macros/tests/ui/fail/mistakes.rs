//! One error for each mistake, and none for what depends on the contract.

mod generated {
    gateway_macros::gateway!("./broken.toml");
}

fn main() {
    let tool = gateway_macros::route!("add_note", "./broken.toml");
    println!("{} {}", tool.name, generated::CONTRACT.name);
}
