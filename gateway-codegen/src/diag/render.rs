//! How mistakes are shown: as a report with the lines of the file, one to a line, and as JSON.

use std::fmt;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Diagnostics, Label};
use crate::source::Span;

/// Whether a report has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Plain,
    /// With ANSI escapes.
    Ansi,
}

impl Diagnostics {
    /// The report: each mistake with its line and a caret, then how many there are.
    #[must_use]
    pub fn render(&self, colour: Colour) -> String {
        let renderer = match colour {
            Colour::Plain => Renderer::plain(),
            Colour::Ansi => Renderer::styled(),
        };
        let mistakes = self.iter().map(|mistake| renderer.render(&[self.group(mistake)]) + "\n\n");
        format!("{}{}\n", mistakes.collect::<String>(), self.summary())
    }

    /// One mistake a line: `PATH:LINE:COLUMN: error[CODE]: MESSAGE; help: HELP`.
    #[must_use]
    pub fn lines(&self) -> String {
        self.iter().map(|mistake| self.line(mistake)).collect()
    }

    /// The mistakes for programs.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mistakes: Vec<_> = self.iter().map(|mistake| self.object(mistake)).collect();
        json!({ "path": self.source.path(), "mistakes": mistakes })
    }

    fn summary(&self) -> String {
        let plural = if self.list.len() == 1 { "" } else { "s" };
        format!("{} mistake{plural} in {}; nothing was written", self.list.len(), self.source.path())
    }

    fn line(&self, mistake: &Diagnostic) -> String {
        let at = self.position(mistake);
        let help = mistake.help.as_ref().map(|help| format!("; help: {help}")).unwrap_or_default();
        let (path, code, message) = (self.source.path(), mistake.code, &mistake.message);
        format!("{path}:{}:{}: error[{code}]: {message}{help}\n", at.line, at.column)
    }

    fn object(&self, mistake: &Diagnostic) -> Value {
        let at = self.position(mistake);
        let others: Vec<_> = mistake.others.iter().map(|other| self.other(other)).collect();
        json!({
            "code": mistake.code.id(), "line": at.line, "column": at.column, "message": mistake.message,
            "label": mistake.primary.text, "help": mistake.help, "others": others,
        })
    }

    fn other(&self, label: &Label) -> Value {
        let at = self.place(label.span);
        json!({ "line": at.line, "column": at.column, "label": label.text })
    }

    fn group<'a>(&'a self, mistake: &'a Diagnostic) -> Group<'a> {
        let title = Level::ERROR.primary_title(&mistake.message).id(mistake.code.id());
        let group = if self.source.text().is_empty() {
            title.element(Origin::path(self.source.path()))
        } else {
            title.element(self.snippet(mistake))
        };
        group.elements(mistake.help.as_deref().map(|help| Level::HELP.message(help)))
    }

    /// Only the lines from the first to the last place are handed over, so that a report on a long file stays fast.
    fn snippet<'a>(&'a self, mistake: &'a Diagnostic) -> Snippet<'a, Annotation<'a>> {
        let spans: Vec<_> = labels(mistake).map(|label| self.source.first_line(label.span)).collect();
        let first = spans.iter().map(|span| span.start).min().unwrap_or_default();
        let last = spans.iter().map(|span| span.end).max().unwrap_or_default();
        let (bytes, number) = self.source.lines_around(first, last);
        let offset = bytes.start;
        let annotations = labels(mistake).zip(spans).enumerate().map(|(index, (label, span))| {
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            annotation(kind, span, offset, &label.text)
        });
        Snippet::source(&self.source.text()[bytes])
            .line_start(number)
            .path(self.source.path())
            .annotations(annotations.collect::<Vec<_>>())
    }
}

fn labels(mistake: &Diagnostic) -> impl Iterator<Item = &Label> {
    std::iter::once(&mistake.primary).chain(&mistake.others)
}

fn annotation(kind: AnnotationKind, span: Span, offset: usize, text: &str) -> Annotation<'_> {
    let annotation = kind.span(span.start - offset..span.end - offset);
    if text.is_empty() { annotation } else { annotation.label(text) }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Colour::Plain))
    }
}
