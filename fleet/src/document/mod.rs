//! A Markdown document with a head of named fields and with sections.
//!
//! The document is its text. An edit replaces the bytes of one value and leaves every other byte as it was, so that a
//! document made by others keeps its order, its spacing and its line ends.

mod body;
mod line;
mod outline;

pub(crate) use line::{fence_stays_open, heading, is_rule, lines, unfenced_heading};
use outline::{Outline, Place, Style};

/// A parsed document.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    text: String,
    newline: &'static str,
    outline: Outline,
}

/// Where the line that `at` stands in ends, its blanks included: cut before them, `#` and a blank would be a heading.
fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text[at..].split('\n').next().unwrap_or_default();
    at + rest.strip_suffix('\r').unwrap_or(rest).len()
}

impl Document {
    /// Every text is a document, if perhaps one without title, fields or sections.
    pub(crate) fn parse(text: impl Into<String>) -> Self {
        let text = text.into();
        let first_line = text.split_inclusive('\n').next().unwrap_or_default();
        let newline = if first_line.ends_with("\r\n") { "\r\n" } else { "\n" };
        let outline = Outline::of(&text);
        Self { text, newline, outline }
    }

    /// The document as it is to be written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The title without a leading label such as `TASK:` or `Task 021C:`.
    pub(crate) fn title(&self, label: &str) -> Option<&str> {
        let title = &self.text[self.outline.title.clone()?];
        Some(title[label_length(title, label)..].trim()).filter(|title| !title.is_empty())
    }

    /// A field of the head; letter case of the name does not matter.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let field = self.outline.field(name)?;
        Some(&self.text[field.value.clone()])
    }

    /// What stands in a section, without the blank lines around it. Letter case and a leading number do not matter.
    pub(crate) fn section(&self, name: &str) -> Option<&str> {
        let section = self.outline.section(name)?;
        Some(&self.text[section.content.clone()])
    }

    /// The list items of a section, in order, without their marks. Continuation lines belong to their item.
    pub(crate) fn items(&self, name: &str) -> Vec<String> {
        self.section(name).map(line::items).unwrap_or_default()
    }

    /// Changes the title and leaves its label.
    pub(crate) fn set_title(&mut self, label: &str, title: &str) {
        match self.outline.title.clone() {
            Some(at) => {
                let start = at.start + label_length(&self.text[at.clone()], label);
                let space = if start > at.start && !self.text[..start].ends_with(' ') { " " } else { "" };
                self.splice(start..at.end, &format!("{space}{title}"));
            }
            None => {
                let start = self.outline.start;
                self.splice(start..start, &format!("# {label}: {title}\n\n"));
            }
        }
    }

    /// Changes a field, or adds it where its place is in `order`, a list of all field names.
    pub(crate) fn set_field(&mut self, name: &str, value: &str, order: &[&str]) {
        if let Some(field) = self.outline.field(name) {
            let (mark, at) = (field.mark, field.value.clone());
            if self.text[at.clone()] == *value {
                return;
            }
            // A value below its name moves up to it; spaces before a value on the same line stay as they are.
            let spaced =
                self.text[mark..at.start].contains([' ', '\t']) && !self.text[mark..at.start].contains('\n');
            let start = if spaced { at.start } else { mark };
            self.splice(start..at.end, &if spaced { value.to_owned() } else { format!(" {value}") });
        } else {
            let (place, style) = self.outline.place_of_field(name, order);
            self.insert(place, &style.line(name, value));
        }
    }

    /// Changes what stands in a section, or adds the section under `heading` where its place is in `order`, a list of
    /// all section names.
    pub(crate) fn set_section(&mut self, name: &str, heading: &str, content: &str, order: &[&str]) {
        match self.outline.section(name) {
            Some(section) if section.content.is_empty() => {
                let at = section.heading.end..section.body.end;
                let last = at.end == self.text.len();
                let open = if self.text[..at.start].ends_with('\n') { "" } else { "\n" };
                self.splice(at, &format!("{open}\n{content}\n{}", if last { "" } else { "\n" }));
            }
            Some(section) => self.splice(section.content.clone(), content),
            None => {
                let (place, level) = self.outline.place_of_section(name, order, self.text.len());
                let heading = level.map_or_else(|| heading.to_owned(), |level| ranked(heading, level));
                self.insert(place, &format!("{heading}\n\n{content}\n"));
            }
        }
    }

    /// Adds a paragraph at the end of a section, or the section with it.
    pub(crate) fn append(&mut self, name: &str, heading: &str, paragraph: &str, order: &[&str]) {
        match self.outline.section(name) {
            Some(section) if !section.content.is_empty() => {
                let end = end_of_line(&self.text, section.content.end);
                self.splice(end..end, &format!("\n\n{paragraph}"));
            }
            _ => self.set_section(name, heading, paragraph, order),
        }
    }

    /// Takes a field out, lines and all.
    pub(crate) fn remove_field(&mut self, name: &str) {
        if let Some(field) = self.outline.field(name) {
            self.splice(field.lines.clone(), "");
        }
    }

    /// Takes a section out, heading and all.
    pub(crate) fn remove_section(&mut self, name: &str) {
        if let Some(section) = self.outline.section(name) {
            self.splice(section.heading.start..section.body.end, "");
        }
    }

    /// Adds lines at a place, apart from its neighbours as the place demands.
    fn insert(&mut self, place: Place, lines: &str) {
        let before = &self.text[..place.at];
        let open = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
        let blank_before = place.apart && !before.is_empty() && !ends_blank(before);
        let blank_after = place.apart && place.at < self.text.len() && !starts_blank(&self.text[place.at..]);
        let lines = format!(
            "{open}{}{lines}{}",
            if blank_before { "\n" } else { "" },
            if blank_after { "\n" } else { "" }
        );
        self.splice(place.at..place.at, &lines);
    }

    fn splice(&mut self, at: std::ops::Range<usize>, new: &str) {
        if self.text[at.clone()] == *new {
            return;
        }
        let new = new.replace("\r\n", "\n").replace('\n', self.newline);
        self.text.replace_range(at, &new);
        self.outline = Outline::of(&self.text);
    }
}

