//! Mistakes, collected and shown: each with a stable code, the place, and what would be right.

mod code;
mod render;

use std::path::PathBuf;

pub use self::code::Code;
pub use self::render::Colour;
use crate::source::{Position, Source, Span};

/// A place and what to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there; may be empty.
    pub text: String,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule was broken.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// Where it is wrong.
    pub primary: Label,
    /// The other places that have to do with it.
    pub others: Vec<Label>,
    /// What would be right, in one line.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Says what is at the mistake's place.
    pub(crate) fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.primary.text = text.into();
        self
    }

    /// Shows another place.
    pub(crate) fn also(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.others.push(Label { span, text: text.into() });
        self
    }

    /// Says what would be right.
    pub(crate) fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }
}

/// A text of the file as part of a message.
pub(crate) trait Shown {
    /// On one line, with escapes, and not too long.
    fn shown(&self) -> String;
}

impl Shown for str {
    fn shown(&self) -> String {
        let mut text: String = self.chars().take(MAX_SHOWN).flat_map(char::escape_debug).collect();
        if self.chars().nth(MAX_SHOWN).is_some() {
            text.push('…');
        }
        text
    }
}

const MAX_SHOWN: usize = 80;

/// The mistakes found so far.
#[derive(Debug, Default)]
pub(crate) struct Log {
    list: Vec<Diagnostic>,
}

impl Log {
    /// Adds a mistake; the rest of it is said on what this returns.
    pub(crate) fn report(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let primary = Label { span, text: String::new() };
        self.list.push(Diagnostic { code, message: message.into(), primary, others: Vec::new(), help: None });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Drops the mistakes for which `keep` says no.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Closes the list, in the order of the text.
    pub(crate) fn into_diagnostics(mut self, source: Source) -> Diagnostics {
        self.list.sort_by_key(|mistake| (mistake.primary.span, mistake.code));
        self.list.dedup();
        Diagnostics { source, list: self.list, files: Vec::new() }
    }
}

/// Every mistake of one file, in the order of its text; never empty. `Display` is the plain report.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    source: Source,
    list: Vec<Diagnostic>,
    files: Vec<PathBuf>,
}

impl Diagnostics {
    /// A mistake of a file as a whole.
    pub(crate) fn of_file(path: &str, code: Code, why: &str) -> Self {
        let mut log = Log::default();
        log.report(code, Span::default(), why);
        log.into_diagnostics(Source::new(path, ""))
    }

    /// Remembers which files were read.
    pub(crate) fn with_files(mut self, files: Vec<PathBuf>) -> Self {
        self.files = files;
        self
    }

    /// The mistakes.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// The file in which they are.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Every file that was read before they were found: a build script watches these too.
    #[must_use]
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Where a mistake is.
    #[must_use]
    pub fn position(&self, mistake: &Diagnostic) -> Position {
        self.place(mistake.primary.span)
    }

    fn place(&self, span: Span) -> Position {
        self.source.position(self.source.first_line(span).start)
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::error::Error for Diagnostics {}
