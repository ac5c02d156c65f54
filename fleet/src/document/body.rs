//! What stands below a document's head, where it is not divided into known sections.

use std::ops::Range;

use super::line::{heading, is_rule, lines};
use super::outline::{Outline, plain_name, trimmed};
use super::{Document, end_of_line};

impl Document {
    /// What stands below the head, without the blank lines around it. `fields` are the names of the head's fields.
    pub(crate) fn body(&self, fields: &[&str]) -> &str {
        &self.text[self.body_range(fields).1]
    }

    /// Puts a new text below the head.
    pub(crate) fn set_body(&mut self, fields: &[&str], body: &str) {
        let (start, content) = self.body_range(fields);
        if content.is_empty() {
            let open = if start == 0 || self.text[..start].ends_with('\n') { "" } else { "\n" };
            self.splice(start..self.text.len(), &format!("{open}\n{body}\n"));
        } else {
            self.splice(content, body);
        }
    }

    /// Adds a paragraph at the very end, below a rule.
    pub(crate) fn append_below_rule(&mut self, paragraph: &str) {
        let end = end_of_line(&self.text, self.text.trim_end().len());
        self.splice(end..end, &format!("\n\n---\n\n{paragraph}"));
        if !self.text.ends_with('\n') {
            let end = self.text.len();
            self.splice(end..end, "\n");
        }
    }

    fn body_range(&self, fields: &[&str]) -> (usize, Range<usize>) {
        let start = self.outline.after_rule(&self.text).unwrap_or_else(|| self.outline.after_fields(fields));
        (start, trimmed(&self.text, start..self.text.len()))
    }
}

impl Outline {
    /// After the first rule, if nothing but fields and the heading "Metadata" stands before it.
    fn after_rule(&self, text: &str) -> Option<usize> {
        for line in lines(text, self.head) {
            if is_rule(line.text) {
                return Some(line.end);
            }
            let metadata = || heading(line.text).is_some_and(|(_, name)| plain_name(name) == "metadata");
            let field = || self.fields.iter().any(|field| field.lines.contains(&line.start));
            if !(line.text.trim().is_empty() || metadata() || field()) {
                return None;
            }
        }
        None
    }

    /// After the first known field and those that follow it without a gap; after the title where there is none.
    fn after_fields(&self, known: &[&str]) -> usize {
        let is_known = |name: &str| known.iter().any(|known| plain_name(known) == name);
        let mut fields = self.fields.iter().skip_while(|field| !is_known(&field.name));
        let Some(first) = fields.next() else { return self.head };
        fields
            .fold(first.lines.end, |end, field| if field.lines.start == end { field.lines.end } else { end })
    }
}
