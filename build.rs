//! Compiles `tools.toml`, or the file that `GATEWAY_TOOLS` names, into the gateway, and the list of the crates that it is made of.

#[path = "build/dependencies.rs"]
mod dependencies;
#[path = "build/embed.rs"]
mod embed;

use std::process::ExitCode;

/// Names another file to compile, for a gateway of the same program with another contract, such as that of the bench.
const TOOLS: &str = "GATEWAY_TOOLS";

fn main() -> ExitCode {
    if let Err(refusal) = embed::dependencies() {
        eprintln!("error: {refusal}");
        return ExitCode::FAILURE;
    }
    println!("cargo::rerun-if-env-changed={TOOLS}");
    gateway_codegen::build::run(std::env::var_os(TOOLS).unwrap_or_else(|| "tools.toml".into()))
}
