//! What an import did, for the person who reviews it.

use std::fmt::Write;

use super::class::Guess;
use super::text;

/// All of it.
#[derive(Default)]
pub(super) struct Report {
    pub(super) servers: Vec<ServerReport>,
    /// What was not imported, each with the reason.
    pub(super) skipped: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
}

/// One server.
pub(super) struct ServerReport {
    name: String,
    /// Tools that were not there.
    pub(super) added: Vec<(String, Guess)>,
    /// Prompts and resources that are passed through from now on.
    pub(super) offered: Vec<String>,
    /// Tools that are there, and what is otherwise at the server.
    pub(super) differs: Vec<(String, Vec<String>)>,
    /// Tools that are there, and not at the server.
    pub(super) gone: Vec<String>,
    /// Tools that cannot be taken, each with the reason.
    pub(super) refused: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
}

impl ServerReport {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            added: Vec::new(),
            offered: Vec::new(),
            differs: Vec::new(),
            gone: Vec::new(),
            refused: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Whether the file says more for it.
    pub(super) fn adds_something(&self) -> bool {
        !self.added.is_empty() || !self.offered.is_empty()
    }

    pub(super) fn note(&mut self, tool: &str, notes: Vec<String>) {
        self.notes.extend(notes.into_iter().map(|note| format!("{tool}: {note}")));
    }

    fn render(&self, out: &mut String) {
        let _ = match self.added.len() {
            0 => writeln!(out, "{}: no new tools", self.name),
            1 => writeln!(out, "{}: 1 new tool", self.name),
            count => writeln!(out, "{}: {count} new tools", self.name),
        };
        let width = self.added.iter().map(|(name, _)| name.len()).max().unwrap_or_default().min(40);
        for (name, guess) in &self.added {
            let _ = writeln!(out, "  + {name:width$}  {:11}  {}", guess.class, guess.why);
        }
        for offered in &self.offered {
            let _ = writeln!(out, "  + {offered}");
        }
        for (name, what) in &self.differs {
            let _ =
                writeln!(out, "  ~ {name}: the server says otherwise, the file stays: {}", what.join(", "));
        }
        for name in &self.gone {
            let _ = writeln!(
                out,
                "  - {name}: the server has it no more; remove it from the file, or keep it for later"
            );
        }
        for (name, why) in &self.refused {
            let _ = writeln!(out, "  ! {name}: not taken: {why}");
        }
        for note in &self.notes {
            let _ = writeln!(out, "  # {note}");
        }
    }
}

impl Report {
    pub(super) fn render(&self) -> String {
        let mut out = String::new();
        self.servers.iter().for_each(|server| server.render(&mut out));
        for (name, why) in &self.skipped {
            let _ = writeln!(out, "{name}: skipped: {why}");
        }
        for note in &self.notes {
            let _ = writeln!(out, "# {}", text::line(note));
        }
        out
    }

    /// Whether something was asked for and did not come.
    pub(super) fn is_partial(&self) -> bool {
        !self.skipped.is_empty() || self.servers.iter().any(|server| !server.refused.is_empty())
    }
}
