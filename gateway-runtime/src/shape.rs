//! The shape of a tool's arguments: static data that the validator walks beside the raw JSON.
//!
//! The compiler emits each shape twice from one plan: as this data, for validation without allocation, and as JSON
//! Schema, for clients.

use std::sync::OnceLock;

use regex::Regex;

/// What a tool accepts as `arguments`.
#[derive(Debug)]
pub enum Input {
    /// Declared parameter by parameter.
    Object(&'static ObjectShape),
    /// Declared by a JSON Schema file of its own.
    Schema(&'static SchemaInput),
}

/// A JSON Schema 2020-12 that was checked when building and is compiled at first use.
#[derive(Debug)]
pub struct SchemaInput {
    /// The schema's text.
    pub text: &'static str,
    pub(crate) compiled: OnceLock<Option<Box<jsonschema::Validator>>>,
}

impl SchemaInput {
    /// Wraps a schema's text; for generated code.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, compiled: OnceLock::new() }
    }
}

/// An object with known fields.
#[derive(Debug)]
pub struct ObjectShape {
    /// The declared fields, in the order of `tools.toml`; at most 64.
    pub fields: &'static [Field],
    /// Whether fields that are not declared are accepted.
    pub open: bool,
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether its value is kept out of the record of a call.
    pub secret: bool,
    /// What it accepts.
    pub shape: Shape,
}

impl Field {
    /// A field that must be there.
    #[must_use]
    pub const fn required(name: &'static str, shape: Shape) -> Self {
        Self { name, required: true, secret: false, shape }
    }

    /// A field that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str, shape: Shape) -> Self {
        Self { name, required: false, secret: false, shape }
    }

    /// The same field, with a value that is kept out of the record of a call.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }
}

/// What one value must be.
#[derive(Debug)]
pub struct Shape {
    /// Whether `null` is accepted beside `kind`.
    pub nullable: bool,
    /// What it must be otherwise.
    pub kind: Kind,
}

impl Shape {
    /// Exactly this kind.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        Self { nullable: false, kind }
    }

    /// This kind, or `null`.
    #[must_use]
    pub const fn or_null(kind: Kind) -> Self {
        Self { nullable: true, kind }
    }
}

/// The kinds of value.
#[derive(Debug)]
pub enum Kind {
    /// A string.
    String(StringRule),
    /// One of these strings.
    Enum(&'static [&'static str]),
    /// A number without fraction or exponent, of any size unless limited. `5.0` is refused: JSON Schema counts it as an
    /// integer, but backends in typed languages do not.
    Integer {
        /// Smallest accepted value.
        min: Option<i64>,
        /// Largest accepted value.
        max: Option<i64>,
    },
    /// Any number.
    Number {
        /// Smallest accepted value.
        min: Option<f64>,
        /// Largest accepted value.
        max: Option<f64>,
    },
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array {
        /// What each element must be.
        items: &'static Shape,
        /// Smallest number of elements.
        min_items: Option<u32>,
        /// Largest number of elements.
        max_items: Option<u32>,
    },
    /// An object with declared fields.
    Object(&'static ObjectShape),
    /// Any object.
    AnyObject,
    /// Any JSON value but `null`.
    Any,
}

/// What a string must be.
#[derive(Debug)]
pub struct StringRule {
    /// Smallest length, in Unicode code points.
    pub min_len: Option<u32>,
    /// Largest length, in Unicode code points.
    pub max_len: Option<u32>,
    /// A regular expression that must match somewhere.
    pub pattern: Option<&'static Pattern>,
    /// A safety rule.
    pub guard: Option<Guard>,
}

impl StringRule {
    /// No rule: any string.
    pub const ANY: Self = Self { min_len: None, max_len: None, pattern: None, guard: None };
}

/// A regular expression that was checked when building and is compiled at first use.
#[derive(Debug)]
pub struct Pattern {
    /// Its source.
    pub source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Wraps a source; for generated code.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// Whether it matches somewhere in `text`. One that cannot be compiled matches nothing: fail closed.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| Regex::new(self.source).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }
}

/// Safety rules for strings that name something on a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// A path below a root: not absolute, no `..` component, no leading `-`, no backslash, no NUL.
    RelativePath,
    /// One component of a path: not `.` or `..`, no separator, no leading `-`, no NUL, not empty.
    FileName,
    /// Letters, digits, `_` and `-`, beginning with a letter or a digit.
    Identifier,
}

impl Guard {
    /// Its name in `tools.toml`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RelativePath => "relative_path",
            Self::FileName => "file_name",
            Self::Identifier => "identifier",
        }
    }

    /// What it accepts, for people.
    #[must_use]
    pub const fn accepts(self) -> &'static str {
        match self {
            Self::RelativePath => "a relative path without `..`, a leading `-`, backslash or NUL",
            Self::FileName => "a plain file name without `/`, `\\`, `..`, a leading `-` or NUL",
            Self::Identifier => "letters, digits, `_` and `-`, beginning with a letter or a digit",
        }
    }

    /// Whether `text` is safe.
    #[must_use]
    pub fn allows(self, text: &str) -> bool {
        match self {
            Self::RelativePath => is_relative_path(text),
            Self::FileName => {
                is_relative_path(text) && !text.contains('/') && text != "." && !text.is_empty()
            }
            Self::Identifier => is_identifier(text),
        }
    }
}

fn is_relative_path(text: &str) -> bool {
    let drive = text.as_bytes().get(1) == Some(&b':');
    !text.starts_with(['/', '-', '~'])
        && !drive
        && !text.contains(['\0', '\\'])
        && text.split('/').all(|part| part != "..")
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
