//! The calls that wait for a person.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use gateway_runtime::spec::Class;
use gateway_state::approvals::{Entry, State as Standing};
use serde_json::{Value, json};

use super::super::Dashboard;
use super::super::entry::{Fields, Visitor};
use super::super::figures::Mark;
use super::super::live::{Paced, stream};
use super::super::text::indented;
use super::{Frame, Page, Refusal, clock, page, read, refusal, stamp, waiting};
use crate::generated::CONTRACT;

/// So many of those that were decided are shown.
const DECIDED: usize = 25;

/// One request.
struct Ask {
    id: String,
    state: Mark,
    principal: String,
    tool: String,
    server: String,
    is_destructive: bool,
    /// The exact arguments, a member on a line.
    arguments: String,
    digest: String,
    asked: String,
    /// How long it still waits.
    left: String,
    decided: String,
    by: String,
    reason: String,
    /// Whether it was asked under another contract than this gateway's.
    is_foreign: bool,
}

impl Ask {
    fn of(entry: Entry) -> Self {
        let left = entry.expires.saturating_sub(now());
        let class = CONTRACT.routes.get(entry.tool.as_str()).map(|tool| tool.class);
        Self {
            state: Mark::of_outcome(entry.state.name()),
            arguments: indented(&entry.arguments),
            asked: clock(&stamp(entry.asked)),
            left: countdown(left),
            decided: entry.decided.map(|decided| clock(&stamp(decided))).unwrap_or_default(),
            by: entry.decided_by.unwrap_or_default(),
            reason: entry.reason.unwrap_or_default(),
            is_destructive: class == Some(Class::Destructive),
            is_foreign: entry.contract != CONTRACT.hash,
            id: entry.id,
            principal: entry.principal,
            tool: entry.tool,
            server: entry.server,
            digest: entry.digest,
        }
    }
}

/// So many milliseconds, in minutes and seconds.
fn countdown(millis: i64) -> String {
    let seconds = millis.max(0) / 1000;
    format!("{}:{:02} min", seconds / 60, seconds % 60)
}

/// Milliseconds since 1970.
fn now() -> i64 {
    i64::try_from(crate::credentials::now()).unwrap_or(i64::MAX).saturating_mul(1000)
}

/// Those that wait, the oldest first, and those that were decided, the newest first.
struct Lists {
    pending: Vec<Ask>,
    decided: Vec<Ask>,
    waiting: i64,
}

async fn lists(dashboard: &Dashboard) -> Result<Lists, Refusal> {
    let approvals = dashboard.api.approvals.clone();
    let entries = read(move || approvals.list()).await?;
    let (pending, decided): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.state == Standing::Pending);
    Ok(Lists {
        pending: pending.into_iter().map(Ask::of).collect(),
        decided: decided.into_iter().rev().take(DECIDED).map(Ask::of).collect(),
        waiting: waiting(dashboard),
    })
}

#[derive(Template)]
#[template(path = "dashboard/approvals.html")]
struct Approvals {
    frame: Frame,
    lists: Lists,
    csrf: String,
}

#[derive(Template)]
#[template(path = "dashboard/approvals_now.html")]
struct Patch {
    lists: Lists,
    csrf: String,
}

pub(in super::super) async fn show(State(dashboard): State<Dashboard>, visitor: Visitor) -> Page {
    let lists = lists(&dashboard).await?;
    page(&Approvals { frame: Frame::new("/approvals", &dashboard, &visitor), lists, csrf: visitor.csrf })
}

pub(in super::super) async fn live(State(dashboard): State<Dashboard>, visitor: Visitor) -> Response {
    let (shown, csrf) = (dashboard.clone(), visitor.csrf.clone());
    let patch = move || {
        let (shown, csrf) = (shown.clone(), csrf.clone());
        // Where the file cannot be read, the page says so when it is loaded again.
        async move { Patch { lists: lists(&shown).await.ok()?, csrf }.render().ok() }
    };
    stream(dashboard, visitor, Paced::new(patch))
}

/// The path of an operation on a request.
fn path(id: &str, action: &str) -> Result<String, Refusal> {
    let is_id =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let wrong = || refusal(StatusCode::NOT_FOUND, "That is not the id of a request.");
    is_id.then(|| format!("/api/v1/approvals/{id}/{action}")).ok_or_else(wrong)
}

pub(in super::super) async fn approve(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Page {
    Ok(dashboard.inside.change(&visitor, &path(&id, "approve")?, &Value::Null, "/approvals").await)
}

pub(in super::super) async fn deny(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let reason = fields.filled("reason").map_or(Value::Null, |reason| json!({"reason": reason}));
    Ok(dashboard.inside.change(&visitor, &path(&id, "deny")?, &reason, "/approvals").await)
}
