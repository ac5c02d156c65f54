//! A server over Streamable HTTP, with pooled connections.

mod connection;
mod listen;
mod own;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use hyper::StatusCode;
use tokio::time::{Instant, timeout, timeout_at};

use self::connection::{Connection, Posted, Session};
use super::watched::{Review, Watched};
use super::{Remote, handshake, outgoing};
use crate::call::{Call, Listener};
use crate::envelope::Message;
use crate::era::Era;
use crate::fault::Fault;
use crate::reply::Reply;
use crate::spec::ServerSpec;
use crate::sync::locked;

pub(super) struct Http {
    spec: &'static ServerSpec,
    review: Arc<Review>,
    connection: Arc<Connection>,
    current: Mutex<Option<Arc<Live>>>,
    record: Mutex<Record>,
    /// Held during the handshake, so that one call does it and the others wait.
    greeting: tokio::sync::Mutex<()>,
    next_id: AtomicU64,
}

/// A server that has been greeted.
struct Live {
    session: Session,
    watched: Watched,
    since: Instant,
}

#[derive(Default)]
struct Record {
    greetings: u64,
    last_error: Option<String>,
    /// The last health check failed.
    is_silent: bool,
}

/// Why the server did not answer a question of the gateway's own.
enum Unanswered {
    /// It does not know the session any more.
    Forgotten,
    Fault(Fault),
}

impl From<Fault> for Unanswered {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A server over HTTP can be replaced unseen, so one of whose tools some are blocked is compared again after this long.
const BLOCKED_HOLDS: Duration = Duration::from_secs(60);

const FORGETFUL: &str = "it forgets each session as soon as it has begun.";

impl Http {
    /// # Errors
    ///
    /// Where the address or a header cannot be used.
    pub(super) fn new(review: Arc<Review>, remote: Remote) -> Result<Self, String> {
        let spec = review.spec;
        Ok(Self {
            spec,
            connection: Arc::new(Connection::new(spec.name, remote, review.max_message)?),
            review,
            record: Mutex::default(),
            current: Mutex::default(),
            greeting: tokio::sync::Mutex::default(),
            next_id: AtomicU64::new(1),
        })
    }

    pub(super) async fn call(&self, call: &Call) -> Result<Reply, Fault> {
        let mut live = self.session().await?;
        for _ in 0..2 {
            match self.look(&live).await {
                Ok(verdict) => verdict.admit(call.tool, self.spec.name)?,
                Err(Unanswered::Fault(fault)) => return Err(fault),
                Err(Unanswered::Forgotten) => {
                    live = self.renewed(&live).await?;
                    continue;
                }
            }
            match self.attempt(call, &live).await {
                Err(Unanswered::Forgotten) => live = self.renewed(&live).await?,
                Err(Unanswered::Fault(fault)) => {
                    self.noted(&fault, &live);
                    return Err(fault);
                }
                Ok(reply) => return Ok(reply),
            }
        }
        Err(self.unavailable(FORGETFUL))
    }

    async fn attempt(&self, call: &Call, live: &Arc<Live>) -> Result<Reply, Unanswered> {
        let session = &live.session;
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let what = call.what();
        let body = request(id, what.0, &call.upstream_params(session.era, id));
        let cancel = CancelOnDrop { connection: &self.connection, session, id, armed: true };
        call.mark_sent();
        let posted = self.connection.post_with(Some(session), what, call.onward.as_deref(), body).await?;
        // The session has ended, so the call was not carried out: it is safe to begin again, once.
        if posted.status() == StatusCode::NOT_FOUND && session.id.is_some() {
            cancel.disarm();
            return Err(Unanswered::Forgotten);
        }
        let reply = self.answer(posted, session, id, Some((&call.listener, &live.watched))).await?;
        cancel.disarm();
        Ok(reply)
    }

    /// A server that went away may come back as another: it is greeted, and its tools compared, again.
    fn noted(&self, fault: &Fault, live: &Arc<Live>) {
        locked(&self.record).last_error = Some(fault.to_string());
        if matches!(fault, Fault::Unavailable { .. } | Fault::Lost { .. }) {
            match live.session.id {
                // A server that kept the session need not be asked for another.
                Some(_) => live.watched.may_have_changed(),
                None => self.forget(live),
            }
        }
    }

    fn unavailable(&self, reason: &str) -> Fault {
        Fault::Unavailable { server: self.spec.name, reason: reason.into() }
    }

    async fn session(&self) -> Result<Arc<Live>, Fault> {
        if let Some(live) = locked(&self.current).clone() {
            return Ok(live);
        }
        let _turn = self.greeting.lock().await;
        if let Some(live) = locked(&self.current).clone() {
            return Ok(live);
        }
        let limit = self.spec.start_timeout;
        let greeted = timeout(limit, self.greet()).await.unwrap_or_else(|_| {
            let seconds = limit.as_secs_f64();
            Err(self
                .unavailable(&format!("it did not finish the handshake within {seconds} s (start_timeout).")))
        });
        let session =
            greeted.inspect_err(|fault| locked(&self.record).last_error = Some(fault.to_string()))?;
        let watched = Watched::new(self.review.clone(), Some(BLOCKED_HOLDS));
        let live = Arc::new(Live { session, watched, since: Instant::now() });
        locked(&self.record).greetings += 1;
        *locked(&self.current) = Some(live.clone());
        Ok(live)
    }

