//! What a decision record is, and how it is read from a document.

use serde::Serialize;

use crate::document::{Document, is_rule};
use crate::record::words::words;
use crate::record::{Record, filled_field, title_from_name};
use crate::store::Entry;

pub(super) const LABEL: &str = "ADR";
pub(super) const FIELDS: [&str; 4] = ["Status", "Date", "Author", "Supersedes"];
pub(super) const HEADINGS: [&str; 3] = ["## Context", "## Decision", "## Consequences"];

/// What a note about a change of status begins with.
pub(super) const NOTE: &str = "**Status Update (";

words! {
    /// Where a record stands in its life cycle.
    Status {
        Proposed = "proposed",
        Accepted = "accepted",
        Deprecated = "deprecated",
        Superseded = "superseded",
    }
}

impl Status {
    /// What may come after it.
    pub(super) fn next(self) -> &'static [Self] {
        match self {
            Self::Proposed => &[Self::Accepted, Self::Deprecated],
            Self::Accepted => &[Self::Deprecated, Self::Superseded],
            Self::Deprecated | Self::Superseded => &[],
        }
    }
}

/// The facts of a record's head.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Decision {
    pub(super) number: u32,
    pub(super) title: String,
    /// `None` where the head does not say it in known words.
    pub(super) status: Option<Status>,
    pub(super) date: Option<String>,
    pub(super) author: Option<String>,
    /// Number of the record that this one replaces.
    pub(super) supersedes: Option<u32>,
    pub(super) path: String,
}

/// A record with what stands below its head.
#[derive(Debug, Serialize)]
pub(super) struct WholeDecision<'a> {
    #[serde(flatten)]
    decision: &'a Decision,
    context: Option<&'a str>,
    #[serde(rename = "decision")]
    decided: Option<&'a str>,
    consequences: Option<&'a str>,
    content: &'a str,
}

impl Record for Decision {
    const NOUNS: (&'static str, &'static str) = ("decision", "decisions");

    fn read(entry: &Entry, document: &Document) -> Self {
        Self {
            number: entry.number,
            title: document.title(LABEL).map_or_else(|| title_from_name(entry), str::to_owned),
            status: written_status(document).and_then(Status::read),
            date: filled_field(document, "Date"),
            author: filled_field(document, "Author").or_else(|| filled_field(document, "Deciders")),
            supersedes: document.field("Supersedes").and_then(first_number),
            path: entry.path.clone(),
        }
    }

    fn number(&self) -> u32 {
        self.number
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn line(&self) -> String {
        let status = self.status.map_or("unknown status", Status::name);
        let date = self.date.as_deref().unwrap_or("no date");
        format!("#{:03} {} [{status}, {date}] {}", self.number, self.title, self.path)
    }
}

impl Decision {
    pub(super) fn in_full<'a>(&'a self, document: &'a Document) -> WholeDecision<'a> {
        WholeDecision {
            decision: self,
            context: document.section("Context"),
            decided: document.section("Decision"),
            consequences: document.section("Consequences").map(without_notes),
            content: document.text(),
        }
    }
}

/// In the head, or in a section of its own, as others write it.
pub(super) fn written_status(document: &Document) -> Option<&str> {
    document.field("Status").or_else(|| document.section("Status")).filter(|status| !status.is_empty())
}

fn first_number(text: &str) -> Option<u32> {
    text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?.parse().ok()
}

/// The last section, without the notes on changes of status that follow it below a rule.
fn without_notes(section: &str) -> &str {
    let Some(note) = section.find(&format!("\n{NOTE}")) else { return section };
    let before = section[..note].trim_end();
    let rule = before.rfind('\n').map_or(0, |at| at + 1);
    if is_rule(&before[rule..]) { before[..rule].trim_end() } else { before }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_are_understood() {
        let table = [
            ("# ADR 001: A\n\n- **Status:** Accepted\n- **Date:** 2024-05-18\n", Some(Status::Accepted)),
            ("# ADR-001: A\n\n## Status\nProposed (2026-01-13)\n\n## Context\nx\n", Some(Status::Proposed)),
            ("# A\nStatus: ✅ SUPERSEDED by ADR 5\n", Some(Status::Superseded)),
            ("# A\n**Status:** Live\n", None),
            ("# A\n", None),
        ];
        for (text, status) in table {
            let entry = Entry { number: 1, variant: false, path: "ADRs/001_x.md".to_owned() };
            let decision = Decision::read(&entry, &Document::parse(text));
            assert_eq!((decision.status, decision.title.as_str()), (status, "A"), "{text}");
        }
    }

    #[test]
    fn notes_are_no_part_of_the_consequences() {
        let table = [
            ("Fast.", "Fast."),
            (
                "Fast.\n\n---\n\n**Status Update (2025-01-01):** x\n\n---\n\n**Status Update (2025-01-02):** y",
                "Fast.",
            ),
            ("Fast.\n**Status Update (2025-01-01):** x", "Fast."),
        ];
        for (section, consequences) in table {
            assert_eq!(without_notes(section), consequences);
        }
    }
}
