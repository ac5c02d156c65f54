//! `orchestrator_run_strategic_cycle`: ingest → synthesise → adapt → warm.

use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Orchestrator;
use super::changes::{Changes, Excerpt};
use super::packet;
use super::sequence::in_sequence;
use super::synthesis::{Digest, Subject, period};
use crate::answer::{Answer, arguments, both, fail, in_range, one_line};
use crate::ollama::Teller;
use crate::rag_cortex::FOLDERS;
use crate::sandbox::relative;
use crate::text::{self, Limit};

const STEPS: [&str; 4] = ["ingest", "synthesise", "adapt", "warm"];
const LONGEST_GAP: usize = 2_000;
const LIMIT: Limit = Limit { bytes: 16 * 1024 * 1024, remedy: "split the report" };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RunCycle {
    gap_description: String,
    research_report_path: String,
    #[serde(default = "one")]
    days_to_synthesize: i64,
}

fn one() -> i64 {
    1
}

/// What the cycle did.
#[derive(Default, Serialize)]
struct Done {
    status: &'static str,
    gap: String,
    report: String,
    days: i64,
    steps: Vec<Step>,
    /// Passages of the report that were added to the index; 0 where it was there already.
    indexed_chunks: u64,
    changed_documents: usize,
    /// Whether a model wrote the digest.
    condensed: bool,
    model: Option<String>,
    synthesis_path: String,
    packet_path: String,
    dataset_path: String,
    examples: usize,
    warmed: u64,
    /// Questions whose answers were in the cache already.
    fresh: u64,
    /// Questions that nothing in the index answers.
    unanswered: Vec<String>,
}

#[derive(Serialize)]
struct Step {
    step: &'static str,
    summary: String,
}

pub(super) fn orchestrator_run_strategic_cycle(
    orchestrator: &Orchestrator,
    text: &str,
    context: &CallContext,
) -> Answer {
    let RunCycle { gap_description, research_report_path, days_to_synthesize: days } = arguments(text)?;
    let gap = one_line("gap_description", &gap_description, LONGEST_GAP)?;
    in_range("days_to_synthesize", days, 1..=365)?;
    let (report, text) = read_report(orchestrator, &research_report_path)?;
    in_sequence(context, |context| {
        let done = Done { gap: gap.to_owned(), report: report.path.clone(), days, ..Done::default() };
        let mut cycle = Cycle { orchestrator, context, done };
        match cycle.run(&report, &text) {
            Ok(()) => cycle.finish(),
            Err(failure) => cycle.fail(&failure),
        }
    })
}

fn read_report(orchestrator: &Orchestrator, path: &str) -> Result<(Excerpt, String), ToolFailure> {
    const ARGUMENT: &str = "research_report_path";
    let tidy = relative(ARGUMENT, path)?;
    if !tidy.to_ascii_lowercase().ends_with(".md") {
        return fail(format!("{ARGUMENT}: {path:?} must be a Markdown file, ending in .md"));
    }
    let text = text::read(&orchestrator.root.dir()?, ARGUMENT, &tidy, LIMIT)?;
    if text.trim().is_empty() {
        return fail(format!("{ARGUMENT}: {path:?} is empty; there is nothing to take in"));
    }
    Ok((Excerpt::of(&tidy, &text), text))
}

struct Cycle<'a> {
    orchestrator: &'a Orchestrator,
    context: &'a CallContext,
    done: Done,
}

