//! Subscriptions of clients: one resource at a time in a session, or all in one request of 2026-07-28.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::join_all;
use serde::Deserialize;
use serde_json::json;
use tokio::time::timeout;

use super::call::{Routed, resource};
use super::hub::{Registered, place};
use super::notice::SUBSCRIPTION;
use crate::call::Sink;
use crate::envelope::Params;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::json::quoted;
use crate::peer::Peer;

/// No client subscribes to more resources than these.
const MOST: usize = 1024;

/// What the first message of a subscription says of it, up to what is honoured.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Notifications {
    prompts_list_changed: bool,
    resources_list_changed: bool,
    resource_subscriptions: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Wanted {
    notifications: Notifications,
}

/// A client of a session, entered once.
fn registered<'p>(gateway: &Gateway, peer: &'p Peer) -> Result<&'p Registered, Fault> {
    enter(gateway, peer);
    peer.hears().get().ok_or_else(|| Fault::InvalidRequest("too many clients are told of changes".into()))
}

/// Enters the client of a session among those that are told of changes.
pub(crate) fn enter(gateway: &Gateway, peer: &Peer) {
    if gateway.contract().offers.is_empty() || peer.hears().get().is_some() {
        return;
    }
    let Some(registered) = gateway.offered().enter(*peer.principal(), None, (true, true)) else { return };
    if let Some(sink) = peer.out() {
        registered.client.attach(sink.clone());
    }
    let _ = peer.hears().set(registered);
}

/// `resources/subscribe`.
pub(super) async fn subscribe(gateway: &Gateway, peer: &Peer, params: &Params<'_>) -> Result<(), Fault> {
    let view = gateway.view(peer.principal());
    let routed = resource(&view, params.uri)?;
    add(gateway, registered(gateway, peer)?, &routed).await
}

/// `resources/unsubscribe`. From what nobody subscribed to nothing is taken.
pub(super) fn unsubscribe(gateway: &Gateway, peer: &Peer, params: &Params<'_>) -> Result<(), Fault> {
    let view = gateway.view(peer.principal());
    let Routed { about, .. } = resource(&view, params.uri)?;
    if let Some(registered) = peer.hears().get() {
        registered.remove(&about);
    }
    Ok(())
}

/// Adds an address to those of a client, once its server has said that it tells of changes.
async fn add(gateway: &Gateway, registered: &Registered, routed: &Routed) -> Result<(), Fault> {
    let Routed { offer, tool, about } = routed;
    let contract = gateway.contract();
    let (Some(at), Some(upstream)) = (place(offer, contract), gateway.offered().upstream(offer, contract))
    else {
        return Err(Fault::UnknownResource(about.clone()));
    };
    if registered.count() >= MOST {
        return Err(Fault::InvalidParams(format!("A client subscribes to {MOST} resources at most")));
    }
    if !registered.add(about, at) {
        return Ok(());
    }
    let server = gateway.server_of(tool);
    let limit: Duration = server.start_timeout + server.call_timeout;
    let outcome = timeout(limit, upstream.outcome(about)).await;
    let refused = match outcome {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(reason)) => reason,
        Err(_) => format!("it said nothing of a subscription within {} s.", limit.as_secs_f64()),
    };
    registered.remove(about);
    Err(Fault::Unavailable { server: server.name, reason: refused })
}

/// `subscriptions/listen`: goes on until the client or the gateway ends it. `id` is the request's, raw JSON.
pub(super) async fn listen(
    gateway: &Gateway,
    peer: &Peer,
    id: &Bytes,
    params: &Params<'_>,
    sink: Arc<dyn Sink>,
) -> Result<Bytes, Fault> {
    let wanted: Wanted = serde_json::from_str(params.raw.unwrap_or("{}")).map_err(|error| {
        Fault::InvalidParams(format!("`params.notifications` says nothing that can be listened to: {error}"))
    })?;
    let wanted = wanted.notifications;
    let view = gateway.view(peer.principal());
    let lists = (
        wanted.prompts_list_changed && !view.prompts().is_empty(),
        wanted.resources_list_changed && !view.resources().is_empty(),
    );
    let registered = gateway.offered().enter(*peer.principal(), Some(id.clone()), lists);
    let registered =
        registered.ok_or_else(|| Fault::InvalidRequest("too many clients are told of changes".into()))?;
    let uris = wanted.resource_subscriptions;
    let added = uris.iter().map(|uri| async {
        let routed = resource(&view, Some(&quoted(uri)))?;
        add(gateway, &registered, &routed).await
    });
    let outcomes = join_all(added).await;
    let honoured = uris.iter().zip(outcomes).filter_map(|(uri, outcome)| {
        outcome
            .inspect_err(|fault| tracing::info!(%uri, %fault, "not subscribed to"))
            .ok()
            .map(|()| uri.as_str())
    });
    sink.send(&[acknowledgement(id, lists, &honoured.collect::<Vec<_>>()).as_bytes()]);
    registered.client.attach(sink);
    tokio::select! {
        () = peer.gone() => {}
        () = gateway.approvals().closed.cancelled() => {}
    }
    let id = String::from_utf8_lossy(id);
    Ok(format!(r#"{{"resultType":"complete","_meta":{{{SUBSCRIPTION}:{id}}}}}"#).into())
}

/// The part of what was asked for that is honoured (MCP 2026-07-28, server/utilities/subscriptions).
fn acknowledgement(id: &Bytes, (prompts, resources): (bool, bool), uris: &[&str]) -> String {
    let mut honoured = serde_json::Map::new();
    if prompts {
        honoured.insert("promptsListChanged".into(), true.into());
    }
    if resources {
        honoured.insert("resourcesListChanged".into(), true.into());
    }
    if !uris.is_empty() {
        honoured.insert("resourceSubscriptions".into(), json!(uris));
    }
    let (honoured, id) = (serde_json::Value::from(honoured), String::from_utf8_lossy(id));
    format!(
        r#"{{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{{"notifications":{honoured},"_meta":{{{SUBSCRIPTION}:{id}}}}}}}"#
    )
}
