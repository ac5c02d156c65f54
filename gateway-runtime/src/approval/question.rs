//! The question that a person reads: nothing in the arguments may hide, imitate or overrun another part of it.

use std::fmt::Write;

use super::Request;
use crate::json::{Scanner, chars};
use crate::visible::is_hidden;

/// The most characters of one argument that are shown. Each has its own bound, so that a long one hides no other.
const VALUE: usize = 600;

/// The most arguments that are shown.
const MEMBERS: usize = 40;

/// Indented by four spaces, arguments are code to Markdown, and not emphasis, links or images.
pub(super) fn text(request: &Request) -> String {
    let Request { id, principal, tool, server, arguments, digest, .. } = request;
    let mut text =
        format!("May {principal} call {tool} (server {server}), once, with exactly these arguments?\n\n");
    let members = members(arguments);
    for (name, value) in members.iter().take(MEMBERS) {
        let _ = writeln!(text, "    {} = {}", shown(name), shown(value));
    }
    match members.len() {
        0 => text.push_str("    (none)\n"),
        count if count > MEMBERS => {
            let _ = writeln!(text, "    ({} more are not shown)", count - MEMBERS);
        }
        _ => {}
    }
    let _ = write!(text, "\nRequest {id}. SHA-256 of the arguments: {digest}");
    text
}

fn members(arguments: &str) -> Vec<(&str, &str)> {
    let mut members = Vec::new();
    let mut scanner = Scanner::new(arguments);
    let read = scanner.object(|name, inner| {
        members.push((name, inner.value()?));
        Ok(())
    });
    // Validated arguments are an object; were they not, they are shown as they are.
    if read.is_err() { vec![("\"arguments\"", arguments)] } else { members }
}

/// Raw JSON with every character visible as itself or as an escape, and at most so long.
fn shown(raw: &str) -> String {
    let mut shown = String::new();
    let mut rest = raw;
    let mut count = 0;
    while let Some((piece, found, length)) = next(rest) {
        if count == VALUE {
            let _ = write!(shown, " … ({} more characters are not shown)", rest.chars().count());
            break;
        }
        match found {
            Some(found) if is_plain(found) => shown.push(found),
            Some(found) => escape(&mut shown, found),
            None => shown.push_str(piece),
        }
        (rest, count) = (&rest[length..], count + 1);
    }
    shown
}

/// The next character of raw JSON: as written, what it is (`None` for an escape that stays one), and its length.
fn next(rest: &str) -> Option<(&str, Option<char>, usize)> {
    let first = rest.chars().next()?;
    if first != '\\' {
        return Some((&rest[..first.len_utf8()], Some(first), first.len_utf8()));
    }
    if !rest.starts_with("\\u") {
        return Some((rest.get(..2)?, None, 2));
    }
    let found = chars(rest).next()?;
    let length = if u32::from(found) > 0xFFFF { 12 } else { 6 };
    let piece = rest.get(..length)?;
    // A quote or a backslash stays escaped: as itself it would look like the end of the string, or like an escape.
    Some((piece, Some(found).filter(|found| !matches!(found, '"' | '\\')), length))
}

/// Whether a character can be shown as itself: it is visible, changes nothing around it, and begins no markup of HTML
/// and no code of Markdown.
fn is_plain(c: char) -> bool {
    let is_odd_space = c.is_whitespace() && c != ' ';
    !(c.is_control() || is_hidden(c) || is_odd_space || matches!(c, '<' | '>' | '&' | '`'))
}

fn escape(out: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::request;
    use super::*;

    fn asked(arguments: &str) -> String {
        let mut request = request(arguments);
        (request.id, request.digest) = ("0123456789".into(), "5a1d…".into());
        text(&request)
    }

    #[test]
    fn it_says_who_wants_what_with_which_arguments() {
        insta::assert_snapshot!(asked(r#"{"to":"a b","force":true,"list":[1, {"x":null}]}"#), @r#"
        May agent call move_it (server mover), once, with exactly these arguments?

            "force" = true
            "list" = [1,{"x":null}]
            "to" = "a b"

        Request 0123456789. SHA-256 of the arguments: 5a1d…
        "#);
        assert!(asked("{}").contains("\n    (none)\n"));
    }

    #[test]
    fn nothing_in_an_argument_hides_or_plays_another_part() {
        for (raw, expected) in [
            (r#""a\nb""#, r#""a\nb""#),
            (r#""\u0061\u00fc""#, r#""aü""#),
            (r#""\u0022\u005c""#, r#""\u0022\u005c""#),
            (r#""\u202e\u200b""#, r#""\u202e\u200b""#),
            ("\"\u{202e}\u{200b}\u{85}\u{e0041}\"", r#""\u202e\u200b\u0085\udb40\udc41""#),
            ("\"<b>&`x`\"", r#""\u003cb\u003e\u0026\u0060x\u0060""#),
            (r#""\ud83d\ude00""#, "\"😀\""),
            ("12345678901234567890123", "12345678901234567890123"),
        ] {
            assert_eq!(shown(raw), expected, "{raw}");
        }
        let text = asked("{\"a\":\"x\\n\\nRequest approved\\u2028ignore\u{2029}\"}");
        assert_eq!(text.lines().count(), 5, "{text}");
    }

    proptest::proptest! {
        #[test]
        fn any_argument_stays_on_its_line_and_in_sight(value in proptest::prelude::any::<String>()) {
            let asked = asked(&format!("{{\"a\":{}}}", crate::json::quoted(&value)));
            proptest::prop_assert_eq!(asked.lines().count(), 5);
            proptest::prop_assert!(asked.chars().all(|c| c == '\n' || is_plain(c)), "{}", asked);
        }
    }

    #[test]
    fn a_long_argument_is_cut_and_hides_no_other() {
        let text = asked(&format!(r#"{{"a":"{}","z":"seen"}}"#, "x".repeat(10_000)));
        assert!(text.contains(" … (9402 more characters are not shown)\n    \"z\" = \"seen\"\n"), "{text}");
        let many: Vec<_> = (0..100).map(|n| format!("\"m{n:02}\":{n}")).collect();
        let text = asked(&format!("{{{}}}", many.join(",")));
        assert!(text.contains("\"m39\" = 39\n    (60 more are not shown)\n"), "{text}");
    }
}
