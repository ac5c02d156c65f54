//! Durations, counted by size.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use gateway_metrics::BOUNDS;

/// So many buckets: one for each bound, and one for what is beyond.
pub(super) const BUCKETS: usize = BOUNDS.len() + 1;

/// Counts durations by size.
#[derive(Debug, Default)]
pub struct Histogram {
    buckets: [AtomicU64; BUCKETS],
    nanos: AtomicU64,
}

/// What a histogram held at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// How many durations were no longer than each of [`BOUNDS`] and longer than the one before; last, those beyond.
    pub buckets: [u64; BUCKETS],
    /// All durations together, in seconds.
    pub sum: f64,
}

impl Histogram {
    pub(super) fn observe(&self, duration: Duration) {
        self.buckets[bucket(duration)].fetch_add(1, Ordering::Relaxed);
        let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
        self.nanos.fetch_add(nanos, Ordering::Relaxed);
    }

    /// What it holds now.
    #[must_use]
    pub fn observed(&self) -> Observed {
        let buckets = std::array::from_fn(|at| self.buckets[at].load(Ordering::Relaxed));
        Observed { buckets, sum: Duration::from_nanos(self.nanos.load(Ordering::Relaxed)).as_secs_f64() }
    }
}

impl Observed {
    /// How many durations there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.buckets.iter().sum()
    }
}

/// The bucket that counts a duration.
pub(super) fn bucket(duration: Duration) -> usize {
    let seconds = duration.as_secs_f64();
    BOUNDS.partition_point(|bound| *bound < seconds)
}

/// What `part` of the durations were no longer than, in seconds: evenly spread within a bucket, as Prometheus estimates
/// it, and never beyond the largest bound. `None` where there were none.
#[must_use]
pub fn quantile(buckets: &[u64; BUCKETS], part: f64) -> Option<f64> {
    let total: u64 = buckets.iter().sum();
    let rank = part * as_f64(total);
    let (mut below, mut from) = (0, 0.0);
    for (count, bound) in buckets.iter().zip(BOUNDS) {
        if *count > 0 && as_f64(below + count) >= rank {
            return Some(from + (bound - from) * ((rank - as_f64(below)) / as_f64(*count)));
        }
        (below, from) = (below + count, bound);
    }
    (total > 0).then_some(from)
}

/// Counts are far below 2^53.
pub(super) fn as_f64(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_in_the_first_bucket_that_is_not_below_it() {
        for (micros, expected) in
            [(0, 0), (500, 0), (501, 1), (1_000, 1), (300_000_000, 16), (300_000_001, 17)]
        {
            assert_eq!(bucket(Duration::from_micros(micros)), expected, "{micros}");
        }
    }

    #[test]
    fn quantiles_are_spread_evenly_within_a_bucket() {
        let mut buckets = [0; BUCKETS];
        assert_eq!(quantile(&buckets, 0.5), None);
        buckets[8] = 100; // up to 250 ms
        assert_eq!(quantile(&buckets, 0.5), Some(0.175));
        assert_eq!(quantile(&buckets, 1.0), Some(0.25));
        buckets[BUCKETS - 1] = 100;
        assert_eq!(quantile(&buckets, 0.99), Some(300.0), "beyond the largest bound");
    }
}
