//! What the replicas of one gateway share, and what each does while it cannot be had.
//!
//! A gateway that is alone has none of this: it asks its own limiters, its own memory, its own sessions.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tokio::sync::broadcast;

use crate::spec::Rate;

/// What is asked of the state server. Each ends within a bounded time, at once while the server is known to be away.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Away>> + Send + 'a>>;

/// The state server cannot be asked; says which it is and why, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away(pub String);

impl fmt::Display for Away {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the state server stands, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Where it is, without user and password.
    pub place: String,
    /// So many replicas share it, as configured.
    pub replicas: u32,
    /// Whether it can be asked.
    pub standing: Standing,
}

/// Whether the state server can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has been asked yet, or the first connection is being made.
    Unknown,
    /// It answers.
    Up {
        /// Since when.
        since: SystemTime,
    },
    /// It does not.
    Away {
        /// Since when.
        since: SystemTime,
        /// What happened.
        reason: String,
    },
}

/// All that replicas share.
pub trait Shared: Limits + Seals + Memory + Breakers + Sessions {
    /// What is heard from other replicas from now on, and when the server can be asked again.
    fn events(&self) -> broadcast::Receiver<Event>;

    /// Whether the server can be asked.
    fn standing(&self) -> Standing;

    /// Where it is, without user and password.
    fn place(&self) -> String;
}

/// Rates, counted once over all replicas.
pub trait Limits: Send + Sync {
    /// Counts a call, unless it is one too many for one of `rates`: then it is counted for none, and the place of that
    /// rate is given with how long to wait.
    fn count<'a>(
        &'a self,
        principal: &'a str,
        tool: &'a str,
        rates: &'a [Rate],
    ) -> Doing<'a, Result<(), (usize, Duration)>>;
}

/// What makes a sealed state good for all replicas, and for one use.
pub trait Seals: Send + Sync {
    /// The key of all replicas: `candidate` where there is none yet.
    fn key(&self, candidate: [u8; 32]) -> Doing<'_, [u8; 32]>;

    /// Uses up the request of that id, which is good for so long still; false where that was done before.
    fn use_up<'a>(&'a self, id: &'a str, remaining: Duration) -> Doing<'a, bool>;
}

/// A question to the memory of all replicas.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The tool's server.
    pub server: &'a str,
    /// The tool.
    pub tool: &'a str,
    /// Its arguments, in canonical form.
    pub arguments: &'a str,
}

/// What the memory of all replicas has for a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// The generation of the server's answers: any write through it begins a new one.
    pub generation: String,
    /// The answer, a tool result as raw JSON.
    pub answer: Option<Bytes>,
}

/// Answers that are given again, by any replica.
pub trait Memory: Send + Sync {
    /// Looks for an answer.
    fn recall<'a>(&'a self, asked: Asked<'a>) -> Doing<'a, Recalled>;

    /// Keeps an answer, if the generation in which its call began has not ended and there is room. `most` is the size of
    /// all that may be kept, in bytes.
    fn keep<'a>(
        &'a self,
        asked: Asked<'a>,
        generation: &'a str,
        answer: Bytes,
        lifetime: Duration,
        most: u64,
    ) -> Doing<'a, ()>;

    /// Begins a new generation of a server's answers.
    fn outdate<'a>(&'a self, server: &'a str) -> Doing<'a, ()>;

    /// Forgets all answers.
    fn forget(&self) -> Doing<'_, ()>;

    /// How many answers are kept, and their size in bytes.
    fn amount(&self) -> Doing<'_, (u64, u64)>;
}

/// What replicas know of each other's breakers.
pub trait Breakers: Send + Sync {
    /// Takes the one trial of a server for all replicas, for at most `lease`; false where another has it.
    fn try_one<'a>(&'a self, server: &'a str, lease: Duration) -> Doing<'a, bool>;

    /// Gives up a trial that came to nothing.
    fn give_up<'a>(&'a self, server: &'a str) -> Doing<'a, ()>;

    /// Tells that the breaker of a server opened for so long, or closed where there is no time.
    fn tell<'a>(&'a self, server: &'a str, open: Option<Duration>) -> Doing<'a, ()>;

    /// The breakers that are open, of these servers, and for how long.
    fn open<'a>(&'a self, servers: &'a [&'static str]) -> Doing<'a, Vec<(&'static str, Duration)>>;
}

/// What is kept of a session, so that any replica serves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Name of the principal who began it.
    pub principal: String,
    /// Whether its client can be asked.
    pub can_be_asked: bool,
    /// Rank of the least severe log message that it wants.
    pub log_from: u8,
}

/// The sessions of legacy clients.
pub trait Sessions: Send + Sync {
    /// Notes that `principal` uses a session, and gives its record; `None` where it has none of that id. A session that
    /// was forgotten, not ended, is entered again as it is `known` here.
    fn resume<'a>(
        &'a self,
        id: &'a str,
        principal: &'a str,
        known: Option<&'a Record>,
    ) -> Doing<'a, Option<Record>>;

    /// Notes which log messages its client wants from now on.
    fn set_log_from<'a>(&'a self, id: &'a str, rank: u8) -> Doing<'a, ()>;

    /// Ends a session of `principal` for all replicas; false where it has none of that id.
    fn end<'a>(&'a self, id: &'a str, principal: &'a str, is_known: bool) -> Doing<'a, bool>;

    /// Passes on what a client said to the replica that it is for.
    fn relay<'a>(&'a self, id: &'a str, said: Said) -> Doing<'a, ()>;
}

/// What is heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The server can be asked from now on.
    #[serde(skip)]
    Up,
    /// Another replica opened the breaker of a server.
    Opened {
        /// The server.
        server: String,
        /// For so long, in milliseconds.
        millis: u64,
    },
    /// Another replica closed the breaker of a server.
    Closed {
        /// The server.
        server: String,
    },
    /// A session ended at another replica.
    Ended {
        /// The session.
        session: String,
    },
    /// The client of a session said this to another replica.
    Relayed {
        /// The session.
        session: String,
        /// What it said.
        said: Said,
    },
}

/// What a client says of a request that may be under way at another replica.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// It no longer wants an answer to its request of that id, raw JSON.
    Cancelled {
        /// The id.
        id: String,
    },
    /// It answers the question of that id.
    Answered {
        /// The id, raw JSON.
        id: String,
        /// The result, raw JSON; absent from an error.
        result: Option<String>,
    },
}

/// Does something nobody waits for. Without a runtime the process is ending, and there is nobody left to tell.
pub(crate) fn aside<F>(shared: &Arc<dyn Shared>, work: impl FnOnce(Arc<dyn Shared>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(work(shared.clone()));
    }
}
