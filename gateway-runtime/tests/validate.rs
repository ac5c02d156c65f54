//! Validation: every kind of parameter, and what is said of each mistake.

use gateway_runtime::shape::{
    Field, Guard, Input, Kind, ObjectShape, Pattern, SchemaInput, Shape, StringRule,
};
use gateway_runtime::validate::{MAX_FAULTS, validate};

static DATE: Pattern = Pattern::new("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");

const fn shape(kind: Kind) -> Shape {
    Shape { nullable: false, kind }
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field::optional(name, shape(kind))
}

const fn text(min_len: Option<u32>, max_len: Option<u32>) -> Kind {
    Kind::String(StringRule { min_len, max_len, pattern: None, guard: None })
}

static STRING: Shape = shape(text(Some(1), None));
static INNER: ObjectShape =
    ObjectShape { fields: &[field("deep", Kind::Integer { min: Some(0), max: None })], open: false };

static EVERYTHING: Input = Input::Object(&ObjectShape {
    fields: &[
        Field::required("needed", shape(text(Some(1), Some(5)))),
        field("choice", Kind::Enum(&["red", "green"])),
        field("count", Kind::Integer { min: Some(1), max: Some(100) }),
        field("any_count", Kind::Integer { min: None, max: None }),
        field("ratio", Kind::Number { min: Some(0.0), max: Some(2.0) }),
        field("flag", Kind::Boolean),
        field("names", Kind::Array { items: &STRING, min_items: Some(1), max_items: Some(2) }),
        field("object", Kind::Object(&INNER)),
        field("any_object", Kind::AnyObject),
        field("any", Kind::Any),
        field("date", Kind::String(StringRule { pattern: Some(&DATE), ..StringRule::ANY })),
        field("path", Kind::String(StringRule { guard: Some(Guard::RelativePath), ..StringRule::ANY })),
        Field::optional("nullable", Shape { nullable: true, kind: Kind::Boolean }),
    ],
    open: false,
});

fn faults(arguments: &str) -> Vec<String> {
    let faults = validate(&EVERYTHING, arguments).err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn what_fits_passes() {
    for arguments in [
        r#"{"needed":"a"}"#,
        r#"{"needed":"grüße"}"#,
        r#"{"needed":"\ud83d\ude00\u00fc\n\"x"}"#,
        r#"{"n\u0065eded":"a"}"#,
        r#"{"needed":"a","choice":"gr\u0065en"}"#,
        r#"{"needed":"a","count":1,"ratio":2e0,"flag":false}"#,
        r#"{"needed":"a","any_count":12345678901234567890123}"#,
        r#"{"needed":"a","names":["x","y"],"object":{"deep":7},"any_object":{"x":[null]},"any":[1,{"a":null}]}"#,
        r#"{"needed":"a","date":"2024-02-30","path":"docs/a b.md","nullable":null}"#,
        r#" { "needed" : "a" } "#,
    ] {
        assert_eq!(faults(arguments), [""; 0], "{arguments}");
    }
}

#[test]
fn what_does_not_fit_is_named_with_its_path_and_what_would() {
    let cases = [
        "[]",
        "null",
        "{}",
        r#"{"needed":""}"#,
        r#"{"needed":"sixsix"}"#,
        r#"{"needed":null}"#,
        r#"{"needed":"a","needed":"b"}"#,
        r#"{"needed":"a","choice":"blue","count":0,"ratio":-0.1}"#,
        r#"{"needed":"a","count":101,"any_count":5.0,"flag":"true"}"#,
        r#"{"needed":"a","count":99999999999999999999999999999999999999999999}"#,
        r#"{"needed":"a","names":[],"object":{"deep":-1,"other":2}}"#,
        r#"{"needed":"a","names":["","x",7],"object":[],"any_object":[],"any":null}"#,
        r#"{"needed":"a","date":"yesterday","path":"../secret"}"#,
        r#"{"needed":"a","chioce":"red"}"#,
        r#"{"needed":"a","unheard_of":1}"#,
    ];
    let said: Vec<_> =
        cases.iter().map(|arguments| format!("{arguments}\n  {}", faults(arguments).join("\n  "))).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn the_number_of_reported_mistakes_is_bounded() {
    let many: Vec<_> = (0..100).map(|n| format!("\"extra{n}\":0")).collect();
    assert_eq!(faults(&format!("{{{}}}", many.join(","))).len(), MAX_FAULTS);
}

#[test]
fn guards_keep_strings_from_naming_what_they_must_not() {
    for (guard, good, bad) in [
        (
            Guard::RelativePath,
            vec!["a", "a/b.md", ".", "./a", "a/..b", "", "a-b", "ü/x"],
            vec!["/etc/passwd", "..", "../x", "a/../b", "a/..", "-rf", "~/x", "a\\b", "a\0b", "C:/x", "c:x"],
        ),
        (
            Guard::FileName,
            vec!["a.json", ".env", "a b"],
            vec!["", ".", "..", "a/b", "/a", "-x", "a\\b", "a\0", "~"],
        ),
        (Guard::Identifier, vec!["a", "A-1_b", "7"], vec!["", "-a", "_a", "a b", "a/b", "ü", "a."]),
    ] {
        for text in good {
            assert!(guard.allows(text), "{guard:?} {text:?}");
        }
        for text in bad {
            assert!(!guard.allows(text), "{guard:?} {text:?}");
        }
    }
}

#[test]
fn a_schema_of_the_tools_own_is_enforced() {
    static SCHEMA: SchemaInput = SchemaInput::new(
        r#"{"type":"object","properties":{"a":{"type":"array","items":{"oneOf":[{"const":1},{"type":"string"}]}}},"required":["a"]}"#,
    );
    static INPUT: Input = Input::Schema(&SCHEMA);
    assert!(validate(&INPUT, r#"{"a":[1,"x"]}"#).is_ok());
    let paths = |arguments| {
        let faults = validate(&INPUT, arguments).expect_err("does not fit");
        faults.into_iter().map(|fault| fault.path).collect::<Vec<_>>()
    };
    assert_eq!(paths("{}"), [""]);
    assert_eq!(paths(r#"{"a":[1,2,"x",false]}"#), ["a.1", "a.3"]);
}
