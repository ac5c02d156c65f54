//! What the project wrote down lately: documents that changed in the last days.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Serialize;

use crate::answer::{Doing, shortened};
use crate::document::{heading, is_rule, lines};
use crate::git_workflow::changed_since;
use crate::sandbox::Root;
use crate::text::{self, Limit};

/// Where they lie, and what those of each folder are called together.
pub(super) const FOLDERS: [(&str, &str); 4] =
    [("00_CHRONICLE", "Chronicle"), ("01_PROTOCOLS", "Protocols"), ("ADRs", "Decisions"), ("TASKS", "Tasks")];
/// More than anybody reads; the others are counted.
const MOST: usize = 200;
const EXCERPT: usize = 1_000;
const LIMIT: Limit = Limit { bytes: 1024 * 1024, remedy: "it is left out" };
const DAY: Duration = Duration::from_secs(86_400);

/// How it is known what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Basis {
    Git,
    FileTimes,
}

/// What changed, in order of path.
#[derive(Debug)]
pub(super) struct Changes {
    pub(super) basis: Basis,
    pub(super) documents: Vec<Excerpt>,
    /// Documents beyond those, and such as could not be read.
    pub(super) omitted: usize,
}

/// How a document begins.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) opening: String,
}

impl Changes {
    pub(super) fn gather(root: &Root, days: i64, context: &CallContext) -> Result<Self, ToolFailure> {
        let dir = root.dir()?;
        let folders = FOLDERS.map(|(folder, _)| folder);
        let (basis, mut paths) = match changed_since(root.path(), days, &folders, context)? {
            Some(changed) => (Basis::Git, changed),
            None => (Basis::FileTimes, by_time(&dir, days)?),
        };
        paths.retain(|path| is_document(path) && dir.is_file(path));
        let documents: Vec<_> =
            paths.iter().take(MOST).filter_map(|path| Excerpt::read(&dir, path).ok()).collect();
        Ok(Self { basis, omitted: paths.len() - documents.len(), documents })
    }
}

fn is_document(path: &str) -> bool {
    path.ends_with(".md") && !path.split('/').any(|part| part.starts_with('.'))
}

fn by_time(dir: &Dir, days: i64) -> Result<BTreeSet<String>, ToolFailure> {
    let window = DAY.saturating_mul(u32::try_from(days).unwrap_or(u32::MAX));
    let since = SystemTime::now().checked_sub(window).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut paths = BTreeSet::new();
    for (folder, _) in FOLDERS.into_iter().filter(|(folder, _)| dir.is_dir(folder)) {
        walk(&dir.open_dir(folder).doing(folder)?, folder, since, &mut paths).doing(folder)?;
    }
    Ok(paths)
}

/// Symbolic links are not followed.
fn walk(dir: &Dir, prefix: &str, since: SystemTime, paths: &mut BTreeSet<String>) -> std::io::Result<()> {
    for entry in dir.entries()? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{prefix}/{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.open_dir()?, &path, since, paths)?;
        } else if kind.is_file() && entry.metadata()?.modified()?.into_std() >= since {
            paths.insert(path);
        }
    }
    Ok(())
}

impl Excerpt {
    fn read(dir: &Dir, path: &str) -> Result<Self, ToolFailure> {
        Ok(Self::of(path, &text::read(dir, "document", path, LIMIT)?))
    }

    /// The title, and the first text below the head, without headings and fields.
    pub(super) fn of(path: &str, text: &str) -> Self {
        let lines = lines(text, 0);
        let title = lines.iter().filter(|line| !line.fenced).find_map(|line| heading(line.text));
        let name = path.rsplit('/').next().unwrap_or(path);
        let title = title.map_or(name.strip_suffix(".md").unwrap_or(name), |(_, title)| title).to_owned();
        let below = lines.iter().position(|line| is_rule(line.text)).map_or(0, |at| at + 1);
        let mut opening = String::new();
        for line in &lines[below..] {
            let line = line.text.trim();
            if line.is_empty() || heading(line).is_some() || line.starts_with("**") || is_rule(line) {
                continue;
            }
            opening.push_str(if opening.is_empty() { "" } else { " " });
            opening.push_str(line);
            if opening.len() > EXCERPT {
                break;
            }
        }
        Self { path: path.to_owned(), title, opening: shortened(&opening, EXCERPT) }
    }

    /// For a list.
    pub(super) fn line(&self) -> String {
        let colon = if self.opening.is_empty() { "" } else { ": " };
        format!("- **{}** ({}){colon}{}", self.title, self.path, shortened(&self.opening, EXCERPT / 3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_the_title_and_the_text_below_the_head() {
        let table = [
            ("# Roofs\n\n**Status:** open\n\n---\n\n## Why\n\nRain.\n- Tiles\n", "Roofs", "Rain. - Tiles"),
            ("Just text.\n", "a", "Just text."),
            ("", "a", ""),
        ];
        for (text, title, opening) in table {
            let excerpt = Excerpt::of("docs/a.md", text);
            assert_eq!((excerpt.title.as_str(), excerpt.opening.as_str()), (title, opening));
        }
        let long = Excerpt::of("a.md", &"word ".repeat(1_000));
        assert!(long.opening.chars().count() <= EXCERPT + 1);
    }
}
