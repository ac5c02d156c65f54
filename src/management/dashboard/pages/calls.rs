//! The calls: those in flight, and as they end.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::response::sse::Event;
use gateway_runtime::audit::stamp;
use gateway_runtime::flight::Seen;
use gateway_runtime::tail::{Ended, Follower, Heard};
use gateway_state::audit::Filter;
use serde_json::Value;
use tokio::time::{Interval, interval};

use super::super::Dashboard;
use super::super::entry::{Fields, Visitor};
use super::super::figures::{Mark, OUTCOMES, outcome_name};
use super::super::live::{PACE, Source, patch, stream};
use super::super::text::{encoded, span};
use super::audit::{Found, Row, recent};
use super::{Choice, Frame, Offered, Page, choices, clock, page, read, refusal, waiting};
use crate::generated::CONTRACT;

/// So many of the calls that have ended are shown.
const SHOWN: usize = 50;

/// Which calls are wanted.
#[derive(Clone, Debug, Default)]
struct Wanted {
    tool: Option<String>,
    server: Option<String>,
    principal: Option<String>,
    outcome: Option<String>,
}

impl Wanted {
    fn read(fields: &Fields) -> Self {
        let filled = |name: &str| fields.filled(name).map(str::to_owned);
        Self {
            tool: filled("tool"),
            server: filled("server"),
            principal: filled("principal"),
            outcome: filled("outcome"),
        }
    }

    /// The outcomes that the audit has of them.
    fn filter(&self) -> Filter {
        let Self { tool, server, principal, outcome } = self.clone();
        Filter { kind: Some("outcome".into()), tool, server, principal, outcome, ..Filter::default() }
    }

    fn query(&self) -> String {
        let Self { tool, server, principal, outcome } = self;
        let parts = [("tool", tool), ("server", server), ("principal", principal), ("outcome", outcome)];
        let part = |(name, value): (&str, &Option<String>)| {
            value.as_ref().map(|value| format!("{name}={}", encoded(value)))
        };
        parts.into_iter().filter_map(part).collect::<Vec<_>>().join("&")
    }

    fn accepts(
        &self,
        principal: &str,
        tool: &gateway_runtime::spec::ToolSpec,
        outcome: Option<&str>,
    ) -> bool {
        let fits =
            |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|wanted| wanted == found);
        fits(&self.tool, tool.name)
            && fits(&self.server, CONTRACT.server_of(tool).name)
            && fits(&self.principal, principal)
            && outcome.is_none_or(|outcome| fits(&self.outcome, outcome))
    }
}

/// A call in flight.
struct Flight {
    id: u64,
    principal: &'static str,
    tool: &'static str,
    server: &'static str,
    stage: Mark,
    age: String,
}

impl Flight {
    fn of(seen: &Seen) -> Self {
        Self {
            id: seen.id,
            principal: seen.principal,
            tool: seen.tool.name,
            server: CONTRACT.server_of(seen.tool).name,
            stage: match seen.stage.name() {
                "approval" => Mark::note("waits for approval"),
                stage => Mark::quiet(stage),
            },
            age: span(Some(seen.age.as_secs_f64())),
        }
    }
}

fn flights(dashboard: &Dashboard, wanted: &Wanted) -> Vec<Flight> {
    let seen = dashboard.api.gateway.in_flight();
    seen.iter().filter(|seen| wanted.accepts(seen.principal, seen.tool, None)).map(Flight::of).collect()
}

fn ended(ended: &Ended) -> Row {
    let time = stamp(ended.at);
    Row {
        clock: clock(&time),
        time,
        principal: ended.principal.into(),
        tool: ended.tool.name.into(),
        server: CONTRACT.server_of(ended.tool).name.into(),
        outcome: Mark::of_outcome(outcome_name(ended.outcome)),
        took: span(Some(ended.took.as_secs_f64())),
        detail: ended.code.unwrap_or_default().into(),
        ..Row::default()
    }
}

#[derive(Template)]
#[template(path = "dashboard/calls.html")]
struct Calls {
    frame: Frame,
    offered: Offered,
    outcomes: Vec<Choice>,
    query: String,
    flights: Vec<Flight>,
    rows: Vec<Row>,
    is_recorded: bool,
}

