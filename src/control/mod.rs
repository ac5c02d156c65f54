//! The control socket: how an operator's commands reach a gateway that is running. Plain HTTP with JSON, on a socket that
//! only the gateway's own user can open.

pub(crate) mod client;
mod router;
mod socket;

use std::path::Path;
use std::sync::Arc;

use gateway_runtime::gateway::Gateway;
use tokio::task::JoinHandle;

use self::socket::Socket;

/// An open control socket; closed, and its file removed, when dropped.
#[derive(Debug)]
pub(crate) struct Control {
    _socket: Socket,
    task: JoinHandle<()>,
}

impl Control {
    /// Opens the socket of this process below the state folder. A gateway without one serves its clients all the same,
    /// so that failing is a warning.
    pub(crate) fn open(gateway: Arc<Gateway>, state: &Path) -> Option<Self> {
        match Self::listen(gateway, state) {
            Ok(control) => Some(control),
            Err(error) => {
                tracing::warn!(
                    "there is no control socket, so that commands do not reach this gateway: {error}"
                );
                None
            }
        }
    }

    fn listen(gateway: Arc<Gateway>, state: &Path) -> Result<Self, String> {
        let (socket, listener) = Socket::bind(state)?;
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router::router(gateway)).await {
                tracing::warn!("the control socket failed: {error}");
            }
        });
        Ok(Self { _socket: socket, task })
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        self.task.abort();
    }
}
