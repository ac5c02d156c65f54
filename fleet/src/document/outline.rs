//! Where title, fields and sections lie in a document's text.

use std::ops::Range;

use super::line::{Line, heading, is_rule, lines};

/// Byte ranges into the text that it was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// After a byte order mark and front matter.
    pub(super) start: usize,
    pub(super) title: Option<Range<usize>>,
    /// After the title's line, or `start`.
    pub(super) head: usize,
    pub(super) fields: Vec<Field>,
    sections: Vec<Section>,
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) lines: Range<usize>,
    /// Right after the name and its colon.
    pub(super) mark: usize,
    pub(super) value: Range<usize>,
    style: Style,
}

/// How a field is written: `**Name:** value`, `- **Name**: value`, `Name: value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) bullet: bool,
    pub(super) bold: bool,
    pub(super) colon_inside: bool,
}

const PLAIN_STYLE: Style = Style { bullet: false, bold: true, colon_inside: true };

#[derive(Clone, Debug)]
pub(super) struct Section {
    name: String,
    level: usize,
    pub(super) heading: Range<usize>,
    /// From the heading to the next one of the same or a higher rank.
    pub(super) body: Range<usize>,
    /// The body without the blank lines around it.
    pub(super) content: Range<usize>,
}

/// Where something is to be added, and whether blank lines set it apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) apart: bool,
}

impl Outline {
    pub(super) fn of(text: &str) -> Self {
        let start = start(text);
        let lines = lines(text, start);
        let title = title_line(&lines);
        let head_lines = &lines[title.map_or(0, |at| at + 1)..];
        Self {
            start,
            title: title.map(|at| title_range(&lines[at])),
            head: title.map_or(start, |at| lines[at].end),
            fields: fields(text, head(head_lines)),
            sections: sections(text, &lines),
        }
    }

    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == plain_name(name))
    }

    pub(super) fn section(&self, name: &str) -> Option<&Section> {
        let name = plain_name(name);
        self.sections.iter().find(|section| section.level > 1 && section.name == name)
    }

    /// After the last field that comes earlier in the order, else before the first that comes later, else below the
    /// title.
    pub(super) fn place_of_field(&self, name: &str, order: &[&str]) -> (Place, Style) {
        let (earlier, later) = around(name, order);
        if let Some(field) = earlier.iter().rev().find_map(|name| self.field(name)) {
            return (Place { at: field.lines.end, apart: false }, field.style);
        }
        if let Some(field) = later.iter().find_map(|name| self.field(name)) {
            return (Place { at: field.lines.start, apart: false }, field.style);
        }
        (Place { at: self.head, apart: true }, PLAIN_STYLE)
    }

    /// As for fields; without any known section at the end of the text. With the neighbour's rank: a heading of a
    /// higher one would take the sections below it for its own.
    pub(super) fn place_of_section(&self, name: &str, order: &[&str], end: usize) -> (Place, Option<usize>) {
        let (earlier, later) = around(name, order);
        let known = |name: &&str| self.section(name);
        let after = earlier.iter().rev().find_map(known).map(|section| (section.body.end, section.level));
        let before = || later.iter().find_map(known).map(|section| (section.heading.start, section.level));
        let neighbour = after.or_else(before);
        let at = neighbour.map_or(end, |(at, _)| at);
        (Place { at, apart: true }, neighbour.map(|(_, level)| level))
    }
}

fn around<'a>(name: &str, order: &'a [&'a str]) -> (&'a [&'a str], &'a [&'a str]) {
    match order.iter().position(|known| known.eq_ignore_ascii_case(name)) {
        Some(at) => (&order[..at], &order[at + 1..]),
        None => (order, &[]),
    }
}

/// Letter case, a leading number and a trailing colon say nothing.
pub(super) fn plain_name(name: &str) -> String {
    let name = name.trim();
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let name = match name[digits..].strip_prefix(['.', ')']) {
        Some(rest) if digits > 0 => rest,
        _ => name,
    };
    name.trim().trim_end_matches(':').trim_matches(['*', '_']).trim_end_matches(':').trim().to_lowercase()
}

/// After a byte order mark and front matter, which are no part of the Markdown.
fn start(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[mark..].split_inclusive('\n');
    let is_fence = |line: &&str| line.trim_end() == "---";
    let Some(open) = lines.next().filter(is_fence) else { return mark };
    let mut length = open.len();
    for line in lines {
        length += line.len();
        if is_fence(&line) {
            return mark + length;
        }
    }
    mark
}

fn level(line: &Line<'_>) -> Option<usize> {
    if line.fenced { None } else { heading(line.text).map(|(level, _)| level) }
}

/// Of the first level; or the very first line at any level, if it is numbered: `### **Entry 050: …**`.
fn title_line(lines: &[Line<'_>]) -> Option<usize> {
    let first_level = lines.iter().position(|line| level(line) == Some(1));
    first_level.filter(|at| !section_before(&lines[..*at])).or_else(|| {
        let first = lines.iter().position(|line| !line.text.trim().is_empty())?;
        let (_, text) = level(&lines[first]).and_then(|_| heading(lines[first].text))?;
        let (label, _) = text.split_once(':')?;
        label.contains(|c: char| c.is_ascii_digit()).then_some(first)
    })
}

/// A title comes before all sections; a later heading of the first level is a section's.
fn section_before(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|line| level(line).is_some())
}

fn title_range(line: &Line<'_>) -> Range<usize> {
    let text = heading(line.text).map_or("", |(_, text)| unbold(text));
    let start =
        if text.is_empty() { line.start + line.text.len() } else { line.start + offset(line.text, text) };
    start..start + text.len()
}

fn unbold(text: &str) -> &str {
    let inner = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    inner.filter(|inner| !inner.contains("**")).unwrap_or(text)
}

/// Where a part lies in the text that it is a part of.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// The lines that may hold fields: up to the first section that is not called "Metadata", or a rule after a field.
fn head<'a, 'b>(lines: &'b [Line<'a>]) -> &'b [Line<'a>] {
    let mut seen = false;
    let end = lines.iter().position(|line| {
        seen |= !line.fenced && field_name(line.text).is_some();
        let section =
            !line.fenced && heading(line.text).is_some_and(|(_, name)| plain_name(name) != "metadata");
        section || (seen && !line.fenced && is_rule(line.text))
    });
    &lines[..end.unwrap_or(lines.len())]
}

