//! Who wants to hear what: clients on the one side, servers on the other.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tokio::sync::{Notify, mpsc};

use super::Offer;
use super::names::Names;
use super::notice::{Event, Kind};
use crate::call::Sink;
use crate::principal::Principal;
use crate::spec::Contract;
use crate::sync::locked;

/// No more clients than these are told of changes.
const MOST_CLIENTS: usize = 16_384;

/// What servers have said and is not passed on yet; beyond, it is lost.
const WAITING: usize = 1024;

/// What one gateway knows of subscriptions.
pub(crate) struct Offered {
    next: AtomicU64,
    clients: Mutex<BTreeMap<u64, Arc<Client>>>,
    upstreams: Box<[Arc<Upstream>]>,
    /// Held by who passes on what is heard.
    pub(super) heard: tokio::sync::Mutex<mpsc::Receiver<Event>>,
}

/// A client that is told of changes.
pub(crate) struct Client {
    id: u64,
    pub(super) principal: Principal,
    /// The name of its subscription, raw JSON; that of a session has none.
    pub(super) subscription: Option<Bytes>,
    wishes: Mutex<Wishes>,
}

/// What a client wants to hear, and where.
#[derive(Default)]
struct Wishes {
    prompts: bool,
    resources: bool,
    /// Each with the position of its server.
    uris: BTreeMap<String, usize>,
    sink: Option<Arc<dyn Sink>>,
}

/// A client for as long as it is one.
pub(crate) struct Registered {
    offered: Arc<Offered>,
    pub(crate) client: Arc<Client>,
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Registered")
    }
}

impl Offered {
    pub(crate) fn new(contract: &Contract) -> Arc<Self> {
        let (events, heard) = mpsc::channel(WAITING);
        let upstream = |at: usize| Arc::new(Upstream::new(at, events.clone()));
        Arc::new(Self {
            next: AtomicU64::new(0),
            clients: Mutex::default(),
            upstreams: (0..contract.offers.servers.len()).map(upstream).collect(),
            heard: tokio::sync::Mutex::new(heard),
        })
    }

    pub(crate) fn upstreams(&self) -> &[Arc<Upstream>] {
        &self.upstreams
    }

    pub(super) fn upstream(&self, offer: &Offer, contract: &Contract) -> Option<&Arc<Upstream>> {
        self.upstreams.get(place(offer, contract)?)
    }

    /// A server has just answered, so there is something to listen to.
    pub(super) fn touched(&self, offer: &Offer, contract: &Contract) {
        if let Some(upstream) = self.upstream(offer, contract) {
            upstream.touched.notify_one();
        }
    }

    /// Enters a client; `None` where there are too many.
    pub(crate) fn enter(
        self: &Arc<Self>,
        principal: Principal,
        subscription: Option<Bytes>,
        (prompts, resources): (bool, bool),
    ) -> Option<Registered> {
        let mut clients = locked(&self.clients);
        if clients.len() >= MOST_CLIENTS {
            return None;
        }
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let wishes = Mutex::new(Wishes { prompts, resources, ..Wishes::default() });
        let client = Arc::new(Client { id, principal, subscription, wishes });
        clients.insert(id, client.clone());
        drop(clients);
        self.upstreams.iter().for_each(|upstream| upstream.interest(prompts, resources, 1));
        Some(Registered { offered: self.clone(), client })
    }

    pub(super) fn clients(&self) -> Vec<Arc<Client>> {
        locked(&self.clients).values().cloned().collect()
    }
}

/// The position of an offer among those of the contract.
pub(super) fn place(offer: &Offer, contract: &Contract) -> Option<usize> {
    contract.offers.servers.iter().position(|other| other.server == offer.server)
}

impl Registered {
    /// Adds an address to those that the client hears of; false where it has one of them already.
    pub(super) fn add(&self, uri: &str, at: usize) -> bool {
        let is_new = locked(&self.client.wishes).uris.insert(uri.to_owned(), at).is_none();
        if let Some(upstream) = self.offered.upstreams.get(at).filter(|_| is_new) {
            upstream.want(uri);
        }
        is_new
    }