impl Cycle<'_> {
    fn run(&mut self, report: &Excerpt, text: &str) -> Result<(), ToolFailure> {
        self.begin()?;
        self.ingest()?;
        self.begin()?;
        let changes = Changes::gather(&self.orchestrator.root, self.done.days, self.context)?;
        let gap = self.done.gap.clone();
        let subject = Subject { gap: &gap, report, text, days: self.done.days, changes: &changes };
        let digest = self.synthesise(&subject)?;
        self.begin()?;
        self.adapt(&subject, &digest)?;
        self.begin()?;
        self.warm()
    }

    /// Tells that the next step begins, unless nobody waits any more.
    fn begin(&self) -> Result<(), ToolFailure> {
        if self.context.is_cancelled() {
            return fail("cancelled");
        }
        Teller::new(self.context).phase(self.current());
        Ok(())
    }

    fn current(&self) -> &'static str {
        STEPS.get(self.done.steps.len()).copied().unwrap_or_default()
    }

    fn end(&mut self, summary: String) {
        let step = self.current();
        self.done.steps.push(Step { step, summary });
    }

    fn cortex(&self, tool: &str, arguments: &Value) -> Result<Value, ToolFailure> {
        let output = self.orchestrator.cortex.call(tool, &arguments.to_string(), self.context)?;
        Ok(output.structured.unwrap_or_default())
    }

    fn ingest(&mut self) -> Result<(), ToolFailure> {
        let made = self.make_index()?;
        let report = self.done.report.clone();
        let metadata = json!({ "gap": self.done.gap });
        let facts =
            self.cortex("cortex_ingest_incremental", &json!({"file_paths": [report], "metadata": metadata}))?;
        let chunks = facts["chunks"].as_u64().unwrap_or_default();
        let skipped = facts["skipped"][0]["reason"].as_str().map(str::to_owned);
        self.done.indexed_chunks = chunks;
        let taken = match skipped {
            Some(reason) => format!("{report} was left as it is in the index: {reason}"),
            None => format!("{report} in {chunks} passages"),
        };
        self.end(format!("{made}{taken}"));
        Ok(())
    }

    /// An index with the report alone would hide everything else, so a missing one is made from all documents first.
    fn make_index(&self) -> Result<String, ToolFailure> {
        let stats = self.cortex("cortex_get_stats", &json!({}))?;
        let root = self.orchestrator.root.dir()?;
        if stats["documents"] != 0 || !FOLDERS.iter().any(|folder| root.is_dir(folder)) {
            return Ok(String::new());
        }
        let facts = self.cortex("cortex_ingest_full", &json!({"purge_existing": false}))?;
        Ok(format!("there was no index, so one was made of {} documents; ", facts["documents"]))
    }

    fn synthesise(&mut self, subject: &Subject<'_>) -> Result<Digest, ToolFailure> {
        let digest = Digest::ask(self.orchestrator, subject, self.context)?;
        let path = subject.write(self.orchestrator, &digest, self.context)?;
        let changed = subject.changes.documents.len();
        let made = match &digest {
            Digest::Condensed { model, .. } => {
                self.done.model = Some(model.clone());
                format!("condensed by {model}")
            }
            Digest::Extractive { reason } => format!("the digest is extractive: {reason}"),
        };
        self.done.condensed = self.done.model.is_some();
        self.done.changed_documents = changed;
        self.end(format!("{changed} documents of the last {} in {path}; {made}", period(self.done.days)));
        self.done.synthesis_path = path;
        Ok(digest)
    }

    fn adapt(&mut self, subject: &Subject<'_>, digest: &Digest) -> Result<(), ToolFailure> {
        let written = packet::write(self.orchestrator, subject, digest, self.context)?;
        let packet::Written { packet_path, dataset_path, examples } = written;
        self.end(format!("{examples} examples in {packet_path} and {dataset_path}"));
        self.done.packet_path = packet_path;
        self.done.dataset_path = dataset_path;
        self.done.examples = examples;
        Ok(())
    }

    /// The question of this cycle, then the usual ones.
    fn warm(&mut self) -> Result<(), ToolFailure> {
        let own = json!({ "genesis_queries": [self.done.gap] });
        for arguments in [own, json!({})] {
            let facts = self.cortex("cortex_cache_warmup", &arguments)?;
            self.done.warmed += facts["warmed"].as_u64().unwrap_or_default();
            self.done.fresh += facts["fresh"].as_u64().unwrap_or_default();
            let unanswered = facts["unanswered"].as_array().into_iter().flatten();
            self.done.unanswered.extend(unanswered.filter_map(Value::as_str).map(str::to_owned));
        }
        let Done { warmed, fresh, unanswered, .. } = &self.done;
        let none = unanswered.len();
        self.end(format!("kept answers to {warmed} questions, {fresh} were there, {none} have none"));
        Ok(())
    }

    fn log(&self) -> String {
        let lines = self.done.steps.iter().enumerate();
        let lines = lines.map(|(at, Step { step, summary })| format!("{}. {step}: {summary}", at + 1));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn finish(mut self) -> Answer {
        self.done.status = "success";
        both(format!("Strategic cycle: {}\n{}", self.done.gap, self.log()), &self.done)
    }

    /// What was done stays done, so the caller learns what it is and what is left.
    fn fail(&self, failure: &ToolFailure) -> Answer {
        let done = self.done.steps.len();
        let log = if done == 0 { "nothing".to_owned() } else { format!("\n{}", self.log()) };
        let left = STEPS.get(done + 1..).unwrap_or_default().join(", ");
        let left = if left.is_empty() { "nothing".to_owned() } else { left };
        fail(format!("{} failed: {}\nDone before: {log}\nNot begun: {left}", self.current(), failure.message))
    }
}
