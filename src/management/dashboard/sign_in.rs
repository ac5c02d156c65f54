//! Signing in with an operator's key, and out.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

use askama::Template;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, ORIGIN, RETRY_AFTER, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use gateway_runtime::front::http::access::Refusal;
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use tokio::time::Instant;

use super::Dashboard;
use super::assets::{ASSETS, Assets};
use super::entry::{Fields, Visitor, cookie_name, no_operator, see, session_key};
use super::pages::{refused, render};

/// Where that is.
pub(super) const PATH: &str = "/signin";

/// So many attempts an address has at once, and a minute after that.
const ATTEMPTS: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// Of so many addresses attempts are remembered before those that have rested are forgotten.
const ADDRESSES: usize = 1024;

/// How often somebody tries.
pub(super) struct Attempts(RateLimiter<IpAddr, HashMapStateStore<IpAddr>, DefaultClock>);

impl Default for Attempts {
    fn default() -> Self {
        Self(RateLimiter::hashmap(Quota::per_minute(ATTEMPTS)))
    }
}

impl Attempts {
    /// Counts one from that address; where it is one too many, how many seconds to wait.
    fn count(&self, from: IpAddr) -> Result<(), u64> {
        if self.0.len() > ADDRESSES {
            self.0.retain_recent();
        }
        let wait =
            |until: governor::NotUntil<_>| until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
        self.0.check_key(&from).map_err(wait)
    }
}

#[derive(Template)]
#[template(path = "dashboard/signin.html")]
struct SignIn<'a> {
    assets: &'static Assets,
    title: &'static str,
    /// Why it is shown again.
    problem: Option<&'a str>,
    /// Where to go then.
    next: &'a str,
}

fn page(status: StatusCode, problem: Option<&str>, next: &str) -> Response {
    let title = crate::generated::CONTRACT.title;
    let mut response = render(status, &SignIn { assets: &ASSETS, title, problem, next });
    if status == StatusCode::UNAUTHORIZED {
        response
            .headers_mut()
            .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"management\""));
    }
    response
}

/// The answer to whoever must sign in first.
pub(super) fn wanted(request: &Request) -> Response {
    let is_page = request.method() == "GET" && !request.uri().path().starts_with("/live/");
    let next = request.uri().path_and_query().map_or("/", |path| path.as_str());
    page(StatusCode::UNAUTHORIZED, None, if is_page { next } else { "/" })
}

/// A path of this listener's own, and nothing that a browser could take for another site.
fn own_path(next: Option<&str>) -> &str {
    let is_own = |next: &&str| {
        let rest = next.strip_prefix('/');
        rest.is_some_and(|rest| !rest.starts_with(['/', '\\']))
            && next.bytes().all(|byte| byte.is_ascii_graphic())
    };
    next.filter(is_own).unwrap_or("/")
}

pub(super) async fn show(uri: Uri) -> Response {
    page(StatusCode::OK, None, own_path(Fields::of(&uri).get("next")))
}

/// Checks the key as the API would, and begins a session.
pub(super) async fn begin(
    State(dashboard): State<Dashboard>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let next = own_path(fields.get("next"));
    if let Err(wait) = dashboard.attempts.count(from.ip()) {
        let why = format!("There were too many attempts. Wait {wait} seconds.");
        let mut response = page(StatusCode::TOO_MANY_REQUESTS, Some(&why), next);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait));
        return response;
    }
    match signed_in(&dashboard, fields.get("key").unwrap_or_default()).await {
        Ok(id) => {
            let cookie = cookie(&dashboard, &id, is_over_tls(&headers));
            ([(SET_COOKIE, cookie)], see(next)).into_response()
        }
        Err((status, why)) => page(status, Some(&why), next),
    }
}

/// The id of a new session.
async fn signed_in(dashboard: &Dashboard, key: &str) -> Result<String, (StatusCode, String)> {
    let credentials = credentials(key).ok_or((StatusCode::UNAUTHORIZED, "This is not a key.".to_owned()))?;
    let known = dashboard.gate.access.authenticate(&credentials).await;
    let principal = known.map_err(|refusal| match refusal {
        Refusal::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Credentials cannot be checked at present; try again later.".to_owned(),
        ),
        _ => (StatusCode::UNAUTHORIZED, "This key is not accepted.".to_owned()),
    })?;
    let by = principal.spec();
    if !by.may_approve {
        return Err((StatusCode::FORBIDDEN, no_operator(by.name)));
    }
    let id = dashboard.sessions.begin(credentials, Instant::now());
    let id = id.map_err(|problem| (StatusCode::SERVICE_UNAVAILABLE, problem))?;
    let audit = dashboard.api.gateway.audit();
    audit.operator("dashboard.sign_in", None, &format!("{} (dashboard)", by.name));
    Ok(id)
}

/// A key as a request to the API shows it.
fn credentials(key: &str) -> Option<HeaderMap> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", key.trim())).ok()?;
    value.set_sensitive(true);
    Some(HeaderMap::from_iter([(AUTHORIZATION, value)]))
}

/// Whether the browser sees this page over TLS, which something before this listener speaks. It says so itself, with
/// every form.
fn is_over_tls(headers: &HeaderMap) -> bool {
    headers.get(ORIGIN).is_some_and(|origin| origin.as_bytes().starts_with(b"https://"))
}

fn cookie(dashboard: &Dashboard, id: &str, is_secure: bool) -> String {
    let secure = if is_secure { "; Secure" } else { "" };
    format!("{}={id}; Path=/; HttpOnly; SameSite=Strict{secure}", cookie_name(dashboard))
}

pub(super) async fn end(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Response {
    let Some(key) = session_key(&dashboard, &headers) else {
        return refused(
            StatusCode::CONFLICT,
            "Nobody has to sign in here at present, so that nobody can sign out.",
        );
    };
    dashboard.sessions.end(key);
    let by = visitor.operator.principal.spec().name;
    dashboard.api.gateway.audit().operator("dashboard.sign_out", None, &format!("{by} (dashboard)"));
    let gone = format!("{}; Max-Age=0", cookie(&dashboard, "", is_over_tls(&headers)));
    ([(SET_COOKIE, gone)], see(PATH)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_only_own_pages_follow() {
        for (next, path) in [
            (Some("/tools?q=a"), "/tools?q=a"),
            (Some("//evil.example"), "/"),
            (Some("/\\evil.example"), "/"),
            (Some("https://evil.example"), "/"),
            (Some("/a\r\nset-cookie: b"), "/"),
            (Some(""), "/"),
            (None, "/"),
        ] {
            assert_eq!(own_path(next), path, "{next:?}");
        }
    }
}
