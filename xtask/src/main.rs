//! `cargo xtask`: makes what is shipped, and shows that it is what it claims to be.
//!
//! - `dist`: a static binary for each target of this toolchain, with sums, SBOM, licences, completions and manual pages.
//!   With `--reproduce`, it is built a second time in another folder, and has the same bytes; with `--anew`, also all dependencies.
//! - `chroot`: the binary runs where there is nothing else.

mod bare;
mod chroot;
mod compile;
#[path = "../../build/dependencies.rs"]
mod dependencies;
mod dist;
mod files;
mod licences;
mod metadata;
mod profile;
mod reproduce;
mod run;
mod sbom;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What is shipped, and what shows that it is right.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Build everything that is shipped
    Dist {
        /// Where it is written
        #[arg(long, value_name = "DIR", default_value = "dist")]
        out: PathBuf,
        /// Build the binary also in another folder, and compare the bytes
        #[arg(long)]
        reproduce: bool,
        /// Compile the crates that others wrote a second time too, from another cargo home
        #[arg(long, requires = "reproduce")]
        anew: bool,
    },
    /// Run the binary in a root folder that holds nothing but it and an empty project
    Chroot {
        /// The binary [default: that of `dist`, which is built first where it is missing]
        #[arg(long, value_name = "FILE")]
        binary: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Dist { out, reproduce: false, .. } => dist::make(&out),
        Task::Dist { out, reproduce: true, anew } => reproduce::make(&out, anew),
        Task::Chroot { binary } => shipped(binary).and_then(|binary| chroot::show(&binary)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The binary that was named, or that of `dist`.
fn shipped(named: Option<PathBuf>) -> Result<PathBuf, String> {
    if let Some(named) = named {
        return std::path::absolute(&named).map_err(|error| format!("{}: {error}", named.display()));
    }
    let out = files::repository().join("dist");
    let binary = out.join(target::NATIVE).join("gateway");
    if !binary.exists() {
        dist::make(&out)?;
    }
    Ok(binary)
}
