//! Dispatch: where an admitted call is carried out.
//!
//! One backend a server, of one of three kinds; which one is decided at start and never changes.

mod declared;
mod direct;
pub(crate) mod embedded;
mod exchange;
mod expand;
mod handshake;
mod http;
mod listen;
mod listing;
mod outgoing;
mod process;
mod sse;
mod stdio;
mod watched;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::value::RawValue;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};
use tokio::time::{Instant, timeout_at};

pub use declared::ALWAYS_PASSED;
pub use expand::{Environment, ExpandError};
pub use listing::Listing;

use crate::call::Call;
use crate::drift::ServerDrift;
use crate::embedded::EmbeddedServer;
use crate::era::Era;
use crate::fault::Fault;
use crate::health::State;
use crate::metrics::Gauge;
use crate::offer::Upstream;
use crate::reply::Reply;
use crate::secret::{Secret, sounds_secret};
use crate::spec::{ServerSpec, ToolSpec};

use self::embedded::Embedded;
use self::http::Http;
use self::stdio::Stdio;
use self::watched::{Review, Verdict};

/// One server, and how it is reached.
pub struct Backend {
    spec: &'static ServerSpec,
    slots: Arc<Semaphore>,
    waiting: Gauge,
    is_stopped: AtomicBool,
    kind: Kind,
}

enum Kind {
    Embedded(Embedded),
    Stdio(Stdio),
    Http(Box<Http>),
    /// Cannot be reached as configured, for this reason.
    Broken(String),
}

/// How one server is reached.
pub enum Endpoint {
    /// Inside the process.
    Embedded(Arc<dyn EmbeddedServer>),
    /// As a child process.
    Stdio(Launch),
    /// Over Streamable HTTP.
    Http(Remote),
    /// Not at all, for this reason.
    Broken(String),
}

/// A child process, with every reference filled in.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The program.
    pub program: Secret,
    /// Its arguments.
    pub arguments: Vec<Secret>,
    /// Its working directory, or that of the gateway.
    pub cwd: Option<Secret>,
    /// Its whole environment.
    pub env: Vec<(String, Secret)>,
}

impl Launch {
    /// What the child may repeat and nobody else is to see.
    fn secrets(&self) -> Vec<Secret> {
        let is_one =
            |(name, value): &&(String, Secret)| sounds_secret(name) || value.to_string().contains("${file:");
        self.env.iter().filter(is_one).map(|(_, value)| value.clone()).collect()
    }
}

/// An address of Streamable HTTP, with every reference filled in.
#[derive(Clone, Debug)]
pub struct Remote {
    /// The `http://` or `https://` address.
    pub url: Secret,
    /// Headers by name, which every request carries: what the server knows the gateway by. Those of a client never come
    /// here, since a token is for the one that it was made for.
    pub headers: Vec<(String, Secret)>,
}

impl Backend {
    /// A backend for `spec` at `endpoint`, which is to serve `tools`; `max_message` limits what it may send, in bytes.
    #[must_use]
    pub fn new(
        spec: &'static ServerSpec,
        tools: impl IntoIterator<Item = &'static ToolSpec>,
        endpoint: Endpoint,
        max_message: usize,
    ) -> Self {
        let review = |returns| Arc::new(Review::new(spec, tools.into_iter().collect(), returns, max_message));
        let kind = match endpoint {
            Endpoint::Embedded(server) => Kind::Embedded(Embedded::new(&review(true), server)),
            Endpoint::Stdio(launch) => {
                let returns = spec.stdio.as_ref().is_some_and(|stdio| stdio.returns);
                Kind::Stdio(Stdio::new(review(returns), launch))
            }
            Endpoint::Http(remote) => {
                match Http::new(review(spec.http.as_ref().is_some_and(|http| http.returns)), remote) {
                    Ok(http) => Kind::Http(Box::new(http)),
                    Err(reason) => Kind::Broken(reason),
                }
            }
            Endpoint::Broken(reason) => Kind::Broken(reason),
        };
        let slots = Arc::new(Semaphore::new(usize::try_from(spec.in_flight).unwrap_or(usize::MAX)));
        Self { spec, slots, waiting: Gauge::default(), is_stopped: AtomicBool::new(false), kind }
    }

