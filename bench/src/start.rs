//! From the start of the program to an answered `tools/list`, with every backend down; and how large it is then.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const REQUEST: &str = concat!(
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"#,
    r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#,
    "\n"
);

/// A gateway of which each server is a process whose program does not exist.
pub(crate) fn down(gateway: &Path, folder: &Path) -> Command {
    let mut command = Command::new(gateway);
    command.args(["--mode", "stdio", "serve"]).current_dir(folder).env_clear();
    command.env("SANCTUARY_PYTHON", "/nonexistent");
    command
}

/// Milliseconds from the start to the end of the first line that is answered.
pub(crate) fn once(command: &mut Command) -> io::Result<f64> {
    listed(command).map(|(time, _)| time)
}

/// The same, and how long that line is.
pub(crate) fn listed(command: &mut Command) -> io::Result<(f64, usize)> {
    let begin = Instant::now();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let missing = || io::Error::other("a pipe is missing");
    let mut input = child.stdin.take().ok_or_else(missing)?;
    input.write_all(REQUEST.as_bytes())?;
    let mut answer = String::new();
    BufReader::new(child.stdout.take().ok_or_else(missing)?).read_line(&mut answer)?;
    let time = begin.elapsed();
    drop(input);
    child.wait()?;
    match answer.contains("\"tools\"") || answer == REQUEST {
        true => Ok((time.as_secs_f64() * 1e3, answer.len())),
        false => Err(io::Error::other(format!("not an answer to tools/list: {answer:.300}"))),
    }
}
