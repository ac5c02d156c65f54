//! `gateway health`: a probe for images that hold no shell and no other program.

use std::time::Duration;

use http_body_util::Empty;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::HOST;
use hyper::{Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::Failure;

/// Shorter than the patience of those who probe.
const PATIENCE: Duration = Duration::from_secs(3);

/// Arguments of `gateway health`.
#[derive(Debug, clap::Args)]
pub(super) struct Health {
    /// What is asked: the health or readiness of a management listener, or an MCP endpoint
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:9000/health", value_parser = address)]
    url: Uri,
}

impl Health {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let asked = tokio::time::timeout(PATIENCE, ask(&self.url)).await;
        let asked = asked.unwrap_or_else(|_| Err(format!("no answer within {} s", PATIENCE.as_secs())));
        asked.map_err(|problem| {
            eprintln!("gateway: {}: {problem}", self.url);
            Failure::Tool
        })
    }
}

/// Only plain HTTP: what is probed is in the same container, or on the same machine.
fn address(text: &str) -> Result<Uri, String> {
    let uri: Uri = text.parse().map_err(|error| format!("{error}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http"), Some(_)) => Ok(uri),
        _ => Err("write `http://HOST:PORT/PATH`".into()),
    }
}

async fn ask(url: &Uri) -> Result<(), String> {
    let status = get(url).await?;
    // An endpoint that asks for credentials is there; a probe has none.
    match status.is_success() || status == StatusCode::UNAUTHORIZED {
        true => Ok(()),
        false => Err(format!("it answers {status}")),
    }
}

async fn get(url: &Uri) -> Result<StatusCode, String> {
    let (host, port) = (url.host().unwrap_or_default(), url.port_u16().unwrap_or(80));
    let stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await.map_err(no_connection)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(text)?;
    // It ends with the sender.
    tokio::spawn(connection);
    let authority = url.authority().map_or(host, |authority| authority.as_str());
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::get(path).header(HOST, authority).body(Empty::<Bytes>::new()).map_err(text)?;
    Ok(sender.send_request(request).await.map_err(text)?.status())
}

fn no_connection(error: std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::ConnectionRefused => {
            "nothing listens there; `gateway serve --http` does, and says where on standard error".into()
        }
        _ => text(error),
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
