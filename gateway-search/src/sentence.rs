//! What of a description stands where there is room for a line.

/// The first sentence, without its full stop. It ends where another begins: behind "e.g." goes the same one on.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    let begins = |at: usize| !text[at + 2..].starts_with(char::is_lowercase);
    let end = text.match_indices(". ").map(|(at, _)| at).find(|&at| begins(at));
    end.map_or(text, |end| &text[..end]).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_ends_where_another_begins() {
        for (text, first) in [
            ("Reads a note.", "Reads a note"),
            ("Reads a note. Never writes.", "Reads a note"),
            ("Reads by a word, e.g. lamp. Never writes.", "Reads by a word, e.g. lamp"),
            ("Reads. 12 at most.", "Reads"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first, "{text}");
        }
    }
}
