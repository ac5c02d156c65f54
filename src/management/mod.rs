//! Seeing and operating a gateway that runs: health, metrics and the API.
//!
//! One router is served in two places: on a Unix socket in the state folder, which only the gateway's own user can open,
//! for the commands; and on a listener of its own, apart from MCP, for everybody who shows an operator's credentials.

pub(crate) mod api;
mod change;
pub(crate) mod client;
mod dashboard;
mod document;
mod exposition;
mod gate;
mod listener;
mod probes;
mod problem;
mod router;
mod socket;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use futures_util::future::BoxFuture;
use gateway_runtime::front::http::connections;
use gateway_runtime::principal::Principal;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub(crate) use self::api::{Api, Listening};
pub(crate) use self::change::Operator;
pub(crate) use self::document::DOCUMENT;
pub(crate) use self::listener::{DEFAULT, Listener, Wish, no_credentials};
use self::socket::Socket;
use crate::config::Config;

/// How long a server that is stopped may take to end after its standard input was closed.
const PATIENCE: Duration = Duration::from_secs(2);

/// An open control socket; closed, and its file removed, when dropped.
#[derive(Debug)]
pub(crate) struct Control {
    _socket: Socket,
    task: JoinHandle<()>,
}

impl Control {
    /// Opens the socket of this process below the state folder; whoever can open it operates as `principal`. A gateway
    /// without one serves its clients all the same, so that failing is a warning.
    pub(crate) fn open(api: Api, principal: Principal, config: &Config) -> Option<Self> {
        match Self::listen(api, principal, config) {
            Ok(control) => Some(control),
            Err(error) => {
                tracing::warn!(
                    "there is no control socket, so that commands do not reach this gateway: {error}"
                );
                None
            }
        }
    }

    fn listen(api: Api, principal: Principal, config: &Config) -> Result<Self, String> {
        let (socket, listener) = Socket::bind(&config.state()?)?;
        let router = local(api, principal);
        let task = tokio::spawn(served(connections::Listener::Unix(listener), router));
        Ok(Self { _socket: socket, task })
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves what comes until it is dropped.
fn served(listener: connections::Listener, router: Router) -> BoxFuture<'static, ()> {
    let answers: connections::Answers = Arc::new(move |request, from| {
        let mut request = request.map(Body::new);
        if let Some(from) = from {
            request.extensions_mut().insert(ConnectInfo(from));
        }
        let answered = router.clone().oneshot(request);
        Box::pin(async { answered.await.unwrap_or_else(|never| match never {}) })
    });
    connections::serve(listener, answers, CancellationToken::new())
}

/// What the socket serves: whoever can open it is the operator.
fn local(api: Api, principal: Principal) -> Router {
    router::router(api).layer(axum::Extension(Operator { principal, way: "socket" }))
}

/// What the gateway's own tools stand on: who may call them is decided before, by the request line.
pub(crate) fn operations(api: &Api) -> Router {
    router::router(api.clone())
}

/// What is managed, from the parts that the front ends have too.
pub(crate) fn api(
    gateway: Arc<gateway_runtime::gateway::Gateway>,
    config: &Config,
    draining: CancellationToken,
) -> Result<Api, String> {
    let approvals = Arc::new(crate::backends::approvals(config)?);
    let records = Arc::new(api::audit::Records::new(crate::audit::place(config)?));
    Ok(Api { gateway, approvals, records, listening: Arc::default(), draining })
}
