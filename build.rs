//! Compiles `tools.toml` into the gateway.

fn main() -> std::process::ExitCode {
    gateway_codegen::build::run("tools.toml")
}
