//! The vocabulary of values: how each name, duration and word is spelt, and what editors say of it.

use std::ops::Deref;
use std::sync::OnceLock;

use regex::Regex;
use toml::de::DeValue;

use super::reader::{FromToml, Place};
use crate::diag::Log;

/// A text that must have a certain form.
pub(crate) trait Form {
    /// The form, as a regular expression that JSON Schema understands too.
    const PATTERN: &'static str;
    /// The form, for people.
    const ACCEPTS: &'static str;
    /// What it is called in messages.
    const WHAT: &'static str;

    /// Whether `text` has the form.
    fn allows(text: &str) -> bool;
}

macro_rules! form {
    ($(#[doc = $doc:literal])+ $name:ident = $what:literal, $pattern:literal, $accepts:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub(crate) struct $name(String);

        impl Form for $name {
            const PATTERN: &'static str = $pattern;
            const ACCEPTS: &'static str = $accepts;
            const WHAT: &'static str = $what;

            fn allows(text: &str) -> bool {
                static COMPILED: OnceLock<Option<Regex>> = OnceLock::new();
                let compiled = COMPILED.get_or_init(|| Regex::new(Self::PATTERN).ok());
                compiled.as_ref().is_some_and(|regex| regex.is_match(text))
            }
        }

        text!($name, $accepts);
    };
}

/// A text that must be one of a few words.
pub(crate) trait Words {
    /// The words.
    const WORDS: &'static [&'static str];
    /// What it is called in messages.
    const WHAT: &'static str;
}

macro_rules! words {
    ($(#[doc = $doc:literal])+ $name:ident = $what:literal, $words:expr) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub(crate) struct $name(String);

        impl Words for $name {
            const WORDS: &'static [&'static str] = &$words;
            const WHAT: &'static str = $what;
        }

        text!($name, concat!("one of ", stringify!($words)));
    };
}

macro_rules! text {
    ($name:ident, $hint:expr) => {
        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromToml for $name {
            const EXPECTED: &'static str = String::EXPECTED;
            const HINT: &'static str = $hint;

            fn from_toml(value: DeValue<'_>, place: &Place<'_>, log: &mut Log) -> Option<Self> {
                String::from_toml(value, place, log).map(Self)
            }
        }
    };
}

form! {
    /// The name of the gateway.
    GatewayName = "the name of the gateway", r"^[A-Za-z0-9_.-]{1,128}$", "1 to 128 letters, digits, `_`, `.` and `-`"
}
form! {
    /// The name of a server.
    ServerName = "the name of a server", r"^[a-z][a-z0-9_]{0,63}$",
    "up to 64 lower-case letters, digits and `_`, beginning with a letter"
}
form! {
    /// A name that MCP clients see.
    ToolName = "the name of a tool", r"^[A-Za-z0-9_.-]{1,128}$", "1 to 128 letters, digits, `_`, `.` and `-`"
}
form! {
    /// The name of a parameter or a field.
    ParamName = "the name of a parameter", r"^[A-Za-z_][A-Za-z0-9_-]{0,63}$",
    "up to 64 letters, digits, `_` and `-`, beginning with a letter or `_`"
}
form! {
    /// The name of a profile.
    ProfileName = "the name of a profile", r"^[a-z][a-z0-9_-]{0,63}$",
    "up to 64 lower-case letters, digits, `_` and `-`, beginning with a letter"
}
form! {
    /// The name of a principal.
    PrincipalName = "the name of a principal", r"^[a-z][a-z0-9_-]{0,63}$",
    "up to 64 lower-case letters, digits, `_` and `-`, beginning with a letter"
}
form! {
    /// The name of an environment variable.
    VariableName = "the name of an environment variable", r"^[A-Za-z_][A-Za-z0-9_]*$",
    "letters, digits and `_`, not beginning with a digit"
}
form! {
    /// The name of an HTTP header.
    HeaderName = "the name of a header", r"^[A-Za-z0-9._-]+$",
    "letters, digits, `.`, `-` and `_`"
}
form! {
    /// A span of time.
    Duration = "a duration", r"^[1-9][0-9]*(ms|s|m|h|d)$",
    "a whole number above 0 and one of `ms`, `s`, `m`, `h`, `d`, such as \"500ms\" or \"5m\""
}
form! {
    /// For how long an answer may be remembered.
    CacheTime = "a duration or `off`", r"^(off|[1-9][0-9]*(ms|s|m|h|d))$",
    "\"off\", or a whole number above 0 and one of `ms`, `s`, `m`, `h`, `d`, such as \"5m\""
}
form! {
    /// How often something may happen.
    Rate = "a rate or `off`", r"^(off|[1-9][0-9]*/(s|min|hour|day))$",
    "\"off\", or a whole number above 0, `/`, and one of `s`, `min`, `hour`, `day`, such as \"100/min\""
}
form! {
    /// How large something may be.
    Size = "a size or `off`", r"^(off|[1-9][0-9]*(B|KiB|MiB))$",
    "\"off\", or a whole number above 0 and one of `B`, `KiB`, `MiB`, such as \"256KiB\""
}
form! {
    /// The type of a parameter.
    TypeName = "a type", r"^((array of ){0,4}(string|integer|number|boolean|object|json)|array)$",
    "`string`, `integer`, `number`, `boolean`, `object`, `json`, `array of …` one of these (up to four times), or `array` with `items`"
}
form! {
    /// What a profile selects.
    Selector = "an element of a profile", r"^(class:(read|write|destructive)|server:[a-z][a-z0-9_]*|[A-Za-z0-9_.-]{1,128})$",
    "the name of a tool, `server:NAME` or `class:NAME`"
}

words! {
    /// The class of a tool.
    ClassName = "a class", ["read", "write", "destructive"]
}
words! {
    /// What the list of a profile shows.
    ProfileMode = "a mode of a profile", ["list", "search"]
}
words! {
    /// Whether a person must approve each call.
    ApprovalName = "a kind of approval", ["never", "always"]
}
words! {
    /// A safety rule for strings.
    GuardName = "a guard", ["relative_path", "file_name", "identifier"]
}
