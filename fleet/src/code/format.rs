//! `code_format`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::place;
use super::program::{Job, Program, ended, no_way_out, said};
use crate::answer::{Answer, arguments, both, fail};
use crate::lock;
use crate::process::Output;
use crate::sandbox::Root;

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Formatter {
    #[default]
    Ruff,
    Black,
}

/// In the order of [`Formatter`].
static FORMATTERS: [Program; 2] = [
    Program { name: "ruff", arguments: &["format", "--no-cache"] },
    Program { name: "black", arguments: &["--no-color"] },
];

static CHECKERS: [Program; 2] = [
    Program { name: "ruff", arguments: &["format", "--no-cache", "--check"] },
    Program { name: "black", arguments: &["--no-color", "--check"] },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Format {
    path: String,
    #[serde(default)]
    tool: Formatter,
    #[serde(default)]
    check_only: bool,
}

#[derive(Serialize)]
struct Formatted<'a> {
    path: &'a str,
    tool: &'static str,
    check_only: bool,
    /// Whether all files have the formatter's layout now.
    clean: bool,
    truncated: bool,
    output: &'a str,
}

pub(super) fn code_format(root: &Root, text: &str, context: &CallContext) -> Answer {
    let Format { path, tool, check_only } = arguments(text)?;
    let dir = root.dir()?;
    let path = match check_only {
        true => place::readable(&dir, "path", &path)?,
        // A link is followed first, so that what is judged is what is written.
        false => place::writable(&dir, "path", &place::readable(&dir, "path", &path)?)?,
    };
    no_way_out(root, &path)?;
    let _guard = if check_only { None } else { Some(lock::acquire(root, "code", context)?) };
    let programs = if check_only { &CHECKERS } else { &FORMATTERS };
    let program = &programs[tool as usize];
    let output = Job::new(root, context).run(program, programs, &path)?;
    let clean = verdict(&output, program.name, check_only)?;
    let (said, truncated) = said(&output);
    let verb = match (check_only, clean) {
        (false, _) => "formatted",
        (true, true) => "would change nothing in",
        (true, false) => "would change files in",
    };
    let shown = format!("{} {verb} {path}.\n{said}", program.name);
    both(shown, &Formatted { path: &path, tool: program.name, check_only, clean, truncated, output: &said })
}

fn verdict(output: &Output, name: &str, check_only: bool) -> Result<bool, ToolFailure> {
    match (output.code, check_only) {
        (Some(0), _) => Ok(true),
        (Some(1), true) => Ok(false),
        _ => fail(format!("{name} failed ({}): {}", ended(output), said(output).0)),
    }
}
