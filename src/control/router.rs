//! What is served on the control socket.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use gateway_runtime::breaker::{Breaker, Status};
use gateway_runtime::gateway::Gateway;
use gateway_runtime::narrow::Overlay;
use gateway_runtime::shared::{Health, Standing};
use gateway_runtime::spec::ServerSpec;
use serde_json::{Value, json};

/// The state that all of it is about.
type Of = State<Arc<Gateway>>;

/// Who changes something here: whoever can open the socket.
const OPERATOR: &str = "control socket";

pub(super) fn router(gateway: Arc<Gateway>) -> Router {
    Router::new()
        .route("/servers", get(servers))
        .route("/servers/{name}/breaker/reset", post(reset))
        .route("/state", get(state))
        .route("/cache", get(cache).delete(forget))
        .route("/narrow", get(narrowed).put(narrow))
        .fallback(async || failure(StatusCode::NOT_FOUND, "there is no such resource"))
        .method_not_allowed_fallback(async || {
            failure(StatusCode::METHOD_NOT_ALLOWED, "the resource does not know this method")
        })
        .with_state(gateway)
}

async fn servers(State(gateway): Of) -> Response {
    let servers: Value = gateway.breakers().map(|(spec, breaker)| server(spec, breaker)).collect();
    success(&json!({"servers": servers}))
}

fn server(spec: &ServerSpec, breaker: &Breaker) -> Value {
    let breaker = match breaker.status() {
        Status::Closed { failures } => json!({"state": "closed", "failures": failures}),
        Status::Open { remaining } => {
            json!({"state": "open", "retryAfterMs": u64::try_from(remaining.as_millis()).unwrap_or(u64::MAX)})
        }
        Status::Trial => json!({"state": "trial"}),
    };
    json!({"name": spec.name, "title": spec.title, "breaker": breaker})
}

async fn reset(State(gateway): Of, Path(name): Path<String>) -> Response {
    match gateway.breakers().find(|(spec, _)| spec.name == name) {
        Some((spec, breaker)) => {
            breaker.reset();
            gateway.audit().operator("breaker_reset", Some(spec.name), OPERATOR);
            tracing::info!(server = spec.name, "the breaker was reset by an operator");
            success(&server(spec, breaker))
        }
        None => failure(StatusCode::NOT_FOUND, &format!("there is no server `{name}`")),
    }
}

/// How the state server stands; `state` is `alone` for a gateway that shares nothing.
async fn state(State(gateway): Of) -> Response {
    let Some(Health { place, replicas, standing }) = gateway.state_health() else {
        return success(&json!({"state": "alone"}));
    };
    let (state, since, reason) = match standing {
        Standing::Unknown => ("unknown", None, None),
        Standing::Up { since } => ("up", Some(since), None),
        Standing::Away { since, reason } => ("away", Some(since), Some(reason)),
    };
    let time = since.map(|since| since.elapsed().unwrap_or_default().as_millis());
    let time = time.and_then(|time| u64::try_from(time).ok());
    success(&json!({"server": place, "replicas": replicas, "state": state, "forMs": time, "reason": reason}))
}

async fn cache(State(gateway): Of) -> Response {
    gateway.answers().settle().await;
    let figures = gateway.answers().figures();
    success(&json!({
        "entries": figures.entries,
        "bytes": figures.bytes,
        "hits": figures.hits,
        "misses": figures.misses,
    }))
}

async fn forget(State(gateway): Of) -> Response {
    gateway.answers().clear();
    gateway.audit().operator("cache_clear", None, OPERATOR);
    tracing::info!("the remembered answers were cleared by an operator");
    cache(State(gateway)).await
}

async fn narrowed(State(gateway): Of) -> Response {
    let (configured, live) = gateway.overlays();
    success(&json!({"configured": configured, "live": live}))
}

async fn narrow(State(gateway): Of, body: Bytes) -> Response {
    let overlay: Overlay = match serde_json::from_slice(&body) {
        Ok(overlay) => overlay,
        Err(error) => return failure(StatusCode::BAD_REQUEST, &format!("not an overlay: {error}")),
    };
    let said = serde_json::to_string(&overlay).unwrap_or_default();
    match gateway.narrow(overlay) {
        Ok(()) => {
            gateway.audit().operator("narrow", Some(&said), OPERATOR);
            tracing::info!("the gateway was narrowed anew by an operator");
            narrowed(State(gateway)).await
        }
        Err(mistakes) => failure(StatusCode::UNPROCESSABLE_ENTITY, &mistakes.join("\n")),
    }
}

fn success(body: &Value) -> Response {
    answer(StatusCode::OK, body)
}

fn failure(status: StatusCode, what: &str) -> Response {
    answer(status, &json!({"error": what}))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let json = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, json)], body.to_string()).into_response()
}