    /// Takes an address away from those that the client hears of.
    pub(super) fn remove(&self, uri: &str) {
        let at = locked(&self.client.wishes).uris.remove(uri);
        if let Some(upstream) = at.and_then(|at| self.offered.upstreams.get(at)) {
            upstream.release(uri);
        }
    }

    pub(super) fn count(&self) -> usize {
        locked(&self.client.wishes).uris.len()
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        locked(&self.offered.clients).remove(&self.client.id);
        let wishes = std::mem::take(&mut *locked(&self.client.wishes));
        for (at, upstream) in self.offered.upstreams.iter().enumerate() {
            wishes.uris.iter().filter(|(_, of)| **of == at).for_each(|(uri, _)| upstream.release(uri));
            upstream.interest(wishes.prompts, wishes.resources, -1);
        }
    }
}

impl Client {
    /// Where it hears from now on.
    pub(crate) fn attach(&self, sink: Arc<dyn Sink>) {
        locked(&self.wishes).sink = Some(sink);
    }

    /// It hears there no more.
    pub(crate) fn detach(&self, sink: &Arc<dyn Sink>) {
        let mut wishes = locked(&self.wishes);
        if wishes.sink.as_ref().is_some_and(|current| Arc::ptr_eq(current, sink)) {
            wishes.sink = None;
        }
    }

    /// Where it hears of such an event, if it wants to; an address is that of the event or one above it.
    pub(super) fn sink_for(&self, kind: Kind, uri: Option<&str>) -> Option<Arc<dyn Sink>> {
        let wishes = locked(&self.wishes);
        let wants = match (kind, uri) {
            (Kind::Prompts, _) => wishes.prompts,
            (Kind::Resources, _) => wishes.resources,
            (Kind::Updated, Some(uri)) => wishes.uris.keys().any(|own| is_at_or_below(own, uri)),
            _ => false,
        };
        wishes.sink.clone().filter(|_| wants)
    }
}

/// A change may be told of what lies below the resource that somebody subscribed to (MCP 2025-11-25, schema,
/// `ResourceUpdatedNotification`).
fn is_at_or_below(own: &str, uri: &str) -> bool {
    uri.strip_prefix(own)
        .is_some_and(|rest| rest.is_empty() || own.ends_with('/') || rest.starts_with(['/', '?', '#']))
}

/// What is wanted of one server.
pub(crate) struct Upstream {
    offer: usize,
    events: mpsc::Sender<Event>,
    state: Mutex<State>,
    changed: Notify,
    settled: Notify,
    pub(super) touched: Notify,
    names: Mutex<Option<Names>>,
}

#[derive(Default)]
struct State {
    /// Goes up with each change of what is wanted.
    generation: u64,
    prompts: usize,
    resources: usize,
    uris: BTreeMap<String, Wanted>,
    /// The id of the request that listens now.
    listening: Option<u64>,
}

#[derive(Default)]
struct Wanted {
    clients: usize,
    /// Whether the server tells of its changes; absent until it says so.
    outcome: Option<Result<(), String>>,
}

/// What is wanted of a server at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) generation: u64,
    pub(crate) prompts: bool,
    pub(crate) resources: bool,
    pub(crate) uris: Vec<String>,
}

impl Filter {
    pub(crate) fn is_empty(&self) -> bool {
        !self.prompts && !self.resources && self.uris.is_empty()
    }
}

impl Upstream {
    fn new(offer: usize, events: mpsc::Sender<Event>) -> Self {
        Self {
            offer,
            events,
            state: Mutex::default(),
            changed: Notify::new(),
            settled: Notify::new(),
            touched: Notify::new(),
            names: Mutex::default(),
        }
    }

