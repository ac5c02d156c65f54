//! Values of the `Mcp-*` headers (MCP 2026-07-28, basic/transports, "Encoding of header values").

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::header::HeaderValue;

const OPEN: &str = "=?base64?";
const CLOSE: &str = "?=";

/// `text` as a header value: plain where that is safe, in Base64 otherwise.
#[must_use]
pub(crate) fn encode_value(text: &str) -> HeaderValue {
    let is_plain = text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\t')) && text.trim_ascii() == text;
    let looks_encoded = text.starts_with(OPEN) && text.ends_with(CLOSE);
    let encoded = match is_plain && !looks_encoded {
        true => Cow::Borrowed(text),
        false => Cow::Owned(format!("{OPEN}{}{CLOSE}", STANDARD.encode(text))),
    };
    // Both forms are visible ASCII, so this cannot fail; if it did, the peer would refuse the empty value.
    HeaderValue::from_str(&encoded).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// What a header value says; `None` where it is malformed.
#[must_use]
pub(crate) fn decode_value(value: &HeaderValue) -> Option<Cow<'_, str>> {
    let text = value.to_str().ok()?;
    let Some(inner) = text.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE)) else {
        return Some(Cow::Borrowed(text));
    };
    String::from_utf8(STANDARD.decode(inner).ok()?).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were() {
        for (text, on_the_wire) in [
            ("get_task", "get_task"),
            ("two words", "two words"),
            (" padded", "=?base64?IHBhZGRlZA==?="),
            ("grüße", "=?base64?Z3LDvMOfZQ==?="),
            ("=?base64?eA==?=", "=?base64?PT9iYXNlNjQ/ZUE9PT89?="),
        ] {
            let value = encode_value(text);
            assert_eq!(value.to_str().ok(), Some(on_the_wire));
            assert_eq!(decode_value(&value).as_deref(), Some(text));
        }
        assert_eq!(decode_value(&HeaderValue::from_static("=?base64?%?=")), None);
    }
}
