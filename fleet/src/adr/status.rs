//! `adr_update_status`, and the life cycle.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use super::model::{Decision, FIELDS, NOTE, Status, written_status};
use super::number;
use crate::answer::{Answer, arguments, both};
use crate::date::today;
use crate::document::Document;
use crate::record::text::reason;
use crate::record::{Edited, change};
use crate::store::Store;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdrUpdateStatus {
    number: i64,
    new_status: Status,
    reason: String,
}

pub(super) fn adr_update_status(store: &Store, text: &str, context: &CallContext) -> Answer {
    let new: AdrUpdateStatus = arguments(text)?;
    let number = number("number", new.number)?;
    let reason = reason(&new.reason)?;
    let outcome = change(store, number, context, |document, current: &Decision| {
        allowed(document, current, new.new_status).map_err(ToolFailure::new)?;
        set_status(document, new.new_status, &reason);
        Ok(Edited { changed: vec!["status"], folder: None })
    })?;
    both(outcome.line(""), &outcome)
}

/// Refuses what the life cycle does not have; the reason says what it has.
pub(super) fn allowed(document: &Document, current: &Decision, new: Status) -> Result<(), String> {
    let label = format!("#{:03}", current.number);
    let Some(status) = current.status else {
        let written = written_status(document).unwrap_or_default();
        return Err(format!(
            "the status of {label} is {written:?}, which is none of proposed, accepted, deprecated, superseded; \
             correct it in {} first",
            current.path
        ));
    };
    if status.next().contains(&new) {
        return Ok(());
    }
    let next: Vec<_> = status.next().iter().map(|next| next.name()).collect();
    Err(match next.as_slice() {
        _ if status == new => format!("{label} is {} already", status.name()),
        [] => format!("{label} is {}, which is final; record a new decision with adr_create", status.name()),
        _ => format!(
            "{label} is {} and can only become {}, not {}",
            status.name(),
            next.join(" or "),
            new.name()
        ),
    })
}

/// Sets the status and adds a dated note at the end.
pub(super) fn set_status(document: &mut Document, status: Status, reason: &str) {
    let section = document.section("Status").filter(|section| !section.is_empty());
    match section.filter(|_| document.field("Status").is_none()) {
        Some(section) => {
            let rest = section.split_once('\n').map_or(String::new(), |(_, rest)| format!("\n{rest}"));
            document.set_section("Status", "## Status", &format!("{}{rest}", status.name()), &[]);
        }
        None => document.set_field("Status", status.name(), &FIELDS),
    }
    document.append_below_rule(&format!("{NOTE}{}):** {reason}", today()));
}
