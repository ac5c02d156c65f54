//! The command line.

mod approvals;
pub(crate) mod audit;
mod bar;
mod breaker;
mod cache;
mod call;
mod calls;
mod client;
mod compare;
mod control;
mod doctor;
mod drift;
mod explain;
mod figures;
mod fleet;
mod health;
mod key;
pub(crate) mod narrow;
mod openapi;
mod pages;
mod person;
mod policy;
mod search;
mod serve;
mod server;
mod state;
mod status;
mod table;
mod tools;
mod version;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Flags, Mode};
use crate::logging::{self, LogFormat};

/// An MCP gateway that is compiled from its configuration.
#[derive(Debug, Parser)]
#[command(name = "gateway", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
struct Common {
    /// Configuration file [default: gateway.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE", env = "GATEWAY_CONFIG")]
    config: Option<PathBuf>,
    /// Which endpoint of each server is used [default: embedded]
    #[arg(long, global = true, value_enum)]
    mode: Option<Mode>,
    /// Who the callers are: a principal of tools.toml [default: the one that it names]
    #[arg(long, global = true, value_name = "NAME")]
    principal: Option<String>,
    /// Folder that holds the documents and the repository [default: PROJECT_ROOT, or the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    project_root: Option<PathBuf>,
    /// What is logged to standard error: error, warn, info, debug, trace, or a filter [default: warn]
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
    /// In which form: auto is human at a terminal and a JSON object a line elsewhere [default: auto]
    #[arg(long, global = true, value_enum, value_name = "FORM")]
    log_format: Option<LogFormat>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve MCP clients, on standard input and output unless --http is given
    Serve(serve::Serve),
    /// List the tools, or show one
    Tools(tools::Tools),
    /// Find tools by words: what they are called, do and take
    Search(search::Search),
    /// Say what would happen to a call, stage by stage, and what decides it
    Explain(explain::Explain),
    /// Show who may call what: the principals beside the tools
    Policy(policy::Policy),
    /// Call a tool through the whole request line
    Call(call::Call),
    /// See the calls that wait for a person's approval, and decide them
    Approvals(approvals::Approvals),
    /// See, check and export the record of calls
    Audit(audit::Audit),
    /// Show what running gateways remember, or make them forget it
    Cache(cache::Cache),
    /// Show the breakers of running gateways, or reset one
    Breaker(breaker::Breaker),
    /// Show how running gateways do: servers, calls, audit, cache
    Status(status::Status),
    /// Show the servers of running gateways, or start, stop or restart one
    Server(server::ServerCommand),
    /// Show the calls in flight in running gateways, or take one back
    Calls(calls::Calls),
    /// Show how the state server stands that replicas share
    State(state::State),
    /// Show, set or take back what running gateways have switched off and lowered
    Narrow(narrow::Narrow),
    /// Compare the live tools of each server with the contract
    Drift(drift::Drift),
    /// Make the same calls to the servers themselves and through the gateway, and show what differs
    Compare(compare::Compare),
    /// Check this set-up, and say how to mend what is wrong
    Doctor(doctor::Doctor),
    /// Serve one embedded server alone, in the same two ways
    Fleet(fleet::Fleet),
    /// Ask a gateway that is served over HTTP whether it is well: exit code 0, or 1
    Health(health::Health),
    /// Print the OpenAPI document of the management API
    #[command(hide = true)]
    Openapi,
    /// Make, list and revoke the API keys that HTTP clients send
    Key(key::KeyCommand),
    /// Put the gateway into the files of MCP clients
    Client(client::ClientCommand),
    /// Show what this binary is: version, hashes of contract and policy, and with --json its crates
    Version(version::Version),
    /// Print the completions for a shell
    Completions(pages::Completions),
    /// Write the manual pages into a folder
    Man(pages::Manual),
}

impl Command {
    /// Whether it goes on serving, with a log, until it is stopped.
    fn serves(&self) -> bool {
        matches!(self, Self::Serve(_) | Self::Fleet(_))
    }
}

/// Why a command ended without doing what it should.
enum Failure {
    /// The tool failed, and has said why.
    Tool,
    /// What was looked for was found; this exit code says what.
    Found(u8),
    /// Something was wrong with the command, the configuration or the machine.
    Wrong(String),
}

impl From<String> for Failure {
    fn from(what: String) -> Self {
        Self::Wrong(what)
    }
}

/// Runs the command line. Exit codes: 0 done, 1 the tool or the gateway failed, 2 wrong usage or configuration;
/// `gateway drift`, `compare` and `doctor` have their own.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let (serves, format) = (cli.command.serves(), cli.common.log_format);
    match carry_out(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Tool) => ExitCode::FAILURE,
        Err(Failure::Found(code)) => ExitCode::from(code),
        Err(Failure::Wrong(what)) => {
            match serves {
                true => logging::failed(&what, format),
                false => eprintln!("gateway: {what}"),
            }
            ExitCode::from(2)
        }
    }
}

