//! The gateway's own questions to a server over HTTP: what its tools are, and whether it lives.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use hyper::StatusCode;
use serde_json::value::RawValue;
use tokio::time::timeout;

use super::{FORGETFUL, Http, Live, Unanswered, request};
use crate::backend::listing::{Listing, all_raw};
use crate::backend::watched::Verdict;
use crate::backend::{Liveness, handshake};
use crate::fault::Fault;
use crate::health::State;
use crate::reply::Reply;
use crate::sync::locked;

impl Http {
    /// What the live tools are; asked once for each session, and again when they may have changed.
    pub(super) async fn look(&self, live: &Arc<Live>) -> Result<Arc<Verdict>, Unanswered> {
        if let Some(verdict) = live.watched.current() {
            return Ok(verdict);
        }
        let limit = self.spec.start_timeout;
        let looked = timeout(
            limit,
            live.watched.look(live.session.era, |params| self.list(live, Listing::Tools, params)),
        )
        .await;
        looked.unwrap_or_else(|_| {
            let seconds = limit.as_secs_f64();
            let reason = format!("it did not answer tools/list within {seconds} s (start_timeout).");
            Err(self.unavailable(&reason).into())
        })
    }

    async fn list(&self, live: &Arc<Live>, what: Listing, params: String) -> Result<Reply, Unanswered> {
        match self.ask(live, what.method(), &params).await {
            // It answers, though not with a list.
            Err(Unanswered::Fault(Fault::BadReply { reason, .. })) => Ok(Reply::Error(reason.into())),
            other => other,
        }
    }

    /// A question of the gateway's own.
    pub(super) async fn ask(
        &self,
        live: &Arc<Live>,
        method: &str,
        params: &str,
    ) -> Result<Reply, Unanswered> {
        let session = &live.session;
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let posted =
            self.connection.post(Some(session), method, None, request(id, method, params.as_bytes())).await?;
        match posted.status() {
            StatusCode::NOT_FOUND if session.id.is_some() => Err(Unanswered::Forgotten),
            status if status.is_server_error() => {
                Err(self.unavailable(&format!("it answered {method} with HTTP status {status}.")).into())
            }
            _ => Ok(self.answer(posted, session, id, None).await?),
        }
    }

    /// How the live tools differ; greets the server where that has not been done.
    pub(in crate::backend) async fn drift(&self) -> Result<Arc<Verdict>, Fault> {
        let live = self.session().await?;
        match self.look(&live).await {
            Ok(verdict) => Ok(verdict),
            Err(Unanswered::Fault(fault)) => Err(fault),
            Err(Unanswered::Forgotten) => Err(self.unavailable(FORGETFUL)),
        }
    }

    /// What the server lists, as it words it; greets it where that has not been done.
    pub(in crate::backend) async fn listed(&self, what: Listing) -> Result<Vec<Box<RawValue>>, Fault> {
        let live = self.session().await?;
        let limit = self.spec.start_timeout;
        let ask = |params| self.list(&live, what, params);
        match timeout(limit, all_raw(what, live.session.era, self.review.max_message, ask)).await {
            Ok(Ok(listed)) => listed.map_err(|reason| Fault::BadReply { server: self.spec.name, reason }),
            Ok(Err(Unanswered::Fault(fault))) => Err(fault),
            Ok(Err(Unanswered::Forgotten)) => Err(self.unavailable(FORGETFUL)),
            Err(_) => {
                let (method, seconds) = (what.method(), limit.as_secs_f64());
                Err(self
                    .unavailable(&format!("it did not answer {method} within {seconds} s (start_timeout).")))
            }
        }
    }

    /// What is known of the tools of the server, where it still holds.
    pub(in crate::backend) fn known(&self) -> Option<Arc<Verdict>> {
        locked(&self.current).clone()?.watched.current()
    }

    /// Asks the server, if it has been greeted, for a sign of life, and what its tools are. Begins no session.
    pub(in crate::backend) async fn check(&self, patience: Duration) {
        let Some(live) = locked(&self.current).clone() else { return };
        let (method, params) = handshake::sign_of_life(live.session.era);
        let asked = timeout(patience, async {
            self.ask(&live, method, &params).await?;
            live.watched.look_again(live.session.era, |params| self.list(&live, Listing::Tools, params)).await
        });
        let failure = match asked.await {
            Ok(Ok(())) => None,
            Ok(Err(Unanswered::Forgotten)) => {
                self.forget(&live);
                None
            }
            Ok(Err(Unanswered::Fault(fault))) => {
                self.noted(&fault, &live);
                Some(fault.to_string())
            }
            Err(_) => Some(format!("it did not answer a health check within {} s.", patience.as_secs_f64())),
        };
        let mut record = locked(&self.record);
        record.is_silent = failure.is_some();
        if let Some(reason) = failure {
            tracing::warn!(server = self.spec.name, reason, "the health check failed");
            record.last_error = Some(reason);
        }
    }

    pub(in crate::backend) fn health(&self) -> Liveness {
        let current = locked(&self.current).clone();
        let record = locked(&self.record);
        let state = match (&current, &record.last_error) {
            (Some(_), _) if !record.is_silent => State::Up,
            (Some(_), _) => State::Down,
            _ if self.greeting.try_lock().is_err() => State::Starting,
            (None, None) => State::Idle,
            (None, Some(_)) => State::Down,
        };
        Liveness {
            state,
            up: current.as_ref().map(|live| live.since.elapsed()),
            starts: record.greetings,
            last_error: record.last_error.clone(),
            verdict: current.and_then(|live| live.watched.verdict()),
        }
    }
}
