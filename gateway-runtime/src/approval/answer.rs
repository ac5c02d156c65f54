//! What a person answered (`ElicitResult`, MCP 2025-11-25, client/elicitation).

use crate::fault::Verdict;
use crate::json::Scanner;

/// A person's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The call may run.
    Accept,
    /// The call must not run.
    Decline,
    /// The question was dismissed, or the answer is none.
    Cancel,
}

impl Answer {
    /// Reads an `ElicitResult`, raw JSON. Anything but one clear answer counts as none.
    #[must_use]
    pub(crate) fn read(result: &str) -> Self {
        match member(result, "\"action\"") {
            Some("\"accept\"") => Self::Accept,
            Some("\"decline\"") => Self::Decline,
            _ => Self::Cancel,
        }
    }

    /// Reads `inputResponses` (MCP 2026-07-28, basic, "Multi round-trip requests"): the one under `key`.
    #[must_use]
    pub(crate) fn among(responses: Option<&str>, key: &str) -> Self {
        responses.and_then(|responses| member(responses, key)).map_or(Self::Cancel, Self::read)
    }

    /// What it means for the call.
    pub(crate) fn verdict(self) -> Result<(), Verdict> {
        match self {
            Self::Accept => Ok(()),
            Self::Decline => Err(Verdict::Denied(None)),
            Self::Cancel => Err(Verdict::Withdrawn),
        }
    }
}

/// The value of the member with this raw key; `None` also where it stands twice, since two readers could differ.
pub(super) fn member<'a>(object: &'a str, key: &str) -> Option<&'a str> {
    let (mut found, mut clear) = (None, true);
    let mut scanner = Scanner::new(object);
    if scanner.peek() != Some(b'{') {
        return None;
    }
    let read = scanner.object(|name, inner| {
        let value = inner.value()?;
        clear &= !name.contains('\\');
        if name == key {
            clear &= found.replace(value).is_none();
        }
        Ok(())
    });
    found.filter(|_| clear && read.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_clear_yes_is_a_yes() {
        for (result, answer) in [
            (r#"{"action":"accept","content":{}}"#, Answer::Accept),
            (r#"{"action":"accept"}"#, Answer::Accept),
            (r#"{"action":"decline"}"#, Answer::Decline),
            (r#"{"action":"cancel"}"#, Answer::Cancel),
            (r#"{"action":"decline","action":"accept"}"#, Answer::Cancel),
            (r#"{"action":"accept","act\u0069on":"decline"}"#, Answer::Cancel),
            (r#"{"action":"Accept"}"#, Answer::Cancel),
            (r#"{"action":true}"#, Answer::Cancel),
            (r#"{"content":{"action":"accept"}}"#, Answer::Cancel),
            (r#"["accept"]"#, Answer::Cancel),
            (r#""accept""#, Answer::Cancel),
            ("{}", Answer::Cancel),
            ("", Answer::Cancel),
        ] {
            assert_eq!(Answer::read(result), answer, "{result}");
        }
    }

    #[test]
    fn the_answer_among_others_is_found_by_its_key() {
        let responses = Some(r#"{"other":{"action":"accept"},"mine":{"action":"decline"}}"#);
        assert_eq!(Answer::among(responses, "\"mine\""), Answer::Decline);
        assert_eq!(Answer::among(responses, "\"absent\""), Answer::Cancel);
        assert_eq!(Answer::among(None, "\"mine\""), Answer::Cancel);
    }
}