    /// Carries out one call: waits for a free place, starts the backend where needed, and gives up at the deadline.
    ///
    /// Dropping the future cancels the call at the backend.
    ///
    /// # Errors
    ///
    /// Where no answer could be had from the backend.
    pub async fn call(&self, call: Arc<Call>) -> Result<Reply, Fault> {
        let deadline = call.deadline;
        let carried_out = async {
            let permit = self.place().await?;
            self.refuse_if_stopped()?;
            match &self.kind {
                Kind::Embedded(_) if call.ask.is_some() => Err(self.has_tools_only()),
                Kind::Embedded(embedded) => embedded.call(&call, permit).await,
                Kind::Stdio(stdio) => stdio.call(&call).await,
                // In a box: it is the largest, and the futures of all calls would have a place for it.
                Kind::Http(http) => Box::pin(http.call(&call)).await,
                Kind::Broken(reason) => {
                    Err(Fault::Unavailable { server: self.spec.name, reason: reason.clone() })
                }
            }
        };
        match timeout_at(deadline, carried_out).await {
            Ok(result) => result,
            Err(_) => Err(self.timed_out(&call)),
        }
    }

    /// What it says that is about no call goes to `upstream`.
    pub(crate) fn is_heard_by(&self, upstream: &Arc<Upstream>) {
        match &self.kind {
            Kind::Stdio(stdio) => stdio.is_heard_by(upstream),
            Kind::Http(http) => http.is_heard_by(upstream),
            Kind::Embedded(_) | Kind::Broken(_) => {}
        }
    }

    /// Listens to it until its connection ends, or nothing of it is wanted any more. A connection is made only for what
    /// cannot be heard otherwise: changes of resources that somebody subscribed to.
    ///
    /// # Errors
    ///
    /// Why it cannot be listened to, or no longer.
    pub(crate) async fn listen(&self, upstream: &Upstream) -> Result<(), Fault> {
        let needed = !upstream.filter().uris.is_empty();
        match (&self.kind, self.refuse_if_stopped()) {
            (Kind::Stdio(stdio), Ok(())) => stdio.listen(upstream, needed).await,
            (Kind::Http(http), Ok(())) => http.listen(upstream, needed).await,
            (_, _) if !needed => Ok(()),
            (Kind::Embedded(_), _) => Err(self.has_tools_only()),
            (Kind::Broken(reason), _) => {
                Err(Fault::Unavailable { server: self.spec.name, reason: reason.clone() })
            }
            (_, stopped) => stopped,
        }
    }

    fn has_tools_only(&self) -> Fault {
        let reason =
            "it is built in here, and such servers have tools only. Choose another mode for it.".into();
        Fault::Unavailable { server: self.spec.name, reason }
    }

