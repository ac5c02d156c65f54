//! JSON Schema 2020-12 of what a tool takes and gives, in one key order.

use serde_json::Value;

use crate::json::{Fields, Json};
use crate::model::{Kind, Object, Param, Payload, Presence, Shape};

/// The schema of what a tool accepts or returns.
pub(crate) fn of_payload(payload: &Payload) -> Json {
    match payload {
        Payload::Declared(object) => of_object(object, &["object"]).object(),
        Payload::Schema(schema) => Json::from(schema),
    }
}

fn of_object(object: &Object, types: &[&str]) -> Fields {
    let properties = object.params.iter().map(|param| (param.name.clone(), of_param(param))).collect();
    let required: Vec<_> =
        object.params.iter().filter(|param| param.presence == Presence::Required).collect();
    let required =
        (!required.is_empty()).then(|| required.iter().map(|param| &param.name).collect::<Vec<_>>());
    typed(types)
        .with("properties", Json::Object(properties))
        .with_some("required", required)
        .with("additionalProperties", object.open)
}

fn of_param(param: &Param) -> Json {
    let Json::Object(mut keys) = of_shape(&param.shape) else {
        return Json::null();
    };
    if !param.doc.is_empty() {
        let at = usize::from(keys.first().is_some_and(|(key, _)| key == "type"));
        keys.insert(at, ("description".to_owned(), Json::from(&param.doc)));
    }
    if let Presence::Default(value) = &param.presence {
        keys.push(("default".to_owned(), of_default(value, &param.shape.kind)));
    }
    Json::Object(keys)
}

fn of_default(value: &Value, kind: &Kind) -> Json {
    match (kind, value.as_f64()) {
        (Kind::Number { .. }, Some(number)) => Json::number(number),
        _ => Json::from(value),
    }
}

fn of_shape(shape: &Shape) -> Json {
    let types = |name: &'static str| if shape.nullable { vec![name, "null"] } else { vec![name] };
    match &shape.kind {
        Kind::String { min_len, max_len, pattern, guard: _ } => typed(&types("string"))
            .with_some("minLength", *min_len)
            .with_some("maxLength", *max_len)
            .with_some("pattern", pattern.as_ref()),
        Kind::Enum(values) => typed(&types("string")).with("enum", choices(values, shape.nullable)),
        Kind::Integer { min, max } => {
            typed(&types("integer")).with_some("minimum", *min).with_some("maximum", *max)
        }
        Kind::Number { min, max } => typed(&types("number"))
            .with_some("minimum", min.map(Json::number))
            .with_some("maximum", max.map(Json::number)),
        Kind::Boolean => typed(&types("boolean")),
        Kind::Array { items, min_items, max_items } => typed(&types("array"))
            .with_some("minItems", *min_items)
            .with_some("maxItems", *max_items)
            .with("items", of_shape(items)),
        Kind::Object(object) => of_object(object, &types("object")),
        Kind::AnyObject => typed(&types("object")),
        Kind::Any if shape.nullable => Fields::default(),
        Kind::Any => typed(&["string", "number", "boolean", "object", "array"]),
    }
    .object()
}

fn choices(values: &[String], nullable: bool) -> Json {
    let null = nullable.then(Json::null);
    Json::Array(values.iter().map(Json::from).chain(null).collect())
}

fn typed(types: &[&str]) -> Fields {
    match types {
        [one] => Fields::default().with("type", *one),
        many => Fields::default().with("type", many.to_vec()),
    }
}
