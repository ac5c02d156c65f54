//! The approval of a stateless client: what was asked is written into `requestState`, sealed, and comes back with the
//! answer (MCP 2026-07-28, basic, "Multi round-trip requests"). Nothing but the seals that were used is remembered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde::{Deserialize, Serialize};

use super::{Outcome, Request, no_random_numbers, unavailable};
use crate::fault::Verdict;
use crate::shared::Shared;
use crate::sync::locked;

/// Every sealed state begins so.
const MARK: &str = "sanctuary-approval.";

/// The seals of one gateway, or of all its replicas. The key of one alone is made at its start and kept nowhere; that of
/// replicas lives as long as what they share, and so do the seals that were used.
#[derive(Default)]
pub(crate) struct Seals {
    shared: Option<Arc<dyn Shared>>,
    key: OnceLock<Option<hmac::Key>>,
    /// The ids of the requests whose seal was used, each until it would have expired, in milliseconds since 1970.
    used: Mutex<HashMap<String, u64>>,
}

/// What is sealed.
#[derive(Debug, Serialize, Deserialize)]
struct Sealed<'a> {
    id: &'a str,
    principal: &'a str,
    tool: &'a str,
    digest: &'a str,
    contract: &'a str,
    expires: u64,
}

/// Whether `state`, the text of a `requestState`, claims to be one of these.
pub(crate) fn is_sealed(state: &str) -> bool {
    state.starts_with(MARK)
}

impl Seals {
    /// Those of all replicas.
    pub(crate) fn of_many(shared: Arc<dyn Shared>) -> Self {
        Self { shared: Some(shared), ..Self::default() }
    }

    /// The sealed state for a request.
    ///
    /// # Errors
    ///
    /// Where there is no key to seal it with.
    pub(crate) async fn seal(&self, request: &Request) -> Outcome {
        let Request { id, principal, tool, digest, contract, expires, .. } = request;
        let sealed = Sealed { id, principal, tool, digest, contract, expires: millis(*expires) };
        let body = serde_json::to_vec(&sealed).unwrap_or_default();
        let tag = hmac::sign(&self.key().await?, &body);
        Ok(format!("{MARK}{}.{}", URL_SAFE_NO_PAD.encode(body), URL_SAFE_NO_PAD.encode(tag)))
    }

    /// Checks that `state` was sealed here for the call of `request`, and uses it up; gives its id.
    ///
    /// # Errors
    ///
    /// Why it is not good for this call.
    pub(crate) async fn redeem(&self, state: &str, request: &Request) -> Outcome {
        let body = open(state, &self.key().await?);
        let body = body.ok_or_else(|| invalid("it was changed, or not given out by this gateway"))?;
        let sealed: Sealed<'_> =
            serde_json::from_slice(&body).map_err(|_| invalid("it was not given out by this gateway"))?;
        let now = millis(SystemTime::now());
        for (fits, why) in [
            (sealed.principal == request.principal, "it was given to another principal"),
            (sealed.tool == request.tool, "it was given for another tool"),
            (sealed.digest == request.digest, "it was given for other arguments"),
            (sealed.contract == request.contract, "it was given under another contract"),
            (now < sealed.expires, "it has expired"),
        ] {
            if !fits {
                return Err(invalid(why));
            }
        }
        // Last, so that a refusal uses nothing up.
        if self.use_up(&sealed, now).await? {
            Ok(sealed.id.to_owned())
        } else {
            Err(invalid("it was used before"))
        }
    }

    /// False where it was used before.
    async fn use_up(&self, sealed: &Sealed<'_>, now: u64) -> Result<bool, Verdict> {
        if let Some(shared) = &self.shared {
            let remaining = Duration::from_millis(sealed.expires.saturating_sub(now)) + SKEW;
            return shared.use_up(sealed.id, remaining).await.map_err(|away| unavailable(&away));
        }
        let mut used = locked(&self.used);
        used.retain(|_, expires| *expires > now);
        Ok(used.insert(sealed.id.to_owned(), sealed.expires).is_none())
    }