    /// How it is reached, in a word.
    pub(crate) const fn transport(&self) -> &'static str {
        match self.kind {
            Kind::Embedded(_) => "embedded",
            Kind::Stdio(_) => "stdio",
            Kind::Http(_) => "http",
            Kind::Broken(_) => "none",
        }
    }

    /// A place among the calls that the server handles at once.
    async fn place(&self) -> Result<OwnedSemaphorePermit, Fault> {
        match self.slots.clone().try_acquire_owned() {
            Ok(permit) => Ok(permit),
            Err(TryAcquireError::Closed) => Err(Fault::Stopping),
            Err(TryAcquireError::NoPermits) => {
                let _waiting = self.waiting.enter();
                self.slots.clone().acquire_owned().await.map_err(|_| Fault::Stopping)
            }
        }
    }

    /// The calls that wait for a place.
    pub(crate) fn waiting(&self) -> &Gauge {
        &self.waiting
    }

    /// Whether an operator stopped it.
    pub(crate) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Acquire)
    }

    /// # Errors
    ///
    /// Where an operator stopped it.
    pub(crate) fn refuse_if_stopped(&self) -> Result<(), Fault> {
        if self.is_stopped() { Err(Fault::ServerStopped { server: self.spec.name }) } else { Ok(()) }
    }

    /// Starts it, also after [`Backend::halt`]; one that runs goes on.
    ///
    /// # Errors
    ///
    /// Why it cannot be started.
    pub(crate) async fn start(&self) -> Result<(), Fault> {
        self.is_stopped.store(false, Ordering::Release);
        match &self.kind {
            Kind::Embedded(_) => Ok(()),
            Kind::Stdio(stdio) => stdio.drift().await.map(drop),
            Kind::Http(http) => http.drift().await.map(drop),
            Kind::Broken(reason) => {
                Err(Fault::Unavailable { server: self.spec.name, reason: reason.clone() })
            }
        }
    }

    /// Ends it until it is started again; calls in flight there fail.
    pub(crate) async fn halt(&self, patience: Instant) {
        self.is_stopped.store(true, Ordering::Release);
        match &self.kind {
            Kind::Stdio(stdio) => stdio.end(patience).await,
            Kind::Http(http) => http.stop(patience).await,
            Kind::Embedded(_) | Kind::Broken(_) => {}
        }
    }

    fn timed_out(&self, call: &Call) -> Fault {
        Fault::TimedOut {
            tool: call.tool.name,
            server: self.spec.name,
            after: call.timeout,
            sent: call.sent.load(std::sync::atomic::Ordering::Relaxed),
        }
    }

    /// How it speaks, where it is live and not built in.
    pub(crate) fn era(&self) -> Option<Era> {
        match &self.kind {
            Kind::Stdio(stdio) => stdio.era(),
            Kind::Http(http) => http.era(),
            Kind::Embedded(_) | Kind::Broken(_) => None,
        }
    }

    /// How the live tools differ from the contract; starts the backend where needed. `None` for one that is built in and
    /// does not say what its tools are.
    ///
    /// # Errors
    ///
    /// Where the backend cannot be asked, or does not say what its tools are.
    pub async fn drift(&self) -> Result<Option<ServerDrift>, Fault> {
        let verdict = match &self.kind {
            Kind::Embedded(embedded) => match embedded.verdict() {
                None => return Ok(None),
                Some(verdict) => verdict,
            },
            Kind::Stdio(stdio) => stdio.drift().await?,
            Kind::Http(http) => http.drift().await?,
            Kind::Broken(reason) => {
                return Err(Fault::Unavailable { server: self.spec.name, reason: reason.clone() });
            }
        };
        let refused = |reason: &String| Fault::BadReply { server: self.spec.name, reason: reason.clone() };
        verdict.drift.as_ref().map(|drift| Some(drift.clone())).map_err(refused)
    }

    /// What it lists, each item as the backend words it; starts the backend where needed. `None` for one that is built in.
    ///
    /// # Errors
    ///
    /// Where the backend cannot be asked, or does not say.
    pub fn listed(&self, what: Listing) -> BoxFuture<'_, Result<Option<Vec<Box<RawValue>>>, Fault>> {
        Box::pin(async move {
            match &self.kind {
                Kind::Embedded(_) => Ok(None),
                Kind::Stdio(stdio) => stdio.listed(what).await.map(Some),
                Kind::Http(http) => http.listed(what).await.map(Some),
                Kind::Broken(reason) => {
                    Err(Fault::Unavailable { server: self.spec.name, reason: reason.clone() })
                }
            }
        })
    }

    /// Refuses a tool that is known not to be the one that was reviewed. What is not known is found out when the call is
    /// made.
    ///
    /// # Errors
    ///
    /// What differs.
    pub(crate) fn refuse_known_drift(&self, tool: &ToolSpec) -> Result<(), Fault> {
        let known = match &self.kind {
            Kind::Stdio(stdio) => stdio.known(),
            Kind::Http(http) => http.known(),
            Kind::Embedded(embedded) => embedded.verdict(),
            Kind::Broken(_) => None,
        };
        known.map_or(Ok(()), |verdict| verdict.admit(tool, self.spec.name))
    }

    /// Asks a live backend for a sign of life. Starts nothing, begins no session, calls no tool.
    pub(crate) async fn check(&self, patience: Duration) {
        match &self.kind {
            Kind::Stdio(stdio) => stdio.check(patience).await,
            Kind::Http(http) => http.check(patience).await,
            Kind::Embedded(_) | Kind::Broken(_) => {}
        }
    }

    /// How it stands.
    pub(crate) fn health(&self) -> Liveness {
        let fixed = |state, reason: Option<&String>| Liveness {
            state,
            up: None,
            starts: 0,
            last_error: reason.cloned(),
            verdict: None,
        };
        match &self.kind {
            Kind::Stdio(stdio) => stdio.health(),
            Kind::Http(http) => http.health(),
            Kind::Embedded(embedded) => Liveness { verdict: embedded.verdict(), ..fixed(State::Up, None) },
            Kind::Broken(reason) => fixed(State::Down, Some(reason)),
        }
    }

    /// Ends the backend: its process, with all descendants, or its session. No call starts after this.
    pub async fn stop(&self, patience: Instant) {
        self.slots.close();
        match &self.kind {
            Kind::Stdio(stdio) => stdio.stop(patience).await,
            Kind::Http(http) => http.stop(patience).await,
            Kind::Embedded(_) | Kind::Broken(_) => {}
        }
    }
}

/// How a backend stands.
pub(crate) struct Liveness {
    pub(crate) state: State,
    /// How long its process or session has lived.
    pub(crate) up: Option<Duration>,
    /// How many times it was started or greeted with success.
    pub(crate) starts: u64,
    pub(crate) last_error: Option<String>,
    verdict: Option<Arc<Verdict>>,
}

impl Liveness {
    /// How its tools differ, where it was asked.
    pub(crate) fn drift(&self) -> Option<Result<ServerDrift, String>> {
        self.verdict.as_ref().map(|verdict| verdict.drift.clone())
    }

    /// The tools that are not let through, by position in the contract.
    pub(crate) fn blocked(&self) -> Vec<u16> {
        self.verdict.iter().flat_map(|verdict| verdict.blocked()).collect()
    }
}