    async fn renewed(&self, old: &Arc<Live>) -> Result<Arc<Live>, Fault> {
        self.forget(old);
        self.session().await
    }

    fn forget(&self, old: &Arc<Live>) {
        let mut current = locked(&self.current);
        if current.as_ref().is_some_and(|live| Arc::ptr_eq(live, old)) {
            *current = None;
        }
    }

    /// How the server speaks, where it was greeted.
    pub(super) fn era(&self) -> Option<Era> {
        locked(&self.current).as_ref().map(|live| live.session.era)
    }

    /// Finds out which era the server speaks, and begins a session where it needs one.
    async fn greet(&self) -> Result<Session, Fault> {
        let modern = Session::modern();
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let body = request(id, "server/discover", handshake::discover_params().as_bytes());
        let posted = self.connection.post(Some(&modern), "server/discover", None, body).await?;
        // A server of the older era may refuse in any form.
        let answered = self.answer(posted, &modern, id, None).await;
        if answered.is_ok_and(|reply| handshake::speaks_modern(&reply)) {
            return Ok(modern);
        }
        self.initialize().await
    }

    async fn initialize(&self) -> Result<Session, Fault> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let body = request(id, "initialize", handshake::initialize_params().as_bytes());
        let posted = self.connection.post(None, "initialize", None, body).await?;
        let session_id = posted.session_id();
        let reply = self.answer(posted, &Session::modern(), id, None).await?;
        let version = handshake::settled_version(&reply).map_err(|reason| self.unavailable(&reason))?;
        let session = Session { era: Era::Legacy, version, id: session_id };
        let note = outgoing::notification("notifications/initialized", "{}");
        self.connection.post(Some(&session), "notifications/initialized", None, note.into()).await?.finish();
        Ok(session)
    }

    /// Reads the answer to request `id`, and passes on what is said before it.
    async fn answer(
        &self,
        mut posted: Posted,
        session: &Session,
        id: u64,
        listener: Option<(&Listener, &Watched)>,
    ) -> Result<Reply, Fault> {
        loop {
            let message = posted.next_message().await?;
            let Ok(decoded) = Message::read(&message) else {
                return Err(posted.not_an_answer(&message));
            };
            if decoded.method.is_some() {
                self.heard(&message, &decoded, session, id, listener);
            } else if let Some(reply) = own_reply(&decoded, &message, id) {
                posted.finish();
                return Ok(reply);
            }
        }
    }

    fn heard(
        &self,
        whole: &Bytes,
        message: &Message<'_>,
        session: &Session,
        id: u64,
        listener: Option<(&Listener, &Watched)>,
    ) {
        match (message.method().as_deref(), message.id, listener) {
            (Some("notifications/progress"), None, Some((listener, _))) => {
                if let Some(token) = message.params.progress_token.filter(|token| token.parse() == Ok(id)) {
                    listener.progress(whole, token);
                }
            }
            (Some("notifications/message"), None, Some((listener, _))) => {
                listener.log(whole, message.params.level);
            }
            (Some("notifications/tools/list_changed"), None, Some((_, watched))) => {
                watched.may_have_changed();
            }
            (Some(method), Some(id), _) => {
                self.connection.post_aside(session, "", outgoing::answer(id, method));
            }
            (Some(method), None, _) => self.hear(method, whole),
            (None, _, _) => {}
        }
    }

    pub(super) async fn stop(&self, patience: Instant) {
        let live = locked(&self.current).take();
        if let Some(live) = live.filter(|live| live.session.id.is_some()) {
            let _ = timeout_at(patience, self.connection.delete(&live.session)).await;
        }
    }
}

fn own_reply(message: &Message<'_>, whole: &Bytes, id: u64) -> Option<Reply> {
    // An error about a request that could not be read carries a null id, or none.
    let is_ours = message.id.is_none_or(|found| found == "null" || found.parse() == Ok(id));
    Reply::from_message(message, whole).filter(|_| is_ours)
}

fn request(id: u64, method: &str, params: &[u8]) -> Bytes {
    outgoing::request(&id.to_string(), method, params).concat().into()
}

/// Cancels a call whose caller has gone. A modern server learns it from the end of the connection; a legacy one must
/// be told (MCP 2025-11-25, basic/transports, "Sending Messages to the Server").
struct CancelOnDrop<'a> {
    connection: &'a Arc<Connection>,
    session: &'a Session,
    id: u64,
    armed: bool,
}

impl CancelOnDrop<'_> {
    fn disarm(mut self) {
        self.armed = false;
    }
}

impl Drop for CancelOnDrop<'_> {
    fn drop(&mut self) {
        if !self.armed || self.session.era == Era::Modern {
            return;
        }
        let note = outgoing::cancelled(self.id);
        self.connection.post_aside(self.session, "notifications/cancelled", note);
    }
}
