//! What a process says that is about no call.

use std::sync::Arc;

use super::{Connection, Stdio};
use crate::backend::exchange::Ended;
use crate::backend::listen::{listen_params, refusal, subscribe_each};
use crate::era::Era;
use crate::fault::Fault;
use crate::offer::Upstream;
use crate::reply::Reply;

impl Stdio {
    pub(in crate::backend) fn is_heard_by(&self, upstream: &Arc<Upstream>) {
        let _ = self.0.review.upstream.set(upstream.clone());
    }

    /// Listens to the living process, which is started first where it is needed.
    pub(in crate::backend) async fn listen(&self, upstream: &Upstream, needed: bool) -> Result<(), Fault> {
        let connection = match self.0.alive() {
            Some(connection) => connection,
            None if needed => self.0.clone().connection().await?,
            None => return Ok(()),
        };
        let ended = match connection.era {
            Era::Modern => self.listen_at_once(&connection, upstream).await?,
            Era::Legacy => self.listen_one_by_one(&connection, upstream).await,
        };
        let server = self.0.spec.name;
        ended.map_err(|Ended(reason)| Fault::Lost { server, reason })
    }

    /// One request holds all that is wanted; a new one stands before the old one goes, so that nothing is missed.
    async fn listen_at_once(
        &self,
        connection: &Connection,
        upstream: &Upstream,
    ) -> Result<Result<(), Ended>, Fault> {
        let exchange = &connection.exchange;
        let mut before = None;
        loop {
            let filter = upstream.filter();
            if filter.is_empty() {
                return Ok(Ok(()));
            }
            let id = exchange.next_id();
            upstream.listens_as(id);
            let ticket = exchange.open(id, "subscriptions/listen", listen_params(&filter).as_bytes());
            let mut ticket = match ticket {
                Ok(ticket) => ticket,
                Err(ended) => return Ok(Err(ended)),
            };
            drop(before.take());
            tokio::select! {
                reply = &mut ticket => match reply {
                    Ok(Reply::Error(error)) => return Err(self.0.unavailable(refusal(&error))),
                    Ok(Reply::Result(_)) => return Err(self.0.unavailable("it ended the subscription.")),
                    Err(ended) => return Ok(Err(ended)),
                },
                () = upstream.changed_since(filter.generation) => before = Some(ticket),
            }
        }
    }

    async fn listen_one_by_one(&self, connection: &Connection, upstream: &Upstream) -> Result<(), Ended> {
        let exchange = &connection.exchange;
        let ending = exchange.ending()?;
        let ask = |method, params: String| async move {
            exchange.request(exchange.next_id(), method, params.as_bytes(), None)?.await
        };
        tokio::select! {
            ended = ending => ended.map(drop),
            subscribed = subscribe_each(upstream, self.0.spec.call_timeout, ask) => subscribed,
        }
    }
}
