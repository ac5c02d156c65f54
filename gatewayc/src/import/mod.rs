//! `gatewayc import`: servers as they are, into a `tools.toml` that people review.
//!
//! Sources → what they say → the document with that added → files, all at once. What is in the file already is right:
//! differences are told, never taken over.

mod class;
mod endpoint;
mod form;
mod listing;
mod live;
mod merge;
mod names;
mod node;
mod offers;
mod params;
mod print;
mod render;
mod report;
mod sources;
#[cfg(test)]
mod tests;
mod text;
mod write;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use diffy::DiffOptions;
use gateway_codegen::check::compile_with;
use gateway_codegen::diag::{Colour, Diagnostics};

use self::form::Files;
use self::live::Said;
use self::merge::{Answered, Merge, Merged};
use self::report::{Report, ServerReport};
use self::sources::Sources;

/// Something was imported, and something was not.
const PARTIAL: u8 = 3;
/// The file was written, and a person has to decide something before it compiles.
const UNDECIDED: u8 = 4;

const EXAMPLES: &str = "\
Examples:
  gatewayc import time -- uvx mcp-server-time
  gatewayc import files -- npx -y @modelcontextprotocol/server-filesystem /srv
  gatewayc import hub --url https://example.com/mcp --header 'X-Key: ${HUB_KEY}'
  gatewayc import --mcp-json ~/.cursor/mcp.json --dry-run
  gatewayc import --mcp-json .vscode/mcp.json --only github --prefix github_
  gatewayc import --contextforge export.json --prefix '{server}_'

  Nothing is started where the answer to tools/list is at hand:
  gatewayc import time --tools-list saved.json -- uvx mcp-server-time

Exit codes:
  0  done, or nothing to do
  1  nothing was written
  2  wrong usage
  3  written, but a server or a tool was left out
  4  written, but a person has to decide something before the file compiles";

/// Flags of `gatewayc import`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ImportArgs {
    /// What the server is called in the file.
    #[arg(conflicts_with_all = ["mcp_json", "contextforge"])]
    name: Option<String>,
    /// Import a server at this Streamable HTTP address.
    #[arg(long, value_name = "URL", requires = "name")]
    url: Option<String>,
    /// A header of every request, 'Name: value'; what sounds secret is written down as a reference.
    #[arg(long, value_name = "HEADER", requires = "url")]
    header: Vec<String>,
    /// A variable for the command, NAME=VALUE; of what sounds secret only the name is written down.
    #[arg(long, value_name = "NAME=VALUE", requires = "command")]
    env: Vec<String>,
    /// A variable that the command gets from the gateway's environment.
    #[arg(long, value_name = "NAME", requires = "command")]
    pass_env: Vec<String>,
    /// The command's working directory.
    #[arg(long, value_name = "DIR", requires = "command")]
    cwd: Option<String>,
    /// Take the tools from a saved answer to tools/list; nothing is started.
    #[arg(long, value_name = "FILE", requires = "name")]
    tools_list: Option<PathBuf>,
    /// Import the servers of a client's file: Claude Desktop, Cursor, VS Code.
    #[arg(long, value_name = "FILE", conflicts_with = "contextforge")]
    mcp_json: Option<PathBuf>,
    /// Import the gateways of a ContextForge export.
    #[arg(long, value_name = "FILE")]
    contextforge: Option<PathBuf>,
    /// Of a file with many servers, import this one alone; can be given again.
    #[arg(long, value_name = "SERVER")]
    only: Vec<String>,
    /// Begin the names of new tools with this; {server} stands for the server's name.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    prefix: String,
    /// The file to make or to add to.
    #[arg(long, short, value_name = "FILE", default_value = "tools.toml")]
    output: PathBuf,
    /// Write nothing; print the difference.
    #[arg(long)]
    dry_run: bool,
    /// How many seconds a server may take to start and to list its tools.
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// The command that starts the server.
    #[arg(last = true, value_name = "COMMAND", conflicts_with_all = ["url", "mcp_json", "contextforge"])]
    command: Vec<String>,
}

/// # Errors
///
/// Why nothing was written.
pub(crate) fn run(args: &ImportArgs) -> Result<ExitCode, String> {
    let sources = sources::read(args).map_err(|why| refused(&why))?;
    let before = existing(&args.output)?;
    let mut report =
        Report { skipped: sources.skipped.clone(), notes: sources.notes.clone(), servers: Vec::new() };
    let answered = answered(sources, Duration::from_secs(args.timeout), &mut report)?;
    let text = before.clone().unwrap_or_else(|| include_str!("new_file.toml").to_owned());
    let merged = merged(args, &text, answered, &mut report).map_err(|why| refused(&why))?;
    let is_new = report.servers.iter().any(ServerReport::adds_something);
    // Not one byte is touched where nothing is added.
    let after = if is_new { merged.text } else { text };
    conclude(args, before.as_deref(), &after, &merged.files, is_new, &report)
}

