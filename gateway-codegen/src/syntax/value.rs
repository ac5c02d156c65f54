//! Values with their places, and how each is read from TOML.

use std::marker::PhantomData;

use serde_json::Value;
use toml::de::{DeInteger, DeValue};

use super::reader::{FromToml, Place, span_of};
use crate::diag::{Code, Log};
use crate::source::Span;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Spanned<T> {
    pub(crate) span: Span,
    pub(crate) value: T,
}

/// What stands at a key of a table.
#[derive(Clone, Debug)]
pub(crate) enum Key<T> {
    /// Nothing.
    Absent,
    /// Something that was already reported.
    Wrong,
    /// A value of the right type, and where its key stands.
    Given(Span, Spanned<T>),
}

impl<T> Key<T> {
    /// The value, if there is a good one.
    pub(crate) fn get(&self) -> Option<&Spanned<T>> {
        match self {
            Self::Given(_, value) => Some(value),
            Self::Absent | Self::Wrong => None,
        }
    }

    /// The key's own place, if there is a good value.
    pub(crate) fn key(&self) -> Option<Span> {
        match self {
            Self::Given(key, _) => Some(*key),
            Self::Absent | Self::Wrong => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    pub(crate) fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong)
    }
}

/// A list; elements of the wrong type were reported and are not in it.
pub(crate) type List<T> = Vec<Spanned<T>>;

/// A table whose keys are names of the author's own choice, in the order of the text.
#[derive(Clone, Debug)]
pub(crate) struct Map<N, T> {
    pub(crate) entries: Vec<Entry<T>>,
    name: PhantomData<N>,
}

impl<N, T> Map<N, T> {
    /// Whether an entry has that name, good or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.value == name)
    }

    /// The names of all entries, good or not.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.value.as_str())
    }

    /// The good entries.
    pub(crate) fn good(&self) -> impl Iterator<Item = (&Spanned<String>, &T)> {
        self.entries.iter().filter_map(|entry| Some((&entry.name, &entry.value.as_ref()?.value)))
    }
}

/// A named value; `None` when it was already reported.
#[derive(Clone, Debug)]
pub(crate) struct Entry<T> {
    pub(crate) name: Spanned<String>,
    pub(crate) value: Option<Spanned<T>>,
}

/// A whole number or a fraction.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
    Integer(i64),
    Float(f64),
}

/// What is copied of a call's arguments.
#[derive(Clone, Debug)]
pub(crate) enum Copied {
    All(bool),
    Only(List<String>),
}

/// All that there is, or what is listed.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    All,
    Only(List<String>),
}

/// Any value that JSON knows too.
#[derive(Clone, Debug)]
pub(crate) struct Json(pub(crate) Value);

impl FromToml for String {
    const EXPECTED: &'static str = "a string";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        match value {
            DeValue::String(text) => Some(text.into_owned()),
            other => place.wrong::<Self, _>(&other, log),
        }
    }
}

impl FromToml for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        value.as_bool().or_else(|| place.wrong::<Self, _>(&value, log))
    }
}

impl FromToml for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        match value {
            DeValue::Integer(integer) => integer_value(&integer, place, log),
            other => place.wrong::<Self, _>(&other, log),
        }
    }
}

impl FromToml for Number {
    const EXPECTED: &'static str = "a number";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        match value {
            DeValue::Integer(integer) => integer_value(&integer, place, log).map(Self::Integer),
            DeValue::Float(float) => float_value(float.as_str(), place, log).map(Self::Float),
            other => place.wrong::<Self, _>(&other, log),
        }
    }
}

fn integer_value(integer: &DeInteger<'_>, place: &Place<'_>, log: &mut Log) -> Option<i64> {
    let value = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
    if value.is_none() {
        let message = format!("{} does not fit in 64 bits", place.what);
        log.report(Code::OutOfRange, place.span, message).help(format!("the largest is {}", i64::MAX));
    }
    value
}

fn float_value(text: &str, place: &Place<'_>, log: &mut Log) -> Option<f64> {
    let value = text.parse().ok().filter(|value: &f64| value.is_finite());
    if value.is_none() {
        let message = format!("{} is not a finite number", place.what);
        log.report(Code::OutOfRange, place.span, message).help("JSON has neither infinity nor `nan`");
    }
    value
}

impl FromToml for Copied {
    const EXPECTED: &'static str = "`true`, `false` or a list of names of parameters";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        match value {
            DeValue::Boolean(all) => Some(Self::All(all)),
            list @ DeValue::Array(_) => List::from_toml(list, place, log).map(Self::Only),
            other => place.wrong::<Self, _>(&other, log),
        }
    }
}

impl FromToml for Wanted {
    const EXPECTED: &'static str = "\"*\" or a list of strings";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        match value {
            DeValue::String(all) if all == "*" => Some(Self::All),
            list @ DeValue::Array(_) => List::from_toml(list, place, log).map(Self::Only),
            other => place.wrong::<Self, _>(&other, log),
        }
    }
}

impl FromToml for Json {
    const EXPECTED: &'static str = "a string, a number, `true`, `false`, a list or a table";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        let json = match value {
            DeValue::String(text) => Value::from(text.into_owned()),
            DeValue::Integer(integer) => Value::from(integer_value(&integer, place, log)?),
            DeValue::Float(float) => Value::from(float_value(float.as_str(), place, log)?),
            DeValue::Boolean(value) => Value::from(value),
            list @ DeValue::Array(_) => {
                List::<Self>::from_toml(list, place, log)?.into_iter().map(|item| item.value.0).collect()
            }
            DeValue::Table(table) => table
                .into_iter()
                .map(|(key, value)| {
                    Some((key.get_ref().to_string(), read::<Self>(value, place.what, log)?.value.0))
                })
                .collect::<Option<serde_json::Map<_, _>>>()?
                .into(),
            DeValue::Datetime(_) => return place.wrong::<Self, _>(&value, log),
        };
        Some(Self(json))
    }
}

impl<T: FromToml> FromToml for List<T> {
    const EXPECTED: &'static str = "a list";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        let DeValue::Array(items) = value else { return place.wrong::<Self, _>(&value, log) };
        let what = format!("an element of {}", place.what);
        Some(items.into_iter().filter_map(|item| read(item, &what, log)).collect())
    }
}

impl<N, T: FromToml> FromToml for Map<N, T> {
    const EXPECTED: &'static str = "a table";

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        let DeValue::Table(table) = value else { return place.wrong::<Self, _>(&value, log) };
        let mut entries: Vec<_> = table
            .into_iter()
            .map(|(key, value)| {
                let name = Spanned { span: span_of(&key), value: key.get_ref().to_string() };
                let value = read(value, &format!("`{}`", name.value), log);
                Entry { name, value }
            })
            .collect();
        entries.sort_by_key(|entry| entry.name.span);
        Some(Self { entries, name: PhantomData })
    }
}

impl<T: FromToml> FromToml for Box<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
        T::from_toml(value, place, log).map(Self::new)
    }
}

/// Reads one value; `what` names it in messages.
pub(super) fn read<T: FromToml>(
    value: toml::Spanned<DeValue<'_>>,
    what: &str,
    log: &mut Log,
) -> Option<Spanned<T>> {
    let span = span_of(&value);
    let value = T::from_toml(value.into_inner(), &Place { span, what }, log)?;
    Some(Spanned { span, value })
}
