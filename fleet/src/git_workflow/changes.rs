//! What changed lately, for servers that report on it.

use std::collections::BTreeSet;
use std::path::Path;

use gateway_runtime::embedded::{CallContext, ToolFailure};

use super::process::{Git, QUICK};

/// The files below some folders that commits of the last days changed, or that differ from the last commit, relative to
/// `root`; some of them may be gone by now. `None` where `root` is not in a repository, or there is no git.
pub(crate) fn changed_since(
    root: &Path,
    days: i64,
    folders: &[&str],
    context: &CallContext,
) -> Result<Option<BTreeSet<String>>, ToolFailure> {
    let git = Git { folder: root, context };
    if answers(&git, &["rev-parse", "--is-inside-work-tree"])?.is_none_or(|answer| answer.trim() != "true") {
        return Ok(None);
    }
    let since = format!("--since={days}.days");
    let questions: [&[&str]; 3] = [
        &["log", &since, "--name-only", "--format=", "-z", "--relative", "--"],
        &["diff", "--name-only", "-z", "--relative", "HEAD", "--"],
        &["ls-files", "--others", "--exclude-standard", "-z", "--"],
    ];
    let mut changed = BTreeSet::new();
    for question in questions {
        // A repository without a commit has no log and no HEAD.
        let answer = answers(&git, &[question, folders].concat())?.unwrap_or_default();
        let names = answer.split(['\0', '\n']).filter(|name| !name.is_empty());
        changed.extend(names.map(str::to_owned));
    }
    Ok(Some(changed))
}

/// What git says where it succeeds. Only a caller who has gone away is a failure.
fn answers(git: &Git<'_>, arguments: &[&str]) -> Result<Option<String>, ToolFailure> {
    match git.run(arguments, QUICK) {
        Ok(output) if output.code == Some(0) => Ok(Some(output.stdout)),
        Err(failure) if git.context.is_cancelled() => Err(failure),
        _ => Ok(None),
    }
}
