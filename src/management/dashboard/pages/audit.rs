//! The record: searching it, and checking that it is whole.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use gateway_state::audit::{Filter, KINDS, Place, Report, Stored, search, verify};
use serde_json::Value;

use super::super::Dashboard;
use super::super::entry::{Fields, Visitor};
use super::super::figures::Mark;
use super::super::text::{encoded, indented, span};
use super::{Choice, Frame, Offered, Page, Refusal, choices, clock, page, read, refusal};
use crate::cli::audit::time;

/// So many rows a page has.
const SHOWN: usize = 50;

const OUTCOMES: [&str; 10] =
    ["ok", "error", "refused", "failed", "asked", "cancelled", "approved", "denied", "withdrawn", "expired"];

/// One row, as people read it.
#[derive(Default)]
pub(super) struct Row {
    pub(super) seq: i64,
    pub(super) time: String,
    pub(super) clock: String,
    pub(super) kind: String,
    pub(super) principal: String,
    pub(super) tool: String,
    pub(super) server: String,
    pub(super) outcome: Mark,
    pub(super) took: String,
    pub(super) detail: String,
    pub(super) hash: String,
    /// All that it says.
    pub(super) whole: String,
}

impl Row {
    fn of(stored: &Stored, body: &Value) -> Self {
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Self {
            seq: stored.seq,
            clock: clock(&text("time")),
            time: text("time"),
            kind: text("kind"),
            principal: [text("principal"), text("by")]
                .into_iter()
                .find(|who| !who.is_empty())
                .unwrap_or_default(),
            tool: text("tool"),
            server: text("server"),
            outcome: Mark::of_outcome(body["outcome"].as_str().unwrap_or_default()),
            took: body["latencyMs"].as_f64().map(|millis| span(Some(millis / 1e3))).unwrap_or_default(),
            detail: detail(body),
            hash: stored.hash.to_string(),
            whole: indented(&stored.body),
        }
    }
}

/// What else there is to say.
fn detail(body: &Value) -> String {
    let named = ["action", "code", "stage", "client", "approval", "by", "unrecorded", "detail"];
    let said = |name: &str| match &body[name] {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(format!("{name} {text}")),
        Value::Object(client) if name == "client" => {
            client.get("name")?.as_str().map(|text| format!("client {text}"))
        }
        other => Some(format!("{name} {other}")),
    };
    let cached = (body["cached"] == true).then(|| "from memory".to_owned());
    named.into_iter().filter_map(said).chain(cached).collect::<Vec<_>>().join(", ")
}

/// Rows that were found, the newest first.
#[derive(Default)]
pub(super) struct Found {
    pub(super) rows: Vec<Row>,
    /// Older rows are before this number.
    pub(super) more_before: Option<i64>,
}

/// The newest rows before `before` that fit, at most so many. May block.
pub(super) fn recent(
    place: &Place,
    filter: &Filter,
    before: Option<i64>,
    most: usize,
) -> Result<Found, String> {
    let Some(mut rows) = place.rows()? else { return Ok(Found::default()) };
    let found = search(&mut *rows, before.unwrap_or(i64::MAX), filter, most)?;
    let rows = found.rows.iter().map(|(stored, body)| Row::of(stored, body));
    Ok(Found { rows: rows.collect(), more_before: found.next })
}

#[derive(Template)]
#[template(path = "dashboard/audit.html")]
struct Audit {
    frame: Frame,
    offered: Offered,
    kinds: Vec<Choice>,
    outcomes: Vec<Choice>,
    since: String,
    until: String,
    found: Found,
    /// The query that finds older rows, without the number.
    query: String,
    is_recorded: bool,
    problem: Option<String>,
    report: Option<(Mark, String)>,
}

/// What is asked for.
///
/// # Errors
///
/// What of it cannot be understood.
fn filter(fields: &Fields) -> Result<(Filter, Option<i64>), String> {
    let filled = |name: &str| fields.filled(name).map(str::to_owned);
    let time = |name: &str| fields.filled(name).map(|text| time::read(name, text)).transpose();
    let before = fields
        .filled("before")
        .map(|text| text.parse().map_err(|_| format!("before `{text}` is not the number of a row")));
    let filter = Filter {
        kind: filled("kind"),
        tool: filled("tool"),
        server: filled("server"),
        principal: filled("principal"),
        outcome: filled("outcome"),
        approval: filled("approval"),
        since: time("since")?,
        until: time("until")?,
    };
    Ok((filter, before.transpose()?))
}

async fn audit(dashboard: &Dashboard, visitor: &Visitor, fields: &Fields) -> Result<Audit, Refusal> {
    let (filter, before) = filter(fields).map_err(|why| refusal(StatusCode::BAD_REQUEST, why))?;
    let found = match dashboard.audit.clone() {
        Some(place) => read(move || recent(&place, &filter, before, SHOWN)).await?,
        None => Found::default(),
    };
    let value = |name: &str| fields.filled(name).unwrap_or_default().to_owned();
    let names = ["kind", "tool", "server", "principal", "outcome", "approval", "since", "until"];
    let part = |name: &str| fields.filled(name).map(|value| format!("{name}={}&", encoded(value)));
    Ok(Audit {
        frame: Frame::new("/audit", dashboard, visitor),
        offered: Offered::new(fields),
        kinds: choices(KINDS, fields.filled("kind")),
        outcomes: choices(OUTCOMES, fields.filled("outcome")),
        since: value("since"),
        until: value("until"),
        found,
        query: names.into_iter().filter_map(part).collect(),
        is_recorded: dashboard.audit.is_some(),
        problem: dashboard.api.gateway.audit().standing().problem.clone(),
        report: None,
    })
}

pub(in super::super) async fn show(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    fields: Fields,
) -> Page {
    page(&audit(&dashboard, &visitor, &fields).await?)
}

/// Checks the whole chain.
pub(in super::super) async fn check(State(dashboard): State<Dashboard>, visitor: Visitor) -> Page {
    let busy =
        |_| refusal(StatusCode::CONFLICT, "The audit is being checked already; wait until that is done.");
    let _alone = dashboard.verifying.try_acquire().map_err(busy)?;
    let place = dashboard.audit.clone();
    let place =
        place.ok_or_else(|| refusal(StatusCode::NOT_FOUND, "Calls are not recorded (audit.enabled)."))?;
    let report = read(move || match place.rows()? {
        Some(mut rows) => verify(&mut *rows, None),
        None => Ok(Report::default()),
    });
    let report = report.await?;
    let shown = audit(&dashboard, &visitor, &Fields::default()).await?;
    page(&Audit { report: Some(told(&report)), ..shown })
}

fn told(report: &Report) -> (Mark, String) {
    let whole = match &report.head {
        Some((seq, hash)) => format!("Rows {} to {seq} fit. The last has the hash {hash}.", report.first),
        None => "No row fits.".to_owned(),
    };
    match (&report.bad, &report.head) {
        (Some(bad), _) => {
            (Mark::bad("not sound"), format!("Row {} does not fit: {}. {whole}", bad.seq, bad.reason))
        }
        (None, Some(_)) => (Mark::good("sound"), whole),
        (None, None) => (Mark::quiet("empty"), "There are no rows.".to_owned()),
    }
}
