//! The dashboard: the pages of the management listener, for people.
//!
//! Pages are rendered here and complete without a script; the script keeps their figures up to date. What a page changes goes
//! through the management API, as the operator who is signed in. `entry` decides who is let in, `text` is how everything
//! that came from elsewhere gets into a page.

mod assets;
mod entry;
mod figures;
mod form;
mod headers;
mod inside;
mod live;
mod pages;
mod plot;
mod session;
mod sign_in;
mod text;
mod tries;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{get, post};
use gateway_state::audit::Place;
use tokio::sync::Semaphore;

use self::inside::Inside;
use self::session::Sessions;
use self::sign_in::Attempts;
use self::tries::Tries;
use super::api::Api;
use super::gate::Gate;
use crate::audit;
use crate::config::Config;

/// So many pages are kept up to date at once.
const STREAMS: usize = 64;

/// What all pages stand on.
struct Parts {
    api: Api,
    gate: Arc<Gate>,
    inside: Inside,
    sessions: Sessions,
    attempts: Attempts,
    streams: Arc<Semaphore>,
    /// One check of the audit at a time.
    verifying: Semaphore,
    tries: Tries,
    /// Where the audit is; `None` where calls are not recorded.
    audit: Option<Place>,
    /// What each change must repeat while nobody has to sign in.
    open_csrf: String,
}

type Dashboard = Arc<Parts>;

/// The pages, each for those whom `gate` lets in.
///
/// # Errors
///
/// Where the system gives no random numbers, or the settings of the audit are wrong.
pub(super) fn router(api: Api, gate: Arc<Gate>, config: &Config) -> Result<Router, String> {
    let parts: Dashboard = Arc::new(Parts {
        inside: Inside::new(api.clone()),
        gate,
        sessions: Sessions::default(),
        attempts: Attempts::default(),
        streams: Arc::new(Semaphore::new(STREAMS)),
        verifying: Semaphore::new(1),
        tries: Tries::default(),
        audit: if config.audit.enabled { Some(audit::place(config)?) } else { None },
        open_csrf: session::random()?,
        api,
    });
    let entry = from_fn_with_state(parts.clone(), entry::enter);
    Ok(routes().with_state(parts).layer(entry).layer(map_response(headers::add)))
}

fn routes() -> Router<Dashboard> {
    use self::pages::{approvals, audit, calls, contract, overview, servers, tool, tools};
    Router::new()
        .route("/", get(overview::show))
        .route("/servers/{name}", get(servers::show))
        .route("/servers/{name}/{action}", post(servers::act))
        .route("/tools", get(tools::show))
        .route("/tools/{name}", get(tool::show))
        .route("/tools/{name}/try", post(tool::begin))
        .route("/tries/{id}", get(tool::tried))
        .route("/calls", get(calls::show))
        .route("/calls/{id}/cancel", post(calls::cancel))
        .route("/approvals", get(approvals::show))
        .route("/approvals/{id}/approve", post(approvals::approve))
        .route("/approvals/{id}/deny", post(approvals::deny))
        .route("/audit", get(audit::show))
        .route("/audit/verify", post(audit::check))
        .route("/contract", get(contract::show))
        .route("/contract/compare", post(contract::compare))
        .route("/live/overview", get(overview::live))
        .route("/live/calls", get(calls::live))
        .route("/live/approvals", get(approvals::live))
        .route("/live/tries/{id}", get(tool::live))
        .route(sign_in::PATH, get(sign_in::show).post(sign_in::begin))
        .route("/signout", post(sign_in::end))
        .route("/assets/{name}", get(assets::serve))
}
