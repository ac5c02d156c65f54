//! A circuit breaker for each server: after some failures in a row its calls are refused at once for a while; then one
//! is let through, and its outcome decides.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use crate::shared::{Shared, aside};
use crate::sync::locked;

/// So many failures in a row open the breaker.
pub const FAILURES: u32 = 5;

/// So long it stays open.
pub const REST: Duration = Duration::from_secs(60);

/// While the trial runs, others are told to come back after this long.
const DURING_TRIAL: Duration = Duration::from_secs(1);

/// The breaker of one server.
#[derive(Debug, Default)]
pub struct Breaker {
    state: Mutex<State>,
    opens: AtomicU64,
    others: Option<Others>,
}

/// The breakers of the same server at other replicas.
struct Others {
    shared: Arc<dyn Shared>,
    server: &'static str,
}

impl fmt::Debug for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Others({})", self.server)
    }
}

impl Others {
    /// Tells them that it opened for so long, or closed.
    fn tell(&self, open: Option<Duration>) {
        let server = self.server;
        aside(&self.shared, |shared| async move {
            // Who is not told now finds out by itself, or when the state server is back.
            let _ = shared.tell(server, open).await;
        });
    }
}

#[derive(Clone, Copy, Debug)]
enum State {
    Closed { failures: u32 },
    Open { until: Instant },
    Trial,
}

impl Default for State {
    fn default() -> Self {
        Self::Closed { failures: 0 }
    }
}

/// What a breaker says of its server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Calls pass.
    Closed {
        /// Failures in a row so far.
        failures: u32,
    },
    /// Calls are refused.
    Open {
        /// How long from now; zero where the next call is the trial.
        remaining: Duration,
    },
    /// One call is let through to find out.
    Trial,
}

impl Breaker {
    /// One that tells those of other replicas.
    pub(crate) fn of_many(shared: Arc<dyn Shared>, server: &'static str) -> Self {
        Self { others: Some(Others { shared, server }), ..Self::default() }
    }

    /// Lets a call pass.
    ///
    /// # Errors
    ///
    /// How long to wait, where the breaker is open.
    pub(crate) fn enter(&self) -> Result<Pass<'_>, Duration> {
        let mut state = locked(&self.state);
        match *state {
            State::Closed { .. } => Ok(Pass { breaker: self, settled: false, trial: Trial::None }),
            State::Trial => Err(DURING_TRIAL),
            State::Open { until } => match until.saturating_duration_since(Instant::now()) {
                Duration::ZERO => {
                    *state = State::Trial;
                    Ok(Pass { breaker: self, settled: false, trial: Trial::Own })
                }
                remaining => Err(remaining),
            },
        }
    }

    /// What it says now.
    #[must_use]
    pub fn status(&self) -> Status {
        match *locked(&self.state) {
            State::Closed { failures } => Status::Closed { failures },
            State::Open { until } => {
                Status::Open { remaining: until.saturating_duration_since(Instant::now()) }
            }
            State::Trial => Status::Trial,
        }
    }

    /// How often it opened.
    #[must_use]
    pub fn opens(&self) -> u64 {
        self.opens.load(Ordering::Relaxed)
    }

    /// Closes it, as if nothing had failed.
    pub fn reset(&self) {
        *locked(&self.state) = State::default();
        if let Some(others) = &self.others {
            others.tell(None);
        }
    }

    /// Takes over what another replica found out: that it opened for so long, or closed.
    pub(crate) fn hear(&self, open: Option<Duration>) {
        let mut state = locked(&self.state);
        *state = match (*state, open) {
            // The trial that runs here says more.
            (State::Trial, Some(_)) => State::Trial,
            (_, Some(time)) => State::Open { until: Instant::now() + time },
            (_, None) => State::default(),
        };
    }

    /// Tells other replicas where it is open.
    pub(crate) fn tell(&self) {
        if let (Some(others), Status::Open { remaining }) = (&self.others, self.status())
            && !remaining.is_zero()
        {
            others.tell(Some(remaining));
        }
    }

    fn settle(&self, succeeded: bool) {
        let mut state = locked(&self.state);
        let before = *state;
        *state = match (*state, succeeded) {
            // A call from before it opened says nothing of the server as it is now.
            (State::Open { until }, _) => State::Open { until },
            (_, true) => State::default(),
            (State::Closed { failures }, false) if failures + 1 < FAILURES => {
                State::Closed { failures: failures + 1 }
            }
            (_, false) => {
                self.opens.fetch_add(1, Ordering::Relaxed);
                State::Open { until: Instant::now() + REST }
            }
        };
        let Some(others) = &self.others else { return };
        match (before, *state) {
            (State::Trial, State::Closed { .. }) => others.tell(None),
            (State::Trial | State::Closed { .. }, State::Open { .. }) => others.tell(Some(REST)),
            _ => {}
        }
    }

    fn undecided(&self) {
        let mut state = locked(&self.state);
        if matches!(*state, State::Trial) {
            *state = State::Open { until: Instant::now() };
        }
    }
}

