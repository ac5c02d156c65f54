//! The calls that wait for a person.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use gateway_state::Approvals;
use gateway_state::approvals::{Decision, Entry, Refusal, State as Standing};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Answer, Api, Body, Json, from_json};
use crate::management::change::{Operator, changing};
use crate::management::problem::{ChangeRefused, Problem, Refused};

/// ApprovalRequests for approval.
#[derive(Serialize, ToSchema)]
pub(super) struct ApprovalRequests {
    /// Oldest first.
    approvals: Vec<ApprovalRequest>,
}

/// A request for approval. Times are milliseconds since 1970.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ApprovalRequest {
    /// Its name.
    id: String,
    /// `pending`, `approved` (and not yet taken by the call), `used`, `denied`, `withdrawn` or `expired`.
    state: &'static str,
    /// The principal who calls.
    principal: String,
    /// The tool.
    tool: String,
    /// The tool's server.
    server: String,
    /// The exact arguments, canonical JSON as text.
    arguments: String,
    /// SHA-256 of the arguments.
    digest: String,
    /// The contract's hash.
    contract: String,
    /// The question, as a person should read it.
    question: String,
    /// When it was asked.
    asked: i64,
    /// Until when the call waits.
    expires: i64,
    /// When it was decided.
    decided: Option<i64>,
    /// The principal who decided.
    decided_by: Option<String>,
    /// Why it was denied, in that person's words.
    reason: Option<String>,
}

impl From<Entry> for ApprovalRequest {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            state: entry.state.name(),
            principal: entry.principal,
            tool: entry.tool,
            server: entry.server,
            arguments: entry.arguments,
            digest: entry.digest,
            contract: entry.contract,
            question: entry.question,
            asked: entry.asked,
            expires: entry.expires,
            decided: entry.decided,
            decided_by: entry.decided_by,
            reason: entry.reason,
        }
    }
}

/// Work on the file of requests, on a thread that may wait for the disk.
async fn work<T: Send + 'static>(
    api: &Api,
    work: impl FnOnce(&Approvals) -> T + Send + 'static,
) -> Result<T, Problem> {
    let approvals = Arc::clone(&api.approvals);
    let done = tokio::task::spawn_blocking(move || work(&approvals)).await;
    done.map_err(|_| Problem::unavailable("the gateway is shutting down"))
}

/// Whether decided requests are wanted too.
fn wants_all(query: Option<&str>) -> Result<bool, Problem> {
    match query {
        None | Some("" | "state=pending") => Ok(false),
        Some("state=all") => Ok(true),
        Some(other) => Err(Problem::bad_request(format!(
            "the query `{other}` is not known; write state=pending or state=all"
        ))),
    }
}

/// The requests that wait, or all of the last seven days
#[utoipa::path(get, path = "/api/v1/approvals", tag = "approvals",
    params(("state" = Option<String>, Query, description = "`pending`, which holds without it, or `all`",
        pattern = "^(pending|all)$")),
    responses((status = 200, body = ApprovalRequests), Refused), security(("bearer" = [])))]
pub(super) async fn list(State(api): State<Api>, RawQuery(query): RawQuery) -> Answer<ApprovalRequests> {
    let all = wants_all(query.as_deref())?;
    let entries = work(&api, Approvals::list).await?.map_err(Problem::unavailable)?;
    let wanted = entries.into_iter().filter(|entry| all || entry.state == Standing::Pending);
    Ok(Json(ApprovalRequests { approvals: wanted.map(ApprovalRequest::from).collect() }))
}

fn unknown(id: &str) -> Problem {
    Problem::not_found(format!(
        "approval {id}: there is no such request; GET /api/v1/approvals names those that wait"
    ))
}

/// One request with its exact arguments
#[utoipa::path(get, path = "/api/v1/approvals/{id}", tag = "approvals",
    params(("id" = String, Path, description = "The request's id")),
    responses((status = 200, body = ApprovalRequest), (status = 404, body = Problem, content_type = "application/problem+json"),
        Refused),
    security(("bearer" = [])))]
pub(super) async fn show(State(api): State<Api>, Path(id): Path<String>) -> Answer<ApprovalRequest> {
    let wanted = id.clone();
    let entry = work(&api, move |approvals| approvals.find(&wanted)).await?.map_err(Problem::unavailable)?;
    entry.map(|entry| Json(entry.into())).ok_or_else(|| unknown(&id))
}

/// Let the call that waits run, once
#[utoipa::path(post, path = "/api/v1/approvals/{id}/approve", tag = "approvals",
    params(("id" = String, Path, description = "The request's id")),
    responses((status = 200, body = ApprovalRequest), (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It waits for no decision any more", body = Problem,
            content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn approve(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    Path(id): Path<String>,
) -> Answer<ApprovalRequest> {
    must_wait(&api, &id).await?;
    changing(&api, &operator, ("approval.approve", &id), decide(&api, &operator, &id, Decision::Approve))
        .await
}

/// Why a request is denied.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Denial {
    /// What the caller is told.
    reason: Option<String>,
}

/// Refuse the call that waits
#[utoipa::path(post, path = "/api/v1/approvals/{id}/deny", tag = "approvals",
    params(("id" = String, Path, description = "The request's id")),
    request_body = Option<Denial>,
    responses((status = 200, body = ApprovalRequest), (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It waits for no decision any more", body = Problem,
            content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn deny(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    Path(id): Path<String>,
    body: Body,
) -> Answer<ApprovalRequest> {
    let denial: Option<Denial> = match body.0.trim_ascii() {
        b"" => None,
        text => Some(from_json(text, "`{\"reason\": \"…\"}`")?),
    };
    let reason = denial.unwrap_or_default().reason.map(|text| plain(&text));
    must_wait(&api, &id).await?;
    changing(&api, &operator, ("approval.deny", &id), decide(&api, &operator, &id, Decision::Deny(reason)))
        .await
}

/// Refuses what nobody can decide, before anything is recorded of it.
async fn must_wait(api: &Api, id: &str) -> Result<(), Problem> {
    let wanted = id.to_owned();
    let entry = work(api, move |approvals| approvals.find(&wanted)).await?.map_err(Problem::unavailable)?;
    let entry = entry.ok_or_else(|| unknown(id))?;
    match entry.state {
        Standing::Pending => Ok(()),
        _ => Err(Problem::conflict(format!("approval {id}: {}", Refusal::Settled(Box::new(entry))))),
    }
}

async fn decide(api: &Api, operator: &Operator, id: &str, decision: Decision) -> Answer<ApprovalRequest> {
    let by = operator.principal.spec();
    if !by.may_approve {
        let detail =
            format!("principal `{}` may not approve; that takes `may_approve = true` in tools.toml", by.name);
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    let (wanted, by) = (id.to_owned(), by.name);
    let decided = work(api, move |approvals| approvals.decide(&wanted, &decision, by)).await?;
    decided.map(|entry| Json(entry.into())).map_err(|refusal| match refusal {
        Refusal::Unknown => unknown(id),
        Refusal::Settled(_) => Problem::conflict(format!("approval {id}: {refusal}")),
        Refusal::Broken(problem) => Problem::unavailable(problem),
    })
}

/// The longest reason that is passed on, in characters.
const LONGEST_REASON: usize = 500;

/// A reason as one line that is not too long.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_REASON).collect()
}
