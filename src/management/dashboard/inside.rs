//! The management API as the dashboard uses it: what a page changes is changed, checked and recorded in one place.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use axum::{Extension, Router};
use serde_json::Value;
use tower::ServiceExt;

use super::entry::{Visitor, see};
use super::pages::refused;
use crate::management::api::Api;
use crate::management::router;

/// All operations of the API, in this process.
pub(super) struct Inside(Router);

/// No answer to a change is longer, in bytes.
const LONGEST: usize = 1 << 20;

impl Inside {
    pub(super) fn new(api: Api) -> Self {
        Self(router::router(api))
    }

    /// Posts to an operation, in the name of the visitor.
    ///
    /// # Errors
    ///
    /// The status and the reason of a refusal.
    async fn post(&self, visitor: &Visitor, path: &str, body: &Value) -> Result<(), (StatusCode, String)> {
        let broken = |error: String| (StatusCode::INTERNAL_SERVER_ERROR, error);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = Request::post(path).header(CONTENT_TYPE, "application/json").body(Body::from(body));
        let request = request.map_err(|error| broken(error.to_string()))?;
        let operated = self.0.clone().layer(Extension(visitor.operator));
        let Ok(response) = operated.oneshot(request).await;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        let text = axum::body::to_bytes(response.into_body(), LONGEST).await.unwrap_or_default();
        let problem: Value = serde_json::from_slice(&text).unwrap_or_default();
        Err((status, problem["detail"].as_str().unwrap_or("it was refused").to_owned()))
    }

    /// Posts to an operation, and answers with the page `then`, or with the reason of a refusal.
    pub(super) async fn change(&self, visitor: &Visitor, path: &str, body: &Value, then: &str) -> Response {
        match self.post(visitor, path, body).await {
            Ok(()) => see(then),
            Err((status, why)) => refused(status, why),
        }
    }
}
