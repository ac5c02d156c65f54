//! `chronicle_update_entry`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use super::model::{Classification, Event, FIELDS, LABEL, Status, heading_title};
use super::number;
use crate::answer::{Answer, arguments, both, fail, one_line, present};
use crate::date::days_today;
use crate::document::Document;
use crate::record::text::{body, reason, unpadded};
use crate::record::{Edited, change, edit};
use crate::store::Store;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UpdateEntry {
    entry_number: i64,
    updates: Updates,
    reason: String,
    #[serde(default)]
    override_approval_id: Option<String>,
}

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
    classification: Option<Classification>,
}

pub(super) fn chronicle_update_entry(store: &Store, text: &str, context: &CallContext) -> Answer {
    let new: UpdateEntry = arguments(text)?;
    let number = number(new.entry_number)?;
    reason(&new.reason)?;
    new.updates.check()?;
    let outcome = change(store, number, context, |document, current: &Event| {
        approved(current, new.override_approval_id.as_deref())?;
        Ok(Edited { changed: new.updates.apply(document), folder: None })
    })?;
    both(outcome.line(""), &outcome)
}

/// An entry that has settled changes only with an approval.
fn approved(current: &Event, approval: Option<&str>) -> Result<(), ToolFailure> {
    let approval = approval.unwrap_or_default().trim();
    if approval.chars().count() > 200 {
        return fail("override_approval_id: may have at most 200 characters");
    }
    match current.settled(days_today()).filter(|_| approval.is_empty()) {
        None => Ok(()),
        Some(why) => fail(format!(
            "entry #{:03} {why}: give override_approval_id, the id of a person's approval, or write another entry with \
             chronicle_create_entry",
            current.number
        )),
    }
}

impl Updates {
    /// Refuses what could not be written, before anything is.
    fn check(&self) -> Result<(), ToolFailure> {
        if let Some(title) = &self.title {
            one_line("updates.title", title, 300)?;
        }
        if let Some(content) = &self.content {
            body("updates.content", content)?;
        }
        let fields = [self.title.is_some(), self.content.is_some()];
        if !fields.contains(&true) && self.status.is_none() && self.classification.is_none() {
            return fail(
                "updates: names no field; give at least one of title, content, status, classification",
            );
        }
        Ok(())
    }

    /// Gives the names of what is different now.
    fn apply(&self, document: &mut Document) -> Vec<&'static str> {
        let mut changed = Vec::new();
        if let Some(title) = &self.title {
            edit(document, &mut changed, "title", |document| set_title(document, title.trim()));
        }
        if let Some(content) = &self.content {
            edit(document, &mut changed, "content", |document| document.set_body(&FIELDS, unpadded(content)));
        }
        let words = [
            ("status", FIELDS[3], self.status.map(Status::name)),
            ("classification", FIELDS[4], self.classification.map(Classification::name)),
        ];
        for (name, field, word) in words {
            let Some(word) = word else { continue };
            edit(document, &mut changed, name, |document| document.set_field(field, word, &FIELDS));
        }
        changed
    }
}

/// Where the title is: in its field, or in the first heading of an older entry.
fn set_title(document: &mut Document, title: &str) {
    if document.field(FIELDS[0]).is_none() && heading_title(document).is_some() {
        document.set_title(LABEL, title);
    } else {
        document.set_field(FIELDS[0], title, &FIELDS);
    }
}
