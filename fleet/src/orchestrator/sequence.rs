//! Several pieces of work, each with progress of its own, as one call.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use gateway_runtime::embedded::CallContext;

/// How often the caller's own flag is looked at.
const TICK: Duration = Duration::from_millis(50);

/// Does work under a context whose progress may begin anew: for the caller it grows on. Cancelling the call cancels it.
pub(super) fn in_sequence<T>(context: &CallContext, work: impl FnOnce(&CallContext) -> T) -> T {
    let (cancelled, ended) = (Arc::new(AtomicBool::new(context.is_cancelled())), AtomicBool::new(false));
    let inner = CallContext::new(cancelled.clone(), Some(Arc::new(growing(context.clone()))));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Acquire) {
                cancelled.fetch_or(context.is_cancelled(), Ordering::Relaxed);
                std::thread::park_timeout(TICK);
            }
        });
        let _end = AtEnd(&ended);
        work(&inner)
    })
}

/// Lets the watching thread end, also where the work panics.
struct AtEnd<'a>(&'a AtomicBool);

impl Drop for AtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

/// A total would be that of one piece only, so none is told.
fn growing(context: CallContext) -> impl Fn(f64, Option<f64>, &str) + Send + Sync {
    let before_and_last = Mutex::new((0.0, 0.0));
    move |done, _, message| {
        let mut state = before_and_last.lock().unwrap_or_else(PoisonError::into_inner);
        let (before, last) = *state;
        let before = if done <= last { before + last } else { before };
        *state = (before, done);
        context.progress(before + done, None, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_that_begins_anew_grows_on() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let kept = told.clone();
        let sink = move |done: f64, total: Option<f64>, _: &str| kept.lock().unwrap().push((done, total));
        let context = CallContext::new(Arc::default(), Some(Arc::new(sink)));
        in_sequence(&context, |inner| {
            for done in [1.0, 2.0, 2.0, 1.0, 5.0] {
                inner.progress(done, Some(9.0), "");
            }
        });
        let expected = [1.0, 2.0, 4.0, 5.0, 9.0].map(|done| (done, None));
        assert_eq!(*told.lock().unwrap(), expected);
    }

    #[test]
    fn a_cancelled_call_cancels_its_work() {
        let flag = Arc::new(AtomicBool::new(false));
        let context = CallContext::new(flag.clone(), None);
        in_sequence(&context, |inner| {
            flag.store(true, Ordering::Relaxed);
            while !inner.is_cancelled() {
                std::thread::yield_now();
            }
        });
    }
}
