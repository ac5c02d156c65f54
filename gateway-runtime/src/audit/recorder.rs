//! The queue's front: where rows are put, and how it stands with them.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use tokio::sync::oneshot;

use super::lane::Lane;
use super::queue::{Item, Loss, PLACES, State};
use super::row;
use super::subject::{self, CallName};
use super::writer::Writer;
use super::{Journal, Lasting, Store};
use crate::approval::Event;
use crate::spec::{Contract, ToolSpec};
use crate::sync::locked;

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
    store: Mutex<Option<Places>>,
    lane: OnceLock<Arc<Lane>>,
    /// Tells the calls of this process from those of others.
    process: String,
    calls: AtomicU64,
    /// What rows say of each operation, once one was called; in the order of their positions.
    tools: Box<[OnceLock<Box<str>>]>,
}

/// Where rows go.
struct Places {
    store: Box<dyn Store>,
    journal: Option<Box<dyn Journal>>,
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
        Self(Some(Queue {
            state: Arc::default(),
            contract: contract.hash,
            waits,
            store: Mutex::new(Some(Places { store, journal: None })),
            lane: OnceLock::new(),
            process: format!("{:08x}", u32::from_be_bytes(random)),
            calls: AtomicU64::default(),
            tools: contract.operations().map(|_| OnceLock::new()).collect(),
        }))
    }

    /// Puts rows into a journal too, before they are answered: then none is lost when the process is killed.
    #[must_use]
    pub fn with_journal(self, journal: Box<dyn Journal>) -> Self {
        if let Some(queue) = &self.0
            && let Some(places) = &mut *locked(&queue.store)
        {
            places.journal = Some(journal);
        }
        self
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
            problem: locked(&state.problem).clone().or_else(|| locked(&state.risk).clone()),
        }
    }

    /// Notes what an operator changed: `action` is a stable name such as `breaker_reset`, `detail` what it was done to,
    /// `by` who did it.
    pub fn operator(&self, action: &str, detail: Option<&str>, by: &str) {
        if let Some(queue) = &self.0 {
            queue.put(Loss::Kept, false, |out| row::operator(out, action, detail, by, queue.contract));
            queue.secure();
        }
    }

    /// Notes what an operator is about to change, and waits until that is written. A gateway that records nothing lets
    /// everything go on.
    ///
    /// # Errors
    ///
    /// Why it cannot be written; it is not kept for later then.
    pub async fn operator_first(&self, action: &str, detail: Option<&str>, by: &str) -> Result<(), String> {
        let mut row = String::new();
        row::operator(&mut row, action, detail, by, self.contract());
        self.first(row).await
    }

    /// The same for who cannot wait otherwise, such as a command without a runtime.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn operator_first_here(&self, action: &str, detail: Option<&str>, by: &str) -> Result<(), String> {
        let Some(queue) = &self.0 else { return Ok(()) };
        let mut row = String::new();
        row::operator(&mut row, action, detail, by, queue.contract);
        let written = queue.first(row, false);
        written.blocking_recv().unwrap_or_else(|_| Err(ENDED.into()))
    }

    /// Waits until everything so far has been written, or could not be.
    pub async fn drain(&self) {
        if let Some(drained) = self.all(Lasting::Process) {
            let _ = drained.await;
        }
    }

    /// The same for who cannot wait otherwise, such as a command without a runtime.
    pub fn drain_here(&self) {
        if let Some(drained) = self.all(Lasting::Process) {
            let _ = drained.blocking_recv();
        }
    }

    /// Makes sure that everything so far outlasts the process. Before an answer leaves.
    pub fn secure(&self) {
        if let Some(queue) = &self.0 {
            queue.secure();
        }
    }

    /// Notes what happened to a request for approval.
    pub(crate) fn approval(&self, event: &Event<'_>) {
        if let Some(queue) = &self.0 {
            queue.put(Loss::Kept, false, |out| row::approval(out, event, queue.contract));
        }
    }

    /// Whether rows are kept.
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// The number of one more call.
    pub(super) fn next_call(&self) -> u64 {
        self.0.as_ref().map_or(0, |queue| queue.calls.fetch_add(1, Ordering::Relaxed))
    }

    /// The name of the call of that number.
    pub(super) fn call_name(&self, number: u64) -> CallName<'_> {
        CallName(self.0.as_ref().map_or("", |queue| &queue.process), number)
    }

    /// The members that say what is called, of a tool on the server of that name.
    pub(super) fn tool_members(&self, tool: &ToolSpec, server: impl FnOnce() -> &'static str) -> &str {
        let members = self.0.as_ref().and_then(|queue| queue.tools.get(usize::from(tool.index)));
        members.map_or("", |members| members.get_or_init(|| subject::tool(tool, server()).into()))
    }

    /// The hash that rows name.
    pub(super) fn contract(&self) -> &'static str {
        self.0.as_ref().map_or("", |queue| queue.contract)
    }

    /// Whether the answers of such calls wait for their outcome.
    pub(super) fn waits_for_outcome(&self, is_write: bool) -> bool {
        is_write || self.0.as_ref().is_some_and(|queue| queue.waits == Waits::All)
    }

    /// Waits for a place in the queue; what [`Recorder::put`] is told of it.
    pub(super) async fn room(&self) -> bool {
        match &self.0 {
            Some(queue) => queue.room().await,
            None => false,
        }
    }

    /// Puts a row into the queue without waiting for anything.
    pub(super) fn put(&self, loss: Loss, placed: bool, encode: impl FnOnce(&mut String)) {
        if let Some(queue) = &self.0 {
            queue.put(loss, placed, encode);
        }
    }

    /// Puts a row into the queue, when there is room, and waits until it is written.
    ///
    /// # Errors
    ///
    /// Why it cannot be.
    pub(super) async fn first(&self, row: String) -> Result<(), String> {
        let Some(queue) = &self.0 else { return Ok(()) };
        let placed = queue.room().await;
        let written = queue.first(row, placed);
        written.await.unwrap_or_else(|_| Err(ENDED.into()))
    }

    /// Waits until all that was put here outlasts the machine, or could not be written.
    pub(super) async fn settle(&self) {
        if let Some(settled) = self.all(Lasting::Power) {
            let _ = settled.await;
        }
    }

    fn all(&self, lasting: Lasting) -> Option<oneshot::Receiver<()>> {
        let lane = self.0.as_ref()?.lane.get()?;
        let (waits, settled) = oneshot::channel();
        lane.ask(Item::All { waits, lasting }).then_some(settled)
    }
}

const ENDED: &str = "the thread that writes has ended";

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

    fn put(&self, loss: Loss, placed: bool, encode: impl FnOnce(&mut String)) {
        if !self.lane.get_or_init(|| self.start()).put(loss, placed, encode) {
            self.state.unrecorded.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn first(&self, row: String, placed: bool) -> oneshot::Receiver<Result<(), String>> {
        let (waits, written) = oneshot::channel();
        self.lane.get_or_init(|| self.start()).ask(Item::First { row, placed, waits });
        written
    }

    fn secure(&self) {
        if let Some(lane) = self.lane.get() {
            lane.secure();
        }
    }

    fn start(&self) -> Arc<Lane> {
        let Some(Places { store, journal }) = locked(&self.store).take() else {
            return Arc::new(Lane::new(None, self.state.clone()));
        };
        let lane = Arc::new(Lane::new(journal, self.state.clone()));
        let writer = Writer::new(store, lane.clone(), self.state.clone(), self.contract);
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
mod tests;
