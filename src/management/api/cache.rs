//! The answers that are remembered.

use axum::Extension;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Api, Json};
use crate::management::change::{Operator, changing};
use crate::management::problem::{ChangeRefused, Refused};

/// How the cache did so far.
#[derive(Serialize, ToSchema)]
pub(super) struct Cache {
    /// Answers that are kept.
    entries: u64,
    /// Their size in bytes, with their arguments.
    bytes: u64,
    /// Calls that were answered from memory, or by an equal call at the same time.
    hits: u64,
    /// Those of them that waited for an equal call.
    joined: u64,
    /// Calls that could have been answered from memory, and were not.
    misses: u64,
}

async fn figures(api: &Api) -> Cache {
    api.gateway.answers().settle().await;
    let figures = api.gateway.answers().figures();
    Cache {
        entries: figures.entries,
        bytes: figures.bytes,
        hits: figures.hits,
        joined: figures.joined,
        misses: figures.misses,
    }
}

/// How the cache did so far
#[utoipa::path(get, path = "/api/v1/cache", tag = "cache",
    responses((status = 200, body = Cache), Refused), security(("bearer" = [])))]
pub(super) async fn show(State(api): State<Api>) -> Answer<Cache> {
    Ok(Json(figures(&api).await))
}

/// Forget all answers
#[utoipa::path(delete, path = "/api/v1/cache", tag = "cache",
    responses((status = 200, body = Cache), Refused, ChangeRefused), security(("bearer" = [])))]
pub(super) async fn clear(State(api): State<Api>, Extension(operator): Extension<Operator>) -> Answer<Cache> {
    let work = async {
        api.gateway.answers().clear();
        Ok(Json(figures(&api).await))
    };
    changing(&api, &operator, ("cache.clear", ""), work).await
}
