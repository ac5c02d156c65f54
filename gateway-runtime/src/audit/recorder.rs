//! The queue's front: where rows are put, and how it stands with them.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use tokio::sync::{Semaphore, oneshot};

use super::Store;
use super::lane::Lane;
use super::queue::{Item, Loss, State, Writer};
use super::row::Row;
use crate::approval::Event;
use crate::spec::Contract;
use crate::sync::locked;

/// Rows that wait to be written at most; who brings more waits.
const PLACES: usize = 8192;

/// Whose answers wait until their outcome is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Waits {
    /// Calls that change something.
    #[default]
    Writes,
    /// All calls.
    All,
}

/// Takes the rows of one gateway. Without a store it takes none.
#[derive(Default)]
pub struct Recorder(Option<Queue>);

struct Queue {
    state: Arc<State>,
    contract: &'static str,
    waits: Waits,
    /// Until the first row: a gateway that serves no call opens no store.
    store: Mutex<Option<Box<dyn Store>>>,
    lane: OnceLock<Arc<Lane>>,
    /// Tells the calls of this process from those of others.
    process: String,
    calls: AtomicU64,
}

/// How it stands with the rows of a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether rows are kept at all.
    pub is_on: bool,
    /// Rows written since the start.
    pub recorded: u64,
    /// Rows that could not be written since the start, and are lost.
    pub unrecorded: u64,
    /// Rows that wait to be written.
    pub waiting: u64,
    /// Why rows cannot be written now.
    pub problem: Option<String>,
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Recorder").field(&self.standing()).finish()
    }
}

impl Recorder {
    /// Puts rows into `store`, which is used for the first time when there is a row.
    #[must_use]
    pub fn new(store: Box<dyn Store>, contract: &Contract, waits: Waits) -> Self {
        let mut random = [0; 4];
        // Without random numbers the names of calls are those of other processes too.
        let _ = getrandom::fill(&mut random);
        let state = State {
            places: Semaphore::new(PLACES),
            recorded: AtomicU64::default(),
            unrecorded: AtomicU64::default(),
            is_failing: false.into(),
            problem: Mutex::default(),
        };
        Self(Some(Queue {
            state: Arc::new(state),
            contract: contract.hash,
            waits,
            store: Mutex::new(Some(store)),
            lane: OnceLock::new(),
            process: format!("{:08x}", u32::from_be_bytes(random)),
            calls: AtomicU64::default(),
        }))
    }

