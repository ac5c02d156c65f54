//! Requests for approval that wait for an operator, for all replicas. Times are those of the server's clock.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use gateway_runtime::approval::{Request, Standing};
use redis::RedisResult;
use redis::aio::MultiplexedConnection;
use tokio::time::timeout;

use super::dial::dial;
use super::script::{DECIDE, ENTER, ENTRIES, TAKE};
use super::{StateServer, millis};
use crate::approvals::{Decision, Entry, KEPT, Refusal, State};

/// The time of the server, and the fields of requests.
type Read = (i64, Vec<HashMap<String, String>>);

impl StateServer {
    pub(crate) async fn enter(self: Arc<Self>, request: Arc<Request>) -> Result<(), String> {
        let remaining = request.expires.duration_since(SystemTime::now()).unwrap_or_default();
        let mut call = ENTER.key(self.key("approval", &request.id));
        call.key(self.key("approvals", "index")).arg(&request.id).arg(millis(remaining)).arg(millis(KEPT));
        for (field, value) in [
            ("id", &*request.id),
            ("principal", request.principal),
            ("tool", request.tool),
            ("server", request.server),
            ("arguments", &request.arguments),
            ("digest", &request.digest),
            ("contract", request.contract),
            ("question", &request.question()),
        ] {
            call.arg(field).arg(value);
        }
        let run = async |mut connection| call.invoke_async::<u8>(&mut connection).await;
        self.link.run(run).await.map(drop).map_err(|away| away.to_string())
    }

    pub(crate) async fn take(self: Arc<Self>, request: Arc<Request>) -> Result<Standing, String> {
        let mut call = TAKE.key(self.key("approval", &request.id));
        call.arg(request.principal).arg(request.tool).arg(&request.digest).arg(request.contract);
        let run = async |mut connection| call.invoke_async::<Vec<Option<String>>>(&mut connection).await;
        let mut found = self.link.run(run).await.map_err(|away| away.to_string())?.into_iter();
        let (state, by, reason) = (found.next().flatten(), found.next().flatten(), found.next().flatten());
        let by = by.unwrap_or_default();
        Ok(match state.as_deref().unwrap_or_default() {
            "pending" => Standing::Pending,
            "approved" => Standing::Taken { by },
            "denied" => Standing::Denied { by, reason },
            "expired" => Standing::Expired,
            "used" => Standing::Invalid("it was used before, or given for another call".into()),
            "withdrawn" => Standing::Invalid("the request was withdrawn".into()),
            _ => Standing::Invalid("the request was removed".into()),
        })
    }

    /// Nobody takes the approval any more, whether this arrives or not.
    pub(crate) fn withdraw(self: Arc<Self>, id: String) {
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let mut call = DECIDE.key(self.key("approval", &id));
                call.arg("withdrawn");
                self.link.run(async |mut connection| call.invoke_async::<u8>(&mut connection).await).await
            });
        }
    }

    pub(crate) fn entries(&self, id: Option<&str>) -> Result<Vec<Entry>, String> {
        let mut call = ENTRIES.key(self.key("approvals", "index"));
        call.arg(self.key("approval", "")).arg(id);
        let (now, entries) =
            self.once(async |mut connection| call.invoke_async::<Read>(&mut connection).await)?;
        Ok(entries.iter().map(|fields| entry(fields, now)).collect())
    }

    pub(crate) fn decide(&self, id: &str, decision: &Decision, by: &str) -> Result<Entry, Refusal> {
        let mut call = DECIDE.key(self.key("approval", id));
        match decision {
            Decision::Approve => call.arg("approved"),
            Decision::Deny(_) => call.arg("denied"),
        };
        call.arg("decided_by").arg(by);
        if let Decision::Deny(Some(reason)) = decision {
            call.arg("reason").arg(reason);
        }
        let decided = self.once(async |mut connection| call.invoke_async::<u8>(&mut connection).await);
        let decided = decided.map_err(Refusal::Broken)?;
        let entry = self.entries(Some(id)).map_err(Refusal::Broken)?.pop().ok_or(Refusal::Unknown)?;
        if decided == 1 { Ok(entry) } else { Err(Refusal::Settled(entry.into())) }
    }

    /// Asks on a connection of its own, and blocks meanwhile: for operators, who are in no runtime or in any.
    fn once<T: Send>(
        &self,
        work: impl AsyncFnOnce(MultiplexedConnection) -> RedisResult<T> + Send,
    ) -> Result<T, String> {
        let asked = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.map_err(|error| format!("the runtime cannot be started: {error}"))?;
            runtime.block_on(async {
                let dialled = dial(&self.link.place).await?;
                // An operator waits longer than a call does.
                let answer = timeout(OPERATOR.max(self.patience), work(dialled.connection.clone())).await;
                answer.map_err(|_| "no answer".to_owned())?.map_err(|error| error.to_string())
            })
        };
        let asked = std::thread::scope(|scope| scope.spawn(asked).join());
        asked
            .unwrap_or_else(|_| Err("it could not be asked".into()))
            .map_err(|why| self.link.away(&why).to_string())
    }
}

const OPERATOR: Duration = Duration::from_secs(5);

fn entry(fields: &HashMap<String, String>, now: i64) -> Entry {
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let number = |name: &str| fields.get(name).and_then(|text| text.parse().ok());
    let expires = number("expires").unwrap_or_default();
    Entry {
        id: text("id"),
        state: State::read(&text("state"), expires, now),
        principal: text("principal"),
        tool: text("tool"),
        server: text("server"),
        arguments: text("arguments"),
        digest: text("digest"),
        contract: text("contract"),
        asked: number("asked").unwrap_or_default(),
        expires,
        question: text("question"),
        decided: number("decided"),
        decided_by: fields.get("decided_by").cloned(),
        reason: fields.get("reason").cloned(),
    }
}