/// The right to make one call. Dropped without a verdict, because the caller has gone, it counts for nothing, and the
/// next call is the trial where this one was.
#[derive(Debug)]
#[must_use]
pub(crate) struct Pass<'b> {
    breaker: &'b Breaker,
    settled: bool,
    trial: Trial,
}

/// Whether a call finds out how its server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trial {
    None,
    /// For this replica.
    Own,
    /// For all replicas.
    OfAll,
}

impl Pass<'_> {
    /// Makes sure that a trial is the only one of all replicas until a second after `deadline`, when it has ended. While they
    /// cannot be asked, each has its own.
    ///
    /// # Errors
    ///
    /// How long to wait, where another replica tries.
    pub(crate) async fn alone(mut self, deadline: Instant) -> Result<Self, Duration> {
        if let (Trial::Own, Some(others)) = (self.trial, &self.breaker.others) {
            let lease = deadline.saturating_duration_since(Instant::now()) + Duration::from_secs(1);
            match Box::pin(others.shared.try_one(others.server, lease)).await {
                Ok(true) => self.trial = Trial::OfAll,
                Ok(false) => return Err(DURING_TRIAL),
                Err(_) => {}
            }
        }
        Ok(self)
    }

    /// Tells whether the server did its part; a tool that failed is a server that works.
    pub(crate) fn settle(mut self, succeeded: bool) {
        self.settled = true;
        self.breaker.settle(succeeded);
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        self.breaker.undecided();
        if let (Trial::OfAll, Some(others)) = (self.trial, &self.breaker.others) {
            let server = others.server;
            aside(&others.shared, |shared| async move {
                let _ = shared.give_up(server).await;
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    fn fail(breaker: &Breaker, times: u32) {
        for _ in 0..times {
            breaker.enter().expect("closed, or time for a trial").settle(false);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn it_opens_after_five_failures_in_a_row() {
        let breaker = Breaker::default();
        fail(&breaker, FAILURES - 1);
        breaker.enter().expect("closed").settle(true);
        assert_eq!(breaker.status(), Status::Closed { failures: 0 }, "a success forgets the failures");
        fail(&breaker, FAILURES);
        assert_eq!(breaker.enter().expect_err("open"), REST);
        advance(Duration::from_secs(20)).await;
        assert_eq!(breaker.enter().expect_err("open"), Duration::from_secs(40), "it says when to come back");
    }

    #[tokio::test(start_paused = true)]
    async fn after_its_rest_one_trial_decides() {
        for (succeeds, then) in
            [(true, Status::Closed { failures: 0 }), (false, Status::Open { remaining: REST })]
        {
            let breaker = Breaker::default();
            fail(&breaker, FAILURES);
            advance(REST).await;
            let trial = breaker.enter().expect("time for a trial");
            assert_eq!(breaker.enter().expect_err("one trial at a time"), DURING_TRIAL);
            trial.settle(succeeds);
            assert_eq!(breaker.status(), then);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_trial_whose_caller_goes_away_is_taken_over_by_the_next_call() {
        let breaker = Breaker::default();
        fail(&breaker, FAILURES);
        advance(REST).await;
        drop(breaker.enter().expect("time for a trial"));
        assert_eq!(breaker.status(), Status::Open { remaining: Duration::ZERO });
        breaker.enter().expect("the next trial").settle(true);
        assert_eq!(breaker.status(), Status::Closed { failures: 0 });
    }

    #[tokio::test(start_paused = true)]
    async fn what_began_before_it_opened_does_not_close_it() {
        let breaker = Breaker::default();
        let early = breaker.enter().expect("closed");
        fail(&breaker, FAILURES);
        early.settle(true);
        assert_eq!(breaker.status(), Status::Open { remaining: REST });
        breaker.reset();
        assert_eq!(breaker.status(), Status::Closed { failures: 0 }, "an operator can close it");
    }
}
