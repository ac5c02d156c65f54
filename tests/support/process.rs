//! Processes: what they write to standard error, and whether they live.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};

/// A process whose standard error is gathered; killed when dropped.
pub(crate) struct Running {
    pub(crate) child: Child,
    errors: Arc<Mutex<String>>,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let errors = Arc::<Mutex<String>>::default();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        tokio::spawn(gather(lines, errors.clone()));
        Self { child, errors }
    }

    /// Starts a gateway and waits until it says, in either form, that `what` is somewhere; gives the address.
    pub(crate) async fn announced(mut command: Command, what: &str) -> (Self, String) {
        let running = Self::start(&mut command);
        let url = running.url_of(what).await;
        (running, url)
    }

    /// Waits until the gateway says where `what` is, for example the dashboard.
    pub(crate) async fn url_of(&self, what: &str) -> String {
        let found = || self.errors().lines().find_map(|line| announced(line, what));
        until(&format!("an address of {what}"), found).await
    }

    /// Starts a process and waits for a line on standard error that begins with `start`.
    pub(crate) async fn until_line(mut command: Command, start: &str) -> (Self, String) {
        let running = Self::start(&mut command);
        let found = || running.errors().lines().find(|line| line.starts_with(start)).map(str::to_owned);
        let line = until(&format!("a line `{start}…` from {command:?}"), found).await;
        (running, line)
    }

    /// What it has written to standard error so far.
    pub(crate) fn errors(&self) -> String {
        self.errors.lock().unwrap().clone()
    }

    /// Waits until it has written this to standard error, and gives all that it has written.
    pub(crate) async fn said(&self, what: &str) -> String {
        until(what, || Some(self.errors()).filter(|errors| errors.contains(what))).await
    }

    pub(crate) fn id(&self) -> i32 {
        self.child.id().unwrap().cast_signed()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.id()).unwrap(), signal).unwrap();
    }
}

/// The address in a line that says where `what` is.
fn announced(line: &str, what: &str) -> Option<String> {
    let said = serde_json::from_str::<serde_json::Value>(line).map(|line| line["message"].clone());
    let said = match &said {
        Ok(message) => message.as_str()?,
        Err(_) => line.strip_prefix("gateway: ")?,
    };
    said.strip_prefix(what)?.strip_prefix(" on ").map(str::to_owned)
}

async fn gather(mut lines: Lines<BufReader<ChildStderr>>, errors: Arc<Mutex<String>>) {
    while let Ok(Some(line)) = lines.next_line().await {
        let mut errors = errors.lock().unwrap();
        errors.push_str(&line);
        errors.push('\n');
    }
}

/// Waits for something that shows only when looked at, such as the content of a file.
pub(crate) async fn until<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    super::soon(what, async {
        loop {
            if let Some(found) = found() {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
}

/// Waits for a line in a file that `wanted` accepts.
pub(crate) async fn line_in(file: &Path, wanted: impl Fn(&str) -> bool) -> String {
    let look = || {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        text.lines().find(|line| wanted(line)).map(str::to_owned)
    };
    until(&format!("a line in {}", file.display()), look).await
}

/// Waits until no process of that id is running.
pub(crate) async fn gone(id: i32) {
    until(&format!("the end of process {id}"), || (!is_alive(id)).then_some(())).await;
}

pub(crate) fn is_alive(id: i32) -> bool {
    // One that has ended and that nobody has asked about is still listed.
    let state = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let is_zombie = state.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('Z'));
    !is_zombie && test_kill_process(Pid::from_raw(id).unwrap()).is_ok()
}

/// The living children of a process.
pub(crate) fn children(parent: i32) -> Vec<i32> {
    let output = std::process::Command::new("ps")
        .args(["-o", "pid=", "--ppid", &parent.to_string()])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().split_whitespace().map(|id| id.parse().unwrap()).collect()
}
