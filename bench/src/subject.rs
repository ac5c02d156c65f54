//! The gateway that is measured: the shipped program and profile, compiled from the shipped contract with one tool more.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Options;
use crate::grown;
use crate::profile::{FLAGS, PROFILE};

/// What is shipped is built for it.
const NATIVE: &str = "x86_64-unknown-linux-gnu";

const TOOLS: &str = include_str!("../../tools.toml");
const ECHO: &str = include_str!("../echo.toml");

/// The gateway, and this program, which is all the others.
pub(crate) struct Subject {
    pub(crate) gateway: PathBuf,
    pub(crate) own: PathBuf,
    /// Where what is measured is written.
    pub(crate) folder: PathBuf,
}

impl Subject {
    pub(crate) fn new(options: &Options) -> io::Result<Self> {
        let own = std::env::current_exe()?;
        let target = target(&own);
        let folder = match &options.out {
            Some(out) => std::path::absolute(out)?,
            None => target.join("bench"),
        };
        std::fs::create_dir_all(&folder)?;
        let gateway = match &options.gateway {
            Some(gateway) => std::path::absolute(gateway)?,
            None => build(&target, "bench-gateway", &contract(1), Compiled::AsShipped)?,
        };
        Ok(Self { gateway, own, folder })
    }

    /// This program in another role.
    pub(crate) fn role(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.own);
        command.args(arguments);
        command
    }

    /// The command of the backend on standard input and output.
    pub(crate) fn echo(&self) -> [String; 2] {
        [self.own.display().to_string(), "echo".into()]
    }
}

/// The folder that cargo builds into.
pub(crate) fn target(own: &Path) -> PathBuf {
    own.ancestors().nth(2).map(Path::to_owned).unwrap_or_default()
}

/// The bench's contract with so many copies of the shipped servers.
pub(crate) fn contract(copies: usize) -> String {
    format!("{}{ECHO}", grown::contract(TOOLS, copies))
}

/// How the gateway is compiled.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Compiled<'a> {
    /// With the profile, as the one that people get.
    AsShipped,
    /// So that it counts what it runs through, into files of that folder.
    Counting(&'a Path),
}

impl Compiled<'_> {
    /// Linked as it is shipped, too: what a program takes of memory depends on that.
    fn flags(self) -> String {
        let profile = match self {
            Self::AsShipped => format!("-Cprofile-use={}", repository().join(PROFILE).display()),
            Self::Counting(folder) => format!("-Cprofile-generate={}", folder.display()),
        };
        [&FLAGS[..], &[&profile]].concat().join("\u{1f}")
    }
}

/// Where this package's sources are.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// Builds the gateway with a contract, and puts it aside, so that the usual one takes its place again.
pub(crate) fn build(target: &Path, name: &str, text: &str, compiled: Compiled<'_>) -> io::Result<PathBuf> {
    let folder = target.join(name);
    std::fs::create_dir_all(&folder)?;
    let tools = folder.join("tools.toml");
    if std::fs::read_to_string(&tools).is_ok_and(|before| before == text) {
        eprintln!("bench: {} is as it was", tools.display());
    } else {
        std::fs::write(&tools, text)?;
    }
    eprintln!("bench: building the gateway as it is shipped; the first time takes some minutes");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = || {
        let mut command = Command::new(&cargo);
        command.current_dir(repository()).env("CARGO_TARGET_DIR", target);
        command
    };
    // The review copy beside the file, so that it is not found to be missing each time.
    run(built()
        .args(["run", "--quiet", "--release", "--package", "gatewayc", "--", "gen", "--file"])
        .arg(&tools))?;
    run(built()
        .args(["build", "--release", "--bin", "gateway", "--target", NATIVE])
        .env("CARGO_ENCODED_RUSTFLAGS", compiled.flags())
        .env("GATEWAY_TOOLS", &tools))?;
    let gateway = folder.join("gateway");
    std::fs::copy(target.join(NATIVE).join("release/gateway"), &gateway)?;
    Ok(gateway)
}

fn run(command: &mut Command) -> io::Result<()> {
    match command.status()? {
        status if status.success() => Ok(()),
        status => Err(io::Error::other(format!("{command:?}: {status}"))),
    }
}
