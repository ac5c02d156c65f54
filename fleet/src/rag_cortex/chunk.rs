//! Cuts a document into passages, by heading and at blank lines.

use crate::document::{heading, lines};

/// A passage is closed at the next blank line once it has so many bytes …
const FULL: usize = 1_500;
/// … and anywhere once it has so many.
const LONGEST: usize = 4_000;

/// A part of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The headings above it, outermost first, without the document's title.
    pub(super) heading: String,
    /// Where it or its heading begins, from 1.
    pub(super) line: usize,
    pub(super) body: String,
}

/// A document's title and passages. What is not Markdown has no headings; its title is the file's name.
pub(super) fn chunks(path: &str, text: &str) -> (String, Vec<Chunk>) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut cutter = Cutter::default();
    let is_markdown = is_markdown(name);
    for (at, line) in lines(text, 0).into_iter().enumerate() {
        match heading(line.text).filter(|_| is_markdown && !line.fenced) {
            Some((level, title)) => cutter.heading(level, title, at + 1),
            None => cutter.line(line.text, line.fenced, at + 1),
        }
    }
    cutter.finish(if is_markdown { name.rsplit_once('.').map_or(name, |(stem, _)| stem) } else { name })
}

/// By the file's name.
pub(super) fn is_markdown(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

#[derive(Default)]
struct Cutter {
    title: Option<String>,
    /// The headings that the current place is under, with their levels.
    above: Vec<(usize, String)>,
    current: Chunk,
    chunks: Vec<Chunk>,
}

impl Cutter {
    fn heading(&mut self, level: usize, title: &str, line: usize) {
        // A heading whose only content is deeper headings needs no passage: they carry it.
        let goes_deeper = self.above.last().is_some_and(|(above, _)| level > *above);
        self.close(!goes_deeper);
        self.above.retain(|(above, _)| *above < level);
        if self.title.is_none() && level == 1 {
            self.title = Some(title.to_owned());
        } else {
            self.above.push((level, title.to_owned()));
        }
        self.open(line);
    }

    fn line(&mut self, text: &str, fenced: bool, line: usize) {
        let blank = text.trim().is_empty();
        if blank && !fenced && self.current.body.len() >= FULL {
            self.split();
        }
        if blank && self.current.body.is_empty() {
            return;
        }
        for piece in pieces(text) {
            if self.current.body.len() + piece.len() >= LONGEST {
                self.split();
            }
            if self.current.line == 0 {
                self.current.line = line;
            }
            self.current.body.push_str(piece);
        }
        self.current.body.push('\n');
    }

    /// Goes on in a new passage under the same headings, which begins where the next text does.
    fn split(&mut self) {
        self.close(false);
        self.open(0);
    }

    fn open(&mut self, line: usize) {
        let headings: Vec<_> = self.above.iter().map(|(_, title)| title.as_str()).collect();
        self.current = Chunk { heading: headings.join(" > "), line, body: String::new() };
    }

    /// Keeps the current passage; one without text only where its heading would otherwise be lost.
    fn close(&mut self, keep_bare_heading: bool) {
        let mut chunk = std::mem::take(&mut self.current);
        chunk.body.truncate(chunk.body.trim_end().len());
        if !chunk.body.is_empty() || (keep_bare_heading && !chunk.heading.is_empty()) {
            self.chunks.push(chunk);
        }
    }

    fn finish(mut self, name: &str) -> (String, Vec<Chunk>) {
        self.close(true);
        if self.chunks.is_empty() && self.title.is_some() {
            self.chunks.push(Chunk { line: 1, ..Chunk::default() });
        }
        (self.title.filter(|title| !title.is_empty()).unwrap_or_else(|| name.to_owned()), self.chunks)
    }
}

/// A line in pieces of at most [`LONGEST`] bytes.
fn pieces(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, rest) = text.split_at(end);
        text = rest;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headings_make_passages() {
        let text = "# Guide\n\nIntro.\n\n## Setup\n\n### Linux\n\nUse apt.\n\n```\n# not a heading\n```\n\n## Empty\n\n## Use\nRun it.\n";
        let (title, chunks) = chunks("docs/guide.md", text);
        assert_eq!(title, "Guide");
        let facts: Vec<_> = chunks.iter().map(|c| (c.line, c.heading.as_str(), c.body.as_str())).collect();
        assert_eq!(
            facts,
            [
                (1, "", "Intro."),
                (7, "Setup > Linux", "Use apt.\n\n```\n# not a heading\n```"),
                (15, "Empty", ""),
                (17, "Use", "Run it."),
            ]
        );
    }

    #[test]
    fn other_files_have_no_headings() {
        let (title, chunks) = chunks("src/a.py", "# comment\nx = 1\n");
        assert_eq!((title.as_str(), chunks.len(), chunks[0].body.as_str()), ("a.py", 1, "# comment\nx = 1"));
    }

    #[test]
    fn a_file_without_a_title_has_its_name() {
        assert_eq!(chunks("a/plan_b.md", "words\n").0, "plan_b");
        assert_eq!(chunks("a/plan_b.md", "").1, []);
        assert_eq!(chunks("a/x.md", "# Only a title").1.len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_word_is_lost_and_no_passage_is_too_long(
            text in prop::collection::vec("[a-zé]{1,9}|\n\n|\n#{1,3} |\n```\n|x{5000}", 0..30)
        ) {
            let text = text.join(" ");
            let (title, chunks) = chunks("x.md", &text);
            let all: String = chunks.iter().map(|c| format!("{}\n{}", c.heading, c.body)).collect();
            let all = format!("{title}{all}").replace(char::is_whitespace, "");
            for word in text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic) && word.len() < 99) {
                prop_assert!(all.contains(word), "{word} in {text:?}");
            }
            prop_assert!(chunks.iter().all(|c| c.body.len() <= LONGEST));
        }
    }
}
