//! Requests for approval that wait for an operator, and what became of them.

mod entry;
mod folder;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::approval::{Desk, Doing, Request, Standing};

pub use self::entry::{Decision, Entry, Refusal, State};
pub use self::folder::FILE;
use self::folder::Folder;
use crate::database::Problem;
use crate::server::StateServer;

/// Decided and expired requests are forgotten after this long.
pub(crate) const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The requests of all gateways that share a state folder, or a state server.
#[derive(Clone)]
pub struct Approvals(Place);

#[derive(Clone)]
enum Place {
    Folder(Arc<Folder>),
    Server(Arc<StateServer>),
}

impl Approvals {
    /// Those in the state folder `folder`.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self(Place::Folder(Arc::new(Folder::new(folder))))
    }

    /// Those of all replicas.
    #[must_use]
    pub fn of(server: Arc<StateServer>) -> Self {
        Self(Place::Server(server))
    }

    /// All that are kept, oldest first. May block.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    pub fn list(&self) -> Result<Vec<Entry>, Problem> {
        match &self.0 {
            Place::Folder(folder) => folder.list(),
            Place::Server(server) => server.entries(None),
        }
    }

    /// The one of that id. May block.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn find(&self, id: &str) -> Result<Option<Entry>, Problem> {
        match &self.0 {
            Place::Folder(folder) => folder.find(id),
            Place::Server(server) => Ok(server.entries(Some(id))?.pop()),
        }
    }

    /// Decides a request, in the name of the principal `by`. May block.
    ///
    /// # Errors
    ///
    /// Where it does not wait for that: unknown, decided, withdrawn or expired; or the decision cannot be written.
    pub fn decide(&self, id: &str, decision: &Decision, by: &str) -> Result<Entry, Refusal> {
        match &self.0 {
            Place::Folder(folder) => folder.decide(id, decision, by),
            Place::Server(server) => server.decide(id, decision, by),
        }
    }
}

impl Desk for Approvals {
    fn enter(&self, request: Arc<Request>) -> Doing<()> {
        match self.0.clone() {
            Place::Folder(folder) => blocking(move || folder.enter(&request)),
            Place::Server(server) => Box::pin(server.enter(request)),
        }
    }

    fn take(&self, request: Arc<Request>) -> Doing<Standing> {
        match self.0.clone() {
            Place::Folder(folder) => blocking(move || folder.take(&request)),
            Place::Server(server) => Box::pin(server.take(request)),
        }
    }

    fn withdraw(&self, id: &str) {
        match &self.0 {
            Place::Folder(folder) => folder.withdraw(id),
            Place::Server(server) => server.clone().withdraw(id.to_owned()),
        }
    }
}

/// Work on a thread that may wait for the disk.
fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Doing<T> {
    Box::pin(async {
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|_| "the gateway is shutting down".to_owned())?
    })
}
