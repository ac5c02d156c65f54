//! A child process: started in a process group of its own with an environment of its own, and ended with all its
//! descendants.

use std::collections::VecDeque;
use std::io;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::time::{Instant, timeout, timeout_at};

use super::Launch;
use crate::io::{Line, Lines};
use crate::secret::Secret;
use crate::sync::locked;

pub(super) struct Process {
    child: Child,
    group: Group,
}

pub(super) struct Pipes {
    pub(super) stdin: ChildStdin,
    pub(super) stdout: ChildStdout,
    pub(super) stderr: ChildStderr,
}

/// The process group of a child. Dropped, it is killed: no descendant outlives the gateway's interest.
struct Group(Option<Pid>);

impl Group {
    fn signal(&self, signal: Signal) {
        if let Some(group) = self.0 {
            // Fails when nobody is left in the group, which is what is wanted.
            let _ = kill_process_group(group, signal);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
    }
}

impl Process {
    pub(super) fn start(launch: &Launch) -> io::Result<(Self, Pipes)> {
        let mut command = Command::new(launch.program.expose());
        command
            .args(launch.arguments.iter().map(Secret::expose))
            .env_clear()
            .envs(launch.env.iter().map(|(name, value)| (name, value.expose())));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.process_group(0).kill_on_drop(true);
        if let Some(cwd) = &launch.cwd {
            command.current_dir(cwd.expose());
        }
        let mut child = command.spawn()?;
        let group = Group(child.id().and_then(|id| Pid::from_raw(id.cast_signed())));
        match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
            (Some(stdin), Some(stdout), Some(stderr)) => {
                Ok((Self { child, group }, Pipes { stdin, stdout, stderr }))
            }
            _ => Err(io::Error::other("its standard streams could not be had")),
        }
    }

    /// Waits until the child has ended by itself.
    pub(super) async fn ended(&mut self) -> String {
        self.child.wait().await.map_or_else(|error| error.to_string(), describe)
    }

    /// Ends the child whose standard input has been closed: waits, asks, kills.
    pub(super) async fn end(mut self, patience: Instant) {
        if timeout_at(patience, self.child.wait()).await.is_err() {
            self.group.signal(Signal::TERM);
            if timeout(GRACE, self.child.wait()).await.is_err() {
                self.group.signal(Signal::KILL);
                let _ = self.child.wait().await;
            }
        }
    }
}

/// How long a child may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(1);

fn describe(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("its process exited with code {code}."),
        (None, Some(signal)) => format!("its process was killed by signal {signal}."),
        (None, None) => format!("its process ended: {status}."),
    }
}

/// No more lines of standard error than these go into the log each second.
const LINES_A_SECOND: u32 = 50;

/// The last lines of a child's standard error: when it dies, they usually say why.
#[derive(Debug, Default)]
pub(super) struct LastWords(Mutex<VecDeque<String>>);

impl LastWords {
    fn note(&self, line: String) {
        let mut lines = locked(&self.0);
        if lines.len() == 3 {
            lines.pop_front();
        }
        lines.push_back(line);
    }

    /// Those lines, with line breaks between them.
    pub(super) fn text(&self) -> String {
        locked(&self.0).iter().map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// Reads standard error to its end, so that the child never blocks on it, and logs a bounded part of it.
pub(super) async fn drain(
    server: &'static str,
    stderr: ChildStderr,
    last_words: Arc<LastWords>,
    secrets: Vec<Secret>,
) {
    let mut lines = Lines::new(stderr, 4096);
    let (mut window, mut logged, mut dropped) = (Instant::now(), 0, 0_u64);
    while let Ok(Some(line)) = lines.next().await {
        if window.elapsed() >= Duration::from_secs(1) {
            if dropped > 0 {
                tracing::warn!(
                    server,
                    dropped,
                    "lines of standard error were not logged: more than 50 a second"
                );
            }
            (window, logged, dropped) = (Instant::now(), 0, 0);
        }
        let text = match line {
            Line::Text(text) => printable(&hidden(&secrets, String::from_utf8_lossy(&text).into())),
            Line::TooLong => "(a line over 4096 bytes)".into(),
        };
        if logged < LINES_A_SECOND {
            logged += 1;
            tracing::info!(server, "{text}");
        } else {
            dropped += 1;
        }
        last_words.note(text);
    }
}

fn hidden(secrets: &[Secret], text: String) -> String {
    secrets.iter().fold(text, |text, secret| secret.hidden_in(text))
}

/// Without control characters, which would act on the terminal that shows the log.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
