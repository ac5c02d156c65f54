//! An MCP gateway of one's own: what it offers stands in `tools.toml`, and is compiled in.

mod generated {
    gateway_macros::gateway!("tools.toml");
}

fn main() -> std::process::ExitCode {
    gateway_runtime::embed::main(&generated::CONTRACT)
}
