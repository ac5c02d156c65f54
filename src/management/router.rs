//! What is served: all of it, whichever way a request comes.

use axum::Router;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::api::{self, Api};
use super::document::{DOCUMENT, PATH};
use super::problem::{Problem, in_one_form};

/// No query is longer, in bytes.
const LONGEST_QUERY: usize = 2048;

/// All of it, for whoever has been let in.
pub(super) fn router(api: Api) -> Router {
    let elsewhere = async || Problem::not_found(format!("there is no such resource; {PATH} names all"));
    api::router()
        .route(PATH, get(async || ([(CONTENT_TYPE, "application/json")], DOCUMENT)))
        .fallback(elsewhere)
        .with_state(api)
        .layer(from_fn(well_formed))
        .layer(map_response(in_one_form))
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
