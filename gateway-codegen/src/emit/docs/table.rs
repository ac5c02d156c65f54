//! Markdown tables.

/// A table; cells must have been made with [`cell`] or [`code`].
pub(super) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<_> = head.iter().map(|&name| name.to_owned()).collect();
    let rule = vec!["---".to_owned(); head.len()];
    let rows: String = rows.into_iter().map(|row| line(&row)).collect();
    line(&head) + &line(&rule) + &rows
}

/// Text as it reads, on one line.
pub(super) fn cell(text: &str) -> String {
    paragraph(text).replace('|', "\\|")
}

/// Text as it reads, in a paragraph.
pub(in crate::emit) fn paragraph(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace('\\', "\\\\").replace('<', "&lt;").replace('*', "\\*").replace("__", "\\_\\_")
}

/// Text as code, on one line.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let (fence, pad) = ("`".repeat(longest + 1), if longest > 0 { " " } else { "" });
    let text = text.replace('|', "\\|").replace(['\n', '\r'], " ");
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_cell() {
        for (text, as_cell, as_code) in [
            ("a|b", r"a\|b", r"`a\|b`"),
            ("a\nb", "a b", "`a b`"),
            ("<b>", "&lt;b>", "`<b>`"),
            ("a `b`", "a `b`", "`` a `b` ``"),
            (r"C:\x", r"C:\\x", r"`C:\x`"),
        ] {
            assert_eq!((cell(text).as_str(), code(text).as_str()), (as_cell, as_code));
        }
    }
}
