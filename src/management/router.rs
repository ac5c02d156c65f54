//! What is served: all of it, whichever way a request comes.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower::ServiceExt;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::api::{self, Api};
use super::problem::{Problem, in_one_form};
use super::{exposition, probes};

/// No query is longer, in bytes.
const LONGEST_QUERY: usize = 2048;

/// Where the API's document is served.
const DOCUMENT: &str = "/api/v1/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Sanctuary Gateway: management",
        description = "Seeing and operating one running gateway. Times are in the unit that the name of a field ends with. \
            Refusals are problem details (RFC 9457). A change needs `Content-Type: application/json`, also without a body.",
        license(name = "MIT OR Apache-2.0")
    ),
    modifiers(&Bearer)
)]
struct Base;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(
            "An API key or a token of a principal with may_approve, where credentials are asked for",
        ));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme.build()));
    }
}

fn parts() -> (Router<Api>, Document) {
    OpenApiRouter::with_openapi(Base::openapi())
        .routes(routes!(probes::health))
        .routes(routes!(probes::ready))
        .routes(routes!(exposition::metrics))
        .merge(api::router())
        .split_for_parts()
}

/// The document of all operations, as it is served and stands in `generated/openapi.json`.
pub(crate) fn document() -> Result<String, String> {
    let document = parts().1.to_pretty_json();
    document.map(|text| text + "\n").map_err(|error| format!("the document cannot be written: {error}"))
}

/// All of it, for whoever has been let in. It is made at the first request: describing its schemas takes longer than all else at the
/// start of the program, and many a gateway is never asked.
pub(super) fn router(api: Api) -> Router {
    let made = Arc::new(OnceLock::<Router>::new());
    Router::new().fallback(move |request: Request| {
        let router = made.get_or_init(|| make(api.clone())).clone();
        async { router.oneshot(request).await }
    })
}

fn make(api: Api) -> Router {
    let elsewhere = async || Problem::not_found(format!("there is no such resource; {DOCUMENT} names all"));
    parts()
        .0
        .route(DOCUMENT, get(async || document().map_err(Problem::unavailable).map(json)))
        .fallback(elsewhere)
        .with_state(api)
        .layer(from_fn(well_formed))
        .layer(map_response(in_one_form))
}

fn json(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}

/// Refuses what a page of another site could make a browser send, and what is too long to be meant.
async fn well_formed(request: Request, next: Next) -> Response {
    if request.uri().query().is_some_and(|query| query.len() > LONGEST_QUERY) {
        let detail = format!("the query is longer than {LONGEST_QUERY} bytes");
        return Problem::new(StatusCode::URI_TOO_LONG, detail).into_response();
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_json =
        kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    if changes && !is_json {
        let detail = "a change needs `Content-Type: application/json`, also without a body";
        return Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).into_response();
    }
    next.run(request).await
}
