//! The git workflow: the real `git` program, behind rules that keep `main` and unmerged work safe.

mod changes;
mod commit;
mod finish;
mod process;
mod push;
mod read;
mod repository;
mod rules;
mod start;
mod status;

use std::path::Path;

pub(crate) use changes::changed_since;

use crate::answer::{Handler, Served};
use crate::sandbox::Root;

/// The server's tools.
pub(crate) const TOOLS: &[(&str, Handler<Root>)] = &[
    ("git_add", commit::git_add),
    ("git_diff", read::git_diff),
    ("git_finish_feature", finish::git_finish_feature),
    ("git_get_safety_rules", rules::git_get_safety_rules),
    ("git_get_status", status::git_get_status),
    ("git_log", read::git_log),
    ("git_push_feature", push::git_push_feature),
    ("git_smart_commit", commit::git_smart_commit),
    ("git_start_feature", start::git_start_feature),
];

pub(crate) fn open(root: &Path) -> Served<Root> {
    Served { name: "git_workflow", state: Root::new(root), tools: TOOLS }
}
