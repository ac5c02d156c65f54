//! `update_task` and `update_task_status`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use super::fields::{bullets, head, numbered};
use super::model::{FIELDS, HEADINGS, LABEL, Priority, SECTIONS, Status, Task};
use super::number;
use crate::answer::{Answer, arguments, both, fail, present};
use crate::date::today;
use crate::document::Document;
use crate::record::text::block;
use crate::record::{Edited, Outcome, change};
use crate::store::Store;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UpdateTask {
    task_number: i64,
    updates: Updates,
}

/// `null` empties the three fields where it is allowed.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Updates {
    #[serde(deserialize_with = "present")]
    title: Option<String>,
    #[serde(deserialize_with = "present")]
    status: Option<Status>,
    #[serde(deserialize_with = "present")]
    priority: Option<Priority>,
    #[serde(deserialize_with = "present")]
    lead: Option<String>,
    #[serde(deserialize_with = "present")]
    dependencies: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    related_documents: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    objective: Option<String>,
    #[serde(deserialize_with = "present")]
    deliverables: Option<Vec<String>>,
    #[serde(deserialize_with = "present")]
    acceptance_criteria: Option<Vec<String>>,
    #[serde(deserialize_with = "present")]
    notes: Option<Option<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UpdateTaskStatus {
    task_number: i64,
    new_status: Status,
    #[serde(default)]
    notes: Option<String>,
}

pub(super) fn update_task(store: &Store, text: &str, context: &CallContext) -> Answer {
    let UpdateTask { task_number, updates } = arguments(text)?;
    let status = updates.status;
    let number = number(task_number)?;
    let outcome = change(store, number, context, |document, current| {
        let mut changed = updates.apply(document)?;
        if set_status(document, current, status, None) {
            changed.push("status");
        }
        if changed.is_empty() && status.is_none() {
            return fail(
                "updates: names no field; give at least one of title, status, priority, lead, dependencies, related_documents, objective, deliverables, acceptance_criteria, notes",
            );
        }
        Ok(Edited { changed, folder: status.map(Status::folder) })
    })?;
    both(summary(&outcome), &outcome)
}

pub(super) fn update_task_status(store: &Store, text: &str, context: &CallContext) -> Answer {
    let UpdateTaskStatus { task_number, new_status, notes } = arguments(text)?;
    let notes = notes.as_deref().filter(|notes| !notes.trim().is_empty());
    let notes = notes.map(|notes| block("notes", notes)).transpose()?;
    let number = number(task_number)?;
    let outcome = change(store, number, context, |document, current| {
        let changed = set_status(document, current, Some(new_status), notes);
        let changed = if changed { vec!["status"] } else { Vec::new() };
        Ok(Edited { changed, folder: Some(new_status.folder()) })
    })?;
    both(summary(&outcome), &outcome)
}

fn summary(outcome: &Outcome<Task>) -> String {
    let previous = &outcome.previous_path;
    let moved =
        if outcome.record.path == *previous { String::new() } else { format!("; moved from {previous}") };
    outcome.line(&moved)
}

/// Sets the status and writes a dated line about it into the notes; a note without a change of status is added alone.
fn set_status(document: &mut Document, current: &Task, status: Option<Status>, notes: Option<&str>) -> bool {
    let Some(new) = status else { return false };
    let old = current.status.map_or("unknown", Status::name);
    let same = current.status == Some(new);
    document.set_field("Status", new.name(), &FIELDS);
    let change = format!("**Status Change ({}):** {old} → {}", today(), new.name());
    let paragraph = match (same, notes) {
        (true, None) => return false,
        (true, Some(notes)) => format!("**Note ({}):** {notes}", today()),
        (false, None) => change,
        (false, Some(notes)) => format!("{change}\n{notes}"),
    };
    document.append("Notes", HEADINGS[3], &paragraph, &SECTIONS);
    true
}

impl Updates {
    /// Carries out all but the status; gives the names of what was set.
    fn apply(&self, document: &mut Document) -> Result<Vec<&'static str>, ToolFailure> {
        let mut changed = Vec::new();
        self.apply_head(document, &mut changed)?;
        self.apply_body(document, &mut changed)?;
        Ok(changed)
    }

    fn apply_head(
        &self,
        document: &mut Document,
        changed: &mut Vec<&'static str>,
    ) -> Result<(), ToolFailure> {
        if let Some(title) = &self.title {
            document.set_title(LABEL, head("updates.title", title)?);
            changed.push("title");
        }
        let priority = self.priority.map(|priority| Some(priority.name().to_owned()));
        let lead = self.lead.clone().map(Some);
        let fields = [
            ("priority", FIELDS[1], &priority),
            ("lead", FIELDS[2], &lead),
            ("dependencies", FIELDS[3], &self.dependencies),
            ("related_documents", FIELDS[4], &self.related_documents),
        ];
        for (name, field, value) in fields {
            let Some(value) = value else { continue };
            let value = value.as_deref().unwrap_or("None");
            document.set_field(field, head(&format!("updates.{name}"), value)?, &FIELDS);
            changed.push(name);
        }
        Ok(())
    }

    fn apply_body(
        &self,
        document: &mut Document,
        changed: &mut Vec<&'static str>,
    ) -> Result<(), ToolFailure> {
        let objective =
            self.objective.as_deref().map(|text| block("updates.objective", text).map(str::to_owned));
        let deliverables = self.deliverables.as_deref().map(|items| numbered("updates.deliverables", items));
        let criteria =
            self.acceptance_criteria.as_deref().map(|items| bullets("updates.acceptance_criteria", items));
        let notes = self.notes.as_ref().and_then(|notes| notes.as_deref());
        let notes = notes.map(|text| block("updates.notes", text).map(str::to_owned));
        let names = ["objective", "deliverables", "acceptance_criteria", "notes"];
        for (at, content) in [objective, deliverables, criteria, notes].into_iter().enumerate() {
            let Some(content) = content.transpose()? else { continue };
            document.set_section(SECTIONS[at], HEADINGS[at], &content, &SECTIONS);
            changed.push(names[at]);
        }
        if matches!(self.notes, Some(None)) {
            document.remove_section("Notes");
            changed.push("notes");
        }
        Ok(())
    }
}
