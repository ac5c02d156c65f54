//! The answer cache: answers that callers gave, and results of queries as long as the index stays the same.

use std::time::{SystemTime, UNIX_EPOCH};

use gateway_runtime::embedded::{CallContext, ToolFailure, ToolOutput};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Cortex;
use super::database::{Explained, generation, no_index};
use super::ingest::Teller;
use super::query::{LONGEST_QUERY, Settings, ask};
use crate::answer::{Answer, NoArguments, arguments, both, fail, filled};

/// Beyond this the answers that were not used for the longest time go.
const MOST_ANSWERS: i64 = 5_000;
const LONGEST_ANSWER: usize = 200_000;
const MOST_QUESTIONS: usize = 200;

/// Asked by `cortex_cache_warmup` when the caller gives no questions.
const STANDING_QUESTIONS: [&str; 8] = [
    "purpose and mission of the project",
    "architecture overview",
    "current priorities and open tasks",
    "recent architecture decisions",
    "core protocols and doctrine",
    "git workflow and commit rules",
    "how a working session begins and ends",
    "lessons learned and known risks",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CacheGet {
    query: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CacheSet {
    query: String,
    answer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CacheWarmup {
    #[serde(default)]
    genesis_queries: Option<Vec<String>>,
}

/// A question as the cache knows it: letter case and spacing do not matter.
pub(super) struct Key(String);

/// What a query gets in place of results where a caller has given the answer.
#[derive(Serialize)]
struct GivenAnswer<'a> {
    query: &'a str,
    answer: &'a str,
    cached: bool,
}

#[derive(Serialize)]
struct CacheGot<'a> {
    query: &'a str,
    hit: bool,
    answer: Option<&'a str>,
}

#[derive(Serialize)]
struct Stored<'a> {
    query: &'a str,
    stored: bool,
}

/// An answer from the cache.
pub(super) struct Kept {
    answer: String,
    facts: Option<String>,
}

impl Key {
    pub(super) fn of(question: &str) -> Self {
        Self(question.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    }

    /// An answer that a caller gave, or results under those settings (any, if none are named) from the index as it is
    /// now. Counts a hit or a miss.
    pub(super) fn look_up(
        &self,
        cortex: &Cortex,
        context: &CallContext,
        generation: &str,
        variant: Option<&str>,
    ) -> Result<Option<Kept>, ToolFailure> {
        cortex.answers.change(context, false, |answers| {
            let query = "SELECT variant, answer, facts FROM answers
                WHERE question = ?1 AND (variant = '' OR ((?3 IS NULL OR variant = ?3) AND generation = ?2))
                ORDER BY variant LIMIT 1";
            let found = answers
                .query_row(query, (&self.0, generation, variant), |row| {
                    Ok((row.get::<_, String>(0)?, Kept { answer: row.get(1)?, facts: row.get(2)? }))
                })
                .optional()
                .explained()?;
            count(answers, if found.is_some() { "hits" } else { "misses" })?;
            let Some((variant, kept)) = found else { return Ok(None) };
            let used = "UPDATE answers SET used = ?3 WHERE question = ?1 AND variant = ?2";
            answers.execute(used, (&self.0, variant, now())).explained()?;
            Ok(Some(kept))
        })
    }

    /// Keeps the results of a query.
    pub(super) fn keep_results(
        &self,
        cortex: &Cortex,
        context: &CallContext,
        settings: Settings,
        generation: &str,
        answer: &ToolOutput,
    ) -> Result<(), ToolFailure> {
        let facts = answer.structured.as_ref().map(Value::to_string);
        self.put(cortex, context, (&settings.name(), &answer.text, facts.as_deref(), Some(generation)))
    }

    fn put(
        &self,
        cortex: &Cortex,
        context: &CallContext,
        (variant, answer, facts, generation): (&str, &str, Option<&str>, Option<&str>),
    ) -> Result<(), ToolFailure> {
        cortex.answers.change(context, false, |answers| {
            let put = "INSERT OR REPLACE INTO answers VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
            answers.execute(put, (&self.0, variant, answer, facts, generation, now())).explained()?;
            let oldest =
                "DELETE FROM answers WHERE (question, variant) IN (SELECT question, variant FROM answers
                ORDER BY used LIMIT max(0, (SELECT count(*) FROM answers) - ?1))";
            answers.execute(oldest, [MOST_ANSWERS]).explained()?;
            Ok(())
        })
    }
}

impl Kept {
    /// The answer to a query that it is kept for.
    pub(super) fn into_answer(self, question: &str) -> Answer {
        let facts = self.facts.as_deref().and_then(|facts| serde_json::from_str(facts).ok());
        let text = format!("{}\n\n(from the answer cache)", self.answer);
        let Some(mut facts): Option<Value> = facts else {
            return both(text, &GivenAnswer { query: question, answer: &self.answer, cached: true });
        };
        facts["cached"] = Value::Bool(true);
        Ok(ToolOutput { text, structured: Some(facts) })
    }
}

fn count(answers: &Connection, name: &str) -> Result<(), ToolFailure> {
    let add = "INSERT INTO counters VALUES(?1, 1) ON CONFLICT(name) DO UPDATE SET value = value + 1";
    answers.prepare_cached(add).explained()?.execute([name]).explained()?;
    Ok(())
}

/// Milliseconds since 1970.
fn now() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
}

