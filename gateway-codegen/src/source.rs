//! The text of a file, and the way from byte offsets to `line:column`.

use std::io::Read as _;
use std::ops::Range;
use std::path::Path;

use crate::diag::{Code, Diagnostics, Log};

/// The largest `tools.toml` that is read, in bytes.
pub const MAX_BYTES: u64 = 16 << 20;

/// A range of bytes in a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// A place for people: both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A file's text.
#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    text: String,
    lines: Vec<usize>,
}

impl Source {
    /// Wraps `text`; `path` is what people are shown.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            lines: std::iter::once(0).chain(starts).collect(),
        }
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// A diagnostic when it is missing, unreadable, larger than [`MAX_BYTES`] or not UTF-8.
    pub fn load(path: &Path) -> Result<Self, Diagnostics> {
        let shown = path.display().to_string();
        let bytes = read(path).map_err(|(code, why)| Diagnostics::of_file(&shown, code, &why))?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(&shown, &text)),
            Err(error) => Err(not_utf8(&shown, &error)),
        }
    }

    /// The path as shown to people.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the byte at `offset` is; the end of the text for any offset after it.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_of(offset);
        let column = self.text[self.lines[line]..offset].chars().count() + 1;
        Position { line: line + 1, column }
    }

    /// The part of `span` that one line can show: cut at the end of its first line, on character boundaries.
    #[must_use]
    pub fn first_line(&self, span: Span) -> Span {
        let start = self.text.floor_char_boundary(span.start);
        let line = self.line(self.line_of(start));
        let start = start.min(line.end);
        let end = self.text.ceil_char_boundary(span.end).clamp(start, line.end.max(start));
        Span { start, end }
    }

    /// The bytes of the lines from that of `first` to that of `last`, and the number of the first of them.
    pub(crate) fn lines_around(&self, first: usize, last: usize) -> (Range<usize>, usize) {
        let (first, last) = (self.line_of(first), self.line_of(last));
        (self.lines[first]..self.line(last).end, first + 1)
    }

    fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset) - 1
    }

    /// A line's bytes without its line break.
    fn line(&self, index: usize) -> Range<usize> {
        let start = self.lines[index];
        let end = self.lines.get(index + 1).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, (Code, String)> {
    let unreadable = |error: std::io::Error| (Code::FileUnreadable, format!("cannot read the file: {error}"));
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err((Code::FileTooLarge, format!("the file is larger than {} MiB", MAX_BYTES >> 20)));
    }
    Ok(bytes)
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostics {
    let at = error.utf8_error().valid_up_to();
    let byte = error.as_bytes()[at];
    let text = String::from_utf8_lossy(error.as_bytes());
    let mut log = Log::default();
    let span = Span { start: at, end: at + char::REPLACEMENT_CHARACTER.len_utf8() };
    log.report(Code::NotUtf8, span, format!("the byte 0x{byte:02X} at offset {at} is not UTF-8"))
        .help("save the file as UTF-8");
    log.into_diagnostics(Source::new(path, &text))
}
