//! Architecture decision records: `ADRs/NNN_slug.md`.

mod create;
mod model;
mod status;

use std::path::Path;

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use crate::answer::{Answer, Handler, Served, arguments, both};
use crate::naming::slug;
use crate::record::{self, Record};
use crate::sandbox::Root;
use crate::store::{Series, Store};
use model::{Decision, Status};

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Store>)] = &[
    ("adr_create", create::adr_create),
    ("adr_get", adr_get),
    ("adr_list", adr_list),
    ("adr_search", record::search::<Decision>),
    ("adr_update_status", status::adr_update_status),
];

/// Numbers end where years begin, which file names begin with too.
static SERIES: Series = Series { noun: "decision", folder: "ADRs", width: 3, max: 1_899, naming: slug };

pub(crate) fn open(root: &Path) -> Served<Store> {
    let store = Store { root: Root::new(root), series: &SERIES };
    Served { name: "adr", state: store, tools: TOOLS }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdrGet {
    number: i64,
}

fn adr_get(store: &Store, text: &str, _: &CallContext) -> Answer {
    let AdrGet { number: wanted } = arguments(text)?;
    let entry = store.find(number("number", wanted)?)?;
    let document = store.read(&entry)?;
    let decision = Decision::read(&entry, &document);
    both(format!("{}\n\n{}", decision.line(), document.text()), &decision.in_full(&document))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdrList {
    #[serde(default)]
    status: Option<Status>,
}

fn adr_list(store: &Store, text: &str, _: &CallContext) -> Answer {
    let AdrList { status } = arguments(text)?;
    let decisions = record::all(store)?.into_iter().map(|(decision, _)| decision);
    let fits = |decision: &Decision| status.is_none_or(|status| decision.status == Some(status));
    record::list(&decisions.filter(fits).collect::<Vec<_>>())
}

/// A record's number as an argument.
fn number(name: &str, value: i64) -> Result<u32, ToolFailure> {
    record::number(name, value, 1, u32::MAX)
}
