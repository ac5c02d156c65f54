//! The keys that an issuer publishes (RFC 7517): fetched when first needed, kept, and looked up again when a token names
//! a key that is not among them.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use gateway_runtime::web;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;

use super::signatures;

/// The keys at one address.
pub(super) struct Jwks {
    url: String,
    known: Mutex<Known>,
    /// Held while they are fetched, so that one request does it and the others wait.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    /// `None` until they could be fetched.
    keys: Option<Vec<Key>>,
    fetched: Option<Instant>,
    failed: Option<Instant>,
    /// When they were last fetched in search of an unknown key.
    searched: Option<Instant>,
}

struct Key {
    id: Option<String>,
    /// What the issuer says that the key is for.
    algorithm: Option<String>,
    key: DecodingKey,
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// The issuer has none of that id.
    Unknown,
    /// The issuer could not be asked.
    Unavailable,
}

/// Keys are fetched again after this long, so that one that the issuer withdrew ends.
const STALE: Duration = Duration::from_secs(60 * 60);
/// Tokens with made-up key ids do not make the gateway ask more often than this.
const BETWEEN_SEARCHES: Duration = Duration::from_secs(60);
const BETWEEN_FAILURES: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(5);
const LONGEST: usize = 256 * 1024;

impl Jwks {
    pub(super) fn new(url: &str) -> Self {
        Self { url: url.into(), known: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }

    /// The key of that id for that algorithm; without an id, the only one for it.
    pub(super) async fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Result<DecodingKey, Lack> {
        if let Some(key) = self.known().fresh(id, algorithm) {
            return Ok(key);
        }
        let _turn = self.turn.lock().await;
        let may_fetch = {
            let known = self.known();
            if let Some(key) = known.fresh(id, algorithm) {
                return Ok(key);
            }
            known.may_fetch()
        };
        if may_fetch {
            self.fetch().await;
        }
        // Stale keys are better than none: an issuer that is down for a while stops nobody.
        let known = self.known();
        let lack = if known.keys.is_some() { Lack::Unknown } else { Lack::Unavailable };
        known.get(id, algorithm).ok_or(lack)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self) {
        let fetched = web::fetch(&self.url, LONGEST, PATIENCE).await;
        let fetched = fetched.and_then(|text| read(&text));
        let mut known = self.known();
        let now = Some(Instant::now());
        match fetched {
            Ok(keys) => {
                tracing::debug!(keys = keys.len(), "the issuer's keys were fetched");
                known.searched = known.keys.is_some().then_some(now).flatten();
                (known.keys, known.fetched, known.failed) = (Some(keys), now, None);
            }
            Err(error) => {
                tracing::warn!("credentials.jwt.jwks_url {}: {error}", self.url);
                known.failed = now;
            }
        }
    }
}

impl Known {
    fn fresh(&self, id: Option<&str>, algorithm: Algorithm) -> Option<DecodingKey> {
        self.get(id, algorithm).filter(|_| within(self.fetched, STALE))
    }

    fn get(&self, id: Option<&str>, algorithm: Algorithm) -> Option<DecodingKey> {
        let keys = self.keys.as_deref().unwrap_or_default();
        let mut fitting = keys.iter().filter(|key| key.is_for(algorithm));
        let found = match id {
            Some(_) => fitting.find(|key| key.id.as_deref() == id),
            None => fitting.next().filter(|_| fitting.next().is_none()),
        };
        found.map(|key| key.key.clone())
    }

    fn may_fetch(&self) -> bool {
        let was_searched = within(self.fetched, STALE) && within(self.searched, BETWEEN_SEARCHES);
        !(was_searched || within(self.failed, BETWEEN_FAILURES))
    }
}

fn within(then: Option<Instant>, time: Duration) -> bool {
    then.is_some_and(|then| then.elapsed() < time)
}

impl Key {
    /// A key is used for what it is made for: the algorithm in a token's header does not make an RSA key a shared secret.
    fn is_for(&self, algorithm: Algorithm) -> bool {
        let stated = self.algorithm.as_ref().is_none_or(|stated| *stated == format!("{algorithm:?}"));
        stated && self.key.family() == algorithm.family()
    }

    /// `None` for a key that signs nothing, or in a form that is not known here.
    fn read(value: Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(value).ok()?;
        let common = &jwk.common;
        if common.public_key_use.as_ref().is_some_and(|given| *given != PublicKeyUse::Signature) {
            return None;
        }
        let algorithm = common.key_algorithm.as_ref().map(ToString::to_string);
        let key = DecodingKey::from_jwk(&jwk).ok().filter(|key| !signatures::is_too_short(key))?;
        Some(Self { id: common.key_id.clone(), algorithm, key })
    }
}

fn read(text: &[u8]) -> Result<Vec<Key>, String> {
    #[derive(Deserialize)]
    struct Set {
        keys: Vec<Value>,
    }
    let set: Set = serde_json::from_slice(text).map_err(|_| "it is not a JSON Web Key Set".to_owned())?;
    Ok(set.keys.into_iter().filter_map(Key::read).collect())
}