    async fn key(&self) -> Result<hmac::Key, Verdict> {
        match &self.shared {
            None => self.key.get_or_init(|| random().map(key)).clone().ok_or_else(no_random_numbers),
            // Asked for each time: a state server that begins anew has forgotten which seals were used, and with them
            // the key that made them.
            Some(shared) => {
                let candidate = random().ok_or_else(no_random_numbers)?;
                shared.key(candidate).await.map(key).map_err(|away| unavailable(&away))
            }
        }
    }
}

/// The clocks of two replicas differ by less: a seal that one of them takes for expired is no longer good for another.
const SKEW: Duration = Duration::from_secs(10 * 60);

fn random() -> Option<[u8; 32]> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).ok().map(|()| random)
}

fn key(random: [u8; 32]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, &random)
}

fn open(state: &str, key: &hmac::Key) -> Option<Vec<u8>> {
    let (body, tag) = state.strip_prefix(MARK)?.split_once('.')?;
    let (body, tag) = (URL_SAFE_NO_PAD.decode(body).ok()?, URL_SAFE_NO_PAD.decode(tag).ok()?);
    // In constant time, so that nobody can feel for a tag byte by byte.
    hmac::verify(key, &body, &tag).ok()?;
    Some(body)
}

fn invalid(why: &str) -> Verdict {
    Verdict::Invalid(why.into())
}

fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::samples::request;
    use super::*;

    async fn refused(seals: &Seals, state: &str, request: &Request) -> String {
        match seals.redeem(state, request).await {
            Err(Verdict::Invalid(why)) => why,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn it_is_good_for_its_own_call_and_once() {
        let (seals, asked) = (Seals::default(), request(r#"{"a":1}"#));
        let state = seals.seal(&asked).await.expect("random numbers");
        assert!(is_sealed(&state) && !is_sealed("own"));
        // The retry is another request for the same call.
        assert_eq!(seals.redeem(&state, &request(r#"{ "a":1 }"#)).await, Ok(asked.id.clone()));
        assert_eq!(refused(&seals, &state, &asked).await, "it was used before");
    }

    #[tokio::test]
    async fn it_is_good_for_no_other_call() {
        let (seals, asked) = (Seals::default(), request("{}"));
        let state = seals.seal(&asked).await.expect("random numbers");
        type Change = fn(&mut Request);
        let changes: [(Change, &str); 4] = [
            (|call| call.principal = "other", "it was given to another principal"),
            (|call| call.tool = "other", "it was given for another tool"),
            (|call| call.digest = request("{\"a\":1}").digest, "it was given for other arguments"),
            (|call| call.contract = "other", "it was given under another contract"),
        ];
        for (change, why) in changes {
            let mut other = asked.clone();
            change(&mut other);
            assert_eq!(refused(&seals, &state, &other).await, why);
        }
        assert!(seals.redeem(&state, &asked).await.is_ok(), "a refusal does not use it up");
    }

    #[tokio::test]
    async fn it_is_refused_after_its_time() {
        let (seals, mut asked) = (Seals::default(), request("{}"));
        asked.expires = SystemTime::now() - Duration::from_millis(1);
        let state = seals.seal(&asked).await.expect("random numbers");
        assert_eq!(refused(&seals, &state, &asked).await, "it has expired");
    }

    #[tokio::test]
    async fn what_was_changed_or_made_elsewhere_is_refused() {
        let (seals, asked) = (Seals::default(), request("{}"));
        let state = seals.seal(&asked).await.expect("random numbers");
        for at in 0..state.len() {
            let mut bytes = state.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).expect("ASCII");
            assert_eq!(
                refused(&seals, &changed, &asked).await,
                "it was changed, or not given out by this gateway"
            );
        }
        let elsewhere = Seals::default().seal(&asked).await.expect("random numbers");
        for state in [elsewhere.as_str(), MARK, "", "x", "sanctuary-approval.e30.", "sanctuary-approval..AA"]
        {
            assert_eq!(
                refused(&seals, state, &asked).await,
                "it was changed, or not given out by this gateway"
            );
        }
    }
}
