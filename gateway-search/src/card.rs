//! What is written down of one tool.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::fold::words;

/// No word weighs more.
const MOST: u32 = 99;

/// The words of these texts, each with the sum of the weights of the texts that have it: `word:weight`, in byte order,
/// with spaces between. A word that a text has twice counts once.
#[must_use]
pub fn card<'t>(texts: impl IntoIterator<Item = (&'t str, u32)>) -> String {
    let mut weights: BTreeMap<String, u32> = BTreeMap::new();
    for (text, weight) in texts {
        for word in words(text).into_iter().collect::<BTreeSet<_>>() {
            *weights.entry(word).or_default() += weight;
        }
    }
    let mut card = String::new();
    for (word, weight) in weights {
        let space = if card.is_empty() { "" } else { " " };
        let _ = write!(card, "{space}{word}:{}", weight.min(MOST));
    }
    card
}

/// Each word of a card with its weight.
pub(crate) fn read(card: &str) -> impl Iterator<Item = (&str, u32)> {
    card.split(' ').filter_map(|entry| {
        let (word, weight) = entry.rsplit_once(':')?;
        Some((word, weight.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_holds_each_word_once_with_what_it_weighs() {
        let made = card([("create_task", 10), ("Creates a task, a new task.", 2), ("title", 3), ("x", 200)]);
        assert_eq!(made, "creat:12 new:2 task:12 titl:3 x:99");
        assert_eq!(
            read(&made).collect::<Vec<_>>(),
            [("creat", 12), ("new", 2), ("task", 12), ("titl", 3), ("x", 99)]
        );
        assert_eq!((card([]), read("").count()), (String::new(), 0));
    }
}
