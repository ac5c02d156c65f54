//! Pages that are kept up to date: server-sent events.
//!
//! A stream makes its next piece when the one before was taken, so that a slow browser only makes its own page late. It ends
//! when its visitor is no longer welcome, and when the gateway ends.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::Dashboard;
use super::entry::{Visitor, is_still_welcome};

/// How often figures are sent.
pub(super) const PACE: Duration = Duration::from_secs(2);

/// How often a stream says that it lives, when there is nothing else to say.
const BREATH: Duration = Duration::from_secs(15);

/// What a page is told by and by.
pub(super) trait Source: Send + 'static {
    /// Waits for the next event; `None` ends the stream.
    fn next(&mut self) -> impl Future<Output = Option<Event>> + Send;
}

/// The part of a page that has changed.
pub(super) fn patch(html: &str) -> Event {
    // A line break of another kind would end a field of the event early.
    Event::default().event("patch").data(html.replace('\r', ""))
}

struct Stream<S> {
    dashboard: Dashboard,
    visitor: Visitor,
    source: S,
    looks: Interval,
    _place: OwnedSemaphorePermit,
}

impl<S: Source> Stream<S> {
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                biased;
                () = self.dashboard.api.draining.cancelled() => return None,
                _ = self.looks.tick() => {
                    if !is_still_welcome(&self.dashboard, &self.visitor).await {
                        return None;
                    }
                }
                event = self.source.next() => return event,
            }
        }
    }
}

/// Answers with a stream of what `source` tells.
pub(super) fn stream(dashboard: Dashboard, visitor: Visitor, source: impl Source) -> Response {
    let Ok(place) = dashboard.streams.clone().try_acquire_owned() else {
        let why =
            "As many pages as may be are kept up to date already; close one, and load this page again.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, why).into_response();
    };
    let mut looks = interval(PACE);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stream = Stream { dashboard, visitor, source, looks, _place: place };
    let events = unfold(stream, |mut stream| async move {
        let event = stream.next().await?;
        Some((Ok::<_, Infallible>(event), stream))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(BREATH)).into_response()
}

/// Tells at [`PACE`] what `render` gives, when that differs from what it gave last.
pub(super) struct Paced<F> {
    render: F,
    ticks: Interval,
    last: String,
}

impl<F> Paced<F> {
    pub(super) fn new(render: F) -> Self {
        let mut ticks = interval(PACE);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { render, ticks, last: String::new() }
    }
}

impl<F, R> Source for Paced<F>
where
    F: FnMut() -> R + Send + 'static,
    R: Future<Output = Option<String>> + Send,
{
    async fn next(&mut self) -> Option<Event> {
        loop {
            self.ticks.tick().await;
            let html = (self.render)().await?;
            if html != self.last {
                self.last = html;
                return Some(patch(&self.last));
            }
        }
    }
}
