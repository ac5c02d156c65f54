//! `cortex_guardian_wakeup`: a digest from the documents themselves, so it is right even without an index.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::Cortex;
use crate::answer::{Answer, arguments, both, fail, shortened};
use crate::document::{Document, heading, is_rule, lines};
use crate::sandbox::Root;
use crate::store::{Entry, Series, Store};
use crate::task::open_tasks;
use crate::{chronicle, protocol};

const NEWEST_ENTRIES: usize = 5;
const MOST_TASKS: usize = 15;
const MOST_PROTOCOLS: usize = 10;
/// The protocol that asks for this digest stands first.
const WAKEUP_PROTOCOL: u32 = 114;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuardianWakeup {
    #[serde(default = "holistic")]
    mode: String,
}

fn holistic() -> String {
    "HOLISTIC".to_owned()
}

#[derive(Serialize)]
struct Digest {
    mode: &'static str,
    chronicle: Vec<String>,
    open_task_count: usize,
    open_tasks: Vec<String>,
    protocols: Vec<String>,
}

pub(super) fn cortex_guardian_wakeup(cortex: &Cortex, text: &str, _: &CallContext) -> Answer {
    let GuardianWakeup { mode } = arguments(text)?;
    if !mode.eq_ignore_ascii_case("HOLISTIC") {
        return fail(format!("mode: {mode:?} is not known; the only mode is HOLISTIC"));
    }
    let mut tasks = open_tasks(&cortex.root)?;
    let open_task_count = tasks.len();
    tasks.truncate(MOST_TASKS);
    let digest = Digest {
        mode: "HOLISTIC",
        chronicle: chronicle(&cortex.root)?,
        open_task_count,
        open_tasks: tasks,
        protocols: protocols(&cortex.root)?,
    };
    both(digest.report(), &digest)
}

impl Digest {
    fn report(&self) -> String {
        let open = format!("Open tasks ({}), most urgent first", self.open_task_count);
        let parts = [
            ("Newest chronicle entries", &self.chronicle),
            (open.as_str(), &self.open_tasks),
            ("Key protocols", &self.protocols),
        ];
        let mut text = "# Guardian wakeup".to_owned();
        for (title, lines) in parts {
            text.push_str(&format!("\n\n## {title}\n"));
            for line in lines {
                text.push_str(&format!("\n- {line}"));
            }
            if lines.is_empty() {
                text.push_str("\nNone.");
            }
        }
        text
    }
}

fn documents(root: &Root, series: &'static Series) -> Result<Vec<(Entry, Document)>, ToolFailure> {
    let store = Store { root: root.clone(), series };
    let read = |entry: Entry| store.read(&entry).ok().map(|document| (entry, document));
    Ok(store.entries()?.into_iter().rev().filter_map(read).collect())
}

fn chronicle(root: &Root) -> Result<Vec<String>, ToolFailure> {
    let store = Store { root: root.clone(), series: &chronicle::SERIES };
    let newest = store.entries()?.into_iter().rev().take(NEWEST_ENTRIES);
    Ok(newest.filter_map(|entry| Some(chronicle_line(&entry, &store.read(&entry).ok()?))).collect())
}

fn chronicle_line(entry: &Entry, document: &Document) -> String {
    let title = document.field("Title").or_else(|| document.title("Entry")).unwrap_or("untitled");
    let about: Vec<_> = ["Date", "Status"].into_iter().filter_map(|name| document.field(name)).collect();
    format!("{} {title} ({}) {}: {}", entry.number, about.join(", "), entry.path, opening(document))
}

/// The first words below the head.
fn opening(document: &Document) -> String {
    let lines = lines(document.text(), 0);
    let below = lines.iter().position(|line| is_rule(line.text)).map_or(0, |at| at + 1);
    let is_text = |text: &str| !text.trim().is_empty() && heading(text).is_none() && !text.starts_with("**");
    let first = lines[below..].iter().find(|line| is_text(line.text));
    shortened(first.map_or("", |line| line.text.trim()), 240)
}

/// Those in force: the wakeup protocol, then the newest.
fn protocols(root: &Root) -> Result<Vec<String>, ToolFailure> {
    let mut all = documents(root, &protocol::SERIES)?;
    all.retain(|(_, document)| {
        document.field("Status").is_some_and(|status| status.to_uppercase().starts_with("CANONICAL"))
    });
    all.sort_by_key(|(entry, _)| entry.number != WAKEUP_PROTOCOL);
    Ok(all.iter().take(MOST_PROTOCOLS).map(|(entry, document)| protocol_line(entry, document)).collect())
}

fn protocol_line(entry: &Entry, document: &Document) -> String {
    format!(
        "Protocol {}: {} ({})",
        entry.number,
        document.title("Protocol").unwrap_or("untitled"),
        entry.path
    )
}
