//! The record of calls: looked up, checked, exported and followed. Rows are read on threads that may wait for the disk.

mod follow;
mod query;
mod stream;

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gateway_state::audit::{Place, Report, Rows, search, verify};
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use utoipa::ToSchema;

use self::query::Query;
use super::{Answer, Api, Json};
use crate::cli::audit::show::json_line;
use crate::management::problem::{Problem, Refused};

/// The rows, and how many may read them at once.
pub(crate) struct Records {
    place: Place,
    /// Who looks something up.
    searches: Arc<Semaphore>,
    /// Who reads all of them: a check, or an export.
    walks: Arc<Semaphore>,
    /// Who is told of each new one.
    followers: Arc<Semaphore>,
}

impl Records {
    pub(crate) fn new(place: Place) -> Self {
        let places = |count| Arc::new(Semaphore::new(count));
        Self { place, searches: places(16), walks: places(2), followers: places(16) }
    }

    /// Work on the rows, on a thread that may wait; `None` is given where there are none yet.
    async fn read<T: Send + 'static>(
        &self,
        place: OwnedSemaphorePermit,
        work: impl FnOnce(Option<Box<dyn Rows>>) -> Result<T, String> + Send + 'static,
    ) -> Result<T, Problem> {
        let rows = self.place.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work(rows.rows()?)
        });
        done.await
            .map_err(|_| Problem::unavailable("the gateway is shutting down"))?
            .map_err(Problem::unavailable)
    }
}

/// One of the places of those who do the same.
fn one_of(places: &Arc<Semaphore>, what: &str) -> Result<OwnedSemaphorePermit, Problem> {
    places.clone().try_acquire_owned().map_err(|_| {
        let detail =
            format!("as many {what} of the audit as there may be at once are under way; try again later");
        Problem::new(StatusCode::TOO_MANY_REQUESTS, detail)
    })
}

/// Rows of the audit.
#[derive(Serialize, ToSchema)]
pub(super) struct AuditRows {
    /// Newest first: number (`seq`), `hash`, and what was recorded.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Box<RawValue>>,
    /// The `cursor` with which the next older rows are asked for; null where there are none.
    next: Option<String>,
}

/// The newest rows that fit
#[utoipa::path(get, path = "/api/v1/audit", tag = "audit",
    params(
        ("kind" = Option<String>, Query, description = "Only of this kind", pattern = "^(intent|outcome|approval|operator|gap|continued)$"),
        ("tool" = Option<String>, Query, description = "Only about this tool", max_length = 200, min_length = 1),
        ("server" = Option<String>, Query, description = "Only about tools of this server", max_length = 200, min_length = 1),
        ("principal" = Option<String>, Query, description = "Only of this caller", max_length = 200, min_length = 1),
        ("outcome" = Option<String>, Query, description = "Only with this outcome", max_length = 200, min_length = 1),
        ("approval" = Option<String>, Query, description = "Only about this request for approval", max_length = 200, min_length = 1),
        ("since" = Option<String>, Query, description = "Not before: a time in UTC such as 2026-02-28T23:59, or how long ago, such as 2h"),
        ("until" = Option<String>, Query, description = "Before: the same"),
        ("limit" = Option<u16>, Query, description = "At most so many; 100 without it", minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query, description = "Go on where an answer ended: its `next`", pattern = "^[0-9]{1,18}$")),
    responses((status = 200, body = AuditRows), Refused, Busy), security(("bearer" = [])))]
pub(super) async fn list(State(api): State<Api>, RawQuery(query): RawQuery) -> Answer<AuditRows> {
    let query = Query::read(query.as_deref(), &[query::FILTERS, &["limit", "cursor"]])?;
    let (filter, limit, from) = (query.filter()?, query.limit()?, query.cursor()?);
    let place = one_of(&api.records.searches, "searches")?;
    let work = move |rows: Option<Box<dyn Rows>>| match rows {
        Some(mut rows) => search(&mut *rows, from, &filter, limit),
        None => Ok(Default::default()),
    };
    let found = api.records.read(place, work).await?;
    let raw = |(row, _): &(_, _)| RawValue::from_string(json_line(row).trim_end().to_owned());
    let rows = found.rows.iter().map(raw).collect::<Result<_, _>>();
    let rows =
        rows.map_err(|error| Problem::unavailable(format!("a row is not what was recorded: {error}")))?;
    Ok(Json(AuditRows { rows, next: found.next.map(|seq| seq.to_string()) }))
}

/// Whether the audit is sound.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuditCheck {
    /// Whether every row is there, in its place, as it was written; and the hash that was asked for is among them.
    sound: bool,
    /// How many rows fit.
    rows: u64,
    /// The number of the first row that there is; 0 where there is none.
    first: i64,
    /// The last row that fits.
    head: Option<Head>,
    /// The first row that does not fit.
    bad: Option<BadRow>,
    /// Whether a row has the hash that was asked for; null where none was.
    has_wanted_head: Option<bool>,
}

/// A row's number and hash.
#[derive(Serialize, ToSchema)]
struct Head {
    seq: i64,
    hash: String,
}

