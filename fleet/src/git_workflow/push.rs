//! `git_push_feature`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::process::{LONG, Output};
use super::repository::{REMOTE, Repository};
use super::rules::{CAREFUL_FORCE, refusal};
use crate::answer::{Answer, arguments, both, fail};
use crate::lock;
use crate::sandbox::Root;

const TOOL: &str = "git_push_feature";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GitPushFeature {
    #[serde(default)]
    force: bool,
    #[serde(default)]
    no_verify: bool,
}

#[derive(Serialize)]
struct Pushed<'a> {
    branch: &'a str,
    remote: &'a str,
    commit: &'a str,
    /// What git and the remote said, such as where to open a pull request.
    output: &'a str,
}

pub(super) fn git_push_feature(root: &Root, text: &str, context: &CallContext) -> Answer {
    let arguments: GitPushFeature = arguments(text)?;
    let repository = Repository::open(root, context)?;
    let branch = repository.feature_branch(TOOL)?;
    if !repository.has_remote()? {
        return fail(format!(
            "{TOOL}: there is no remote called {REMOTE}; add one with `git remote add {REMOTE} URL`"
        ));
    }
    let _guard = lock::acquire(root, "git", context)?;
    let commit = repository.hash("HEAD")?;
    let output = push(&repository, &branch, &arguments)?;
    if output.code != Some(0) {
        return Err(turned_down(&branch, &output));
    }
    let said = output.complaint();
    let text = format!("Pushed {branch} at {commit} to {REMOTE}.\n{said}");
    both(text, &Pushed { branch: &branch, remote: REMOTE, commit: &commit, output: said })
}

/// The branch is named in full on both sides, so that neither configuration nor a tag of the same name decides.
fn push(
    repository: &Repository<'_>,
    branch: &str,
    arguments: &GitPushFeature,
) -> Result<Output, ToolFailure> {
    let mut command = vec!["push", "--set-upstream"];
    command.extend(arguments.force.then_some("--force-with-lease"));
    command.extend(arguments.no_verify.then_some("--no-verify"));
    let reference = format!("refs/heads/{branch}:refs/heads/{branch}");
    command.extend(["--", REMOTE, &reference]);
    repository.git.run(&command, LONG)
}

fn turned_down(branch: &str, output: &Output) -> ToolFailure {
    let said = output.complaint();
    if said.contains("stale info") {
        let what = format!("{branch} at {REMOTE} has commits that were never fetched here:\n{said}");
        return refusal(TOOL, &what, CAREFUL_FORCE, "fetch and look at those commits, then push again.");
    }
    if said.contains("non-fast-forward") || said.contains("fetch first") {
        let what = format!("{branch} at {REMOTE} has commits that are not in the local branch:\n{said}");
        let instead =
            "rebase or merge them, or call again with force = true to replace them, if they are known here.";
        return refusal(TOOL, &what, CAREFUL_FORCE, instead);
    }
    ToolFailure::new(format!("{TOOL}: git push failed: {said}"))
}
