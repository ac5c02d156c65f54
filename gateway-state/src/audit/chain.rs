//! How one row follows from the one before.

use std::fmt;

use sha2::{Digest, Sha256};

/// SHA-256; written in lower-case hexadecimal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hash([u8; 32]);

impl Hash {
    /// How many bytes it has.
    pub(crate) const LEN: usize = 32;

    /// The hash in these bytes, if they are as many as it has.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The hash in this text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The hash of the row that follows. The number stands in it, so that a row fits in one place only.
    #[must_use]
    pub(crate) fn next(&self, seq: i64, body: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(seq.to_be_bytes());
        hasher.update(body);
        Self(hasher.finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Where a chain ends: the number and hash of its last row. The default is a chain without rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: Hash,
}

impl Head {
    /// The end when one more row is there.
    pub(crate) fn with(self, body: &str) -> Self {
        let seq = self.seq + 1;
        Self { seq, hash: self.hash.next(seq, body) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = Head::default().with("{}").hash;
        assert_eq!(Hash::read(&hash.to_string()), Some(hash));
        for text in ["", "00", &"g".repeat(64), &"ä".repeat(32), &format!("{hash}0")] {
            assert_eq!(Hash::read(text), None, "{text}");
        }
    }

    /// The form is fixed: others check chains by it.
    #[test]
    fn a_row_is_hashed_with_the_hash_before_and_its_number() {
        assert_eq!(
            Head::default().with("{}").hash.to_string(),
            "1bad765d926feacace97a8ddcd329a1f4254c208affc1ba86b3c7d59e8fba83e"
        );
    }
}
