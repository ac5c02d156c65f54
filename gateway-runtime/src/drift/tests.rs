//! What is drift and what is not, case by case.

use std::fmt::Write;

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::*;
use crate::shape::{Input, ObjectShape};
use crate::spec::{Approval, Class, Policy};

/// A tool that takes these properties, of which none is required.
fn tool(input: &Value, output: Option<&Value>) -> &'static ToolSpec {
    let leaked = |schema: &Value| &*Box::leak(schema.to_string().into_boxed_str());
    Box::leak(Box::new(ToolSpec {
        index: 0,
        name: "tool",
        title: "Tool",
        upstream: "tool",
        description: "Does it.",
        aliases: &[],
        server: 0,
        class: Class::Write,
        annotations: Annotations {
            read_only: false,
            destructive: false,
            idempotent: true,
            open_world: false,
        },
        policy: Policy {
            rate: None,
            cache: None,
            retries: 0,
            approval: Approval::Never,
            call_timeout: None,
            max_arguments: None,
            max_result: None,
        },
        audit_arguments: crate::spec::Copied::Nothing,
        input: Input::Object(&ObjectShape { fields: &[], open: true }),
        input_schema: leaked(input),
        output_schema: output.map(leaked),
    }))
}

fn live(input: Value) -> LiveTool {
    LiveTool { name: "tool".into(), input_schema: input, ..LiveTool::default() }
}

fn told(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let mark = if change.severity == Severity::Blocking { "blocked" } else { "served" };
        format!("{mark}: {}\n", change.text)
    };
    if changes.is_empty() { "same\n".into() } else { changes.iter().map(line).collect() }
}

/// The changes of a parameter `p` from the first schema to the second.
fn parameter(reviewed: &Value, live_schema: &Value) -> Vec<Change> {
    let object = |schema: &Value| json!({"type": "object", "properties": {"p": schema}, "additionalProperties": false});
    compare(tool(&object(reviewed), None), &live(object(live_schema)), false)
}

fn snapshot(cases: &[(Value, Value)], changes: impl Fn(&Value, &Value) -> Vec<Change>) -> String {
    let mut text = String::new();
    for (reviewed, live) in cases {
        let _ = writeln!(text, "reviewed {reviewed}\nlive     {live}\n{}", told(&changes(reviewed, live)));
    }
    text
}

#[test]
fn a_value_that_was_reviewed_must_still_be_taken() {
    let cases = [
        (json!({"type": "string"}), json!({"type": "integer"})),
        (json!({"type": "number"}), json!({"type": "integer"})),
        (json!({"type": "string"}), json!({"type": "string", "maxLength": 5})),
        (json!({"type": "string", "maxLength": 9}), json!({"type": "string", "maxLength": 5})),
        (json!({"type": "string", "minLength": 1}), json!({"type": "string", "minLength": 2})),
        (json!({"type": "string"}), json!({"type": "string", "pattern": "^a"})),
        (json!({"type": "string", "pattern": "^b"}), json!({"type": "string", "pattern": "^a"})),
        (json!({"type": "string"}), json!({"type": "string", "format": "date-time"})),
        (json!({"type": "string"}), json!({"enum": ["a", "b"]})),
        (json!({"enum": ["a", "b", "c"]}), json!({"enum": ["a", "b"]})),
        (json!({"enum": ["a", "b"]}), json!({"type": "integer"})),
        (json!({"enum": ["a", "bb"]}), json!({"type": "string", "maxLength": 1})),
        (json!({"type": "integer", "maximum": 100}), json!({"type": "integer", "maximum": 50})),
        (json!({"type": "integer", "maximum": 100}), json!({"type": "integer", "exclusiveMaximum": 100})),
        (json!({"type": "integer"}), json!({"type": "integer", "format": "int32"})),
        (json!({"type": "number", "minimum": 0}), json!({"type": "number", "minimum": 0.5})),
        (json!({"type": "integer"}), json!({"type": "integer", "multipleOf": 10})),
        (json!({"type": ["string", "null"]}), json!({"type": "string"})),
        (json!({}), json!({"type": "string"})),
        (
            json!({"type": "array", "items": {"type": "string"}}),
            json!({"type": "array", "items": {"type": "integer"}}),
        ),
        (
            json!({"type": "array"}),
            json!({"type": "array", "items": {"type": "string"}, "maxItems": 3, "uniqueItems": true}),
        ),
        (
            json!({"type": "object", "properties": {"x": {"type": "string"}}}),
            json!({"type": "object", "properties": {"y": {}}, "required": ["y"]}),
        ),
        (
            json!({"type": "object", "additionalProperties": true}),
            json!({"type": "object", "additionalProperties": false}),
        ),
        (json!({"type": "object"}), json!({"type": "object", "additionalProperties": {"type": "string"}})),
        (json!({"type": "string"}), json!({"type": "string", "not": {"const": "x"}})),
        (json!({"type": "object"}), json!({"type": "object", "patternProperties": {"^x": false}})),
        (json!({"type": "object"}), json!({"$ref": "https://elsewhere/schema"})),
        (
            json!({"type": "string"}),
            json!({"oneOf": [{"type": "string", "maxLength": 3}, {"type": "string", "minLength": 2}]}),
        ),
        (json!({"type": "string"}), json!(false)),
        (json!({"type": "integer"}), json!({"type": "integer", "maximum": 9, "exclusiveMaximum": true})),
    ];
    for (reviewed, live) in &cases {
        let changes = parameter(reviewed, live);
        assert!(changes.iter().any(|change| change.severity == Severity::Blocking), "{reviewed} {live}");
    }
    assert_snapshot!("blocked_parameters", snapshot(&cases, parameter));
}

