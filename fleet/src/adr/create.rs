//! `adr_create`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use super::model::{Decision, FIELDS, HEADINGS, Status};
use super::number;
use super::status::{allowed, set_status};
use crate::answer::{Answer, arguments, both, fail, one_line};
use crate::date;
use crate::document::Document;
use crate::lock::Guard;
use crate::record::Record;
use crate::record::text::block;
use crate::store::{Entry, Store};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdrCreate {
    title: String,
    context: String,
    decision: String,
    consequences: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default = "proposed")]
    status: Status,
    #[serde(default = "assistant")]
    author: String,
    #[serde(default)]
    supersedes: Option<i64>,
}

fn proposed() -> Status {
    Status::Proposed
}

fn assistant() -> String {
    "AI Assistant".to_owned()
}

pub(super) fn adr_create(store: &Store, text: &str, context: &CallContext) -> Answer {
    let new: AdrCreate = arguments(text)?;
    let replaced = new.supersedes.map(|value| number("supersedes", value)).transpose()?;
    let text = render(&new, replaced)?;
    let guard = store.lock(context)?;
    let replaced = replaced.map(|number| replaceable(store, &guard, number)).transpose()?;
    let number = store.free_number(&guard, None)?;
    let path = store.create(&guard, ("", number, &new.title), &text)?;
    let decision = Decision::read(&Entry { number, variant: false, path }, &Document::parse(text));
    let mut report = format!("Created decision {}", decision.line());
    if let Some((entry, document)) = replaced {
        supersede(store, &guard, &decision, (&entry, document))?;
        report.push_str(&format!("\n#{:03} is superseded by it: {}", entry.number, entry.path));
    }
    both(report, &decision)
}

/// The record that is to be superseded, if it may be.
fn replaceable(store: &Store, guard: &Guard, number: u32) -> Result<(Entry, Document), ToolFailure> {
    let named = |why: String| ToolFailure::new(format!("supersedes: {why}; nothing was written"));
    let entry = store.find(number).map_err(|failure| named(failure.message))?;
    let document = store.read_to_change(guard, &entry).map_err(|failure| named(failure.message))?;
    allowed(&document, &Decision::read(&entry, &document), Status::Superseded).map_err(named)?;
    Ok((entry, document))
}

/// Marks the old record; where that fails the new one goes too, so that the two always agree.
fn supersede(
    store: &Store,
    guard: &Guard,
    by: &Decision,
    (entry, mut document): (&Entry, Document),
) -> Result<(), ToolFailure> {
    let reason = format!("Superseded by ADR {:03}: {}", by.number, by.title);
    set_status(&mut document, Status::Superseded, &reason);
    let Err(failure) = store.change(guard, entry, &document, None) else { return Ok(()) };
    match store.take_back(guard, &by.path) {
        Ok(()) => fail(format!("{failure}; {} was not created", by.path)),
        Err(_) => {
            fail(format!("{failure}; {} was created, mark #{:03} as superseded", by.path, entry.number))
        }
    }
}

/// The file of a new record.
fn render(new: &AdrCreate, replaced: Option<u32>) -> Result<String, ToolFailure> {
    let values = [
        Some(new.status.name().to_owned()),
        Some(date::given("date", new.date.as_deref())?),
        Some(one_line("author", &new.author, 200)?.to_owned()),
        replaced.map(|number| format!("ADR {number:03}")),
    ];
    let mut text = format!("# {}\n\n", one_line("title", &new.title, 300)?);
    for (field, value) in FIELDS.iter().zip(values) {
        if let Some(value) = value {
            text.push_str(&format!("**{field}:** {value}\n"));
        }
    }
    text.push_str("\n---\n");
    let contents = [
        block("context", &new.context)?,
        block("decision", &new.decision)?,
        block("consequences", &new.consequences)?,
    ];
    for (heading, content) in HEADINGS.iter().zip(contents) {
        text.push_str(&format!("\n{heading}\n\n{content}\n"));
    }
    Ok(text)
}
