//! `cargo run --release -p bench`: the gateway as a whole process beside a bare pass-through, in one run.
//!
//! Load, backend and floor are this program too, under other names of a subcommand. Phases: `subject` (the gateway, with
//! the bench's tool compiled in) → `scene` (who is measured on which path) → `load` (one cell of the table) → `result`
//! (ratios, round by round) → `report` (Markdown, JSON, SVG, and the goals with what was reached).

mod clients;
mod echo;
mod floor;
mod goals;
mod grown;
mod growth;
mod instructions;
mod large;
mod load;
mod plot;
mod process;
#[path = "../../xtask/src/profile.rs"]
mod profile;
mod report;
mod result;
mod scene;
mod start;
mod stream;
mod subject;
mod train;
mod wire;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use crate::floor::Writes;
use crate::load::Wish;
use crate::scene::{Path, Scene};

/// Measures the gateway beside a bare pass-through, and prints ratios.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What is measured.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Less of everything, in under a minute
    #[arg(long)]
    quick: bool,
    /// How often each cell is measured; the programs take turns
    #[arg(long, value_name = "COUNT")]
    rounds: Option<usize>,
    /// How long one measurement takes, in seconds
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<f64>,
    /// Only these paths
    #[arg(long, value_name = "PATH")]
    only: Vec<Path>,
    /// Only these sizes of the argument, in bytes
    #[arg(long, value_name = "BYTES")]
    payload: Vec<usize>,
    /// Only so many calls at once
    #[arg(long, value_name = "COUNT")]
    at_once: Vec<usize>,
    /// Which processors the programs run on
    #[arg(long, value_enum, default_value_t = Pin::Auto)]
    pin: Pin,
    /// A gateway with the bench's tool compiled in [default: it is built]
    #[arg(long, value_name = "FILE")]
    gateway: Option<PathBuf>,
    /// Another gateway's command, with `{backend}` where the backend's command goes
    #[arg(long, value_name = "COMMAND")]
    other_stdio: Option<String>,
    /// Another gateway's address, with a backend that has the tool `zz_echo`
    #[arg(long, value_name = "URL")]
    other_http: Option<String>,
    /// Where the report is written [default: target/bench]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Which processors the programs run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Pin {
    /// One call at a time: everything on one; otherwise wherever the system puts it
    Auto,
    /// Wherever the system puts them
    None,
    /// Everything on one
    One,
    /// The client on one, everything else on the others
    Split,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// Many clients over HTTP at once: memory, errors, processes
    Clients,
    /// Instructions of a call, counted by valgrind
    Instructions,
    /// Results of ten megabytes: memory, and whether every byte passes
    Large,
    /// The gateway with a hundred times the tools, beside the one with the shipped ones
    Growth(growth::Pair),
    /// Makes the profile that the shipped gateway is compiled with
    Train,
    /// Prints the shipped contract with so many copies of its servers
    Grown { copies: usize },
    /// The backend, on standard input and output
    Echo,
    /// The backend, over HTTP
    EchoHttp,
    /// The floor, from standard input to a child's
    FloorStdio { writes: Writes, backend: Vec<String> },
    /// The floor, from HTTP to a child's standard input
    FloorHttpStdio { writes: Writes, backend: Vec<String> },
    /// The floor, from HTTP to HTTP
    FloorHttp { backend: String },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.part {
        None => measure(&cli.options),
        Some(Part::Clients) => clients::measure(&cli.options),
        Some(Part::Instructions) => instructions::measure(&cli.options),
        Some(Part::Large) => large::measure(&cli.options),
        Some(Part::Growth(pair)) => growth::measure(&cli.options, &pair),
        Some(Part::Train) => train::train(&cli.options),
        Some(Part::Grown { copies }) => io::stdout().write_all(subject::contract(copies).as_bytes()),
        Some(Part::Echo) => echo::on_stdio(),
        Some(Part::EchoHttp) => echo::on_http(),
        Some(Part::FloorStdio { writes, backend }) => floor::stdio_to_stdio(&backend, writes),
        Some(Part::FloorHttpStdio { writes, backend }) => floor::http_to_stdio(&backend, writes),
        Some(Part::FloorHttp { backend }) => floor::http_to_http(&backend),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bench: {problem}");
            ExitCode::FAILURE
        }
    }
}

impl Options {
    fn payloads(&self) -> Vec<usize> {
        match (self.payload.is_empty(), self.quick) {
            (false, _) => self.payload.clone(),
            (true, true) => vec![32, 64 << 10],
            (true, false) => vec![32, 1 << 10, 64 << 10, 1 << 20],
        }
    }

    fn at_once(&self) -> Vec<usize> {
        if self.at_once.is_empty() { vec![1, 64] } else { self.at_once.clone() }
    }

    fn rounds(&self) -> usize {
        self.rounds.unwrap_or(if self.quick { 2 } else { 5 }).max(1)
    }

    fn time(&self) -> Duration {
        let usual = if self.quick { 0.3 } else { 1.0 };
        Duration::try_from_secs_f64(self.seconds.unwrap_or(usual)).unwrap_or(Duration::from_secs(1))
    }

    fn paths(&self) -> Vec<Path> {
        if self.only.is_empty() { Path::value_variants().to_vec() } else { self.only.clone() }
    }

    /// The processors of the client, and those of everything else; the client's first one is taken for both.
    fn processors(&self, at_once: usize) -> (Vec<usize>, Vec<usize>) {
        let all: Vec<_> = (0..std::thread::available_parallelism().map_or(1, usize::from)).collect();
        let (last, others) = all.split_last().map_or((0, &all[..]), |(last, others)| (*last, others));
        match (self.pin, at_once) {
            (Pin::One, _) | (Pin::Auto, 1) => (vec![last], vec![last]),
            (Pin::Split, _) if !others.is_empty() => (vec![last], others.to_vec()),
            _ => (all.clone(), all),
        }
    }
}

fn measure(options: &Options) -> io::Result<()> {
    let subject = subject::Subject::new(options)?;
    let mut report = report::Report::new(options, goals::of_the_process(&subject, options)?);
    for path in options.paths() {
        let mut scene = Scene::new(path, &subject, options)?;
        for payload in options.payloads() {
            for at_once in options.at_once() {
                cell(&mut scene, Wish { at_once, payload, time: options.time() }, options, &mut report)?;
            }
        }
        report.ended(&scene);
    }
    report.write(&subject.folder)
}

/// Measures one cell of the table: all programs in turn, as many rounds as were asked for.
fn cell(scene: &mut Scene, wish: Wish, options: &Options, report: &mut report::Report) -> io::Result<()> {
    let (client, others) = options.processors(wish.at_once);
    process::pin(None, &client);
    scene.programs.iter().for_each(|program| program.pin(&others));
    let warm = Wish { time: wish.time / 4, ..wish };
    for program in &mut scene.programs {
        load::run(program, warm).map_err(|error| failed(program.name, &error))?;
    }
    // What a first call has started, such as a backend, is put where it belongs.
    scene.programs.iter().for_each(|program| program.pin(&others));
    let mut rounds = Vec::new();
    for round in 0..options.rounds() {
        let mut row = Vec::new();
        // Nobody is always first.
        let count = scene.programs.len();
        for place in (0..count).map(|place| (place + round) % count) {
            let program = &mut scene.programs[place];
            row.push((place, load::run(program, wish).map_err(|error| failed(program.name, &error))?));
        }
        row.sort_by_key(|(place, _)| *place);
        rounds.push(row.into_iter().map(|(_, measured)| measured).collect());
    }
    report.add(scene, wish, rounds);
    Ok(())
}

fn failed(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {error}"))
}
