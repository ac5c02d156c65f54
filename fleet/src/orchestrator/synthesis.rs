//! The synthesis: a document about the report and what changed around it, condensed by a model where one can be asked.

use gateway_runtime::embedded::{CallContext, ToolFailure};

use super::Orchestrator;
use super::changes::{Basis, Changes, Excerpt, FOLDERS};
use crate::answer::{Doing, shortened};
use crate::date::today;
use crate::files;
use crate::lock;
use crate::naming::slug;
use crate::ollama::{Chat, Message, Teller, Trouble};

pub(super) const FOLDER: &str = "LEARNING/synthesis";
/// What a model gets to read of the report, and of everything that changed.
const REPORT: usize = 12_000;
const CHANGED: usize = 12_000;
const TEMPERATURE: f64 = 0.3;
const LONGEST_DIGEST: i64 = 1_024;

const INSTRUCTIONS: &str = "You condense notes for people who will act on them. Write at most 300 words of plain \
    Markdown without a title: what the report says about the question, how it bears on what changed in the project, \
    and what stays open. Use only what you are given, and name the files you draw on.";

/// What the cycle is about.
pub(super) struct Subject<'a> {
    pub(super) gap: &'a str,
    pub(super) report: &'a Excerpt,
    /// The whole report.
    pub(super) text: &'a str,
    pub(super) days: i64,
    pub(super) changes: &'a Changes,
}

/// A digest by a model, or why there is none.
pub(super) enum Digest {
    Condensed { text: String, model: String },
    Extractive { reason: String },
}

impl Digest {
    /// A model that cannot be asked, or fails, leaves the digest extractive; only a cancelled call ends the cycle.
    pub(super) fn ask(
        orchestrator: &Orchestrator,
        subject: &Subject<'_>,
        context: &CallContext,
    ) -> Result<Self, ToolFailure> {
        let models = &orchestrator.models;
        let model = models.model(None);
        let messages = vec![Message::new("system", INSTRUCTIONS), Message::new("user", subject.question())];
        let chat = Chat { model, messages, temperature: TEMPERATURE, max_tokens: LONGEST_DIGEST };
        let mut teller = Teller::new(context);
        teller.phase("synthesise: condensing");
        // A server that is silent for minutes would hold up the cycle, so it is asked first whether it is there.
        match models.has_model(context).and_then(|()| models.chat(&chat, &mut teller)) {
            Ok(reply) => Ok(Self::Condensed { text: reply.text.trim().to_owned(), model: chat.model.name }),
            Err(trouble @ Trouble::Cancelled) => Err(models.failure(&trouble)),
            Err(trouble) => Ok(Self::Extractive { reason: models.explained(&trouble) }),
        }
    }
}

/// A number of days in words.
pub(super) fn period(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

impl Subject<'_> {
    fn question(&self) -> String {
        let report = shortened(self.text, REPORT);
        let changed = shortened(&self.listed(), CHANGED);
        format!(
            "Question: {}\n\nReport ({}):\n\n{report}\n\nWhat changed:\n\n{changed}",
            self.gap, self.report.path
        )
    }

    /// The documents that changed, by folder.
    fn listed(&self) -> String {
        let mut text = String::new();
        for (folder, name) in FOLDERS {
            let prefix = format!("{folder}/");
            let mut lines = self
                .changes
                .documents
                .iter()
                .filter(|document| document.path.starts_with(&prefix))
                .peekable();
            if lines.peek().is_some() {
                text.push_str(&format!("### {name}\n\n"));
                lines.for_each(|document| text.push_str(&format!("{}\n", document.line())));
                text.push('\n');
            }
        }
        match (text.is_empty(), self.changes.omitted) {
            (true, 0) => text.push_str("Nothing.\n"),
            (_, 0) => {}
            (_, omitted) => text.push_str(&format!("{omitted} more are not shown.\n")),
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn document(&self, digest: &Digest) -> String {
        let Self { gap, report, days, changes, .. } = self;
        let basis = if changes.basis == Basis::Git { "git" } else { "file times" };
        let (made, condensed) = match digest {
            Digest::Condensed { text, model } => {
                (format!("condensed by {model}"), format!("\n## Digest\n\n{text}\n"))
            }
            Digest::Extractive { .. } => ("extractive".to_owned(), String::new()),
        };
        format!(
            "# Synthesis: {gap}\n\n**Date:** {}\n**Report:** {}\n**Window:** {}, by {basis}\n**Digest:** {made}\n\n---\n{condensed}\n## Report\n\n{}\n\n## What changed\n\n{}\n",
            today(),
            report.path,
            period(*days),
            report.line(),
            self.listed()
        )
    }

    /// Writes the document; one about the same question on the same day takes its place and leaves a backup.
    pub(super) fn write(
        &self,
        orchestrator: &Orchestrator,
        digest: &Digest,
        context: &CallContext,
    ) -> Result<String, ToolFailure> {
        let path = format!("{FOLDER}/{}_{}.md", today(), slug(self.gap));
        let _guard = lock::acquire(&orchestrator.root, "code", context)?;
        files::put(&orchestrator.root.dir()?, &path, &self.document(digest), true)
            .doing(format_args!("{path} cannot be written"))?;
        Ok(path)
    }
}
