//! A gateway in front of servers that offer prompts and resources. It serves the principal in `PRINCIPAL`, on standard input
//! and output or, with `--http`, over HTTP, and writes its audit to the file in `AUDIT`.

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::audit::{Batch, Recorder, Store, Waits};
use gateway_runtime::embed;
use gateway_runtime::front::http::access::Access;
use gateway_runtime::front::{http, stdio};
use gateway_runtime::narrow::Overlay;
use gateway_runtime::principal::Principal;
use tokio::net::TcpListener;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

mod generated {
    gateway_macros::gateway!("tests/offering/tools.toml");
}

/// Rows as lines of a file.
struct Lines(File);

impl Store for Lines {
    fn append(&mut self, batch: &Batch<'_>) -> Result<(), String> {
        let lines: String = batch.rows.iter().map(|row| format!("{row}\n")).collect();
        self.0.write_all(lines.as_bytes()).map_err(|error| error.to_string())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let contract = &generated::CONTRACT;
    let audit = OpenOptions::new().create(true).append(true).open(std::env::var("AUDIT")?)?;
    let recorder = Recorder::new(Box::new(Lines(audit)), contract, Waits::default());
    let mut overlay = Overlay::default();
    overlay.off.extend(std::env::var("OFF").ok());
    let gateway =
        embed::gateway(contract).with_audit(recorder).configured(overlay).map_err(|all| all.join("; "))?;
    let gateway = Arc::new(gateway);
    let name = std::env::var("PRINCIPAL").unwrap_or_else(|_| "me".into());
    let principal = Principal::named(contract, &name).ok_or("no such principal")?;
    let (stop, drain) = (CancellationToken::new(), Duration::from_secs(2));
    if std::env::args().nth(1).as_deref() == Some("--http") {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        eprintln!("gateway: serving MCP on http://{}/mcp", listener.local_addr()?);
        http::serve_http(gateway.clone(), Access::open(principal), listener, &[], drain, stop).await?;
    } else {
        let (input, output) = (Box::new(tokio::io::stdin()), Box::new(tokio::io::stdout()));
        stdio::serve_stream(gateway.clone(), principal, input, output, drain, stop).await;
    }
    gateway.stop(Instant::now() + drain).await;
    Ok(())
}