    /// Takes note of what its server says, if that is for clients. Never blocks.
    pub(crate) fn hear(&self, method: &str, line: &Bytes) {
        let Some(kind) = Kind::of(method) else { return };
        if kind == Kind::Prompts {
            *locked(&self.names) = None;
        }
        if self.events.try_send(Event { offer: self.offer, kind, line: line.clone() }).is_err() {
            tracing::warn!(method, "a server says more than can be passed on; a notification is lost");
        }
    }

    pub(super) fn names(&self) -> Option<Names> {
        locked(&self.names).clone()
    }

    pub(super) fn set_names(&self, names: Names) {
        *locked(&self.names) = Some(names);
    }

    fn change(&self, change: impl FnOnce(&mut State) -> bool) {
        let mut state = locked(&self.state);
        if change(&mut state) {
            state.generation += 1;
            drop(state);
            self.changed.notify_waiters();
        }
    }

    fn interest(&self, prompts: bool, resources: bool, by: isize) {
        self.change(|state| {
            let before = (state.prompts > 0, state.resources > 0);
            state.prompts = state.prompts.saturating_add_signed(isize::from(prompts) * by);
            state.resources = state.resources.saturating_add_signed(isize::from(resources) * by);
            before != (state.prompts > 0, state.resources > 0)
        });
    }

    fn want(&self, uri: &str) {
        self.change(|state| {
            let wanted = state.uris.entry(uri.to_owned()).or_default();
            wanted.clients += 1;
            wanted.clients == 1
        });
    }

    fn release(&self, uri: &str) {
        self.change(|state| {
            let Some(wanted) = state.uris.get_mut(uri) else { return false };
            wanted.clients -= 1;
            wanted.clients == 0 && state.uris.remove(uri).is_some()
        });
    }

    /// What is wanted now.
    pub(crate) fn filter(&self) -> Filter {
        let state = locked(&self.state);
        Filter {
            generation: state.generation,
            prompts: state.prompts > 0,
            resources: state.resources > 0,
            uris: state.uris.keys().cloned().collect(),
        }
    }

    /// Waits until something else is wanted than at that time.
    pub(crate) async fn changed_since(&self, generation: u64) {
        loop {
            let changed = self.changed.notified();
            if locked(&self.state).generation != generation {
                return;
            }
            changed.await;
        }
    }

    /// Notes which request listens now; its acknowledgement counts, and no earlier one's.
    pub(crate) fn listens_as(&self, id: u64) {
        locked(&self.state).listening = Some(id);
    }

    /// Notes what the server says of an address.
    pub(crate) fn settle(&self, uri: &str, outcome: Result<(), String>) {
        if let Some(wanted) = locked(&self.state).uris.get_mut(uri) {
            wanted.outcome = Some(outcome);
        }
        self.settled.notify_waiters();
    }

    /// Notes which addresses the server tells of; of all others that are wanted it does not.
    pub(super) fn acknowledged(&self, id: Option<u64>, honoured: &[String]) {
        let mut state = locked(&self.state);
        if id.is_none() || state.listening != id {
            return;
        }
        for (uri, wanted) in &mut state.uris {
            wanted.outcome = Some(match honoured.contains(uri) {
                true => Ok(()),
                false => Err("it tells of no changes of this resource.".into()),
            });
        }
        drop(state);
        self.settled.notify_waiters();
    }

    /// Nothing is heard of the server any more: whoever waits for its word gives up.
    pub(super) fn failed(&self, reason: &str) {
        for wanted in locked(&self.state).uris.values_mut() {
            wanted.outcome = match wanted.outcome {
                // It is wanted still, and asked for again.
                Some(Ok(())) => None,
                _ => Some(Err(reason.to_owned())),
            };
        }
        self.settled.notify_waiters();
    }

    /// Waits for the server's word on an address.
    pub(super) async fn outcome(&self, uri: &str) -> Result<(), String> {
        loop {
            let settled = self.settled.notified();
            match locked(&self.state).uris.get(uri).map(|wanted| wanted.outcome.clone()) {
                Some(Some(outcome)) => return outcome,
                Some(None) => {}
                None => return Err("it is not wanted any more.".into()),
            }
            settled.await;
        }
    }
}
