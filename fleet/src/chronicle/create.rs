//! `chronicle_create_entry`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use super::model::{Classification, Event, FIELDS, HEADING, LABEL, Status};
use crate::answer::{Answer, arguments, both, one_line};
use crate::date;
use crate::document::Document;
use crate::record::Record;
use crate::record::text::body;
use crate::store::{Entry, Store};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreateEntry {
    title: String,
    content: String,
    author: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default = "draft")]
    status: Status,
    #[serde(default = "internal")]
    classification: Classification,
}

fn draft() -> Status {
    Status::Draft
}

fn internal() -> Classification {
    Classification::Internal
}

pub(super) fn chronicle_create_entry(store: &Store, text: &str, context: &CallContext) -> Answer {
    let new: CreateEntry = arguments(text)?;
    let rest = render(&new)?;
    let guard = store.lock(context)?;
    let number = store.free_number(&guard, None)?;
    let text = format!("# {HEADING} - {LABEL} {number}\n\n{rest}");
    let path = store.create(&guard, ("", number, &new.title), &text)?;
    let event = Event::read(&Entry { number, variant: false, path }, &Document::parse(text));
    both(format!("Created entry {}", event.line()), &event)
}

/// All of a new entry but its heading, which has the number.
fn render(new: &CreateEntry) -> Result<String, ToolFailure> {
    let date = date::given("date", new.date.as_deref())?;
    let values = [
        one_line("title", &new.title, 300)?,
        &date,
        one_line("author", &new.author, 200)?,
        new.status.name(),
        new.classification.name(),
    ];
    let mut text = String::new();
    for (field, value) in FIELDS.iter().zip(values) {
        text.push_str(&format!("**{field}:** {value}\n"));
    }
    text.push_str(&format!("\n---\n\n{}\n", body("content", &new.content)?));
    Ok(text)
}
