//! `git_finish_feature`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::process::{LONG, QUICK};
use super::repository::{REMOTE, Repository};
use super::rules::{self, FEATURE_BRANCHES, MERGED_FIRST, NEVER_ON_MAIN, PROTECTED, refusal};
use super::status::Status;
use crate::answer::{Answer, arguments, both, fail};
use crate::lock;
use crate::sandbox::Root;

const TOOL: &str = "git_finish_feature";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GitFinishFeature {
    branch_name: String,
    #[serde(default)]
    force: bool,
}

#[derive(Serialize)]
struct Finished<'a> {
    branch: &'a str,
    /// The commit that the deleted branch pointed to.
    last_commit: &'a str,
    /// What the branch was compared with.
    merged_into: &'a str,
    merged: bool,
    main: &'a str,
    main_commit: &'a str,
}

pub(super) fn git_finish_feature(root: &Root, text: &str, context: &CallContext) -> Answer {
    let GitFinishFeature { branch_name: branch, force } = arguments(text)?;
    check_name(&branch)?;
    let repository = Repository::open(root, context)?;
    let _guard = lock::acquire(root, "git", context)?;
    let local = format!("refs/heads/{branch}");
    if !repository.has(&local)? {
        return fail(format!("branch_name: there is no local branch {branch}; {}", known(&repository)?));
    }
    let status = Status::of(&repository)?;
    if !status.is_clean() {
        return Err(rules::unclean(TOOL, &status));
    }
    let base = Base::fetched(&repository)?;
    let merged =
        repository.contains(&base.reference, &local)? || has_all_changes(&repository, &base, &local)?;
    if !merged && !force {
        return Err(unmerged(&repository, &branch, &base)?);
    }
    finish(&repository, &branch, &base, merged)
}

/// Only names that git_start_feature makes, so none can be read as an option or as another kind of reference.
fn check_name(branch: &str) -> Result<(), ToolFailure> {
    if PROTECTED.contains(&branch) {
        let what = format!("{branch} is the main branch and is never deleted");
        return Err(refusal(TOOL, &what, NEVER_ON_MAIN, "name the feature branch that is to be removed."));
    }
    let plain = branch.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'));
    if plain && rules::is_feature(branch) && !branch.contains("..") {
        return Ok(());
    }
    let what = format!("{branch:?} is not the name of a feature branch");
    Err(refusal(TOOL, &what, FEATURE_BRANCHES, "name a branch of the form feature/task-<id>-<description>."))
}

fn known(repository: &Repository<'_>) -> Result<String, ToolFailure> {
    let features = repository.features()?;
    Ok(if features.is_empty() {
        "there are no feature branches".to_owned()
    } else {
        format!("there is {}", features.join(", "))
    })
}

/// The main branch that a feature must be merged into.
struct Base {
    /// `main` or `master`.
    main: &'static str,
    /// The full reference: the remote's where there is one.
    reference: String,
    /// The same for people.
    name: String,
    remote: bool,
}

impl Base {
    /// After a fetch, so that a merge made a moment ago counts and a stale one does not.
    fn fetched(repository: &Repository<'_>) -> Result<Self, ToolFailure> {
        let remote = repository.has_remote()?;
        if remote {
            let output = repository.git.run(&["fetch", "--quiet", "--no-tags", "--", REMOTE], LONG)?;
            if output.code != Some(0) {
                return fail(format!(
                    "{TOOL}: {REMOTE} could not be fetched, so what is merged there is not known: {}",
                    output.complaint()
                ));
            }
        }
        let main = repository.main_branch()?;
        let at_remote = format!("refs/remotes/{REMOTE}/{main}");
        if remote && repository.has(&at_remote)? {
            return Ok(Self { main, reference: at_remote, name: format!("{REMOTE}/{main}"), remote: true });
        }
        let name = format!("the local {main} (there is no {REMOTE}/{main})");
        Ok(Self { main, reference: format!("refs/heads/{main}"), name, remote: false })
    }
}

/// Whether merging the branch would change nothing, as after a squashed merge. An old git that cannot tell counts as no.
fn has_all_changes(repository: &Repository<'_>, base: &Base, local: &str) -> Result<bool, ToolFailure> {
    let output = repository.git.run(&["merge-tree", "--write-tree", &base.reference, local], QUICK)?;
    let tree = repository.git.ok(&["rev-parse", &format!("{}^{{tree}}", base.reference)])?;
    Ok(output.code == Some(0) && output.stdout.trim() == tree)
}

fn unmerged(repository: &Repository<'_>, branch: &str, base: &Base) -> Result<ToolFailure, ToolFailure> {
    let range = format!("{}..refs/heads/{branch}", base.reference);
    let count = repository.git.ok(&["rev-list", "--count", &range])?;
    let what = format!("{count} commit(s) of {branch} are not in {}", base.name);
    let instead = "push it with git_push_feature and have it merged, then call again; or give force = true if the work \
                   is to be thrown away.";
    Ok(refusal(TOOL, &what, MERGED_FIRST, instead))
}

/// Main is brought up to date before the branch goes, so that a failure on the way loses nothing.
fn finish(repository: &Repository<'_>, branch: &str, base: &Base, merged: bool) -> Answer {
    let main = base.main;
    let local_main = format!("refs/heads/{main}");
    if base.remote && repository.has(&local_main)? && !repository.contains(&base.reference, &local_main)? {
        let what =
            format!("the local {main} has commits that {} lacks, so it cannot be fast-forwarded", base.name);
        let instead =
            format!("move those commits to a feature branch and set {main} back to {} by hand.", base.name);
        return Err(refusal(TOOL, &what, NEVER_ON_MAIN, &instead));
    }
    let last_commit = repository.hash(&format!("refs/heads/{branch}"))?;
    repository.git.ok(&["switch", "--quiet", main])?;
    if base.remote {
        repository.git.ok(&["merge", "--quiet", "--ff-only", &base.reference])?;
    }
    repository.git.ok(&["branch", "--quiet", "--delete", "--force", "--", branch])?;
    let main_commit = repository.hash("HEAD")?;
    let facts = Finished {
        branch,
        last_commit: &last_commit,
        merged_into: &base.name,
        merged,
        main,
        main_commit: &main_commit,
    };
    both(report(&facts, repository.has(&format!("refs/remotes/{REMOTE}/{branch}"))?), &facts)
}

fn report(facts: &Finished<'_>, at_remote: bool) -> String {
    let Finished { branch, last_commit, merged_into, main, main_commit, .. } = facts;
    let merged = if facts.merged { "merged into" } else { "NOT merged into" };
    let mut text = format!("Deleted {branch} ({merged} {merged_into}); on {main} at {main_commit} now.");
    if !facts.merged {
        text.push_str(&format!(
            " Its last commit was {last_commit}: `git branch {branch} {last_commit}` brings it back."
        ));
    }
    if at_remote {
        text.push_str(&format!(
            " {REMOTE} still has the branch; `git push {REMOTE} --delete {branch}` removes it there."
        ));
    }
    text
}
