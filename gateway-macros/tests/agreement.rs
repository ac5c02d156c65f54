//! Three statements of what a tool accepts say the same: its JSON Schema, the schema of its Rust type, and the validator.
//! Of what it returns there are two: its JSON Schema and its Rust type.
//!
//! Known exceptions, as documented: guards are not part of the schema, and `5.0` is no integer to the validator.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod generated {
    gateway_macros::gateway!("./../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
}

use std::sync::LazyLock;

use gateway_runtime::spec::ToolSpec;
use gateway_runtime::validate::validate;
use generated::servers::{plain, r#type};
use generated::{CONTRACT, Tool};
use proptest::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

fn emitted(tool: &ToolSpec) -> Value {
    serde_json::from_str(tool.input_schema).unwrap()
}

fn returned(tool: Tool) -> Value {
    serde_json::from_str(tool.spec().output_schema.unwrap()).unwrap()
}

/// Takes away what schemars adds for Rust's sake: titles, number formats, and fractions of whole numbers; and spells
/// the schema of any value, `true`, as `{}`.
fn normal(schema: Value) -> Value {
    match schema {
        Value::Object(keys) => {
            let keys = keys.into_iter().filter(|(key, value)| !(key == "format" && value.is_string()));
            let spelt = |key: &str, value| if key == "properties" { declared(value) } else { normal(value) };
            Value::Object(keys.map(|(key, value)| (key.clone(), spelt(&key, value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(normal).collect()),
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 1e15 => json!(float as i64),
            _ => Value::Number(number),
        },
        scalar => scalar,
    }
}

fn declared(properties: Value) -> Value {
    let Value::Object(properties) = properties else { return properties };
    let spelt = |schema| if schema == json!(true) { json!({}) } else { normal(schema) };
    properties.into_iter().map(|(name, schema)| (name, spelt(schema))).collect()
}

fn of_type<T: JsonSchema>() -> Value {
    let mut schema = normal(schemars::schema_for!(T).to_value());
    let keys = schema.as_object_mut().unwrap();
    for key in ["$schema", "title"] {
        keys.remove(key);
    }
    keys.entry("properties").or_insert_with(|| json!({}));
    schema
}

#[test]
fn the_schema_of_the_type_is_the_schema_that_clients_see() {
    let types: [(Tool, Value); 7] = [
        (Tool::EveryKind, of_type::<plain::EveryKindArgs<'_>>()),
        (Tool::Give, of_type::<plain::GiveArgs>()),
        (Tool::Nested, of_type::<plain::NestedArgs<'_>>()),
        (Tool::Nothing, of_type::<plain::NothingArgs>()),
        (Tool::Match, of_type::<r#type::MatchArgs<'_>>()),
        (Tool::AB, of_type::<r#type::ABArgs<'_>>()),
        (Tool::AB2, of_type::<r#type::AB2Args>()),
    ];
    for (tool, of_type) in types {
        assert_eq!(of_type, normal(emitted(tool.spec())), "{}", tool.spec().name);
    }
}

#[test]
fn the_schema_of_the_returned_type_is_the_schema_that_clients_see() {
    for (tool, of_type) in [
        (Tool::Give, of_type::<plain::GiveReturns>()),
        (Tool::Match, of_type::<r#type::MatchReturns>()),
        (Tool::Search, of_type::<plain::SearchReturns>()),
    ] {
        assert_eq!(of_type, normal(returned(tool)), "{}", tool.spec().name);
    }
}

/// Objects that have what the schema requires.
fn complete(schema: &Value) -> BoxedStrategy<Value> {
    let required: Vec<_> = schema["required"].as_array().cloned().unwrap_or_default();
    let declared: Vec<_> = required.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    let fields: Vec<_> = declared.iter().map(|name| fitting(&schema["properties"][name.as_str()])).collect();
    (object(schema), fields)
        .prop_map(move |(mut instance, fields)| {
            instance.as_object_mut().unwrap().extend(declared.iter().cloned().zip(fields));
            instance
        })
        .boxed()
}

/// Values that a schema accepts, mostly.
fn instance(schema: &Value) -> BoxedStrategy<Value> {
    prop_oneof![12 => fitting(schema), 1 => other()].boxed()
}

fn fitting(schema: &Value) -> BoxedStrategy<Value> {
    if let Some(values) = schema["enum"].as_array() {
        return prop::sample::select(values.clone()).boxed();
    }
    let types = match &schema["type"] {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => many.iter().map(|name| name.as_str().unwrap().to_owned()).collect(),
        _ => return other(),
    };
    let schema = schema.clone();
    prop::sample::select(types).prop_flat_map(move |name| of_name(&name, &schema)).boxed()
}

fn of_name(name: &str, schema: &Value) -> BoxedStrategy<Value> {
    match name {
        "string" => text(schema).prop_map(Value::from).boxed(),
        "integer" => integer().boxed(),
        "number" => prop_oneof![integer(), (-3..3_i64).prop_map(|n| json!(n as f64 + 0.25))].boxed(),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "array" => prop::collection::vec(instance(&schema["items"]), 0..5).prop_map(Value::from).boxed(),
        "object" => object(schema),
        _ => Just(Value::Null).boxed(),
    }
}

/// Safe for every guard, since guards are not part of the schema; long where a length is all that is asked for.
fn text(schema: &Value) -> BoxedStrategy<String> {
    match (&schema["maxLength"], &schema["pattern"]) {
        (Value::Number(_), Value::Null) => prop_oneof!["[a-zé]{1,5}", "é{78,82}"].boxed(),
        _ => prop_oneof![5 => "[a-z]{1,25}", 1 => "[a-z][A-Z_]{0,3}"].boxed(),
    }
}

fn integer() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => (-7..110_i64).prop_map(Value::from),
        1 => prop::sample::select(vec![i64::MIN, 4_999_999_999, 5_000_000_000, 5_000_000_001, i64::MAX])
            .prop_map(Value::from),
    ]
}

fn object(schema: &Value) -> BoxedStrategy<Value> {
    let declared = schema["properties"].as_object().cloned().unwrap_or_default();
    let fields: Vec<_> = declared
        .iter()
        .map(|(name, schema)| (Just(name.clone()), prop::option::weighted(0.9, instance(schema))))
        .collect();
    let more = prop::option::weighted(0.1, ("[A-Z]{1,3}", other()));
    (fields, more).prop_map(|(fields, more)| Value::Object(present(fields, more))).boxed()
}

fn present(fields: Vec<(String, Option<Value>)>, more: Option<(String, Value)>) -> Map<String, Value> {
    let given = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
    given.chain(more).collect()
}

fn other() -> BoxedStrategy<Value> {
    prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(7),
        json!(0.5),
        json!("x"),
        json!([]),
        json!({}),
    ])
    .boxed()
}

static VALIDATORS: LazyLock<Vec<jsonschema::Validator>> = LazyLock::new(|| {
    CONTRACT.tools.iter().map(|tool| jsonschema::validator_for(&emitted(tool)).unwrap()).collect()
});

/// Checks one instance with both.
fn agree(tool: &'static ToolSpec, instance: &Value) -> Result<bool, String> {
    let theirs = VALIDATORS[usize::from(tool.index)].is_valid(instance);
    let ours = validate(&tool.input, &instance.to_string());
    if ours.is_ok() == theirs {
        Ok(theirs)
    } else {
        Err(format!("{}: ours {ours:?}, theirs {theirs}", tool.name))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_validator_accepts_what_the_schema_accepts(
        (tool, instance) in prop::sample::select(CONTRACT.tools.iter().collect::<Vec<_>>())
            .prop_flat_map(|tool| (Just(tool), instance(&emitted(tool))))
    ) {
        prop_assert!(agree(tool, &instance).is_ok(), "{:?} for {instance}", agree(tool, &instance));
    }
}

/// Reads text as the type, and checks what the type writes.
type Typed = fn(&str) -> Result<(), String>;

macro_rules! typed {
    ($($tool:ident => $args:ty,)*) => {
        [$((Tool::$tool, (|text| {
            let args: $args = serde_json::from_str(text).map_err(|problem| problem.to_string())?;
            args.validate().map_err(|faults| format!("{faults:?}"))
        }) as Typed),)*]
    };
}

const TYPED: [(Tool, Typed); 8] = typed! {
    AB => r#type::ABArgs<'_>,
    AB2 => r#type::AB2Args,
    EveryKind => plain::EveryKindArgs<'_>,
    Give => plain::GiveArgs,
    Match => r#type::MatchArgs<'_>,
    Nested => plain::NestedArgs<'_>,
    Nothing => plain::NothingArgs,
    Search => plain::SearchArgs,
};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_local_rejects: 1 << 24, ..ProptestConfig::default() })]

    #[test]
    fn the_type_reads_and_writes_what_the_validator_accepts(
        (typed, text) in prop::sample::select(TYPED.to_vec()).prop_flat_map(|(tool, typed)| {
            (Just(typed), instance(&emitted(tool.spec())).prop_map(|instance| instance.to_string()))
                .prop_filter("accepted", move |(_, text)| validate(&tool.spec().input, text).is_ok())
        })
    ) {
        prop_assert_eq!(typed(&text), Ok(()), "{}", text);
    }
}

/// Reads text as the type, and gives back what the type writes.
type Rewritten = fn(&str) -> Result<Value, String>;

fn rewritten<T: Serialize + DeserializeOwned>(text: &str) -> Result<Value, String> {
    let value: T = serde_json::from_str(text).map_err(|problem| problem.to_string())?;
    serde_json::to_value(value).map_err(|problem| problem.to_string())
}

const RETURNED: [(Tool, Rewritten); 3] = [
    (Tool::Give, rewritten::<plain::GiveReturns>),
    (Tool::Match, rewritten::<r#type::MatchReturns>),
    (Tool::Search, rewritten::<plain::SearchReturns>),
];

/// Checks one instance with the schema and the type. Limits of values are not the type's business: what it lets through
/// of a wrong instance is as wrong when it is written again.
fn kept(tool: Tool, rewritten: Rewritten, instance: &Value) -> Result<bool, String> {
    let validator = RETURN_VALIDATORS[tool as usize].as_ref().unwrap();
    match (validator.is_valid(instance), rewritten(&instance.to_string())) {
        (true, Ok(written)) if same(instance, &written) => Ok(true),
        (false, Ok(written)) if !validator.is_valid(&written) => Ok(false),
        (false, Err(_)) => Ok(false),
        (valid, written) => Err(format!("{}: valid {valid}, became {written:?}", tool.spec().name)),
    }
}

/// A `number` is a double to the type: it keeps a whole number that needs more than 53 bits only roughly.
fn same(given: &Value, written: &Value) -> bool {
    match (given, written) {
        (Value::Object(given), Value::Object(written)) => {
            let kept =
                |(name, value): (&String, _)| written.get(name).is_some_and(|other| same(value, other));
            given.len() == written.len() && given.iter().all(kept)
        }
        (Value::Array(given), Value::Array(written)) => {
            given.len() == written.len()
                && given.iter().zip(written).all(|(given, written)| same(given, written))
        }
        (Value::Number(given), Value::Number(written)) if written.is_f64() => {
            given.as_f64() == written.as_f64()
        }
        _ => given == written,
    }
}

static RETURN_VALIDATORS: LazyLock<Vec<Option<jsonschema::Validator>>> = LazyLock::new(|| {
    let schema = |tool: &ToolSpec| tool.output_schema.map(|text| serde_json::from_str(text).unwrap());
    CONTRACT.tools.iter().map(|tool| Some(jsonschema::validator_for(&schema(tool)?).unwrap())).collect()
});

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_returned_type_reads_what_the_schema_accepts_and_writes_it_again(
        ((tool, rewritten), instance) in prop::sample::select(RETURNED.to_vec())
            .prop_flat_map(|pair| (Just(pair), complete(&returned(pair.0))))
    ) {
        prop_assert!(kept(tool, rewritten, &instance).is_ok(), "{:?} for {instance}", kept(tool, rewritten, &instance));
    }
}

#[test]
fn the_random_instances_are_of_both_sorts() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for tool in CONTRACT.tools {
        let strategy = instance(&emitted(tool));
        let verdicts: Vec<bool> = (0..400)
            .map(|_| agree(tool, &strategy.new_tree(&mut runner).unwrap().current()).unwrap())
            .collect();
        assert!(verdicts.contains(&true) && verdicts.contains(&false), "{}", tool.name);
    }
    for (tool, rewritten) in RETURNED {
        let strategy = complete(&returned(tool));
        let verdicts: Vec<bool> = (0..400)
            .map(|_| kept(tool, rewritten, &strategy.new_tree(&mut runner).unwrap().current()).unwrap())
            .collect();
        assert!(verdicts.contains(&true) && verdicts.contains(&false), "what {} returns", tool.spec().name);
    }
}

#[test]
fn the_exceptions_are_these() {
    let tool = Tool::EveryKind.spec();
    let whole = json!({ "text": "a", "text_or_null": null, "count": 5.0, "mode_or_null": null });
    assert!(agree(tool, &whole).unwrap_err().ends_with("theirs true"));
    let guarded = json!({ "type": "t", "path": "../up", "role": null });
    assert!(agree(Tool::Match.spec(), &guarded).unwrap_err().ends_with("theirs true"));
}
