//! `code_analyze`: lines, functions, types and branches of source files.

mod figures;
mod language;
mod marks;
#[cfg(test)]
mod tests;

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::{place, walk};
use crate::answer::{Answer, arguments, both, fail};
use crate::sandbox::{Root, cannot_open};
use crate::text::{self, Limit};
use figures::Figures;
pub(super) use language::Language;

/// Files that are named in one answer; the others are only in the sums.
const NAMED: usize = 200;
/// Files in the text; the data has more.
const SHOWN: usize = 20;

const LIMIT: Limit = Limit { bytes: 10 * 1024 * 1024, remedy: "source code is not that large" };

/// Said with every answer, so that nobody takes the figures for more than they are.
const METHOD: &str = "Counted from words and marks outside comments and text literals, without parsing. A branch is an if, a \
                      loop, a case or match arm, a catch, or a joined condition; complexity is branches plus functions.";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Analyze {
    path: String,
}

#[derive(Serialize)]
struct Analyzed {
    path: String,
    language: &'static str,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct OfLanguage {
    language: &'static str,
    files: usize,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Default, Serialize)]
struct Analysis {
    path: String,
    /// Files that were counted.
    count: usize,
    /// Files in no language that the counter knows, too large, or binary.
    passed_over: usize,
    total: Figures,
    /// By name.
    languages: Vec<OfLanguage>,
    /// The most complex first.
    files: Vec<Analyzed>,
    truncated: bool,
    method: &'static str,
}

pub(super) fn code_analyze(root: &Root, text: &str, context: &CallContext) -> Answer {
    let Analyze { path } = arguments(text)?;
    let dir = root.dir()?;
    let path = place::readable(&dir, "path", &path)?;
    let metadata = dir.metadata(&path).map_err(|error| cannot_open("path", &path, &error))?;
    let mut analysis = Analysis { path: path.clone(), method: METHOD, ..Analysis::default() };
    if metadata.is_dir() {
        analysis.folder(root, &dir, context)?;
    } else {
        analysis.add(file(&dir, &path)?);
    }
    analysis.finish();
    both(analysis.shown(), &analysis)
}

fn file(dir: &Dir, path: &str) -> Result<Analyzed, ToolFailure> {
    let Some(language) = Language::of(path) else {
        return fail(format!(
            "path: the language of {path:?} is not known; these are counted: {}",
            language::names()
        ));
    };
    let content = text::read(dir, "path", path, LIMIT)?;
    Ok(Analyzed { path: path.to_owned(), language: language.name, figures: Figures::of(&content, language) })
}

impl Analysis {
    fn folder(&mut self, root: &Root, dir: &Dir, context: &CallContext) -> Result<(), ToolFailure> {
        for found in walk::files(root, &self.path.clone(), true) {
            if context.is_cancelled() {
                return fail("cancelled while counting");
            }
            match file(dir, &found.path) {
                Ok(analyzed) => self.add(analyzed),
                Err(_) => self.passed_over += 1,
            }
        }
        Ok(())
    }

    fn add(&mut self, analyzed: Analyzed) {
        self.count += 1;
        self.total += analyzed.figures;
        let language = self.language(analyzed.language);
        language.files += 1;
        language.figures += analyzed.figures;
        self.files.push(analyzed);
    }

    fn language(&mut self, language: &'static str) -> &mut OfLanguage {
        let at =
            self.languages.binary_search_by_key(&language, |known| known.language).unwrap_or_else(|at| {
                self.languages.insert(at, OfLanguage { language, files: 0, figures: Figures::default() });
                at
            });
        &mut self.languages[at]
    }

    fn finish(&mut self) {
        self.files.sort_by(|a, b| {
            b.figures.complexity.cmp(&a.figures.complexity).then_with(|| a.path.cmp(&b.path))
        });
        self.truncated = self.files.len() > NAMED;
        self.files.truncate(NAMED);
    }

    fn shown(&self) -> String {
        let Self { path, count, passed_over, .. } = self;
        if *count == 0 {
            return format!(
                "No source file below {path}; these languages are counted: {}.",
                language::names()
            );
        }
        let mut text = match self.files.as_slice() {
            [only] => format!("{} ({}): {}", only.path, only.language, line(&only.figures)),
            _ => self.tables(),
        };
        if *passed_over > 0 {
            text.push_str(&format!("\n\n{passed_over} other files were passed over."));
        }
        format!("{text}\n\n{METHOD}")
    }

    /// The sum, one line a language, one line a file.
    fn tables(&self) -> String {
        let mut text = format!("{} files in {}: {}", self.count, self.path, line(&self.total));
        for OfLanguage { language, files, figures } in &self.languages {
            text.push_str(&format!("\n{language} (files: {files}): {}", line(figures)));
        }
        text.push_str("\n\nThe most complex files:");
        for Analyzed { path, figures, .. } in self.files.iter().take(SHOWN) {
            text.push_str(&format!("\n{path}: {}", line(figures)));
        }
        text
    }
}

fn line(figures: &Figures) -> String {
    let Figures { lines, code, comments, blank, functions, types, branches, complexity } = figures;
    format!(
        "{lines} lines ({code} code, {comments} comment, {blank} blank), {functions} functions, {types} types, \
         {branches} branches, complexity {complexity}"
    )
}
