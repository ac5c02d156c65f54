//! `git_get_status`, and the state of the working tree that other tools ask for.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Serialize;

use super::repository::Repository;
use crate::answer::{Answer, NoArguments, arguments, both};
use crate::sandbox::Root;

const MOST_LISTED: usize = 100;

/// The state of the working tree.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Status {
    /// `None` where a commit is checked out directly.
    branch: Option<String>,
    upstream: Option<String>,
    ahead: u64,
    behind: u64,
    staged: Vec<String>,
    modified: Vec<String>,
    untracked: Vec<String>,
    conflicted: Vec<String>,
    clean: bool,
    /// Only where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    feature_branches: Option<Vec<String>>,
}

pub(super) fn git_get_status(root: &Root, text: &str, context: &CallContext) -> Answer {
    let NoArguments {} = arguments(text)?;
    let repository = Repository::open(root, context)?;
    let mut status = Status::of(&repository)?;
    status.feature_branches = Some(repository.features()?);
    both(status.report(), &status)
}

impl Status {
    /// Untracked folders count as one.
    pub(super) fn of(repository: &Repository<'_>) -> Result<Self, ToolFailure> {
        let text =
            repository.git.ok(&["status", "--porcelain=v2", "--branch", "--untracked-files=normal", "-z"])?;
        Ok(Self::parse(&text))
    }

    pub(super) fn is_clean(&self) -> bool {
        self.clean
    }

    pub(super) fn staged(&self) -> &[String] {
        &self.staged
    }

    pub(super) fn into_staged(self) -> Vec<String> {
        self.staged
    }

    /// `2 staged, 1 untracked`.
    pub(super) fn counts(&self) -> String {
        let groups = self.groups().into_iter().filter(|(_, files)| !files.is_empty());
        let counts: Vec<_> = groups.map(|(name, files)| format!("{} {name}", files.len())).collect();
        counts.join(", ")
    }

    fn groups(&self) -> [(&'static str, &[String]); 4] {
        [
            ("conflicted", &self.conflicted),
            ("staged", &self.staged),
            ("modified", &self.modified),
            ("untracked", &self.untracked),
        ]
    }

    /// Git's second machine-readable form, its entries ended by NUL.
    fn parse(text: &str) -> Self {
        let mut status = Self::default();
        let mut entries = text.split('\0');
        while let Some(entry) = entries.next() {
            match entry.split_once(' ') {
                Some(("#", header)) => status.header(header),
                Some(("?", path)) => status.untracked.push(path.to_owned()),
                Some(("1", rest)) => status.change(rest, 7, None),
                Some(("2", rest)) => status.change(rest, 8, entries.next()),
                Some(("u", rest)) => status.conflicted.extend(rest.splitn(10, ' ').nth(9).map(str::to_owned)),
                _ => {}
            }
        }
        status.clean = status.groups().iter().all(|(_, files)| files.is_empty());
        status
    }

    fn header(&mut self, header: &str) {
        match header.split_once(' ') {
            Some(("branch.head", "(detached)")) => {}
            Some(("branch.head", branch)) => self.branch = Some(branch.to_owned()),
            Some(("branch.upstream", upstream)) => self.upstream = Some(upstream.to_owned()),
            Some(("branch.ab", counts)) => {
                let mut numbers =
                    counts.split(' ').map(|n| n.trim_start_matches(['+', '-']).parse().unwrap_or(0));
                self.ahead = numbers.next().unwrap_or(0);
                self.behind = numbers.next().unwrap_or(0);
            }
            _ => {}
        }
    }

    /// `XY …path`: X is the state of what is staged, Y that of the working tree, a dot meaning unchanged.
    fn change(&mut self, rest: &str, fields: usize, renamed_from: Option<&str>) {
        let Some(path) = rest.splitn(fields + 1, ' ').nth(fields) else { return };
        let path = renamed_from.map_or_else(|| path.to_owned(), |old| format!("{old} -> {path}"));
        let mut states = rest.chars();
        if states.next().is_some_and(|staged| staged != '.') {
            self.staged.push(path.clone());
        }
        if states.next().is_some_and(|working| working != '.') {
            self.modified.push(path);
        }
    }

    fn report(&self) -> String {
        let mut text = match &self.branch {
            Some(branch) => format!("On branch {branch}"),
            None => "On no branch: a commit is checked out directly".to_owned(),
        };
        if let Some(upstream) = &self.upstream {
            text.push_str(&format!(" ({} ahead of {upstream}, {} behind)", self.ahead, self.behind));
        }
        if self.clean {
            text.push_str("\nThe working tree is clean.");
        }
        for (name, files) in self.groups() {
            text.push_str(&listed(name, files));
        }
        text.push_str(&listed("feature branches", self.feature_branches.as_deref().unwrap_or_default()));
        text
    }
}

fn listed(name: &str, files: &[String]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{name} ({}):", files.len());
    for file in files.iter().take(MOST_LISTED) {
        text.push_str(&format!("\n  {file}"));
    }
    if files.len() > MOST_LISTED {
        text.push_str(&format!("\n  … and {} more", files.len() - MOST_LISTED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gits_form_is_understood() {
        let text = "# branch.oid abc\0# branch.head main\0# branch.upstream origin/main\0# branch.ab +2 -1\0\
                    1 M. N... 100644 100644 100644 a b with space.md\0\
                    1 .M N... 100644 100644 100644 a b c.md\0\
                    1 AM N... 100644 100644 100644 a b d.md\0\
                    2 R. N... 100644 100644 100644 a b R100 new.md\0old.md\0\
                    u UU N... 100644 100644 100644 100644 a b c both.md\0\
                    ? new folder/\0";
        let status = Status::parse(text);
        assert_eq!(status.branch.as_deref(), Some("main"));
        assert_eq!((status.ahead, status.behind), (2, 1));
        assert_eq!(status.staged, ["with space.md", "d.md", "old.md -> new.md"]);
        assert_eq!(status.modified, ["c.md", "d.md"]);
        assert_eq!(status.conflicted, ["both.md"]);
        assert_eq!(status.untracked, ["new folder/"]);
        assert_eq!(status.counts(), "1 conflicted, 3 staged, 2 modified, 1 untracked");
        assert!(Status::parse("# branch.head (detached)\0").clean);
    }
}
