//! Durations, rates and sizes as people write them, in the same words as `tools.toml`.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serializer};

use crate::spec::{Approval, Rate};

/// A value that people write as a word.
pub trait Word: Sized {
    /// What the word is called, and how it is written.
    const FORM: &'static str;

    /// The value of a word, if it is one.
    fn read(word: &str) -> Option<Self>;

    /// The word for the value.
    fn show(&self) -> String;
}

/// A size in bytes, such as `256KiB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(pub usize);

/// For how long an answer may be remembered; zero, written `off`, is never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CacheTime(pub Duration);

const DURATIONS: [(u64, &str); 5] =
    [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s"), (1, "ms")];
const SIZES: [(u64, &str); 3] = [(1 << 20, "MiB"), (1 << 10, "KiB"), (1, "B")];
const RATES: [(u64, &str); 4] = [(86_400, "day"), (3_600, "hour"), (60, "min"), (1, "s")];

impl Word for Duration {
    const FORM: &'static str = "a duration; write a number and ms, s, m, h or d, like \"10s\"";

    fn read(word: &str) -> Option<Self> {
        quantity(word, &DURATIONS).map(Self::from_millis)
    }

    fn show(&self) -> String {
        in_units(u64::try_from(self.as_millis()).unwrap_or(u64::MAX), &DURATIONS)
    }
}

impl Word for Size {
    const FORM: &'static str = "a size; write a number above 0 and B, KiB or MiB, like \"256KiB\"";

    fn read(word: &str) -> Option<Self> {
        let bytes = quantity(word, &SIZES).filter(|bytes| *bytes > 0)?;
        usize::try_from(bytes).ok().map(Self)
    }

    fn show(&self) -> String {
        in_units(self.0 as u64, &SIZES)
    }
}

impl Word for CacheTime {
    const FORM: &'static str =
        "a duration or `off`; write \"off\", or a number and ms, s, m, h or d, like \"1m\"";

    fn read(word: &str) -> Option<Self> {
        if word == "off" { Some(Self(Duration::ZERO)) } else { Duration::read(word).map(Self) }
    }

    fn show(&self) -> String {
        if self.0.is_zero() { "off".into() } else { self.0.show() }
    }
}

impl Word for Rate {
    const FORM: &'static str =
        "a rate; write a number above 0, a slash and s, min, hour or day, like \"5/min\"";

    fn read(word: &str) -> Option<Self> {
        let (calls, unit) = word.split_once('/')?;
        let calls = calls.parse().ok().filter(|calls| *calls > 0)?;
        let (seconds, _) = RATES.iter().find(|(_, name)| *name == unit)?;
        Some(Self { calls, per: Duration::from_secs(*seconds) })
    }

    fn show(&self) -> String {
        let unit = RATES.iter().find(|(seconds, _)| Duration::from_secs(*seconds) == self.per);
        let unit = unit.map_or_else(|| self.per.show(), |(_, name)| (*name).to_owned());
        format!("{}/{unit}", self.calls)
    }
}

impl Word for Approval {
    const FORM: &'static str = "a kind of approval; write \"always\" or \"never\"";

    fn read(word: &str) -> Option<Self> {
        [Self::Never, Self::Always].into_iter().find(|approval| approval.show() == word)
    }

    fn show(&self) -> String {
        match self {
            Self::Never => "never",
            Self::Always => "always",
        }
        .into()
    }
}

fn quantity(word: &str, units: &[(u64, &str)]) -> Option<u64> {
    let (number, unit) = word.split_at(word.find(|c: char| !c.is_ascii_digit())?);
    let (length, _) = units.iter().find(|(_, name)| *name == unit)?;
    number.parse::<u64>().ok()?.checked_mul(*length)
}

/// In the largest unit that makes it whole; units stand from the largest to that of 1.
fn in_units(count: u64, units: &[(u64, &str)]) -> String {
    let fits = units.iter().find(|(length, _)| count > 0 && count.is_multiple_of(*length));
    let (length, unit) = fits.or(units.last()).copied().unwrap_or((1, ""));
    format!("{}{unit}", count / length)
}

/// Reads a word.
///
/// # Errors
///
/// Where it is none: what it should be.
pub fn deserialize<'de, T: Word, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let word = String::deserialize(deserializer)?;
    T::read(&word).ok_or_else(|| serde::de::Error::custom(format!("`{word}` is not {}", T::FORM)))
}

/// A word that may be left out, for `#[serde(with)]`.
pub(crate) mod optional {
    use super::{Deserializer, Serializer, Word};

    pub(crate) fn deserialize<'de, T: Word, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        super::deserialize(deserializer).map(Some)
    }

    pub(crate) fn serialize<T: Word, S: Serializer>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.serialize_str(&value.show()),
            None => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_and_shown<T: Word>(word: &str) -> Option<String> {
        T::read(word).map(|value| value.show())
    }

    #[test]
    fn words_are_read_and_shown_in_the_largest_whole_unit() {
        for (word, shown) in [("90s", "90s"), ("120s", "2m"), ("1500ms", "1500ms"), ("1d", "1d")] {
            assert_eq!(read_and_shown::<Duration>(word).as_deref(), Some(shown));
        }
        for (word, shown) in [("2048B", "2KiB"), ("1025B", "1025B"), ("4MiB", "4MiB")] {
            assert_eq!(read_and_shown::<Size>(word).as_deref(), Some(shown));
        }
        for word in ["5/s", "5/min", "1/hour", "9/day"] {
            assert_eq!(read_and_shown::<Rate>(word).as_deref(), Some(word));
        }
        assert_eq!(read_and_shown::<CacheTime>("off").as_deref(), Some("off"));
        assert_eq!(read_and_shown::<Approval>("always").as_deref(), Some("always"));
    }

    #[test]
    fn what_is_no_word_is_refused() {
        for word in ["", "s", "10", "10 s", "-1s", "1.5s", "99999999999999999999s"] {
            assert_eq!(read_and_shown::<Duration>(word), None, "{word}");
        }
        for word in ["0B", "1KB", "1kib", "0/min"] {
            assert_eq!(read_and_shown::<Size>(word), None, "{word}");
        }
        for word in ["0/min", "5/minute", "5", "off", "-1/s"] {
            assert_eq!(read_and_shown::<Rate>(word), None, "{word}");
        }
    }
}
