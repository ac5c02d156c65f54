//! Rows as they are written, for who follows them.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use gateway_state::audit::{Filter, Place, Rows};
use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::Sender;
use tokio_util::sync::CancellationToken;

use super::Records;
use super::stream::{Part, body};
use crate::cli::audit::show::json_line;
use crate::management::problem::Problem;

/// How often new rows are looked for.
const LOOK: Duration = Duration::from_millis(250);

/// After so many looks without a row something is said, so that nobody takes the connection for dead.
const SILENT: u32 = 60;

/// Where a follower is.
struct Follower {
    place: Place,
    /// `None` until there is a row at all.
    rows: Option<Box<dyn Rows>>,
    seen: i64,
    filter: Filter,
}

impl Follower {
    /// After that row, or from the end on.
    fn open(place: Place, filter: Filter, after: Option<i64>) -> Result<Self, String> {
        let mut rows = place.rows()?;
        let last = rows.as_mut().map_or(Ok(0), |rows| rows.last())?;
        // A number that no row has yet is of another chain.
        let seen = after.map_or(last, |after| after.min(last));
        Ok(Self { place, rows, seen, filter })
    }

    /// The events of what was written since.
    fn look(mut self) -> Result<(Self, String), String> {
        if self.rows.is_none() {
            self.rows = self.place.rows()?;
        }
        let Some(rows) = &mut self.rows else { return Ok((self, String::new())) };
        let mut events = String::new();
        for row in rows.after(self.seen)? {
            self.seen = row.seq;
            let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
            if self.filter.accepts(&body) {
                events += &format!("id: {}\nevent: row\ndata: {}\n", row.seq, json_line(&row));
            }
        }
        Ok((self, events))
    }
}

/// Sends each row that fits, until the one who follows has gone or the gateway ends.
pub(super) async fn follow(
    records: Arc<Records>,
    place: OwnedSemaphorePermit,
    filter: Filter,
    after: Option<i64>,
    draining: CancellationToken,
) -> Result<Response, Problem> {
    let from = records.place.clone();
    let follower = apart(move || Follower::open(from, filter, after)).await.map_err(Problem::unavailable)?;
    let (sender, body) = body();
    tokio::spawn(async move {
        let _place = place;
        tokio::select! {
            () = draining.cancelled() => {}
            () = sender.closed() => {}
            () = tell(follower, &sender) => {}
        }
    });
    Ok(([(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store")], body).into_response())
}

async fn tell(mut follower: Follower, sender: &Sender<Part>) {
    // At once, so that who follows knows that it does.
    let mut text = ": following\n\n".to_owned();
    let mut silent = 0;
    loop {
        if !text.is_empty() && sender.send(Ok(Bytes::from(std::mem::take(&mut text)))).await.is_err() {
            return;
        }
        match apart(move || follower.look()).await {
            Ok((next, events)) => (follower, text) = (next, events),
            Err(problem) => {
                tracing::warn!("who follows the audit is told no more: {problem}");
                let _ = sender.send(Err(io::Error::other(problem))).await;
                return;
            }
        }
        silent = if text.is_empty() { silent + 1 } else { 0 };
        if silent == SILENT {
            (text, silent) = (":\n\n".to_owned(), 0);
        }
        if text.is_empty() {
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// Work on a thread that may wait.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err("the gateway is shutting down".into()))
}
