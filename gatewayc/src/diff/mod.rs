//! `gatewayc diff`: reads two contracts, compares them, prints what changed.

mod git;
mod group;
mod json;
mod markdown;
mod sarif;
mod side;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gateway_codegen::diff::{self, Change, Class};

use side::Side;

/// Exit codes: 0 nothing changed, 1 compatible, 2 breaking, 3 the policy was loosened; 64 wrong usage, 65 something that
/// cannot be read or compiled.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 nothing changed, 1 compatible, 2 breaking, 3 policy loosened;\n\
    64 wrong usage, 65 something that cannot be read or compiled.")]
pub(crate) struct DiffArgs {
    /// What it was: a tools.toml, a tools.lock, or a git revision such as HEAD~1, main or v1:tools.toml
    old: String,
    /// What it is: the same
    #[arg(default_value = "tools.toml")]
    new: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write it to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For a person at a terminal
    #[default]
    Text,
    /// For a comment on a pull request
    Markdown,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// The usage was wrong.
pub(crate) const USAGE: u8 = 64;
/// An input could not be read or compiled, or the output not be written.
const INPUT: u8 = 65;

/// What is printed.
struct Report {
    old: Side,
    new: Side,
    changes: Vec<Change>,
}

impl Report {
    fn count(&self, class: Class) -> usize {
        self.changes.iter().filter(|change| change.class == class).count()
    }

    /// Such as "3 loosened, 1 compatible".
    fn counts(&self) -> String {
        let counts = Class::ALL.into_iter().map(|class| (self.count(class), class.name()));
        let counts: Vec<_> =
            counts.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
        counts.join(", ")
    }

    /// Such as "tools.toml:412"; the file alone is not worth saying.
    fn place(&self, change: &Change) -> Option<String> {
        let places = self.new.places.as_ref()?;
        Some(format!("{}:{}", places.file(), places.of(change).line))
    }

    fn exit_code(&self) -> u8 {
        diff::verdict(&self.changes).map_or(0, Class::exit_code)
    }
}

/// In a headline.
fn verdict(class: Option<Class>) -> &'static str {
    match class {
        None => "nothing changed",
        Some(Class::Compatible) => "compatible",
        Some(Class::Tightened) => "policy tightened",
        Some(Class::Breaking) => "breaking",
        Some(Class::Loosened) => "policy loosened",
    }
}

/// Above the changes of a class.
fn meaning(class: Class) -> &'static str {
    match class {
        Class::Loosened => "the policy is laxer, or other code runs than was reviewed",
        Class::Breaking => "calls that are accepted today are refused, or mean something else",
        Class::Tightened => "the policy is stricter; calls are still accepted",
        Class::Compatible => "callers notice nothing that stops them",
    }
}

pub(crate) fn run(args: &DiffArgs) -> ExitCode {
    match compared(args) {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            eprintln!("{}", problem.trim_end());
            ExitCode::from(INPUT)
        }
    }
}

fn compared(args: &DiffArgs) -> Result<u8, String> {
    let (old, new) = (Side::read(&args.old)?, Side::read(&args.new)?);
    let changes = diff::compare(&old.facts, &new.facts);
    let report = Report { old, new, changes };
    let text = match args.format {
        Format::Text => text::render(&report),
        Format::Markdown => markdown::render(&report),
        Format::Json => json::render(&report),
        Format::Sarif => sarif::render(&report),
    };
    match &args.output {
        None => crate::print(&text),
        Some(file) => std::fs::write(file, text)
            .map_err(|error| format!("error: cannot write {}: {error}", file.display()))?,
    }
    Ok(report.exit_code())
}
