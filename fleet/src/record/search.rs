//! Search over the documents of one series.

use gateway_runtime::embedded::CallContext;
use serde::{Deserialize, Serialize};

use super::{Record, all, counted, counted_data};
use crate::answer::{Answer, arguments, both, filled, shortened};
use crate::document::Document;
use crate::store::Store;

const LONGEST_QUERY: usize = 10_000;
const MOST_FOUND: usize = 50;
const MOST_LINES: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    query: String,
}

#[derive(Serialize)]
struct Hit<R> {
    #[serde(flatten)]
    record: R,
    /// Lines in which a word of the query stands.
    matches: Vec<String>,
    #[serde(skip)]
    rank: usize,
}

/// A document is found if the query stands in it as it is, or if all of its words do, in any letter case. The count is
/// that of all that were found; the data may hold fewer.
pub(crate) fn search<R: Record>(store: &Store, text: &str, _: &CallContext) -> Answer {
    let Search { query } = arguments(text)?;
    let query = filled("query", &query, LONGEST_QUERY)?.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let found = all::<R>(store)?;
    let mut hits: Vec<_> = found.into_iter().filter_map(|found| hit(found, &query, &words)).collect();
    hits.sort_by_key(|hit| (hit.rank, hit.record.number()));
    let count = hits.len();
    hits.truncate(MOST_FOUND);
    both(report(&hits, count), &counted_data::<R>(count, &hits)?)
}

/// The whole query in the title ranks before the whole query in the text, and that before its single words.
fn hit<R: Record>((record, document): (R, Document), query: &str, words: &[&str]) -> Option<Hit<R>> {
    let text = document.text().to_lowercase();
    let title = record.title().to_lowercase();
    let rank = if title.contains(query) {
        0
    } else if text.contains(query) {
        1
    } else if words.iter().all(|word| text.contains(word) || title.contains(word)) {
        2
    } else {
        return None;
    };
    let whole = rank < 2 && text.contains(query);
    let stands = |line: &str| {
        let line = line.to_lowercase();
        if whole { line.contains(query) } else { words.iter().any(|word| line.contains(word)) }
    };
    let lines = document.text().lines().map(str::trim).filter(|line| stands(line));
    let matches = lines.take(MOST_LINES).map(|line| shortened(line, 200)).collect();
    Some(Hit { record, matches, rank })
}

fn report<R: Record>(hits: &[Hit<R>], count: usize) -> String {
    let mut text = match count {
        0 => format!("No {} has these words.", R::NOUNS.0),
        count => counted::<R>(count),
    };
    for hit in hits {
        text.push_str(&format!("\n{}", hit.record.line()));
        for line in &hit.matches {
            text.push_str(&format!("\n    {line}"));
        }
    }
    if count > hits.len() {
        text.push_str(&format!("\n… and {} more; give more words to narrow the search", count - hits.len()));
    }
    text
}
