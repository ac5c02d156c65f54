//! How the gateway introduces itself to a backend, and finds out which era it speaks
//! (MCP 2026-07-28, basic/versioning, "Detecting the era").

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use super::exchange::{Ended, Exchange, Ticket};
use super::outgoing;
use crate::call::CLIENT_INFO;
use crate::era::{Era, LEGACY_VERSION, LEGACY_VERSIONS, MODERN_VERSION};
use crate::reply::Reply;

/// The metadata of the gateway's own requests to a modern backend.
pub(super) fn modern_meta() -> String {
    format!(
        "{{\"io.modelcontextprotocol/protocolVersion\":\"{MODERN_VERSION}\",\
         \"io.modelcontextprotocol/clientInfo\":{CLIENT_INFO},\
         \"io.modelcontextprotocol/clientCapabilities\":{{}}}}"
    )
}

/// `params` of `server/discover`.
pub(super) fn discover_params() -> String {
    format!("{{\"_meta\":{}}}", modern_meta())
}

/// The cheapest question that a live backend answers: its method and `params`.
pub(super) fn sign_of_life(era: Era) -> (&'static str, String) {
    match era {
        Era::Modern => ("server/discover", discover_params()),
        Era::Legacy => ("ping", "{}".into()),
    }
}

/// `params` of `initialize`.
pub(super) fn initialize_params() -> String {
    format!(r#"{{"protocolVersion":"{LEGACY_VERSION}","capabilities":{{}},"clientInfo":{CLIENT_INFO}}}"#)
}

/// Whether the answer to `server/discover` is that of a server that speaks 2026-07-28.
pub(super) fn speaks_modern(reply: &Reply) -> bool {
    let (raw, path) = match reply {
        Reply::Result(result) => (&result.raw, "/supportedVersions"),
        Reply::Error(error) => (error, "/data/supported"),
    };
    let value: Value = serde_json::from_slice(raw).unwrap_or_default();
    let versions = value.pointer(path).and_then(Value::as_array);
    versions.is_some_and(|versions| versions.contains(&json!(MODERN_VERSION)))
}

/// The protocol version that the answer to `initialize` settles on.
///
/// # Errors
///
/// What is wrong with the answer.
pub(super) fn settled_version(reply: &Reply) -> Result<String, String> {
    let result = match reply {
        Reply::Result(result) => &result.raw,
        Reply::Error(error) => {
            return Err(format!("it refused `initialize`: {}", String::from_utf8_lossy(error)));
        }
    };
    let value: Value = serde_json::from_slice(result).unwrap_or_default();
    match value.get("protocolVersion").and_then(Value::as_str) {
        Some(version) if LEGACY_VERSIONS.contains(&version) => Ok(version.into()),
        Some(version) => Err(format!(
            "it speaks protocol version {version}; this gateway speaks {MODERN_VERSION} and {}.",
            LEGACY_VERSIONS.join(", ")
        )),
        None => Err("its answer to `initialize` names no protocol version.".into()),
    }
}

/// Why there was no handshake.
pub(super) enum Refused {
    /// The stream ended.
    Ended(Ended),
    /// The backend answered, but not as it should.
    Answer(String),
}

impl From<Ended> for Refused {
    fn from(ended: Ended) -> Self {
        Self::Ended(ended)
    }
}

/// Introduces the gateway over a stream. `known` is the era of an earlier connection; `patience` is how long to wait
/// for an answer to the probe before `initialize` is tried beside it.
pub(super) async fn over_stream(
    exchange: &Arc<Exchange>,
    known: Option<Era>,
    patience: Duration,
) -> Result<Era, Refused> {
    let mut probe = None;
    if known != Some(Era::Legacy) {
        let mut ticket =
            exchange.request(exchange.next_id(), "server/discover", discover_params().as_bytes(), None)?;
        match timeout(patience, &mut ticket).await {
            Ok(reply) if speaks_modern(&reply.clone()?) => return Ok(Era::Modern),
            Ok(reply) => drop(reply?),
            Err(_) => probe = Some(ticket),
        }
    }
    let initialize =
        exchange.request(exchange.next_id(), "initialize", initialize_params().as_bytes(), None)?;
    let era = first_of(initialize, probe).await?;
    if era == Era::Legacy {
        exchange.send(&outgoing::notification("notifications/initialized", "{}"));
    }
    Ok(era)
}

/// Waits for the answer to `initialize`, and for that of a slow server to the probe.
async fn first_of(mut initialize: Ticket, mut probe: Option<Ticket>) -> Result<Era, Refused> {
    loop {
        let Some(late) = &mut probe else {
            let reply = initialize.await?;
            return settled_version(&reply).map(|_| Era::Legacy).map_err(Refused::Answer);
        };
        tokio::select! {
            reply = &mut *late => {
                if speaks_modern(&reply?) {
                    return Ok(Era::Modern);
                }
                probe = None;
            }
            reply = &mut initialize => match settled_version(&reply?) {
                Ok(_) => return Ok(Era::Legacy),
                // A modern server refuses `initialize`; its answer to the probe is still to come.
                Err(reason) => {
                    let reply = late.await?;
                    return if speaks_modern(&reply) { Ok(Era::Modern) } else { Err(Refused::Answer(reason)) };
                }
            }
        }
    }
}
