//! `gateway serve`.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::sync::Arc;

use gateway_runtime::front::{http, stdio};
use gateway_runtime::gateway::Gateway;
use gateway_runtime::health;
use gateway_runtime::signals::stop_on_signal;
use tokio::net::TcpListener;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Failure, PATIENCE};
use crate::config::{Config, Listen};
use crate::credentials::Credentials;
use crate::management::{self, Control, Listener, Wish, no_credentials};
use crate::{audit, backends, logging, operate, standard_io, telemetry};

/// Flags of `gateway serve`.
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    #[command(flatten)]
    front: Front,
}

impl Serve {
    pub(super) async fn run(self, config: &Config) -> Result<(), Failure> {
        let has_management = self.front.http.is_some();
        self.front.serve(backends::gateway(config)?, config, has_management).await
    }
}

/// Where clients come from.
#[derive(Debug, clap::Args)]
pub(super) struct Front {
    /// Serve Streamable HTTP at this address instead, for example 127.0.0.1:8000
    #[arg(long, value_name = "ADDR", value_parser = address)]
    http: Option<SocketAddr>,
    /// Serve health, metrics and the management API at this address, or "off" [default: 127.0.0.1:9000 with
    /// `serve --http`]
    #[arg(long, value_name = "ADDR|off")]
    management: Option<Listen>,
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "write an IP address and a port, like 127.0.0.1:8000".into())
}

impl Front {
    /// Serves until standard input ends, or until a signal.
    pub(super) async fn serve(
        self,
        gateway: Gateway,
        config: &Config,
        has_management: bool,
    ) -> Result<(), Failure> {
        audit::recover_apart(config)?;
        let traces = telemetry::open(config)?;
        let gateway = traces.iter().fold(gateway, |gateway, traces| gateway.with_tracing(traces.tracing()));
        let (gateway, stop) = (Arc::new(gateway), stop_on_signal()?);
        let api = management::api(gateway.clone(), config, stop.clone())?;
        let _own = operate::Own::of_process().serve(&api);
        let _control = Control::open(api.clone(), backends::principal(config)?, config);
        let listening = api.listening.clone();
        let wish = Wish::new(self.management.or(config.management.listen), has_management);
        let credentials = match (wish, self.http) {
            (Wish::Off, None) => None,
            _ => Some(Credentials::open(config)?),
        };
        let _management = match &credentials {
            Some(credentials) => Listener::open(wish, api, credentials, config).await?,
            None => None,
        };
        if let Some(interval) = config.health_interval {
            let gateway = gateway.clone();
            tokio::spawn(async move { health::watch(&gateway, interval).await });
        }
        let in_step = gateway.clone();
        tokio::spawn(async move { in_step.keep_in_step().await });
        let served = match (self.http, credentials) {
            (Some(address), Some(credentials)) => {
                on_http((gateway, listening), address, credentials, stop, config).await
            }
            _ => on_stdio(gateway, stop, config).await,
        };
        if let Some(traces) = traces {
            traces.end().await;
        }
        served
    }
}

/// Whoever starts it by hand would see nothing else.
const AT_A_TERMINAL: &str = "waiting for a client's messages on standard input; clients start this by themselves (`gateway client \
                             install`), and --http ADDR serves those that connect";

async fn on_stdio(gateway: Arc<Gateway>, stop: CancellationToken, config: &Config) -> Result<(), Failure> {
    let principal = backends::principal(config)?;
    if std::io::stdin().is_terminal() {
        eprintln!("gateway: {AT_A_TERMINAL}");
    }
    let (input, output) = (standard_io::input(), standard_io::output());
    stdio::serve_stream(gateway.clone(), principal, input, output, config.drain_timeout, stop).await;
    gateway.stop(Instant::now() + PATIENCE).await;
    Ok(())
}

async fn on_http(
    (gateway, listening): (Arc<Gateway>, Arc<management::Listening>),
    address: SocketAddr,
    credentials: Arc<Credentials>,
    stop: CancellationToken,
    config: &Config,
) -> Result<(), Failure> {
    no_credentials(&address, &credentials)?;
    let access = credentials.access(config)?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("{address} cannot be listened on: {error}"))?;
    let local = listener.local_addr().map_err(|error| error.to_string())?;
    let _ = listening.mcp.set(format!("http://{local}{}", http::PATH));
    logging::announce("serving MCP", &format!("http://{local}{}", http::PATH));
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
