//! Text and figures as they stand in a page.

use std::fmt::{self, Write};

use askama::filters::Escaper;
use gateway_runtime::visible::is_hidden;

/// Escapes for text and attributes of HTML alike, and writes what no reader would see, or what would turn or hide other
/// text, as its code point: `⟨U+202E⟩`. All templates use it, so that no page can forget to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen;

impl Escaper for Seen {
    fn write_escaped_str<W: Write>(&self, mut to: W, text: &str) -> fmt::Result {
        let mut plain = 0;
        for (at, c) in text.char_indices() {
            if is_plain(c) {
                continue;
            }
            to.write_str(&text[plain..at])?;
            plain = at + c.len_utf8();
            escape(&mut to, c)?;
        }
        to.write_str(&text[plain..])
    }
}

/// A line break and a tab are text; the selectors of an emoji's look change nothing else.
fn is_plain(c: char) -> bool {
    match c {
        '&' | '<' | '>' | '"' | '\'' => false,
        '\n' | '\t' | '\u{fe0e}' | '\u{fe0f}' => true,
        c => !(c.is_control() || is_hidden(c)),
    }
}

fn escape(to: &mut impl Write, c: char) -> fmt::Result {
    match c {
        '&' => to.write_str("&amp;"),
        '<' => to.write_str("&lt;"),
        '>' => to.write_str("&gt;"),
        '"' => to.write_str("&quot;"),
        '\'' => to.write_str("&#39;"),
        c => write!(to, "⟨U+{:04X}⟩", u32::from(c)),
    }
}

/// A stretch of time, in the unit that suits it; a dash where there is none.
pub(super) fn span(seconds: Option<f64>) -> String {
    match seconds {
        None => "–".into(),
        Some(seconds) if seconds < 0.01 => format!("{:.1} ms", seconds * 1e3),
        Some(seconds) if seconds < 1.0 => format!("{:.0} ms", seconds * 1e3),
        Some(seconds) if seconds < 60.0 => format!("{seconds:.1} s"),
        Some(seconds) => long(seconds),
    }
}

/// Minutes and more.
fn long(seconds: f64) -> String {
    let minutes = seconds / 60.0;
    match minutes {
        minutes if minutes < 60.0 => format!("{minutes:.0} min"),
        minutes if minutes < 48.0 * 60.0 => format!("{:.1} h", minutes / 60.0),
        minutes => format!("{:.0} d", minutes / 60.0 / 24.0),
    }
}

/// A number per second.
pub(super) fn rate(per_second: f64) -> String {
    if per_second < 10.0 { format!("{per_second:.1}") } else { format!("{per_second:.0}") }
}

/// A part of a whole, in percent; a dash where there is no whole.
pub(super) fn percent(part: f64, whole: f64) -> String {
    if whole <= 0.0 { "–".into() } else { format!("{:.1} %", part / whole * 100.0) }
}

/// JSON with an element or member on a line of its own. Every value stands there as it was written: numbers are not
/// rounded, and keys keep their order. Text that is not JSON comes out as it is, or nearly so.
pub(super) fn indented(json: &str) -> String {
    let (mut out, mut depth, mut in_string, mut is_escaped) = (String::new(), 0_usize, false, false);
    let mut rest = json.chars().filter(|c| *c != '\r').peekable();
    while let Some(c) = rest.next() {
        if in_string {
            out.push(c);
            in_string = is_escaped || c != '"';
            is_escaped = !is_escaped && c == '\\';
            continue;
        }
        match c {
            '{' | '[' => {
                out.push(c);
                while rest.next_if(char::is_ascii_whitespace).is_some() {}
                match rest.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            c if c.is_ascii_whitespace() => {}
            c => {
                in_string = c == '"';
                out.push(c);
            }
        }
    }
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// The beginning of a text, no longer than so many bytes, and how many follow.
pub(super) fn beginning(text: &str, most: usize) -> (&str, usize) {
    let end = text.floor_char_boundary(most);
    (&text[..end], text.len() - end)
}

/// One segment of a path, or a value of a query.
pub(super) fn encoded(text: &str) -> String {
    // A space is `+` in a query alone.
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let mut out = String::new();
        Seen.write_escaped_str(&mut out, text).unwrap();
        out
    }

    #[test]
    fn markup_is_text_and_what_hides_or_turns_text_is_seen() {
        for (text, expected) in [
            ("plain, ä 漢 🙂", "plain, ä 漢 🙂"),
            ("a\n\tb", "a\n\tb"),
            ("<script>alert('&')</script>", "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"),
            ("\" onload=\"x", "&quot; onload=&quot;x"),
            ("\u{1b}[2J\r\0\u{7f}\u{9b}", "⟨U+001B⟩[2J⟨U+000D⟩⟨U+0000⟩⟨U+007F⟩⟨U+009B⟩"),
            ("a\u{202e}b\u{2066}\u{200b}\u{feff}\u{e0041}", "a⟨U+202E⟩b⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩⟨U+E0041⟩"),
            ("⚠\u{fe0f}", "⚠\u{fe0f}"),
        ] {
            assert_eq!(seen(text), expected, "{text:?}");
        }
    }

    #[test]
    fn json_is_indented_and_otherwise_as_written() {
        for (json, expected) in [
            (r#"{"a":1.10,"b":[],"c":{ }}"#, "{\n  \"a\": 1.10,\n  \"b\": [],\n  \"c\": {}\n}"),
            (
                r#"[12345678901234567890,"x,{\"y\":[\\"]"#,
                "[\n  12345678901234567890,\n  \"x,{\\\"y\\\":[\\\\\"\n]",
            ),
            ("true", "true"),
            ("not { json", "not{\n  json"),
        ] {
            assert_eq!(indented(json), expected, "{json}");
        }
    }

    #[test]
    fn figures_have_the_unit_that_suits_them() {
        for (seconds, expected) in [
            (None, "–"),
            (Some(0.000_4), "0.4 ms"),
            (Some(0.025), "25 ms"),
            (Some(2.54), "2.5 s"),
            (Some(125.0), "2 min"),
            (Some(5400.0), "1.5 h"),
            (Some(300_000.0), "3 d"),
        ] {
            assert_eq!(span(seconds), expected);
        }
        assert_eq!(
            (rate(2.46), rate(123.4), percent(1.0, 8.0), percent(0.0, 0.0)),
            ("2.5".into(), "123".into(), "12.5 %".into(), "–".into())
        );
        assert_eq!(encoded("a b/ü?"), "a%20b%2F%C3%BC%3F");
    }
}
