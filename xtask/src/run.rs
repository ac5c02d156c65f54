//! Programs, and what they said.

use std::process::{Command, Stdio};

/// Runs it, with its output shown as it comes.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{}: {error}", name(command)))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{} failed: {status}", name(command))),
    }
}

/// Runs it, and takes what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| format!("{}: {error}", name(command)))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(format!("{} failed: {}\n{}", name(command), output.status, said.trim_end()))
        }
    }
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.take(4).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// The cargo that runs this.
pub(crate) fn cargo() -> std::path::PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), Into::into)
}
