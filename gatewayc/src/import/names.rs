//! Names that the grammar takes.

/// The name of a server's table: lower-case letters, digits and `_`, beginning with a letter.
pub(super) fn server(name: &str) -> String {
    let flat: String = name
        .trim()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    let flat = flat.trim_matches('_');
    let begun = if flat.starts_with(|c: char| c.is_ascii_lowercase()) {
        flat.to_owned()
    } else {
        format!("server_{flat}")
    };
    begun.trim_end_matches('_').chars().take(64).collect()
}

/// The name of a tool: 1 to 128 letters, digits, `_`, `.` and `-`.
pub(super) fn tool(prefix: &str, name: &str) -> String {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let flat: String = name.trim().chars().map(|c| if legal(c) { c } else { '_' }).collect();
    let flat = if flat.is_empty() { "tool".to_owned() } else { flat };
    format!("{prefix}{flat}").chars().take(128).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_takes_every_name() {
        for (name, expected) in [
            ("time", "time"),
            ("My Server!", "my_server"),
            ("@scope/server-x", "scope_server_x"),
            ("3d", "server_3d"),
            ("", "server"),
            ("Ünï", "n"),
        ] {
            assert_eq!(server(name), expected);
        }
        for (prefix, name, expected) in [
            ("", "get-sum", "get-sum"),
            ("x_", "a/b c", "x_a_b_c"),
            ("", "\u{1b}[31m", "__31m"),
            ("", "", "tool"),
        ] {
            assert_eq!(tool(prefix, name), expected);
        }
    }
}
