//! Sessions of clients up to 2025-11-25 (basic/transports, "Session Management").

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::http::HeaderName;
use tokio::sync::broadcast::error::RecvError;

use crate::era::LogLevel;
use crate::peer::{Peer, Relay};
use crate::principal::Principal;
use crate::shared::{Event, Record, Said, Shared, aside};
use crate::sync::locked;

/// The header that names a session.
pub(super) static SESSION_ID: HeaderName = HeaderName::from_static("mcp-session-id");

/// A session that was not used for so long has ended.
const IDLE: Duration = Duration::from_secs(30 * 60);

/// No more sessions than these are remembered; the one that was used longest ago makes room.
const MOST: usize = 10_000;

#[derive(Debug)]
pub(super) struct Session {
    pub(super) peer: Peer,
}

/// The sessions of one gateway, or those of all replicas as far as they were served here.
#[derive(Default)]
pub(super) struct Sessions {
    known: Mutex<HashMap<Box<str>, Entry>>,
    shared: Option<Arc<dyn Shared>>,
}

#[derive(Debug)]
struct Entry {
    session: Arc<Session>,
    used: Instant,
}

impl Entry {
    fn is_of(&self, principal: &Principal) -> bool {
        self.session.peer.principal().index() == principal.index()
    }
}

impl Sessions {
    pub(super) fn new(shared: Option<Arc<dyn Shared>>) -> Self {
        Self { shared, ..Self::default() }
    }

    /// Remembers a session of `peer` under a new id; `None` where the system gives no random numbers to make one from.
    pub(super) async fn begin(&self, peer: Peer) -> Option<String> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).ok()?;
        let id = format!("{:032x}", u128::from_ne_bytes(random));
        let session = self.enter(&id, peer);
        if let Some(shared) = &self.shared {
            // While the state server is away, the session is entered there when it is next used.
            let _ = shared.resume(&id, session.principal(), Some(&session.record())).await;
        }
        Some(id)
    }

    fn enter(&self, id: &str, peer: Peer) -> Arc<Session> {
        let session = Arc::new(Session { peer: peer.with_relay(self.relay(id)) });
        let mut known = locked(&self.known);
        make_room(&mut known);
        known.insert(id.into(), Entry { session: session.clone(), used: Instant::now() });
        session
    }

    fn relay(&self, id: &str) -> Option<Arc<dyn Relay>> {
        let shared = self.shared.clone()?;
        Some(Arc::new(Elsewhere { shared, session: id.into() }))
    }

    /// The session of that id, where `principal` began it. That of another is as unknown as one that never was.
    pub(super) async fn get(&self, id: &str, principal: &Principal) -> Option<Arc<Session>> {
        let own = self.own(id, principal);
        match &self.shared {
            None => own,
            Some(shared) => Box::pin(self.resume(shared, id, principal, own)).await,
        }
    }

    fn own(&self, id: &str, principal: &Principal) -> Option<Arc<Session>> {
        let mut known = locked(&self.known);
        let entry =
            known.get_mut(id).filter(|entry| entry.is_of(principal) && entry.used.elapsed() < IDLE)?;
        entry.used = Instant::now();
        Some(entry.session.clone())
    }

    /// The session as all replicas know it; while they cannot be asked, as it is known here.
    async fn resume(
        &self,
        shared: &Arc<dyn Shared>,
        id: &str,
        principal: &Principal,
        own: Option<Arc<Session>>,
    ) -> Option<Arc<Session>> {
        let known = own.as_ref().map(|session| session.record());
        match (shared.resume(id, principal.spec().name, known.as_ref()).await, own) {
            (Ok(Some(record)), own) => {
                let session = own.unwrap_or_else(|| self.enter(id, Peer::new(*principal)));
                session.read(&record);
                Some(session)
            }
            (Ok(None), own) => {
                if own.is_some() {
                    self.forget(id);
                }
                None
            }
            (Err(_), own) => own,
        }
    }

    /// Forgets a session that `principal` began; false where there is none.
    pub(super) async fn end(&self, id: &str, principal: &Principal) -> bool {
        let is_known = self.own(id, principal).is_some();
        if is_known {
            self.forget(id);
        }
        match &self.shared {
            Some(shared) => shared.end(id, principal.spec().name, is_known).await.unwrap_or(is_known),
            None => is_known,
        }
    }

    fn forget(&self, id: &str) {
        let entry = locked(&self.known).remove(id);
        entry.inspect(|entry| entry.session.peer.hang_up());
    }

    /// Notes for all replicas which log messages the client of a session wants, where that has changed.
    pub(super) async fn note(&self, id: &str, session: &Session, before: LogLevel) {
        let now = session.peer.log_from();
        if let Some(shared) = self.shared.as_ref().filter(|_| now != before) {
            let _ = shared.set_log_from(id, now.rank()).await;
        }
    }

    /// Takes what other replicas say of sessions that are known here, until the future is dropped.
    pub(super) async fn keep_in_step(&self) {
        let Some(mut events) = self.shared.as_ref().map(|shared| shared.events()) else { return };
        loop {
            match events.recv().await {
                Ok(Event::Ended { session }) => self.forget(&session),
                Ok(Event::Relayed { session, said }) => {
                    let known = locked(&self.known).get(&*session).map(|entry| entry.session.clone());
                    if let Some(session) = known {
                        session.peer.hear(&said);
                    }
                }
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    }
}

impl Session {
    fn principal(&self) -> &'static str {
        self.peer.principal().spec().name
    }

    fn record(&self) -> Record {
        Record {
            principal: self.principal().into(),
            can_be_asked: self.peer.can_be_asked(),
            log_from: self.peer.log_from().rank(),
        }
    }

    fn read(&self, record: &Record) {
        self.peer.set_can_be_asked(record.can_be_asked);
        self.peer.set_log_from(LogLevel::from_rank(record.log_from));
    }
}

