//! Makes the profile that the shipped gateway is compiled with: which of its code calls run through, and how often.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::profile::{MADE_WITH, PROFILE, made_with};
use crate::scene::Path as Way;
use crate::subject::{Compiled, build, contract, repository, target};
use crate::{Options, measure};

/// Sizes of the argument: most calls are small.
const PAYLOADS: [usize; 2] = [32, 1 << 10];

/// What comes with Rust for this, once it was asked for.
const MERGER: &str = "llvm-profdata";

/// Builds a gateway that counts, has the bench call it, and writes what was counted.
pub(crate) fn train(options: &Options) -> io::Result<()> {
    let merger = merger()?;
    let target = target(&std::env::current_exe()?);
    let counts = target.join("bench-train").join("counts");
    if counts.exists() {
        std::fs::remove_dir_all(&counts)?;
    }
    let gateway = build(&target, "bench-train", &contract(1), Compiled::Counting(&counts))?;
    let options = Options {
        quick: true,
        only: vec![Way::StdioStdio, Way::HttpStdio, Way::HttpHttp],
        payload: PAYLOADS.to_vec(),
        gateway: Some(gateway),
        out: Some(target.join("bench-train")),
        ..options.clone()
    };
    measure(&options)?;
    merge(&merger, &counts, &repository().join(PROFILE))
}

/// Only what was run: the rest of the program is compiled as if there were no profile.
fn merge(merger: &Path, counts: &Path, profile: &Path) -> io::Result<()> {
    let mut command = Command::new(merger);
    command.args(["merge", "--sparse", "--output"]).arg(profile).arg(counts);
    if !command.status()?.success() {
        return Err(io::Error::other(format!("{command:?} failed")));
    }
    let with = made_with(&rustc(&["--version"])?, &repository()).map_err(io::Error::other)?;
    std::fs::write(repository().join(MADE_WITH), with)?;
    println!("{}: {} KiB", profile.display(), std::fs::metadata(profile)?.len() / 1024);
    Ok(())
}

fn merger() -> io::Result<PathBuf> {
    let libraries = PathBuf::from(rustc(&["--print", "target-libdir"])?.trim());
    let merger = libraries.with_file_name("bin").join(MERGER);
    match merger.is_file() {
        true => Ok(merger),
        false => Err(io::Error::other(format!(
            "{} is missing; it comes with `rustup component add llvm-tools`",
            merger.display()
        ))),
    }
}

fn rustc(arguments: &[&str]) -> io::Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(arguments).output()?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(io::Error::other(format!("rustc {arguments:?}: {}", output.status))),
    }
}
