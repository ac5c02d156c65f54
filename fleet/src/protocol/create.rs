//! `protocol_create`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use super::model::{FIELDS, LABEL, LONGEST, Protocol, Status};
use super::number;
use crate::answer::{Answer, arguments, both, one_line};
use crate::document::Document;
use crate::record::Record;
use crate::record::text::body;
use crate::store::{Entry, Store};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtocolCreate {
    number: i64,
    title: String,
    status: Status,
    classification: String,
    version: String,
    authority: String,
    content: String,
    #[serde(default)]
    linked_protocols: Option<String>,
}

pub(super) fn protocol_create(store: &Store, text: &str, context: &CallContext) -> Answer {
    let new: ProtocolCreate = arguments(text)?;
    let wanted = number(new.number)?;
    let text = render(&new)?;
    let guard = store.lock(context)?;
    let number = store.free_number(&guard, Some(wanted))?;
    let path = store.create(&guard, ("", number, &new.title), &text)?;
    let protocol = Protocol::read(&Entry { number, variant: false, path }, &Document::parse(text));
    both(format!("Created protocol {}", protocol.line()), &protocol)
}

/// The file of a new protocol; without linked protocols there is no line for them.
fn render(new: &ProtocolCreate) -> Result<String, ToolFailure> {
    let linked = new.linked_protocols.as_deref().filter(|linked| !linked.trim().is_empty());
    let values = [
        ("status", Some(new.status.name())),
        ("classification", Some(new.classification.as_str())),
        ("version", Some(new.version.as_str())),
        ("authority", Some(new.authority.as_str())),
        ("linked_protocols", linked),
    ];
    let mut text = format!("# {LABEL} {}: {}\n\n", new.number, one_line("title", &new.title, 300)?);
    for ((field, longest), (name, value)) in FIELDS.iter().zip(LONGEST).zip(values) {
        if let Some(value) = value {
            text.push_str(&format!("**{field}:** {}\n", one_line(name, value, longest)?));
        }
    }
    text.push_str(&format!("\n---\n\n{}\n", body("content", &new.content)?));
    Ok(text)
}
