//! What large messages may take up of the process's memory together: whoever reads one waits for room, and whoever sends
//! it feels that as back-pressure.

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::metrics::Gauge;

/// From this size on a message is large: it is read into pages of its own, counted against a budget, and not copied.
pub const LARGE: usize = 256 * 1024;

/// The unit in which a budget counts.
const UNIT: usize = 64 * 1024;

/// Room for large messages, in the order in which it is asked for.
#[derive(Debug)]
pub struct Budget {
    units: Semaphore,
    all: usize,
    waiting: Gauge,
}

/// The results of backends, from their first large part until they are written to their clients. One for the process,
/// since memory is the process's.
pub static RESULTS: Budget = Budget::of(32 << 20);

/// A part of a budget; given back when dropped.
#[derive(Debug)]
pub struct Share(SemaphorePermit<'static>);

impl Budget {
    /// So many bytes.
    #[must_use]
    pub const fn of(bytes: usize) -> Self {
        let all = bytes.div_ceil(UNIT);
        Self { units: Semaphore::const_new(all), all, waiting: Gauge::new() }
    }

    /// Waits for room for `bytes`, or for all that there is where that is less. Whoever has it can finish what it reads
    /// without asking again, so that readers never wait for each other in a circle.
    pub async fn share(&'static self, bytes: usize) -> Option<Share> {
        let _waiting = self.waiting.enter();
        let units = u32::try_from(units(bytes).min(self.all)).unwrap_or(u32::MAX);
        // It is never closed.
        self.units.acquire_many(units).await.ok().map(Share)
    }

    /// Whether somebody waits.
    pub fn is_short(&self) -> bool {
        self.waiting.get() > 0
    }

    /// How much is free, in bytes.
    #[must_use]
    pub fn free(&self) -> usize {
        self.units.available_permits() * UNIT
    }
}

impl Share {
    /// Gives back what is over `bytes`.
    pub(super) fn shrink(&mut self, bytes: usize) {
        drop(self.0.split(self.0.num_permits().saturating_sub(units(bytes))));
    }
}

const fn units(bytes: usize) -> usize {
    bytes.div_ceil(UNIT)
}
