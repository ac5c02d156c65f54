//! What two answers differ in, with the place of each difference as a JSON pointer. A text that is itself JSON is looked
//! into: the pointer goes on inside of it.

use diffy::{DiffOptions, PatchFormatter};
use serde_json::Value;

use super::path::Ignored;

/// How two answers compare.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// The same bytes.
    Same,
    /// The same values, in other bytes: order of members, spaces, ways to write a number.
    Equal,
    /// Different, at these places.
    Different(Vec<Difference>),
}

/// One difference; `None` stands for what is not there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    pub(super) path: String,
    pub(super) direct: Option<Value>,
    pub(super) gateway: Option<Value>,
}

/// Compares two JSON texts, but for what is ignored.
pub(super) fn compare(direct: &str, gateway: &str, ignored: &Ignored) -> Verdict {
    if direct == gateway {
        return Verdict::Same;
    }
    let read = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    let mut found = Vec::new();
    walk(Some(&read(direct)), Some(&read(gateway)), String::new(), ignored, &mut found);
    if found.is_empty() { Verdict::Equal } else { Verdict::Different(found) }
}

fn walk(
    direct: Option<&Value>,
    gateway: Option<&Value>,
    path: String,
    ignored: &Ignored,
    found: &mut Vec<Difference>,
) {
    if direct == gateway || ignored.has(&path) || is_said_by_silence(direct, gateway, &path) {
        return;
    }
    match (direct, gateway) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let more = b.keys().filter(|key| !a.contains_key(*key));
            for key in a.keys().chain(more) {
                let below = format!("{path}/{}", escaped(key));
                walk(a.get(key), b.get(key), below, ignored, found);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            for at in 0..a.len().max(b.len()) {
                walk(a.get(at), b.get(at), format!("{path}/{at}"), ignored, found);
            }
        }
        (Some(Value::String(a)), Some(Value::String(b))) => match (inside(a), inside(b)) {
            (Some(a), Some(b)) => walk(Some(&a), Some(&b), path, ignored, found),
            _ => found.push(Difference { path, direct: direct.cloned(), gateway: gateway.cloned() }),
        },
        _ => found.push(Difference { path, direct: direct.cloned(), gateway: gateway.cloned() }),
    }
}

/// A result that does not say that it is an error says the same as one that says that it is none (MCP 2025-11-25, schema).
fn is_said_by_silence(direct: Option<&Value>, gateway: Option<&Value>, path: &str) -> bool {
    let is_none = |value: Option<&Value>| value.is_none_or(|value| *value == Value::Bool(false));
    path == "/isError" && is_none(direct) && is_none(gateway)
}

/// The object or list that a text is.
fn inside(text: &str) -> Option<Value> {
    let is_one = text.trim_start().starts_with(['{', '[']);
    is_one.then(|| serde_json::from_str(text).ok()).flatten()
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// No more of one difference is shown than so many lines, and so many characters of a line.
const LINES: usize = 12;
const WIDTH: usize = 160;

impl Difference {
    /// For people: texts of several lines as a diff, others one below the other.
    pub(super) fn text(&self) -> String {
        let path = if self.path.is_empty() { "/" } else { &self.path };
        let lines = match (&self.direct, &self.gateway) {
            (Some(Value::String(a)), Some(Value::String(b))) if a.contains('\n') || b.contains('\n') => {
                let patch = DiffOptions::new().set_context_len(1).create_patch(a, b);
                let unified =
                    PatchFormatter::new().missing_newline_message(false).fmt_patch(&patch).to_string();
                // The names of what is compared stand above.
                unified.lines().skip(2).map(str::to_owned).collect()
            }
            (direct, gateway) => {
                vec![format!("- {}", shown(direct.as_ref())), format!("+ {}", shown(gateway.as_ref()))]
            }
        };
        let more = lines.len().saturating_sub(LINES);
        let mut text = format!("    {path}\n");
        for line in lines.iter().take(LINES) {
            text += &format!("      {}\n", cut(line));
        }
        if more > 0 {
            text += &format!("      … {more} lines more; --json has all\n");
        }
        text
    }
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(direct: &str, gateway: &str, ignored: &[&str]) -> Option<Vec<String>> {
        let ignored: Vec<_> = ignored.iter().map(|path| (*path).to_owned()).collect();
        match compare(direct, gateway, &Ignored::new(&ignored).unwrap_or_else(|why| panic!("{why}"))) {
            Verdict::Same => None,
            Verdict::Equal => Some(Vec::new()),
            Verdict::Different(found) => Some(found.into_iter().map(|found| found.path).collect()),
        }
    }

    #[test]
    fn each_difference_has_its_place() {
        for (direct, gateway, ignored, expected) in [
            (r#"{"a":1}"#, r#"{"a":1}"#, &[][..], None),
            (r#"{"a":1,"b":2}"#, r#"{"b": 2, "a": 1}"#, &[], Some(vec![])),
            (r#"{"a":1}"#, r#"{"a":2}"#, &[], Some(vec!["/a"])),
            (r#"{"a":1}"#, r#"{"b":1}"#, &[], Some(vec!["/a", "/b"])),
            (r#"{"a":1}"#, r#"{"a":2}"#, &["/a"], Some(vec![])),
            ("[1,2]", "[1,3,4]", &[], Some(vec!["/1", "/2"])),
            ("[1,2]", "[1,3,4]", &["/*"], Some(vec![])),
            (r#"{"a/b":{"~":1}}"#, r#"{"a/b":{"~":2}}"#, &[], Some(vec!["/a~1b/~0"])),
            (r#"[{"text":"{\"t\":1}"}]"#, r#"[{"text":"{ \"t\":1 }"}]"#, &[], Some(vec![])),
            (r#"[{"text":"{\"t\":1}"}]"#, r#"[{"text":"{\"t\":2}"}]"#, &[], Some(vec!["/0/text/t"])),
            (r#"[{"text":"{\"t\":1}"}]"#, r#"[{"text":"{\"t\":2}"}]"#, &["/**/t"], Some(vec![])),
            (r#"[{"text":"{\"t\":1}"}]"#, r#"[{"text":"oops"}]"#, &[], Some(vec!["/0/text"])),
            (r#"{"isError":false}"#, "{}", &[], Some(vec![])),
            (r#"{"isError":true}"#, "{}", &[], Some(vec!["/isError"])),
            ("7", "8", &[], Some(vec![""])),
        ] {
            let found = places(direct, gateway, ignored);
            let expected =
                expected.map(|paths: Vec<&str>| paths.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(found, expected, "{direct} and {gateway} without {ignored:?}");
        }
    }

    #[test]
    fn texts_of_several_lines_are_a_diff_and_long_ones_are_cut() {
        let difference = |direct: &str, gateway: &str| Difference {
            path: "/content/0/text".into(),
            direct: Some(direct.into()),
            gateway: Some(gateway.into()),
        };
        let text = difference("one\ntwo\nthree\n", "one\n2\nthree\n").text();
        assert!(text.contains("      -two\n      +2\n"), "{text}");
        let long = difference(&"x".repeat(500), "y").text();
        assert!(long.lines().all(|line| line.chars().count() < 180), "{long}");
        let many = difference(&"a\n".repeat(60), &"b\n".repeat(60)).text();
        assert!(many.contains("lines more"), "{many}");
    }
}
