//! What an entry is, and how it is read from a document.

use serde::Serialize;

use crate::date;
use crate::document::Document;
use crate::record::words::words;
use crate::record::{Record, filled_field, title_from_name};
use crate::store::Entry;

/// What the first heading begins with, before the number; it is no title.
pub(super) const HEADING: &str = "Living Chronicle";
/// The label of a heading that is a title, as in older entries: `Entry 050: …`.
pub(super) const LABEL: &str = "Entry";
pub(super) const FIELDS: [&str; 5] = ["Title", "Date", "Author", "Status", "Classification"];

/// Days in which an entry may be changed without an approval.
const FRESH: i64 = 7;

words! {
    /// How settled an entry is.
    Status { Draft = "draft", Published = "published", Canonical = "canonical", Deprecated = "deprecated" }
}

words! {
    /// Who may read an entry.
    Classification { Public = "public", Internal = "internal", Confidential = "confidential" }
}

/// The facts of an entry's head.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Event {
    pub(super) number: u32,
    pub(super) title: String,
    /// As it is written; others write dates in many ways.
    pub(super) date: Option<String>,
    pub(super) author: Option<String>,
    /// `None` where the head does not say it in known words.
    pub(super) status: Option<Status>,
    pub(super) classification: Option<Classification>,
    pub(super) path: String,
}

/// An entry with its text.
#[derive(Debug, Serialize)]
pub(super) struct WholeEvent<'a> {
    #[serde(flatten)]
    event: &'a Event,
    content: &'a str,
}

impl Record for Event {
    const NOUNS: (&'static str, &'static str) = ("entry", "entries");

    fn read(entry: &Entry, document: &Document) -> Self {
        let title = filled_field(document, "Title").or_else(|| heading_title(document).map(str::to_owned));
        Self {
            number: entry.number,
            title: title.unwrap_or_else(|| title_from_name(entry)),
            date: filled_field(document, "Date"),
            author: filled_field(document, "Author"),
            status: document.field("Status").and_then(Status::read),
            classification: document.field("Classification").and_then(Classification::read),
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

impl Event {
    pub(super) fn in_full<'a>(&'a self, document: &'a Document) -> WholeEvent<'a> {
        WholeEvent { event: self, content: document.body(&FIELDS) }
    }

    /// Why a change needs an approval on that day, counted from 1970-01-01; `None` if it needs none.
    pub(super) fn settled(&self, today: i64) -> Option<String> {
        let date = self.date.as_deref().unwrap_or_default();
        match date::days_in(date) {
            None => Some(format!(
                "has no date of the form YYYY-MM-DD ({date:?}), and so counts as older than {FRESH} days"
            )),
            Some(written) if today - written > FRESH => {
                Some(format!("is of {date}, and so older than {FRESH} days"))
            }
            Some(_) => None,
        }
    }
}

/// A title in the first heading, which newer entries have in a field instead.
pub(super) fn heading_title(document: &Document) -> Option<&str> {
    document.title(LABEL).filter(|title| !title.starts_with(HEADING))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(text: &str) -> Event {
        let entry = Entry { number: 50, variant: false, path: "00_CHRONICLE/ENTRIES/050_x.md".to_owned() };
        Event::read(&entry, &Document::parse(text))
    }

    #[test]
    fn older_forms_are_understood() {
        let old = "### **Entry 050: Ground Control**\n**Date:** 2025-08-01 \n**Status:** Alliance | x  \n\n**1. A:**  \nText.\n";
        let found = event(old);
        assert_eq!((found.title.as_str(), found.date.as_deref()), ("Ground Control", Some("2025-08-01")));
        assert_eq!(found.status, None);
        assert_eq!(Document::parse(old).body(&FIELDS), "**1. A:**  \nText.");
        let new =
            event("# Living Chronicle - Entry 50\n\n**Title:** A: b\n**Status:** CANONICAL\n\n## 1. Sum\n");
        assert_eq!((new.title.as_str(), new.status), ("A: b", Some(Status::Canonical)));
        assert_eq!(event("# Living Chronicle - Entry 50\n").title, "x");
    }

    #[test]
    fn an_entry_settles_after_seven_days() {
        let dated = |date: &str| event(&format!("**Date:** {date}\n"));
        assert_eq!(dated("1970-01-02").settled(1 + 7), None);
        assert_eq!(dated("1970-01-02").settled(0), None);
        let table = [
            ("1970-01-02", "is of 1970-01-02, and so older"),
            ("August 2", "has no date"),
            ("", "has no date"),
        ];
        for (date, reason) in table {
            assert!(dated(date).settled(1 + 8).unwrap().starts_with(reason), "{date}");
        }
    }
}
