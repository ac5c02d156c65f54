//! Which tools a question means, the best first.

use std::collections::BTreeSet;

use crate::card::read;
use crate::fold::{raw, stem, words};

/// A tool that may be found.
#[derive(Clone, Copy, Debug)]
pub struct Card<'c> {
    /// What the caller knows it by.
    pub at: usize,
    /// Its name, which finds it whatever its words are.
    pub name: &'c str,
    /// What [`card`](crate::card()) wrote down of it.
    pub words: &'c str,
}

/// Words that people use for one another when they look for a tool.
const ALIKE: &[&[&str]] = &[
    &["delete", "remove", "erase"],
    &["find", "search", "look", "query"],
    &["list", "show", "get", "read", "view", "fetch"],
    &["create", "add", "new", "make", "write"],
    &["edit", "update", "change", "modify"],
    &["run", "execute", "start"],
    &["finish", "complete", "close"],
    &["repository", "repo"],
    &["directory", "folder"],
    &["configuration", "config", "settings"],
];

/// How well a word of a card is what was asked for, of 100.
const SAME: u32 = 100;
const BEGINS: u32 = 70;
const NEAR: u32 = 60;
const LIKE: u32 = 45;

/// A word that weighs more, since it stands everywhere, is not better for it.
const HEAVY: u32 = 20;

/// Results that score less than this part of the best are noise.
const NOISE: f64 = 0.2;

/// The `at` of the cards that fit the question, the best first. A misspelt word finds what is nearest to it, but only
/// where nothing fits it as it is written.
#[must_use]
pub fn find<'c>(question: &str, cards: impl IntoIterator<Item = Card<'c>>) -> Vec<usize> {
    let cards: Vec<_> = cards.into_iter().map(|card| (card, read(card.words).collect::<Vec<_>>())).collect();
    let asked: BTreeSet<_> = words(question).into_iter().collect();
    let mut scores = vec![(0.0, 0_usize); cards.len()];
    for word in &asked {
        let fits = fits(word, &cards);
        let hits = fits.iter().filter(|fit| **fit > 0.0).count();
        // What few tools have says more than what all have. The square root is the same on every machine.
        let rarity = (cards.len() as f64 / hits.max(1) as f64).sqrt();
        for (score, fit) in scores.iter_mut().zip(fits).filter(|(_, fit)| *fit > 0.0) {
            *score = (score.0 + rarity * fit, score.1 + 1);
        }
    }
    let named = question.trim().to_lowercase();
    let mut found = Vec::new();
    for ((score, hits), (card, _)) in scores.into_iter().zip(&cards) {
        // What has one of two words is worth three quarters of itself.
        let covered = 1.0 + hits as f64 / asked.len().max(1) as f64;
        let score = if card.name.to_lowercase() == named { f64::MAX } else { score * covered };
        found.push((score, card.at));
    }
    found.retain(|(score, _)| *score > 0.0);
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let best = found.iter().map(|(score, _)| *score).find(|score| *score < f64::MAX).unwrap_or_default();
    found.into_iter().filter(|(score, _)| *score >= best * NOISE).map(|(_, at)| at).collect()
}

type Read<'c> = (Card<'c>, Vec<(&'c str, u32)>);

/// How well each card fits one word.
fn fits(word: &str, cards: &[Read<'_>]) -> Vec<f64> {
    let like = alike(word);
    let as_written = |own: &str| match own {
        _ if own == word => SAME,
        _ if word.len() >= 3 && own.starts_with(word) => BEGINS,
        _ if like.iter().any(|like| like == own) => LIKE,
        _ => 0,
    };
    let fits = each(cards, as_written);
    if fits.iter().any(|fit| *fit > 0.0) {
        return fits;
    }
    each(cards, |own| if is_near(word, own) { NEAR } else { 0 })
}

fn each(cards: &[Read<'_>], quality: impl Fn(&str) -> u32) -> Vec<f64> {
    let fit = |(own, weight): &(&str, u32)| f64::from(quality(own) * (*weight).min(HEAVY));
    cards.iter().map(|(_, words)| words.iter().map(fit).fold(0.0, f64::max)).collect()
}

/// The folded words that mean about the same.
fn alike(word: &str) -> Vec<String> {
    let groups =
        ALIKE.iter().map(|group| group.iter().flat_map(|word| raw(word)).map(stem).collect::<Vec<_>>());
    groups
        .filter(|group| group.iter().any(|other| other == word))
        .flatten()
        .filter(|other| other != word)
        .collect()
}

/// Whether one is the other with a slip or two: a letter more, less, changed or swapped.
fn is_near(word: &str, own: &str) -> bool {
    let slips = match word.chars().count() {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    };
    slips > 0 && own.len() > 2 && strsim::damerau_levenshtein(word, own) <= slips
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::card;

    const TOOLS: [(&str, &str); 6] = [
        ("create_task", "Write down a new task with its deliverables."),
        ("update_task_status", "Move a task to another state, with a note."),
        ("git_smart_commit", "Commit what is staged with a message."),
        ("git_get_status", "Show branch and changed files of the repository."),
        ("adr_search", "Find architecture decisions by words."),
        ("chronicle_create_entry", "Write an entry into the chronicle."),
    ];

    fn found(question: &str) -> Vec<&'static str> {
        let cards: Vec<_> = TOOLS.iter().map(|(name, text)| card([(*name, 10), (*text, 2)])).collect();
        let entries = TOOLS.iter().zip(&cards).enumerate();
        let found = find(question, entries.map(|(at, ((name, _), words))| Card { at, name, words }));
        found.into_iter().map(|at| TOOLS[at].0).collect()
    }

    #[test]
    fn the_best_comes_first() {
        for (question, first) in [
            ("create a task", "create_task"),
            ("creating tasks", "create_task"),
            ("commit", "git_smart_commit"),
            ("commited changes", "git_smart_commit"),
            ("comit", "git_smart_commit"),
            ("taks status", "update_task_status"),
            ("git status", "git_get_status"),
            ("search decisions", "adr_search"),
            ("decison", "adr_search"),
            ("chronicl", "chronicle_create_entry"),
            ("new chronicle entry", "chronicle_create_entry"),
            ("add entry", "chronicle_create_entry"),
            ("git_get_status", "git_get_status"),
            ("GIT_GET_STATUS", "git_get_status"),
        ] {
            assert_eq!(found(question).first(), Some(&first), "{question}: {:?}", found(question));
        }
    }

    #[test]
    fn what_nothing_has_finds_nothing() {
        for question in ["", "   ", "…", "weather", "zz", "qqqqqqqq"] {
            assert!(found(question).is_empty(), "{question}: {:?}", found(question));
        }
        // A misspelling is only tried where the word fits nothing.
        assert_eq!(found("task").len(), 2);
    }
}
