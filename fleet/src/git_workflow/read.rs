//! `git_diff` and `git_log`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::process::QUICK;
use super::repository::Repository;
use crate::answer::{Answer, arguments, both, fail, in_range};
use crate::sandbox::{Root, relative};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GitDiff {
    #[serde(default)]
    cached: bool,
    #[serde(default)]
    file_path: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GitLog {
    #[serde(default = "ten")]
    max_count: i64,
    #[serde(default)]
    oneline: bool,
}

fn ten() -> i64 {
    10
}

#[derive(Serialize)]
struct Diff<'a> {
    diff: &'a str,
    /// Whether the end of the diff is missing.
    cut: bool,
}

#[derive(Serialize)]
struct Log {
    commits: Vec<Commit>,
}

#[derive(Debug, Serialize)]
struct Commit {
    hash: String,
    author: String,
    date: String,
    subject: String,
    body: String,
}

pub(super) fn git_diff(root: &Root, text: &str, context: &CallContext) -> Answer {
    let GitDiff { cached, file_path } = arguments(text)?;
    let path = file_path.map(|path| relative("file_path", &path)).transpose()?;
    let repository = Repository::open(root, context)?;
    let mut command = vec!["diff", "--no-color", "--no-ext-diff", "--no-textconv"];
    command.extend(cached.then_some("--cached"));
    command.push("--");
    command.extend(path.as_deref());
    let output = repository.git.run(&command, QUICK)?;
    if output.code != Some(0) {
        return fail(format!("git diff failed: {}", output.complaint()));
    }
    if let Some(path) = path.filter(|_| output.stdout.is_empty()) {
        known(&repository, &path)?;
    }
    let facts = Diff { diff: &output.stdout, cut: output.cut };
    let text = match (output.stdout.is_empty(), cached) {
        (true, true) => "Nothing is staged.".to_owned(),
        (true, false) => "No tracked file differs from what is staged.".to_owned(),
        _ if output.cut => format!("{}\n… cut here; name a file_path to see less at once", output.stdout),
        _ => output.stdout.clone(),
    };
    both(text, &facts)
}

/// Git finds no difference in a file that it does not track either, which would pass for good news.
fn known(repository: &Repository<'_>, path: &str) -> Result<(), ToolFailure> {
    if repository.git.ok(&["ls-files", "--", path])?.is_empty() {
        return fail(format!(
            "file_path: {path:?} is nothing that git tracks, so it has no diff; git_get_status shows what is untracked, and \
             git_add stages it"
        ));
    }
    Ok(())
}

pub(super) fn git_log(root: &Root, text: &str, context: &CallContext) -> Answer {
    let GitLog { max_count, oneline } = arguments(text)?;
    in_range("max_count", max_count, 1..=1_000)?;
    let repository = Repository::open(root, context)?;
    if !repository.git.yes(&["rev-parse", "--verify", "--quiet", "HEAD"])? {
        return both("The branch has no commit yet.".to_owned(), &Log { commits: Vec::new() });
    }
    let format = "--format=%h%x00%an%x00%aI%x00%s%x00%b%x00%x1e";
    let text = repository.git.ok(&[
        "log",
        "--no-color",
        "--no-show-signature",
        &format!("-{max_count}"),
        format,
        "--",
    ])?;
    let commits: Vec<_> = text.split('\u{1e}').filter_map(commit).collect();
    let lines: Vec<_> = commits.iter().map(|commit| commit.report(oneline)).collect();
    both(lines.join(if oneline { "\n" } else { "\n\n" }), &Log { commits })
}

fn commit(text: &str) -> Option<Commit> {
    let mut fields = text.trim_start_matches('\n').split('\0').map(|field| field.trim_end().to_owned());
    Some(Commit {
        hash: fields.next().filter(|hash| !hash.is_empty())?,
        author: fields.next()?,
        date: fields.next()?,
        subject: fields.next()?,
        body: fields.next()?,
    })
}

impl Commit {
    fn report(&self, oneline: bool) -> String {
        if oneline {
            return format!("{} {}", self.hash, self.subject);
        }
        let mut text = format!("{} {} {}\n    {}", self.hash, self.date, self.author, self.subject);
        for line in self.body.lines() {
            text.push_str(&format!("\n    {line}"));
        }
        text
    }
}