#[test]
fn a_contract_may_be_stricter_than_its_server() {
    for (reviewed, live) in [
        (json!({"type": "string", "maxLength": 5, "pattern": "^a"}), json!({"type": "string"})),
        (json!({"enum": ["a", "b"]}), json!({"type": "string", "title": "P"})),
        (json!({"const": "a"}), json!({"anyOf": [{"type": "string"}, {"type": "null"}], "default": null})),
        (json!({"type": ["string", "null"]}), json!({"anyOf": [{"type": "null"}, {"type": "string"}]})),
        (json!({"type": "integer", "minimum": 1}), json!({"type": "number"})),
        (
            json!({"type": "integer", "minimum": 0}),
            json!({"type": "integer", "format": "uint64", "minimum": 0}),
        ),
        (
            json!({"type": "integer", "minimum": 0, "maximum": 7}),
            json!({"type": "integer", "format": "int32"}),
        ),
        (json!({"type": "integer", "multipleOf": 10}), json!({"type": "integer", "multipleOf": 5})),
        (json!({"type": "string"}), json!(true)),
        (json!({"type": "array", "items": {"type": "string"}, "maxItems": 3}), json!({"type": "array"})),
        (
            json!({"type": "object", "properties": {"x": {"type": "string"}}, "additionalProperties": false}),
            json!({"type": "object", "additionalProperties": true}),
        ),
        (
            json!({"type": "object", "properties": {"x": {"type": "string"}}, "additionalProperties": false}),
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
        ),
        (
            json!({"type": "string", "not": {"const": "x"}, "minLength": 1}),
            json!({"type": "string", "not": {"const": "x"}}),
        ),
        (json!({"type": "integer"}), json!({"allOf": [{"type": "integer"}], "title": "P"})),
        (json!({"type": "integer"}), json!({"oneOf": [{"type": "integer"}, {"type": "string"}]})),
    ] {
        assert_eq!(told(&parameter(&reviewed, &live)), "same\n", "{reviewed} {live}");
    }
}

#[test]
fn what_a_server_takes_beyond_the_contract_is_told() {
    let cases = [
        (json!({"type": "integer", "maximum": 50}), json!({"type": "integer", "maximum": 100})),
        (json!({"type": "string", "maxLength": 5}), json!({"type": "string", "maxLength": 9})),
        (json!({"enum": ["a"]}), json!({"enum": ["a", "b"]})),
        (
            json!({"type": "string", "description": "One."}),
            json!({"type": "string", "description": "Another."}),
        ),
        (json!({"type": "string", "default": "x"}), json!({"type": "string", "default": "y"})),
        (
            json!({"type": "object", "properties": {"x": {"type": "string", "description": "One."}}}),
            json!({"type": "object", "properties": {"x": {"type": "string", "description": "Another."}, "new": {}}}),
        ),
    ];
    for (reviewed, live) in &cases {
        let changes = parameter(reviewed, live);
        assert!(!changes.is_empty(), "{live}");
        assert!(changes.iter().all(|change| change.severity == Severity::Compatible), "{}", told(&changes));
    }
    assert_snapshot!("served_parameters", snapshot(&cases, parameter));
}

