//! Tasks that stay when they have answered a line, for the next one: a task that is made for each line costs more than many an
//! answer.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tokio::sync::Notify;

use crate::sync::locked;

/// More than so many that have nothing to do are let go.
const IDLE: usize = 64;

/// The tasks that have nothing to do.
#[derive(Default)]
pub(super) struct Workers(Mutex<Idle>);

#[derive(Default)]
struct Idle {
    desks: Vec<Desk>,
    is_closed: bool,
}

/// Where one of them finds its next line.
#[derive(Clone, Default)]
pub(super) struct Desk(Arc<Place>);

#[derive(Default)]
struct Place {
    line: Mutex<Option<Bytes>>,
    came: Notify,
}

impl Workers {
    /// Gives a line to one that has nothing to do; back where there is none. Lines are begun in their order, as tasks of one
    /// thread run in the order in which they are woken.
    #[must_use = "the line is answered by nobody"]
    pub(super) fn give(&self, line: Bytes) -> Option<Bytes> {
        // The one that was at work last: what it needs is still in the processor's caches.
        let Some(Desk(place)) = locked(&self.0).desks.pop() else { return Some(line) };
        *locked(&place.line) = Some(line);
        place.came.notify_one();
        None
    }

    /// The next line for who has this desk; none where it is not needed any more.
    pub(super) async fn next(&self, desk: &Desk) -> Option<Bytes> {
        {
            let mut idle = locked(&self.0);
            if idle.is_closed || idle.desks.len() >= IDLE {
                return None;
            }
            idle.desks.push(desk.clone());
        }
        desk.0.came.notified().await;
        locked(&desk.0.line).take()
    }

    /// Lets all go that have nothing to do, now or later.
    pub(super) fn close(&self) {
        let mut idle = locked(&self.0);
        idle.is_closed = true;
        idle.desks.drain(..).for_each(|desk| desk.0.came.notify_one());
    }
}
