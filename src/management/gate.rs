//! Who is let in on the listener.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use gateway_runtime::front::http::access::Access;
use gateway_runtime::front::http::guard::Guard;
use gateway_runtime::front::http::is_reachable_from_outside;
use gateway_runtime::principal::Principal;

use super::change::Operator;
use super::problem::{Problem, in_one_form};

/// Knows who may do what on the listener.
pub(super) struct Gate {
    pub(super) guard: Guard,
    pub(super) access: Access,
    pub(super) address: SocketAddr,
    /// Who may read the metrics beside operators.
    pub(super) scraper: Option<Principal>,
}

/// What a request asks for.
enum Wanted {
    Probe,
    Metrics,
    Operation,
}

fn wanted(path: &str) -> Wanted {
    match path {
        "/health" | "/ready" => Wanted::Probe,
        "/metrics" => Wanted::Metrics,
        _ => Wanted::Operation,
    }
}

/// Lets a request pass, with its operator, or says why not.
pub(super) async fn gate(State(gate): State<Arc<Gate>>, mut request: Request, next: Next) -> Response {
    let wanted = wanted(request.uri().path());
    if let Err(refusal) = from_here(&request) {
        return refusal.into_response();
    }
    if let Err(refusal) = gate.address(&wanted, request.headers()) {
        return Problem::new(StatusCode::FORBIDDEN, refusal.trim_end()).into_response();
    }
    match gate.admit(wanted, request.headers()).await {
        Ok(operator) => {
            if let Some(operator) = operator {
                request.extensions_mut().insert(operator);
            }
            next.run(request).await
        }
        Err(refusal) => refusal,
    }
}

/// Refuses what a browser says comes from a page of another site, also where it sends no `Origin`, and what names a host
/// in its first line, which would be another than that of `Host`.
fn from_here(request: &Request) -> Result<(), Problem> {
    if request.uri().authority().is_some() {
        return Err(Problem::bad_request("the first line names a host; write the path alone"));
    }
    match request.headers().get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => {
            let detail = "the request comes from a page of another site (`Sec-Fetch-Site`)";
            Err(Problem::new(StatusCode::FORBIDDEN, detail))
        }
    }
}

impl Gate {
    /// Whether the request is addressed to this listener. Probes and scrapers name a pod by its address, which nobody can
    /// know beforehand; to a listener for other machines they may: a page that was led here by its name learns only that
    /// the gateway lives, since it has no credentials for the rest.
    fn address(&self, wanted: &Wanted, headers: &HeaderMap) -> Result<(), String> {
        match wanted {
            Wanted::Probe | Wanted::Metrics if is_reachable_from_outside(&self.address) => Ok(()),
            _ => self.guard.check(headers),
        }
    }

    /// The operator who asks; `None` where nobody needs to be one.
    async fn admit(&self, wanted: Wanted, headers: &HeaderMap) -> Result<Option<Operator>, Response> {
        match wanted {
            Wanted::Probe => return Ok(None),
            Wanted::Metrics if !is_reachable_from_outside(&self.address) => return Ok(None),
            Wanted::Metrics | Wanted::Operation => {}
        }
        let principal = match self.access.authenticate(headers).await {
            Ok(principal) => principal,
            Err(refusal) => return Err(in_one_form(self.access.refuse(refusal)).await),
        };
        let may_scrape = matches!(wanted, Wanted::Metrics)
            && self.scraper.is_some_and(|scraper| scraper.index() == principal.index());
        if principal.spec().may_approve {
            return Ok(Some(Operator { principal, way: "http" }));
        }
        if may_scrape {
            return Ok(None);
        }
        let detail = format!(
            "principal `{}` is no operator; that takes one with `may_approve = true` in tools.toml",
            principal.spec().name
        );
        Err(Problem::new(StatusCode::FORBIDDEN, detail).into_response())
    }
}
