//! A circuit breaker for each server: after some failures in a row its calls are refused at once for a while; then one
//! is let through, and its outcome decides.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

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
    /// Lets a call pass.
    ///
    /// # Errors
    ///
    /// How long to wait, where the breaker is open.
    pub(crate) fn enter(&self) -> Result<Pass<'_>, Duration> {
        let mut state = locked(&self.state);
        match *state {
            State::Closed { .. } => Ok(Pass { breaker: self, settled: false }),
            State::Trial => Err(DURING_TRIAL),
            State::Open { until } => match until.saturating_duration_since(Instant::now()) {
                Duration::ZERO => {
                    *state = State::Trial;
                    Ok(Pass { breaker: self, settled: false })
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
    }

    fn settle(&self, succeeded: bool) {
        let mut state = locked(&self.state);
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
}

impl Pass<'_> {
    /// Tells whether the server did its part; a tool that failed is a server that works.
    pub(crate) fn settle(mut self, succeeded: bool) {
        self.settled = true;
        self.breaker.settle(succeeded);
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if !self.settled {
            self.breaker.undecided();
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
