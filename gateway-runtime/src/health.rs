//! Health: how each server stands, and the regular question whether those that live still answer.

use std::time::Duration;

use serde::Serialize;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::breaker::Status;
use crate::gateway::Gateway;

/// How one server stands.
#[derive(Clone, Debug)]
pub struct ServerHealth {
    /// The server.
    pub server: &'static str,
    /// Whether it can be used.
    pub state: State,
    /// What its breaker says.
    pub breaker: Status,
    /// How long its process or session has lived; `None` where there is none.
    pub up: Option<Duration>,
    /// How many times its process was started, or its session begun, with success.
    pub starts: u64,
    /// What went wrong last, which may be long over.
    pub last_error: Option<String>,
    /// Calls that wait for a place.
    pub waiting: i64,
    /// How often its breaker opened.
    pub opens: u64,
    /// The tools that are refused because they are not what was reviewed.
    pub blocked: Vec<&'static str>,
}

/// Whether a server can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing has been asked of it yet: it is started by its first call.
    Idle,
    /// It is being started.
    Starting,
    /// It answers.
    Up,
    /// An operator stopped it: no call starts it.
    Stopped,
    /// It ended, could not be started, or does not answer; the next call tries again.
    Down,
}

/// No live backend needs longer than this for a sign of life.
const PATIENCE: Duration = Duration::from_secs(10);

/// Checks all live backends at each `interval`, all at once, until the future is dropped. Starts nothing.
pub async fn watch(gateway: &Gateway, interval: Duration) {
    let interval = interval.max(Duration::from_millis(1));
    let mut ticks = interval_at(Instant::now() + interval, interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        gateway.check(interval.min(PATIENCE)).await;
    }
}
