//! The pages, one file each.

pub(super) mod approvals;
pub(super) mod audit;
pub(super) mod calls;
pub(super) mod contract;
pub(super) mod overview;
pub(super) mod servers;
pub(super) mod tool;
pub(super) mod tools;

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use gateway_runtime::near::nearest;
use gateway_runtime::spec::{ServerSpec, ToolSpec};

use super::Dashboard;
use super::assets::{ASSETS, Assets};
use super::entry::Visitor;
use crate::generated::CONTRACT;

/// A page in the navigation.
struct Link {
    path: &'static str,
    name: &'static str,
    is_here: bool,
    /// Whether it says how many calls wait.
    counts: bool,
}

/// The pages of the navigation.
const LINKS: [(&str, &str); 6] = [
    ("/", "Overview"),
    ("/tools", "Tools"),
    ("/calls", "Calls"),
    ("/approvals", "Approvals"),
    ("/audit", "Audit"),
    ("/contract", "Contract"),
];

/// What stands around each page.
struct Frame {
    /// The path of the page that the navigation marks.
    here: &'static str,
    assets: &'static Assets,
    title: &'static str,
    /// Whose page it is.
    who: &'static str,
    /// Whether they can sign out.
    signed_in: bool,
    csrf: String,
    /// Calls of this gateway that wait for a person.
    waiting: i64,
}

impl Frame {
    fn new(here: &'static str, dashboard: &Dashboard, visitor: &Visitor) -> Self {
        Self {
            here,
            assets: &ASSETS,
            title: CONTRACT.title,
            who: visitor.operator.principal.spec().name,
            signed_in: visitor.session.is_some(),
            csrf: visitor.csrf.clone(),
            waiting: waiting(dashboard),
        }
    }

    fn links(&self) -> [Link; LINKS.len()] {
        LINKS.map(|(path, name)| Link {
            path,
            name,
            is_here: path == self.here,
            counts: path == "/approvals",
        })
    }
}

fn waiting(dashboard: &Dashboard) -> i64 {
    dashboard.api.gateway.metrics().waiting().get()
}

/// A page, or why there is none.
type Page = Result<Response, Refusal>;

/// A page with this status.
pub(super) fn render(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(error) => {
            let why = format!("The page cannot be written: {error}.\n");
            (StatusCode::INTERNAL_SERVER_ERROR, why).into_response()
        }
    }
}

fn page(template: &impl Template) -> Page {
    Ok(render(StatusCode::OK, template))
}

#[derive(Template)]
#[template(path = "dashboard/refusal.html")]
struct Refused<'a> {
    assets: &'static Assets,
    title: &'static str,
    status: StatusCode,
    why: &'a str,
}

/// Why something was not done: a page that says so.
pub(super) struct Refusal {
    status: StatusCode,
    why: String,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self { status, why } = self;
        render(status, &Refused { assets: &ASSETS, title: CONTRACT.title, status, why: &why })
    }
}

/// A page that says why something was not done.
pub(super) fn refusal(status: StatusCode, why: impl Into<String>) -> Refusal {
    Refusal { status, why: why.into() }
}

/// The same, as the response.
pub(super) fn refused(status: StatusCode, why: impl Into<String>) -> Response {
    refusal(status, why).into_response()
}

/// What the files of the state folder say, read on a thread that may wait for the disk.
async fn read<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, Refusal> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.unwrap_or_else(|_| Err("the gateway is shutting down".into()));
    done.map_err(|why| refusal(StatusCode::SERVICE_UNAVAILABLE, why))
}

/// The tool of that name or alias.
fn tool_named(name: &str) -> Result<&'static ToolSpec, Refusal> {
    let names = CONTRACT.tools.iter().map(|tool| tool.name);
    let found = CONTRACT.routes.get(name).copied().or_else(|| CONTRACT.waiting(name));
    found.ok_or_else(|| unknown("tool", name, nearest(name, names)))
}

fn server_named(name: &str) -> Result<&'static ServerSpec, Refusal> {
    let names = CONTRACT.servers.iter().map(|server| server.name);
    CONTRACT.server(name).ok_or_else(|| unknown("server", name, nearest(name, names)))
}

fn unknown(kind: &str, name: &str, near: Option<&str>) -> Refusal {
    let hint = near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
    refusal(StatusCode::NOT_FOUND, format!("There is no {kind} `{name}`.{hint}"))
}

/// One of the values that a filter offers.
struct Choice {
    value: &'static str,
    is_chosen: bool,
}

fn choices(values: impl IntoIterator<Item = &'static str>, chosen: Option<&str>) -> Vec<Choice> {
    values.into_iter().map(|value| Choice { value, is_chosen: chosen == Some(value) }).collect()
}

/// Values for filters that several pages have.
struct Offered {
    tools: Vec<Choice>,
    servers: Vec<Choice>,
    principals: Vec<Choice>,
}

impl Offered {
    fn new(fields: &super::entry::Fields) -> Self {
        let chosen = |name: &str| fields.filled(name);
        Self {
            tools: choices(CONTRACT.tools.iter().map(|tool| tool.name), chosen("tool")),
            servers: choices(CONTRACT.servers.iter().map(|server| server.name), chosen("server")),
            principals: choices(CONTRACT.principals.iter().map(|by| by.name), chosen("principal")),
        }
    }
}

/// A time in milliseconds since 1970 as rows of the audit have it.
fn stamp(millis: i64) -> String {
    let since = std::time::Duration::from_millis(u64::try_from(millis).unwrap_or_default());
    gateway_runtime::audit::stamp(std::time::UNIX_EPOCH + since)
}

/// A time without its fraction, as people read it.
fn clock(stamp: &str) -> String {
    stamp.get(..19).unwrap_or(stamp).replace('T', " ")
}
