//! How many instructions a call takes, counted by valgrind: the same each time, whatever else the machine does. What the kernel does is
//! not in it, and SHA-256 counts for more than it costs, since valgrind has none in hardware.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Options;
use crate::scene::settings_of;
use crate::subject::Subject;
use crate::wire::{Call, TOOL};

/// Calls of the two runs, whose difference is counted: what a start takes is in both.
const CALLS: [u64; 2] = [640, 6400];

/// Calls at once.
const AT_ONCE: u64 = 64;

const PAYLOAD: usize = 32;

pub(crate) fn measure(options: &Options) -> io::Result<()> {
    let subject = Subject::new(options)?;
    println!("| gateway, stdio → stdio, {AT_ONCE} at once | instructions per call |\n| --- | --- |");
    for (name, settings) in [("with audit", ""), ("without", "[audit]\nenabled = false\n")] {
        let [few, many] = [run(&subject, settings, CALLS[0])?, run(&subject, settings, CALLS[1])?];
        println!("| {name} | {} |", many.saturating_sub(few) / (CALLS[1] - CALLS[0]));
    }
    Ok(())
}

/// The instructions of a gateway that starts, carries out so many calls and ends.
fn run(subject: &Subject, settings: &str, calls: u64) -> io::Result<u64> {
    let folder = tempfile::tempdir()?;
    let (settings, counts) = (settings_of(&subject.echo(), settings), folder.path().join("counts"));
    std::fs::write(folder.path().join("gateway.toml"), settings)?;
    let mut command = Command::new("valgrind");
    command
        .args(["--quiet", "--tool=callgrind", "--callgrind-out-file=counts"])
        .arg(&subject.gateway)
        .args(["serve", "--log-format", "human"])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    serve(&mut command, calls)?;
    total(&counts)
}

fn serve(command: &mut Command, calls: u64) -> io::Result<()> {
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = started.map_err(|error| {
        io::Error::new(error.kind(), format!("valgrind (Debian package valgrind): {error}"))
    })?;
    let missing = || io::Error::other("a pipe is missing");
    let (mut to, from) = (child.stdin.take().ok_or_else(missing)?, child.stdout.take().ok_or_else(missing)?);
    let (call, mut answers) = (Call::new(PAYLOAD, ""), BufReader::new(from).lines());
    let mut message = Vec::new();
    for round in 0..calls / AT_ONCE {
        message.clear();
        for at in 1..=AT_ONCE {
            call.line(&mut message, round * AT_ONCE + at);
        }
        to.write_all(&message)?;
        for _ in 0..AT_ONCE {
            let answer = answers.next().unwrap_or_else(|| Err(io::Error::other("it ended")))?;
            if !answer.contains("\"result\"") || answer.contains("\"isError\":true") {
                return Err(io::Error::other(format!("{TOOL} was not answered: {answer:.300}")));
            }
        }
    }
    drop(to);
    child.wait().map(drop)
}

/// The sum of what callgrind counted.
fn total(counts: &Path) -> io::Result<u64> {
    let text = std::fs::read_to_string(counts)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok());
    total.ok_or_else(|| io::Error::other(format!("{}: no totals", counts.display())))
}
