//! The JSON Schema of `tools.toml`, for editors: made from the same declarations as the reader.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map as Object, Value, json};

use super::tables::File;
use super::value::{Copied, Json, Map, Number, Wanted};
use super::words::*;

/// The JSON Schema (draft 7, which TOML editors understand) of `tools.toml`.
#[must_use]
pub fn tools_toml_schema() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<File>();
    schema.insert("title".to_owned(), "tools.toml".into());
    schema.to_value()
}

/// A key of a table.
pub(super) struct Property {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    pub(super) required: bool,
    pub(super) schema: Schema,
}

/// The schema of a table with exactly these keys.
pub(super) fn object(doc: &str, properties: Vec<Property>) -> Schema {
    let required: Vec<_> = properties.iter().filter(|property| property.required).map(|p| p.name).collect();
    let properties: Object<_, _> =
        properties.into_iter().map(|property| (property.name.to_owned(), described(property))).collect();
    let mut schema = json_schema!({
        "type": "object", "description": text(doc), "properties": properties, "additionalProperties": false,
    });
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

/// In draft 7 nothing may stand beside `$ref`.
fn described(property: Property) -> Value {
    let mut schema = property.schema;
    if schema.get("$ref").is_some() {
        return json!({ "description": text(property.doc), "allOf": [schema] });
    }
    schema.insert("description".to_owned(), text(property.doc).into());
    schema.to_value()
}

/// A doc comment as running text.
fn text(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<N: Form, T: JsonSchema> JsonSchema for Map<N, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Map_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": { "pattern": N::PATTERN },
            "additionalProperties": generator.subschema_for::<T>(),
        })
    }
}

impl<T: JsonSchema> JsonSchema for super::Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

macro_rules! inline {
    ($($type:ty => $schema:expr,)*) => {
        $(impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        })*
    };
}

inline! {
    Json => json_schema!(true),
    Copied => json_schema!({ "type": ["boolean", "array"], "items": { "type": "string" } }),
    Wanted => json_schema!({
        "oneOf": [{ "const": "*" }, { "type": "array", "items": { "type": "string" } }],
    }),
    Number => json_schema!({ "type": "number" }),
    GatewayName => form::<GatewayName>(),
    ServerName => form::<ServerName>(),
    ToolName => form::<ToolName>(),
    ParamName => form::<ParamName>(),
    ProfileName => form::<ProfileName>(),
    PrincipalName => form::<PrincipalName>(),
    VariableName => form::<VariableName>(),
    Duration => form::<Duration>(),
    CacheTime => form::<CacheTime>(),
    Rate => form::<Rate>(),
    Size => form::<Size>(),
    TypeName => form::<TypeName>(),
    Selector => form::<Selector>(),
    ClassName => one_of::<ClassName>(),
    ProfileMode => one_of::<ProfileMode>(),
    ApprovalName => one_of::<ApprovalName>(),
    GuardName => one_of::<GuardName>(),
}

fn form<F: Form>() -> Schema {
    json_schema!({ "type": "string", "pattern": F::PATTERN })
}

fn one_of<W: Words>() -> Schema {
    json_schema!({ "type": "string", "enum": W::WORDS })
}
