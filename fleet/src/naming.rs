//! Titles as parts of file names.

const LONGEST: usize = 50;

/// Lower case, `_` for anything but letters and digits, at most 50 characters.
pub(crate) fn slug(title: &str) -> String {
    joined(title.chars().flat_map(char::to_lowercase))
}

/// As [`slug`], with upper case kept: `Title_With_Underscores`.
pub(crate) fn words(title: &str) -> String {
    joined(title.chars())
}

fn joined(letters: impl Iterator<Item = char>) -> String {
    let mut name = String::new();
    for c in letters {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name: String = name.chars().take(LONGEST).collect();
    let name = name.trim_end_matches('_');
    if name.is_empty() { "untitled".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_file_names() {
        let long = "word ".repeat(20);
        let table = [
            ("Fix: the (old) Roof!", "fix_the_old_roof", "Fix_the_old_Roof"),
            ("../../etc/passwd", "etc_passwd", "etc_passwd"),
            ("Überprüfung № 5", "überprüfung_5", "Überprüfung_5"),
            ("***", "untitled", "untitled"),
            (
                long.as_str(),
                "word_word_word_word_word_word_word_word_word_word",
                "word_word_word_word_word_word_word_word_word_word",
            ),
        ];
        for (title, lower, kept) in table {
            assert_eq!((slug(title).as_str(), words(title).as_str()), (lower, kept));
        }
    }
}
