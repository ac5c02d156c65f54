//! Sessions of clients up to 2025-11-25 (basic/transports, "Session Management").

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::peer::Peer;
use crate::principal::Principal;
use crate::sync::locked;

/// The header that names a session.
pub(super) const SESSION_ID: &str = "mcp-session-id";

/// A session that was not used for so long has ended.
const IDLE: Duration = Duration::from_secs(30 * 60);

/// No more sessions than these are remembered; the one that was used longest ago makes room.
const MOST: usize = 10_000;

#[derive(Debug)]
pub(super) struct Session {
    pub(super) peer: Peer,
}

#[derive(Debug, Default)]
pub(super) struct Sessions {
    known: Mutex<HashMap<Box<str>, Entry>>,
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
    /// Remembers a session under a new id; `None` where the system gives no random numbers to make one from.
    pub(super) fn begin(&self, session: Session) -> Option<String> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).ok()?;
        let id = format!("{:032x}", u128::from_ne_bytes(random));
        let mut known = locked(&self.known);
        make_room(&mut known);
        known.insert(id.clone().into(), Entry { session: Arc::new(session), used: Instant::now() });
        Some(id)
    }

    /// The session of that id, where `principal` began it. That of another is as unknown as one that never was.
    pub(super) fn get(&self, id: &str, principal: &Principal) -> Option<Arc<Session>> {
        let mut known = locked(&self.known);
        let entry =
            known.get_mut(id).filter(|entry| entry.is_of(principal) && entry.used.elapsed() < IDLE)?;
        entry.used = Instant::now();
        Some(entry.session.clone())
    }

    /// Forgets a session that `principal` began; false where there is none.
    pub(super) fn end(&self, id: &str, principal: &Principal) -> bool {
        let mut known = locked(&self.known);
        match known.get(id).is_some_and(|entry| entry.is_of(principal)) {
            true => known.remove(id).inspect(|entry| entry.session.peer.hang_up()).is_some(),
            false => false,
        }
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

    fn session() -> Session {
        Session { peer: Peer::new(Principal::SOMEBODY) }
    }

    #[test]
    fn ids_differ_and_an_ended_session_is_gone() {
        let sessions = Sessions::default();
        let first = sessions.begin(session()).expect("random numbers");
        let second = sessions.begin(session()).expect("random numbers");
        assert_ne!(first, second);
        assert!(first.len() == 32 && first.bytes().all(|b| b.is_ascii_hexdigit()));
        let me = &Principal::SOMEBODY;
        assert!(sessions.end(&first, me) && !sessions.end(&first, me));
        assert!(sessions.get(&first, me).is_none() && sessions.get(&second, me).is_some());
    }

    #[test]
    fn the_number_of_sessions_is_bounded() {
        let sessions = Sessions::default();
        let first = sessions.begin(session()).expect("random numbers");
        for _ in 0..MOST {
            sessions.begin(session()).expect("random numbers");
        }
        assert_eq!(locked(&sessions.known).len(), MOST);
        assert!(sessions.get(&first, &Principal::SOMEBODY).is_none(), "the oldest made room");
    }
}