    /// How it stands with the rows: for health and metrics.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let Some(Queue { state, .. }) = &self.0 else { return Standing::default() };
        Standing {
            is_on: true,
            recorded: state.recorded.load(Ordering::Relaxed),
            unrecorded: state.unrecorded.load(Ordering::Relaxed),
            waiting: PLACES.saturating_sub(state.places.available_permits()) as u64,
            problem: locked(&state.problem).clone(),
        }
    }

    /// Notes what an operator changed: `action` is a stable name such as `breaker_reset`, `detail` what it was done to,
    /// `by` who did it.
    pub fn operator(&self, action: &str, detail: Option<&str>, by: &str) {
        if let Some(queue) = &self.0 {
            queue.put(Row::operator(action, detail, by, queue.contract), Loss::Kept);
        }
    }

    /// Notes what an operator is about to change, and waits until that is written. A gateway that records nothing lets
    /// everything go on.
    ///
    /// # Errors
    ///
    /// Why it cannot be written; it is not kept for later then.
    pub async fn operator_first(&self, action: &str, detail: Option<&str>, by: &str) -> Result<(), String> {
        match &self.0 {
            Some(queue) => {
                self.commit(Row::operator(action, detail, by, queue.contract), Loss::Refuses).await
            }
            None => Ok(()),
        }
    }

    /// The same for who cannot wait otherwise, such as a command without a runtime.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn operator_first_here(&self, action: &str, detail: Option<&str>, by: &str) -> Result<(), String> {
        let Some(queue) = &self.0 else { return Ok(()) };
        let (waits, written) = oneshot::channel();
        let row = Row::operator(action, detail, by, queue.contract);
        queue.send(Item::Row { row, loss: Loss::Refuses, waits: Some(waits), placed: false });
        written.blocking_recv().unwrap_or_else(|_| Err("the thread that writes has ended".into()))
    }

    /// Waits until everything so far has been written, or could not be.
    pub async fn drain(&self) {
        let Some(lane) = self.0.as_ref().and_then(|queue| queue.lane.get()) else { return };
        let (drain, drained) = oneshot::channel();
        if lane.put(Item::Drain(drain)) {
            let _ = drained.await;
        }
    }

    /// The same for who cannot wait otherwise, such as a command without a runtime.
    pub fn drain_here(&self) {
        let Some(lane) = self.0.as_ref().and_then(|queue| queue.lane.get()) else { return };
        let (drain, drained) = oneshot::channel();
        if lane.put(Item::Drain(drain)) {
            let _ = drained.blocking_recv();
        }
    }

    /// Notes what happened to a request for approval.
    pub(crate) fn approval(&self, event: &Event<'_>) {
        if let Some(queue) = &self.0 {
            queue.put(Row::approval(event, queue.contract), Loss::Kept);
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// A name for one more call.
    pub(super) fn next_call(&self) -> String {
        self.0.as_ref().map_or_else(String::new, |queue| {
            format!("{}-{}", queue.process, queue.calls.fetch_add(1, Ordering::Relaxed))
        })
    }

    /// The hash that rows name.
    pub(super) fn contract(&self) -> &'static str {
        self.0.as_ref().map_or("", |queue| queue.contract)
    }

    /// Whether the answers of such calls wait for their outcome.
    pub(super) fn waits_for_outcome(&self, is_write: bool) -> bool {
        is_write || self.0.as_ref().is_some_and(|queue| queue.waits == Waits::All)
    }

    /// Puts a row into the queue without waiting for anything.
    pub(super) fn put(&self, row: Row, loss: Loss) {
        if let Some(queue) = &self.0 {
            queue.put(row, loss);
        }
    }

    /// Puts a row into the queue, when there is room.
    pub(super) async fn place(&self, row: Row, loss: Loss) {
        if let Some(queue) = &self.0 {
            let placed = queue.room().await;
            queue.send(Item::Row { row, loss, waits: None, placed });
        }
    }

    /// Puts a row into the queue, when there is room, and waits until it is written.
    ///
    /// # Errors
    ///
    /// Why it cannot be.
    pub(super) async fn commit(&self, row: Row, loss: Loss) -> Result<(), String> {
        let Some(queue) = &self.0 else { return Ok(()) };
        let (waits, written) = oneshot::channel();
        let placed = queue.room().await;
        queue.send(Item::Row { row, loss, waits: Some(waits), placed });
        written.await.unwrap_or_else(|_| Err("the thread that writes has ended".into()))
    }
}

impl Queue {
    /// Waits for a place in the queue. While rows cannot be written nobody waits: most are not kept then.
    async fn room(&self) -> bool {
        if let Ok(place) = self.state.places.try_acquire() {
            place.forget();
            return true;
        }
        if self.state.is_failing.load(Ordering::Relaxed) {
            return false;
        }
        // Never closed.
        self.state.places.acquire().await.map(tokio::sync::SemaphorePermit::forget).is_ok()
    }

    fn put(&self, row: Row, loss: Loss) {
        self.send(Item::Row { row, loss, waits: None, placed: false });
    }

