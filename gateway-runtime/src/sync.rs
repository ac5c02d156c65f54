//! Locks that cannot fail.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks. No holder leaves the data half changed, so a panic elsewhere does not make it unusable.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