pub(super) fn cortex_cache_get(cortex: &Cortex, text: &str, context: &CallContext) -> Answer {
    let CacheGet { query } = arguments(text)?;
    let question = filled("query", &query, LONGEST_QUERY)?;
    let generation = cortex.index.if_there(|index| generation(index))?.unwrap_or_default();
    let kept = Key::of(question).look_up(cortex, context, &generation, None)?;
    let answer = kept.as_ref().map(|kept| kept.answer.as_str());
    let text = answer.map_or_else(
        || format!("The answer cache has nothing for {question:?}. cortex_query finds passages for it."),
        str::to_owned,
    );
    both(text, &CacheGot { query: question, hit: answer.is_some(), answer })
}

pub(super) fn cortex_cache_set(cortex: &Cortex, text: &str, context: &CallContext) -> Answer {
    let CacheSet { query, answer } = arguments(text)?;
    let question = filled("query", &query, LONGEST_QUERY)?;
    let answer = filled("answer", &answer, LONGEST_ANSWER)?;
    Key::of(question).put(cortex, context, ("", answer, None, None))?;
    both(format!("Kept the answer to {question:?}."), &Stored { query: question, stored: true })
}

#[derive(Serialize)]
struct Warmed {
    warmed: usize,
    /// Questions whose answers were in the cache already.
    fresh: usize,
    /// Questions that no passage answers; they are not kept.
    unanswered: Vec<String>,
}

pub(super) fn cortex_cache_warmup(cortex: &Cortex, text: &str, context: &CallContext) -> Answer {
    let CacheWarmup { genesis_queries } = arguments(text)?;
    let questions = questions(genesis_queries)?;
    let mut done = Warmed { warmed: 0, fresh: 0, unanswered: Vec::new() };
    let mut teller = Teller::new(questions.len(), context);
    for (at, question) in questions.iter().enumerate() {
        if context.is_cancelled() {
            return fail(format!(
                "cancelled after {at} of {} questions; their answers are kept",
                questions.len()
            ));
        }
        warm(cortex, context, question, &mut done)?;
        teller.tell(at + 1, question);
    }
    let Warmed { warmed, fresh, unanswered } = &done;
    let mut text = format!("Kept answers to {warmed} questions; {fresh} were there already.");
    if !unanswered.is_empty() {
        text.push_str(&format!(" No passage answers: {}.", unanswered.join("; ")));
    }
    both(text, &done)
}

fn questions(given: Option<Vec<String>>) -> Result<Vec<String>, ToolFailure> {
    let Some(given) = given else { return Ok(STANDING_QUESTIONS.map(str::to_owned).to_vec()) };
    if given.is_empty() || given.len() > MOST_QUESTIONS {
        return fail(format!(
            "genesis_queries: must have from 1 to {MOST_QUESTIONS} questions, or be left out"
        ));
    }
    for (at, question) in given.iter().enumerate() {
        filled(&format!("genesis_queries[{at}]"), question, LONGEST_QUERY)?;
    }
    Ok(given)
}

fn warm(
    cortex: &Cortex,
    context: &CallContext,
    question: &str,
    done: &mut Warmed,
) -> Result<(), ToolFailure> {
    let question = question.trim();
    let key = Key::of(question);
    let Some(generation) = cortex.index.if_there(|index| generation(index))? else { return no_index() };
    if key.is_kept(cortex, &generation)? {
        done.fresh += 1;
        return Ok(());
    }
    let (answer, generation) = ask(cortex, question, Settings::USUAL)?;
    if answer.structured.as_ref().is_some_and(|facts| facts["count"] == 0) {
        done.unanswered.push(question.to_owned());
        return Ok(());
    }
    key.keep_results(cortex, context, Settings::USUAL, &generation, &answer)?;
    done.warmed += 1;
    Ok(())
}

impl Key {
    /// As [`Self::look_up`], but counts nothing.
    fn is_kept(&self, cortex: &Cortex, generation: &str) -> Result<bool, ToolFailure> {
        let kept = cortex.answers.if_there(|answers| {
            let query = "SELECT 1 FROM answers
                WHERE question = ?1 AND (variant = '' OR (variant = ?3 AND generation = ?2))";
            let usual = Settings::USUAL.name();
            answers.prepare_cached(query).explained()?.exists((&self.0, generation, usual)).explained()
        })?;
        Ok(kept.unwrap_or(false))
    }
}

/// Counts of the answer cache since it was made.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct CacheStats {
    pub(super) entries: i64,
    pub(super) hits: i64,
    pub(super) misses: i64,
    bytes: i64,
}

impl CacheStats {
    pub(super) fn read(cortex: &Cortex) -> Result<Self, ToolFailure> {
        let stats = cortex.answers.if_there(|answers| {
            let counter = |name: &str| {
                let query = "SELECT coalesce((SELECT value FROM counters WHERE name = ?1), 0)";
                answers.query_row(query, [name], |row| row.get(0)).explained()
            };
            let query = "SELECT count(*), coalesce(sum(length(answer) + length(coalesce(facts, ''))), 0) FROM answers";
            let (entries, bytes) = answers.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?))).explained()?;
            Ok(Self { entries, hits: counter("hits")?, misses: counter("misses")?, bytes })
        })?;
        Ok(stats.unwrap_or_default())
    }
}

pub(super) fn cortex_cache_stats(cortex: &Cortex, text: &str, _: &CallContext) -> Answer {
    let NoArguments {} = arguments(text)?;
    let stats = CacheStats::read(cortex)?;
    let CacheStats { entries, hits, misses, bytes } = stats;
    let asked = (hits + misses).max(1);
    let text = format!(
        "{entries} answers ({bytes} characters); {hits} hits, {misses} misses ({}% hits).",
        hits * 100 / asked
    );
    both(text, &stats)
}