    fn send(&self, item: Item) {
        if !self.lane.get_or_init(|| self.start()).put(item) {
            self.state.unrecorded.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn start(&self) -> Arc<Lane> {
        let lane = Arc::<Lane>::default();
        let Some(store) = locked(&self.store).take() else { return lane };
        let (state, contract) = (self.state.clone(), self.contract);
        let writer =
            Writer { store, lane: lane.clone(), state, contract, kept: Vec::new(), lost: 0, refused: 0 };
        if let Err(error) = std::thread::Builder::new().name("audit".into()).spawn(move || writer.run()) {
            // Nobody would take what is put there: then nothing runs that needs a record.
            lane.close();
            tracing::error!("the thread that writes audit rows cannot be started: {error}");
            self.state.is_failing.store(true, Ordering::Relaxed);
            *locked(&self.state.problem) = Some(format!("its thread cannot be started: {error}"));
        }
        lane
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        if let Some(lane) = self.lane.get() {
            lane.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    use super::*;
    use crate::audit::Lasting;

    /// Does what each step says, and passes on what it was given.
    struct Scripted {
        steps: Receiver<Result<(), String>>,
        given: SyncSender<Vec<String>>,
    }

    impl Store for Scripted {
        fn append(&mut self, rows: &[String], _: Lasting) -> Result<(), String> {
            let outcome = self.steps.recv().unwrap_or(Ok(()));
            let _ = self.given.send(rows.to_vec());
            outcome
        }
    }

    struct Scene {
        recorder: Recorder,
        steps: SyncSender<Result<(), String>>,
        given: Receiver<Vec<String>>,
    }

    fn scene() -> Scene {
        let (steps, all) = sync_channel(64);
        let (given, received) = sync_channel(4096);
        let store = Scripted { steps: all, given };
        let queue = Queue {
            state: Arc::new(State {
                places: Semaphore::new(PLACES),
                recorded: AtomicU64::default(),
                unrecorded: AtomicU64::default(),
                is_failing: false.into(),
                problem: Mutex::default(),
            }),
            contract: "c1",
            waits: Waits::Writes,
            store: Mutex::new(Some(Box::new(store))),
            lane: OnceLock::new(),
            process: "p".into(),
            calls: AtomicU64::default(),
        };
        Scene { recorder: Recorder(Some(queue)), steps, given: received }
    }

    fn row(text: &str) -> Row {
        Row::Other(text.into())
    }

    #[tokio::test]
    async fn a_full_queue_makes_callers_wait_and_drops_nothing() {
        let scene = scene();
        for _ in 0..PLACES {
            scene.recorder.place(row("{}"), Loss::Counted).await;
        }
        let mut waiting = Box::pin(scene.recorder.place(row("{\"last\":1}"), Loss::Counted));
        assert!(futures_util::poll!(waiting.as_mut()).is_pending());
        drop(scene.steps);
        waiting.await;
        scene.recorder.drain().await;
        let standing = scene.recorder.standing();
        assert_eq!((standing.recorded, standing.unrecorded), (PLACES as u64 + 1, 0));
        assert_eq!(
            scene.given.try_iter().last().and_then(|rows| rows.last().cloned()),
            Some("{\"last\":1}".into())
        );
    }

    #[tokio::test]
    async fn what_cannot_be_written_is_refused_kept_or_counted_and_told_of_later() {
        let Scene { recorder, steps, given } = scene();
        for loss in [Loss::Refuses, Loss::Kept, Loss::Counted] {
            steps.send(Err("the disk is full".into())).unwrap();
            let outcome = recorder.commit(row(&format!("{{\"{loss:?}\":1}}")), loss).await;
            assert_eq!(outcome, Err("the disk is full".into()));
        }
        let standing = recorder.standing();
        assert_eq!((standing.recorded, standing.unrecorded), (0, 1));
        assert_eq!(standing.problem.as_deref(), Some("the disk is full"));
        // Recovery is noticed without a call.
        given.try_iter().for_each(drop);
        steps.send(Ok(())).unwrap();
        let rows = tokio::task::spawn_blocking(move || given.recv().unwrap()).await.unwrap();
        recorder.drain().await;
        assert_eq!(rows[0], "{\"Kept\":1}");
        assert!(
            rows[1].contains(r#""kind":"gap","unrecorded":1,"refused":1,"detail":"the disk is full""#),
            "{rows:?}"
        );
        let standing = recorder.standing();
        assert_eq!((standing.recorded, standing.problem), (2, None));
    }
}
