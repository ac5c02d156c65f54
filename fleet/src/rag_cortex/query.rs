//! `cortex_query`.

use std::collections::HashMap;

use gateway_runtime::embedded::{CallContext, ToolFailure, ToolOutput};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Cortex;
use super::cache::Key;
use super::database::{Explained, generation, no_index};
use super::terms::Terms;
use crate::answer::{Answer, arguments, both, filled, in_range};

pub(super) const LONGEST_QUERY: usize = 10_000;

/// A single document may fill no more than so many places while others have something to say.
const MOST_OF_ONE_DOCUMENT: usize = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CortexQuery {
    query: String,
    #[serde(default = "five")]
    max_results: i64,
    #[serde(default)]
    use_cache: bool,
    #[serde(default)]
    reasoning_mode: bool,
}

fn five() -> i64 {
    5
}

/// How a question is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) max_results: usize,
    /// Any word counts, also by its beginning, and no document may crowd out the others: the widest view of a question.
    pub(super) reasoning: bool,
}

impl Settings {
    pub(super) const USUAL: Self = Self { max_results: 5, reasoning: false };

    /// A name for these settings in the answer cache.
    pub(super) fn name(self) -> String {
        format!("{}{}", if self.reasoning { "wide" } else { "plain" }, self.max_results)
    }
}

/// Which passages were looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Matched {
    AllWords,
    AnyWord,
    AnyWordOrBeginning,
}

#[derive(Debug, Serialize)]
struct Results<'a> {
    query: &'a str,
    /// Whether this came from the answer cache.
    cached: bool,
    matched: Matched,
    count: usize,
    results: Vec<Passage>,
}

#[derive(Debug, Serialize)]
struct Passage {
    path: String,
    title: String,
    heading: String,
    line: i64,
    /// Higher is better; comparable only within one answer.
    score: f64,
    snippet: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Value>,
}

pub(super) fn cortex_query(cortex: &Cortex, text: &str, context: &CallContext) -> Answer {
    let arguments: CortexQuery = arguments(text)?;
    let question = filled("query", &arguments.query, LONGEST_QUERY)?;
    in_range("max_results", arguments.max_results, 1..=100)?;
    let max_results = usize::try_from(arguments.max_results).unwrap_or(1);
    let settings = Settings { max_results, reasoning: arguments.reasoning_mode };
    if !arguments.use_cache {
        return ask(cortex, question, settings).map(|(answer, _)| answer);
    }
    let Some(generation) = cortex.index.if_there(|index| generation(index))? else { return no_index() };
    let key = Key::of(question);
    if let Some(kept) = key.look_up(cortex, context, &generation, Some(&settings.name()))? {
        return kept.into_answer(question);
    }
    let (answer, generation) = ask(cortex, question, settings)?;
    key.keep_results(cortex, context, settings, &generation, &answer)?;
    Ok(answer)
}

/// Asks the index; gives the answer and the generation of the index that it is from.
pub(super) fn ask(
    cortex: &Cortex,
    question: &str,
    settings: Settings,
) -> Result<(ToolOutput, String), ToolFailure> {
    let asked = cortex.index.if_there(|index| {
        // One view of the index from the ranking to the snippets, whatever is ingested meanwhile.
        let view = index.transaction().explained()?;
        Ok((search(&view, question, settings)?, generation(&view)?))
    })?;
    let Some((results, generation)) = asked else { return no_index() };
    Ok((both(report(&results), &results)?, generation))
}

fn search<'a>(index: &Connection, question: &'a str, settings: Settings) -> Result<Results<'a>, ToolFailure> {
    let terms = Terms::of(question);
    let mut found = (Matched::AllWords, Vec::new());
    for (matched, expression) in expressions(&terms, settings) {
        found = (matched, passages(index, &expression, settings)?);
        if !found.1.is_empty() {
            break;
        }
    }
    let (matched, results) = found;
    Ok(Results { query: question, cached: false, matched, count: results.len(), results })
}

/// What to look for, each where the one before finds nothing.
fn expressions(terms: &Terms, settings: Settings) -> Vec<(Matched, String)> {
    match (terms.len(), settings.reasoning) {
        (0, _) => Vec::new(),
        (_, true) => vec![(Matched::AnyWordOrBeginning, terms.any_beginning())],
        (1, false) => vec![(Matched::AllWords, terms.all())],
        (_, false) => vec![(Matched::AllWords, terms.all()), (Matched::AnyWord, terms.any())],
    }
}

