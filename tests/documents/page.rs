//! Markdown, as far as these pages use it: fenced blocks, and code spans in the text between them.

use super::repository;

/// A page.
pub(super) struct Page {
    /// Its path in the repository.
    pub(super) path: String,
    text: String,
}

/// What stands somewhere on a page.
#[derive(Debug)]
pub(super) struct Piece {
    /// `path:line`.
    pub(super) place: String,
    pub(super) text: String,
}

/// A fenced block.
#[derive(Debug)]
pub(super) struct Block {
    /// `path:line` of its fence.
    pub(super) place: String,
    /// What stands behind the opening fence.
    pub(super) info: String,
    pub(super) text: String,
}

impl Page {
    pub(super) fn read(path: String) -> Self {
        let text = std::fs::read_to_string(repository().join(&path))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { path, text }
    }

    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut lines = self.text.lines().zip(1..);
        while let Some((line, number)) = lines.next() {
            let Some(info) = line.trim_start().strip_prefix("```") else { continue };
            let indent = line.len() - line.trim_start().len();
            let inside = lines.by_ref().map(|(line, _)| line).take_while(|line| line.trim() != "```");
            let text = inside.map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect();
            blocks.push(Block { place: self.place(number), info: info.trim().into(), text });
        }
        blocks
    }

    /// The text without its blocks, with as many lines.
    pub(super) fn prose(&self) -> String {
        let mut is_inside = false;
        let keep = |line: &str| {
            let is_fence = line.trim_start().starts_with("```");
            is_inside ^= is_fence;
            if is_inside || is_fence { "\n".into() } else { format!("{line}\n") }
        };
        self.text.lines().map(keep).collect()
    }

    /// What stands between backticks in the text, a line break being a space. (In a table `|` is written `\\|`.)
    pub(super) fn spans(&self) -> Vec<Piece> {
        let (mut spans, mut line) = (Vec::new(), 1);
        for paragraph in self.prose().split("\n\n") {
            let mut number = line;
            for (place, part) in paragraph.split('`').enumerate() {
                if place % 2 == 1 {
                    spans.push(Piece {
                        place: self.place(number),
                        text: part.replace('\n', " ").replace("\\|", "|"),
                    });
                }
                number += part.matches('\n').count();
            }
            line += paragraph.matches('\n').count() + 2;
        }
        spans
    }

    pub(super) fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }
}
