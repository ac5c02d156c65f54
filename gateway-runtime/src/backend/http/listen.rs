//! What a server over HTTP says that is about no call.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use hyper::StatusCode;

use super::connection::Posted;
use super::{Http, Live, Unanswered, own_reply, request};
use crate::backend::listen::{listen_params, refusal, subscribe_each};
use crate::envelope::Message;
use crate::era::Era;
use crate::fault::Fault;
use crate::offer::Upstream;
use crate::reply::Reply;
use crate::sync::locked;

impl Http {
    pub(in crate::backend) fn is_heard_by(&self, upstream: &Arc<Upstream>) {
        let _ = self.review.upstream.set(upstream.clone());
    }

    /// Notes what the server says that is about no call.
    pub(super) fn hear(&self, method: &str, whole: &Bytes) {
        self.review.upstream.get().into_iter().for_each(|upstream| upstream.hear(method, whole));
    }

    /// Listens to the server, which is greeted first where it is needed.
    pub(in crate::backend) async fn listen(&self, upstream: &Upstream, needed: bool) -> Result<(), Fault> {
        let known = locked(&self.current).clone();
        let live = match known {
            Some(live) => live,
            None if needed => self.session().await?,
            None => return Ok(()),
        };
        let outcome = match live.session.era {
            Era::Modern => self.listen_at_once(&live, upstream).await.map_err(Unanswered::from),
            Era::Legacy => tokio::select! {
                heard = self.hear_session(&live) => heard,
                subscribed = subscribe_each(upstream, self.spec.call_timeout, |method, params| {
                    let live = &live;
                    async move { self.ask(live, method, &params).await }
                }) => subscribed,
            },
        };
        match outcome {
            Ok(()) => Ok(()),
            Err(Unanswered::Fault(fault)) => {
                self.noted(&fault, &live);
                Err(fault)
            }
            Err(Unanswered::Forgotten) => {
                self.forget(&live);
                Err(self.unavailable("it has forgotten the session."))
            }
        }
    }

    /// One request holds all that is wanted.
    async fn listen_at_once(&self, live: &Live, upstream: &Upstream) -> Result<(), Fault> {
        // The request before goes when the next one stands.
        let mut before: Option<Posted> = None;
        loop {
            let filter = upstream.filter();
            if filter.is_empty() {
                return Ok(());
            }
            let id = self.next_id.fetch_add(1, Ordering::Relaxed);
            upstream.listens_as(id);
            let body = request(id, "subscriptions/listen", listen_params(&filter).as_bytes());
            let mut posted =
                self.connection.post(Some(&live.session), "subscriptions/listen", None, body).await?;
            drop(before.take());
            tokio::select! {
                ended = self.hear_until_answered(&mut posted, live, id) => return Err(ended),
                () = upstream.changed_since(filter.generation) => before = Some(posted),
            }
        }
    }

    /// Hears what comes on a response, to its end.
    async fn hear_until_answered(&self, posted: &mut Posted, live: &Live, id: u64) -> Fault {
        loop {
            let message = match posted.next_message().await {
                Ok(message) => message,
                Err(fault) => return fault,
            };
            let Ok(decoded) = Message::read(&message) else { return posted.not_an_answer(&message) };
            if decoded.method.is_some() {
                self.heard(&message, &decoded, &live.session, id, None);
            } else if let Some(reply) = own_reply(&decoded, &message, id) {
                return match reply {
                    Reply::Error(error) => self.unavailable(&refusal(&error)),
                    Reply::Result(_) => self.unavailable("it ended the subscription."),
                };
            }
        }
    }

    /// Hears what comes on the stream of a session. A server that has none says nothing outside of its answers.
    async fn hear_session(&self, live: &Live) -> Result<(), Unanswered> {
        let mut stream = self.connection.get(&live.session).await?;
        match stream.status() {
            StatusCode::NOT_FOUND if live.session.id.is_some() => return Err(Unanswered::Forgotten),
            status if status.is_success() && stream.is_stream() => {}
            _ => pending().await,
        }
        loop {
            let message = stream.next_message().await?;
            if let Ok(decoded) = Message::read(&message) {
                self.heard(&message, &decoded, &live.session, 0, None);
            }
        }
    }
}