fn passages(index: &Connection, expression: &str, settings: Settings) -> Result<Vec<Passage>, ToolFailure> {
    let ranked = ranked(index, expression, settings.max_results * 8)?;
    let chosen = spread(ranked, settings.max_results);
    chosen.into_iter().map(|(row, score)| passage(index, expression, row, score)).collect()
}

struct Ranked {
    row: i64,
    document: i64,
    score: f64,
}

fn ranked(index: &Connection, expression: &str, most: usize) -> Result<Vec<Ranked>, ToolFailure> {
    let query = "SELECT best.rowid, chunks.document, best.rank
        FROM (SELECT rowid, rank FROM passages WHERE passages MATCH ?1 ORDER BY rank LIMIT ?2) AS best
        JOIN chunks ON chunks.id = best.rowid ORDER BY best.rank, best.rowid";
    let mut statement = index.prepare_cached(query).explained()?;
    let rows = statement
        .query_map((expression, i64::try_from(most).unwrap_or(i64::MAX)), |row| {
            Ok(Ranked { row: row.get(0)?, document: row.get(1)?, score: -row.get::<_, f64>(2)? })
        })
        .explained()?;
    rows.collect::<rusqlite::Result<_>>().explained()
}

/// The best passages, at most two of a document; places that stay free go to its further ones.
fn spread(ranked: Vec<Ranked>, most: usize) -> Vec<(i64, f64)> {
    let mut of_document: HashMap<i64, usize> = HashMap::new();
    let (mut chosen, mut further): (Vec<_>, Vec<_>) = ranked.into_iter().partition(|passage| {
        let count = of_document.entry(passage.document).or_default();
        *count += 1;
        *count <= MOST_OF_ONE_DOCUMENT
    });
    chosen.truncate(most);
    further.truncate(most - chosen.len());
    chosen.append(&mut further);
    chosen.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.cmp(&b.row)));
    chosen.into_iter().map(|passage| (passage.row, passage.score)).collect()
}

fn passage(index: &Connection, expression: &str, row: i64, score: f64) -> Result<Passage, ToolFailure> {
    let query = "SELECT documents.path, documents.title, passages.heading, chunks.line,
            snippet(passages, 2, '**', '**', ' … ', 48), documents.metadata
        FROM passages JOIN chunks ON chunks.id = passages.rowid JOIN documents ON documents.id = chunks.document
        WHERE passages MATCH ?1 AND passages.rowid = ?2";
    let mut statement = index.prepare_cached(query).explained()?;
    statement
        .query_row((expression, row), |row| {
            let metadata: Option<String> = row.get(5)?;
            Ok(Passage {
                path: row.get(0)?,
                title: row.get(1)?,
                heading: row.get(2)?,
                line: row.get(3)?,
                score: (score * 1e6).round() / 1e6,
                snippet: row.get::<_, String>(4)?.trim().to_owned(),
                metadata: metadata.and_then(|text| serde_json::from_str(&text).ok()),
            })
        })
        .explained()
}

fn report(results: &Results<'_>) -> String {
    if results.results.is_empty() {
        return format!(
            "No passage has a word of {:?}. Try other words, or reasoning_mode = true.",
            results.query
        );
    }
    let how = match results.matched {
        Matched::AllWords => "with all words",
        Matched::AnyWord => "with some of the words (none has all)",
        Matched::AnyWordOrBeginning => "with some of the words or their beginnings",
    };
    let noun = if results.count == 1 { "passage" } else { "passages" };
    let mut text = format!("{} {noun} {how}:", results.count);
    for (at, passage) in results.results.iter().enumerate() {
        text.push_str(&passage.report(at + 1));
    }
    text
}

impl Passage {
    fn report(&self, place: usize) -> String {
        let Self { path, title, heading, line, score, snippet, .. } = self;
        let heading = if heading.is_empty() { String::new() } else { format!(" > {heading}") };
        let snippet = snippet.replace('\n', "\n   ");
        format!("\n\n{place}. {path}:{line} (score {score:.2})\n   {title}{heading}\n   {snippet}")
    }
}
