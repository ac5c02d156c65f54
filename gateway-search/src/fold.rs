//! Words in the form in which they are compared: lower case, without endings that do not change what is meant.

/// Words that say nothing of a tool.
const EMPTY: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "for", "from", "how", "i", "if", "in",
    "into", "is", "it", "its", "me", "my", "of", "on", "or", "please", "so", "such", "that", "the", "this",
    "to", "want", "what", "when", "where", "which", "with", "you",
];

/// The words of a text, folded, each where it stands. Names such as `create_task` and `createTask` are two words. Words
/// that say nothing are left out, unless there are no others.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let all: Vec<String> = raw(text).map(str::to_lowercase).collect();
    let telling: Vec<&String> = all.iter().filter(|word| !EMPTY.contains(&word.as_str())).collect();
    match telling.is_empty() {
        true => all.iter().map(|word| stem(word)).collect(),
        false => telling.into_iter().map(|word| stem(word)).collect(),
    }
}

/// The words as they are written: parted by what is neither letter nor digit, and before a capital after a small letter.
pub(crate) fn raw(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).flat_map(parts).filter(|word| !word.is_empty())
}

fn parts(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let whole = rest?;
        let pairs = whole.char_indices().zip(whole.char_indices().skip(1));
        let cut = pairs.into_iter().find(|((_, a), (_, b))| a.is_lowercase() && b.is_uppercase());
        let (part, after) = cut.map_or((whole, None), |(_, (at, _))| (&whole[..at], Some(&whole[at..])));
        rest = after;
        Some(part)
    })
}

/// The word without the endings of English that change nothing for a search: plural, `-ing`, `-ed`, `-ion`, a final `e`.
/// It need not be a word any more, only the same for words of one meaning.
pub(crate) fn stem(word: &str) -> String {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let word = singular(word);
    let word = without_verb_ending(&word);
    match word.strip_suffix('e') {
        Some(rest) if rest.len() >= 3 => rest.to_owned(),
        _ => word,
    }
}

/// The word in the singular; and `queried` is `query`, as `queries` is.
fn singular(word: &str) -> String {
    let of_y = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied"));
    if let Some(rest) = of_y.filter(|rest| rest.len() >= 2) {
        return format!("{rest}y");
    }
    let hissing = ["sses", "xes", "ches", "shes", "zes"].into_iter().any(|end| word.ends_with(end));
    let kept = ["ss", "us", "is"].into_iter().any(|end| word.ends_with(end));
    match word.strip_suffix('s') {
        Some(rest) if hissing => rest.trim_end_matches('e').to_owned(),
        Some(rest) if !kept => rest.to_owned(),
        _ => word.to_owned(),
    }
}

fn without_verb_ending(word: &str) -> String {
    let has_vowel = |rest: &&str| rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let bare = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.len() >= 3).filter(has_vowel);
    if let Some(rest) = bare("ing").or_else(|| bare("ed")) {
        return undoubled(rest).to_owned();
    }
    let of_noun = word.strip_suffix("ion").filter(|rest| rest.len() >= 4 && rest.ends_with(['s', 't']));
    of_noun.unwrap_or(word).to_owned()
}

/// `runn` of `running` is `run`, but `fill` of `filling` is itself.
fn undoubled(word: &str) -> &str {
    let bytes = word.as_bytes();
    match bytes {
        [.., a, b] if a == b && bytes.len() >= 4 && !b"lsz".contains(b) => &word[..word.len() - 1],
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_meaning_are_one() {
        for family in [
            &["create", "creates", "created", "creating", "creation"][..],
            &["commit", "commits", "committed", "committing"],
            &["task", "tasks"],
            &["query", "queries", "querying", "queried"],
            &["search", "searches", "searching"],
            &["delete", "deleted", "deletion"],
            &["add", "adding", "added"],
            &["run", "runs", "running"],
            &["status"],
            &["file", "files"],
        ] {
            let stems: Vec<_> = family.iter().map(|word| stem(word)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{family:?}: {stems:?}");
        }
        for (a, b) in
            [("string", "str"), ("status", "statu"), ("class", "clas"), ("need", "ne"), ("thing", "th")]
        {
            assert_ne!(stem(a), b);
        }
    }

    #[test]
    fn names_come_apart_and_small_words_go() {
        for (text, expected) in [
            ("create_task", &["creat", "task"][..]),
            ("createTask2.now", &["creat", "task2", "now"]),
            ("How do I commit my changes?", &["commit", "chang"]),
            ("what is it", &["what", "is", "it"]),
            ("Änderung – größer", &["änderung", "größer"]),
            ("", &[]),
            ("--- … ---", &[]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
