//! The safety rules, and the refusals that explain them.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Serialize;

use super::status::Status;
use crate::answer::{Answer, NoArguments, arguments, both};
use crate::sandbox::Root;

/// Branches that the tools never change.
pub(super) const PROTECTED: [&str; 2] = ["main", "master"];

pub(super) const PREFIX: &str = "feature/task-";

#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Rule {
    name: &'static str,
    rule: &'static str,
}

pub(super) const NEVER_ON_MAIN: Rule = Rule {
    name: "never on main",
    rule: "Nothing is staged, committed or pushed on main or master. Main changes only by merging a reviewed feature branch into origin/main.",
};
pub(super) const FEATURE_BRANCHES: Rule = Rule {
    name: "feature branches",
    rule: "Work happens on branches called feature/task-<id>-<description>, made by git_start_feature.",
};
pub(super) const ONE_AT_A_TIME: Rule = Rule {
    name: "one feature at a time",
    rule: "A new feature starts only when no other feature branch exists; git_finish_feature removes a merged one.",
};
pub(super) const CLEAN_TREE: Rule = Rule {
    name: "clean tree",
    rule: "Starting and finishing a feature need a working tree without staged, modified or untracked files.",
};
pub(super) const WHOLE_COMMITS: Rule = Rule {
    name: "checked commits",
    rule: "A commit needs a message and something staged, and passes the repository's own hooks; they are not skipped.",
};
pub(super) const CAREFUL_FORCE: Rule = Rule {
    name: "careful force",
    rule: "Only the current feature branch is pushed; force uses --force-with-lease, which never overwrites commits that were not seen here.",
};
pub(super) const MERGED_FIRST: Rule = Rule {
    name: "merged first",
    rule: "A feature branch is deleted only when its work is in origin/main after a fetch (in main where there is no remote). force deletes it all the same, and tells the commit by which it can be had back.",
};

const RULES: [Rule; 7] =
    [NEVER_ON_MAIN, FEATURE_BRANCHES, ONE_AT_A_TIME, CLEAN_TREE, WHOLE_COMMITS, CAREFUL_FORCE, MERGED_FIRST];

#[derive(Serialize)]
struct Rules {
    rules: [Rule; 7],
}

pub(super) fn git_get_safety_rules(_: &Root, text: &str, _: &CallContext) -> Answer {
    let NoArguments {} = arguments(text)?;
    let mut text = "The git tools keep these rules and refuse what breaks them:".to_owned();
    for (at, Rule { name, rule }) in RULES.iter().enumerate() {
        text.push_str(&format!("\n{}. {name}: {rule}", at + 1));
    }
    text.push_str(
        "\nThe way of a change: git_start_feature, edit, git_add, git_smart_commit, git_push_feature, review and merge \
         at the remote, git_finish_feature.",
    );
    both(text, &Rules { rules: RULES })
}

/// What was refused, by which rule, and what to do instead.
pub(super) fn refusal(tool: &str, what: &str, rule: Rule, instead: &str) -> ToolFailure {
    ToolFailure::new(format!(
        "{tool} refused: {what}.\nRule \"{}\": {}\nInstead: {instead}",
        rule.name, rule.rule
    ))
}

pub(super) fn is_feature(branch: &str) -> bool {
    branch.strip_prefix(PREFIX).is_some_and(|rest| !rest.is_empty())
}

pub(super) fn not_a_feature(tool: &str, branch: &str) -> ToolFailure {
    let rule = if PROTECTED.contains(&branch) { NEVER_ON_MAIN } else { FEATURE_BRANCHES };
    let what = format!("the current branch is {branch}, which is not a feature branch");
    refusal(tool, &what, rule, "start or switch to a feature branch with git_start_feature.")
}

pub(super) fn detached(tool: &str) -> ToolFailure {
    let what = "a commit is checked out directly, so that new work would belong to no branch";
    refusal(tool, what, FEATURE_BRANCHES, "start or switch to a feature branch with git_start_feature.")
}

pub(super) fn unclean(tool: &str, status: &Status) -> ToolFailure {
    let what = format!("the working tree is not clean ({})", status.counts());
    let instead = format!(
        "commit the changes on their feature branch (git_add, git_smart_commit), or put them aside with `git stash \
         --include-untracked`, then call {tool} again."
    );
    refusal(tool, &what, CLEAN_TREE, &instead)
}
