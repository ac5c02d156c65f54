//! What a task is, and how it is read from a document.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::record::words::words;
use crate::record::{Record, filled_field, title_from_name};
use crate::store::Entry;

pub(super) const LABEL: &str = "TASK";
pub(super) const FIELDS: [&str; 5] = ["Status", "Priority", "Lead", "Dependencies", "Related Documents"];
pub(super) const SECTIONS: [&str; 4] = ["Objective", "Deliverables", "Acceptance Criteria", "Notes"];
pub(super) const HEADINGS: [&str; 4] =
    ["## 1. Objective", "## 2. Deliverables", "## 3. Acceptance Criteria", "## Notes"];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    #[default]
    Backlog,
    Todo,
    InProgress,
    Complete,
    Blocked,
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Backlog => "backlog",
            Self::Todo => "todo",
            Self::InProgress => "in-progress",
            Self::Complete => "complete",
            Self::Blocked => "blocked",
        }
    }

    /// The folder below `TASKS` where tasks of this status lie.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Complete => "done",
            Self::Blocked => "in-progress",
            other => other.name(),
        }
    }

    pub(super) fn is_open(self) -> bool {
        self != Self::Complete
    }

    fn of_folder(folder: &str) -> Option<Self> {
        [Self::Backlog, Self::Todo, Self::InProgress, Self::Complete]
            .into_iter()
            .find(|s| s.folder() == folder)
    }

    /// Other spellings are in use: `In Progress`, `done`, `completed ✅`.
    fn read(text: &str) -> Option<Self> {
        let letters: String = text.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
        let words: Vec<String> = letters.split_whitespace().take(2).map(str::to_lowercase).collect();
        match words.first()?.as_str() {
            "backlog" => Some(Self::Backlog),
            "todo" => Some(Self::Todo),
            "to" if words.get(1).is_some_and(|word| word == "do") => Some(Self::Todo),
            "in" if words.get(1).is_some_and(|word| word == "progress") => Some(Self::InProgress),
            "inprogress" => Some(Self::InProgress),
            "complete" | "completed" | "done" => Some(Self::Complete),
            "blocked" => Some(Self::Blocked),
            _ => None,
        }
    }
}

words! {
    /// From the most to the least urgent.
    #[derive(Default, PartialOrd, Ord)]
    Priority { Critical = "Critical", High = "High", #[default] Medium = "Medium", Low = "Low" }
}

/// The facts of a task's head.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Task {
    pub(super) number: u32,
    pub(super) title: String,
    /// `None` where neither the head nor the folder says it in known words.
    pub(super) status: Option<Status>,
    pub(super) priority: Option<Priority>,
    pub(super) lead: Option<String>,
    /// `None` also where the head says "None".
    pub(super) dependencies: Option<String>,
    pub(super) related_documents: Option<String>,
    pub(super) path: String,
}

/// A task with what stands below its head.
#[derive(Debug, Serialize)]
pub(super) struct WholeTask<'a> {
    #[serde(flatten)]
    task: &'a Task,
    objective: Option<&'a str>,
    deliverables: Vec<String>,
    acceptance_criteria: Vec<String>,
    notes: Option<&'a str>,
    content: &'a str,
}

impl Record for Task {
    const NOUNS: (&'static str, &'static str) = ("task", "tasks");

    fn read(entry: &Entry, document: &Document) -> Self {
        let filled = |name| filled_field(document, name);
        let given = |name| filled(name).filter(|value| !value.eq_ignore_ascii_case("none"));
        Self {
            number: entry.number,
            title: document.title(LABEL).map_or_else(|| title_from_name(entry), str::to_owned),
            status: status(entry, document),
            priority: document.field("Priority").and_then(Priority::read),
            lead: filled("Lead").or_else(|| filled("Assigned To")),
            dependencies: given("Dependencies"),
            related_documents: given("Related Documents"),
            path: entry.path.clone(),
        }
    }

    fn number(&self) -> u32 {
        self.number
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn line(&self) -> String {
        let status = self.status.map_or("unknown status", Status::name);
        let priority = self.priority.map_or("no priority", Priority::name);
        let lead = self.lead.as_deref().unwrap_or("nobody");
        format!("{self} [{status}, {priority}, lead {lead}] {}", self.path)
    }
}

impl Task {
    pub(super) fn in_full<'a>(&'a self, document: &'a Document) -> WholeTask<'a> {
        WholeTask {
            task: self,
            objective: document.section("Objective"),
            deliverables: document.items("Deliverables"),
            acceptance_criteria: document.items("Acceptance Criteria"),
            notes: document.section("Notes"),
            content: document.text(),
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:03} {}", self.number, self.title)
    }
}

/// Where head and folder disagree, the folder is right: moving a file is how people change a status by hand.
fn status(entry: &Entry, document: &Document) -> Option<Status> {
    let folder = entry.split().0;
    let head = document.field("Status").and_then(Status::read);
    match folder.strip_prefix("TASKS/").and_then(Status::of_folder) {
        Some(by_folder) => Some(head.filter(|head| head.folder() == by_folder.folder()).unwrap_or(by_folder)),
        None => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_are_understood() {
        let table = [
            ("In Progress", Some(Status::InProgress)),
            ("in_progress (started)", Some(Status::InProgress)),
            ("✅ DONE", Some(Status::Complete)),
            ("Completed", Some(Status::Complete)),
            ("To-do", Some(Status::Todo)),
            ("in review", None),
            ("", None),
        ];
        for (text, status) in table {
            assert_eq!(Status::read(text), status, "{text}");
        }
        let table = [
            ("HIGH (blocking)", Some(Priority::High)),
            ("🔴 critical", Some(Priority::Critical)),
            ("P1", None),
        ];
        for (text, priority) in table {
            assert_eq!(Priority::read(text), priority, "{text}");
        }
    }

    #[test]
    fn the_folder_decides_where_the_head_disagrees() {
        let table = [
            ("TASKS/in-progress/001_a.md", "blocked", Some(Status::Blocked)),
            ("TASKS/in-progress/001_a.md", "todo", Some(Status::InProgress)),
            ("TASKS/done/001_a.md", "todo", Some(Status::Complete)),
            ("TASKS/archive/001_a.md", "todo", Some(Status::Todo)),
            ("TASKS/archive/001_a.md", "?", None),
        ];
        for (path, head, status) in table {
            let entry = Entry { number: 1, variant: false, path: path.to_owned() };
            let task = Task::read(&entry, &Document::parse(format!("**Status:** {head}\n")));
            assert_eq!((task.status, task.title.as_str()), (status, "a"), "{path} {head}");
        }
    }
}
