//! What was compiled in, and how the live servers differ from it.

use askama::Template;
use axum::extract::State;
use gateway_runtime::drift::{ServerDrift, Severity};
use gateway_runtime::fault::SUPPORTED_VERSIONS;
use gateway_runtime::spec::{Contract as Compiled, ServerSpec};
use serde_json::{Value, json};

use super::super::Dashboard;
use super::super::entry::Visitor;
use super::super::figures::{Mark, drift};
use super::{Frame, Page, page};
use crate::backends::described;
use crate::cli::narrow::selectors;
use crate::generated::CONTRACT;

/// What is known of one server.
struct Found {
    spec: &'static ServerSpec,
    endpoints: String,
    is_built_in: bool,
    tools: usize,
    drift: Mark,
    /// Why nothing is known.
    reason: Option<String>,
    changes: Vec<Change>,
    extra: Vec<String>,
}

/// One difference.
struct Change {
    tool: String,
    severity: Mark,
    text: String,
}

fn changes(drift: &ServerDrift) -> Vec<Change> {
    let severity = |severity| match severity {
        Severity::Blocking => Mark::bad("blocking"),
        Severity::Compatible => Mark::note("compatible"),
    };
    let tools = drift.tools.iter();
    let of = tools.flat_map(|tool| tool.changes.iter().map(move |change| (tool, change)));
    of.map(|(tool, change)| Change {
        tool: tool.tool.to_owned(),
        severity: severity(change.severity),
        text: change.text.clone(),
    })
    .collect()
}

fn found(dashboard: &Dashboard, spec: &'static ServerSpec) -> Found {
    let gateway = &dashboard.api.gateway;
    let (reason, changes, extra) = match gateway.known_drift(spec) {
        None => (None, Vec::new(), Vec::new()),
        Some(Err(reason)) => (Some(reason), Vec::new(), Vec::new()),
        Some(Ok(drift)) => (None, changes(&drift), drift.extra.clone()),
    };
    let tools = CONTRACT.tools.iter().filter(|tool| tool.server == spec.index).count();
    Found {
        spec,
        endpoints: described(spec),
        is_built_in: gateway.is_built_in(spec),
        tools,
        drift: drift(gateway, spec),
        reason,
        changes,
        extra,
    }
}

/// What was taken away of it.
struct Less {
    /// Who said so.
    by: &'static str,
    whom: String,
    limits: String,
}

fn narrowed(dashboard: &Dashboard) -> Vec<Less> {
    let (configured, live) = dashboard.api.gateway.overlays();
    let places = [("gateway.toml", json!(configured)), ("an operator", json!(live))];
    let less = |(by, overlay): &(&'static str, Value)| {
        let by = *by;
        let all = selectors(overlay).into_iter();
        all.map(|(whom, limits)| Less { by, whom, limits }).collect::<Vec<_>>()
    };
    places.iter().flat_map(less).collect()
}

#[derive(Template)]
#[template(path = "dashboard/contract.html")]
struct Contract {
    frame: Frame,
    compiled: &'static Compiled,
    version: &'static str,
    protocols: String,
    pid: u32,
    narrowed: Vec<Less>,
    servers: Vec<Found>,
}

pub(in super::super) async fn show(State(dashboard): State<Dashboard>, visitor: Visitor) -> Page {
    page(&Contract {
        frame: Frame::new("/contract", &dashboard, &visitor),
        compiled: &CONTRACT,
        version: env!("CARGO_PKG_VERSION"),
        protocols: SUPPORTED_VERSIONS.join(", "),
        pid: std::process::id(),
        narrowed: narrowed(&dashboard),
        servers: CONTRACT.servers.iter().map(|spec| found(&dashboard, spec)).collect(),
    })
}

/// Asks all servers now.
pub(in super::super) async fn compare(State(dashboard): State<Dashboard>, visitor: Visitor) -> Page {
    Ok(dashboard.inside.change(&visitor, "/api/v1/drift", &Value::Null, "/contract").await)
}
