//! The servers: how they stand, and starting and stopping them.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use gateway_runtime::breaker::Status;
use gateway_runtime::health::{ServerHealth, State as BackendState};
use gateway_runtime::near::nearest;
use gateway_runtime::spec::ServerSpec;
use serde::Serialize;
use tokio::time::Instant;
use utoipa::ToSchema;

use super::{Answer, Api, Json, Pace};
use crate::management::PATIENCE;
use crate::management::change::{Operator, changing};
use crate::management::problem::{ChangeRefused, Problem, Refused};

/// All servers.
#[derive(Serialize, ToSchema)]
pub(super) struct Servers {
    /// In the order of their names.
    servers: Vec<Server>,
}

/// One server.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Server {
    /// Its name in tools.toml.
    name: &'static str,
    /// Its name for people.
    title: &'static str,
    /// `idle` (started by its first call), `starting`, `up`, `stopped` (by an operator) or `down`.
    #[schema(value_type = String)]
    state: BackendState,
    /// How long its process or session has lived; null where there is none.
    up_seconds: Option<f64>,
    /// How often its process was started, or its session begun.
    starts: u64,
    /// What went wrong last, which may be long over.
    last_error: Option<String>,
    /// Whether calls pass.
    breaker: Breaker,
    /// Calls that wait for a place.
    waiting: i64,
    /// Tools that are refused because they are not what was reviewed.
    blocked_tools: Vec<&'static str>,
    /// The last minute.
    minute: Pace,
}

/// The breaker of a server.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Breaker {
    /// `closed`, `open` or `trial`.
    state: &'static str,
    /// Failures in a row so far, while it is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    failures: Option<u32>,
    /// How long until the next trial, while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<u64>,
    /// How often it opened.
    opens: u64,
}

impl Breaker {
    fn of(health: &ServerHealth) -> Self {
        let (state, failures, wait) = match health.breaker {
            Status::Closed { failures } => ("closed", Some(failures), None),
            Status::Open { remaining } => ("open", None, Some(remaining)),
            Status::Trial => ("trial", None, None),
        };
        let retry_after_ms = wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        Self { state, failures, retry_after_ms, opens: health.opens }
    }
}

fn seen(api: &Api) -> Vec<Server> {
    let one = |(spec, health): (&'static ServerSpec, ServerHealth)| Server {
        name: spec.name,
        title: spec.title,
        state: health.state,
        up_seconds: health.up.map(|up| up.as_secs_f64()),
        starts: health.starts,
        breaker: Breaker::of(&health),
        waiting: health.waiting,
        minute: Pace::of(&api.gateway.metrics().minute(spec.index)),
        blocked_tools: health.blocked,
        last_error: health.last_error,
    };
    api.gateway.contract().servers.iter().zip(api.gateway.health()).map(one).collect()
}

fn one(api: &Api, spec: &ServerSpec) -> Answer<Server> {
    let found = seen(api).into_iter().find(|server| server.name == spec.name);
    found.map(Json).ok_or_else(|| Problem::not_found("the server is gone"))
}

/// The server of that name.
pub(super) fn find(api: &Api, name: &str) -> Result<&'static ServerSpec, Problem> {
    let contract = api.gateway.contract();
    contract.server(name).ok_or_else(|| {
        let hint = match nearest(name, contract.servers.iter().map(|server| server.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "GET /api/v1/servers names all".to_owned(),
        };
        Problem::not_found(format!("there is no server `{name}`; {hint}"))
    })
}

/// How all servers stand
#[utoipa::path(get, path = "/api/v1/servers", tag = "servers",
    responses((status = 200, body = Servers), Refused), security(("bearer" = [])))]
pub(super) async fn list(State(api): State<Api>) -> Answer<Servers> {
    Ok(Json(Servers { servers: seen(&api) }))
}

/// What can be done to a server.
#[derive(Clone, Copy)]
enum Act {
    Start,
    Stop,
    Restart,
    ResetBreaker,
}

impl Act {
    const fn name(self) -> &'static str {
        match self {
            Self::Start => "server.start",
            Self::Stop => "server.stop",
            Self::Restart => "server.restart",
            Self::ResetBreaker => "breaker.reset",
        }
    }

    async fn carry_out(self, api: &Api, spec: &ServerSpec) -> Result<(), Problem> {
        match self {
            Self::Start => start_now(api, spec).await?,
            Self::Stop => stop_now(api, spec).await,
            Self::Restart => {
                stop_now(api, spec).await;
                start_now(api, spec).await?;
            }
            Self::ResetBreaker => {
                let breaker = api.gateway.breakers().find(|(found, _)| found.index == spec.index);
                breaker.into_iter().for_each(|(_, breaker)| breaker.reset());
            }
        }
        Ok(())
    }
}

async fn start_now(api: &Api, spec: &ServerSpec) -> Result<(), Problem> {
    let started = api.gateway.start_server(spec).await;
    started.map_err(|fault| Problem::new(StatusCode::BAD_GATEWAY, fault.to_string()))
}

async fn stop_now(api: &Api, spec: &ServerSpec) {
    api.gateway.stop_server(spec, Instant::now() + PATIENCE).await;
}

/// Does it, and shows how the server stands then.
async fn change(api: &Api, operator: &Operator, act: Act, name: &str) -> Answer<Server> {
    let spec = find(api, name)?;
    changing(api, operator, (act.name(), name), async {
        act.carry_out(api, spec).await?;
        one(api, spec)
    })
    .await
}

/// Start a server, also one that was stopped; one that runs goes on
#[utoipa::path(post, path = "/api/v1/servers/{name}/start", tag = "servers",
    params(("name" = String, Path, description = "The server's name in tools.toml")),
    responses((status = 200, body = Server), (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 502, description = "It cannot be started", body = Problem, content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn start(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    Path(name): Path<String>,
) -> Answer<Server> {
    change(&api, &operator, Act::Start, &name).await
}

/// Stop a server: calls in flight there fail, and further ones are refused until it is started again
#[utoipa::path(post, path = "/api/v1/servers/{name}/stop", tag = "servers",
    params(("name" = String, Path, description = "The server's name in tools.toml")),
    responses((status = 200, body = Server), (status = 404, body = Problem, content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn stop(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    Path(name): Path<String>,
) -> Answer<Server> {
    change(&api, &operator, Act::Stop, &name).await
}

/// Stop a server and start it again
#[utoipa::path(post, path = "/api/v1/servers/{name}/restart", tag = "servers",
    params(("name" = String, Path, description = "The server's name in tools.toml")),
    responses((status = 200, body = Server), (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 502, description = "It cannot be started", body = Problem, content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn restart(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    Path(name): Path<String>,
) -> Answer<Server> {
    change(&api, &operator, Act::Restart, &name).await
}

/// Let calls to a server pass again at once
#[utoipa::path(post, path = "/api/v1/servers/{name}/breaker/reset", tag = "servers",
    params(("name" = String, Path, description = "The server's name in tools.toml")),
    responses((status = 200, body = Server), (status = 404, body = Problem, content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn reset_breaker(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    Path(name): Path<String>,
) -> Answer<Server> {
    change(&api, &operator, Act::ResetBreaker, &name).await
}
