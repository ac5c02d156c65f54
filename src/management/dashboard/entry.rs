//! Who is let in, and which changes are meant by whoever is.

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use axum::http::request::Parts as Head;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use gateway_runtime::front::http::access::Refusal;
use tokio::time::Instant;

use super::pages::refused;
use super::session::{Key, is_same};
use super::{Dashboard, sign_in};
use crate::management::api;
use crate::management::change::Operator;

/// The header in which a script repeats the token of its page; a form has it in a field of the name [`CSRF_FIELD`].
const CSRF_HEADER: &str = "x-csrf-token";

/// See [`CSRF_HEADER`].
const CSRF_FIELD: &str = "csrf";

/// Whoever asks for a page.
#[derive(Clone, Debug)]
pub(super) struct Visitor {
    pub(super) operator: Operator,
    /// What each change must repeat.
    pub(super) csrf: String,
    /// The session; `None` while nobody has to sign in.
    pub(super) session: Option<Key>,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = StatusCode;

    async fn from_request_parts(head: &mut Head, _: &S) -> Result<Self, StatusCode> {
        head.extensions.get().cloned().ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// The fields of a form that was sent, or of a query.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn read(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    pub(super) fn of(uri: &Uri) -> Self {
        Self::read(uri.query().unwrap_or_default().as_bytes())
    }

    /// The first value of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The same, where it is not empty.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }
}

impl<S: Sync> FromRequestParts<S> for Fields {
    type Rejection = StatusCode;

    async fn from_request_parts(head: &mut Head, _: &S) -> Result<Self, StatusCode> {
        Ok(head.extensions.get().cloned().unwrap_or_else(|| Self::of(&head.uri)))
    }
}

/// No query is longer, in bytes.
const LONGEST_QUERY: usize = 2048;

/// Lets a request pass, with its visitor and its fields, or says why not.
pub(super) async fn enter(State(dashboard): State<Dashboard>, request: Request, next: Next) -> Response {
    match admitted(&dashboard, request).await {
        Ok(request) => next.run(request).await,
        Err(refused) => refused,
    }
}

async fn admitted(dashboard: &Dashboard, request: Request) -> Result<Request, Response> {
    let headers = request.headers();
    dashboard.gate.guard.check(headers).map_err(|why| refused(StatusCode::FORBIDDEN, why.trim_end()))?;
    if request.uri().query().is_some_and(|query| query.len() > LONGEST_QUERY) {
        let why = format!("The query is longer than {LONGEST_QUERY} bytes.");
        return Err(refused(StatusCode::URI_TOO_LONG, why));
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes && !is_own_page(headers) {
        return Err(refused(
            StatusCode::FORBIDDEN,
            "This was sent by a page of another site. Nothing was changed.",
        ));
    }
    let path = request.uri().path();
    let visitor = match path {
        sign_in::PATH => None,
        path if path.starts_with("/assets/") => None,
        path => Some(
            visitor(dashboard, headers, !path.starts_with("/live/"))
                .await?
                .ok_or_else(|| sign_in::wanted(&request))?,
        ),
    };
    let mut request = if changes { with_fields(request, visitor.as_ref()).await? } else { request };
    visitor.map(|visitor| request.extensions_mut().insert(visitor));
    Ok(request)
}

/// Whether a change was sent by one of this listener's own pages, or by no page at all. Browsers say which in
/// `Sec-Fetch-Site` where they trust the connection, and otherwise name the page's origin: another port is another origin.
fn is_own_page(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    text(ORIGIN.as_str()).is_none_or(|origin| {
        let origin = origin.split_once("://").map(|(_, authority)| authority);
        origin.is_some() && origin == text(HOST.as_str())
    })
}

/// Who asks; `None` where that takes signing in. `uses`: a person asked, and not a page by itself.
async fn visitor(
    dashboard: &Dashboard,
    headers: &HeaderMap,
    uses: bool,
) -> Result<Option<Visitor>, Response> {
    let access = &dashboard.gate.access;
    let (credentials, csrf, session) = match session_key(dashboard, headers) {
        Some(key) => match dashboard.sessions.find(key, Instant::now(), uses) {
            Some(session) => (session.credentials, session.csrf, Some(key)),
            None => (HeaderMap::new(), dashboard.open_csrf.clone(), None),
        },
        None => (HeaderMap::new(), dashboard.open_csrf.clone(), None),
    };
    match access.authenticate(&credentials).await {
        Ok(principal) if principal.spec().may_approve => {
            Ok(Some(Visitor { operator: Operator { principal, way: "dashboard" }, csrf, session }))
        }
        Ok(principal) => Err(refused(StatusCode::FORBIDDEN, no_operator(principal.spec().name))),
        Err(Refusal::Unavailable) => Err(refused(
            StatusCode::SERVICE_UNAVAILABLE,
            "Credentials cannot be checked at present; try again later.",
        )),
        Err(_) => Ok(None),
    }
}

/// Whether a visitor may still see what a page shows.
pub(super) async fn is_still_welcome(dashboard: &Dashboard, visitor: &Visitor) -> bool {
    let credentials = match visitor.session {
        Some(key) => match dashboard.sessions.find(key, Instant::now(), false) {
            Some(session) => session.credentials,
            None => return false,
        },
        None => HeaderMap::new(),
    };
    let known = dashboard.gate.access.authenticate(&credentials).await;
    known.is_ok_and(|principal| principal.index() == visitor.operator.principal.index())
}

pub(super) fn no_operator(name: &str) -> String {
    format!("Principal `{name}` is no operator; that takes one with `may_approve = true` in tools.toml.")
}

/// The cookie of this listener. Browsers do not tell ports apart, so that its name must.
pub(super) fn cookie_name(dashboard: &Dashboard) -> String {
    format!("gateway-session-{}", dashboard.gate.address.port())
}

pub(super) fn session_key(dashboard: &Dashboard, headers: &HeaderMap) -> Option<Key> {
    let name = cookie_name(dashboard);
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, id)| Key::of(id))
}

/// The request with the fields of its form, if whoever sent it has seen a page of this session.
async fn with_fields(request: Request, visitor: Option<&Visitor>) -> Result<Request, Response> {
    let (head, body) = request.into_parts();
    let kind = head.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_form =
        kind.split(';').next().is_some_and(|kind| kind.trim() == "application/x-www-form-urlencoded");
    if !is_form {
        let why = "A change needs `Content-Type: application/x-www-form-urlencoded`.";
        return Err(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
    }
    let body = api::Body::from_request(Request::from_parts(head.clone(), body), &()).await;
    let body = body.map_err(|problem| refused(StatusCode::PAYLOAD_TOO_LARGE, problem.detail()))?;
    let fields = Fields::read(&body.0);
    let token = head.headers.get(CSRF_HEADER).and_then(|token| token.to_str().ok());
    let token = token.or(fields.get(CSRF_FIELD)).unwrap_or_default();
    if visitor.is_some_and(|visitor| !is_same(token, &visitor.csrf)) {
        let why = "The form does not belong to this session, perhaps because it is an old one. Nothing was changed; load the \
                   page again.";
        return Err(refused(StatusCode::FORBIDDEN, why));
    }
    let mut request = Request::from_parts(head, Body::empty());
    request.extensions_mut().insert(fields);
    Ok(request)
}

/// A response that sends the browser to another page of its own.
pub(super) fn see(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [("location", path.to_owned())]).into_response()
}
