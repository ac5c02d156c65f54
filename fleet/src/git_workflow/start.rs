//! `git_start_feature`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::repository::{REMOTE, Repository};
use super::rules::{self, ONE_AT_A_TIME, PREFIX, refusal};
use super::status::Status;
use crate::answer::{Answer, arguments, both, fail, one_line};
use crate::lock;
use crate::sandbox::Root;

const TOOL: &str = "git_start_feature";
const LONGEST_DESCRIPTION: usize = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GitStartFeature {
    task_id: String,
    description: String,
}

#[derive(Serialize)]
struct Started<'a> {
    branch: &'a str,
    /// Whether the branch is new.
    created: bool,
}

pub(super) fn git_start_feature(root: &Root, text: &str, context: &CallContext) -> Answer {
    let GitStartFeature { task_id, description } = arguments(text)?;
    let branch = branch_name(&task_id, &description)?;
    let repository = Repository::open(root, context)?;
    let _guard = lock::acquire(root, "git", context)?;
    if repository.branch()?.as_deref() == Some(&branch) {
        return started(&branch, false, "is already checked out");
    }
    let status = Status::of(&repository)?;
    if !status.is_clean() {
        return Err(rules::unclean(TOOL, &status));
    }
    if repository.has(&format!("refs/heads/{branch}"))? {
        repository.git.ok(&["switch", "--quiet", &branch])?;
        return started(&branch, false, "existed and is checked out now");
    }
    create(&repository, &branch)
}

fn create(repository: &Repository<'_>, branch: &str) -> Answer {
    let others = repository.features()?;
    if !others.is_empty() {
        let what = format!("{branch} would be a second feature beside {}", others.join(", "));
        let instead = "merge that feature and remove its branch with git_finish_feature, or switch to it with \
                       git_start_feature and its own task_id and description.";
        return Err(refusal(TOOL, &what, ONE_AT_A_TIME, instead));
    }
    let tracked = format!("refs/remotes/{REMOTE}/{branch}");
    if repository.has(&tracked)? {
        repository.git.ok(&[
            "switch",
            "--quiet",
            "--track",
            "--create",
            branch,
            &format!("{REMOTE}/{branch}"),
        ])?;
        return started(branch, false, &format!("existed at {REMOTE} and is checked out now"));
    }
    let main = repository.main_branch()?;
    let local = format!("refs/heads/{main}");
    let base = if repository.has(&local)? { local } else { format!("refs/remotes/{REMOTE}/{main}") };
    repository.git.ok(&["switch", "--quiet", "--no-track", "--create", branch, &base])?;
    started(branch, true, &format!("was created from {main} and is checked out"))
}

fn started(branch: &str, created: bool, what: &str) -> Answer {
    both(format!("{branch} {what}. Next: edit, git_add, git_smart_commit."), &Started { branch, created })
}

/// `feature/task-<id>-<description>`, of characters that need no thought anywhere.
fn branch_name(task_id: &str, description: &str) -> Result<String, ToolFailure> {
    let id = one_line("task_id", task_id, 40)?;
    let id = id.trim_start_matches('#');
    let id = id.strip_prefix("task-").unwrap_or(id);
    let plain = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !plain || !id.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return fail(format!("task_id: {task_id:?} may have only letters, digits, `-` and `_`, such as 045"));
    }
    let words = one_line("description", description, 500)?;
    let slug = slug(words);
    if slug.is_empty() {
        return fail(format!(
            "description: {description:?} has no letter or digit of ASCII to name a branch by"
        ));
    }
    Ok(format!("{PREFIX}{id}-{slug}"))
}

fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST_DESCRIPTION);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branch_names_are_plain() {
        let table = [
            ("045", "Mend the Roof!", "feature/task-045-mend-the-roof"),
            ("#045", "x", "feature/task-045-x"),
            ("task-045", "--force", "feature/task-045-force"),
            ("T_1", "a/../b.lock", "feature/task-T_1-a-b-lock"),
        ];
        for (id, description, branch) in table {
            assert_eq!(branch_name(id, description).unwrap(), branch);
        }
        let table = [
            ("", "x", "task_id: must not be empty"),
            ("a b", "x", "task_id: "),
            ("--all", "x", "task_id: "),
            ("1..2", "x", "task_id: "),
            ("1", "…", "description: "),
            ("1", "a\nb", "description: must be one line"),
        ];
        for (id, description, reason) in table {
            let message = branch_name(id, description).unwrap_err().message;
            assert!(message.starts_with(reason), "{id} {description}: {message}");
        }
    }
}
