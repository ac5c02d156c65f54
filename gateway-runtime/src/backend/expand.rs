//! `${NAME}` and `${NAME:-default}` in endpoints.

use std::collections::BTreeMap;
use std::fmt;

/// The values that references may name.
#[derive(Clone, Debug, Default)]
pub struct Environment(BTreeMap<String, String>);

/// A reference that cannot be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpandError {
    /// The name that has no value, or the text that is not a reference.
    pub name: String,
}

impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        write!(
            f,
            "`${{{name}}}` has no value: set the environment variable {name} and start the gateway again."
        )
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Environment {
    /// The value of a variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// `text` with every reference filled in. An empty value counts as none, as in a shell's `:-`.
    ///
    /// # Errors
    ///
    /// Where a name has neither a value nor a default.
    pub fn expand(&self, text: &str) -> Result<String, ExpandError> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (reference, after) =
                after.split_once('}').ok_or_else(|| ExpandError { name: after.into() })?;
            out.push_str(before);
            out.push_str(&self.value(reference)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn value(&self, reference: &str) -> Result<String, ExpandError> {
        let (name, default) = match reference.split_once(":-") {
            Some((name, default)) => (name, Some(default)),
            None => (reference, None),
        };
        let value = self.get(name).filter(|value| !value.is_empty()).or(default);
        value.map(Into::into).ok_or_else(|| ExpandError { name: name.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_filled_in_or_named() {
        let pairs = [("A", "1"), ("EMPTY", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let environment: Environment = pairs.into_iter().collect();
        let missing = |name: &str| Err(ExpandError { name: name.into() });
        for (text, expanded) in [
            ("plain $A", Ok("plain $A".to_owned())),
            ("${A}/x${A}", Ok("1/x1".to_owned())),
            ("${B:-two}", Ok("two".to_owned())),
            ("${A:-two}", Ok("1".to_owned())),
            ("${EMPTY:-two}", Ok("two".to_owned())),
            ("${B:-}", Ok(String::new())),
            ("${B}", missing("B")),
            ("${EMPTY}", missing("EMPTY")),
            ("${open", missing("open")),
        ] {
            assert_eq!(environment.expand(text), expanded, "{text}");
        }
    }
}
