//! Runs the `git` program: no prompt, no pager, nothing of the user's own configuration that changes what it says.

use std::io;
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use gateway_runtime::embedded::{CallContext, ToolFailure};

use crate::answer::fail;
pub(super) use crate::process::Output;
use crate::process::Run;

/// For what only looks at the repository.
pub(super) const QUICK: Duration = Duration::from_secs(30);
/// For what runs hooks or talks to a remote.
pub(super) const LONG: Duration = Duration::from_secs(600);

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
        let child = self.spawn(arguments, !input.is_empty())?;
        let what = format!("git {}", arguments.first().unwrap_or(&""));
        let hint = "a hook or a remote may be hanging";
        Run { what: &what, limit, hint, context: self.context }.finish(child, input)
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
        Run::start(&mut command, input).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if self.folder.is_dir() => {
                ToolFailure::new("the `git` program was not found; install git and put it in PATH")
            }
            _ => ToolFailure::new(format!("git could not start in {}: {error}", self.folder.display())),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::time::Instant;

    use super::*;
    use crate::process::CAP;

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
