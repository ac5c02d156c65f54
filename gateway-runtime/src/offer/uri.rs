//! Whether an address is one of those that the contract lets through.
//!
//! Addresses are compared as they are written, never rewritten: what one reader makes of `%2e%2e`, of `\` or of `;` another
//! may not. So an address that anybody could read as leading somewhere else is refused, whatever it begins with.

use std::borrow::Cow;

/// Longer addresses are refused.
const LONGEST: usize = 8192;

/// So often is an address decoded: a server behind a server may do it again.
const DECODINGS: usize = 3;

/// Whether `uri` begins as one of `prefixes` does, and leads nowhere else.
pub(super) fn admits(prefixes: &[&str], uri: &str) -> bool {
    prefixes.iter().any(|prefix| holds(prefix, uri)) && is_plain(uri)
}

/// Whether every address that a template can become begins as one of `prefixes` does.
pub(super) fn admits_template(prefixes: &[&str], template: &str) -> bool {
    let fixed = template.find('{').map_or(template, |at| &template[..at]);
    prefixes.iter().any(|prefix| match template.len() == fixed.len() {
        true => holds(prefix, fixed),
        // Behind the fixed part comes anything, so a prefix that ends inside of a part is not enough.
        false => fixed
            .strip_prefix(prefix)
            .is_some_and(|rest| ends_a_part(prefix) || rest.starts_with(['/', '?', '#'])),
    }) && is_plain(fixed)
}

/// Whether `uri` begins with `prefix` and that ends at the end of a part: `notes:list` is no beginning of `notes:listing`.
fn holds(prefix: &str, uri: &str) -> bool {
    uri.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || ends_a_part(prefix) || rest.starts_with(['/', '?', '#']))
}

fn ends_a_part(prefix: &str) -> bool {
    prefix.ends_with(['/', ':', '?', '#', '=', '&'])
}

/// Whether nobody can read it as leading upwards: no step is `.` or `..`, encoded or not, and nothing in it is invisible.
fn is_plain(uri: &str) -> bool {
    if uri.len() > LONGEST || uri.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return false;
    }
    let mut text = Cow::Borrowed(uri);
    for _ in 0..DECODINGS {
        if text.split(['/', '\\', '?', '#']).any(is_upward) {
            return false;
        }
        match decoded(&text) {
            None => return false,
            Some(next) if next == text => return true,
            Some(next) => text = Cow::Owned(next),
        }
    }
    // Still encoded after so many times: nobody writes such an address by chance.
    false
}

/// Some servers cut parameters off a step before they resolve it.
fn is_upward(step: &str) -> bool {
    matches!(step.split(';').next(), Some("." | ".."))
}

/// The text with its escapes read once; `None` where they hide something: a control character, or bytes that are no UTF-8,
/// as overlong forms of a dot are.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escape =
            tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if byte.is_ascii_control() => return None,
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_admitted_that_begins_so_and_leads_nowhere_else() {
        let prefixes = ["file:///srv/docs/", "notes:list", "demo://"];
        for uri in [
            "file:///srv/docs/",
            "file:///srv/docs/a/b.md",
            "file:///srv/docs/a%20b.md",
            "file:///srv/docs/100%25.md",
            "file:///srv/docs/a..b",
            "file:///srv/docs/...",
            "file:///srv/docs/gr%C3%BC%C3%9Fe",
            "file:///srv/docs/100%",
            "notes:list",
            "notes:list/1",
            "notes:list?page=2",
            "demo://anything",
        ] {
            assert!(admits(&prefixes, uri), "{uri}");
        }
    }

    #[test]
    fn an_address_that_could_lead_elsewhere_is_not() {
        let prefixes = ["file:///srv/docs/", "notes:list", "demo://"];
        for uri in [
            "",
            "file:///srv/docs",
            "file:///srv/docs/../../etc/passwd",
            "file:///srv/docs/a/..",
            "file:///srv/docs/./a",
            "file:///srv/docs/%2e%2e/%2E%2E/etc/passwd",
            "file:///srv/docs/.%2e/etc/passwd",
            "file:///srv/docs/%252e%252e/etc/passwd",
            "file:///srv/docs/%25252e%25252e/etc/passwd",
            "file:///srv/docs/..%2fetc",
            "file:///srv/docs/..%5cetc",
            "file:///srv/docs/..\\etc",
            "file:///srv/docs/..;a/etc",
            "file:///srv/docs/?/../../etc",
            "file:///srv/docs/#/../../etc",
            "file:///srv/docs/%c0%ae%c0%ae/etc",
            "file:///srv/docs/a%00.md",
            "file:///srv/docs/.\t./etc",
            "file:///srv/docs/a b",
            "FILE:///srv/docs/a",
            "file:///srv/secrets/a",
            "file:///etc/passwd",
            "notes:listing",
            "demo:/x",
            " demo://x",
        ] {
            assert!(!admits(&prefixes, uri), "{uri}");
        }
        assert!(!admits(&prefixes, &format!("demo://{}", "x".repeat(LONGEST))));
    }

    #[test]
    fn a_template_is_admitted_whose_fixed_part_decides() {
        let prefixes = ["file:///srv/docs/", "notes:list"];
        for template in [
            "file:///srv/docs/{path}",
            "file:///srv/docs/a/{+b}",
            "notes:list",
            "notes:list/{id}",
            "notes:list?{q}",
        ] {
            assert!(admits_template(&prefixes, template), "{template}");
        }
        for template in [
            "{+uri}",
            "file:///{+path}",
            "file:///srv/docs{/path}",
            "notes:list{id}",
            "file:///srv/docs/../{x}",
            "other://{x}",
        ] {
            assert!(!admits_template(&prefixes, template), "{template}");
        }
    }
}
