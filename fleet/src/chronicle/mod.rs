//! The chronicle: `00_CHRONICLE/ENTRIES/NNN_slug.md`.

mod create;
mod model;
mod update;

use std::path::Path;

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use crate::answer::{Answer, Handler, Served, arguments, both, in_range};
use crate::naming::slug;
use crate::record::{self, Record};
use crate::sandbox::Root;
use crate::store::{Series, Store};
use model::Event;

/// The server's tools. The last is another name of `chronicle_list_entries`.
pub(crate) const TOOLS: &[(&str, Handler<Store>)] = &[
    ("chronicle_create_entry", create::chronicle_create_entry),
    ("chronicle_get_entry", chronicle_get_entry),
    ("chronicle_list_entries", chronicle_list_entries),
    ("chronicle_search", record::search::<Event>),
    ("chronicle_update_entry", update::chronicle_update_entry),
    ("chronicle_read_latest_entries", chronicle_list_entries),
];

/// Numbers end where years begin, which file names begin with too.
pub(crate) static SERIES: Series =
    Series { noun: "chronicle entry", folder: "00_CHRONICLE/ENTRIES", width: 3, max: 1_899, naming: slug };

pub(crate) fn open(root: &Path) -> Served<Store> {
    let store = Store { root: Root::new(root), series: &SERIES };
    Served { name: "chronicle", state: store, tools: TOOLS }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GetEntry {
    entry_number: i64,
}

fn chronicle_get_entry(store: &Store, text: &str, _: &CallContext) -> Answer {
    let GetEntry { entry_number } = arguments(text)?;
    let entry = store.find(number(entry_number)?)?;
    let document = store.read(&entry)?;
    let event = Event::read(&entry, &document);
    both(format!("{}\n\n{}", event.line(), document.text()), &event.in_full(&document))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListEntries {
    #[serde(default = "ten")]
    limit: i64,
}

fn ten() -> i64 {
    10
}

/// By number: it grows with every entry, and the dates of old entries are written in many ways.
fn chronicle_list_entries(store: &Store, text: &str, _: &CallContext) -> Answer {
    let ListEntries { limit } = arguments(text)?;
    in_range("limit", limit, 1..=1_000)?;
    let mut entries = store.entries()?;
    entries.reverse();
    let mut events: Vec<Event> = Vec::new();
    for entry in entries {
        if events.len() == usize::try_from(limit).unwrap_or(usize::MAX) {
            break;
        }
        // A file that another process has just moved is left out.
        if let Ok(document) = store.read(&entry) {
            events.push(Event::read(&entry, &document));
        }
    }
    record::list(&events)
}

/// An entry's number as an argument.
fn number(entry_number: i64) -> Result<u32, ToolFailure> {
    record::number("entry_number", entry_number, 1, u32::MAX)
}
