//! The compiler's command line: `gatewayc check`, `gatewayc gen`, `gatewayc diff`, `gatewayc import` and `gatewayc new`.
//!
//! Exit codes: 0 all is well; 1 mistakes in the file, or a stale folder; 2 wrong usage. `diff` and `import` have their own.

mod diff;
mod import;
mod new;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use gateway_codegen::diag::{Colour, Diagnostics};
use gateway_codegen::{Contract, emit, sink};
use serde_json::json;

/// Compiles tools.toml, the one description of an MCP gateway.
#[derive(Debug, Parser)]
#[command(name = "gatewayc", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Report every mistake of a file.
    Check(CheckArgs),
    /// Write the generated files, or compare them.
    Gen(GenArgs),
    /// Say what changed between two contracts, and what that means.
    Diff(diff::DiffArgs),
    /// Add servers and their tools to a file, from what they say of themselves.
    Import(Box<import::ImportArgs>),
    /// Make a gateway in a crate of its own.
    New(new::NewArgs),
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// The file to check.
    #[arg(default_value = "tools.toml")]
    file: PathBuf,
    /// Report as JSON on standard output.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct GenArgs {
    /// Write nothing; print the difference, and exit with 1 when there is one.
    #[arg(long)]
    check: bool,
    /// The file to compile.
    #[arg(long, default_value = "tools.toml")]
    file: PathBuf,
    /// The folder of the generated files [default: `generated` beside the file].
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(mistake) => return usage(&mistake),
    };
    let outcome = match cli.command {
        Command::Check(args) => check(&args),
        Command::Gen(args) => generate(&args),
        Command::Diff(args) => Ok(diff::run(&args)),
        Command::Import(args) => import::run(&args),
        Command::New(args) => new::run(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// To `diff`, 2 means something else.
fn usage(mistake: &clap::Error) -> ExitCode {
    let _ = mistake.print();
    match std::env::args().nth(1).as_deref() {
        Some("diff") if mistake.use_stderr() => ExitCode::from(diff::USAGE),
        _ => ExitCode::from(u8::try_from(mistake.exit_code()).unwrap_or(2)),
    }
}

fn check(args: &CheckArgs) -> Result<ExitCode, String> {
    let outcome = Contract::load(&args.file);
    if args.json {
        let (report, code) = match &outcome {
            Ok(contract) => (success(&args.file, contract), ExitCode::SUCCESS),
            Err(mistakes) => (mistakes.to_json(), ExitCode::FAILURE),
        };
        print(&format!("{report:#}\n"));
        return Ok(code);
    }
    let contract = outcome.map_err(|mistakes| report(&mistakes))?;
    print(&format!("{}: {}\n", args.file.display(), contract.summary()));
    Ok(ExitCode::SUCCESS)
}

fn success(file: &Path, contract: &Contract) -> serde_json::Value {
    let plan = &contract.plan;
    json!({
        "path": file.display().to_string(),
        "mistakes": [],
        "servers": plan.servers.len(),
        "tools": plan.tools.len(),
        "contract": plan.hash,
    })
}

fn generate(args: &GenArgs) -> Result<ExitCode, String> {
    let contract = Contract::load(&args.file).map_err(|mistakes| report(&mistakes))?;
    let folder = args.out.clone().unwrap_or_else(|| args.file.with_file_name("generated"));
    let files = emit::all(&contract.plan);
    if args.check {
        let changes = sink::compare(&folder, &files).map_err(|problem| problem.to_string())?;
        return Ok(compared(&folder, &changes));
    }
    let changes = sink::write(&folder, &files).map_err(|problem| problem.to_string())?;
    print(&written(&folder, &contract, &changes));
    Ok(ExitCode::SUCCESS)
}

fn compared(folder: &Path, changes: &[sink::Change]) -> ExitCode {
    if changes.is_empty() {
        return ExitCode::SUCCESS;
    }
    print(&sink::report(changes));
    let plural = if changes.len() == 1 { "" } else { "s" };
    eprintln!("{}: {} file{plural} out of date; {}", folder.display(), changes.len(), sink::REMEDY);
    ExitCode::FAILURE
}

fn written(folder: &Path, contract: &Contract, changes: &[sink::Change]) -> String {
    let plural = if changes.len() == 1 { "" } else { "s" };
    let names: String = changes.iter().map(|change| format!("  {change}\n")).collect();
    let count = changes.len();
    format!("{}: {}, {count} file{plural} brought up to date\n{names}", folder.display(), contract.summary())
}

fn report(mistakes: &Diagnostics) -> String {
    mistakes.render(if std::io::stderr().is_terminal() { Colour::Ansi } else { Colour::Plain })
}

/// A reader that went away, such as `head`, is not our mistake.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}
