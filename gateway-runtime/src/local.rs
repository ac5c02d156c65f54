//! Calls from inside the process, through the same line that clients' calls take.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use serde_json::Value;

use crate::approval::Person;
use crate::call::Sink;
use crate::client::{CallReply, Caller};
use crate::envelope::Message;
use crate::gateway::Gateway;
use crate::json::quoted;
use crate::peer::Peer;
use crate::principal::Principal;
use crate::serve::{Answer, read, refuse, serve};
use crate::spec::ToolSpec;

/// A caller in this process; the typed `Client` that is generated takes one.
#[derive(Clone)]
pub struct Local {
    gateway: Arc<Gateway>,
    principal: Principal,
    notices: Arc<dyn Sink>,
    person: Option<Arc<dyn Person>>,
}

/// The JSON-RPC error that a call was answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The error object; null where there was no answer.
    pub error: Value,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.error["message"].as_str().unwrap_or("there was no answer"))
    }
}

impl std::error::Error for Refused {}

impl Local {
    /// Calls through `gateway` as `principal`; progress and log messages go to `notices`.
    #[must_use]
    pub fn new(gateway: Arc<Gateway>, principal: Principal, notices: Arc<dyn Sink>) -> Self {
        Self { gateway, principal, notices, person: None }
    }

    /// With somebody at hand who is asked before calls that need an approval, where the principal may approve.
    #[must_use]
    pub fn with_person(self, person: Arc<dyn Person>) -> Self {
        Self { person: Some(person), ..self }
    }

    fn served<'a>(
        &'a self,
        peer: &'a Peer,
        message: &'a Message<'a>,
        line: &'a Bytes,
    ) -> BoxFuture<'a, Answer> {
        Box::pin(serve(&self.gateway, peer, message, line, self.notices.clone()))
    }

    /// Calls the tool of that name or alias; `arguments` is a JSON object.
    ///
    /// # Errors
    ///
    /// Where the answer is a JSON-RPC error, such as for an unknown tool.
    pub async fn call_named(&self, name: &str, arguments: &str) -> Result<CallReply, Refused> {
        let name = quoted(name);
        let line = Bytes::from(format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":{name},"arguments":{arguments},"_meta":{{"progressToken":1}}}}}}"#
        ));
        let peer = Peer::new(self.principal).with_person(self.person.clone());
        let answer = match read(&self.gateway, &line) {
            Ok(message) => self.served(&peer, &message, &line).await,
            Err(rejected) => refuse(&self.gateway, rejected, &line),
        };
        let response = answer.write(|pieces| pieces.concat()).unwrap_or_default();
        self::answer(&response)
    }
}

/// What a JSON-RPC response says.
pub(crate) fn answer(response: &[u8]) -> Result<CallReply, Refused> {
    match Message::read(response).map(|message| (message.result, message.error)) {
        Ok((Some(result), _)) => Ok(CallReply { result: result.raw.to_owned() }),
        Ok((None, Some(error))) => Err(Refused { error: serde_json::from_str(error).unwrap_or_default() }),
        _ => Err(Refused { error: Value::Null }),
    }
}

impl Caller for Local {
    type Error = Refused;

    async fn call(&self, tool: &'static ToolSpec, arguments: String) -> Result<CallReply, Refused> {
        self.call_named(tool.name, &arguments).await
    }
}
