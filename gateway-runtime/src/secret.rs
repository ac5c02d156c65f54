//! Texts that may hold secrets.

use std::fmt;

/// A text that is shown as it was written, with its references, and not with what they stand for.
///
/// Whatever is logged or told to a caller goes through `Display` or `Debug`, so it cannot hold the value by mistake.
#[derive(Clone, Default)]
pub struct Secret {
    value: String,
    shown: String,
    /// Each filled-in part, with the reference to it.
    parts: Vec<(String, String)>,
}

impl Secret {
    /// The text `value`, shown as `shown`.
    #[must_use]
    pub fn new(value: impl Into<String>, shown: impl Into<String>) -> Self {
        let (value, shown) = (value.into(), shown.into());
        Self { parts: vec![(value.clone(), shown.clone())], value, shown }
    }

    /// With another text behind it.
    #[must_use]
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.value.push_str(&other.value);
        self.shown.push_str(&other.shown);
        self.parts.extend(other.parts);
        self
    }

    /// The text itself: only for handing it to what needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.value
    }

    /// `text` with references for what was filled in here: for what a backend says, which may repeat what it was given.
    /// A value of a few characters is no secret, and would be found where it is not meant.
    #[must_use]
    pub(crate) fn hidden_in(&self, text: String) -> String {
        let secrets = self.parts.iter().filter(|(value, _)| value.len() >= 8);
        secrets.fold(text, |text, (value, reference)| text.replace(value, reference))
    }
}

/// Whether a variable or header of that name usually holds a secret.
#[must_use]
pub fn sounds_secret(name: &str) -> bool {
    const WORDS: [&str; 6] = ["AUTHORIZATION", "COOKIE", "KEY", "PASSWORD", "SECRET", "TOKEN"];
    let last = name.rsplit(['-', '_']).next().unwrap_or_default();
    WORDS.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// A text that holds no secret.
impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self { value: text.into(), shown: text.into(), parts: Vec::new() }
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
        let secret = Secret::from("Bearer ").and(Secret::new("s3cr3t-token", "${TOKEN}"));
        assert_eq!(format!("{secret} {secret:?}"), r#"Bearer ${TOKEN} Secret("Bearer ${TOKEN}")"#);
        assert_eq!(secret.expose(), "Bearer s3cr3t-token");
        assert_eq!(secret.hidden_in("no bearer has s3cr3t-token".into()), "no bearer has ${TOKEN}");
        assert_eq!(Secret::new("1", "${ONE}").hidden_in("1 of 1".into()), "1 of 1");
    }

    #[test]
    fn names_of_secrets_end_in_a_word_that_says_so() {
        for (name, is_one) in [
            ("Authorization", true),
            ("X-Api-Key", true),
            ("GITHUB_TOKEN", true),
            ("db_password", true),
            ("TOKEN_FILE", false),
            ("PATH", false),
            ("MONKEY", false),
        ] {
            assert_eq!(sounds_secret(name), is_one, "{name}");
        }
    }
}
