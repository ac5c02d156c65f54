//! Turns a question in any words into an expression of the full-text index.

/// More words make a query slow and no better.
const MOST_TERMS: usize = 32;

/// Words that stand in nearly every English passage and say nothing about it.
const STOP_WORDS: [&str; 66] = [
    "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "could",
    "did", "do", "does", "for", "from", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it",
    "its", "me", "my", "no", "not", "of", "on", "or", "our", "please", "should", "show", "so", "tell",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "was", "we",
    "were", "what", "when", "where", "which", "who", "why", "will", "with",
];

/// The words of a question that are worth looking for, each once, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Terms(Vec<String>);

impl Terms {
    /// Stop words count only where there is nothing else.
    pub(super) fn of(question: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in question.split(|c| !is_of_word(c)).filter(|word| !word.is_empty()) {
            let word = word.to_lowercase();
            if !words.contains(&word) && words.len() < MOST_TERMS * 4 {
                words.push(word);
            }
        }
        let telling: Vec<_> =
            words.iter().filter(|word| !STOP_WORDS.contains(&word.as_str())).cloned().collect();
        let mut terms = if telling.is_empty() { words } else { telling };
        terms.truncate(MOST_TERMS);
        Self(terms)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Passages that have all words.
    pub(super) fn all(&self) -> String {
        self.joined(" AND ", false)
    }

    /// Passages that have any word.
    pub(super) fn any(&self) -> String {
        self.joined(" OR ", false)
    }

    /// Passages that have any word, or one that begins like it.
    pub(super) fn any_beginning(&self) -> String {
        self.joined(" OR ", true)
    }

    /// In quotes a word is never an operator or the name of a column. It has no quotes in it, being letters, digits
    /// and accents.
    fn joined(&self, operator: &str, beginnings: bool) -> String {
        let quoted = |word: &String| {
            let star = if beginnings && word.chars().count() >= 3 { "*" } else { "" };
            format!("\"{word}\"{star}")
        };
        self.0.iter().map(quoted).collect::<Vec<_>>().join(operator)
    }
}

/// Combining accents belong to the letter before them, as they do for the index.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_become_expressions() {
        let table = [
            ("What is the Infinite Forge?", "\"infinite\" AND \"forge\""),
            ("forge forge FORGE", "\"forge\""),
            ("what is this", "\"what\" AND \"is\" AND \"this\""),
            ("NOT near(\"a\" b*) OR title:x", "\"near\" AND \"b\" AND \"title\" AND \"x\""),
            ("***", ""),
        ];
        for (question, expression) in table {
            assert_eq!(Terms::of(question).all(), expression, "{question}");
        }
        assert_eq!(Terms::of("go running").any_beginning(), "\"go\" OR \"running\"*");
        assert_eq!(Terms::of(&"x1 y2 z3 ".repeat(50)).len(), 3);
    }
}