#[test]
fn local_references_are_filled_in_and_endless_ones_are_not_compared() {
    let object = json!({"type": "object", "properties": {"p": {"enum": ["a", "b"]}}});
    let with = |colours: &Value| {
        json!({"type": "object", "$defs": {"Colour": colours},
               "properties": {"p": {"$ref": "#/$defs/Colour", "description": "Which."}}})
    };
    let same =
        compare(tool(&object, None), &live(with(&json!({"enum": ["a", "b"], "title": "Colour"}))), false);
    assert_eq!(told(&same), "same\n");
    let fewer = compare(tool(&object, None), &live(with(&json!({"enum": ["a"]}))), false);
    assert_snapshot!(told(&fewer), @r#"blocked: parameter `p`: "b" was reviewed, the server takes only "a""#);
    let tree = with(&json!({"type": "object", "properties": {"inner": {"$ref": "#/$defs/Colour"}}}));
    assert_eq!(told(&compare(tool(&tree, None), &live(tree.clone()), false)), "same\n");
    let deeper =
        with(&json!({"type": "object", "properties": {"inner": {"$ref": "#/$defs/Colour"}, "new": {}}}));
    let changes = compare(tool(&tree, None), &live(deeper), false);
    assert!(told(&changes).contains("`$ref` is beyond what can be compared"), "{}", told(&changes));
}

#[test]
fn parameters_come_and_go() {
    let cases = [
        (json!({"type": "object", "properties": {"p": {}}}), json!({"type": "object", "properties": {}})),
        (json!({"type": "object", "properties": {"p": {}}}), json!({"type": "object"})),
        (
            json!({"type": "object", "properties": {"p": {}}}),
            json!({"type": "object", "properties": {"p": {}}, "required": ["p"]}),
        ),
        (
            json!({"type": "object", "properties": {}}),
            json!({"type": "object", "properties": {"q": {}}, "required": ["q"]}),
        ),
        (json!({"type": "object", "properties": {}}), json!({"type": "object", "properties": {"q": {}}})),
        (json!({"type": "object"}), json!({"type": "object", "additionalProperties": false})),
        (json!({"type": "object"}), Value::Null),
    ];
    let arguments = |reviewed: &Value, live_schema: &Value| {
        compare(tool(reviewed, None), &live(live_schema.clone()), false)
    };
    assert_snapshot!("arguments", snapshot(&cases, arguments));
}

#[test]
fn annotations_may_become_safer_only() {
    let object = json!({"type": "object"});
    let tool = tool(&object, None);
    let mut text = String::new();
    for annotations in [
        json!({}),
        json!({"readOnlyHint": true}),
        json!({"destructiveHint": true}),
        json!({"idempotentHint": false}),
        json!({"openWorldHint": true}),
        json!({"readOnlyHint": true, "destructiveHint": true, "idempotentHint": false}),
    ] {
        let live =
            LiveTool::read(&json!({"name": "tool", "inputSchema": object, "annotations": annotations}));
        let _ = writeln!(text, "{annotations}\n{}", told(&compare(tool, &live.expect("a name"), false)));
    }
    assert_snapshot!("annotations", text);
}

#[test]
fn what_is_returned_must_be_what_was_reviewed() {
    let object = json!({"type": "object"});
    let reviewed = json!({"type": "object", "properties": {"n": {"type": "integer", "maximum": 9}, "s": {"type": "string"}},
                          "required": ["n"], "additionalProperties": false});
    let tool = tool(&object, Some(&reviewed));
    let given = |output: Option<Value>, returns| {
        compare(tool, &LiveTool { output_schema: output, ..live(object.clone()) }, returns)
    };
    assert_eq!(told(&given(None, false)), "same\n", "an endpoint that returns only text has none");
    let mut text = told(&given(None, true));
    for output in [
        reviewed.clone(),
        json!({"type": "object", "properties": {"n": {"type": "integer", "maximum": 5}}, "required": ["n"]}),
        json!({"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}),
        json!({"type": "object", "properties": {"n": {"type": "string"}}, "required": ["n"]}),
        json!({"type": "object", "properties": {"n": {"type": "integer", "maximum": 9}}}),
        json!({"type": "object", "properties": {"n": {"type": "integer", "maximum": 9}, "x": {}}, "required": ["n"]}),
        json!({"type": "object", "properties": {"n": {"const": 3}}, "required": ["n"], "additionalProperties": true}),
    ] {
        let _ = writeln!(text, "\n{output}\n{}", told(&given(Some(output.clone()), true)).trim_end());
    }
    assert_snapshot!("returns", text);
}

#[test]
fn a_server_is_compared_by_the_names_it_uses() {
    let tool = tool(&json!({"type": "object"}), None);
    let same = live(json!({"type": "object"}));
    let other = LiveTool { name: "other\u{1b}[2J".into(), ..same.clone() };
    let text = |live: &[LiveTool]| {
        let drift = compare_all(&[tool], live, false);
        let tools: String = drift.tools.iter().map(|tool| told(&tool.changes)).collect();
        format!("{:?}, extra {:?}\n{tools}", drift.severity(), drift.extra)
    };
    assert_snapshot!(text(std::slice::from_ref(&same)), @"None, extra []");
    assert_snapshot!(text(&[same.clone(), other]), @r#"Some(Compatible), extra ["other�[2J"]"#);
    assert_snapshot!(text(&[]), @r"
    Some(Blocking), extra []
    blocked: the server has no tool `tool` any more
    ");
    assert_snapshot!(text(&[same.clone(), same]), @r"
    Some(Blocking), extra []
    blocked: the server lists `tool` twice, so it is not known which one answers
    ");
}

#[test]
fn other_words_are_no_other_tool() {
    let tool = tool(&json!({"type": "object"}), None);
    let reworded = LiveTool { description: Some("Does that.".into()), ..live(json!({"type": "object"})) };
    assert_eq!(told(&compare(tool, &reworded, false)), "served: its description reads otherwise\n");
}

mod laws {
    use proptest::prelude::*;

    use super::*;

    fn schema() -> impl Strategy<Value = Value> {
        fn limit() -> impl Strategy<Value = Option<i64>> {
            proptest::option::of(0..6i64)
        }
        let leaf = prop_oneof![
            Just(json!({})),
            Just(json!({"type": "null"})),
            Just(json!({"type": "boolean"})),
            (prop_oneof![Just("integer"), Just("number")], limit(), limit())
                .prop_map(|(kind, least, most)| with(kind, &[("minimum", least), ("maximum", most)])),
            (limit(), limit())
                .prop_map(|(least, most)| with("string", &[("minLength", least), ("maxLength", most)])),
            proptest::collection::vec(prop_oneof![Just(json!("a")), Just(json!(3)), Just(Value::Null)], 1..3)
                .prop_map(|values| json!({"enum": values})),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                (inner.clone(), limit()).prop_map(|(items, most)| {
                    let mut schema = with("array", &[("maxItems", most)]);
                    schema["items"] = items;
                    schema
                }),
                proptest::collection::vec(inner.clone(), 1..3).prop_map(|choices| json!({"anyOf": choices})),
                (inner.clone(), inner, any::<bool>(), any::<bool>()).prop_map(|(x, y, open, needed)| {
                    let required = if needed { json!(["x"]) } else { json!([]) };
                    json!({"type": "object", "properties": {"x": x, "y": y}, "required": required,
                           "additionalProperties": open})
                }),
            ]
        })
    }

    fn with(kind: &str, limits: &[(&str, Option<i64>)]) -> Value {
        let mut schema = json!({"type": kind});
        for (key, limit) in limits {
            if let Some(limit) = limit {
                schema[*key] = json!(limit);
            }
        }
        schema
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-1..7i64).prop_map(Value::from),
            Just(json!(2.5)),
            "[ab]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(2, 6, 3, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::hash_map("[xyz]", inner, 0..3).prop_map(|members| json!(members)),
            ]
        })
    }

    proptest! {
        /// What is not blocked is taken: no value that the contract lets through is refused by the live schema.
        #[test]
        fn nothing_that_passes_the_contract_is_refused(reviewed in schema(), live in schema(), values in proptest::collection::vec(value(), 20)) {
            if accept::covers(&reviewed, &live, Direction::Input).is_empty() {
                let passes = |schema: &Value, value: &Value| jsonschema::draft202012::is_valid(schema, value);
                for value in values {
                    prop_assert!(!passes(&reviewed, &value) || passes(&live, &value), "{reviewed} {live} {value}");
                }
            }
        }

        /// A schema that has not changed is not drift.
        #[test]
        fn the_same_is_the_same(schema in schema()) {
            prop_assert_eq!(accept::covers(&schema, &schema, Direction::Input), []);
        }
    }
}
