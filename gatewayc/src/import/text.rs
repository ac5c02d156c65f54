//! Texts of servers, made safe to read: they end up in a file that people review, and on terminals.

use gateway_codegen::check::is_hidden;

/// The longest description that `tools.toml` takes, in characters.
const LONGEST: usize = 4096;
const LONGEST_TITLE: usize = 128;

/// A text for `tools.toml`, and what was done to it.
pub(super) struct Cleaned {
    pub(super) text: String,
    /// For a reviewer.
    pub(super) done: Option<String>,
}

/// Every invisible character is shown as `<U+XXXX>`, and what is too long is cut.
pub(super) fn description(text: &str) -> Cleaned {
    cleaned(text, LONGEST)
}

pub(super) fn title(text: &str) -> Cleaned {
    cleaned(&text.replace(['\n', '\r', '\t'], " "), LONGEST_TITLE)
}

fn cleaned(text: &str, longest: usize) -> Cleaned {
    let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    let hidden = text.chars().filter(|c| is_hidden(*c)).count();
    let shown = if hidden == 0 { text } else { shown(&text) };
    let length = shown.chars().count();
    let cut = length > longest;
    let text = match cut {
        true => shown.chars().take(longest - 2).collect::<String>().trim_end().to_owned() + " …",
        false => shown,
    };
    let mut done = Vec::new();
    if hidden > 0 {
        done.push(format!("{hidden} invisible characters are shown as <U+…>"));
    }
    if cut {
        done.push(format!("cut: the server says {length} characters"));
    }
    Cleaned { text, done: (!done.is_empty()).then(|| done.join("; ")) }
}

fn shown(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if is_hidden(c) {
            out += &format!("<U+{:04X}>", u32::from(c));
        } else {
            out.push(c);
        }
        out
    })
}

/// On one line of a terminal, or of a comment, and not too long.
pub(super) fn line(text: &str) -> String {
    const LONGEST: usize = 300;
    let flat: String =
        text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).take(LONGEST).collect();
    let more = if text.chars().count() > LONGEST { "…" } else { "" };
    shown(flat.trim()) + more
}

/// The words of a name, in lower case: `getUserName`, `get_user-name` and `Get User Name` are the same.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    for c in name.chars() {
        let begins = !previous.is_alphanumeric() || (c.is_uppercase() && previous.is_lowercase());
        if c.is_alphanumeric() {
            if begins || words.is_empty() {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        previous = c;
    }
    words
}

/// A name as a sentence of its words: `repo_path` is "Repo path."
pub(super) fn sentence(name: &str) -> String {
    let text = words(name).join(" ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).chain(['.']).collect(),
        None => "An argument.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_invisible_is_left() {
        for (text, expected, done) in [
            (" Says so.\r\n", "Says so.", None),
            (
                "a\u{1b}[31mred\0",
                "a<U+001B>[31mred<U+0000>",
                Some("2 invisible characters are shown as <U+…>"),
            ),
            ("\u{202E}evil", "<U+202E>evil", Some("1 invisible characters are shown as <U+…>")),
            ("<b>markup</b>", "<b>markup</b>", None),
        ] {
            let cleaned = description(text);
            assert_eq!((&*cleaned.text, cleaned.done.as_deref()), (expected, done));
        }
        assert_eq!(description(&"x".repeat(5000)).text.chars().count(), LONGEST);
        assert_eq!(title("a\nb").text, "a b");
    }

    #[test]
    fn names_have_words() {
        for (name, expected) in [
            ("getUserName", "get user name"),
            ("Repo Path", "repo path"),
            ("a-b_c.d", "a b c d"),
            ("URL", "url"),
        ] {
            assert_eq!(words(name).join(" "), expected);
        }
        assert_eq!((sentence("repo_path"), sentence("-")), ("Repo path.".into(), "An argument.".into()));
    }
}
