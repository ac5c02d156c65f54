//! A streamed answer: one JSON object a line, each with a piece of text, the last one with the counts.

use serde::Deserialize;

use super::trouble::Trouble;

const LONGEST_LINE: usize = 1024 * 1024;
const LONGEST_ANSWER: usize = 4 * 1024 * 1024;
const SHOWN: usize = 200;

/// What a model answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) text: String,
    pub(crate) prompt_tokens: Option<u64>,
    pub(crate) completion_tokens: Option<u64>,
    /// Whether the answer ended because it may have no more tokens.
    pub(crate) truncated: bool,
}

/// An answer that is coming in.
#[derive(Default)]
pub(super) struct Incoming {
    line: Vec<u8>,
    text: String,
    tokens: usize,
    end: Option<Line>,
}

#[derive(Deserialize)]
struct Line {
    message: Option<Piece>,
    #[serde(default)]
    done: bool,
    done_reason: Option<String>,
    error: Option<String>,
    prompt_eval_count: Option<u64>,
    eval_count: Option<u64>,
}

#[derive(Deserialize)]
struct Piece {
    content: Option<String>,
}

impl Incoming {
    /// Takes in bytes as they come; gives the number of tokens in them.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<usize, Trouble> {
        let before = self.tokens;
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            if self.line.len() + part.len() > LONGEST_LINE {
                return Err(Trouble::TooLong { limit: LONGEST_LINE });
            }
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.take_line()?;
            }
        }
        Ok(self.tokens - before)
    }

    pub(super) fn is_done(&self) -> bool {
        self.end.is_some()
    }

    /// The whole answer.
    pub(super) fn finish(mut self) -> Result<Reply, Trouble> {
        self.take_line()?;
        let Some(end) = self.end else { return Err(Trouble::Cut { tokens: self.tokens }) };
        if self.text.trim().is_empty() {
            return Err(Trouble::Empty);
        }
        Ok(Reply {
            text: self.text,
            prompt_tokens: end.prompt_eval_count,
            completion_tokens: end.eval_count,
            truncated: end.done_reason.as_deref() == Some("length"),
        })
    }

    fn take_line(&mut self) -> Result<(), Trouble> {
        let bytes = std::mem::take(&mut self.line);
        if bytes.trim_ascii().is_empty() || self.is_done() {
            return Ok(());
        }
        let line = serde_json::from_slice::<Line>(&bytes).ok();
        let Some(mut line) = line.filter(|line| line.done || line.message.is_some() || line.error.is_some())
        else {
            return Err(Trouble::Garbage { start: beginning(&bytes) });
        };
        if let Some(message) = line.error {
            return Err(Trouble::GaveUp { message });
        }
        self.add(line.message.take())?;
        if line.done {
            self.end = Some(line);
        }
        Ok(())
    }

    fn add(&mut self, piece: Option<Piece>) -> Result<(), Trouble> {
        let Some(piece) = piece else { return Ok(()) };
        self.tokens += 1;
        self.text.push_str(piece.content.as_deref().unwrap_or_default());
        if self.text.len() > LONGEST_ANSWER {
            return Err(Trouble::TooLong { limit: LONGEST_ANSWER });
        }
        Ok(())
    }
}

/// The first characters of what is not understood, without control characters.
pub(super) fn beginning(bytes: &[u8]) -> String {
    let bytes = bytes.trim_ascii();
    String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN)]).escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WHOLE: &str = concat!(
        r#"{"model":"m","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}"#,
        "\n",
        r#"{"message":{"content":"Ein "},"done":false}"#,
        "\r\n\n",
        r#"{"message":{"content":"Dächlein"},"done":false,"later":1}"#,
        "\n",
        r#"{"message":{"content":"."},"done":true,"done_reason":"length","prompt_eval_count":7,"eval_count":3}"#,
    );

    fn reply(chunks: &[&[u8]]) -> Result<Reply, Trouble> {
        let mut incoming = Incoming::default();
        for chunk in chunks {
            incoming.push(chunk)?;
        }
        incoming.finish()
    }

    fn expected() -> Reply {
        Reply {
            text: "Ein Dächlein.".to_owned(),
            prompt_tokens: Some(7),
            completion_tokens: Some(3),
            truncated: true,
        }
    }

    proptest! {
        #[test]
        fn it_does_not_matter_where_the_bytes_are_cut(mut cuts in prop::collection::vec(0..WHOLE.len(), 0..12)) {
            cuts.extend([0, WHOLE.len()]);
            cuts.sort_unstable();
            let chunks: Vec<_> = cuts.windows(2).map(|pair| &WHOLE.as_bytes()[pair[0]..pair[1]]).collect();
            prop_assert_eq!(reply(&chunks).ok(), Some(expected()));
        }
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let piece = r#"{"message":{"content":"a"},"done":false}"#;
        let table = [
            (piece.to_owned(), "Cut { tokens: 1 }"),
            (String::new(), "Cut { tokens: 0 }"),
            (format!("{piece}\n<html>\n"), "Garbage { start: \"<html>\" }"),
            (format!("{piece}\n{{\"other\":1}}\n"), r#"Garbage { start: "{\\\"other\\\":1}" }"#),
            (format!("{piece}\n{{\"error\":\"out of memory\"}}\n"), "GaveUp { message: \"out of memory\" }"),
            (r#"{"message":{"content":" "},"done":true}"#.to_owned(), "Empty"),
        ];
        for (text, trouble) in table {
            assert_eq!(format!("{:?}", reply(&[text.as_bytes()]).unwrap_err()), trouble, "{text}");
        }
    }

    #[test]
    fn memory_is_bounded() {
        let mut incoming = Incoming::default();
        let line = vec![b'x'; LONGEST_LINE + 1];
        assert!(matches!(incoming.push(&line), Err(Trouble::TooLong { limit: LONGEST_LINE })));
        let mut incoming = Incoming::default();
        let piece = format!("{{\"message\":{{\"content\":\"{}\"}}}}\n", "x".repeat(LONGEST_LINE / 2));
        let trouble = (0..9).find_map(|_| incoming.push(piece.as_bytes()).err());
        assert!(matches!(trouble, Some(Trouble::TooLong { limit: LONGEST_ANSWER })));
    }
}
