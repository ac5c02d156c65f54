//! `${NAME}`, `${NAME:-default}` and `${file:PATH}` in what is configured.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read;

use crate::secret::Secret;

/// The values that references may name.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

/// A reference that cannot be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpandError {
    /// A variable that has no value, or a text that is not a reference.
    NoValue {
        /// Its name.
        name: String,
    },
    /// A file that does not hold a value.
    File {
        /// Its path, as written.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoValue { name } => write!(
                f,
                "`${{{name}}}` has no value: set the environment variable {name} and start the gateway again."
            ),
            Self::File { path, reason } => {
                write!(f, "`${{file:{path}}}` has no value: {reason}; write it and start the gateway again.")
            }
        }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// A file that holds one secret is not longer than this, in bytes.
const LONGEST: u64 = 64 * 1024;

impl Environment {
    /// The value of a variable, shown as a reference to it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Secret> {
        self.0.get(name).map(|value| Secret::new(value.as_str(), format!("${{{name}}}")))
    }

    /// `text` with every reference filled in. An empty value counts as none, as in a shell's `:-`. It is shown with its
    /// references, except that a default, which is written there for all to read, is shown as it is.
    ///
    /// # Errors
    ///
    /// Where a name has neither a value nor a default, or a file cannot be read.
    pub fn expand(&self, text: &str) -> Result<Secret, ExpandError> {
        let mut filled = Secret::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (reference, after) =
                after.split_once('}').ok_or_else(|| ExpandError::NoValue { name: after.into() })?;
            filled = filled.and(before.into()).and(self.value(reference)?);
            rest = after;
        }
        Ok(filled.and(rest.into()))
    }

    fn value(&self, reference: &str) -> Result<Secret, ExpandError> {
        if let Some(path) = reference.strip_prefix("file:") {
            let failed = |reason| ExpandError::File { path: path.into(), reason };
            return read(path).map(|text| Secret::new(text, format!("${{{reference}}}"))).map_err(failed);
        }
        let (name, default) = match reference.split_once(":-") {
            Some((name, default)) => (name, Some(default)),
            None => (reference, None),
        };
        let value = self.get(name).filter(|value| !value.expose().is_empty());
        value.or(default.map(Secret::from)).ok_or_else(|| ExpandError::NoValue { name: name.into() })
    }
}

/// The text of a file, without the white space around it: editors and `echo` end files with a line break.
fn read(path: &str) -> Result<String, String> {
    let mut text = String::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(LONGEST + 1).read_to_string(&mut text).map_err(|error| error.to_string())?;
    match text.trim() {
        "" => Err("the file is empty".into()),
        _ if text.len() as u64 > LONGEST => Err(format!("the file is longer than {LONGEST} bytes")),
        trimmed => Ok(trimmed.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment {
        let pairs = [("A", "1"), ("EMPTY", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        pairs.into_iter().collect()
    }

    #[test]
    fn references_are_filled_in_or_named() {
        let missing = |name: &str| Err(ExpandError::NoValue { name: name.into() });
        for (text, expanded) in [
            ("plain $A", Ok(("plain $A", "plain $A"))),
            ("${A}/x${A}", Ok(("1/x1", "${A}/x${A}"))),
            ("${B:-two}", Ok(("two", "two"))),
            ("${A:-two}", Ok(("1", "${A}"))),
            ("${EMPTY:-two}", Ok(("two", "two"))),
            ("${B:-}", Ok(("", ""))),
            ("${B}", missing("B")),
            ("${EMPTY}", missing("EMPTY")),
            ("${open", missing("open")),
        ] {
            let expanded = expanded.map(|(value, shown)| (value.to_owned(), shown.to_owned()));
            let found =
                environment().expand(text).map(|filled| (filled.expose().to_owned(), filled.to_string()));
            assert_eq!(found, expanded, "{text}");
        }
    }

    #[test]
    fn a_file_gives_its_trimmed_text_or_the_reason_why_not() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let filled =
            environment().expand(&format!("<${{file:{manifest}}}>")).unwrap_or_else(|e| panic!("{e}"));
        assert!(filled.expose().starts_with("<[package]") && filled.expose().ends_with("workspace = true>"));
        assert_eq!(filled.to_string(), format!("<${{file:{manifest}}}>"));
        for (path, part) in
            [("/no/such/file", "No such file"), ("/dev/null", "empty"), ("/dev/zero", "longer")]
        {
            let error =
                environment().expand(&format!("${{file:{path}}}")).map(|_| ()).map_err(|e| e.to_string());
            let error = error.err().unwrap_or_default();
            assert!(error.contains(path) && error.contains(part), "{error}");
        }
    }

    #[test]
    fn an_environment_shows_names_alone() {
        assert_eq!(format!("{:?}", environment()), r#"{"A", "EMPTY"}"#);
    }
}
