//! Random schemas, as servers write them, and random values for them.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Schemas of one value: what the syntax can say, and much that it cannot.
pub(super) fn value_schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({})),
        Just(json!(true)),
        Just(json!({"type": "boolean"})),
        Just(json!({"type": "object"})),
        Just(json!({"type": "array"})),
        Just(json!({"type": "null"})),
        (0..3_u32, 2..6_u32)
            .prop_map(|(min, max)| json!({"type": "string", "minLength": min, "maxLength": max})),
        prop_oneof![Just("^a+$"), Just("[0-9]"), Just(r"^\d+$"), Just("(?=a)a")]
            .prop_map(|pattern| json!({"type": "string", "pattern": pattern})),
        Just(json!({"type": "string", "format": "uri"})),
        (-3..3_i64, 0..4_i64)
            .prop_map(|(min, more)| json!({"type": "integer", "minimum": min, "maximum": min + more})),
        (-3..3_i64).prop_map(|min| json!({"type": "integer", "exclusiveMinimum": min})),
        (-3..3_i64).prop_map(|max| json!({"type": "number", "exclusiveMaximum": max})),
        (-3.0..3.0_f64).prop_map(|min| json!({"type": "number", "minimum": min})),
        Just(json!({"type": "number", "multipleOf": 2})),
        Just(json!({"type": ["string", "null"]})),
        Just(json!({"type": ["string", "integer"]})),
        Just(json!({"enum": ["a", "aa"]})),
        Just(json!({"enum": ["a", null]})),
        Just(json!({"type": ["string", "null"], "enum": ["a", null]})),
        Just(json!({"type": ["string", "null"], "enum": ["a", "b"]})),
        Just(json!({"type": "string", "enum": ["a", null]})),
        Just(json!({"const": "a"})),
        Just(json!({"const": 1})),
        Just(json!({"minLength": 2})),
        Just(json!({"properties": {"a": {"type": "string"}}})),
    ];
    leaf.prop_recursive(3, 20, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|items| json!({"type": "array", "items": items})),
            (inner.clone(), 0..2_u32, 2..4_u32).prop_map(
                |(items, min, max)| json!({"type": "array", "items": items, "minItems": min, "maxItems": max})
            ),
            inner.clone().prop_map(|items| json!({"type": "array", "items": items, "uniqueItems": true})),
            inner.clone().prop_map(|other| json!({"anyOf": [other, {"type": "null"}]})),
            inner.clone().prop_map(|other| json!({"oneOf": [{"type": "null"}, other]})),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| json!({"anyOf": [a, b]})),
            object_schema(inner),
        ]
    })
}

const NAMES: [&str; 4] = ["a", "b_c", "with space", "d"];

fn object_schema(member: impl Strategy<Value = Value> + Clone) -> impl Strategy<Value = Value> {
    let additional = prop_oneof![
        Just(None),
        Just(Some(json!(true))),
        Just(Some(json!(false))),
        Just(Some(json!({"type": "string"})))
    ];
    let required = prop::collection::vec(prop::sample::select(&NAMES[..]), 0..2);
    let extras = prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 4);
    (prop::collection::vec((prop::sample::select(&NAMES[..]), member), 0..3), required, additional, extras)
        .prop_map(|(members, required, additional, extras)| {
            let mut properties = Map::new();
            for ((name, mut schema), (described, titled, with_default)) in members.into_iter().zip(extras) {
                if let Some(schema) = schema.as_object_mut() {
                    if described {
                        schema.insert("description".into(), json!("What it is."));
                    }
                    if titled {
                        schema.insert("title".into(), json!("Another title"));
                    }
                    if with_default {
                        schema.insert("default".into(), json!("a"));
                    }
                }
                properties.insert(name.into(), schema);
            }
            let mut object = json!({"type": "object", "properties": properties});
            let required: Vec<_> =
                required.into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
            if !required.is_empty() {
                object["required"] = json!(required);
            }
            if let Some(additional) = additional {
                object["additionalProperties"] = additional;
            }
            object
        })
}

/// Schemas of all arguments of a tool.
pub(super) fn input_schema() -> impl Strategy<Value = Value> {
    let dialect = prop_oneof![
        Just(None),
        Just(Some("http://json-schema.org/draft-07/schema#")),
        Just(Some("https://json-schema.org/draft/2020-12/schema")),
    ];
    (object_schema(value_schema().boxed()), dialect).prop_map(|(mut schema, dialect)| {
        if let Some(dialect) = dialect {
            schema["$schema"] = json!(dialect);
        }
        schema
    })
}

/// Values that are often right, and nearly right otherwise.
pub(super) fn instance() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        (-4..5_i64).prop_map(|number| json!(number)),
        Just(json!(1.0)),
        Just(json!(0.5)),
        prop_oneof![Just(""), Just("a"), Just("aa"), Just("b"), Just("7"), Just("٣"), Just("aaaaaaa")]
            .prop_map(|text| json!(text)),
    ];
    let value = leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(&NAMES[..]), inner), 0..3).prop_map(|members| {
                members
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect::<Map<_, _>>()
                    .into()
            }),
        ]
    });
    prop::collection::vec((prop::sample::select(&NAMES[..]), value), 0..4).prop_map(|members| {
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
    })
}
