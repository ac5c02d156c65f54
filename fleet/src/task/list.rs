//! `list_tasks`.

use gateway_runtime::embedded::CallContext;
use serde::Deserialize;

use super::model::{Priority, Status, Task};
use crate::answer::{Answer, arguments};
use crate::record;
use crate::store::Store;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListTasks {
    #[serde(default)]
    status: Option<Status>,
    #[serde(default)]
    priority: Option<Priority>,
}

pub(super) fn list_tasks(store: &Store, text: &str, _: &CallContext) -> Answer {
    let filter: ListTasks = arguments(text)?;
    let fits = |task: &Task| {
        filter.status.is_none_or(|status| task.status == Some(status))
            && filter.priority.is_none_or(|priority| task.priority == Some(priority))
    };
    let tasks = record::all(store)?.into_iter().map(|(task, _)| task);
    record::list(&tasks.filter(fits).collect::<Vec<Task>>())
}
