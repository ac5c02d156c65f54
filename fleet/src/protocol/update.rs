//! `protocol_update`.
//!
//! A canonical protocol may be changed here: the gateway has asked a person before the call comes.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use super::model::{FIELDS, LABEL, LONGEST, Protocol, Status};
use super::number;
use crate::answer::{Answer, arguments, both, fail, one_line, present};
use crate::document::Document;
use crate::record::text::{body, reason, unpadded};
use crate::record::{Edited, change, edit};
use crate::store::Store;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtocolUpdate {
    number: i64,
    updates: Updates,
    reason: String,
}

/// An empty `linked_protocols` takes the line out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Updates {
    #[serde(deserialize_with = "present")]
    title: Option<String>,
    #[serde(deserialize_with = "present")]
    content: Option<String>,
    #[serde(deserialize_with = "present")]
    status: Option<Status>,
    #[serde(deserialize_with = "present")]
    classification: Option<String>,
    #[serde(deserialize_with = "present")]
    version: Option<String>,
    #[serde(deserialize_with = "present")]
    authority: Option<String>,
    #[serde(deserialize_with = "present")]
    linked_protocols: Option<String>,
}

pub(super) fn protocol_update(store: &Store, text: &str, context: &CallContext) -> Answer {
    let new: ProtocolUpdate = arguments(text)?;
    let number = number(new.number)?;
    reason(&new.reason)?;
    new.updates.check()?;
    let outcome = change(store, number, context, |document, _: &Protocol| {
        Ok(Edited { changed: new.updates.apply(document), folder: None })
    })?;
    both(outcome.line(""), &outcome)
}

impl Updates {
    /// The fields of the head, as they are named in the arguments and in the document.
    fn head(&self) -> [(&'static str, &'static str, Option<&str>); 5] {
        [
            ("status", FIELDS[0], self.status.map(Status::name)),
            ("classification", FIELDS[1], self.classification.as_deref()),
            ("version", FIELDS[2], self.version.as_deref()),
            ("authority", FIELDS[3], self.authority.as_deref()),
            ("linked_protocols", FIELDS[4], self.linked_protocols.as_deref()),
        ]
    }

    /// Refuses what could not be written, before anything is.
    fn check(&self) -> Result<(), ToolFailure> {
        if let Some(title) = &self.title {
            one_line("updates.title", title, 300)?;
        }
        if let Some(content) = &self.content {
            body("updates.content", content)?;
        }
        let head = self.head();
        if self.title.is_none() && self.content.is_none() && head.iter().all(|(.., value)| value.is_none()) {
            return fail(
                "updates: names no field; give at least one of title, content, status, classification, version, authority, linked_protocols",
            );
        }
        for ((name, field, value), longest) in head.into_iter().zip(LONGEST) {
            let Some(value) = value else { continue };
            if field != FIELDS[4] || !value.trim().is_empty() {
                one_line(&format!("updates.{name}"), value, longest)?;
            }
        }
        Ok(())
    }

    /// Gives the names of what is different now.
    fn apply(&self, document: &mut Document) -> Vec<&'static str> {
        let mut changed = Vec::new();
        if let Some(title) = &self.title {
            edit(document, &mut changed, "title", |document| document.set_title(LABEL, title.trim()));
        }
        for (name, field, value) in self.head() {
            let Some(value) = value.map(str::trim) else { continue };
            edit(document, &mut changed, name, |document| match value {
                "" => document.remove_field(field),
                value => document.set_field(field, value, &FIELDS),
            });
        }
        if let Some(content) = &self.content {
            edit(document, &mut changed, "content", |document| document.set_body(&FIELDS, unpadded(content)));
        }
        changed
    }
}