/// A row that does not fit, and why.
#[derive(Serialize, ToSchema)]
struct BadRow {
    seq: i64,
    /// The end of a sentence about it.
    reason: String,
}

impl From<Report> for AuditCheck {
    fn from(report: Report) -> Self {
        Self {
            sound: report.bad.is_none() && report.has_wanted != Some(false),
            rows: report.rows,
            first: report.first,
            head: report.head.map(|(seq, hash)| Head { seq, hash: hash.to_string() }),
            bad: report.bad.map(|bad| BadRow { seq: bad.seq, reason: bad.reason }),
            has_wanted_head: report.has_wanted,
        }
    }
}

/// Check that no row was changed, removed or put elsewhere
#[utoipa::path(get, path = "/api/v1/audit/verify", tag = "audit",
    params(("head" = Option<String>, Query,
        description = "A hash that an earlier check gave: everything up to it must be there", pattern = "^[0-9a-fA-F]{64}$")),
    responses((status = 200, description = "Also where a row does not fit: then `sound` is false", body = AuditCheck),
        Refused, Busy),
    security(("bearer" = [])))]
pub(super) async fn check(State(api): State<Api>, RawQuery(query): RawQuery) -> Answer<AuditCheck> {
    let wanted = Query::read(query.as_deref(), &[&["head"]])?.hash("head")?;
    let place = one_of(&api.records.walks, "checks and exports")?;
    let work = move |rows: Option<Box<dyn Rows>>| match rows {
        Some(mut rows) => verify(&mut *rows, wanted),
        None => Ok(Report { has_wanted: wanted.map(|_| false), ..Report::default() }),
    };
    Ok(Json(api.records.read(place, work).await?.into()))
}

/// All rows that fit, oldest first: as JSON lines, or comma-separated values with a head line
#[utoipa::path(get, path = "/api/v1/audit/export", tag = "audit",
    params(
        ("format" = Option<String>, Query, description = "`jsonl`, which holds without it, or `csv`", pattern = "^(jsonl|csv)$"),
        ("kind" = Option<String>, Query, description = "Only of this kind", pattern = "^(intent|outcome|approval|operator|gap|continued)$"),
        ("tool" = Option<String>, Query, description = "Only about this tool", max_length = 200, min_length = 1),
        ("server" = Option<String>, Query, description = "Only about tools of this server", max_length = 200, min_length = 1),
        ("principal" = Option<String>, Query, description = "Only of this caller", max_length = 200, min_length = 1),
        ("outcome" = Option<String>, Query, description = "Only with this outcome", max_length = 200, min_length = 1),
        ("approval" = Option<String>, Query, description = "Only about this request for approval", max_length = 200, min_length = 1),
        ("since" = Option<String>, Query, description = "Not before: a time in UTC such as 2026-02-28T23:59, or how long ago, such as 2h"),
        ("until" = Option<String>, Query, description = "Before: the same")),
    responses((status = 200, description = "A row on a line; `text/csv` with `format=csv`",
            content((String = "application/x-ndjson"), (String = "text/csv; charset=utf-8"))),
        Refused, Busy),
    security(("bearer" = [])))]
pub(super) async fn export(State(api): State<Api>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let query = Query::read(query.as_deref(), &[query::FILTERS, &["format"]])?;
    let (filter, format) = (query.filter()?, query.format()?);
    let place = one_of(&api.records.walks, "checks and exports")?;
    stream::export(&api.records, place, format, filter).await
}

/// Each row that fits when it is written, as server-sent events; `Last-Event-ID` names the row after which to begin
#[utoipa::path(get, path = "/api/v1/audit/tail", tag = "audit",
    params(
        ("kind" = Option<String>, Query, description = "Only of this kind", pattern = "^(intent|outcome|approval|operator|gap|continued)$"),
        ("tool" = Option<String>, Query, description = "Only about this tool", max_length = 200, min_length = 1),
        ("server" = Option<String>, Query, description = "Only about tools of this server", max_length = 200, min_length = 1),
        ("principal" = Option<String>, Query, description = "Only of this caller", max_length = 200, min_length = 1),
        ("outcome" = Option<String>, Query, description = "Only with this outcome", max_length = 200, min_length = 1),
        ("approval" = Option<String>, Query, description = "Only about this request for approval", max_length = 200, min_length = 1),
        ("Last-Event-ID" = Option<String>, Header, description = "The `id` of the last event that was seen", pattern = "^[0-9]{1,18}$")),
    responses((status = 200, description = "Events of the name `row`, whose data is the row as JSON",
            body = String, content_type = "text/event-stream"),
        Refused, Busy),
    security(("bearer" = [])))]
pub(super) async fn tail(
    State(api): State<Api>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Query::read(query.as_deref(), &[&query::FILTERS[..6]])?;
    let (filter, after) = (query.filter()?, query::last_event(&headers)?);
    let place = one_of(&api.records.followers, "followers")?;
    follow::follow(api.records.clone(), place, filter, after, api.draining.clone()).await
}

/// What reading may answer beside that.
#[derive(utoipa::IntoResponses)]
#[expect(dead_code, reason = "the document of the API is made from it")]
enum Busy {
    /// As many as may be at once do the same.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
}
