//! A scripted MCP server for the tests: speaks either era over standard input and output or HTTP, writes its messages
//! by hand so that every byte is known, and misbehaves when told to.
//!
//! What it does at start is chosen by flags (see `flags.rs`), what it does with a call by the call's arguments (see
//! `script.rs`).

mod call;
mod exact;
mod flags;
mod http;
mod message;
mod offers;
mod own;
mod script;
mod stage;
mod stdio;
mod tools;

use std::error::Error;

use flags::{Fault, Flags, Transport};
use stage::Stage;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let flags = Flags::read(std::env::args().skip(1))?;
    match &flags.fault {
        Some(Fault::DieAtStart) => std::process::exit(3),
        Some(Fault::SlowStart(time)) => tokio::time::sleep(*time).await,
        Some(Fault::Grandchild(file)) => {
            let child = std::process::Command::new("sleep").arg("600").spawn()?;
            if !file.as_os_str().is_empty() {
                std::fs::write(file, child.id().to_string())?;
            }
        }
        Some(Fault::FloodStderr) => flood()?,
        _ => {}
    }
    let stage = Stage::new(flags);
    if matches!(stage.flags.fault, Some(Fault::IgnoreEnd)) {
        let _deaf = signal(SignalKind::terminate())?;
        stdio::serve(stage).await?;
        return std::future::pending().await;
    }
    match stage.flags.transport {
        Transport::Stdio => stdio::serve(stage).await,
        Transport::Http(address) => http::serve(stage, address).await,
    }
}

/// Writes far more than a pipe holds to standard error.
fn flood() -> std::io::Result<()> {
    use std::io::Write;
    let line = "flood ".repeat(2000) + "\n";
    let mut out = std::io::stderr().lock();
    (0..200).try_for_each(|_| out.write_all(line.as_bytes()))
}
