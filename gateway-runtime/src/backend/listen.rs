//! What is wanted of a server beside its answers, as it is asked for in both eras.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use super::handshake::modern_meta;
use crate::json::quoted;
use crate::offer::{Filter, Upstream};
use crate::reply::Reply;

/// `params` of `subscriptions/listen`.
pub(super) fn listen_params(filter: &Filter) -> String {
    let mut wanted = serde_json::Map::new();
    if filter.prompts {
        wanted.insert("promptsListChanged".into(), true.into());
    }
    if filter.resources {
        wanted.insert("resourcesListChanged".into(), true.into());
    }
    if !filter.uris.is_empty() {
        wanted.insert("resourceSubscriptions".into(), json!(filter.uris));
    }
    format!(r#"{{"notifications":{},"_meta":{}}}"#, Value::from(wanted), modern_meta())
}

/// Subscribes to each address that is wanted, one by one, and takes back what is not wanted any more. Ends where nothing is;
/// lists need no subscription in this era.
///
/// # Errors
///
/// Those of `ask`, which sends one request with these `params`.
pub(super) async fn subscribe_each<E, F: Future<Output = Result<Reply, E>>>(
    upstream: &Upstream,
    limit: Duration,
    ask: impl Fn(&'static str, String) -> F,
) -> Result<(), E> {
    let mut subscribed = BTreeSet::new();
    loop {
        let filter = upstream.filter();
        let wanted: BTreeSet<_> = filter.uris.iter().cloned().collect();
        for uri in subscribed.difference(&wanted) {
            let asked = timeout(limit, ask("resources/unsubscribe", params(uri))).await;
            asked.map_or(Ok(()), |answer| answer.map(drop))?;
        }
        let mut new = BTreeSet::new();
        for uri in &wanted {
            if subscribed.contains(uri) {
                new.insert(uri.clone());
                continue;
            }
            let outcome = match timeout(limit, ask("resources/subscribe", params(uri))).await {
                Ok(Ok(Reply::Result(_))) => {
                    new.insert(uri.clone());
                    Ok(())
                }
                Ok(Ok(Reply::Error(error))) => Err(refusal(&error)),
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    Err(format!("it did not answer resources/subscribe within {} s.", limit.as_secs_f64()))
                }
            };
            upstream.settle(uri, outcome);
        }
        subscribed = new;
        if filter.is_empty() {
            return Ok(());
        }
        upstream.changed_since(filter.generation).await;
    }
}

fn params(uri: &str) -> String {
    format!(r#"{{"uri":{}}}"#, quoted(uri))
}

/// A refusal, as far as it is told.
pub(super) fn refusal(error: &[u8]) -> String {
    let error = String::from_utf8_lossy(error);
    let error: String = error.chars().filter(|c| !c.is_control()).take(200).collect();
    format!("it refused: {error}")
}
