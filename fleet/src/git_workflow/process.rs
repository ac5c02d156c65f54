//! Runs the `git` program: no shell, no prompt, no pager, a time limit, a cap on what is kept of its output.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use gateway_runtime::embedded::{CallContext, ToolFailure};

use crate::answer::{Doing, fail};

/// Bytes of output that are kept.
pub(super) const CAP: usize = 256 * 1024;
/// For what only looks at the repository.
pub(super) const QUICK: Duration = Duration::from_secs(30);
/// For what runs hooks or talks to a remote.
pub(super) const LONG: Duration = Duration::from_secs(600);

/// How long a process that was asked to stop may take to tidy up.
const GRACE: Duration = Duration::from_secs(2);
/// How long output may still come after the process has ended, from something it left behind.
const DRAIN: Duration = Duration::from_secs(2);

/// Variables by which the gateway's own surroundings could point git at another repository or another program.
const REDIRECTIONS: [&str; 13] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

const SETTINGS: [(&str, &str); 8] = [
    ("GIT_EDITOR", "true"),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_MERGE_AUTOEDIT", "no"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_PAGER", "cat"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
    ("PAGER", "cat"),
];

/// Configuration that must not depend on the user's: plain output, and nothing that goes on in the background.
const CONFIGURATION: [&str; 5] = [
    "color.ui=false",
    "core.quotepath=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "advice.detachedHead=false",
];

/// What a finished git said.
#[derive(Debug)]
pub(super) struct Output {
    /// The exit code; `None` where a signal ended it.
    pub(super) code: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
    /// Whether output was cut at [`CAP`].
    pub(super) cut: bool,
}

impl Output {
    /// What went wrong, in git's words.
    pub(super) fn complaint(&self) -> &str {
        [&self.stderr, &self.stdout]
            .into_iter()
            .map(|text| text.trim())
            .find(|text| !text.is_empty())
            .unwrap_or("git gave no reason")
    }
}

/// Git in one folder, for one call.
#[derive(Clone, Copy)]
pub(super) struct Git<'a> {
    pub(super) folder: &'a Path,
    pub(super) context: &'a CallContext,
}

