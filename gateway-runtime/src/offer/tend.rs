//! What goes on beside requests: servers are listened to for as long as somebody wants to hear, and what they say is
//! passed on.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use serde::Deserialize;
use tokio::time::{Instant, sleep};

use super::Upstream;
use super::notice::{Event, Kind, rewritten};
use crate::backend::Backend;
use crate::gateway::Gateway;

/// The wait before a server is listened to again: doubled each time, up to the largest.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LARGEST_WAIT: Duration = Duration::from_secs(60);

/// Who was heard for this long is sound.
const SUSTAINED: Duration = Duration::from_secs(60);

/// Listens to the servers and passes on what they say, until the future is dropped. Of several at once one does.
pub(crate) async fn tend(gateway: Arc<Gateway>) {
    let mut heard = gateway.offered().heard.lock().await;
    let servers = join_all(gateway.offered().upstreams().iter().enumerate().filter_map(|(at, upstream)| {
        let offer = gateway.contract().offers.servers.get(at)?;
        Some(attend(upstream, gateway.backend(offer.server)?))
    }));
    let passing_on = async {
        while let Some(event) = heard.recv().await {
            pass_on(&gateway, &event);
        }
    };
    tokio::join!(servers, passing_on);
}

/// Keeps one server listened to while something of it is wanted.
async fn attend(upstream: &Upstream, backend: &Backend) {
    let mut pause = FIRST_WAIT;
    loop {
        let filter = upstream.filter();
        if filter.is_empty() {
            upstream.changed_since(filter.generation).await;
            continue;
        }
        let began = Instant::now();
        let outcome = backend.listen(upstream).await;
        if began.elapsed() >= SUSTAINED {
            pause = FIRST_WAIT;
        }
        let now = upstream.filter().generation;
        match outcome {
            // There is no connection, and none is needed: the next request makes one.
            Ok(()) => {
                tokio::select! {
                    () = upstream.changed_since(now) => {}
                    () = upstream.touched.notified() => {}
                }
            }
            Err(fault) => {
                tracing::info!(%fault, "not listened to");
                upstream.failed(&fault.to_string());
                tokio::select! {
                    () = upstream.changed_since(now) => {}
                    () = sleep(pause) => {}
                }
                pause = (pause * 2).min(LARGEST_WAIT);
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    params: Params,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Params {
    uri: Option<String>,
    notifications: Honoured,
    #[serde(rename = "_meta")]
    meta: Meta,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Honoured {
    resource_subscriptions: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Meta {
    #[serde(rename = "io.modelcontextprotocol/subscriptionId")]
    subscription: Option<serde_json::Value>,
}

/// Passes one event on to the clients that want it and may know of it.
fn pass_on(gateway: &Gateway, event: &Event) {
    let said: Said = serde_json::from_slice(&event.line).unwrap_or_default();
    let Said { params: Params { uri, notifications, meta } } = said;
    let offered = gateway.offered();
    let Some(offer) = gateway.contract().offers.servers.get(event.offer) else { return };
    if event.kind == Kind::Acknowledged {
        if let Some(upstream) = offered.upstreams().get(event.offer) {
            let id = meta.subscription.and_then(|id| id.as_u64());
            upstream.acknowledged(id, &notifications.resource_subscriptions);
        }
        return;
    }
    let admitted = |uri: &String| offer.resources.as_ref().is_some_and(|resources| resources.admits(uri));
    if event.kind == Kind::Updated && !uri.as_ref().is_some_and(admitted) {
        return;
    }
    for client in offered.clients() {
        let Some(sink) = client.sink_for(event.kind, uri.as_deref()) else { continue };
        let view = gateway.view(&client.principal);
        let seen = if event.kind == Kind::Prompts { view.prompts() } else { view.resources() };
        if seen.iter().any(|seen| seen.server == offer.server) {
            let notice = rewritten(&event.line, client.subscription.as_deref());
            notice.iter().for_each(|notice| sink.send(&[notice]));
        }
    }
}