fn refused(why: &str) -> String {
    format!("error: {why}\nnothing was written")
}

fn existing(output: &Path) -> Result<Option<String>, String> {
    match std::fs::read_to_string(output) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(refused(&format!("{}: {error}", output.display()))),
    }
}

fn answered(sources: Sources, patience: Duration, report: &mut Report) -> Result<Vec<Answered>, String> {
    let answers = live::ask_all(&sources.wanted, patience).map_err(|why| refused(&why))?;
    let mut answered = Vec::new();
    for (server, answer) in sources.wanted.into_iter().zip(answers) {
        match answer {
            Ok(Said { tools, offered }) => {
                answered.push(Answered { name: server.name, endpoint: server.endpoint, tools, offered });
            }
            Err(why) => report.skipped.push((server.name, why)),
        }
    }
    Ok(answered)
}

fn merged(
    args: &ImportArgs,
    text: &str,
    answered: Vec<Answered>,
    report: &mut Report,
) -> Result<Merged, String> {
    let shown = args.output.display().to_string();
    let mut merge = Merge::new(&shown, text, folder(&args.output), &args.prefix)?;
    for server in answered {
        merge.add(&server, report)?;
    }
    merge.finish(text)
}

fn folder(output: &Path) -> &Path {
    output.parent().unwrap_or(Path::new(""))
}

/// Writes, or shows what would be written, and says how it stands.
fn conclude(
    args: &ImportArgs,
    before: Option<&str>,
    after: &str,
    files: &Files,
    is_new: bool,
    report: &Report,
) -> Result<ExitCode, String> {
    let shown = args.output.display().to_string();
    if args.dry_run {
        super::print(&difference(&shown, before.unwrap_or_default(), after, files, is_new));
        eprint!("{}", report.render());
        eprintln!("{shown}: nothing was written (--dry-run)");
    } else {
        if is_new {
            write::all(&args.output, before, after, folder(&args.output), files)
                .map_err(|why| refused(&why))?;
        }
        super::print(&report.render());
        super::print(&written(&shown, is_new, files));
    }
    let undecided = is_new.then(|| checked(&args.output, after, files).err()).flatten();
    if let Some(mistakes) = undecided {
        let colour = if io::stderr().is_terminal() { Colour::Ansi } else { Colour::Plain };
        eprintln!("{shown}: before it compiles, a person has to decide:\n{}", mistakes.render(colour));
        return Ok(ExitCode::from(UNDECIDED));
    }
    Ok(if report.is_partial() { ExitCode::from(PARTIAL) } else { ExitCode::SUCCESS })
}

fn written(shown: &str, is_new: bool, files: &Files) -> String {
    match (is_new, files.len()) {
        (false, _) => format!("{shown}: nothing to add\n"),
        (true, 0) => format!("{shown}: look at each line that says `review:`\n"),
        (true, 1) => format!("{shown}, and 1 schema beside it: look at each line that says `review:`\n"),
        (true, count) => {
            format!("{shown}, and {count} schemas beside it: look at each line that says `review:`\n")
        }
    }
}

fn difference(shown: &str, before: &str, after: &str, files: &Files, is_new: bool) -> String {
    if !is_new {
        return String::new();
    }
    let unified = |name: &str, before: &str, after: &str| {
        DiffOptions::new()
            .set_original_filename(format!("a/{name}"))
            .set_modified_filename(format!("b/{name}"))
            .create_patch(before, after)
            .to_string()
    };
    let files = files.iter().map(|(path, content)| unified(path, "", content));
    [unified(shown, before, after)].into_iter().chain(files).collect()
}

/// Compiles what is, or would be, written.
fn checked(output: &Path, text: &str, files: &Files) -> Result<(), Diagnostics> {
    let base = folder(output);
    let read = |path: &Path| {
        let below = path.strip_prefix(base).ok().and_then(Path::to_str);
        match below.and_then(|below| files.get(below)) {
            Some(content) => Ok(content.clone().into_bytes()),
            None => std::fs::read(path),
        }
    };
    compile_with(&output.display().to_string(), text, base, &read).map(drop)
}
