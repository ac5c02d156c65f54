//! Texts that may hold secrets.

use std::fmt;

/// A text that is shown as it was written, with its references, and not with what they stand for.
///
/// Whatever is logged or told to a caller goes through `Display` or `Debug`, so it cannot hold the value by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    value: Box<str>,
    shown: Box<str>,
}

impl Secret {
    /// The text `value`, shown as `shown`.
    #[must_use]
    pub fn new(value: impl Into<Box<str>>, shown: impl Into<Box<str>>) -> Self {
        Self { value: value.into(), shown: shown.into() }
    }

    /// The text itself: only for handing it to what needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.value
    }
}

/// A text that holds no secret.
impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text, text)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({:?})", self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_never_shown() {
        let secret = Secret::new("Bearer s3cr3t", "Bearer ${TOKEN}");
        assert_eq!(format!("{secret} {secret:?}"), r#"Bearer ${TOKEN} Secret("Bearer ${TOKEN}")"#);
        assert_eq!(secret.expose(), "Bearer s3cr3t");
    }
}
