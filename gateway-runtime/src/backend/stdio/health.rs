//! Whether the process lives, and how it stands.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::Stdio;
use crate::backend::exchange::Ended;
use crate::backend::{Liveness, handshake};
use crate::health::State;
use crate::sync::locked;

impl Stdio {
    /// Asks the living process, if there is one, for a sign of life. One that gives none within `patience` hangs and is
    /// ended, unless callers still wait for it.
    pub(in crate::backend) async fn check(&self, patience: Duration) {
        let Some(connection) = self.0.alive() else { return };
        let (exchange, server) = (&connection.exchange, self.0.spec.name);
        let (method, params) = handshake::sign_of_life(connection.era);
        let Ok(ticket) = exchange.request(exchange.next_id(), method, params.as_bytes(), None) else {
            return;
        };
        if timeout(patience, ticket).await.is_ok() {
            return;
        }
        let seconds = patience.as_secs_f64();
        if exchange.has_callers() {
            tracing::warn!(
                server,
                "no answer to a health check within {seconds} s; calls are in flight, so it is let be"
            );
            return;
        }
        tracing::warn!(server, "no answer to a health check within {seconds} s; the backend is ended");
        exchange.end(&format!("it did not answer a health check within {seconds} s and was ended."));
        connection.stop.ask(Instant::now());
    }

    pub(in crate::backend) fn health(&self) -> Liveness {
        let supervisor = &self.0;
        let (starts, last_error) = {
            let record = locked(&supervisor.record);
            (record.starts, record.last_error.clone())
        };
        let current = locked(&supervisor.current).clone();
        let ended = current.as_ref().and_then(|current| current.exchange.ended());
        let state = match (&current, &ended, &last_error) {
            (Some(_), None, _) => State::Up,
            _ if supervisor.starting.try_lock().is_err() => State::Starting,
            (None, _, None) => State::Idle,
            _ => State::Down,
        };
        let alive = current.filter(|_| ended.is_none());
        Liveness {
            state,
            up: alive.as_ref().map(|alive| alive.since.elapsed()),
            starts,
            last_error: ended.map(|Ended(reason)| reason).or(last_error),
            verdict: alive.and_then(|alive| alive.watched.verdict()),
        }
    }
}
