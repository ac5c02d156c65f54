//! The adaptation packet: examples to train the project's model with, as a person reviews them and as a trainer reads them.
//!
//! `LEARNING/adaptation/packet_YYYYMMDD_HHMMSS_ID.json` has `packet_id`, `timestamp`, `source_ids`, `examples` (`prompt`,
//! `completion`, `source_id`, `metadata`) and `metadata`; the file of the same name in `.jsonl` has one example a line
//! (`instruction`, `output`, `source`).

use std::time::SystemTime;

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Orchestrator;
use super::changes::Excerpt;
use super::synthesis::{Digest, Subject};
use crate::answer::Doing;
use crate::date::moment;
use crate::{files, lock};

const FOLDER: &str = "LEARNING/adaptation";

#[derive(Serialize)]
struct Packet<'a> {
    packet_id: &'a str,
    timestamp: &'a str,
    source_ids: Vec<&'a str>,
    examples: &'a [Example<'a>],
    metadata: About<'a>,
}

#[derive(Serialize)]
struct Example<'a> {
    prompt: String,
    completion: &'a str,
    source_id: &'a str,
    metadata: Kind,
}

#[derive(Serialize)]
struct Kind {
    r#type: &'static str,
}

#[derive(Serialize)]
struct About<'a> {
    strategy: &'static str,
    gap: &'a str,
    days_lookback: i64,
    document_count: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    instruction: &'a str,
    output: &'a str,
    source: &'a str,
}

/// The two files.
pub(super) struct Written {
    pub(super) packet_path: String,
    pub(super) dataset_path: String,
    pub(super) examples: usize,
}

/// Writes both files.
pub(super) fn write(
    orchestrator: &Orchestrator,
    subject: &Subject<'_>,
    digest: &Digest,
    context: &CallContext,
) -> Result<Written, ToolFailure> {
    let examples = examples(subject, digest);
    let timestamp = moment(SystemTime::now());
    let packet_id = id(&timestamp, &lines(&examples)?);
    let packet = Packet {
        packet_id: &packet_id,
        timestamp: &timestamp,
        source_ids: examples.iter().skip(1).map(|example| example.source_id).collect(),
        examples: &examples,
        metadata: About {
            strategy: "report_and_recent_documents",
            gap: subject.gap,
            days_lookback: subject.days,
            document_count: subject.changes.documents.len(),
        },
    };
    let digits: String = timestamp.chars().filter(char::is_ascii_digit).collect();
    let (day, time) = digits.split_at(8);
    let stem = format!("{FOLDER}/packet_{day}_{time}_{}", &packet_id[..8]);
    let (packet_path, dataset_path) = (format!("{stem}.json"), format!("{stem}.jsonl"));
    let json = serde_json::to_string_pretty(&packet).doing(&packet_path)?;
    let _guard = lock::acquire(&orchestrator.root, "code", context)?;
    let root = orchestrator.root.dir()?;
    for (path, contents) in [(&packet_path, format!("{json}\n")), (&dataset_path, lines(&examples)?)] {
        files::put(&root, path, &contents, true).doing(format_args!("{path} cannot be written"))?;
    }
    Ok(Written { packet_path, dataset_path, examples: examples.len() })
}

/// The answer to the question first, then what the report and each document that changed say.
fn examples<'a>(subject: &'a Subject<'_>, digest: &'a Digest) -> Vec<Example<'a>> {
    let answer = match digest {
        Digest::Condensed { text, .. } => text,
        Digest::Extractive { .. } => &subject.report.opening,
    };
    let gap = Example {
        prompt: subject.gap.to_owned(),
        completion: answer,
        source_id: &subject.report.path,
        metadata: Kind { r#type: "gap" },
    };
    let summary = |document: &'a Excerpt| Example {
        prompt: format!("What does \"{}\" say?", document.title),
        completion: &document.opening,
        source_id: &document.path,
        metadata: Kind { r#type: "summary" },
    };
    let documents = std::iter::once(subject.report).chain(&subject.changes.documents);
    std::iter::once(gap)
        .chain(documents.filter(|document| !document.opening.is_empty()).map(summary))
        .collect()
}

fn lines(examples: &[Example<'_>]) -> Result<String, ToolFailure> {
    let mut text = String::new();
    for Example { prompt, completion, source_id, .. } in examples {
        let line = Line { instruction: prompt, output: completion, source: source_id };
        text.push_str(&serde_json::to_string(&line).doing("an example")?);
        text.push('\n');
    }
    Ok(text)
}

fn id(timestamp: &str, lines: &str) -> String {
    let digest = Sha256::digest(format!("{timestamp}\n{lines}"));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
