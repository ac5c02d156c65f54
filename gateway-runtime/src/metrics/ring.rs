//! What happened lately, in steps of five seconds.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use super::histogram::{BUCKETS, as_f64, bucket, quantile};

/// The length of one step.
pub const STEP: Duration = Duration::from_secs(5);

/// A minute has so many steps.
const MINUTE: usize = 12;

/// The last steps, each in its slot until another takes it over.
#[derive(Debug)]
pub struct Ring {
    slots: Box<[Slot]>,
}

#[derive(Debug, Default)]
struct Slot {
    /// Which step it holds, counted from 1; 0 for none.
    step: AtomicU64,
    failures: AtomicU32,
    buckets: [AtomicU32; BUCKETS],
}

/// One step, or some of them together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// When it ended, counted from the start of the gateway.
    pub end: Duration,
    /// How long it was.
    pub length: Duration,
    /// Calls that ended in it.
    pub calls: u64,
    /// Those of them that failed, at the tool or at its server.
    pub failures: u64,
    buckets: [u64; BUCKETS],
}

impl Moment {
    /// Calls per second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        per_second(self.calls, self.length)
    }

    /// Failures per second.
    #[must_use]
    pub fn failure_rate(&self) -> f64 {
        per_second(self.failures, self.length)
    }

    /// What `part` of the calls took at most, in seconds; `None` where there were none.
    #[must_use]
    pub fn quantile(&self, part: f64) -> Option<f64> {
        quantile(&self.buckets, part)
    }

    /// This one and the one after it together.
    #[must_use]
    pub fn and(mut self, next: &Self) -> Self {
        self.end = next.end;
        self.length += next.length;
        self.calls += next.calls;
        self.failures += next.failures;
        for (sum, count) in self.buckets.iter_mut().zip(next.buckets) {
            *sum += count;
        }
        self
    }

    fn add(&mut self, slot: &Slot) {
        self.failures += u64::from(slot.failures.load(Ordering::Relaxed));
        for (sum, count) in self.buckets.iter_mut().zip(&slot.buckets) {
            let count = u64::from(count.load(Ordering::Relaxed));
            *sum += count;
            self.calls += count;
        }
    }
}

fn per_second(count: u64, length: Duration) -> f64 {
    if length.is_zero() { 0.0 } else { as_f64(count) / length.as_secs_f64() }
}

fn step_at(now: Duration) -> u64 {
    now.as_secs() / STEP.as_secs() + 1
}

impl Ring {
    /// Keeps so many steps.
    #[must_use]
    pub fn new(steps: usize) -> Self {
        // One more, for the step that is not over.
        Self { slots: (0..=steps).map(|_| Slot::default()).collect() }
    }

    fn slot(&self, step: u64) -> &Slot {
        let length = u64::try_from(self.slots.len()).unwrap_or(u64::MAX);
        &self.slots[usize::try_from(step % length).unwrap_or_default()]
    }

    /// Counts a call that ended `now`, counted from the start.
    pub fn record(&self, now: Duration, took: Duration, failed: bool) {
        let step = step_at(now);
        let slot = self.slot(step);
        // Whoever comes first in a step empties the slot; what another thread counts at that moment may be lost.
        if slot.step.swap(step, Ordering::AcqRel) != step {
            slot.failures.store(0, Ordering::Relaxed);
            slot.buckets.iter().for_each(|count| count.store(0, Ordering::Relaxed));
        }
        slot.failures.fetch_add(u32::from(failed), Ordering::Relaxed);
        slot.buckets[bucket(took)].fetch_add(1, Ordering::Relaxed);
    }

    /// The last `count` steps that are over, oldest first; none from before the start.
    #[must_use]
    pub fn moments(&self, now: Duration, count: usize) -> Vec<Moment> {
        let current = step_at(now);
        let first = current.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX)).max(1);
        let moment = |step: u64| {
            let end = STEP.saturating_mul(u32::try_from(step).unwrap_or(u32::MAX));
            let mut moment = Moment { end, length: STEP, ..Moment::default() };
            let slot = self.slot(step);
            if slot.step.load(Ordering::Acquire) == step {
                moment.add(slot);
            }
            moment
        };
        (first..current).map(moment).collect()
    }

    /// The minute up to now, as one moment; shorter where the gateway has not run for so long.
    #[must_use]
    pub fn last_minute(&self, now: Duration) -> Moment {
        let current = step_at(now);
        let first = current.saturating_sub(MINUTE as u64 - 1).max(1);
        let from = STEP.saturating_mul(u32::try_from(first - 1).unwrap_or(u32::MAX));
        let mut minute = Moment { end: now, length: now.saturating_sub(from), ..Moment::default() };
        for slot in (first..=current).map(|step| (step, self.slot(step))) {
            if slot.1.step.load(Ordering::Acquire) == slot.0 {
                minute.add(slot.1);
            }
        }
        minute
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn steps_are_kept_until_the_ring_is_full_and_empty_ones_are_empty() {
        let ring = Ring::new(3);
        for second in [0, 4, 5, 12] {
            ring.record(second * SECOND, SECOND / 4, second == 4);
        }
        let counts = |now: u32| {
            ring.moments(now * SECOND, 3)
                .iter()
                .map(|m| (m.end.as_secs(), m.calls, m.failures))
                .collect::<Vec<_>>()
        };
        assert_eq!(counts(4), []);
        assert_eq!(counts(17), [(5, 2, 1), (10, 1, 0), (15, 1, 0)]);
        assert_eq!(counts(27), [(15, 1, 0), (20, 0, 0), (25, 0, 0)]);
        let whole = ring.moments(17 * SECOND, 3).iter().fold(Moment::default(), Moment::and);
        assert_eq!(
            (whole.end.as_secs(), whole.length.as_secs(), whole.calls, whole.failures),
            (15, 15, 4, 1)
        );
        assert_eq!(whole.quantile(0.5), ring.last_minute(17 * SECOND).quantile(0.5), "durations are kept");
        ring.record(20 * SECOND, SECOND, false);
        assert_eq!(counts(25), [(15, 1, 0), (20, 0, 0), (25, 1, 0)], "the oldest slot is taken over");
    }

    #[test]
    fn the_last_minute_holds_what_is_not_over_as_well() {
        let ring = Ring::new(12);
        (0..10).for_each(|_| ring.record(3 * SECOND, SECOND / 4, false));
        let minute = ring.last_minute(4 * SECOND);
        assert_eq!((minute.calls, minute.rate(), minute.quantile(0.5)), (10, 2.5, Some(0.175)));
        assert_eq!(ring.last_minute(90 * SECOND).calls, 0);
    }
}
