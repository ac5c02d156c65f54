//! Waiting at the desk until somebody decides.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep};

use super::record::{Event, Way, record};
use super::{Desk, Outcome, Request, Standing, unavailable};
use crate::audit::Recorder;
use crate::call::Sink;
use crate::fault::Verdict;
use crate::json::quoted;
use crate::shared::Away;

/// How often the desk is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// How often the caller is told that the call still waits.
const TELL: Duration = Duration::from_secs(10);

/// Who hears that a call waits: its progress token, raw JSON, and where to send.
pub(crate) struct Waiting<'a> {
    pub(crate) token: Option<&'a str>,
    pub(crate) sink: &'a Arc<dyn Sink>,
    pub(crate) audit: &'a Recorder,
}

/// A request at the desk. Dropped before it was decided, it is withdrawn.
struct Entry<'a> {
    desk: &'a Arc<dyn Desk>,
    request: &'a Arc<Request>,
    open: bool,
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        if self.open {
            // At once, and not on another thread: the process may be about to end.
            self.desk.withdraw(&self.request.id);
        }
    }
}

/// Enters the request at the desk and waits until it is decided, or its time is over.
pub(crate) async fn wait(desk: &Arc<dyn Desk>, request: &Arc<Request>, waiting: &Waiting<'_>) -> Outcome {
    let mut entry = Entry { desk, request, open: true };
    let decided = entry.decided(waiting).await;
    entry.open = false;
    decided
}

impl Entry<'_> {
    async fn decided(&self, waiting: &Waiting<'_>) -> Outcome {
        self.desk.enter(self.request.clone()).await.map_err(failed)?;
        record(waiting.audit, &Event::of(self.request, Way::Desk, None));
        let (mut tell_at, mut told) = (Instant::now(), 0);
        loop {
            if Instant::now() >= tell_at {
                told += 1;
                waiting.tell(&self.request.id, told);
                tell_at += TELL;
            }
            match self.desk.take(self.request.clone()).await.map_err(failed)? {
                Standing::Pending if SystemTime::now() < self.request.expires => sleep(LOOK).await,
                Standing::Pending | Standing::Expired => {
                    self.desk.withdraw(&self.request.id);
                    return Err(Verdict::Expired(self.request.id.clone()));
                }
                Standing::Taken { by } => return Ok(by),
                Standing::Denied { reason, .. } => return Err(Verdict::Denied(reason)),
                Standing::Invalid(why) => return Err(Verdict::Invalid(why)),
            }
        }
    }
}

fn failed(why: String) -> Verdict {
    unavailable(&Away(why))
}

impl Waiting<'_> {
    /// Progress must grow, also when the backend begins to count; so these steps are small.
    fn tell(&self, id: &str, times: u32) {
        let Some(token) = self.token else { return };
        let progress = f64::from(times) / 1000.0;
        let message = quoted(&format!(
            "waiting for approval {id}; an operator grants it with `gateway approvals approve {id}`"
        ));
        let message = format!(
            r#"{{"jsonrpc":"2.0","method":"notifications/progress","params":{{"progressToken":{token},"progress":{progress},"message":{message}}}}}"#
        );
        self.sink.send(&[message.as_bytes()]);
    }
}
