//! The scanner accepts what is JSON, and hands out its input unchanged.

use gateway_runtime::json::{MAX_DEPTH, Problem, Scanner, chars, quoted, unquote};
use proptest::prelude::*;
use serde_json::Value;

fn scan(text: &str) -> Result<&str, Problem> {
    let mut scanner = Scanner::new(text);
    let value = scanner.value().map_err(|error| error.problem)?;
    scanner.end().map_err(|error| error.problem)?;
    Ok(value)
}

/// Whether `serde_json` takes the text.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// Whether the text holds a number that `serde_json` has no float for, so that it cannot judge the text.
fn is_beyond_floats(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_err_and(|error| error.to_string().contains("out of range"))
}

#[test]
fn numbers_of_any_size_are_json() {
    for text in ["1e400", "-12e+0120", "-0", "12345678901234567890123", "1.10"] {
        assert_eq!(scan(text), Ok(text));
    }
}

#[test]
fn what_is_not_json_is_refused_where_it_goes_wrong() {
    for (text, at, problem) in [
        ("", 0, "a value"),
        ("nul", 0, "null"),
        ("[1,]", 3, "a value"),
        ("[1 2]", 3, "`,` or `]`"),
        ("{\"a\" 1}", 5, "`:`"),
        ("{a:1}", 1, "a key in quotes"),
        ("{\"a\":1,}", 7, "a key in quotes"),
        ("01", 1, "the end of the message"),
        ("1.", 2, "a digit"),
        ("-", 1, "a digit"),
        ("1e+", 3, "a digit"),
        ("{} {}", 3, "the end of the message"),
    ] {
        let mut scanner = Scanner::new(text);
        let error = scanner.value().and_then(|_| scanner.end()).expect_err(text);
        assert_eq!((error.at, error.problem), (at, Problem::Expected(problem)), "{text}");
    }
}

#[test]
fn malformed_strings_are_refused() {
    for text in [
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
    ] {
        assert!(matches!(scan(text), Err(Problem::BadString(_))), "{text:?}");
        assert!(!is_json(text), "{text:?}");
    }
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(scan(&nested(usize::from(MAX_DEPTH))).is_ok());
    assert_eq!(scan(&nested(usize::from(MAX_DEPTH) + 1)), Err(Problem::TooDeep));
    assert_eq!(scan(&"[".repeat(1_000_000)), Err(Problem::TooDeep), "and an attack ends early");
}

#[test]
fn strings_say_what_they_say() {
    for (raw, text) in [
        (r#""plain""#, "plain"),
        (r#""""#, ""),
        (r#""a\"b\\c\/d""#, "a\"b\\c/d"),
        (r#""\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t"),
        (r#""\u00fc\u20ac\ud83d\ude00""#, "ü€😀"),
    ] {
        assert_eq!(unquote(raw), text);
        assert_eq!(chars(&raw[1..raw.len() - 1]).count(), text.chars().count());
        assert_eq!(serde_json::from_str::<String>(raw).ok().as_deref(), Some(text));
    }
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Text that is nearly JSON.
fn nearly_json() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\u00e9", "\\ud83d", "\\ude00", "0", "12", "-",
        ".", "e", "+", "true", "null", "fals", " ", "\n", "\t", "\u{1}", "ü", "\u{feff}", "1e40",
    ]);
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_json_text_is_read_whole(value in json_value(), pretty: bool) {
        let text = if pretty { format!(" {value:#}\n") } else { value.to_string() };
        prop_assert_eq!(scan(&text), Ok(text.trim()));
    }

    #[test]
    fn a_text_is_accepted_exactly_when_it_is_json(text in nearly_json()) {
        prop_assume!(!is_beyond_floats(&text));
        prop_assert_eq!(scan(&text).is_ok(), is_json(&text), "{:?}", text);
    }

    #[test]
    fn a_cut_text_is_never_accepted_as_the_whole(value in json_value(), at: prop::sample::Index) {
        let text = format!("[{value}]");
        let ends: Vec<_> = text.char_indices().map(|(end, _)| end).collect();
        let cut = &text[..ends[at.index(ends.len())]];
        prop_assert_eq!(scan(cut).is_ok(), is_json(cut));
    }

    #[test]
    fn quoting_and_unquoting_are_inverse(text: String) {
        let raw = quoted(&text);
        prop_assert_eq!(unquote(&raw), text);
    }
}
