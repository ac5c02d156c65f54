//! How often one principal may call one tool.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::Duration;

use foldhash::fast::RandomState;
use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use crate::principal::Principal;
use crate::shared::Shared;
use crate::spec::{Rate, ToolSpec};
use crate::sync::locked;

/// The limiters of all principals and tools, each made at its first call.
///
/// A rate of N per unit lets N calls through at once when none were made for that unit, and after that one for each Nth
/// of the unit (the generic cell rate algorithm).
#[derive(Debug)]
pub(crate) struct Rates<C: Clock = MonotonicClock> {
    clock: C,
    limiters: Mutex<HashMap<Key, Limiter<C>, RandomState>>,
}

/// Positions of the principal and the tool in the contract, and the rate: another rate is another limiter.
type Key = (u16, u16, Rate);

type Limiter<C> = RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<<C as Clock>::Instant>>;

impl Default for Rates {
    fn default() -> Self {
        Self::new(MonotonicClock)
    }
}

impl<C: Clock + Clone> Rates<C> {
    fn new(clock: C) -> Self {
        Self { clock, limiters: Mutex::default() }
    }

    /// Counts a call of `principal` to `tool`.
    ///
    /// # Errors
    ///
    /// How long to wait, where it is one too many; it is not counted then.
    pub(crate) fn count(&self, principal: u16, tool: u16, rate: Rate) -> Result<(), Duration> {
        let Some(quota) = quota(rate) else { return Ok(()) };
        let mut limiters = locked(&self.limiters);
        let limiter = limiters
            .entry((principal, tool, rate))
            .or_insert_with(|| RateLimiter::direct_with_clock(quota, self.clock.clone()));
        limiter.check().map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

impl Rates {
    /// Counts a call once over all replicas. Each also counts its own share, to which it keeps while the state server is
    /// away: so the time without it does not begin with a share that is whole.
    ///
    /// # Errors
    ///
    /// The rate for which it is one too many, and how long to wait; it is not counted then.
    pub(crate) async fn count_in_all(
        &self,
        (shared, replicas): (&dyn Shared, u32),
        principal: &Principal,
        tool: &ToolSpec,
        rates: &[Rate],
    ) -> Result<(), (Rate, Duration)> {
        let counted = shared.count(principal.spec().name, tool.name, rates).await;
        if let Ok(Err((at, wait))) = counted {
            return Err((rates.get(at).copied().unwrap_or(Rate { calls: 0, per: wait }), wait));
        }
        for rate in rates {
            let own = self.count(principal.index(), tool.index, share(*rate, replicas));
            if let (Err(_), Err(wait)) = (&counted, own) {
                return Err((share(*rate, replicas), wait));
            }
        }
        Ok(())
    }
}

/// What one of so many replicas may let through of a rate: at least one call.
fn share(rate: Rate, replicas: u32) -> Rate {
    Rate { calls: (rate.calls / replicas.max(1)).max(1), ..rate }
}

/// `None` for a rate that the compiler rules out: no calls, or no time.
fn quota(rate: Rate) -> Option<Quota> {
    let calls = NonZeroU32::new(rate.calls)?;
    Some(Quota::with_period(rate.per / rate.calls)?.allow_burst(calls))
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn a_burst_passes_and_then_one_for_each_part_of_the_unit() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::new(clock.clone());
        let rate = Rate { calls: 3, per: MINUTE };
        for _ in 0..3 {
            assert_eq!(rates.count(0, 0, rate), Ok(()));
        }
        assert_eq!(rates.count(0, 0, rate), Err(Duration::from_secs(20)), "it says when to come back");
        clock.advance(Duration::from_secs(5));
        assert_eq!(rates.count(0, 0, rate), Err(Duration::from_secs(15)), "a refused call does not count");
        clock.advance(Duration::from_secs(15));
        assert_eq!(rates.count(0, 0, rate), Ok(()));
        assert!(rates.count(0, 0, rate).is_err());
    }

    #[test]
    fn a_replica_alone_keeps_to_its_share() {
        for (calls, replicas, share_of) in
            [(100, 3, 33), (10, 3, 3), (3, 3, 1), (1, 3, 1), (7, 1, 7), (7, 0, 7)]
        {
            assert_eq!(share(Rate { calls, per: MINUTE }, replicas), Rate { calls: share_of, per: MINUTE });
        }
    }

    #[test]
    fn each_principal_and_each_tool_has_its_own() {
        let rates = Rates::new(FakeRelativeClock::default());
        let rate = Rate { calls: 1, per: MINUTE };
        assert_eq!(rates.count(0, 0, rate), Ok(()));
        assert_eq!((rates.count(1, 0, rate), rates.count(0, 1, rate)), (Ok(()), Ok(())));
        assert!(rates.count(0, 0, rate).is_err());
    }
}