fn carry_out(cli: Cli) -> Result<(), Failure> {
    // What is known without any configuration does not depend on it.
    match &cli.command {
        Command::Version(version) => return version.run(),
        Command::Completions(completions) => return completions.run(),
        Command::Man(manual) => return manual.run(),
        _ => {}
    }
    let Common { config, mode, principal, project_root, log, log_format } = cli.common;
    let flags = Flags { mode, principal, project_root, log, log_format };
    let config = Config::load(config.as_deref(), &flags)?;
    logging::start(&config.log, config.log_format)?;
    if cli.command.serves() {
        logging::tell_panics();
    }
    match cli.command {
        Command::Tools(tools) => block_on(tools.run(&config)),
        Command::Search(search) => search.run(&config),
        Command::Explain(explain) => explain.run(&config),
        Command::Policy(policy) => policy.run(&config),
        Command::Openapi => openapi::run(),
        Command::Approvals(approvals) => approvals.run(&config),
        Command::Serve(serve) => block_on(serve.run(&config)),
        Command::Drift(drift) => block_on(drift.run(&config)),
        Command::Compare(compare) => block_on(compare.run(&config)),
        Command::Doctor(doctor) => block_on(doctor.run(&config)),
        Command::Call(call) => block_on(call.run(&config)),
        Command::Cache(cache) => block_on(cache.run(&config)),
        Command::Breaker(breaker) => block_on(breaker.run(&config)),
        Command::Status(status) => block_on(status.run(&config)),
        Command::Server(server) => block_on(server.run(&config)),
        Command::Calls(calls) => block_on(calls.run(&config)),
        Command::State(state) => block_on(state.run(&config)),
        Command::Narrow(narrow) => block_on(narrow.run(&config)),
        Command::Fleet(fleet) => block_on(fleet.run(&config)),
        Command::Audit(audit) => audit.run(flags.principal.as_deref(), &config),
        Command::Health(health) => block_on(health.run()),
        Command::Client(client) => client.run(&config),
        Command::Key(key) => key.run(flags.principal.as_deref(), &config),
        Command::Version(_) | Command::Completions(_) | Command::Man(_) => Ok(()),
    }
}

/// How long a backend may take to end after its standard input was closed.
const PATIENCE: Duration = Duration::from_secs(2);

/// Writes to standard output; a reader that has gone is no failure.
fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::Wrong(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// A file that may not grow further is a failed write, and not the end of the process: who handles the signal is told so.
/// It stays handled from here on.
fn outlive_full_files() {
    let kind = tokio::signal::unix::SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw());
    if let Err(error) = tokio::signal::unix::signal(kind) {
        tracing::debug!("SIGXFSZ cannot be handled: {error}");
    }
}

/// Runs on one thread: that keeps notifications in order, and costs less than a pool for this work.
fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the runtime cannot be started: {error}"))?;
    let outcome = runtime.block_on(async {
        outlive_full_files();
        work.await
    });
    // Embedded work that was given up may still hold a thread; it must not hold the process.
    runtime.shutdown_background();
    outcome
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    /// What has no `--json`, and why.
    const WITHOUT: [(&str, &str); 11] = [
        ("serve", "serves"),
        ("fleet", "serves"),
        ("call", "prints what the tool says; --raw prints the whole result, which is JSON"),
        ("audit export", "--format says in which form"),
        ("audit backup", "prints nothing"),
        ("health", "prints nothing, and says why it fails"),
        ("openapi", "prints JSON"),
        ("client install", "says what it did, or shows a difference"),
        ("completions", "prints a script"),
        ("man", "writes files"),
        ("help", "prints help"),
    ];

    /// The commands that do something: those without others below them, and those that have both.
    fn leaves(command: &clap::Command, path: &str, found: &mut Vec<(String, bool)>) {
        for below in command.get_subcommands() {
            let path = format!("{path} {}", below.get_name()).trim_start().to_owned();
            // `call --json OBJECT` is what the tool is given.
            let is_flag = |arg: &clap::Arg| arg.get_id() == "json" && !arg.get_action().takes_values();
            let has_json = below.get_arguments().any(is_flag);
            if !below.is_subcommand_required_set() {
                found.push((path.clone(), has_json));
            }
            leaves(below, &path, found);
        }
    }

    #[test]
    fn every_command_that_shows_something_has_json() {
        let mut command = Cli::command();
        command.build();
        let mut found = Vec::new();
        leaves(&command, "", &mut found);
        assert!(found.len() > 30, "{found:?}");
        for (path, has_json) in found.iter().filter(|(path, _)| !path.split(' ').any(|word| word == "help")) {
            let is_without = WITHOUT.iter().any(|(without, _)| without == path);
            assert_eq!(*has_json, !is_without, "gateway {path}");
        }
    }
}
