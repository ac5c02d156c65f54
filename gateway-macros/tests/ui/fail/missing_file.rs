mod generated {
    gateway_macros::gateway!("./nowhere.toml");
}

fn main() {
    println!("{}", generated::CONTRACT.name);
}
