//! What a page shows of an output: `[..]` stands for anything in a line, a line `...` for any lines.

/// Whether the lines are those that are shown.
pub(super) fn fits(shown: &[&str], lines: &[&str]) -> bool {
    match shown.split_first() {
        None => lines.is_empty(),
        Some((&"...", rest)) => (0..=lines.len()).any(|skipped| fits(rest, &lines[skipped..])),
        Some((first, rest)) => {
            lines.split_first().is_some_and(|(line, lines)| line_fits(first, line) && fits(rest, lines))
        }
    }
}

/// Whether one line is as it is shown.
pub(super) fn line_fits(shown: &str, line: &str) -> bool {
    let (shown, line) = (shown.trim_end(), line.trim_end());
    let Some((start, rest)) = shown.split_once("[..]") else { return shown == line };
    let Some(mut left) = line.strip_prefix(start) else { return false };
    let mut parts: Vec<_> = rest.split("[..]").collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, after)) = left.split_once(part) else { return false };
        left = after;
    }
    left.ends_with(end)
}

#[test]
fn a_wildcard_stands_for_what_differs_and_for_nothing_else() {
    for (shown, line, is_same) in [
        ("a b", "a b  ", true),
        ("a b", "a c", false),
        ("[..] calls in [..] s", "17 calls in 3 s", true),
        ("[..] calls in [..] s", "17 calls in 3 s.", false),
        ("id [..]", "id 7", true),
        ("id [..]", "an id 7", false),
    ] {
        assert_eq!(line_fits(shown, line), is_same, "{shown:?}, {line:?}");
    }
    assert!(fits(&["a", "...", "b"], &["a", "x", "y", "b"]) && fits(&["a", "...", "b"], &["a", "b"]));
    assert!(!fits(&["a", "..."], &["b"]) && !fits(&["a"], &["a", "b"]));
}
