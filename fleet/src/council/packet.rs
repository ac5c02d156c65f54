//! The written result: a Markdown document, and the file that it may go into.

use gateway_runtime::embedded::{CallContext, ToolFailure};

use super::dispatch::Deliberated;
use crate::answer::{Doing, fail, shortened};
use crate::code::writable;
use crate::date::today;
use crate::files;
use crate::lock;
use crate::sandbox::Root;

const LONGEST_TITLE: usize = 80;

/// The deliberation as a document.
pub(super) fn document(done: &Deliberated<'_>) -> String {
    let Deliberated { session_id, task, rounds, agents, packets, .. } = done;
    let title =
        shortened(task.lines().next().unwrap_or_default().trim_start_matches('#').trim(), LONGEST_TITLE);
    let model = packets.first().map_or("", |packet| &packet.model);
    let mut text = format!(
        "# Council: {title}\n\n**Session:** {session_id}\n**Date:** {}\n**Members:** {}\n**Rounds:** {rounds}\n**Model:** {model}\n\n---\n\n## Task\n\n{task}\n",
        today(),
        agents.join(", ")
    );
    let mut round = 0;
    for packet in packets {
        if packet.round != round {
            round = packet.round;
            text.push_str(&format!("\n## Round {round}\n"));
        }
        let cut = if packet.truncated { "\n\n(ended at the limit of tokens)" } else { "" };
        text.push_str(&format!("\n### {}\n\n{}{cut}\n", packet.member_id, packet.decision.trim()));
    }
    text
}

/// A file that may be written.
pub(super) struct Output(String);

impl Output {
    /// Judges a path before anybody is asked, so that no deliberation ends in a refusal that could have been known.
    pub(super) fn at(root: &Root, path: &str) -> Result<Self, ToolFailure> {
        const ARGUMENT: &str = "output_path";
        let dir = root.dir()?;
        let real = writable(&dir, ARGUMENT, path)?;
        match dir.symlink_metadata(&real) {
            Ok(metadata) if !metadata.is_file() => {
                fail(format!("{ARGUMENT}: {path:?} is not a file; nothing was written"))
            }
            _ => Ok(Self(real)),
        }
    }

    pub(super) fn path(&self) -> &str {
        &self.0
    }

    pub(super) fn into_path(self) -> String {
        self.0
    }

    /// Writes the whole file; what it held before becomes a backup, as for `code_write`.
    pub(super) fn write(
        &self,
        root: &Root,
        text: &str,
        context: &CallContext,
    ) -> Result<Option<String>, ToolFailure> {
        let what = format!(
            "output_path: {:?} cannot be written; what was said is kept in the conversations of the members, which persona_get_state shows",
            self.0
        );
        let _guard = lock::acquire(root, "code", context)?;
        files::put(&root.dir()?, &self.0, text, true).map(|(_, backup)| backup).doing(what)
    }
}
