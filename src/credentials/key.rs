//! API keys: how they are made, and what is kept of them.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What every key begins with, so that people and secret scanners know one.
const PREFIX: &str = "sgw_";

/// A key that was just made. It is shown once and kept nowhere.
pub(crate) struct NewKey {
    /// Names the key; no secret.
    pub(crate) id: String,
    /// The whole key, as clients send it.
    pub(crate) token: String,
}

impl NewKey {
    /// Makes a key out of 256 random bits.
    pub(crate) fn random() -> Result<Self, String> {
        let mut random = [0; 6 + 32];
        getrandom::fill(&mut random)
            .map_err(|error| format!("the system gives no random numbers: {error}"))?;
        let (id, secret) = random.split_at(6);
        let id = hex(id);
        let token = format!("{PREFIX}{id}_{}", BASE64_URL_SAFE_NO_PAD.encode(secret));
        Ok(Self { id, token })
    }
}

/// The id in a token, if the token has the form of a key.
pub(crate) fn id_in(token: &str) -> Option<&str> {
    token.strip_prefix(PREFIX)?.split_once('_').map(|(id, _)| id)
}

/// What is kept of a key.
///
/// A fast hash is enough: the key is random and as long as the hash, so there is nothing to guess, and trying keys is as
/// hopeless as trying hashes. A slow hash is for passwords, which people choose.
#[derive(Clone, Debug)]
pub(crate) struct Fingerprint([u8; 32]);

impl Fingerprint {
    pub(crate) fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    /// Reads the hexadecimal form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
        let bytes: Vec<u8> = (0..text.len()).step_by(2).map(byte).collect::<Option<_>>()?;
        bytes.try_into().ok().map(Self)
    }

    /// Whether this is what is kept of `token`. How long it takes says nothing of where the two differ.
    pub(crate) fn fits(&self, token: &str) -> bool {
        self.0.ct_eq(&Self::of(token).0).into()
    }

    pub(crate) fn hex(&self) -> String {
        hex(&self.0)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_itself_and_fits_its_fingerprint_alone() {
        let (key, other) = (NewKey::random().unwrap(), NewKey::random().unwrap());
        assert_eq!(id_in(&key.token), Some(key.id.as_str()));
        assert_eq!(key.token.len(), "sgw_".len() + 12 + "_".len() + 43);
        let kept = Fingerprint::parse(&Fingerprint::of(&key.token).hex()).unwrap();
        assert!(kept.fits(&key.token) && !kept.fits(&other.token) && !kept.fits(""));
        assert_eq!((id_in("sgw_"), id_in("eyJhbGciOi"), id_in("sgw_x")), (None, None, None));
    }

    #[test]
    fn a_fingerprint_is_32_bytes_in_hexadecimal() {
        for (text, is_one) in [
            ("", false),
            ("00", false),
            (&*"a5".repeat(32), true),
            (&*"a5".repeat(33), false),
            (&*"é5".repeat(32), false),
        ] {
            assert_eq!(Fingerprint::parse(text).is_some(), is_one, "{text}");
        }
    }
}
