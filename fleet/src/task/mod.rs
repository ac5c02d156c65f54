//! Tasks: `TASKS/{backlog,todo,in-progress,done}/NNN_slug.md`.

mod create;
mod fields;
mod list;
mod model;
mod update;

use std::path::Path;

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Deserialize;

use crate::answer::{Answer, Handler, Served, arguments, both};
use crate::naming::slug;
use crate::record::{self, Record};
use crate::sandbox::Root;
use crate::store::{Series, Store};
use model::{Status, Task};

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Store>)] = &[
    ("create_task", create::create_task),
    ("get_task", get_task),
    ("list_tasks", list::list_tasks),
    ("search_tasks", record::search::<Task>),
    ("update_task", update::update_task),
    ("update_task_status", update::update_task_status),
];

static SERIES: Series = Series { noun: "task", folder: "TASKS", width: 3, max: 999, naming: slug };

pub(crate) fn open(root: &Path) -> Served<Store> {
    Served { name: "task", state: store(Root::new(root)), tools: TOOLS }
}

fn store(root: Root) -> Store {
    Store { root, series: &SERIES }
}

/// The tasks that are not complete, one line each: the most urgent first, and what is under way before what waits.
pub(crate) fn open_tasks(root: &Root) -> Result<Vec<String>, ToolFailure> {
    let tasks = record::all::<Task>(&store(root.clone()))?.into_iter().map(|(task, _)| task);
    let mut tasks: Vec<_> = tasks.filter(|task| task.status.is_some_and(Status::is_open)).collect();
    tasks.sort_by_key(|task| {
        let waiting = task.status != Some(Status::InProgress);
        (task.priority.unwrap_or_default(), waiting, task.number)
    });
    Ok(tasks.iter().map(Task::line).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GetTask {
    task_number: i64,
}

fn get_task(store: &Store, text: &str, _: &CallContext) -> Answer {
    let GetTask { task_number } = arguments(text)?;
    let entry = store.find(number(task_number)?)?;
    let document = store.read(&entry)?;
    let task = Task::read(&entry, &document);
    both(format!("{}\n\n{}", task.line(), document.text()), &task.in_full(&document))
}

/// A task's number as an argument.
fn number(task_number: i64) -> Result<u32, ToolFailure> {
    record::number("task_number", task_number, 1, SERIES.max)
}
