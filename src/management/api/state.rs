//! The state server that replicas share.

use axum::extract::State;
use gateway_runtime::shared::{Health, Standing};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Api, Json};
use crate::management::problem::Refused;

/// How the state server stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct StateServer {
    /// `alone` for a gateway that shares nothing; else `unknown` before it was first asked, `up` or `away`.
    state: &'static str,
    /// Where it is, without user and password.
    server: Option<String>,
    /// So many replicas share it, as configured.
    replicas: Option<u32>,
    /// For how long it has been up or away.
    for_ms: Option<u64>,
    /// Why it is away.
    reason: Option<String>,
}

/// How the state server stands that replicas share
#[utoipa::path(get, path = "/api/v1/state", tag = "gateway",
    responses((status = 200, body = StateServer), Refused), security(("bearer" = [])))]
pub(super) async fn show(State(api): State<Api>) -> Answer<StateServer> {
    let Some(Health { place, replicas, standing }) = api.gateway.state_health() else {
        let alone = StateServer { state: "alone", server: None, replicas: None, for_ms: None, reason: None };
        return Ok(Json(alone));
    };
    let (state, since, reason) = match standing {
        Standing::Unknown => ("unknown", None, None),
        Standing::Up { since } => ("up", Some(since), None),
        Standing::Away { since, reason } => ("away", Some(since), Some(reason)),
    };
    let time = since.map(|since| since.elapsed().unwrap_or_default().as_millis());
    let for_ms = time.and_then(|time| u64::try_from(time).ok());
    Ok(Json(StateServer { state, server: Some(place), replicas: Some(replicas), for_ms, reason }))
}
