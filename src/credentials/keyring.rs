//! The API keys that a running gateway knows.

use std::collections::HashMap;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use gateway_runtime::principal::Principal;

use super::Refused;
use super::key::Fingerprint;
use super::keyfile::{self, KeyFile};
use crate::generated::CONTRACT;

/// The keys of a file, as it is now.
pub(super) struct Keyring {
    path: PathBuf,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    stamp: Stamp,
    /// When that was looked at.
    seen: Option<Instant>,
    /// Once keys are used, a file that is gone lets nobody in.
    is_in_use: bool,
    keys: HashMap<String, Key>,
}

struct Key {
    principal: Principal,
    fingerprint: Fingerprint,
    expires_unix: Option<u64>,
}

/// So long the file is taken to be what it was: less than a program takes to end, and hundreds of requests may come meanwhile.
const FRESH: Duration = Duration::from_millis(1);

/// What differs between two versions of a file: it is always replaced, never written over.
type Stamp = Option<(u64, u64, i64, i64)>;

impl Keyring {
    /// Reads the file. Keys are in use where there is one, though it be empty, or where `is_named`.
    pub(super) fn open(path: PathBuf, is_named: bool) -> Result<Self, String> {
        let stamp = stamp(&path);
        let file = keyfile::read(&path)?;
        let is_in_use = is_named || file.is_some();
        let known = Known { stamp, seen: None, is_in_use, keys: keys(file.unwrap_or_default()) };
        Ok(Self { path, known: Mutex::new(known) })
    }

    pub(super) fn has_keys(&self) -> bool {
        !self.current().keys.is_empty()
    }

    pub(super) fn is_in_use(&self) -> bool {
        self.current().is_in_use
    }

    /// Whose key `token` is; `id` is the id in it.
    pub(super) fn recognise(&self, id: &str, token: &str) -> Result<Principal, Refused> {
        let known = self.current();
        let Some((id, key)) = known.keys.get_key_value(id) else {
            return Err(Refused::invalid("no API key has the id in it"));
        };
        if !key.fingerprint.fits(token) {
            return Err(Refused::invalid(format!("it is not the API key {id}, though it has that id")));
        }
        if key.expires_unix.is_some_and(|end| end <= now()) {
            return Err(Refused::invalid(format!("the API key {id} has expired")));
        }
        Ok(key.principal)
    }

    /// The keys, read again where the file is another than it was. It is looked at for each request, unless that was just done,
    /// so that a revoked key has ended when the command that revokes it has.
    fn current(&self) -> MutexGuard<'_, Known> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if known.seen.is_some_and(|seen| now < seen + FRESH) {
            return known;
        }
        known.seen = Some(now);
        let stamp = stamp(&self.path);
        if stamp != known.stamp {
            known.stamp = stamp;
            known.replace(keyfile::read(&self.path));
        }
        known
    }
}

impl Known {
    fn replace(&mut self, file: Result<Option<KeyFile>, String>) {
        self.is_in_use |= !matches!(file, Ok(None));
        self.keys = match file {
            Ok(file) => keys(file.unwrap_or_default()),
            Err(error) => {
                tracing::error!("no API key is accepted until this is mended: {error}");
                HashMap::new()
            }
        };
        tracing::info!(keys = self.keys.len(), "the API keys have changed");
    }
}

fn stamp(path: &std::path::Path) -> Stamp {
    let found = std::fs::metadata(path).ok()?;
    Some((found.ino(), found.size(), found.mtime(), found.mtime_nsec()))
}

fn keys(file: KeyFile) -> HashMap<String, Key> {
    let key = |(id, entry): (String, keyfile::Entry)| {
        let principal = Principal::named(&CONTRACT, &entry.principal);
        if principal.is_none() {
            let name = entry.principal;
            tracing::warn!("the API key {id} is not accepted: there is no principal `{name}` in tools.toml");
        }
        let fingerprint = Fingerprint::parse(&entry.sha256)?;
        Some((id, Key { principal: principal?, fingerprint, expires_unix: entry.expires_unix }))
    };
    file.keys.into_iter().filter_map(key).collect()
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
