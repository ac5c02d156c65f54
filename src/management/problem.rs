//! Refusals, as "problem details" (RFC 9457): what was wrong, where, and what would be right.

use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

/// The media type of a problem.
pub(super) const PROBLEM: &str = "application/problem+json";

/// Why a request was not carried out (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// The status, as in the response's head.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// The status in words.
    title: String,
    /// What was wrong, where, and what would be right.
    detail: String,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error").to_owned();
        Self { status: status.as_u16(), title, detail: detail.into() }
    }

    pub(super) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    pub(super) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(super) fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    pub(super) fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    pub(super) fn detail(&self) -> &str {
        &self.detail
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        (status, [(CONTENT_TYPE, HeaderValue::from_static(PROBLEM))], body).into_response()
    }
}

/// Gives a refusal that something else made the form of a problem. What its headers say, such as how to authenticate,
/// stays.
pub(super) async fn in_one_form(response: Response) -> Response {
    let status = response.status();
    let is_problem = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM);
    if !(status.is_client_error() || status.is_server_error()) || is_problem {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let text = axum::body::to_bytes(body, 64 * 1024).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let detail = match (status, text.trim_end()) {
        // The header is added to what is returned here.
        (StatusCode::METHOD_NOT_ALLOWED, "") => {
            "the resource does not know this method; `Allow` names those it knows"
        }
        (_, text) => text,
    };
    head.headers.remove(CONTENT_TYPE);
    head.headers.remove(CONTENT_LENGTH);
    let mut response = Problem::new(status, detail).into_response();
    for (name, value) in &head.headers {
        response.headers_mut().append(name, value.clone());
    }
    response
}

/// What any operation may answer, because of who asks and how.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the document of the API is made from it")]
pub(super) enum Refused {
    /// The query or the path cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// No operator's credentials were shown.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(Problem),
    /// The credentials are not an operator's, or the request is meant for another host or comes from another site.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// The query is too long.
    #[response(status = 414, content_type = "application/problem+json")]
    TooLong(Problem),
    /// Credentials, or what the answer is made of, cannot be had at present.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// What a change may answer beside that.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the document of the API is made from it")]
pub(super) enum ChangeRefused {
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// `Content-Type: application/json` is missing.
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(Problem),
}
