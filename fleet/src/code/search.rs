//! `code_search_content`.

use std::io;

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use grep_regex::{RegexMatcher, RegexMatcherBuilder};
use grep_searcher::{BinaryDetection, Searcher, SearcherBuilder, Sink, SinkMatch};
use serde::{Deserialize, Serialize};

use super::find::Pattern;
use super::walk::{self, Found};
use crate::answer::{Answer, Doing, arguments, both, fail, shortened};
use crate::sandbox::Root;

/// Lines in one answer; the search ends there.
const LINES: usize = 500;
/// Characters that are shown of a line.
const SHOWN: usize = 300;
/// Bytes that one line may take in memory; a file with a longer one is passed over.
const LONGEST: usize = 16 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchContent {
    query: String,
    #[serde(default = "python")]
    file_pattern: String,
    #[serde(default)]
    case_sensitive: bool,
}

fn python() -> String {
    "*.py".to_owned()
}

#[derive(Serialize)]
struct Hit {
    path: String,
    line: u64,
    text: String,
}

#[derive(Serialize)]
struct Hits<'a> {
    query: &'a str,
    file_pattern: &'a str,
    case_sensitive: bool,
    files_searched: usize,
    /// Binary files and files that could not be read.
    files_passed_over: usize,
    count: usize,
    truncated: bool,
    matches: Vec<Hit>,
}

pub(super) fn code_search_content(root: &Root, text: &str, context: &CallContext) -> Answer {
    let SearchContent { query, file_pattern, case_sensitive } = arguments(text)?;
    let pattern = Pattern::new("file_pattern", &file_pattern)?;
    let mut search = Search::new(root.dir()?, matcher(&query, case_sensitive)?);
    for file in walk::files(root, ".", true).filter(|file| pattern.matches(".", file)) {
        if context.is_cancelled() {
            return fail("cancelled while searching");
        }
        search.file(&file);
        if search.full() {
            break;
        }
    }
    let hits = search.hits((&query, &file_pattern, case_sensitive));
    both(hits.shown(), &hits)
}

/// The text itself is looked for, not a pattern.
fn matcher(query: &str, case_sensitive: bool) -> Result<RegexMatcher, ToolFailure> {
    if query.is_empty() || query.chars().count() > 10_000 {
        return fail("query: must have from 1 to 10000 characters");
    }
    if query.contains(['\n', '\r', '\0']) {
        return fail("query: must be text within one line; look for one of its lines");
    }
    RegexMatcherBuilder::new()
        .fixed_strings(true)
        .case_insensitive(!case_sensitive)
        .line_terminator(Some(b'\n'))
        .build(query)
        .doing("query: cannot be searched for")
}

struct Search {
    dir: Dir,
    matcher: RegexMatcher,
    searcher: Searcher,
    matches: Vec<Hit>,
    searched: usize,
    passed_over: usize,
}

impl Search {
    fn new(dir: Dir, matcher: RegexMatcher) -> Self {
        let searcher = SearcherBuilder::new()
            .line_number(true)
            .binary_detection(BinaryDetection::quit(0))
            .heap_limit(Some(LONGEST))
            .build();
        Self { dir, matcher, searcher, matches: Vec::new(), searched: 0, passed_over: 0 }
    }

    fn full(&self) -> bool {
        self.matches.len() > LINES
    }

    /// Opened below the handle of the root, so that a link put in its place meanwhile does not lead out.
    fn file(&mut self, file: &Found) {
        let before = self.matches.len();
        let mut sink = Lines { path: &file.path, matches: &mut self.matches, binary: false };
        let done = self
            .dir
            .open(&file.path)
            .and_then(|handle| self.searcher.search_file(&self.matcher, &handle.into_std(), &mut sink));
        if done.is_err() || sink.binary {
            self.matches.truncate(before);
            self.passed_over += 1;
        } else {
            self.searched += 1;
        }
    }

    fn hits<'a>(self, (query, file_pattern, case_sensitive): (&'a str, &'a str, bool)) -> Hits<'a> {
        let truncated = self.full();
        let mut matches = self.matches;
        matches.truncate(LINES);
        Hits {
            query,
            file_pattern,
            case_sensitive,
            files_searched: self.searched,
            files_passed_over: self.passed_over,
            count: matches.len(),
            truncated,
            matches,
        }
    }
}

/// Takes the lines of one file.
struct Lines<'a> {
    path: &'a str,
    matches: &'a mut Vec<Hit>,
    binary: bool,
}

impl Sink for Lines<'_> {
    type Error = io::Error;

    fn matched(&mut self, _: &Searcher, found: &SinkMatch<'_>) -> io::Result<bool> {
        self.matches.push(Hit {
            path: self.path.to_owned(),
            line: found.line_number().unwrap_or(0),
            text: shortened(String::from_utf8_lossy(found.bytes()).trim_end(), SHOWN),
        });
        Ok(self.matches.len() <= LINES)
    }

    fn binary_data(&mut self, _: &Searcher, _: u64) -> io::Result<bool> {
        self.binary = true;
        Ok(false)
    }
}

impl Hits<'_> {
    fn shown(&self) -> String {
        let Self { query, file_pattern, count, files_searched, .. } = self;
        let mut text = match count {
            0 => {
                format!("No line contains {query:?} in the {files_searched} files that match {file_pattern}.")
            }
            1 => format!("1 line contains {query:?} ({files_searched} files searched):"),
            count => format!("{count} lines contain {query:?} ({files_searched} files searched):"),
        };
        for Hit { path, line, text: shown } in &self.matches {
            text.push_str(&format!("\n{path}:{line}: {shown}"));
        }
        if self.truncated {
            text.push_str(&format!(
                "\nThere are more; only the first {LINES} are shown. Narrow the query or file_pattern."
            ));
        }
        if self.files_passed_over > 0 {
            text.push_str(&format!(
                "\n{} binary or unreadable files were passed over.",
                self.files_passed_over
            ));
        }
        text
    }
}
