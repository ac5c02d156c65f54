//! Free text of `tools.toml` in each of the languages of a deployment.

/// A double-quoted scalar of YAML.
pub(super) fn yaml(text: &str) -> String {
    quoted(text, |c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}'))
}

/// A double-quoted scalar in a compose file, where `$` begins a variable.
pub(super) fn compose(text: &str) -> String {
    yaml(&text.replace('$', "$$"))
}

/// A double-quoted word of a Containerfile: on one line, no variables.
pub(super) fn container(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$"))
}

/// The value of a key in a unit of systemd: on one line, no specifiers, not continued on the next.
pub(super) fn unit(text: &str) -> String {
    one_line(text).trim_end_matches(['\\', ' ']).replace('%', "%%")
}

/// Every character that is not shown becomes a space.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn quoted(text: &str, is_escaped: impl Fn(char) -> bool) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_escaped(c) => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_quotes() {
        let hostile = "a \"b\" \\c $D %n #e\nf: g\u{7f}\u{2028}\\ \\";
        assert_eq!(yaml(hostile), "\"a \\\"b\\\" \\\\c $D %n #e\\u000af: g\\u007f\\u2028\\\\ \\\\\"");
        assert_eq!(compose("$D"), "\"$$D\"");
        assert_eq!(container("a\n\"$D\"\\"), "\"a \\\"\\$D\\\"\\\\\"");
        assert_eq!(unit("a\n%n \\\\ \\"), "a %%n");
    }
}
