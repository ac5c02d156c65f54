//! What earlier processes of a server have taught: how it speaks, and when to start the next one.

use std::time::Duration;

use tokio::time::Instant;

use crate::era::Era;

/// What earlier processes have taught.
#[derive(Default)]
pub(super) struct History {
    pub(super) era: Option<Era>,
    /// Deaths and failed starts in a row.
    pub(super) failures: u32,
    pub(super) not_before: Option<Instant>,
    pub(super) last: String,
}

/// A process that has run this long is sound: the next death is the first again.
pub(super) const SUSTAINED: Duration = Duration::from_secs(60);

/// The wait before the next start: doubled with each failure in a row, up to the largest.
const FIRST_BACKOFF: Duration = Duration::from_millis(100);
const LARGEST_BACKOFF: Duration = Duration::from_secs(30);

impl History {
    pub(super) fn failed(&mut self, reason: String, after_sustained_uptime: bool) {
        self.failures = if after_sustained_uptime { 1 } else { self.failures.saturating_add(1) };
        self.last = reason;
        let doublings = self.failures.saturating_sub(1).min(16);
        let backoff = FIRST_BACKOFF.saturating_mul(1 << doublings).min(LARGEST_BACKOFF);
        self.not_before = Some(Instant::now() + backoff);
    }
}
