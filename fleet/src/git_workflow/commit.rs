//! `git_add` and `git_smart_commit`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::process::LONG;
use super::repository::Repository;
use super::rules::{WHOLE_COMMITS, refusal};
use super::status::Status;
use crate::answer::{Answer, arguments, both, fail, shortened};
use crate::lock;
use crate::sandbox::{Root, relative};

const LONGEST_MESSAGE: usize = 20_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GitAdd {
    #[serde(default)]
    files: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GitSmartCommit {
    message: String,
}

#[derive(Serialize)]
struct Committed<'a> {
    commit: &'a str,
    branch: &'a str,
    files: Vec<String>,
    /// What git and the hooks said.
    output: &'a str,
}

/// An empty list means the same as none: all changes.
pub(super) fn git_add(root: &Root, text: &str, context: &CallContext) -> Answer {
    let GitAdd { files } = arguments(text)?;
    let files = paths(&files.unwrap_or_default())?;
    let repository = Repository::open(root, context)?;
    repository.feature_branch("git_add")?;
    let _guard = lock::acquire(root, "git", context)?;
    let mut command = vec!["add", "--all", "--"];
    if files.is_empty() {
        command.push(".");
    }
    command.extend(files.iter().map(String::as_str));
    let output = repository.git.run(&command, LONG)?;
    if output.code != Some(0) {
        return fail(format!("files: git could not stage them: {}", output.complaint()));
    }
    let status = Status::of(&repository)?;
    both(staged_text(&status), &status)
}

fn paths(files: &[String]) -> Result<Vec<String>, ToolFailure> {
    files.iter().enumerate().map(|(at, file)| relative(&format!("files[{at}]"), file)).collect()
}

fn staged_text(status: &Status) -> String {
    match status.staged().len() {
        0 => "Nothing is staged: there is no change to stage.".to_owned(),
        count => format!("{count} staged: {}", shortened(&status.staged().join(", "), 4_000)),
    }
}

pub(super) fn git_smart_commit(root: &Root, text: &str, context: &CallContext) -> Answer {
    const TOOL: &str = "git_smart_commit";
    let GitSmartCommit { message } = arguments(text)?;
    let message = checked_message(&message)?;
    let repository = Repository::open(root, context)?;
    let branch = repository.feature_branch(TOOL)?;
    let _guard = lock::acquire(root, "git", context)?;
    let status = Status::of(&repository)?;
    if status.staged().is_empty() {
        let instead = "stage the files with git_add, then commit.";
        return Err(refusal(TOOL, "nothing is staged", WHOLE_COMMITS, instead));
    }
    let output = repository.git.run_with_input(&["commit", "--file=-"], message, LONG)?;
    if output.code != Some(0) {
        let what = format!(
            "git or a hook turned the commit down; nothing was committed:\n{}",
            tail(output.complaint())
        );
        return Err(refusal(
            TOOL,
            &what,
            WHOLE_COMMITS,
            "mend what is named above, git_add it, and commit again.",
        ));
    }
    let commit = repository.hash("HEAD")?;
    let said = format!("{}{}", output.stdout, output.stderr);
    let text = format!("Committed {commit} on {branch}.\n{}", tail(said.trim()));
    both(
        text,
        &Committed {
            commit: &commit,
            branch: &branch,
            files: status.into_staged(),
            output: tail(said.trim()),
        },
    )
}

fn checked_message(message: &str) -> Result<&str, ToolFailure> {
    let trimmed = message.trim();
    if trimmed.is_empty() {
        return Err(refusal(
            "git_smart_commit",
            "message is empty",
            WHOLE_COMMITS,
            "say in message what was changed and why.",
        ));
    }
    if trimmed.contains('\0') || trimmed.chars().count() > LONGEST_MESSAGE {
        return fail(format!("message: must have at most {LONGEST_MESSAGE} characters and no NUL"));
    }
    Ok(trimmed)
}

/// The end of what a hook said, where test runners put their verdict.
fn tail(text: &str) -> &str {
    const LONGEST: usize = 4_000;
    let mut start = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}
