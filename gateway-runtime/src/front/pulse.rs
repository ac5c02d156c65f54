//! A timer that is due before those of calls.

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::task::AbortOnDropHandle;

/// Less than the time that calls have, and than a response stays silent.
const PULSE: Duration = Duration::from_secs(5);

/// Keeps one until it is dropped. When a timer is set that is due before all others, tokio wakes its own thread by a system
/// call, as another thread may be asleep for longer: without this one, that would be each call that comes alone.
pub(super) fn keep() -> AbortOnDropHandle<()> {
    AbortOnDropHandle::new(tokio::spawn(async {
        loop {
            sleep(PULSE).await;
        }
    }))
}