/// The other replicas, as a session sees them.
struct Elsewhere {
    shared: Arc<dyn Shared>,
    session: Box<str>,
}

impl fmt::Debug for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Elsewhere")
    }
}

impl Relay for Elsewhere {
    fn relay(&self, said: Said) {
        let session = self.session.clone();
        aside(&self.shared, |shared| async move {
            // While the server is away, whoever waits for this waits in vain, and gives up in time.
            let _ = shared.relay(&session, said).await;
        });
    }
}

fn make_room(known: &mut HashMap<Box<str>, Entry>) {
    if known.len() < MOST {
        return;
    }
    known.retain(|_, entry| entry.used.elapsed() < IDLE);
    if known.len() < MOST {
        return;
    }
    let oldest = known.iter().min_by_key(|(_, entry)| entry.used).map(|(id, _)| id.clone());
    if let Some(oldest) = oldest {
        known.remove(&oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody() -> Peer {
        Peer::new(Principal::SOMEBODY)
    }

    #[tokio::test]
    async fn ids_differ_and_an_ended_session_is_gone() {
        let sessions = Sessions::default();
        let first = sessions.begin(somebody()).await.expect("random numbers");
        let second = sessions.begin(somebody()).await.expect("random numbers");
        assert_ne!(first, second);
        assert!(first.len() == 32 && first.bytes().all(|b| b.is_ascii_hexdigit()));
        let me = &Principal::SOMEBODY;
        assert!(sessions.end(&first, me).await && !sessions.end(&first, me).await);
        assert!(sessions.get(&first, me).await.is_none() && sessions.get(&second, me).await.is_some());
    }

    #[tokio::test]
    async fn the_number_of_sessions_is_bounded() {
        let sessions = Sessions::default();
        let first = sessions.begin(somebody()).await.expect("random numbers");
        for _ in 0..MOST {
            sessions.begin(somebody()).await.expect("random numbers");
        }
        assert_eq!(locked(&sessions.known).len(), MOST);
        assert!(sessions.get(&first, &Principal::SOMEBODY).await.is_none(), "the oldest made room");
    }
}
