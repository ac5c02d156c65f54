//! A load balancer: each connection goes to the next server, past those that take none.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A proxy; ends when dropped.
pub(crate) struct Proxy {
    pub(crate) address: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

struct State {
    servers: Vec<String>,
    next: AtomicUsize,
    /// Connections that each server took.
    taken: Vec<AtomicUsize>,
    /// Those of them on which it said nothing.
    broken: Vec<AtomicUsize>,
}

impl Proxy {
    /// Passes connections to these addresses, in turn.
    pub(crate) async fn start(servers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let zeros = || servers.iter().map(|_| AtomicUsize::new(0)).collect();
        let (taken, broken) = (zeros(), zeros());
        let state = Arc::new(State { servers, next: AtomicUsize::new(0), taken, broken });
        let serving = state.clone();
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let state = serving.clone();
                tokio::spawn(async move { state.pass(client).await });
            }
        });
        Self { address, state, task }
    }

    /// How many connections each server took.
    pub(crate) fn taken(&self) -> Vec<usize> {
        counts(&self.state.taken)
    }

    /// On how many of them it ended without an answer.
    pub(crate) fn broken(&self) -> Vec<usize> {
        counts(&self.state.broken)
    }
}

fn counts(counters: &[AtomicUsize]) -> Vec<usize> {
    counters.iter().map(|count| count.load(Ordering::Relaxed)).collect()
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl State {
    async fn pass(&self, mut client: TcpStream) {
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        for offset in 0..self.servers.len() {
            let at = (first + offset) % self.servers.len();
            if let Ok(mut server) = TcpStream::connect(&self.servers[at]).await {
                self.taken[at].fetch_add(1, Ordering::Relaxed);
                // Where one side breaks off, so does the other.
                let copied = copy_bidirectional(&mut client, &mut server).await;
                if !matches!(copied, Ok((_, 1..))) {
                    self.broken[at].fetch_add(1, Ordering::Relaxed);
                }
                return;
            }
        }
    }
}
