//! Runs other programs: no shell, a time limit, a cap on what is kept of their output, and an end for all that they started.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use gateway_runtime::embedded::{CallContext, ToolFailure};

use crate::answer::{Doing, fail};

/// Bytes of output that are kept of each of the two streams.
pub(crate) const CAP: usize = 256 * 1024;

/// How long a process that was asked to stop may take to tidy up.
const GRACE: Duration = Duration::from_secs(2);
/// How long output may still come after the process has ended, from something it left behind.
const DRAIN: Duration = Duration::from_secs(2);

/// What a finished program said.
#[derive(Debug)]
pub(crate) struct Output {
    /// The exit code; `None` where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Whether output was cut at [`CAP`].
    pub(crate) cut: bool,
}

/// One run of a program, for one call.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    /// What runs, in a caller's words, such as `git push`.
    pub(crate) what: &'a str,
    /// How long it may take.
    pub(crate) limit: Duration,
    /// What may be the matter when it takes longer.
    pub(crate) hint: &'a str,
    pub(crate) context: &'a CallContext,
}

impl Run<'_> {
    /// Starts the program in a process group of its own, with pipes around it.
    pub(crate) fn start(command: &mut Command, input: bool) -> io::Result<Child> {
        command
            .stdin(if input { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        own_group(command);
        command.spawn()
    }

    /// Sees a started program to its end, whatever its exit code. A failure means that it had to be stopped.
    pub(crate) fn finish(&self, mut child: Child, input: &str) -> Result<Output, ToolFailure> {
        let (stdout, stderr) = (keep(child.stdout.take()), keep(child.stderr.take()));
        if let Some(mut pipe) = child.stdin.take() {
            // A program that ends early closes the pipe; its exit code tells the story.
            drop(pipe.write_all(input.as_bytes()));
        }
        let status = self.wait(&mut child)?;
        let ((stdout, cut_a), (stderr, cut_b)) = (drained(&stdout), drained(&stderr));
        Ok(Output { code: status.code(), stdout, stderr, cut: cut_a || cut_b })
    }

    fn wait(&self, child: &mut Child) -> Result<ExitStatus, ToolFailure> {
        let Self { what, limit, hint, .. } = self;
        let since = Instant::now();
        loop {
            if let Some(status) =
                wait_a_little(child, since.elapsed()).doing(format_args!("waiting for {what}"))?
            {
                return Ok(status);
            }
            if self.context.is_cancelled() {
                stop(child);
                return fail(format!("cancelled: {what} was stopped"));
            }
            if since.elapsed() >= *limit {
                stop(child);
                let limit = limit.as_secs_f64();
                return fail(format!("{what} did not end within {limit} s and was stopped; {hint}"));
            }
        }
    }
}

/// Looks again soon at first, later less often.
fn wait_a_little(child: &mut Child, waited: Duration) -> io::Result<Option<ExitStatus>> {
    let status = child.try_wait()?;
    if status.is_none() {
        std::thread::sleep((waited / 8).clamp(Duration::from_micros(300), Duration::from_millis(20)));
    }
    Ok(status)
}

/// Reads a pipe to its end on a thread of its own, so that the program never blocks on it, and keeps the first [`CAP`] bytes.
fn keep(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    if let Some(mut pipe) = pipe {
        std::thread::spawn(move || {
            let mut chunk = vec![0; 16 * 1024];
            let mut kept = 0;
            while let Ok(length @ 1..) = pipe.read(&mut chunk) {
                if kept <= CAP && sender.send(chunk[..length].to_vec()).is_err() {
                    break;
                }
                kept += length;
            }
        });
    }
    receiver
}

/// What was read, and whether some of it had to go.
fn drained(pieces: &Receiver<Vec<u8>>) -> (String, bool) {
    let mut bytes = Vec::new();
    let until = Instant::now() + DRAIN;
    while let Ok(piece) = pieces.recv_timeout(until.saturating_duration_since(Instant::now())) {
        bytes.extend(piece);
    }
    let cut = bytes.len() > CAP;
    bytes.truncate(CAP);
    (String::from_utf8_lossy(&bytes).into_owned(), cut)
}

/// Asks first, so that it removes its lock files, then insists.
fn stop(child: &mut Child) {
    signal(child, false);
    let until = Instant::now() + GRACE;
    while Instant::now() < until {
        if matches!(child.try_wait(), Ok(Some(_))) {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    signal(child, true);
    drop(child.kill());
    drop(child.wait());
}

/// A group of its own, so that hooks and helpers are stopped with it.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(unix)]
fn signal(child: &Child, insist: bool) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let signal = if insist { Signal::KILL } else { Signal::TERM };
    // A group that has ended already needs no signal.
    let _ = kill_process_group(Pid::from_child(child), signal);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

#[cfg(not(unix))]
fn signal(_: &Child, _: bool) {}
