//! JSON strings as written, and what they say.

use std::borrow::Cow;

use super::scan::hex4;

/// What a scanned string says: borrowed unless it holds an escape.
#[must_use]
pub fn unquote(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw);
    if inner.contains('\\') { Cow::Owned(chars(inner).collect()) } else { Cow::Borrowed(inner) }
}

/// The characters of the inside of a scanned string, escapes resolved, one by one and without allocation.
pub fn chars(inner: &str) -> impl Iterator<Item = char> {
    let mut rest = inner;
    std::iter::from_fn(move || {
        let (found, len) = next_char(rest)?;
        rest = &rest[len..];
        Some(found)
    })
}

fn next_char(rest: &str) -> Option<(char, usize)> {
    let first = rest.chars().next()?;
    if first != '\\' {
        return Some((first, first.len_utf8()));
    }
    let bytes = rest.as_bytes();
    Some(match bytes.get(1)? {
        b'b' => ('\u{8}', 2),
        b'f' => ('\u{c}', 2),
        b'n' => ('\n', 2),
        b'r' => ('\r', 2),
        b't' => ('\t', 2),
        b'u' => unicode_escape(bytes)?,
        &other => (char::from(other), 2),
    })
}

fn unicode_escape(bytes: &[u8]) -> Option<(char, usize)> {
    let high = hex4(bytes).ok()?;
    if !(0xD800..=0xDBFF).contains(&high) {
        return Some((char::from_u32(high)?, 6));
    }
    let low = hex4(bytes.get(6..)?).ok()?;
    let code = 0x1_0000 + ((high - 0xD800) << 10) + low.checked_sub(0xDC00)?;
    Some((char::from_u32(code)?, 12))
}

/// `text` as a JSON string with quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quote_into(&mut out, text);
    out
}

/// Appends `text` as a JSON string with quotes.
pub(crate) fn quote_into(out: &mut String, text: &str) {
    match escaped(text) {
        Some(whole) => out.push_str(&whole),
        None => out.extend(["\"", text, "\""]),
    }
}

/// The same.
pub(crate) fn quote_bytes(out: &mut Vec<u8>, text: &str) {
    match escaped(text) {
        Some(whole) => out.extend_from_slice(whole.as_bytes()),
        None => ["\"", text, "\""].iter().for_each(|piece| out.extend_from_slice(piece.as_bytes())),
    }
}

/// The whole string, where something of it must be escaped.
fn escaped(text: &str) -> Option<String> {
    let must = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    // All of them are looked at, which is quicker than to stop at the first.
    let must_any = text.as_bytes().iter().fold(false, |any, byte| any | must(byte));
    must_any.then(|| serde_json::Value::from(text).to_string())
}
