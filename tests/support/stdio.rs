//! A client on standard input and output.

use std::process::{ExitStatus, Stdio as Pipe};
use std::sync::Arc;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;

use super::process::Running;
use super::soon;

/// A gateway, and its one client.
pub(crate) struct Stdio {
    pub(crate) process: Running,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
    _folder: Arc<TempDir>,
}

impl Stdio {
    pub(crate) fn start(mut command: Command, folder: Arc<TempDir>) -> Self {
        command.stdin(Pipe::piped()).stdout(Pipe::piped());
        let mut process = Running::start(&mut command);
        let input = process.child.stdin.take();
        let output = BufReader::new(process.child.stdout.take().unwrap()).lines();
        Self { process, input, output, _folder: folder }
    }

    /// Sends one line.
    pub(crate) async fn send(&mut self, line: impl AsRef<[u8]>) {
        let mut line = line.as_ref().to_vec();
        line.push(b'\n');
        soon("the gateway reads", self.input.as_mut().unwrap().write_all(&line)).await.unwrap();
    }

    /// The next line.
    pub(crate) async fn next(&mut self) -> String {
        self.try_next().await.unwrap_or_else(|| panic!("the gateway ended: {}", self.process.errors()))
    }

    /// The next line, or `None` where standard output has ended.
    pub(crate) async fn try_next(&mut self) -> Option<String> {
        soon("a line from the gateway", self.output.next_line()).await.unwrap()
    }

    /// Sends one line, and gives the next one that comes.
    pub(crate) async fn ask(&mut self, line: impl AsRef<[u8]>) -> String {
        self.send(line).await;
        self.next().await
    }

    /// Writes on its own, while the caller reads, or does not.
    pub(crate) fn split(
        &mut self,
        text: String,
    ) -> (&mut Lines<BufReader<ChildStdout>>, JoinHandle<ChildStdin>) {
        let mut input = self.input.take().unwrap();
        let writing = tokio::spawn(async move {
            input.write_all(text.as_bytes()).await.unwrap();
            input.write_all(b"\n").await.unwrap();
            input
        });
        (&mut self.output, writing)
    }

    /// Makes sure that the connection lives, and that nothing else was left to be said on it.
    pub(crate) async fn is_well(&mut self) {
        let pong = self.ask(r#"{"jsonrpc":"2.0","id":"well?","method":"ping"}"#).await;
        assert_eq!(pong, r#"{"jsonrpc":"2.0","id":"well?","result":{}}"#);
    }

    /// Says that there is no more to come.
    pub(crate) fn close(&mut self) {
        self.input = None;
    }

    /// Waits for the gateway's end.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        soon("the gateway ends", self.process.child.wait()).await.unwrap()
    }
}
