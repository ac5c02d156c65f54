//! `code_lint`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::place;
use super::program::{Job, Program, ended, no_way_out, said};
use crate::answer::{Answer, arguments, both, fail};
use crate::process::Output;
use crate::sandbox::Root;

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Linter {
    #[default]
    Ruff,
    Pylint,
    Flake8,
}

#[cfg(not(windows))]
const NO_CONFIGURATION: &str = "--rcfile=/dev/null";
#[cfg(windows)]
const NO_CONFIGURATION: &str = "--rcfile=NUL";

/// In the order of [`Linter`]. A linter changes nothing, whatever the repository's configuration tells it. That of pylint and
/// of flake8 can make them run code, which writing a file must not be enough for, so they do not read it; ruff does.
static LINTERS: [Program; 3] = [
    Program {
        name: "ruff",
        arguments: &[
            "check",
            "--no-cache",
            "--no-fix",
            "--output-format=concise",
            "--no-show-fixes",
            "--quiet",
        ],
    },
    Program {
        name: "pylint",
        arguments: &[
            NO_CONFIGURATION,
            "--persistent=n",
            "--recursive=y",
            "--output-format=text",
            "--score=n",
            "--reports=n",
            "--msg-template={path}:{line}:{column}: {msg_id} {msg} ({symbol})",
        ],
    },
    Program { name: "flake8", arguments: &["--isolated", "--color=never", "--format=default"] },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lint {
    path: String,
    #[serde(default)]
    tool: Linter,
}

#[derive(Serialize)]
struct Linted<'a> {
    path: &'a str,
    tool: &'static str,
    clean: bool,
    /// Lines that name a place: `file:line:…`.
    count: usize,
    truncated: bool,
    findings: Vec<&'a str>,
}

pub(super) fn code_lint(root: &Root, text: &str, context: &CallContext) -> Answer {
    let Lint { path, tool } = arguments(text)?;
    let path = place::readable(&root.dir()?, "path", &path)?;
    no_way_out(root, &path)?;
    let program = &LINTERS[tool as usize];
    let output = Job::new(root, context).run(program, &LINTERS, &path)?;
    let clean = verdict(tool, &output, program.name)?;
    let (said, truncated) = said(&output);
    let findings: Vec<_> = said.lines().filter(|line| is_finding(line)).collect();
    let shown = match (clean, findings.len()) {
        (true, _) => format!("{} found nothing in {path}.", program.name),
        (false, 1) => format!("{} found 1 thing in {path}:\n{said}", program.name),
        (false, count) => format!("{} found {count} things in {path}:\n{said}", program.name),
    };
    let (tool, count) = (program.name, findings.len());
    both(shown, &Linted { path: &path, tool, clean, count, truncated, findings })
}

/// Whether there was nothing to complain of; a failure where the linter itself failed. pylint adds up a bit for each kind
/// of message, of which 1 is a file that it could not read, and says 32 for a wrong option.
fn verdict(tool: Linter, output: &Output, name: &str) -> Result<bool, ToolFailure> {
    let places = output.stdout.lines().any(is_finding);
    match (output.code, tool) {
        (Some(0), _) => Ok(true),
        (Some(1), Linter::Ruff | Linter::Flake8) if places => Ok(false),
        (Some(1..=31), Linter::Pylint) if places => Ok(false),
        _ => fail(format!("{name} failed ({}): {}", ended(output), said(output).0)),
    }
}

/// Whether a line is `file:line:…`.
fn is_finding(line: &str) -> bool {
    let mut parts = line.splitn(3, ':');
    let (file, number, rest) = (parts.next(), parts.next(), parts.next());
    file.is_some_and(|file| !file.is_empty())
        && number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        && rest.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict_of(tool: Linter, code: Option<i32>, stdout: &str) -> Option<bool> {
        let output = Output { code, stdout: stdout.to_owned(), stderr: "why".to_owned(), cut: false };
        verdict(tool, &output, "it").ok()
    }

    #[test]
    fn a_linter_that_fails_is_not_one_that_found_something() {
        let found = "a.py:1:1: F401 unused\n";
        for (tool, code, stdout, expected) in [
            (Linter::Ruff, Some(0), "", Some(true)),
            (Linter::Ruff, Some(1), found, Some(false)),
            (Linter::Ruff, Some(2), "", None),
            (Linter::Flake8, Some(1), "There was a critical error", None),
            (Linter::Pylint, Some(30), found, Some(false)),
            (Linter::Pylint, Some(32), "usage: pylint", None),
            (Linter::Ruff, None, found, None),
        ] {
            assert_eq!(verdict_of(tool, code, stdout), expected, "{code:?} {stdout}");
        }
    }

    #[test]
    fn the_table_is_in_the_order_of_the_names() {
        for name in ["ruff", "pylint", "flake8"] {
            let linter: Linter = serde_json::from_value(name.into()).unwrap();
            assert_eq!(LINTERS[linter as usize].name, name);
        }
    }
}