impl Git<'_> {
    /// Runs git to its end, whatever its exit code. A failure means that it could not start or had to be stopped.
    pub(super) fn run(&self, arguments: &[&str], limit: Duration) -> Result<Output, ToolFailure> {
        self.run_with_input(arguments, "", limit)
    }

    /// As [`Self::run`], with text on standard input.
    pub(super) fn run_with_input(
        &self,
        arguments: &[&str],
        input: &str,
        limit: Duration,
    ) -> Result<Output, ToolFailure> {
        let mut child = self.spawn(arguments, !input.is_empty())?;
        let (stdout, stderr) = (keep(child.stdout.take()), keep(child.stderr.take()));
        if let Some(mut pipe) = child.stdin.take() {
            // A git that ends early closes the pipe; its exit code tells the story.
            drop(pipe.write_all(input.as_bytes()));
        }
        let status = self.wait(&mut child, limit, arguments)?;
        let ((stdout, cut_a), (stderr, cut_b)) = (drained(&stdout), drained(&stderr));
        Ok(Output { code: status.code(), stdout, stderr, cut: cut_a || cut_b })
    }

    /// The output of a git that must succeed.
    pub(super) fn ok(&self, arguments: &[&str]) -> Result<String, ToolFailure> {
        let output = self.run(arguments, QUICK)?;
        match output.code {
            Some(0) => Ok(output.stdout.trim_end().to_owned()),
            _ => fail(format!("git {} failed: {}", arguments.first().unwrap_or(&""), output.complaint())),
        }
    }

    /// The answer of a git that says yes by 0 and no by 1.
    pub(super) fn yes(&self, arguments: &[&str]) -> Result<bool, ToolFailure> {
        let output = self.run(arguments, QUICK)?;
        match output.code {
            Some(0) => Ok(true),
            Some(1) => Ok(false),
            _ => fail(format!("git {} failed: {}", arguments.first().unwrap_or(&""), output.complaint())),
        }
    }

    fn spawn(&self, arguments: &[&str], input: bool) -> Result<Child, ToolFailure> {
        let mut command = Command::new("git");
        for setting in CONFIGURATION {
            command.args(["-c", setting]);
        }
        for variable in REDIRECTIONS {
            command.env_remove(variable);
        }
        command.args(arguments).envs(SETTINGS).current_dir(self.folder);
        command
            .stdin(if input { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        own_group(&mut command);
        command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if self.folder.is_dir() => {
                ToolFailure::new("the `git` program was not found; install git and put it in PATH")
            }
            _ => ToolFailure::new(format!("git could not start in {}: {error}", self.folder.display())),
        })
    }

    fn wait(
        &self,
        child: &mut Child,
        limit: Duration,
        arguments: &[&str],
    ) -> Result<ExitStatus, ToolFailure> {
        let since = Instant::now();
        loop {
            if let Some(status) = wait_a_little(child, since.elapsed()).doing("waiting for git")? {
                return Ok(status);
            }
            let name = arguments.first().unwrap_or(&"");
            if self.context.is_cancelled() {
                stop(child);
                return fail(format!("cancelled: git {name} was stopped"));
            }
            if since.elapsed() >= limit {
                stop(child);
                return fail(format!(
                    "git {name} did not end within {} s and was stopped; a hook or a remote may be hanging",
                    limit.as_secs_f64()
                ));
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

/// Reads a pipe to its end on a thread of its own, so that git never blocks on it, and keeps the first [`CAP`] bytes.
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

/// Asks first, so that git removes its lock files, then insists.
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use super::*;

    fn git<'a>(folder: &'a Path, context: &'a CallContext) -> Git<'a> {
        Git { folder, context }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_git_that_hangs_is_stopped_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let context = CallContext::detached();
        let since = Instant::now();
        let alias = "alias.hang=!sleep 97 & echo $! > child; sleep 98";
        let failure =
            git(folder.path(), &context).run(&["-c", alias, "hang"], Duration::from_millis(300)).unwrap_err();
        assert!(failure.message.contains("did not end within 0.3 s"), "{failure}");
        assert!(since.elapsed() < Duration::from_secs(5));
        let child = std::fs::read_to_string(folder.path().join("child")).unwrap();
        assert!(ends(child.trim()), "the child {child} is still running");
    }

    /// Whether a process ends soon; a signalled one may take a moment.
    #[cfg(target_os = "linux")]
    fn ends(process: &str) -> bool {
        let stat = Path::new("/proc").join(process).join("stat");
        (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            std::fs::read_to_string(&stat).map_or(true, |state| state.contains(") Z "))
        })
    }

    #[test]
    fn a_cancelled_call_stops_git() {
        let folder = tempfile::tempdir().unwrap();
        let context = CallContext::new(Arc::new(AtomicBool::new(true)), None);
        let failure =
            git(folder.path(), &context).run(&["-c", "alias.hang=!sleep 96", "hang"], LONG).unwrap_err();
        assert!(failure.message.starts_with("cancelled"), "{failure}");
    }

    #[test]
    fn a_flood_is_cut() {
        let folder = tempfile::tempdir().unwrap();
        let context = CallContext::detached();
        let output = git(folder.path(), &context)
            .run(&["-c", "alias.flood=!yes | head -c 3000000", "flood"], QUICK)
            .unwrap();
        assert!(output.cut && output.stdout.len() == CAP);
    }

    #[test]
    fn a_folder_that_is_missing_is_named() {
        let context = CallContext::detached();
        let failure = git(Path::new("/does/not/exist"), &context).run(&["version"], QUICK).unwrap_err();
        assert!(failure.message.starts_with("git could not start in /does/not/exist"), "{failure}");
    }
}
