//! One text for all ways to write the same object.

use std::borrow::Cow;

use super::{Scan, Scanner};

/// `text` without spaces between tokens and with the members of each object in the order of their names. Numbers and
/// strings stay as written: two ways to write one of them count as different. `None` where `text` is not one JSON value.
#[must_use]
pub fn canonical(text: &str) -> Option<String> {
    let mut scanner = Scanner::new(text);
    let mut out = String::with_capacity(text.len());
    value(&mut scanner, &mut out).and_then(|()| scanner.end()).ok()?;
    Some(out)
}

/// The same, which mostly is the text itself: programs write their members in order and without spaces more often than not.
pub(crate) fn in_canonical_form(text: &str) -> Option<Cow<'_, str>> {
    let mut scanner = Scanner::new(text);
    match ordered(&mut scanner) {
        Ok(true) if scanner.end().is_ok() && !scanner.has_seen_blank() => Some(Cow::Borrowed(text)),
        _ => canonical(text).map(Cow::Owned),
    }
}

/// Whether the members of every object of a value are in order.
fn ordered(scanner: &mut Scanner<'_>) -> Scan<bool> {
    let mut is_ordered = true;
    match scanner.peek() {
        Some(b'{') => {
            let mut last = "";
            scanner.object(|key, inner| {
                is_ordered &= ordered(inner)? && last <= key;
                last = key;
                Ok(())
            })?;
        }
        Some(b'[') => scanner.array(|_, inner| {
            is_ordered &= ordered(inner)?;
            Ok(())
        })?,
        _ => scanner.value().map(drop)?,
    }
    Ok(is_ordered)
}

fn value(scanner: &mut Scanner<'_>, out: &mut String) -> Scan<()> {
    match scanner.peek() {
        Some(b'{') => object(scanner, out),
        Some(b'[') => array(scanner, out),
        _ => scanner.value().map(|raw| out.push_str(raw)),
    }
}

fn object(scanner: &mut Scanner<'_>, out: &mut String) -> Scan<()> {
    let mut members = Vec::new();
    scanner.object(|key, inner| {
        let mut text = String::new();
        value(inner, &mut text)?;
        members.push((key, text));
        Ok(())
    })?;
    // Of two members with one name, which a backend may read either way, both stay, in their order.
    members.sort_by_key(|(key, _)| *key);
    let members = members.iter().map(|(key, value)| format!("{key}:{value}"));
    join(out, '{', members, '}');
    Ok(())
}

fn array(scanner: &mut Scanner<'_>, out: &mut String) -> Scan<()> {
    let mut elements = Vec::new();
    scanner.array(|_, inner| {
        let mut text = String::new();
        value(inner, &mut text)?;
        elements.push(text);
        Ok(())
    })?;
    join(out, '[', elements.into_iter(), ']');
    Ok(())
}

fn join(out: &mut String, open: char, parts: impl Iterator<Item = String>, close: char) {
    out.push(open);
    for (at, part) in parts.enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&part);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_spaces_do_not_matter_and_everything_else_does() {
        for (text, expected) in [
            (
                r#" { "b" : [ 1 , { "z":1, "a" : 1.10 } ] , "a":"x y" } "#,
                r#"{"a":"x y","b":[1,{"a":1.10,"z":1}]}"#,
            ),
            ("{}", "{}"),
            ("[ ]", "[]"),
            (r#"{"a":1,"a":2}"#, r#"{"a":1,"a":2}"#),
            (r#"{"a":2,"a":1}"#, r#"{"a":2,"a":1}"#),
            ("12345678901234567890123", "12345678901234567890123"),
        ] {
            assert_eq!(canonical(text).as_deref(), Some(expected), "{text}");
            assert_eq!(in_canonical_form(text).as_deref(), Some(expected), "{text}");
            let again = in_canonical_form(expected);
            assert!(matches!(again, Some(Cow::Borrowed(again)) if again == expected), "{expected}");
        }
        for text in ["", "{", "{} {}", "[1,]"] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
