//! `code_find_file` and `code_list_files`.

use gateway_runtime::embedded::{CallContext, ToolFailure};
use globset::{GlobBuilder, GlobMatcher};
use serde::{Deserialize, Serialize};

use super::walk::{self, Found};
use super::{place, top, yes};
use crate::answer::{Answer, arguments, both, fail, filled};
use crate::sandbox::{Root, relative};

/// Files that are named in one answer; the rest is only counted.
const NAMED: usize = 1_000;

/// A glob on names, or on whole paths where it has a `/` in it.
pub(super) struct Pattern {
    glob: GlobMatcher,
    whole: bool,
}

impl Pattern {
    pub(super) fn new(argument: &str, pattern: &str) -> Result<Self, ToolFailure> {
        let pattern = relative(argument, filled(argument, pattern, 1_000)?)?;
        match GlobBuilder::new(&pattern).literal_separator(true).build() {
            Ok(glob) => Ok(Self { glob: glob.compile_matcher(), whole: pattern.contains('/') }),
            Err(error) => fail(format!(
                "{argument}: {pattern:?} is not a glob: {}; write `*`, `?`, `**/`, `[ab]` or `{{a,b}}`, and a bracket \
                 that is meant as such as `[[]`",
                error.kind()
            )),
        }
    }

    /// `folder` is what a whole path is relative to.
    pub(super) fn matches(&self, folder: &str, file: &Found) -> bool {
        let path = match folder {
            "." => Some(file.path.as_str()),
            folder => file.path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
        };
        if self.whole {
            path.is_some_and(|path| self.glob.is_match(path))
        } else {
            self.glob.is_match(file.name())
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindFile {
    name_pattern: String,
    #[serde(default = "top")]
    directory: String,
}

pub(super) fn code_find_file(root: &Root, text: &str, context: &CallContext) -> Answer {
    let FindFile { name_pattern, directory } = arguments(text)?;
    let pattern = Pattern::new("name_pattern", &name_pattern)?;
    listing(root, (&directory, true), (&name_pattern, &pattern), context)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFiles {
    #[serde(default = "top")]
    directory: String,
    #[serde(default = "any")]
    pattern: String,
    #[serde(default = "yes")]
    recursive: bool,
}

fn any() -> String {
    "*".to_owned()
}

pub(super) fn code_list_files(root: &Root, text: &str, context: &CallContext) -> Answer {
    let ListFiles { directory, pattern, recursive } = arguments(text)?;
    let glob = Pattern::new("pattern", &pattern)?;
    listing(root, (&directory, recursive), (&pattern, &glob), context)
}

#[derive(Serialize)]
struct Named {
    path: String,
    size: u64,
}

#[derive(Serialize)]
struct Listing<'a> {
    directory: String,
    pattern: &'a str,
    /// All that match, also those that are not named.
    count: usize,
    truncated: bool,
    files: Vec<Named>,
}

fn listing(
    root: &Root,
    (directory, recursive): (&str, bool),
    (shown, pattern): (&str, &Pattern),
    context: &CallContext,
) -> Answer {
    let directory = place::folder(&root.dir()?, "directory", directory)?;
    let (mut files, mut count) = (Vec::new(), 0);
    for file in walk::files(root, &directory, recursive) {
        if context.is_cancelled() {
            return fail("cancelled while looking for files");
        }
        if pattern.matches(&directory, &file) {
            count += 1;
            if files.len() < NAMED {
                files.push(Named { path: file.path, size: file.size });
            }
        }
    }
    let listing = Listing { directory, pattern: shown, count, truncated: count > files.len(), files };
    both(listing.shown(), &listing)
}

impl Listing<'_> {
    fn shown(&self) -> String {
        let Self { directory, pattern, count, files, .. } = self;
        let place = if directory == "." { "the project root" } else { directory };
        let mut text = match count {
            0 => {
                format!("No file below {place} matches {pattern}. Files that .gitignore names are left out.")
            }
            1 => format!("1 file below {place} matches {pattern}:"),
            count => format!("{count} files below {place} match {pattern}:"),
        };
        for Named { path, size } in files {
            text.push_str(&format!("\n{path} ({size} bytes)"));
        }
        if self.truncated {
            text.push_str(&format!("\nOnly the first {NAMED} are named; give a narrower pattern or folder."));
        }
        text
    }
}
