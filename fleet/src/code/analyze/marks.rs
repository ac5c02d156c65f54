//! Tells code from comments and from the insides of text literals, byte by byte.

use super::language::{Language, Quote};

/// What a byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Code,
    Comment,
    Literal,
}

/// One mark for each byte.
pub(super) fn marks(text: &[u8], language: &Language) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(text.len());
    while marks.len() < text.len() {
        let (mark, length) = piece(text, marks.len(), language);
        marks.resize(marks.len() + length.max(1), mark);
    }
    marks.truncate(text.len());
    marks
}

/// What begins there, and how long it is.
fn piece(text: &[u8], at: usize, language: &Language) -> (Mark, usize) {
    let rest = &text[at..];
    if let Some(length) = comment(text, at, language) {
        (Mark::Comment, length)
    } else if let Some(length) = literal(rest, language) {
        (Mark::Literal, length)
    } else {
        (Mark::Code, rest.iter().take_while(|byte| is_word(**byte)).count())
    }
}

/// Whether a byte is part of a name, a number or a word.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn comment(text: &[u8], at: usize, language: &Language) -> Option<usize> {
    let rest = &text[at..];
    if let Some((open, close)) = language.block_comment
        && rest.starts_with(open.as_bytes())
    {
        return Some(block(rest, open.as_bytes(), close.as_bytes(), language.is("Rust")));
    }
    let begins = language.line_comments.iter().any(|open| rest.starts_with(open.as_bytes()));
    // `$#` and `${name#prefix}` are no comments.
    let inside =
        language.is("Shell") && at > 0 && !text[at - 1].is_ascii_whitespace() && text[at - 1] != b';';
    (begins && !inside).then(|| end_of_line(rest))
}

fn end_of_line(rest: &[u8]) -> usize {
    rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
}

fn block(rest: &[u8], open: &[u8], close: &[u8], nests: bool) -> usize {
    let (mut at, mut depth) = (open.len(), 1);
    while at < rest.len() {
        if rest[at..].starts_with(close) {
            (at, depth) = (at + close.len(), depth - 1);
            if depth == 0 {
                return at;
            }
        } else if nests && rest[at..].starts_with(open) {
            (at, depth) = (at + open.len(), depth + 1);
        } else {
            at += 1;
        }
    }
    at
}

fn literal(rest: &[u8], language: &Language) -> Option<usize> {
    if language.is("Rust")
        && let Some(length) = raw(rest).or_else(|| character(rest))
    {
        return Some(length);
    }
    let quote = language.quotes.iter().find(|quote| rest.starts_with(quote.open.as_bytes()))?;
    Some(quoted(rest, quote))
}

fn quoted(rest: &[u8], quote: &Quote) -> usize {
    let mut at = quote.open.len();
    while at < rest.len() {
        match rest[at] {
            b'\\' if quote.escapes => at += 2,
            b'\n' if !quote.long => return at,
            _ if rest[at..].starts_with(quote.close.as_bytes()) => return at + quote.close.len(),
            _ => at += 1,
        }
    }
    rest.len()
}

/// Rust's `r"…"`, `r#"…"#`, and the same after `b` or `c`.
fn raw(rest: &[u8]) -> Option<usize> {
    let prefix = match rest {
        [b'r', ..] => 1,
        [b'b' | b'c', b'r', ..] => 2,
        _ => return None,
    };
    let hashes = rest[prefix..].iter().take_while(|byte| **byte == b'#').count();
    let open = prefix + hashes;
    if rest.get(open) != Some(&b'"') {
        return None;
    }
    let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let body = &rest[open + 1..];
    let end = body.windows(close.len()).position(|window| window == close);
    Some(end.map_or(rest.len(), |end| open + 1 + end + close.len()))
}

/// Rust's `'a'` and `'\n'`, but not the lifetime `'a`.
fn character(rest: &[u8]) -> Option<usize> {
    let [b'\'', first, ..] = rest else { return None };
    let body = match first {
        b'\\' => 3,
        first if *first < 0x80 => 2,
        _ => 2 + rest[2..].iter().take_while(|byte| **byte & 0xC0 == 0x80).count(),
    };
    let reach = if *first == b'\\' { 10 } else { 1 };
    let end = rest.get(body..)?.iter().take(reach).position(|byte| *byte == b'\'')?;
    Some(body + end + 1)
}
