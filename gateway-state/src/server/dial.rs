//! Making a connection to the state server.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, ProtocolVersion, PushInfo, RedisConnectionInfo};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::place::Place;
use crate::tls::trusting;

/// No connection takes longer to be made.
const PATIENCE: Duration = Duration::from_secs(5);

/// A connection, and what is said on it unasked. It ends with the channel.
pub(super) struct Dialled {
    pub(super) connection: MultiplexedConnection,
    pub(super) pushed: mpsc::UnboundedReceiver<PushInfo>,
    driver: AbortHandle,
}

impl Drop for Dialled {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// Connects and signs in.
///
/// # Errors
///
/// Why that failed, without secrets.
pub(super) async fn dial(place: &Place) -> Result<Dialled, String> {
    let dialled = timeout(PATIENCE, connect(place)).await;
    dialled.unwrap_or_else(|_| Err(format!("no connection within {PATIENCE:?}")))
}

async fn connect(place: &Place) -> Result<Dialled, String> {
    let tcp =
        TcpStream::connect((place.host.as_str(), place.port)).await.map_err(|error| error.to_string())?;
    tcp.set_nodelay(true).map_err(|error| error.to_string())?;
    if !place.tls {
        return sign_in(place, tcp).await;
    }
    let name = ServerName::try_from(place.host.clone()).map_err(|error| error.to_string())?;
    let connector = TlsConnector::from(tls(place.ca_file.as_deref())?);
    let stream = connector.connect(name, tcp).await.map_err(|error| error.to_string())?;
    sign_in(place, stream).await
}

async fn sign_in(
    place: &Place,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<Dialled, String> {
    // With version 3 of its protocol (Redis 6, Valkey), what other replicas say comes on the same connection.
    let mut info = RedisConnectionInfo::default().set_protocol(ProtocolVersion::RESP3).set_db(place.database);
    info = place.user.iter().fold(info, RedisConnectionInfo::set_username);
    info = place.password.iter().fold(info, RedisConnectionInfo::set_password);
    let (sender, pushed) = mpsc::unbounded_channel();
    let config = AsyncConnectionConfig::new().set_push_sender(sender).set_response_timeout(None);
    let made = MultiplexedConnection::new_with_config(&info, stream, config).await;
    let (connection, driver) = made.map_err(|error| error.to_string())?;
    Ok(Dialled { connection, pushed, driver: tokio::spawn(driver).abort_handle() })
}

fn tls(ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, String> {
    trusting(ca_file).map_err(|error| match ca_file {
        Some(file) => format!("state.ca_file {}: {error}", file.display()),
        None => error,
    })
}
