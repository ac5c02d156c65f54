//! Finds and runs the linters and formatters that are installed.
//!
//! Only absolute folders of `PATH` are looked through: a program that lies in the repository is never run by its name. The
//! program sees none of the gateway's own environment but what it needs to work.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use gateway_runtime::embedded::{CallContext, ToolFailure};

use crate::answer::{Doing, fail};
use crate::process::{Output, Run};
use crate::sandbox::Root;

use super::walk;

/// A little less than the five minutes that the contract gives a call.
const LIMIT: Duration = Duration::from_secs(280);

/// Characters that are shown of what a program says.
const SHOWN: usize = 60_000;

/// Variables of the gateway's own surroundings that a program may see.
const PASSED: [&str; 7] = ["HOME", "LANG", "PATH", "SYSTEMROOT", "TEMP", "TMPDIR", "XDG_CACHE_HOME"];

const SETTINGS: [(&str, &str); 4] =
    [("NO_COLOR", "1"), ("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUTF8", "1"), ("TERM", "dumb")];

/// One of several programs for the same job.
pub(super) struct Program {
    pub(super) name: &'static str,
    /// All arguments before the `--` that keeps the path from being read as an option.
    pub(super) arguments: &'static [&'static str],
}

/// A program to run on one path.
pub(super) struct Job<'a> {
    pub(super) root: &'a Root,
    pub(super) context: &'a CallContext,
    /// Where programs are looked for, in the form of `PATH`; the gateway's own when absent.
    pub(super) search: Option<OsString>,
    pub(super) limit: Duration,
}

impl<'a> Job<'a> {
    pub(super) fn new(root: &'a Root, context: &'a CallContext) -> Self {
        Self { root, context, search: env::var_os("PATH"), limit: LIMIT }
    }

    /// Runs a program to its end, whatever its exit code. `all` are those that could do the same job.
    pub(super) fn run(&self, program: &Program, all: &[Program], path: &str) -> Result<Output, ToolFailure> {
        let Some(found) = self.find(program.name) else {
            return self.missing(program.name, all);
        };
        let mut command = Command::new(found);
        command.args(program.arguments).arg("--").arg(path).current_dir(self.root.path()).env_clear();
        command.envs(PASSED.into_iter().filter_map(|name| Some((name, env::var_os(name)?)))).envs(SETTINGS);
        let child =
            Run::start(&mut command, false).doing(format_args!("{} could not start", program.name))?;
        let hint = "give a smaller folder";
        Run { what: program.name, limit: self.limit, hint, context: self.context }.finish(child, "")
    }

    fn find(&self, name: &str) -> Option<PathBuf> {
        let folders = env::split_paths(self.search.as_deref().unwrap_or(OsStr::new("")));
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.filter(|folder| folder.is_absolute()).map(|folder| folder.join(&file)).find(|file| runs(file))
    }

    fn missing(&self, name: &str, all: &[Program]) -> Result<Output, ToolFailure> {
        let there: Vec<_> =
            all.iter().map(|program| program.name).filter(|name| self.find(name).is_some()).collect();
        let instead = if there.is_empty() {
            String::new()
        } else {
            format!(", or choose a tool that is installed here: {}", there.join(", "))
        };
        fail(format!(
            "tool: the program `{name}` was not found in PATH; install it where the gateway runs, such as with \
             `pip install {name}`{instead}"
        ))
    }
}

#[cfg(unix)]
fn runs(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn runs(file: &Path) -> bool {
    file.is_file()
}

/// The programs follow symbolic links in the folders that they go through; none may lead out of the root.
pub(super) fn no_way_out(root: &Root, path: &str) -> Result<(), ToolFailure> {
    let dir = root.dir()?;
    for link in walk::links(root, path) {
        let outside = dir.metadata(&link).is_err() && root.path().join(&link).exists();
        if outside && is_followed(root, &link) {
            let link = link.display();
            return fail(format!(
                "path: {path:?} holds the symbolic link {link}, which leads out of the project root; remove it, or give \
                 a folder without it"
            ));
        }
    }
    Ok(())
}

/// Programs for Python go into folders and open Python files; a link to an interpreter in a virtual environment is neither.
fn is_followed(root: &Root, link: &Path) -> bool {
    let python =
        link.extension().is_some_and(|end| end == "py" || end == "pyi" || end == "pyw" || end == "ipynb");
    python || root.path().join(link).is_dir()
}

/// Both streams of a program, its own answer first.
pub(super) fn said(output: &Output) -> (String, bool) {
    let text = [&output.stdout, &output.stderr].map(|text| text.trim()).join("\n");
    let text = text.trim();
    let cut = output.cut || text.chars().count() > SHOWN;
    (crate::answer::shortened(text, SHOWN), cut)
}

/// How a program ended, for a failure.
pub(super) fn ended(output: &Output) -> String {
    output.code.map_or("a signal".to_owned(), |code| format!("exit code {code}"))
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use tempfile::TempDir;

    use super::*;

    const ALL: [Program; 2] =
        [Program { name: "one", arguments: &["--quiet"] }, Program { name: "two", arguments: &[] }];

    fn program(folder: &TempDir, name: &str, script: &str) {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn run(folder: &TempDir, limit: u64) -> Result<Output, ToolFailure> {
        let (root, context) = (Root::new(folder.path()), CallContext::detached());
        let search = Some(folder.path().as_os_str().to_owned());
        Job { root: &root, context: &context, search, limit: Duration::from_millis(limit) }
            .run(&ALL[0], &ALL, "a b")
    }

    #[test]
    fn the_path_comes_after_the_options_and_secrets_stay_out() {
        let folder = tempfile::tempdir().unwrap();
        program(&folder, "one", "echo \"$1|$2|$3|$#|$CARGO_MANIFEST_DIR|$NO_COLOR\"; exit 3");
        let output = run(&folder, 10_000).unwrap();
        assert_eq!((output.stdout.as_str(), output.code), ("--quiet|--|a b|3||1\n", Some(3)));
    }

    #[test]
    fn a_missing_program_is_named_with_the_way_to_get_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("one"), "not a program").unwrap();
        program(&folder, "two", "");
        assert_eq!(
            run(&folder, 10_000).unwrap_err().message,
            "tool: the program `one` was not found in PATH; install it where the gateway runs, such as with `pip install \
             one`, or choose a tool that is installed here: two"
        );
    }

    #[test]
    fn a_program_that_hangs_is_stopped() {
        let folder = tempfile::tempdir().unwrap();
        program(&folder, "one", "sleep 95");
        let failure = run(&folder, 200).unwrap_err().message;
        assert_eq!(failure, "one did not end within 0.2 s and was stopped; give a smaller folder");
    }
}
