//! Who has signed in. Sessions live in memory: they end with the gateway.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::HeaderMap;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tokio::time::Instant;

/// A session that asked for no page for so long is over.
const IDLE: Duration = Duration::from_secs(60 * 60);

/// No session is longer.
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);

/// So many there are at once; one more takes the place of that which was not used for the longest time.
const MOST: usize = 256;

/// 256 random bits as text.
///
/// # Errors
///
/// Where the system has none.
pub(super) fn random() -> Result<String, String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| format!("the system gives no random numbers: {error}"))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// Whether two tokens are the same. How long it takes says nothing of where they differ.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// What a session is found by: the hash of its id, so that no comparison tells anything about an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 32]);

impl Key {
    pub(super) fn of(id: &str) -> Self {
        Self(Sha256::digest(id).into())
    }
}

/// What is known of a session.
#[derive(Clone)]
pub(super) struct Session {
    /// The key that was shown, as a header. Each request asks again whom it stands for: who loses a key loses the session.
    pub(super) credentials: HeaderMap,
    /// What each change must repeat.
    pub(super) csrf: String,
    began: Instant,
    used: Instant,
}

impl Session {
    fn is_over(&self, now: Instant) -> bool {
        now.duration_since(self.used) >= IDLE || now.duration_since(self.began) >= LONGEST
    }
}

/// All sessions.
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<Key, Session>>);

impl Sessions {
    fn all(&self) -> MutexGuard<'_, HashMap<Key, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a session, and gives its id.
    ///
    /// # Errors
    ///
    /// Where there are no random numbers.
    pub(super) fn begin(&self, credentials: HeaderMap, now: Instant) -> Result<String, String> {
        let (id, csrf) = (random()?, random()?);
        let mut all = self.all();
        all.retain(|_, session| !session.is_over(now));
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, session)| session.used).map(|(key, _)| *key);
            oldest.map(|key| all.remove(&key));
        }
        all.insert(Key::of(&id), Session { credentials, csrf, began: now, used: now });
        Ok(id)
    }

    /// The session of that key. Whoever `uses` it keeps it from being idle; what a page asks for by itself does not.
    pub(super) fn find(&self, key: Key, now: Instant, uses: bool) -> Option<Session> {
        let mut all = self.all();
        if all.get(&key)?.is_over(now) {
            all.remove(&key);
            return None;
        }
        let session = all.get_mut(&key)?;
        if uses {
            session.used = now;
        }
        Some(session.clone())
    }

    /// Ends a session.
    pub(super) fn end(&self, key: Key) {
        self.all().remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn begun(sessions: &Sessions, now: Instant) -> Key {
        Key::of(&sessions.begin(HeaderMap::new(), now).unwrap())
    }

    #[test]
    fn a_session_ends_when_it_is_idle_too_old_or_ended() {
        let (sessions, start) = (Sessions::default(), Instant::now());
        let is_there = |key, minutes: u32, uses| sessions.find(key, start + minutes * MINUTE, uses).is_some();
        let idle = begun(&sessions, start);
        assert!(is_there(idle, 59, false) && !is_there(idle, 60, false), "a stream does not keep it");
        assert!(!is_there(idle, 1, true), "what is over stays so");
        let used = begun(&sessions, start);
        assert!((0..720).step_by(30).all(|minute| is_there(used, minute, true)));
        assert!(!is_there(used, 720, true), "no session is longer than half a day");
        let ended = begun(&sessions, start);
        sessions.end(ended);
        assert!(!is_there(ended, 0, true));
        assert!(!is_there(Key::of("made up"), 0, true));
    }

    #[test]
    fn there_are_only_so_many_and_the_least_used_goes() {
        let (sessions, start) = (Sessions::default(), Instant::now());
        let first = begun(&sessions, start);
        let second = begun(&sessions, start + MINUTE / 60);
        sessions.find(first, start + MINUTE, true).unwrap();
        for _ in 2..=MOST {
            begun(&sessions, start + MINUTE);
        }
        assert!(sessions.find(first, start + MINUTE, false).is_some());
        assert!(sessions.find(second, start + MINUTE, false).is_none());
        assert_eq!(sessions.all().len(), MOST);
    }

    #[test]
    fn ids_and_tokens_are_256_random_bits() {
        let (one, other) = (random().unwrap(), random().unwrap());
        assert_eq!(one.len(), 43);
        assert!(!is_same(&one, &other) && is_same(&one, &one.clone()) && !is_same(&one, ""));
    }
}
