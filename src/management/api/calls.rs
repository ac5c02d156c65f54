//! The calls in flight.

use axum::Extension;
use axum::extract::{Path, State};
use gateway_runtime::flight::Seen;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Api, Json};
use crate::management::change::{Operator, changing};
use crate::management::problem::{ChangeRefused, Problem, Refused};

/// All calls in flight.
#[derive(Serialize, ToSchema)]
pub(super) struct Calls {
    /// The longest under way first.
    calls: Vec<Call>,
}

/// One call in flight.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Call {
    /// Its number, which no other call of this process has.
    id: u64,
    /// Who called.
    principal: &'static str,
    /// What was called.
    tool: &'static str,
    /// The tool's server.
    server: &'static str,
    /// `memory` (its answer may be remembered, or on its way to an equal call), `approval` (it waits for a person) or
    /// `backend` (it waits for a place at its server, or for the answer).
    stage: &'static str,
    /// How long ago it came, in milliseconds.
    age_ms: u64,
}

impl Call {
    fn of(api: &Api, seen: &Seen) -> Self {
        Self {
            id: seen.id,
            principal: seen.principal,
            tool: seen.tool.name,
            server: api.gateway.server_of(seen.tool).name,
            stage: seen.stage.name(),
            age_ms: u64::try_from(seen.age.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

/// The calls in flight
#[utoipa::path(get, path = "/api/v1/calls", tag = "calls",
    responses((status = 200, body = Calls), Refused), security(("bearer" = [])))]
pub(super) async fn list(State(api): State<Api>) -> Answer<Calls> {
    Ok(Json(Calls { calls: api.gateway.in_flight().iter().map(|seen| Call::of(&api, seen)).collect() }))
}

/// Take a call back: its caller is told, and its server where it can be
#[utoipa::path(post, path = "/api/v1/calls/{id}/cancel", tag = "calls",
    params(("id" = u64, Path, description = "The call's number")),
    responses((status = 200, body = Call), (status = 404, body = Problem, content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn cancel(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    Path(id): Path<String>,
) -> Answer<Call> {
    let number: u64 =
        id.parse().map_err(|_| Problem::bad_request(format!("`{id}` is not a call's number")))?;
    let gone = || {
        Problem::not_found(format!(
            "no call {number} is in flight; GET /api/v1/calls and `gateway calls list` name those that are"
        ))
    };
    if !api.gateway.in_flight().iter().any(|seen| seen.id == number) {
        return Err(gone());
    }
    let work = async {
        let cancelled = api.gateway.cancel(number);
        cancelled.map(|seen| Json(Call::of(&api, &seen))).ok_or_else(gone)
    };
    changing(&api, &operator, ("call.cancel", &id), work).await
}
