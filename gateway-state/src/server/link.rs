//! The one connection of a replica: made when it is first needed, and again for as long as it is not there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, SystemTime};

use gateway_runtime::shared::{Away, Event, Standing};
use redis::aio::MultiplexedConnection;
use redis::{PushInfo, PushKind, RedisResult};
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{interval, sleep, timeout};

use super::dial::{Dialled, dial};
use super::message::Wire;
use super::place::Place;

/// How long after a failure the next connection is tried.
const PAUSE: Duration = Duration::from_millis(500);

/// How often a silent connection is asked for a sign of life.
const LOOK: Duration = Duration::from_secs(2);

/// So many events may wait to be heard.
const EVENTS: usize = 1024;

/// How the state server stands.
enum State {
    Unknown,
    Up { connection: MultiplexedConnection, since: SystemTime },
    Away { reason: String, since: SystemTime },
}

/// The connection to the state server, and what is known of it.
pub(super) struct Link {
    pub(super) place: Place,
    /// No answer is waited for longer.
    patience: Duration,
    channel: String,
    replica: String,
    started: AtomicBool,
    state: watch::Sender<State>,
    events: broadcast::Sender<Event>,
    /// What went wrong with the connection in use.
    failures: mpsc::UnboundedSender<String>,
    failed: std::sync::Mutex<Option<mpsc::UnboundedReceiver<String>>>,
}

impl Link {
    pub(super) fn new(place: Place, patience: Duration, channel: String, replica: String) -> Arc<Self> {
        let (failures, failed) = mpsc::unbounded_channel();
        Arc::new(Self {
            place,
            patience,
            channel,
            replica,
            started: AtomicBool::new(false),
            state: watch::Sender::new(State::Unknown),
            events: broadcast::Sender::new(EVENTS),
            failures,
            failed: std::sync::Mutex::new(Some(failed)),
        })
    }

    pub(super) fn events(self: &Arc<Self>) -> broadcast::Receiver<Event> {
        let events = self.events.subscribe();
        self.start();
        events
    }

    pub(super) fn standing(&self) -> Standing {
        match &*self.state.borrow() {
            State::Unknown => Standing::Unknown,
            State::Up { since, .. } => Standing::Up { since: *since },
            State::Away { reason, since } => Standing::Away { since: *since, reason: reason.clone() },
        }
    }

    /// Asks the server. At once refused while it is known to be away, and given up after a bounded time.
    pub(super) async fn run<T, F: Future<Output = RedisResult<T>>>(
        self: &Arc<Self>,
        work: impl FnOnce(MultiplexedConnection) -> F,
    ) -> Result<T, Away> {
        let connection = self.connection().await?;
        let reason = match timeout(self.patience, work(connection)).await {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("no answer within {:?}", self.patience),
        };
        // Others do not wait as well: the server counts as away until it answers on a new connection.
        let _ = self.failures.send(reason.clone());
        Err(self.away(&reason))
    }

    async fn connection(self: &Arc<Self>) -> Result<MultiplexedConnection, Away> {
        self.start();
        let mut state = self.state.subscribe();
        let known = timeout(self.patience, state.wait_for(|state| !matches!(state, State::Unknown))).await;
        match known.as_ref().map(|known| known.as_deref()) {
            Ok(Ok(State::Up { connection, .. })) => return Ok(connection.clone()),
            Ok(Ok(State::Away { reason, .. })) => return Err(self.away(reason)),
            _ => drop(known),
        }
        // Those who come next do not wait for the first connection as well.
        let reason = format!("no connection within {:?}", self.patience);
        self.lost(&reason);
        Err(self.away(&reason))
    }

    pub(super) fn away(&self, reason: &str) -> Away {
        Away(format!("the state server {} is away ({reason})", self.place))
    }

    fn start(self: &Arc<Self>) {
        if self.started.swap(true, Ordering::Relaxed) {
            return;
        }
        let failed = self.failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some(failed) = failed {
            tokio::spawn(keep(Arc::downgrade(self), failed));
        }
    }

    /// A new connection that hears other replicas.
    async fn dial(&self) -> Result<Dialled, String> {
        let mut dialled = dial(&self.place).await?;
        let ready = async {
            dialled.connection.subscribe(&self.channel).await?;
            // A server that takes no writes, because it is full or a copy, is of no use.
            let probe = format!("{}:alive", self.channel);
            redis::cmd("SET").arg(probe).arg(1).arg("EX").arg(60).exec_async(&mut dialled.connection).await
        };
        match timeout(self.patience, ready).await {
            Ok(Ok(())) => Ok(dialled),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("no answer within {:?}", self.patience)),
        }
    }

    fn up(&self, connection: MultiplexedConnection) {
        let since = SystemTime::now();
        let before = self.state.send_replace(State::Up { connection, since });
        if matches!(before, State::Away { .. }) {
            tracing::info!("the state server {} is back", self.place);
        }
        let _ = self.events.send(Event::Up);
    }

    fn lost(&self, reason: &str) {
        let is_news = self.state.send_if_modified(|state| {
            let is_news = !matches!(state, State::Away { .. });
            if is_news {
                *state = State::Away { reason: reason.to_owned(), since: SystemTime::now() };
            }
            is_news
        });
        if is_news {
            tracing::warn!(
                "the state server {} is away ({reason}): rates are limited to this replica's share, approvals are \
                 refused, nothing is remembered",
                self.place
            );
        }
    }

    /// What is said on the connection; gives why it ended.
    async fn listen(&self, dialled: &mut Dialled, failed: &mut mpsc::UnboundedReceiver<String>) -> String {
        let mut looks = interval(LOOK);
        loop {
            tokio::select! {
                pushed = dialled.pushed.recv() => match pushed {
                    Some(PushInfo { kind: PushKind::Disconnection, .. }) | None => {
                        return "it closed the connection".into();
                    }
                    Some(pushed) => self.heard(&pushed),
                },
                Some(reason) = failed.recv() => return reason,
                _ = looks.tick() => {
                    let mut connection = dialled.connection.clone();
                    let (ping, failures, patience) = (redis::cmd("PING"), self.failures.clone(), self.patience);
                    tokio::spawn(async move {
                        let answer = timeout(patience, ping.exec_async(&mut connection)).await;
                        if !matches!(answer, Ok(Ok(()))) {
                            let _ = failures.send(format!("no answer within {patience:?}"));
                        }
                    });
                }
            }
        }
    }

    fn heard(&self, pushed: &PushInfo) {
        let message = redis::Msg::from_push_info(pushed.clone());
        let wire = message.and_then(|message| Wire::read(message.get_payload_bytes()));
        if let Some(Wire { from, event }) = wire.filter(|wire| wire.from != self.replica) {
            tracing::debug!(replica = from, ?event, "another replica says");
            let _ = self.events.send(event);
        }
    }
}

/// Keeps a connection for as long as somebody may need it.
async fn keep(link: Weak<Link>, mut failed: mpsc::UnboundedReceiver<String>) {
    while let Some(link) = link.upgrade() {
        let reason = match link.dial().await {
            Ok(mut dialled) => {
                // What failed on an earlier connection says nothing of this one.
                while failed.try_recv().is_ok() {}
                link.up(dialled.connection.clone());
                link.listen(&mut dialled, &mut failed).await
            }
            Err(reason) => reason,
        };
        link.lost(&reason);
        drop(link);
        sleep(PAUSE).await;
    }
}
