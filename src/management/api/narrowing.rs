//! What is switched off and lowered, of what was compiled in.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use gateway_runtime::narrow::Overlay;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Api, Body, Json};
use crate::management::change::{Operator, changing};
use crate::management::problem::{ChangeRefused, Problem, Refused};

/// What is narrowed, in the form of `[narrow]` in gateway.toml.
#[derive(Serialize, ToSchema)]
pub(super) struct Narrowing {
    /// By gateway.toml, for as long as the gateway runs.
    #[schema(value_type = Object)]
    configured: Overlay,
    /// By an operator, since.
    #[schema(value_type = Object)]
    live: Overlay,
}

fn narrowed(api: &Api) -> Json<Narrowing> {
    let (configured, live) = api.gateway.overlays();
    Json(Narrowing { configured: configured.clone(), live })
}

/// What is narrowed
#[utoipa::path(get, path = "/api/v1/narrowing", tag = "narrowing",
    responses((status = 200, body = Narrowing), Refused), security(("bearer" = [])))]
pub(super) async fn show(State(api): State<Api>) -> Answer<Narrowing> {
    Ok(narrowed(&api))
}

/// Narrow the gateway, in the place of what an operator set before; what gateway.toml says stays
#[utoipa::path(put, path = "/api/v1/narrowing", tag = "narrowing",
    request_body(content = Object, description = "In the form of `[narrow]` in gateway.toml; `{}` takes all back"),
    responses((status = 200, body = Narrowing),
        (status = 422, description = "It names something that there is not, or would widen what holds; nothing was changed",
            body = Problem, content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn put(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    body: Body,
) -> Answer<Narrowing> {
    let work = async {
        let overlay = serde_json::from_slice(&body.0).map_err(|error| {
            Problem::bad_request(format!("the body is not what may stand below [narrow]: {error}"))
        })?;
        let set = api.gateway.narrow(overlay);
        set.map_err(|mistakes| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, mistakes.join("\n")))?;
        Ok(narrowed(&api))
    };
    let said = String::from_utf8_lossy(&body.0);
    changing(&api, &operator, ("narrowing.set", &said), work).await
}
