//! A call that goes around the request line: what a client has from the server when there is no gateway.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use tokio::time::Instant;

use super::Backend;
use crate::call::{Call, Listener, Sink};
use crate::client::CallReply;
use crate::era::Era;
use crate::fault::Fault;
use crate::local::{Refused, answer};
use crate::principal::Principal;
use crate::reply::Reply;
use crate::spec::ToolSpec;

struct Nobody;

impl Sink for Nobody {
    fn send(&self, _: &[&[u8]]) {}
}

impl Backend {
    /// As [`Backend::call`], compiled here: see the crate's description.
    fn carry_out(&self, call: Arc<Call>) -> BoxFuture<'_, Result<Reply, Fault>> {
        Box::pin(self.call(call))
    }

    /// Calls `tool` with nothing before the server: no policy, no memory, no record, no deadline but `timeout`. For comparing
    /// a server with itself behind a gateway, and never to serve somebody.
    ///
    /// # Errors
    ///
    /// Where no answer could be had from the server.
    pub async fn call_directly(
        &self,
        caller: Principal,
        tool: &'static ToolSpec,
        arguments: &str,
        timeout: Duration,
    ) -> Result<Result<CallReply, Refused>, Fault> {
        let listener = Listener { sink: Arc::new(Nobody), progress_token: None, log_from: None };
        let call = Call {
            tool,
            caller,
            policy: tool.policy,
            arguments: Bytes::from(arguments.to_owned()),
            params: None,
            meta: None,
            client_capabilities: None,
            era: Era::Legacy,
            listener,
            deadline: Instant::now() + timeout,
            timeout,
            sent: AtomicBool::new(false),
            onward: None,
            ask: None,
        };
        let reply = self.carry_out(Arc::new(call)).await?;
        Ok(answer(&reply.encode(b"1", Era::Legacy, |pieces| pieces.concat())))
    }
}
