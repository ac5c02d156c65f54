//! The gateway with a hundred times the tools beside the one with the shipped ones: how it starts, lists and how large it is.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::Options;
use crate::process::Program;
use crate::result::median;
use crate::scene::GATEWAY;
use crate::start;
use crate::subject::{Compiled, build, contract, target};

/// How many times as many tools.
const COPIES: usize = 100;

/// The two gateways, where they have been built before.
#[derive(Debug, clap::Args)]
pub(crate) struct Pair {
    /// The one with the shipped tools [default: it is built]
    #[arg(long, value_name = "FILE")]
    few: Option<PathBuf>,
    /// The one with a hundred times as many [default: it is built]
    #[arg(long, value_name = "FILE")]
    many: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Figures {
    name: &'static str,
    list_bytes: usize,
    start_ms: f64,
    idle_kib: u64,
    listed_kib: u64,
    binary_bytes: u64,
}

pub(crate) fn measure(options: &Options, pair: &Pair) -> io::Result<()> {
    let target = target(&std::env::current_exe()?);
    let folder = options.out.clone().unwrap_or_else(|| target.join("bench"));
    std::fs::create_dir_all(&folder)?;
    let built = |given: &Option<PathBuf>, name, copies| match given {
        Some(given) => Ok(given.clone()),
        None => build(&target, name, &contract(copies), Compiled::AsShipped),
    };
    let few = built(&pair.few, "bench-gateway", 1)?;
    let many = built(&pair.many, "bench-grown", COPIES)?;
    let rounds = if options.quick { 10 } else { 50 };
    let (mut starts, mut sizes) = ([Vec::new(), Vec::new()], [0; 2]);
    for _ in 0..rounds {
        for (place, program) in [&few, &many].into_iter().enumerate() {
            let (time, size) = start::listed(&mut start::down(program, tempfile::tempdir()?.path()))?;
            starts[place].push(time);
            sizes[place] = size;
        }
    }
    let [first, second] = starts.map(|times| median(times.into_iter()));
    let rows = [
        figures("63 tools and the bench's", &few, sizes[0], first)?,
        figures("6,300 tools and the bench's", &many, sizes[1], second)?,
    ];
    let text = table(&rows);
    print!("{text}");
    std::fs::write(folder.join("growth.md"), text)?;
    std::fs::write(folder.join("growth.json"), serde_json::to_string_pretty(&rows)?)
}

fn figures(name: &'static str, program: &Path, list_bytes: usize, start_ms: f64) -> io::Result<Figures> {
    let folder = tempfile::tempdir()?;
    let running = Program::on_stdio(GATEWAY, &mut start::down(program, folder.path()))?;
    let idle_kib = running.resident().unwrap_or(0);
    let listed_kib = running.listed()?;
    let binary_bytes = std::fs::metadata(program)?.len();
    Ok(Figures { name, list_bytes, start_ms, idle_kib, listed_kib, binary_bytes })
}

fn table(rows: &[Figures; 2]) -> String {
    let mut text = String::from(
        "| contract | bytes of the list | start → list, ms | resident idle, MiB | after a list | binary, MiB |\n\
        | --- | --- | --- | --- | --- | --- |\n",
    );
    let mib = |bytes: f64| bytes / 1024.0 / 1024.0;
    for Figures { name, list_bytes, start_ms, idle_kib, listed_kib, binary_bytes } in rows {
        let (idle, listed) = (*idle_kib as f64 / 1024.0, *listed_kib as f64 / 1024.0);
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "| {name} | {list_bytes} | {start_ms:.2} | {idle:.1} | {listed:.1} | {:.1} |",
            mib(*binary_bytes as f64)
        );
    }
    let [few, many] = rows;
    let ratio = |of: &dyn Fn(&Figures) -> f64| of(many) / of(few);
    let _ = writeln!(
        text,
        "| ratio | {:.1} | {:.2} | {:.2} | {:.2} | {:.2} |",
        ratio(&|row| row.list_bytes as f64),
        ratio(&|row| row.start_ms),
        ratio(&|row| row.idle_kib as f64),
        ratio(&|row| row.listed_kib as f64),
        ratio(&|row| row.binary_bytes as f64)
    );
    text
}