#[derive(Template)]
#[template(path = "dashboard/calls_now.html")]
struct Patch<'a> {
    flights: Vec<Flight>,
    waiting: i64,
    csrf: &'a str,
}

#[derive(Template)]
#[template(path = "dashboard/calls_rows.html")]
struct Rows {
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "dashboard/calls_row.html")]
struct OneRow {
    row: Row,
}

pub(in super::super) async fn show(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    fields: Fields,
) -> Page {
    let wanted = Wanted::read(&fields);
    let found = match dashboard.audit.clone() {
        Some(place) => {
            let filter = wanted.filter();
            read(move || recent(&place, &filter, None, SHOWN)).await?
        }
        None => Found::default(),
    };
    page(&Calls {
        frame: Frame::new("/calls", &dashboard, &visitor),
        offered: Offered::new(&fields),
        outcomes: choices(OUTCOMES, wanted.outcome.as_deref()),
        query: wanted.query(),
        flights: flights(&dashboard, &wanted),
        rows: found.rows,
        is_recorded: dashboard.audit.is_some(),
    })
}

/// Takes a call in flight back.
pub(in super::super) async fn cancel(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Page {
    let number: u64 =
        id.parse().map_err(|_| refusal(StatusCode::NOT_FOUND, "That is not the number of a call."))?;
    let path = format!("/api/v1/calls/{number}/cancel");
    Ok(dashboard.inside.change(&visitor, &path, &Value::Null, "/calls").await)
}

/// Tells of calls as they end, and at times of those in flight.
struct Tail {
    dashboard: Dashboard,
    csrf: String,
    wanted: Wanted,
    follower: Follower,
    ticks: Interval,
    last: String,
    /// Whether the calls have been told that ended after the page was made, and before they were followed.
    has_caught_up: bool,
}

impl Tail {
    /// All rows anew, as they are recorded.
    async fn caught_up(&mut self) -> Option<Event> {
        self.has_caught_up = true;
        let (place, filter) = (self.dashboard.audit.clone()?, self.wanted.filter());
        let found = tokio::task::spawn_blocking(move || recent(&place, &filter, None, SHOWN)).await;
        let rows = found.ok()?.ok()?.rows;
        Some(Event::default().event("rows").data(Rows { rows }.render().ok()?.replace('\r', "")))
    }

    fn ended(&self, call: &Ended) -> Option<Event> {
        let is_wanted = self.wanted.accepts(call.principal, call.tool, Some(outcome_name(call.outcome)));
        let row = is_wanted.then(|| OneRow { row: ended(call) }.render().ok()).flatten()?;
        Some(Event::default().event("call").data(row.replace('\r', "")))
    }

    fn in_flight(&mut self) -> Option<Event> {
        let flights = flights(&self.dashboard, &self.wanted);
        let html = Patch { flights, waiting: waiting(&self.dashboard), csrf: &self.csrf }.render().ok()?;
        if html == self.last {
            return None;
        }
        self.last = html;
        Some(patch(&self.last))
    }
}

impl Source for Tail {
    async fn next(&mut self) -> Option<Event> {
        loop {
            let told = tokio::select! {
                heard = self.follower.next() => match heard? {
                    Heard::Ended(call) => self.ended(&call),
                    Heard::Lost(count) => Some(Event::default().event("lost").data(count.to_string())),
                },
                _ = self.ticks.tick() => match self.in_flight() {
                    Some(patch) => Some(patch),
                    None if self.has_caught_up => None,
                    None => self.caught_up().await,
                },
            };
            if told.is_some() {
                return told;
            }
        }
    }
}

pub(in super::super) async fn live(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    fields: Fields,
) -> Response {
    let tail = Tail {
        wanted: Wanted::read(&fields),
        follower: dashboard.api.gateway.tail().follow(),
        csrf: visitor.csrf.clone(),
        ticks: interval(PACE / 2),
        last: String::new(),
        has_caught_up: false,
        dashboard: dashboard.clone(),
    };
    stream(dashboard, visitor, tail)
}
