//! How everything stands.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::super::entry::Visitor;
use super::super::figures::{ServerFigures, servers};
use super::super::live::{Paced, stream};
use super::super::plot::{Plot, latencies, points, rates};
use super::super::{Dashboard, text};
use super::{Frame, Page, page, waiting};

/// What changes.
struct Now {
    up: String,
    rate: String,
    half: String,
    most: String,
    failures: String,
    active: usize,
    waiting: i64,
    /// Why calls cannot be recorded.
    unrecorded: Option<String>,
    plots: [(&'static str, &'static str, Plot); 2],
    servers: Vec<ServerFigures>,
}

impl Now {
    fn of(dashboard: &Dashboard) -> Self {
        let gateway = &dashboard.api.gateway;
        let (metrics, minute) = (gateway.metrics(), gateway.metrics().last_minute());
        let points = points(&metrics.hour());
        Self {
            up: text::span(Some(metrics.up().as_secs_f64())),
            rate: text::rate(minute.rate()),
            half: text::span(minute.quantile(0.5)),
            most: text::span(minute.quantile(0.99)),
            failures: text::percent(minute.failure_rate(), minute.rate()),
            active: gateway.in_flight().len(),
            waiting: waiting(dashboard),
            unrecorded: gateway.audit().standing().problem.clone(),
            plots: [
                ("plot-rate", "Calls", rates(&points, &minute)),
                ("plot-latency", "Latency", latencies(&points, &minute)),
            ],
            servers: servers(gateway),
        }
    }
}

#[derive(Template)]
#[template(path = "dashboard/overview.html")]
struct Overview {
    frame: Frame,
    now: Now,
}

#[derive(Template)]
#[template(path = "dashboard/overview_now.html")]
struct Patch {
    now: Now,
}

pub(in super::super) async fn show(State(dashboard): State<Dashboard>, visitor: Visitor) -> Page {
    page(&Overview { frame: Frame::new("/", &dashboard, &visitor), now: Now::of(&dashboard) })
}

pub(in super::super) async fn live(State(dashboard): State<Dashboard>, visitor: Visitor) -> Response {
    let shown = dashboard.clone();
    let patch = move || {
        let patch = Patch { now: Now::of(&shown) }.render().ok();
        async move { patch }
    };
    stream(dashboard, visitor, Paced::new(patch))
}
