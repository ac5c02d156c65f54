//! The connections of clients: each is a task, which answers one request after the other. For MCP and for management.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Request;
use axum::response::Response;
use futures_util::future::BoxFuture;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::net::UnixListener;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Where connections come from.
#[derive(Debug)]
pub enum Listener {
    /// Other programs, by TCP.
    Tcp(TcpListener),
    /// Those of this machine that may open a file.
    #[cfg(unix)]
    Unix(UnixListener),
}

/// Answers requests; over TCP it is told where each comes from.
///
/// It is no type parameter, for the same reason as that of [`Stream`]: hyper would be compiled once for each.
pub type Answers =
    Arc<dyn Fn(Request<Incoming>, Option<SocketAddr>) -> BoxFuture<'static, Response> + Send + Sync>;

/// What carries one connection.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

struct Accepted {
    stream: Box<dyn Stream>,
    from: Option<SocketAddr>,
}

/// Until connections are taken again where the system gives no more of them, such as for want of open files.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves connections until `stop` is cancelled, and then those that are open: each ends with the answer that is under way.
pub fn serve(listener: Listener, answers: Answers, stop: CancellationToken) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        let connections = TaskTracker::new();
        while let Some(accepted) = next(&listener, &stop).await {
            connections.spawn(connection(accepted, answers.clone(), stop.clone()));
        }
        drop(listener);
        connections.close();
        connections.wait().await;
    })
}

/// The next connection; `None` where no more are wanted.
async fn next(listener: &Listener, stop: &CancellationToken) -> Option<Accepted> {
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => return None,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok(accepted) => return Some(accepted),
            Err(error) if is_of_one_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connections can be taken for now");
                tokio::select! {
                    () = stop.cancelled() => return None,
                    () = sleep(PAUSE) => {}
                }
            }
        }
    }
}

impl Listener {
    async fn accept(&self) -> io::Result<Accepted> {
        match self {
            Self::Tcp(listener) => {
                let (stream, from) = listener.accept().await?;
                // A notice is a small write that must not wait for the next one. It only costs time where this fails.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "a connection keeps its delay");
                }
                Ok(Accepted { stream: Box::new(stream), from: Some(from) })
            }
            #[cfg(unix)]
            Self::Unix(listener) => {
                let (stream, _) = listener.accept().await?;
                Ok(Accepted { stream: Box::new(stream), from: None })
            }
        }
    }
}

/// Whether the client was gone before it was served.
fn is_of_one_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection(Accepted { stream, from }: Accepted, answers: Answers, stop: CancellationToken) {
    let service = service_fn(|request| {
        let answer = answers(request, from);
        async move { Ok::<_, Infallible>(answer.await) }
    });
    let mut connection = pin!(Builder::new().serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        biased;
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}
