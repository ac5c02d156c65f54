//! `list_tasks` and `search_tasks`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::model::{Priority, Status, Task};
use crate::answer::{Answer, arguments, both, filled, shortened};
use crate::document::Document;
use crate::store::Store;

const MOST_FOUND: usize = 50;
const MOST_LINES: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListTasks {
    #[serde(default)]
    status: Option<Status>,
    #[serde(default)]
    priority: Option<Priority>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchTasks {
    query: String,
}

#[derive(Serialize)]
struct Tasks {
    count: usize,
    tasks: Vec<Task>,
}

#[derive(Serialize)]
struct Found {
    /// All that were found; `tasks` may hold fewer.
    count: usize,
    tasks: Vec<Hit>,
}

#[derive(Serialize)]
struct Hit {
    #[serde(flatten)]
    task: Task,
    /// Lines in which a word of the query stands.
    matches: Vec<String>,
    #[serde(skip)]
    rank: usize,
}

/// Every task with its document, by number.
pub(super) fn all(store: &Store) -> Result<Vec<(Task, Document)>, ToolFailure> {
    let mut tasks = Vec::new();
    for entry in store.entries()? {
        // A file that another process has just moved is left out rather than failing the whole list.
        let Ok(document) = store.read(&entry) else { continue };
        tasks.push((Task::read(&entry, &document), document));
    }
    Ok(tasks)
}

pub(super) fn list_tasks(store: &Store, text: &str, _: &CallContext) -> Answer {
    let filter: ListTasks = arguments(text)?;
    let fits = |task: &Task| {
        filter.status.is_none_or(|status| task.status == Some(status))
            && filter.priority.is_none_or(|priority| task.priority == Some(priority))
    };
    let tasks: Vec<_> = all(store)?.into_iter().map(|(task, _)| task).filter(fits).collect();
    let mut text = match tasks.len() {
        0 => "No tasks fit.".to_owned(),
        1 => "1 task:".to_owned(),
        count => format!("{count} tasks:"),
    };
    for task in &tasks {
        text.push_str(&format!("\n{}", task.line()));
    }
    both(text, &Tasks { count: tasks.len(), tasks })
}

/// A task is found if the query stands in it as it is, or if all of its words do, in any letter case.
pub(super) fn search_tasks(store: &Store, text: &str, _: &CallContext) -> Answer {
    let SearchTasks { query } = arguments(text)?;
    let query = filled("query", &query, 1_000)?.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut hits: Vec<_> = all(store)?.into_iter().filter_map(|found| hit(found, &query, &words)).collect();
    hits.sort_by_key(|hit| (hit.rank, hit.task.number));
    let count = hits.len();
    hits.truncate(MOST_FOUND);
    both(report(&hits, count), &Found { count, tasks: hits })
}

/// The whole query in the title ranks before the whole query in the text, and that before its single words.
fn hit((task, document): (Task, Document), query: &str, words: &[&str]) -> Option<Hit> {
    let text = document.text().to_lowercase();
    let title = task.title.to_lowercase();
    let rank = if title.contains(query) {
        0
    } else if text.contains(query) {
        1
    } else if words.iter().all(|word| text.contains(word) || title.contains(word)) {
        2
    } else {
        return None;
    };
    let whole = rank < 2 && text.contains(query);
    let stands = |line: &str| {
        let line = line.to_lowercase();
        if whole { line.contains(query) } else { words.iter().any(|word| line.contains(word)) }
    };
    let lines = document.text().lines().map(str::trim).filter(|line| stands(line));
    let matches = lines.take(MOST_LINES).map(|line| shortened(line, 200)).collect();
    Some(Hit { task, matches, rank })
}

fn report(hits: &[Hit], count: usize) -> String {
    let mut text = match count {
        0 => "No task has these words.".to_owned(),
        1 => "1 task:".to_owned(),
        count => format!("{count} tasks:"),
    };
    for hit in hits {
        text.push_str(&format!("\n{}", hit.task.line()));
        for line in &hit.matches {
            text.push_str(&format!("\n    {line}"));
        }
    }
    if count > hits.len() {
        text.push_str(&format!("\n… and {} more; give more words to narrow the search", count - hits.len()));
    }
    text
}
