//! Protocols: `01_PROTOCOLS/NN_Title_With_Underscores.md`.

mod create;
mod model;
mod update;

use std::path::Path;

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use crate::answer::{Answer, Handler, Served, arguments, both};
use crate::naming::words;
use crate::record::{self, Record};
use crate::sandbox::Root;
use crate::store::{Series, Store};
use model::{Protocol, Status};

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Store>)] = &[
    ("protocol_create", create::protocol_create),
    ("protocol_get", protocol_get),
    ("protocol_list", protocol_list),
    ("protocol_search", record::search::<Protocol>),
    ("protocol_update", update::protocol_update),
];

pub(crate) static SERIES: Series =
    Series { noun: "protocol", folder: "01_PROTOCOLS", width: 2, max: 9_999, naming: words };

pub(crate) fn open(root: &Path) -> Served<Store> {
    let store = Store { root: Root::new(root), series: &SERIES };
    Served { name: "protocol", state: store, tools: TOOLS }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtocolGet {
    number: i64,
}

fn protocol_get(store: &Store, text: &str, _: &CallContext) -> Answer {
    let ProtocolGet { number: wanted } = arguments(text)?;
    let entry = store.find(number(wanted)?)?;
    let document = store.read(&entry)?;
    let protocol = Protocol::read(&entry, &document);
    both(format!("{}\n\n{}", protocol.line(), document.text()), &protocol.in_full(&document))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtocolList {
    #[serde(default)]
    status: Option<Status>,
}

fn protocol_list(store: &Store, text: &str, _: &CallContext) -> Answer {
    let ProtocolList { status } = arguments(text)?;
    let protocols = record::all(store)?.into_iter().map(|(protocol, _)| protocol);
    let fits = |protocol: &Protocol| status.is_none_or(|status| protocol.status == Some(status));
    record::list(&protocols.filter(fits).collect::<Vec<_>>())
}

/// A protocol's number as an argument.
fn number(value: i64) -> Result<u32, ToolFailure> {
    record::number("number", value, 0, SERIES.max)
}
