//! From text to the file as written.

use toml::de::{DeTable, Error};

use super::tables::File;
use crate::diag::{Code, Log};
use crate::source::{Source, Span};

/// A parsed file and whether all of its text was understood.
pub(crate) struct Document {
    pub(crate) file: File,
    /// Lines with syntax errors, counting from 1; when there are any, tables or keys may have been lost.
    pub(crate) broken_lines: Vec<usize>,
}

/// Reads the text; what is wrong with it goes to `log`.
pub(crate) fn parse(source: &Source, log: &mut Log) -> Document {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    for error in last_of_each_place(source, &errors) {
        report(source, error, log);
    }
    let broken_lines = errors.iter().map(|error| source.position(span_of(error).start).line).collect();
    Document { file: File::read(table.into_inner(), log), broken_lines }
}

/// The parser says several things of one place; the last is the most to the point.
fn last_of_each_place<'a>(source: &Source, errors: &'a [Error]) -> impl Iterator<Item = &'a Error> {
    let start = |error: &Error| source.first_line(span_of(error)).start;
    let later =
        move |at: usize, error: &Error| errors[at + 1..].iter().any(|other| start(other) == start(error));
    errors.iter().enumerate().filter(move |(at, error)| !later(*at, error)).map(|(_, error)| error)
}

fn report(source: &Source, error: &Error, log: &mut Log) {
    let span = span_of(error);
    let mistake = log.report(Code::Syntax, span, error.message().replace('\n', ", "));
    if error.message().starts_with("string values must be quoted") {
        mistake
            .help("write text in quotes, such as \"10/min\"; only numbers, `true` and `false` stand without");
    }
    if error.span().is_none() {
        mistake.help("the parser does not say where: look for a key of very many parts, such as `a.b.c.…`");
    }
    if error.message() == "duplicate key" {
        mistake.label("again here").help("remove or rename one of the two");
        if let Some(first) = first_of(source.text(), span) {
            mistake.also(first, "first here");
        }
    }
}

fn span_of(error: &Error) -> Span {
    error.span().unwrap_or_default().into()
}

/// The earlier line with the same header, or the earlier line of the same table with the same key.
///
/// Invariant: only for a label; a text in a multi-line string that looks like a key makes the label wrong, nothing else.
fn first_of(text: &str, again: Span) -> Option<Span> {
    let start = text[..again.start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    let wanted = name_of(line)?;
    let mut end = start;
    for earlier in text[..start].lines().rev() {
        let at = text[..end].trim_end_matches(['\n', '\r']).len().checked_sub(earlier.len())?;
        end = at;
        let same = name_of(earlier).is_some_and(|name| name == wanted);
        if same {
            return Some(Span { start: at, end: at + earlier.trim_end().len() });
        }
        if !wanted.starts_with('[') && earlier.trim_start().starts_with('[') {
            return None;
        }
    }
    None
}

/// What a line names: its header in brackets, or the key before `=`.
fn name_of(line: &str) -> Option<&str> {
    let line = line.trim();
    if line.starts_with('[') {
        return line.rfind(']').map(|end| &line[..=end]);
    }
    line.split_once('=').map(|(key, _)| key.trim())
}