fn fields(text: &str, lines: &[Line<'_>]) -> Vec<Field> {
    let mut fields = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.fenced) {
        let Some((name, after, style)) = field_name(line.text) else { continue };
        let mark = line.start + offset(line.text, after);
        let more = if after.trim().is_empty() { continuation(&lines[at + 1..]) } else { 0 };
        let last = &lines[at + more];
        let value = value(text, mark..last.start + last.text.len());
        fields.push(Field { name: plain_name(name), lines: line.start..last.end, mark, value, style });
    }
    fields
}

/// Without the blank space around it; an empty value stands right after the mark.
fn value(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text[range.clone()].trim();
    if part.is_empty() {
        return range.start..range.start;
    }
    let start = range.start + offset(&text[range], part);
    start..start + part.len()
}

/// How many lines belong to a field whose own line has no value, such as a list of links below it.
fn continuation(lines: &[Line<'_>]) -> usize {
    let ends = |line: &Line<'_>| {
        line.text.trim().is_empty()
            || line.fenced
            || is_rule(line.text)
            || heading(line.text).is_some()
            || field_name(line.text).is_some()
    };
    lines.iter().position(ends).unwrap_or(lines.len())
}

/// The name of a field, what follows its colon, and how it is written.
fn field_name(line: &str) -> Option<(&str, &str, Style)> {
    let start = line.trim_start();
    let unbulleted =
        start.strip_prefix("- ").or_else(|| start.strip_prefix("* ")).or_else(|| start.strip_prefix("+ "));
    let rest = unbulleted.unwrap_or(start).trim_start();
    match (rest.strip_prefix("**"), unbulleted) {
        (Some(bold), _) => bold_name(bold, unbulleted.is_some()),
        (None, None) => plain_field(rest),
        (None, Some(_)) => None,
    }
}

fn bold_name(text: &str, bullet: bool) -> Option<(&str, &str, Style)> {
    let (name, after) = text.split_once("**")?;
    let (name, after, colon_inside) = match name.strip_suffix(':') {
        Some(name) => (name, after, true),
        None => (name, after.strip_prefix(':')?, false),
    };
    let fits = name.starts_with(char::is_alphabetic) && name.len() <= 60 && !name.contains(['*', ':']);
    fits.then_some((name, after, Style { bullet, bold: true, colon_inside }))
}

/// `Name: value` with a short name of letters, at the very beginning of a line.
fn plain_field(text: &str) -> Option<(&str, &str, Style)> {
    let (name, after) = text.split_once(':')?;
    let letters = name.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    let fits = name.starts_with(|c: char| c.is_ascii_uppercase()) && letters && name.len() <= 30;
    let apart = after.is_empty() || after.starts_with([' ', '\t']);
    (fits && apart).then_some((name, after, Style { bullet: false, bold: false, colon_inside: true }))
}

fn sections(text: &str, lines: &[Line<'_>]) -> Vec<Section> {
    let headings: Vec<_> = lines.iter().filter_map(|line| Some((line, level(line)?))).collect();
    let end_of = |at: usize, rank: usize| {
        headings[at + 1..].iter().find(|(_, level)| *level <= rank).map_or(text.len(), |(line, _)| line.start)
    };
    let section = |(at, (line, rank)): (usize, &(&Line<'_>, usize))| {
        let body = line.end..end_of(at, *rank);
        let name = heading(line.text).map_or("", |(_, name)| name);
        Section {
            name: plain_name(name),
            level: *rank,
            heading: line.start..line.end,
            content: trimmed(text, body.clone()),
            body,
        }
    };
    headings.iter().enumerate().map(section).collect()
}

/// Without blank lines before and blank space after; the indentation of the first line stays.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text[range.clone()].trim_end();
    let skipped: usize =
        part.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    range.start + skipped..range.start + part.len()
}
