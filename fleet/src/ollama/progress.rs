//! Progress of work whose end is not known: how many tokens have come so far, and in which phase.

use std::time::{Duration, Instant};

use gateway_runtime::embedded::CallContext;

/// Progress is told at most so often.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// Tells the progress of one call, through all requests that it makes.
pub(crate) struct Teller<'a> {
    context: &'a CallContext,
    done: f64,
    told: f64,
    last: Instant,
    phase: String,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(context: &'a CallContext) -> Self {
        Self { context, done: 0.0, told: 0.0, last: Instant::now(), phase: String::new() }
    }

    pub(crate) fn context(&self) -> &'a CallContext {
        self.context
    }

    /// Begins a phase, which is told at once.
    pub(crate) fn phase(&mut self, name: impl Into<String>) {
        self.phase = name.into();
        self.done += 1.0;
        self.tell();
    }

    /// Counts tokens; they are told when it is time.
    pub(super) fn count(&mut self, tokens: usize) {
        self.done += u32::try_from(tokens).map_or(0.0, f64::from);
        self.tick();
    }

    /// Tells what has been counted since the last time, if it is time.
    pub(super) fn tick(&mut self) {
        if self.done > self.told && self.last.elapsed() >= TELL_EVERY {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.told = self.done;
        self.last = Instant::now();
        self.context.progress(self.done, None, &self.phase);
    }
}
