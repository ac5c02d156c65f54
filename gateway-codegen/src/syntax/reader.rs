//! Reads tables key by key and reports what is missing, unknown or of the wrong type.

use toml::Spanned as TomlSpanned;
use toml::de::{DeString, DeTable, DeValue};

use super::value::{Key, read};
use crate::diag::{Code, Log, Shown as _};
use crate::source::Span;

/// Where a value stands and what messages call it.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    pub(crate) span: Span,
    pub(crate) what: &'a str,
}

impl Place<'_> {
    /// Reports that `found` is not what `T` expects.
    pub(crate) fn wrong<T: FromToml, R>(&self, found: &DeValue<'_>, log: &mut Log) -> Option<R> {
        let message = format!("{} must be {}", self.what, T::EXPECTED);
        log.report(Code::WrongType, self.span, message).label(format!("this is {}", describe(found)));
        None
    }
}

/// Something that can be read from a TOML value.
pub(crate) trait FromToml: Sized {
    /// What the value must be, for messages.
    const EXPECTED: &'static str;
    /// What to write, in more words.
    const HINT: &'static str = Self::EXPECTED;

    /// Reads it, or reports why not.
    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self>;
}

/// A table that is being read.
#[derive(Debug)]
pub(crate) struct Reader<'a, 'toml> {
    entries: Vec<(TomlSpanned<DeString<'toml>>, TomlSpanned<DeValue<'toml>>)>,
    span: Span,
    what: &'static str,
    misspelt: Vec<&'a str>,
    log: &'a mut Log,
}

impl<'a, 'toml> Reader<'a, 'toml> {
    /// Begins to read a table that has these `keys`; `what` is what messages call such a table.
    pub(crate) fn new(
        table: DeTable<'toml>,
        span: Span,
        what: &'static str,
        keys: &'a [&'a str],
        log: &'a mut Log,
    ) -> Self {
        let (mut entries, mut misspelt) = (Vec::new(), Vec::new());
        for (name, value) in table {
            if keys.contains(&&**name.get_ref()) {
                entries.push((name, value));
            } else {
                misspelt.extend(unknown_key(&name, what, keys, log));
            }
        }
        Self { entries, span, what, misspelt, log }
    }

    /// The value of a key that must be there.
    pub(crate) fn required<T: FromToml>(&mut self, key: &str) -> Key<T> {
        let value = self.optional(key);
        if value.is_absent() {
            let message = format!("{} needs `{key}`", self.what);
            let help = format!("add `{key} = …`: {}", T::HINT);
            self.log
                .report(Code::MissingKey, self.span, message)
                .label(format!("`{key}` is not here"))
                .help(help);
        }
        value
    }

    /// The value of a key whose absence a rule of its own reports.
    pub(crate) fn checked<T: FromToml>(&mut self, key: &str) -> Key<T> {
        self.optional(key)
    }

    /// The value of a key that may be left out.
    pub(crate) fn optional<T: FromToml>(&mut self, key: &str) -> Key<T> {
        let Some(at) = self.entries.iter().position(|(name, _)| name.get_ref() == key) else {
            return if self.misspelt.contains(&key) { Key::Wrong } else { Key::Absent };
        };
        let (name, value) = self.entries.swap_remove(at);
        match read(value, &format!("`{key}`"), self.log) {
            Some(value) => Key::Given(span_of(&name), value),
            None => Key::Wrong,
        }
    }
}

/// Reports a key that the table does not have; gives the key that was probably meant, so that it is not missed as well.
fn unknown_key<'a>(
    name: &TomlSpanned<DeString<'_>>,
    what: &str,
    keys: &'a [&'a str],
    log: &mut Log,
) -> Option<&'a str> {
    let text = name.get_ref();
    let message = format!("{what} has no key `{}`", text.shown());
    log.report(Code::UnknownKey, span_of(name), message).help(suggest(text, keys, "the keys are"));
    near(text, keys.iter().copied())
}

/// The near match for `text`, if there is one, then everything that is allowed.
pub(crate) fn suggest(text: &str, allowed: &[&str], lead: &str) -> String {
    let list: Vec<_> = allowed.iter().map(|word| format!("`{word}`")).collect();
    let list = format!("{lead} {}", list.join(", "));
    near(text, allowed.iter().copied())
        .map_or_else(|| list.clone(), |near| format!("did you mean `{near}`? {list}"))
}

/// The allowed word that `text` was probably meant to be.
pub(crate) fn near<'a>(text: &str, allowed: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let score = |word| (strsim::jaro_winkler(text, word), word);
    let best = allowed.map(score).max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
    (best.0 >= 0.8).then_some(best.1)
}

pub(crate) fn span_of<T>(value: &TomlSpanned<T>) -> Span {
    value.span().into()
}

/// A key of a table as written: Rust spells some of them `r#…`.
pub(crate) fn key(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

fn describe(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
