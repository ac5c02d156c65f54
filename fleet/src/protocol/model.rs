//! What a protocol is, and how it is read from a document.

use serde::Serialize;

use crate::document::Document;
use crate::record::words::words;
use crate::record::{Record, filled_field, title_from_name};
use crate::store::Entry;

pub(super) const LABEL: &str = "Protocol";
pub(super) const FIELDS: [&str; 5] = ["Status", "Classification", "Version", "Authority", "Linked Protocols"];
/// The longest value of each field.
pub(super) const LONGEST: [usize; 5] = [20, 200, 50, 300, 1_000];

words! {
    /// How settled a protocol is.
    Status { Proposed = "PROPOSED", Canonical = "CANONICAL", Deprecated = "DEPRECATED" }
}

/// The facts of a protocol's head.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Protocol {
    pub(super) number: u32,
    pub(super) title: String,
    /// `None` where the head does not say it in known words.
    pub(super) status: Option<Status>,
    pub(super) classification: Option<String>,
    pub(super) version: Option<String>,
    pub(super) authority: Option<String>,
    pub(super) linked_protocols: Option<String>,
    pub(super) path: String,
}

/// A protocol with its text.
#[derive(Debug, Serialize)]
pub(super) struct WholeProtocol<'a> {
    #[serde(flatten)]
    protocol: &'a Protocol,
    content: &'a str,
}

impl Record for Protocol {
    const NOUNS: (&'static str, &'static str) = ("protocol", "protocols");

    fn read(entry: &Entry, document: &Document) -> Self {
        Self {
            number: entry.number,
            title: document.title(LABEL).map_or_else(|| title_from_name(entry), str::to_owned),
            status: document.field(FIELDS[0]).and_then(Status::read),
            classification: filled_field(document, FIELDS[1]),
            version: filled_field(document, FIELDS[2]),
            authority: filled_field(document, FIELDS[3]),
            linked_protocols: filled_field(document, FIELDS[4]),
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
        let version =
            self.version.as_ref().map_or("no version".to_owned(), |version| format!("version {version}"));
        format!("#{:02} {} [{status}, {version}] {}", self.number, self.title, self.path)
    }
}

impl Protocol {
    pub(super) fn in_full<'a>(&'a self, document: &'a Document) -> WholeProtocol<'a> {
        WholeProtocol { protocol: self, content: document.body(&FIELDS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_are_understood() {
        let table = [
            (
                "# Protocol 101 v2.0: The Doctrine\n\n**Status:** CANONICAL\n**Version:** 2.0 (Hardened)\n\n---\n### Log\n---\nx\n",
                ("The Doctrine", Some(Status::Canonical), Some("2.0 (Hardened)"), "### Log\n---\nx"),
            ),
            (
                "# The Nomad Protocol: First Step\n\n**Objective:** To go.\n\n### Parts\n",
                ("The Nomad Protocol: First Step", None, None, "**Objective:** To go.\n\n### Parts"),
            ),
            (
                "# P\n**Status:** Canonical | **Class:** T\n**Origin:** x\n\n**Summary:** y\n\ntext\n",
                ("P", Some(Status::Canonical), None, "**Summary:** y\n\ntext"),
            ),
            ("", ("Old Ways", None, None, "")),
        ];
        for (text, (title, status, version, body)) in table {
            let entry = Entry { number: 4, variant: false, path: "01_PROTOCOLS/04_Old_Ways.md".to_owned() };
            let document = Document::parse(text);
            let protocol = Protocol::read(&entry, &document);
            assert_eq!((protocol.title.as_str(), protocol.status), (title, status), "{text}");
            assert_eq!((protocol.version.as_deref(), document.body(&FIELDS)), (version, body), "{text}");
        }
    }
}
