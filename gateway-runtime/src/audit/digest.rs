//! SHA-256 of arguments, in lower-case hexadecimal.

use sha2::{Digest as _, Sha256};

/// How many bytes it has.
const LEN: usize = 32;

/// The two digits of each byte.
const PAIRS: [[u8; 2]; 256] = {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let (mut pairs, mut byte) = ([[0; 2]; 256], 0);
    while byte < 256 {
        pairs[byte] = [DIGITS[byte >> 4], DIGITS[byte & 15]];
        byte += 1;
    }
    pairs
};

/// A digest as text, without an allocation.
#[derive(Clone, Copy)]
pub(super) struct Digest([u8; 2 * LEN]);

impl Digest {
    pub(super) fn of(text: &str) -> Self {
        let hash = Sha256::digest(text);
        let mut out = [b'0'; 2 * LEN];
        for (pair, byte) in out.chunks_exact_mut(2).zip(hash) {
            pair.copy_from_slice(&PAIRS[usize::from(byte)]);
        }
        Self(out)
    }

    pub(super) fn as_str(&self) -> &str {
        // All are digits.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_digest_that_approvals_name() {
        for text in ["", "{}", r#"{"a":"ä"}"#] {
            assert_eq!(Digest::of(text).as_str(), crate::approval::digest_of(text).1, "{text}");
        }
    }
}
