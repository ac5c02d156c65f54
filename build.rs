//! Compiles `tools.toml` into the gateway, and the list of the crates that it is made of.

#[path = "build/dependencies.rs"]
mod dependencies;
#[path = "build/embed.rs"]
mod embed;

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Err(refusal) = embed::dependencies() {
        eprintln!("error: {refusal}");
        return ExitCode::FAILURE;
    }
    gateway_codegen::build::run("tools.toml")
}
