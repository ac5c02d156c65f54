//! A whole gateway for a crate of one's own, from nothing but its contract:
//!
//! ```ignore
//! mod generated {
//!     gateway_macros::gateway!("tools.toml");
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     gateway_runtime::embed::main(&generated::CONTRACT)
//! }
//! ```
//!
//! It serves the contract's principal on standard input and output, or everybody on this machine over HTTP. It keeps no
//! record of calls and no requests for approval: what needs one is granted by a client that can ask, or refused. For keys,
//! an audit and narrowing at run time there is the `gateway` binary.

mod options;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::Instant;

use self::options::{Front, Wish};
use crate::backend::{Endpoint, Environment, Launch, Remote};
use crate::finder;
use crate::front::http::access::Access;
use crate::front::{http, stdio};
use crate::gateway::{Gateway, Limits, Reach};
use crate::principal::Principal;
use crate::signals::stop_on_signal;
use crate::spec::{Contract, ServerSpec};
use crate::view::Shown;

/// The `main` of an embedded gateway: reads the command line (`--http ADDR`, `--help`, `--version`) and serves.
///
/// The code is 0 after an orderly end, 1 when it cannot serve, 2 for a command line that it does not know.
#[must_use]
pub fn main(contract: &'static Contract) -> ExitCode {
    run(gateway(contract))
}

/// As [`main`], with a gateway that was given hooks, an audit or a desk for approvals before.
#[must_use]
pub fn run(gateway: Gateway) -> ExitCode {
    let contract = gateway.contract();
    let arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    match options::read(arguments) {
        Ok(Wish::Help) => said(&options::help(contract)),
        Ok(Wish::Version) => {
            said(&format!("{} {}, contract {}", contract.name, contract.version, contract.hash))
        }
        Ok(Wish::Serve(front)) => match serve(gateway, front) {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => {
                eprintln!("{}: {reason}", contract.name);
                ExitCode::FAILURE
            }
        },
        Err(mistake) => {
            eprintln!("{}: {mistake}\n\n{}", contract.name, options::help(contract));
            ExitCode::from(2)
        }
    }
}

fn said(text: &str) -> ExitCode {
    println!("{text}");
    ExitCode::SUCCESS
}

const MIB: usize = 1 << 20;
/// How long calls in flight may take at the end, and backends to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// A gateway that reaches each server of `contract` by the first endpoint declared for it, stdio before HTTP. References are
/// filled in from this process's environment; one that cannot be makes its server unavailable. Nothing is started yet.
#[must_use]
pub fn gateway(contract: &'static Contract) -> Gateway {
    let own = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let environment: Environment = own.collect();
    let limits = Limits { message_bytes: 16 * MIB, in_flight: 1024, cache_bytes: 64 << 20 };
    Gateway::new(contract, contract.servers.iter().map(|server| reach(server, &environment)), limits)
}

fn reach(server: &ServerSpec, environment: &Environment) -> Reach {
    if server.embedded == Some(finder::SERVER) {
        return Reach { endpoint: Endpoint::Embedded(Arc::new(finder::Finder)), shown: Shown::Plain };
    }
    let (endpoint, returns) = match (&server.stdio, &server.http) {
        (Some(spec), _) => (Launch::declared(spec, environment).map(Endpoint::Stdio), spec.returns),
        (None, Some(spec)) => (Remote::declared(spec, environment).map(Endpoint::Http), spec.returns),
        (None, None) => {
            (Ok(Endpoint::Broken("tools.toml declares no command or address for it.".into())), false)
        }
    };
    let endpoint = endpoint.unwrap_or_else(|error| Endpoint::Broken(error.to_string()));
    Reach { endpoint, shown: if returns { Shown::WithReturns } else { Shown::Plain } }
}

fn serve(gateway: Gateway, front: Front) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("no runtime could be made: {error}"))?;
    let served = runtime.block_on(serving(Arc::new(gateway), front));
    // A thread that reads standard input cannot be woken.
    runtime.shutdown_background();
    served
}

async fn serving(gateway: Arc<Gateway>, front: Front) -> Result<(), String> {
    let stop = stop_on_signal()?;
    let contract = gateway.contract();
    let principal = Principal::named(contract, contract.principal.name)
        .ok_or("the contract names a principal that it does not have")?;
    let served = match front {
        Front::Stdio => {
            let (input, output) = (Box::new(tokio::io::stdin()), Box::new(tokio::io::stdout()));
            stdio::serve_stream(gateway.clone(), principal, input, output, DRAIN, stop).await;
            Ok(())
        }
        Front::Http(address) => {
            let listener = TcpListener::bind(address).await;
            let listener = listener.map_err(|error| format!("{address} cannot be listened on: {error}"))?;
            let local = listener.local_addr().map_err(|error| error.to_string())?;
            // Whoever chose port 0 reads the address from here.
            eprintln!("{}: serving MCP on http://{local}{}", contract.name, http::PATH);
            http::serve_http(gateway.clone(), Access::open(principal), listener, &[], DRAIN, stop)
                .await
                .map_err(|error| format!("the listener failed: {error}"))
        }
    };
    gateway.stop(Instant::now() + DRAIN).await;
    served
}
