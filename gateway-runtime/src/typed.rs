//! What the typed wrappers of generated code share: reading fields that may be absent or null, defaults, and the one
//! validator.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use crate::shape::Input;
use crate::validate::{ArgumentFault, validate};

/// Checks typed arguments by the rules that a call from the wire meets: same data, same function.
///
/// # Errors
/// Every argument that is not acceptable.
pub fn validate_typed(input: &'static Input, arguments: &impl Serialize) -> Result<(), Vec<ArgumentFault>> {
    validate(input, &to_json(arguments))
}

/// The JSON text of generated types, whose serialisation cannot fail: their keys are strings and no implementation of
/// theirs returns an error. Were that ever untrue, the empty text is refused by whoever reads it.
#[must_use]
pub fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A default that was checked when building.
///
/// # Panics
/// Never: `gateway-codegen` checked that `text` fits the type.
#[must_use]
#[expect(clippy::expect_used, reason = "gateway-codegen checked that the default fits its type")]
pub fn constant<T: Deserialize<'static>>(text: &'static str) -> T {
    serde_json::from_str(text).expect("a default that fits its type")
}

/// Reads a field that may be absent; `null` is not absence.
///
/// # Errors
/// Those of `T`.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// Reads a field that must be there and may be null.
///
/// # Errors
/// Those of `T`.
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(from)
}

/// Like [`present`], without a copy where the text has no escapes.
///
/// # Errors
/// When it is not a string.
pub fn present_text<'de: 'a, 'a, D: Deserializer<'de>>(from: D) -> Result<Option<Cow<'a, str>>, D::Error> {
    Text::deserialize(from).map(|text| Some(text.0))
}

/// Like [`nullable`], without a copy where the text has no escapes.
///
/// # Errors
/// When it is neither a string nor null.
pub fn nullable_text<'de: 'a, 'a, D: Deserializer<'de>>(from: D) -> Result<Option<Cow<'a, str>>, D::Error> {
    Option::<Text<'a>>::deserialize(from).map(|text| text.map(|text| text.0))
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The schema of a field that must be there and may be null: schemars counts an `Option` as one that may be absent.
#[derive(Debug)]
pub struct Nullable<T>(std::marker::PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Nullable<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// The schema of any JSON value but `null`.
#[derive(Debug)]
pub struct NotNull;

impl JsonSchema for NotNull {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "NotNull".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean", "object", "array"] })
    }
}

/// The schema of any object.
#[derive(Debug)]
pub struct AnyObject;

impl JsonSchema for AnyObject {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "AnyObject".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Fields<'a> {
        #[serde(default, borrow, deserialize_with = "present_text")]
        text: Option<Cow<'a, str>>,
        #[serde(default, deserialize_with = "present")]
        count: Option<i64>,
        #[serde(deserialize_with = "nullable")]
        size: Option<i64>,
    }

    #[test]
    fn absence_and_null_are_told_apart() {
        for (text, problem) in [
            (r#"{"size":null}"#, None),
            (r#"{"size":1,"text":"a","count":2}"#, None),
            (r#"{}"#, Some("missing field `size`")),
            (r#"{"size":1,"text":null}"#, Some("invalid type: null, expected a string")),
            (r#"{"size":1,"count":null}"#, Some("invalid type: null, expected i64")),
        ] {
            let fault = serde_json::from_str::<Fields<'_>>(text).err().map(|fault| fault.to_string());
            assert_eq!(fault.is_some(), problem.is_some(), "{text}: {fault:?}");
            assert!(fault.unwrap_or_default().starts_with(problem.unwrap_or_default()), "{text}");
        }
    }

    #[test]
    fn a_text_without_escapes_is_borrowed() {
        let fields: Fields<'_> = serde_json::from_str(r#"{"size":null,"text":"plain"}"#).unwrap();
        assert!(matches!(fields.text, Some(Cow::Borrowed("plain"))));
    }
}
