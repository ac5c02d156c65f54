//! What is known of the tools of one live backend, and whether it is still true.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tokio::time::Instant;

use super::listing::all_tools;
use crate::drift::{ServerDrift, Severity, compare_all};
use crate::era::Era;
use crate::fault::Fault;
use crate::offer::Upstream;
use crate::reply::Reply;
use crate::spec::{ServerSpec, ToolSpec};
use crate::sync::locked;

/// What a server was reviewed to be.
pub(super) struct Review {
    pub(super) spec: &'static ServerSpec,
    pub(super) tools: Box<[&'static ToolSpec]>,
    /// Whether the endpoint gives what its tools declare to return.
    pub(super) returns: bool,
    pub(super) max_message: usize,
    /// Where what it says goes that is about no call.
    pub(super) upstream: OnceLock<Arc<Upstream>>,
}

/// What a live server is.
#[derive(Debug)]
pub(super) struct Verdict {
    /// How it differs, or why that is not known.
    pub(super) drift: Result<ServerDrift, String>,
    /// The tools that are not let through: by position in the contract, with what blocks them.
    blocked: Vec<(u16, Vec<String>)>,
    since: Instant,
}

/// The tools of one connection, compared once, and again when something says that they may have changed.
pub(super) struct Watched {
    review: Arc<Review>,
    verdict: Mutex<Option<Arc<Verdict>>>,
    changed: AtomicBool,
    /// How long a verdict that blocks something holds without a sign of change.
    holds: Option<Duration>,
    /// Held while the server is asked.
    asking: tokio::sync::Mutex<()>,
}

/// A server that would not say what its tools are is asked again after this long.
const REFUSED_HOLDS: Duration = Duration::from_secs(5);

impl Watched {
    pub(super) fn new(review: Arc<Review>, holds: Option<Duration>) -> Self {
        Self {
            review,
            verdict: Mutex::default(),
            changed: AtomicBool::new(false),
            holds,
            asking: tokio::sync::Mutex::default(),
        }
    }

    /// The server says that its tools are others now, or it is time to look.
    pub(super) fn may_have_changed(&self) {
        self.changed.store(true, Ordering::Release);
    }

    pub(super) fn verdict(&self) -> Option<Arc<Verdict>> {
        locked(&self.verdict).clone()
    }

    /// The verdict, if it needs no second look.
    pub(super) fn current(&self) -> Option<Arc<Verdict>> {
        let verdict = self.verdict()?;
        let holds = if verdict.drift.is_err() { Some(REFUSED_HOLDS) } else { self.holds };
        let is_old =
            !verdict.blocked.is_empty() && holds.is_some_and(|holds| verdict.since.elapsed() >= holds);
        (!is_old && !self.changed.load(Ordering::Acquire)).then_some(verdict)
    }

    /// Compares the live tools with the contract, unless the verdict still holds.
    ///
    /// # Errors
    ///
    /// Those of `ask`, which sends one request with these `params`.
    pub(super) async fn look<E, F: Future<Output = Result<Reply, E>>>(
        &self,
        era: Era,
        ask: impl FnMut(String) -> F,
    ) -> Result<Arc<Verdict>, E> {
        if let Some(verdict) = self.current() {
            return Ok(verdict);
        }
        let _turn = self.asking.lock().await;
        match self.current() {
            Some(verdict) => Ok(verdict),
            None => self.ask(era, ask).await,
        }
    }

    /// Compares again, whatever is known; calls go on by what is known until then.
    ///
    /// # Errors
    ///
    /// Those of `ask`.
    pub(super) async fn look_again<E, F: Future<Output = Result<Reply, E>>>(
        &self,
        era: Era,
        ask: impl FnMut(String) -> F,
    ) -> Result<(), E> {
        let _turn = self.asking.lock().await;
        self.ask(era, ask).await.map(drop)
    }

    async fn ask<E, F: Future<Output = Result<Reply, E>>>(
        &self,
        era: Era,
        ask: impl FnMut(String) -> F,
    ) -> Result<Arc<Verdict>, E> {
        let unsettled = Unsettled::new(&self.changed);
        let live = all_tools(era, self.review.max_message, ask).await?;
        unsettled.settle();
        let drift = live.map(|live| compare_all(&self.review.tools, &live, self.review.returns));
        let verdict = Arc::new(self.review.judge(drift));
        let known = locked(&self.verdict).replace(verdict.clone());
        // What has not changed was said before.
        if known.is_none_or(|known| known.drift != verdict.drift) {
            self.review.tell(&verdict);
        }
        Ok(verdict)
    }
}

/// A question that has not been answered. Dropped, it leaves the sign of change as it was.
struct Unsettled<'w> {
    changed: &'w AtomicBool,
    was: bool,
}

impl<'w> Unsettled<'w> {
    /// Takes the sign away before the question: a change while it is answered counts.
    fn new(changed: &'w AtomicBool) -> Self {
        Self { changed, was: changed.swap(false, Ordering::AcqRel) }
    }

    fn settle(mut self) {
        self.was = false;
    }
}

impl Drop for Unsettled<'_> {
    fn drop(&mut self) {
        self.changed.fetch_or(self.was, Ordering::AcqRel);
    }
}

impl Review {
    pub(super) fn new(
        spec: &'static ServerSpec,
        tools: Box<[&'static ToolSpec]>,
        returns: bool,
        max_message: usize,
    ) -> Self {
        Self { spec, tools, returns, max_message, upstream: OnceLock::new() }
    }

    pub(super) fn judge(&self, drift: Result<ServerDrift, String>) -> Verdict {
        let blocked = match &drift {
            Ok(drift) => drift.blocked().map(|(tool, texts)| (tool.index, texts)).collect(),
            Err(reason) => {
                let text = format!("it cannot be known what the server's tools are now: {reason}");
                self.tools.iter().map(|tool| (tool.index, vec![text.clone()])).collect()
            }
        };
        Verdict { drift, blocked, since: Instant::now() }
    }

    pub(super) fn tell(&self, verdict: &Verdict) {
        let server = self.spec.name;
        match &verdict.drift {
            Err(reason) => {
                tracing::warn!(
                    server,
                    reason,
                    "its tools cannot be compared with the contract; all are blocked"
                );
            }
            Ok(drift) => match drift.severity() {
                None => {}
                Some(Severity::Compatible) => tracing::info!(server, "{}", summary(drift)),
                Some(Severity::Blocking) => {
                    let blocked = verdict.blocked.len();
                    tracing::warn!(server, blocked, "{}; `gateway drift` shows all", summary(drift));
                }
            },
        }
    }
}

/// What differs, in one line.
fn summary(drift: &ServerDrift) -> String {
    let names: Vec<_> = drift.tools.iter().map(|tool| tool.tool).collect();
    let extra = drift.extra.len();
    format!(
        "differs from what was reviewed: tools [{}], and {extra} that are not in the contract",
        names.join(", ")
    )
}

impl Verdict {
    /// Lets a call of `tool` pass.
    ///
    /// # Errors
    ///
    /// What makes it another tool than was reviewed.
    pub(super) fn admit(&self, tool: &ToolSpec, server: &'static str) -> Result<(), Fault> {
        match self.blocked.iter().find(|(index, _)| *index == tool.index) {
            None => Ok(()),
            Some((_, changes)) => Err(Fault::Drifted { tool: tool.name, server, changes: changes.clone() }),
        }
    }

    /// The tools that are not let through.
    pub(super) fn blocked(&self) -> impl Iterator<Item = u16> {
        self.blocked.iter().map(|(index, _)| *index)
    }
}
