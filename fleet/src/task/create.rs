//! `create_task`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use super::fields::{bullets, head, numbered};
use super::model::{FIELDS, HEADINGS, LABEL, Priority, Status, Task};
use super::number;
use crate::answer::{Answer, arguments, both};
use crate::document::Document;
use crate::record::Record;
use crate::record::text::block;
use crate::store::{Entry, Store};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreateTask {
    title: String,
    objective: String,
    deliverables: Vec<String>,
    acceptance_criteria: Vec<String>,
    #[serde(default)]
    priority: Priority,
    #[serde(default)]
    status: Status,
    #[serde(default = "unassigned")]
    lead: String,
    #[serde(default)]
    dependencies: Option<String>,
    #[serde(default)]
    related_documents: Option<String>,
    #[serde(default)]
    notes: Option<String>,
    #[serde(default)]
    task_number: Option<i64>,
}

fn unassigned() -> String {
    "Unassigned".to_owned()
}

pub(super) fn create_task(store: &Store, text: &str, context: &CallContext) -> Answer {
    let new: CreateTask = arguments(text)?;
    let wanted = new.task_number.map(number).transpose()?;
    let text = render(&new)?;
    let guard = store.lock(context)?;
    let number = store.free_number(&guard, wanted)?;
    let path = store.create(&guard, (new.status.folder(), number, &new.title), &text)?;
    let task = Task::read(&Entry { number, variant: false, path }, &Document::parse(text));
    both(format!("Created task {}", task.line()), &task)
}

/// The file of a new task.
fn render(new: &CreateTask) -> Result<String, ToolFailure> {
    let optional = |name, value: &Option<String>| match value.as_deref().map(str::trim) {
        None | Some("") => Ok("None".to_owned()),
        Some(value) => head(name, value).map(str::to_owned),
    };
    let values = [
        new.status.name().to_owned(),
        new.priority.name().to_owned(),
        head("lead", &new.lead)?.to_owned(),
        optional("dependencies", &new.dependencies)?,
        optional("related_documents", &new.related_documents)?,
    ];
    let mut text = format!("# {LABEL}: {}\n\n", head("title", &new.title)?);
    for (field, value) in FIELDS.iter().zip(values) {
        text.push_str(&format!("**{field}:** {value}\n"));
    }
    text.push_str("\n---\n");
    for (heading, content) in HEADINGS.iter().zip(contents(new)?) {
        text.push_str(&format!("\n{heading}\n\n{content}\n"));
    }
    Ok(text)
}

/// What stands in the sections; without notes there is no section for them.
fn contents(new: &CreateTask) -> Result<Vec<String>, ToolFailure> {
    let mut contents = vec![
        block("objective", &new.objective)?.to_owned(),
        numbered("deliverables", &new.deliverables)?,
        bullets("acceptance_criteria", &new.acceptance_criteria)?,
    ];
    if let Some(notes) = new.notes.as_deref().filter(|notes| !notes.trim().is_empty()) {
        contents.push(block("notes", notes)?.to_owned());
    }
    Ok(contents)
}
