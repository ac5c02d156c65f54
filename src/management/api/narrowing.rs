//! What is switched off and lowered, of what was compiled in.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use gateway_runtime::narrow::Overlay;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Api, Body, Json, from_json};
use crate::management::change::{NARROWER, Operator, WIDER, changing};
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
    let overlay: Overlay = from_json(&body.0, "what may stand below [narrow]")?;
    let only_narrows = api.gateway.only_narrows(&overlay).map_err(unfit)?;
    let work = async {
        api.gateway.narrow(overlay).map_err(unfit)?;
        Ok(narrowed(&api))
    };
    let said = String::from_utf8_lossy(&body.0);
    changing(&api, &operator, (if only_narrows { NARROWER } else { WIDER }, &said), work).await
}

/// Narrow the gateway further, beside what an operator set before; what would give something back is refused
#[utoipa::path(post, path = "/api/v1/narrowing", tag = "narrowing",
    request_body(content = Object, description = "In the form of `[narrow]` in gateway.toml"),
    responses((status = 200, body = Narrowing),
        (status = 422, description = "It names something that there is not, or would allow more than now; nothing was changed",
            body = Problem, content_type = "application/problem+json"),
        Refused, ChangeRefused),
    security(("bearer" = [])))]
pub(super) async fn add(
    State(api): State<Api>,
    Extension(operator): Extension<Operator>,
    body: Body,
) -> Answer<Narrowing> {
    let more: Overlay = from_json(&body.0, "what may stand below [narrow]")?;
    if more.is_empty() {
        return Err(Problem::bad_request(
            "the body narrows nothing; name what is to be switched off or lowered",
        ));
    }
    api.gateway.may_narrow_further(&more).map_err(unfit)?;
    let work = async {
        api.gateway.narrow_further(&more).map_err(unfit)?;
        Ok(narrowed(&api))
    };
    changing(&api, &operator, (NARROWER, &String::from_utf8_lossy(&body.0)), work).await
}

#[expect(clippy::needless_pass_by_value, reason = "it is the end of them")]
fn unfit(mistakes: Vec<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, mistakes.join("\n"))
}
