//! What the tools ask of a repository.

use gateway_runtime::embedded::{CallContext, ToolFailure};

use super::process::{Git, QUICK};
use super::rules;
use crate::answer::fail;
use crate::sandbox::Root;

/// The remote that features are pushed to and merged at.
pub(super) const REMOTE: &str = "origin";

/// A repository whose top folder is the project root.
#[derive(Clone, Copy)]
pub(super) struct Repository<'a> {
    pub(super) git: Git<'a>,
}

impl<'a> Repository<'a> {
    /// Makes sure that the project root is the top of a repository: in a folder further down, the tools would act on
    /// files outside the root.
    pub(super) fn open(root: &'a Root, context: &'a CallContext) -> Result<Self, ToolFailure> {
        let git = Git { folder: root.path(), context };
        let output = git.run(&["rev-parse", "--is-inside-work-tree", "--show-cdup"], QUICK)?;
        let mut lines = output.stdout.lines();
        match (output.code, lines.next(), lines.next().unwrap_or_default()) {
            (Some(0), Some("true"), "") => Ok(Self { git }),
            (Some(0), Some("true"), _) => fail(
                "the project root is a folder inside a larger git repository; the git tools work only where the \
                 project root is the top of its repository",
            ),
            (Some(0), ..) => fail("the project root has no working tree; the git tools need one"),
            _ => fail(format!(
                "the project root is not a usable git repository (run `git init` there): {}",
                output.complaint()
            )),
        }
    }

    /// The branch that is checked out, also before its first commit; `None` where a commit is checked out directly.
    pub(super) fn branch(&self) -> Result<Option<String>, ToolFailure> {
        let output = self.git.run(&["symbolic-ref", "--quiet", "--short", "HEAD"], QUICK)?;
        Ok((output.code == Some(0)).then(|| output.stdout.trim().to_owned()))
    }

    /// The feature branch that is checked out, for a tool that works on nothing else.
    pub(super) fn feature_branch(&self, tool: &str) -> Result<String, ToolFailure> {
        match self.branch()? {
            Some(branch) if rules::is_feature(&branch) => Ok(branch),
            Some(branch) => Err(rules::not_a_feature(tool, &branch)),
            None => Err(rules::detached(tool)),
        }
    }

    /// Whether a full reference name such as `refs/heads/main` exists.
    pub(super) fn has(&self, reference: &str) -> Result<bool, ToolFailure> {
        self.git.yes(&["show-ref", "--verify", "--quiet", reference])
    }

    /// Whether a remote called [`REMOTE`] is set up.
    pub(super) fn has_remote(&self) -> Result<bool, ToolFailure> {
        self.git.yes(&["config", "--get", &format!("remote.{REMOTE}.url")])
    }

    /// `main`, or `master` where there is no `main`.
    pub(super) fn main_branch(&self) -> Result<&'static str, ToolFailure> {
        for name in rules::PROTECTED {
            if self.has(&format!("refs/heads/{name}"))?
                || self.has(&format!("refs/remotes/{REMOTE}/{name}"))?
            {
                return Ok(name);
            }
        }
        fail(
            "the repository has neither a branch main nor a branch master; make the first commit on main by hand",
        )
    }

    /// The short hash that a reference points to.
    pub(super) fn hash(&self, reference: &str) -> Result<String, ToolFailure> {
        self.git.ok(&[
            "rev-parse",
            "--verify",
            "--short",
            "--end-of-options",
            &format!("{reference}^{{commit}}"),
        ])
    }

    /// Whether all commits of one reference are part of another.
    pub(super) fn contains(&self, whole: &str, part: &str) -> Result<bool, ToolFailure> {
        self.git.yes(&["merge-base", "--is-ancestor", part, whole])
    }

    /// The local feature branches.
    pub(super) fn features(&self) -> Result<Vec<String>, ToolFailure> {
        let names = self.git.ok(&["for-each-ref", "--format=%(refname:short)", "refs/heads/feature"])?;
        Ok(names.lines().map(str::to_owned).collect())
    }
}
