//! Files of a revision, through the `git` of the machine.

use std::io;
use std::path::Path;
use std::process::{Command, Output};

/// A commit, and a file in it.
pub(super) struct Revision {
    commit: String,
    path: String,
}

/// What is read of a revision that names no file: from the current folder.
const DEFAULT: &str = "./tools.toml";

impl Revision {
    /// `REVISION`, or `REVISION:PATH` with the path from the top of the repository, or from here when it begins with `./`.
    pub(super) fn find(name: &str) -> Result<Self, String> {
        let (revision, path) = name.split_once(':').unwrap_or((name, DEFAULT));
        let unknown = |why: &str| {
            format!(
                "error: there is no file `{name}`, and git knows no revision `{revision}`{why}\n\
                 help: name a tools.toml, a tools.lock, or a revision such as HEAD~1, main or v1:tools.toml"
            )
        };
        // The words after it are no options, whatever they begin with.
        let wanted = format!("{revision}^{{commit}}");
        let output = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])
            .map_err(|error| unknown(&format!(" (git cannot be started: {error})")))?;
        let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.status.success() || commit.is_empty() {
            return Err(unknown(&said(&output)));
        }
        Ok(Self { commit, path: path.to_owned() })
    }

    /// The path, as people write it.
    pub(super) fn path(&self) -> &str {
        self.path.trim_start_matches("./")
    }

    /// The folder of the file.
    pub(super) fn folder(&self) -> &Path {
        Path::new(&self.path).parent().unwrap_or(Path::new(""))
    }

    /// The file.
    pub(super) fn text(&self) -> Result<String, String> {
        let of = |why: String| {
            format!(
                "error: cannot read {} of {}: {why}",
                self.path(),
                &self.commit[..12.min(self.commit.len())]
            )
        };
        let bytes = self.read(&self.path).map_err(|error| of(error.to_string()))?;
        String::from_utf8(bytes).map_err(|_| of("it is not UTF-8".into()))
    }

    /// A file of the same revision.
    pub(super) fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let output = git(&["cat-file", "blob", &format!("{}:{path}", self.commit)])?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(io::Error::new(io::ErrorKind::NotFound, said(&output).trim_start_matches(": ").to_owned()))
    }
}

fn git(arguments: &[&str]) -> io::Result<Output> {
    Command::new("git").args(arguments).output()
}

/// Its last words, on one line.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    match text.lines().last().map(str::trim) {
        Some(line) if !line.is_empty() => format!(": {line}"),
        _ => String::new(),
    }
}
