//! The operations of the API. Each handler carries its own part of the OpenAPI document; the list of `operations!` is where the two meet, and a
//! test sees to it that nothing is served that is not documented.

pub(crate) mod approvals;
pub(crate) mod audit;
mod cache;
mod calls;
mod contract;
mod drift;
mod narrowing;
mod servers;
mod state;
mod tools;

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use bytes::Bytes;
use gateway_runtime::gateway::Gateway;
use gateway_runtime::metrics::Moment;
use gateway_state::Approvals;
use http_body_util::{BodyExt, Limited};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;

use super::problem::Problem;
use super::{exposition, probes};

/// What all operations are about.
#[derive(Clone)]
pub(crate) struct Api {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) approvals: Arc<Approvals>,
    pub(crate) records: Arc<audit::Records>,
    pub(crate) listening: Arc<Listening>,
    /// Cancelled when the gateway takes no more calls.
    pub(crate) draining: CancellationToken,
}

/// Where the gateway listens, as it becomes known.
#[derive(Debug, Default)]
pub(crate) struct Listening {
    /// The address of the MCP endpoint; none on standard input and output.
    pub(crate) mcp: OnceLock<String>,
    /// The address of the management listener.
    pub(crate) management: OnceLock<String>,
}

/// Serves each operation where the list says, and lets the test that makes the document find them all.
macro_rules! operations {
    ($($path:literal => $($method:ident $module:ident::$handler:ident),+;)+) => {
        pub(super) fn router() -> Router<Api> {
            Router::new()$(.route($path, MethodRouter::new()$(.$method($module::$handler))+))+
        }

        #[cfg(test)]
        #[derive(utoipa::OpenApi)]
        #[openapi(paths($($($module::$handler),+),+))]
        pub(super) struct Operations;

        /// Method and path of each.
        #[cfg(test)]
        pub(super) const OPERATIONS: &[(&str, &str)] = &[$($((stringify!($method), $path)),+),+];
    };
}

operations! {
    "/health" => get probes::health;
    "/ready" => get probes::ready;
    "/metrics" => get exposition::metrics;
    "/api/v1/contract" => get contract::contract;
    "/api/v1/figures" => get contract::figures;
    "/api/v1/state" => get state::show;
    "/api/v1/servers" => get servers::list;
    "/api/v1/servers/{name}/start" => post servers::start;
    "/api/v1/servers/{name}/stop" => post servers::stop;
    "/api/v1/servers/{name}/restart" => post servers::restart;
    "/api/v1/servers/{name}/breaker/reset" => post servers::reset_breaker;
    "/api/v1/tools" => get tools::list;
    "/api/v1/tools/{name}" => get tools::show;
    "/api/v1/calls" => get calls::list;
    "/api/v1/calls/{id}/cancel" => post calls::cancel;
    "/api/v1/approvals" => get approvals::list;
    "/api/v1/approvals/{id}" => get approvals::show;
    "/api/v1/approvals/{id}/approve" => post approvals::approve;
    "/api/v1/approvals/{id}/deny" => post approvals::deny;
    "/api/v1/audit" => get audit::list;
    "/api/v1/audit/verify" => get audit::check;
    "/api/v1/audit/export" => get audit::export;
    "/api/v1/audit/tail" => get audit::tail;
    "/api/v1/cache" => get cache::show, delete cache::clear;
    "/api/v1/drift" => get drift::known, post drift::run;
    "/api/v1/narrowing" => get narrowing::show, put narrowing::put, post narrowing::add;
}

/// An answer as JSON.
pub(super) struct Json<T>(pub(super) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
            Err(error) => {
                let detail = format!("the answer cannot be written: {error}");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail).into_response()
            }
        }
    }
}

/// What an operation answers.
type Answer<T> = Result<Json<T>, Problem>;

/// No body is longer, in bytes.
const LONGEST_BODY: usize = 1 << 20;

/// The body of a request, no longer than it may be.
pub(super) struct Body(pub(super) Bytes);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let body = Limited::new(request.into_body(), LONGEST_BODY).collect().await;
        body.map(|body| Self(body.to_bytes())).map_err(|error| {
            if error.is::<http_body_util::LengthLimitError>() {
                let detail = format!("the body is longer than {LONGEST_BODY} bytes");
                return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail);
            }
            Problem::bad_request("the body broke off")
        })
    }
}

/// Reads a body, and says at which place of it a mistake is; `what` is what it should be.
fn from_json<T: DeserializeOwned>(body: &[u8], what: &str) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read =
        serde_path_to_error::deserialize(&mut reader).map_err(|error| match error.path().to_string() {
            path if path == "." => error.into_inner().to_string(),
            path => format!("at `{path}`: {}", error.into_inner()),
        });
    let read = read.and_then(|value| reader.end().map(|()| value).map_err(|error| error.to_string()));
    read.map_err(|mistake| Problem::bad_request(format!("the body is not {what}: {mistake}")))
}

/// The calls of a stretch of time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pace {
    /// Calls that ended, per second.
    calls_per_second: f64,
    /// Those of them that failed, at the tool or at its server, per second.
    failures_per_second: f64,
    /// What half of them took at most, in seconds; null where there were none.
    p50_seconds: Option<f64>,
    /// What all but one of a hundred took at most, in seconds.
    p99_seconds: Option<f64>,
}

impl Pace {
    fn of(moment: &Moment) -> Self {
        Self {
            calls_per_second: moment.rate(),
            failures_per_second: moment.failure_rate(),
            p50_seconds: moment.quantile(0.5),
            p99_seconds: moment.quantile(0.99),
        }
    }
}
