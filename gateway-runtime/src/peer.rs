//! What the gateway remembers of one connection or session.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use bytes::Bytes;
use foldhash::fast::RandomState;
use tokio_util::sync::CancellationToken;

use crate::approval::{Asked, Person};
use crate::audit::{Caller, Via};
use crate::call::Sink;
use crate::cancel::Cancellation;
use crate::era::LogLevel;
use crate::fault::Fault;
use crate::offer::Registered;
use crate::principal::Principal;
use crate::shared::Said;
use crate::sync::locked;

/// A client on a stream, or in a session; for a stateless request, that request alone.
#[derive(Debug)]
pub struct Peer {
    principal: Principal,
    via: Via,
    /// What audit rows say of it, once it has said who it is.
    recorded_as: OnceLock<Box<str>>,
    log_from: AtomicU8,
    in_flight: Mutex<HashMap<Bytes, Cancellation, RandomState>>,
    can_be_asked: AtomicBool,
    asked: Asked,
    person: Option<Arc<dyn Person>>,
    relay: Option<Arc<dyn Relay>>,
    gone: CancellationToken,
    out: Option<Out>,
    hears: OnceLock<Registered>,
}

/// Where a client hears what is about no request of its own.
#[derive(Clone)]
struct Out(Arc<dyn Sink>);

impl fmt::Debug for Out {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Out")
    }
}

/// Takes on what a client says of a request that is not under way here.
pub(crate) trait Relay: fmt::Debug + Send + Sync {
    /// Passes it on. Never blocks.
    fn relay(&self, said: Said);
}

/// A request that can be cancelled by its id until this is dropped.
pub(crate) struct InFlight<'p> {
    peer: &'p Peer,
    id: Bytes,
    pub(crate) cancelled: Cancellation,
}

impl Peer {
    /// A client that calls as `principal`.
    #[must_use]
    pub fn new(principal: Principal) -> Self {
        Self {
            principal,
            via: Via::default(),
            recorded_as: OnceLock::new(),
            log_from: AtomicU8::default(),
            in_flight: Mutex::default(),
            can_be_asked: AtomicBool::default(),
            asked: Asked::default(),
            person: None,
            relay: None,
            gone: CancellationToken::new(),
            out: None,
            hears: OnceLock::new(),
        }
    }

    /// On a stream, where it hears what is about no request of its own as well.
    pub(crate) fn with_out(self, out: Arc<dyn Sink>) -> Self {
        Self { out: Some(Out(out)), ..self }
    }

    pub(crate) fn out(&self) -> Option<&Arc<dyn Sink>> {
        self.out.as_ref().map(|out| &out.0)
    }

    /// It among those that are told of changes, once it is.
    pub(crate) fn hears(&self) -> &OnceLock<Registered> {
        &self.hears
    }

    /// With somebody at hand who is asked before its calls that need an approval.
    #[must_use]
    pub fn with_person(self, person: Option<Arc<dyn Person>>) -> Self {
        Self { person, ..self }
    }

    /// With somewhere to pass on what is for another replica.
    pub(crate) fn with_relay(self, relay: Option<Arc<dyn Relay>>) -> Self {
        Self { relay, ..self }
    }

    /// Takes what the client, or another replica for it, says of a request; false where that is not under way here.
    pub(crate) fn hear(&self, said: &Said) -> bool {
        match said {
            Said::Cancelled { id } => self.cancel(id),
            Said::Answered { id, result } => self.asked.answered(id, result.as_deref()),
        }
    }

    /// Takes what the client says of a request, or passes it on.
    pub(crate) fn hear_or_relay(&self, said: Said) {
        if let (false, Some(relay)) = (self.hear(&said), &self.relay) {
            relay.relay(said);
        }
    }

    /// The same client, who came this way.
    #[must_use]
    pub(crate) fn over(self, via: Via) -> Self {
        Self { via, ..self }
    }

    pub(crate) fn via(&self) -> Via {
        self.via
    }

    /// The members of audit rows that say who calls, where a legacy client has said who it is.
    pub(crate) fn recorded_as(&self) -> Option<&str> {
        self.recorded_as.get().map(|members| &**members)
    }

    /// Notes what it says of itself (`clientInfo`, raw JSON); the first word counts.
    pub(crate) fn set_client(&self, info: &str) {
        let caller = Caller::Of { principal: self.principal.spec().name, via: self.via, client: Some(info) };
        self.recorded_as.get_or_init(|| caller.members().into());
    }

    /// Who calls.
    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    pub(crate) fn person(&self) -> Option<&Arc<dyn Person>> {
        self.person.as_ref()
    }

    /// Whether a legacy client said that it can be asked.
    pub(crate) fn can_be_asked(&self) -> bool {
        self.can_be_asked.load(Ordering::Relaxed)
    }

    pub(crate) fn set_can_be_asked(&self, can: bool) {
        self.can_be_asked.store(can, Ordering::Relaxed);
    }

    /// The questions that it has not answered.
    pub(crate) fn asked(&self) -> &Asked {
        &self.asked
    }

    /// Notes that it says no more: whoever waits for a person on its account gives up.
    pub(crate) fn hang_up(&self) {
        self.gone.cancel();
    }

    /// Waits until it says no more.
    pub(crate) async fn gone(&self) {
        self.gone.cancelled().await;
    }

    /// The least severe log message that a legacy client wants; everything until it says otherwise.
    pub(crate) fn log_from(&self) -> LogLevel {
        LogLevel::from_rank(self.log_from.load(Ordering::Relaxed))
    }

    pub(crate) fn set_log_from(&self, level: LogLevel) {
        self.log_from.store(level.rank(), Ordering::Relaxed);
    }

    /// Enters a request by its raw id.
    ///
    /// # Errors
    ///
    /// Where another request with that id is in flight: its answer could not be told apart.
    pub(crate) fn enter(&self, id: Bytes) -> Result<InFlight<'_>, Fault> {
        let cancelled = Cancellation::default();
        match locked(&self.in_flight).entry(id.clone()) {
            Entry::Vacant(vacant) => vacant.insert(cancelled.clone()),
            Entry::Occupied(_) => {
                let id = String::from_utf8_lossy(&id);
                return Err(Fault::InvalidRequest(format!("id {id} is that of a request still in flight")));
            }
        };
        Ok(InFlight { peer: self, id, cancelled })
    }

    /// Cancels the request with that raw id; false where it is not in flight.
    fn cancel(&self, id: &str) -> bool {
        let in_flight = locked(&self.in_flight);
        let request = in_flight.get(id.as_bytes());
        request.inspect(|cancelled| cancelled.cancel()).is_some()
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        locked(&self.peer.in_flight).remove(&self.id);
    }
}