/// A heading at another rank.
fn ranked(heading: &str, level: usize) -> String {
    format!("{} {}", "#".repeat(level), heading.trim_start_matches('#').trim_start())
}

fn ends_blank(text: &str) -> bool {
    text.ends_with("\n\n") || text.ends_with("\n\r\n")
}

fn starts_blank(text: &str) -> bool {
    text.starts_with('\n') || text.starts_with("\r\n")
}

/// How much of a title is a label: the word itself, perhaps a number and a version, and a colon.
fn label_length(title: &str, label: &str) -> usize {
    let Some((before, _)) = title.split_once(':') else { return 0 };
    let mut words = before.split([' ', '\t', '-']).filter(|word| !word.is_empty());
    let labelled = words.next().is_some_and(|word| word.eq_ignore_ascii_case(label));
    if !labelled || !words.all(|word| word.contains(|c: char| c.is_ascii_digit())) {
        return 0;
    }
    let rest = &title[before.len() + 1..];
    title.len() - rest.trim_start().len()
}

impl Style {
    fn line(self, name: &str, value: &str) -> String {
        let value = if value.is_empty() { String::new() } else { format!(" {value}") };
        match self {
            Style { bold: false, .. } => format!("{name}:{value}\n"),
            Style { bullet, colon_inside: true, .. } => format!("{}**{name}:**{value}\n", dash(bullet)),
            Style { bullet, .. } => format!("{}**{name}**:{value}\n", dash(bullet)),
        }
    }
}

fn dash(bullet: bool) -> &'static str {
    if bullet { "- " } else { "" }
}

#[cfg(test)]
mod tests;
