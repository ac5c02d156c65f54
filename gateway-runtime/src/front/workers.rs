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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_go_in_their_order_to_tasks_that_stay_until_none_is_needed() {
        let workers = Arc::<Workers>::default();
        let heard = Arc::<Mutex<Vec<Bytes>>>::default();
        let mut tasks = Vec::new();
        let (first, second) = (["a", "b"], ["c", "d"]);
        for line in first.into_iter().chain(second) {
            let Some(line) = workers.give(line.into()) else { continue };
            let (workers, heard) = (workers.clone(), heard.clone());
            tasks.push(tokio::spawn(async move {
                let (desk, mut next) = (Desk::default(), Some(line));
                while let Some(line) = next {
                    locked(&heard).push(line);
                    next = workers.next(&desk).await;
                }
            }));
            if tasks.len() == first.len() {
                // Both come to have nothing to do.
                tokio::task::yield_now().await;
            }
        }
        tokio::task::yield_now().await;
        assert_eq!(
            (tasks.len(), locked(&heard).clone()),
            (2, ["a", "b", "c", "d"].map(Bytes::from).to_vec())
        );
        workers.close();
        for task in tasks {
            task.await.expect("a task that ends");
        }
        assert_eq!(workers.give("e".into()), Some(Bytes::from("e")));
    }

    #[tokio::test]
    async fn of_many_at_once_few_stay() {
        let workers = Arc::<Workers>::default();
        let stay = |_| {
            tokio::spawn({
                let workers = workers.clone();
                async move { workers.next(&Desk::default()).await }
            })
        };
        let tasks: Vec<_> = (0..IDLE + 3).map(stay).collect();
        // More turns than it takes for all of them to come to the point.
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        assert_eq!(tasks.iter().filter(|task| task.is_finished()).count(), 3);
    }
}
