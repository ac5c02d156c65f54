//! The listener for operators and probes.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::middleware::from_fn_with_state;
use gateway_runtime::front::http::guard::Guard;
use gateway_runtime::front::http::{connections, is_reachable_from_outside};
use gateway_runtime::principal::Principal;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::api::Api;
use super::dashboard;
use super::gate::{Gate, gate};
use super::{router, served};
use crate::config::{Config, DEFAULT_FILE, Listen};
use crate::credentials::{self, Credentials};
use crate::logging;

/// Where the listener is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Nowhere.
    Off,
    /// At this address, or the gateway does not start.
    At(SocketAddr),
    /// At the usual address, if it is free.
    Default,
}

/// The usual address.
pub(crate) const DEFAULT: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 9000);

impl Wish {
    /// What a flag or else the configuration says; otherwise the default, where there is one.
    pub(crate) fn new(said: Option<Listen>, has_default: bool) -> Self {
        match said {
            Some(Listen::Off) => Self::Off,
            Some(Listen::At(address)) => Self::At(address),
            None if has_default => Self::Default,
            None => Self::Off,
        }
    }
}

/// What is said about an address that others could reach while there are no credentials.
pub(crate) fn no_credentials(address: &SocketAddr, credentials: &Credentials) -> Result<(), String> {
    if !is_reachable_from_outside(address) || credentials.exist() {
        return Ok(());
    }
    Err(format!(
        "{address} can be reached from other machines, and there are no credentials to ask for: make a key with \
         `gateway key new --principal NAME`, or configure [credentials.jwt] in {DEFAULT_FILE}; or listen on \
         127.0.0.1 or [::1]"
    ))
}

/// The open listener; closed when dropped.
#[derive(Debug)]
pub(crate) struct Listener(JoinHandle<()>);

impl Listener {
    /// Listens where `wish` says; nowhere is fine, and so is a default address that is taken, with a warning.
    pub(crate) async fn open(
        wish: Wish,
        api: Api,
        credentials: &Arc<Credentials>,
        config: &Config,
    ) -> Result<Option<Self>, String> {
        let address = match wish {
            Wish::Off => return Ok(None),
            Wish::At(address) => address,
            Wish::Default => DEFAULT,
        };
        no_credentials(&address, credentials).map_err(|why| format!("management: {why}"))?;
        let listener = match TcpListener::bind(address).await {
            Ok(listener) => listener,
            Err(error) if wish == Wish::Default && error.kind() == ErrorKind::AddrInUse => {
                let who = who_listens(address).await;
                tracing::warn!(
                    "there is no management listener: {who} has {address}; say another address with --management ADDR, or \
                     `--management off`"
                );
                return Ok(None);
            }
            Err(error) => return Err(format!("management: {address} cannot be listened on: {error}")),
        };
        Self::serve(listener, api, credentials, config).map(Some)
    }

    fn serve(
        listener: TcpListener,
        api: Api,
        credentials: &Arc<Credentials>,
        config: &Config,
    ) -> Result<Self, String> {
        let address = listener.local_addr().map_err(|error| format!("management: {error}"))?;
        let _ = api.listening.management.set(format!("http://{address}"));
        let gatekeeper = Arc::new(Gate {
            guard: Guard::new(address, &config.management.allowed_hosts),
            access: credentials.clone().operators(config)?,
            address,
            scraper: scraper(config)?,
        });
        let operated = router::router(api.clone()).layer(from_fn_with_state(gatekeeper.clone(), gate));
        let router = dashboard::router(api, gatekeeper, config)?.fallback_service(operated);
        logging::announce("management", &format!("http://{address}"));
        logging::announce("dashboard", &format!("http://{address}/"));
        Ok(Self(tokio::spawn(served(connections::Listener::Tcp(listener), router))))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn scraper(config: &Config) -> Result<Option<Principal>, String> {
    let name = config.management.metrics.as_deref();
    name.map(|name| credentials::principal("management.metrics", name)).transpose()
}

/// How long whoever has the address may take to say who it is.
const INTRODUCTION: Duration = Duration::from_millis(500);

/// Who has an address that was wanted.
async fn who_listens(address: SocketAddr) -> String {
    let asked = tokio::time::timeout(INTRODUCTION, pid_at(address)).await;
    match asked.ok().flatten() {
        Some(pid) => format!("gateway {pid}"),
        None => "another program".to_owned(),
    }
}

/// The process id of a gateway that listens there.
async fn pid_at(address: SocketAddr) -> Option<u64> {
    let stream = TcpStream::connect(address).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    // It ends with the sender.
    tokio::spawn(connection);
    let request = Request::get("/health").header("host", address.to_string()).body(Empty::<Bytes>::new());
    let response = sender.send_request(request.ok()?).await.ok()?;
    let body = Limited::new(response.into_body(), 4096).collect().await.ok()?.to_bytes();
    serde_json::from_slice::<Value>(&body).ok()?["pid"].as_u64()
}
