//! Whether the gateway lives, and whether it takes calls.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gateway_runtime::breaker::Status;
use gateway_runtime::health::State as BackendState;
use gateway_runtime::shared::{self, Standing};
use serde::Serialize;
use utoipa::ToSchema;

use super::api::{Api, Json};
use super::problem::Problem;

/// That the gateway lives.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// `ok`, or `degraded` where an operator should look.
    status: &'static str,
    /// What is not well: `backend_down`, `breaker_open`, `tools_blocked`, `calls_unrecorded` (rows of the audit cannot be
    /// written, and what changes something is refused), `state_server_away`. More of it says the API.
    facts: Vec<&'static str>,
    /// The process that answers.
    pid: u32,
}

fn facts(api: &Api) -> Vec<&'static str> {
    let health = api.gateway.health();
    let any = |is: &dyn Fn(&gateway_runtime::health::ServerHealth) -> bool| health.iter().any(is);
    [
        ("backend_down", any(&|server| server.state == BackendState::Down)),
        ("breaker_open", any(&|server| !matches!(server.breaker, Status::Closed { .. }))),
        ("tools_blocked", any(&|server| !server.blocked.is_empty())),
        ("calls_unrecorded", api.gateway.audit().standing().problem.is_some()),
        ("state_server_away", is_away(api)),
    ]
    .into_iter()
    .filter_map(|(fact, is_so)| is_so.then_some(fact))
    .collect()
}

fn is_away(api: &Api) -> bool {
    matches!(api.gateway.state_health(), Some(shared::Health { standing: Standing::Away { .. }, .. }))
}

/// Whether the gateway lives: always 200 while it answers. A restart would mend nothing that is told here: backends are
/// started again and breakers close by themselves
#[utoipa::path(get, path = "/health", tag = "probes", responses((status = 200, body = Health),
    (status = 403, description = "The request is meant for another host", body = Problem,
        content_type = "application/problem+json")))]
pub(super) async fn health(State(api): State<Api>) -> Json<Health> {
    let facts = facts(&api);
    Json(Health { status: if facts.is_empty() { "ok" } else { "degraded" }, facts, pid: std::process::id() })
}

/// Whether calls are taken.
#[derive(Serialize, ToSchema)]
pub(super) struct Readiness {
    /// `ready` or `draining`.
    status: &'static str,
}

/// Whether the gateway takes calls: 503 from the signal to end until the end. Backends that are down do not make it
/// unready: lists need none, and another replica would not reach them either
#[utoipa::path(get, path = "/ready", tag = "probes", responses((status = 200, body = Readiness),
    (status = 403, description = "The request is meant for another host", body = Problem,
        content_type = "application/problem+json"),
    (status = 503, description = "It is ending", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn ready(State(api): State<Api>) -> Response {
    match api.draining.is_cancelled() {
        false => Json(Readiness { status: "ready" }).into_response(),
        true => {
            let detail = "the gateway is ending: calls in flight are finished, and no others taken";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail).into_response()
        }
    }
}
