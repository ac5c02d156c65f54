//! `gateway serve`.

use std::net::SocketAddr;
use std::sync::Arc;

use gateway_runtime::front::{http, stdio};
use gateway_runtime::gateway::Gateway;
use gateway_runtime::health;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Failure, PATIENCE};
use crate::backends;
use crate::config::{Config, DEFAULT_FILE};
use crate::control::Control;
use crate::credentials::Credentials;
use crate::standard_io;

/// Flags of `gateway serve`.
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    #[command(flatten)]
    front: Front,
}

impl Serve {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        self.front.serve(backends::gateway(config)?, config).await
    }
}

/// Where clients come from.
#[derive(Debug, clap::Args)]
pub(super) struct Front {
    /// Serve Streamable HTTP at this address instead, for example 127.0.0.1:8000
    #[arg(long, value_name = "ADDR")]
    http: Option<SocketAddr>,
}

impl Front {
    /// Serves until standard input ends, or until a signal.
    pub(super) async fn serve(self, gateway: Gateway, config: &Config) -> Result<(), Failure> {
        let gateway = Arc::new(gateway);
        let _control = Control::open(gateway.clone(), &config.state()?);
        if let Some(interval) = config.health_interval {
            let gateway = gateway.clone();
            tokio::spawn(async move { health::watch(&gateway, interval).await });
        }
        let in_step = gateway.clone();
        tokio::spawn(async move { in_step.keep_in_step().await });
        match self.http {
            None => on_stdio(gateway, config).await,
            Some(address) => on_http(gateway, address, config).await,
        }
    }
}

async fn on_stdio(gateway: Arc<Gateway>, config: &Config) -> Result<(), Failure> {
    let stop = stop_on_signal()?;
    let principal = backends::principal(config)?;
    let (input, output) = (standard_io::input(), standard_io::output());
    stdio::serve_stream(gateway.clone(), principal, input, output, config.drain_timeout, stop).await;
    gateway.stop(Instant::now() + PATIENCE).await;
    Ok(())
}

async fn on_http(gateway: Arc<Gateway>, address: SocketAddr, config: &Config) -> Result<(), Failure> {
    let credentials = Credentials::open(config)?;
    if http::is_reachable_from_outside(&address) && !credentials.exist() {
        return Err(Failure::Wrong(format!(
            "{address} can be reached from other machines, and there are no credentials to ask for: make a key with \
             `gateway key new --principal NAME`, or configure [credentials.jwt] in {DEFAULT_FILE}; or listen on \
             127.0.0.1 or [::1]"
        )));
    }
    let (access, stop) = (credentials.access(config)?, stop_on_signal()?);
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("{address} cannot be listened on: {error}"))?;
    let local = listener.local_addr().map_err(|error| error.to_string())?;
    // Not a log message: whoever started the gateway with port 0 reads the address from here.
    eprintln!("gateway: serving MCP on http://{local}{}", http::PATH);
    let served = http::serve_http(
        gateway.clone(),
        access,
        listener,
        &config.http.allowed_hosts,
        config.drain_timeout,
        stop,
    )
    .await;
    gateway.stop(Instant::now() + PATIENCE).await;
    served.map_err(|error| Failure::Wrong(format!("the listener failed: {error}")))
}

fn stop_on_signal() -> Result<CancellationToken, String> {
    let stop = CancellationToken::new();
    for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
        let mut signals = signal(kind).map_err(|error| format!("signals cannot be awaited: {error}"))?;
        let stop = stop.clone();
        tokio::spawn(async move {
            signals.recv().await;
            stop.cancel();
        });
    }
    Ok(stop)
}
