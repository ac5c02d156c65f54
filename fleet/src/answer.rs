//! What every tool does with arguments and results.

use std::fmt::Display;
use std::ops::RangeInclusive;

use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};
use serde::{Deserialize, Deserializer, Serialize};

pub(crate) type Answer = Result<ToolOutput, ToolFailure>;

/// A tool: reads its own arguments, does the work, answers.
pub(crate) type Handler<S> = fn(&S, &str, &CallContext) -> Answer;

/// A server: its name, what its tools share, and the table of them.
pub(crate) struct Served<S: 'static> {
    pub(crate) name: &'static str,
    pub(crate) state: S,
    pub(crate) tools: &'static [(&'static str, Handler<S>)],
}

impl<S: Send + Sync + 'static> EmbeddedServer for Served<S> {
    fn call(&self, tool: &str, arguments: &str, context: &CallContext) -> Answer {
        match self.tools.iter().find(|(name, _)| *name == tool) {
            Some((_, handler)) => handler(&self.state, arguments, context),
            None => fail(self.unknown(tool)),
        }
    }

    fn tools(&self) -> Option<Vec<&'static str>> {
        Some(self.tools.iter().map(|(name, _)| *name).collect())
    }
}

impl<S> Served<S> {
    fn unknown(&self, tool: &str) -> String {
        let known: Vec<_> = self.tools.iter().map(|(name, _)| *name).collect();
        format!("the server {} has no tool `{tool}`; it has {}", self.name, known.join(", "))
    }
}

/// A failure with that message.
pub(crate) fn fail<T>(message: impl Into<String>) -> Result<T, ToolFailure> {
    Err(ToolFailure::new(message))
}

/// Text for the model and the same facts as data.
pub(crate) fn both(text: String, facts: &impl Serialize) -> Answer {
    match serde_json::to_value(facts) {
        Ok(value) => Ok(ToolOutput { text, structured: Some(value) }),
        Err(error) => fail(format!("the result could not be written as JSON: {error}")),
    }
}

/// Turns any error into a failure that says what was being done.
pub(crate) trait Doing<T> {
    fn doing(self, what: impl Display) -> Result<T, ToolFailure>;
}

impl<T, E: Display> Doing<T> for Result<T, E> {
    fn doing(self, what: impl Display) -> Result<T, ToolFailure> {
        self.map_err(|error| ToolFailure::new(format!("{what}: {error}")))
    }
}

/// Reads a tool's arguments; a failure names the argument.
pub(crate) fn arguments<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ToolFailure> {
    let text = if text.trim().is_empty() { "{}" } else { text };
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        ToolFailure::new(mistake(&path, &error.into_inner()))
    })?;
    reader.end().map_err(|error| ToolFailure::new(mistake(".", &error)))?;
    Ok(value)
}

/// The place in the JSON text means nothing to a caller that sent an object, so it goes.
fn mistake(path: &str, error: &serde_json::Error) -> String {
    let mut reason = error.to_string();
    if let Some(at) = reason.rfind(" at line ") {
        reason.truncate(at);
    }
    if path == "." { format!("arguments: {reason}") } else { format!("{path}: {reason}") }
}

/// For an argument that may be absent but is not null: `#[serde(default, deserialize_with = "present")]`.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// For a tool without parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoArguments {}

/// Refuses a number outside its limits.
pub(crate) fn in_range(name: &str, value: i64, limits: RangeInclusive<i64>) -> Result<(), ToolFailure> {
    if limits.contains(&value) {
        return Ok(());
    }
    fail(format!("{name}: must be from {} to {}, and was {value}", limits.start(), limits.end()))
}

/// Refuses a text that is blank or longer than `max` characters; gives it back trimmed.
pub(crate) fn filled<'a>(name: &str, value: &'a str, max: usize) -> Result<&'a str, ToolFailure> {
    let value = value.trim();
    if value.is_empty() {
        return fail(format!("{name}: must not be empty"));
    }
    let length = value.chars().count();
    if length > max {
        return fail(format!("{name}: may have at most {max} characters, and has {length}"));
    }
    Ok(value)
}

/// Refuses a text of more than one line, or with control characters.
pub(crate) fn one_line<'a>(name: &str, value: &'a str, max: usize) -> Result<&'a str, ToolFailure> {
    let value = filled(name, value, max)?;
    if value.chars().any(char::is_control) {
        return fail(format!("{name}: must be one line without control characters"));
    }
    Ok(value)
}

/// Refuses what cannot be the name of something: letters, digits, `_` and `-`, beginning with a letter or a digit.
pub(crate) fn identifier<'a>(name: &str, value: &'a str, max: usize) -> Result<&'a str, ToolFailure> {
    let value = filled(name, value, max)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if value.starts_with(['_', '-']) || !value.chars().all(fits) {
        return fail(format!(
            "{name}: {value:?} must consist of letters, digits, `_` and `-`, and begin with a letter or a digit"
        ));
    }
    Ok(value)
}

/// Cuts a text for display, at a character, with a mark.
pub(crate) fn shortened(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the failures matter here")]
    struct Sample {
        count: i64,
        #[serde(default)]
        names: Vec<String>,
        #[serde(default, deserialize_with = "present")]
        note: Option<String>,
    }

    #[test]
    fn a_wrong_argument_is_named() {
        let table = [
            (r#"{"count":"x"}"#, "count: invalid type: string \"x\", expected i64"),
            (r#"{"names":[]}"#, "arguments: missing field `count`"),
            (r#"{"count":1,"names":["a",2]}"#, "names[1]: invalid type: integer `2`, expected a string"),
            (r#"{"count":1,"note":null}"#, "note: invalid type: null, expected a string"),
            ("[1", "arguments: "),
            (r#"{"count":1} x"#, "arguments: trailing characters"),
            ("", "arguments: missing field `count`"),
        ];
        for (text, expected) in table {
            let failure = arguments::<Sample>(text).unwrap_err();
            assert!(failure.message.starts_with(expected), "{text}: {}", failure.message);
        }
        let unknown = arguments::<Sample>(r#"{"count":1,"size":2}"#).unwrap_err().message;
        assert!(unknown.contains("unknown field `size`, expected one of `count`"), "{unknown}");
    }

    #[test]
    fn limits_are_named() {
        assert_eq!(in_range("n", 0, 1..=5).unwrap_err().message, "n: must be from 1 to 5, and was 0");
        assert_eq!(filled("q", "  ", 5).unwrap_err().message, "q: must not be empty");
        assert_eq!(
            filled("q", "éééééé", 5).unwrap_err().message,
            "q: may have at most 5 characters, and has 6"
        );
        assert_eq!(filled("q", " ééééé ", 5).unwrap(), "ééééé");
        assert!(one_line("t", "a\nb", 9).unwrap_err().message.starts_with("t: must be one line"));
        assert_eq!(identifier("id", " a-1_B ", 9).unwrap(), "a-1_B");
        for bad in ["-a", "_a", "a b", "../a", "é"] {
            assert!(identifier("id", bad, 9).unwrap_err().message.contains("must consist of"), "{bad}");
        }
        assert_eq!(shortened("héllo wörld", 5), "héllo…");
    }
}
