//! A form for the arguments of a tool, made from its shape, and the arguments that a sent form means.
//!
//! Nothing is judged here: what does not fit goes to the gateway as it is, whose answer says precisely what would.

use std::fmt::Write;

use gateway_runtime::json::quoted;
use gateway_runtime::shape::{Field, Input, Kind, ObjectShape, StringRule};
use gateway_runtime::spec::ToolSpec;
use serde_json::Value;
use serde_json::value::RawValue;

use super::entry::Fields;

/// The field that holds all arguments as one JSON text, in the place of all others.
pub(super) const WHOLE: &str = "json";

/// One control.
pub(super) struct Control {
    /// Its name in the form: where the value stands in the arguments.
    pub(super) name: String,
    /// The name of the parameter.
    pub(super) label: &'static str,
    pub(super) is_required: bool,
    /// Whether `null` can be given.
    pub(super) is_nullable: bool,
    /// What is to be written, for people.
    pub(super) hint: String,
    /// The parameter's own words.
    pub(super) description: String,
    pub(super) look: Look,
    pub(super) most: Option<u32>,
}

/// How a control looks.
pub(super) enum Look {
    /// A line of text.
    Line,
    /// A line with a number.
    Number,
    /// Some lines of text.
    Lines,
    /// JSON.
    Json,
    /// One of these.
    Choice(Vec<&'static str>),
    /// Controls of an object's own.
    Group(Vec<Control>),
}

/// The controls of a tool; none where its arguments are declared by a schema of their own, which no form can be made from.
pub(super) fn controls(tool: &ToolSpec) -> Vec<Control> {
    let schema: Value = serde_json::from_str(tool.input_schema).unwrap_or_default();
    match &tool.input {
        Input::Object(shape) => of_object(shape, "", &schema),
        Input::Schema(_) => Vec::new(),
    }
}

fn of_object(shape: &'static ObjectShape, before: &str, schema: &Value) -> Vec<Control> {
    shape.fields.iter().map(|field| control(field, before, &schema["properties"][field.name])).collect()
}

fn control(field: &'static Field, before: &str, schema: &Value) -> Control {
    let name = format!("{before}/{}", field.name);
    let kind = &field.shape.kind;
    Control {
        look: look(kind, &name, schema),
        label: field.name,
        is_required: field.required,
        is_nullable: field.shape.nullable,
        hint: hint(kind, &schema["default"]),
        description: schema["description"].as_str().unwrap_or_default().to_owned(),
        most: if let Kind::String(rule) = kind { rule.max_len } else { None },
        name,
    }
}

fn look(kind: &'static Kind, name: &str, schema: &Value) -> Look {
    match kind {
        Kind::String(rule) if is_short(rule) => Look::Line,
        Kind::String(_) => Look::Lines,
        Kind::Enum(values) => Look::Choice(values.to_vec()),
        Kind::Boolean => Look::Choice(vec!["true", "false"]),
        Kind::Integer { .. } | Kind::Number { .. } => Look::Number,
        Kind::Array { items, .. } if is_scalar(&items.kind) => Look::Lines,
        Kind::Object(shape) => Look::Group(of_object(shape, name, schema)),
        Kind::Array { .. } | Kind::AnyObject | Kind::Any => Look::Json,
    }
}

/// No line is longer, in characters.
const LINE: u32 = 300;

fn is_short(rule: &StringRule) -> bool {
    rule.guard.is_some() || rule.pattern.is_some() || rule.max_len.is_some_and(|most| most <= LINE)
}

const fn is_scalar(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::String(_) | Kind::Enum(_) | Kind::Integer { .. } | Kind::Number { .. } | Kind::Boolean
    )
}

fn hint(kind: &Kind, default: &Value) -> String {
    let mut hint = match kind {
        Kind::String(rule) => rule.guard.map(|guard| guard.accepts().to_owned()).unwrap_or_default(),
        Kind::Integer { min, max } => format!("whole number{}", bounds(min.as_ref(), max.as_ref())),
        Kind::Number { min, max } => format!("number{}", bounds(min.as_ref(), max.as_ref())),
        Kind::Array { items, .. } if is_scalar(&items.kind) => "one on a line, or a JSON array".into(),
        Kind::Array { .. } => "a JSON array".into(),
        Kind::AnyObject => "a JSON object".into(),
        Kind::Any => "any JSON value".into(),
        Kind::Enum(_) | Kind::Boolean | Kind::Object(_) => String::new(),
    };
    if !default.is_null() {
        let comma = if hint.is_empty() { "" } else { "; " };
        let _ = write!(hint, "{comma}by default {default}");
    }
    hint
}

fn bounds<T: std::fmt::Display>(min: Option<&T>, max: Option<&T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!(", {min} to {max}"),
        (Some(min), None) => format!(", {min} or more"),
        (None, Some(max)) => format!(", {max} or less"),
        (None, None) => String::new(),
    }
}

/// The arguments that a sent form means, as a JSON object.
///
/// # Errors
///
/// Where the text for all arguments is no JSON object.
pub(super) fn arguments(tool: &ToolSpec, fields: &Fields) -> Result<String, String> {
    match (fields.filled(WHOLE), &tool.input) {
        (Some(text), _) => match raw(text) {
            Ok(text) if text.starts_with('{') => Ok(text),
            Ok(_) => Err("The arguments are not a JSON object, which begins with `{`.".into()),
            Err(error) => Err(format!("The arguments are not JSON: {error}.")),
        },
        (None, Input::Object(shape)) => Ok(object(shape, "", fields).unwrap_or_else(|| "{}".into())),
        (None, Input::Schema(_)) => Ok("{}".into()),
    }
}

/// An object, if any of its fields was given.
fn object(shape: &ObjectShape, before: &str, fields: &Fields) -> Option<String> {
    let member = |field: &'static Field| {
        let value = value(field, &format!("{before}/{}", field.name), fields)?;
        Some(format!("{}:{value}", quoted(field.name)))
    };
    let members: Vec<_> = shape.fields.iter().filter_map(member).collect();
    (!members.is_empty()).then(|| format!("{{{}}}", members.join(",")))
}

/// The value of a field as JSON; `None` where it is left out.
fn value(field: &Field, name: &str, fields: &Fields) -> Option<String> {
    if fields.get(&format!("null:{name}")).is_some() {
        return Some("null".into());
    }
    if let Kind::Object(shape) = &field.shape.kind {
        return object(shape, name, fields).or_else(|| field.required.then(|| "{}".into()));
    }
    // Browsers send every line break as two characters.
    let text = fields.get(name)?.replace("\r\n", "\n");
    if text.is_empty() && !(field.required && matches!(field.shape.kind, Kind::String(_))) {
        return None;
    }
    Some(match &field.shape.kind {
        Kind::String(_) | Kind::Enum(_) => quoted(&text),
        Kind::Array { items, .. } if is_scalar(&items.kind) && !text.trim_start().starts_with('[') => {
            let elements = text.lines().filter(|line| !line.is_empty()).map(|line| scalar(&items.kind, line));
            format!("[{}]", elements.collect::<Vec<_>>().join(","))
        }
        kind => scalar(kind, &text),
    })
}

/// Text where text is wanted; otherwise JSON, or what is no JSON as text, for the gateway to refuse.
fn scalar(kind: &Kind, text: &str) -> String {
    match kind {
        Kind::String(_) | Kind::Enum(_) => quoted(text),
        _ => raw(text).unwrap_or_else(|_| quoted(text)),
    }
}

/// JSON as it was written, without space around it.
fn raw(text: &str) -> Result<String, serde_json::Error> {
    serde_json::from_str::<&RawValue>(text.trim()).map(|raw| raw.get().to_owned())
}

#[cfg(test)]
mod tests {
    use gateway_runtime::shape::Shape;

    use super::*;

    static INNER: ObjectShape = ObjectShape {
        fields: &[Field::optional("deep", Shape::of(Kind::Integer { min: None, max: None }))],
        open: false,
    };
    static TEXT: Shape = Shape::of(Kind::String(StringRule::ANY));
    static NUMBER: Shape = Shape::of(Kind::Number { min: None, max: None });
    static SHAPE: ObjectShape = ObjectShape {
        fields: &[
            Field::required("text", Shape::or_null(Kind::String(StringRule::ANY))),
            Field::optional("number", Shape::of(Kind::Number { min: Some(0.5), max: None })),
            Field::optional("flag", Shape::of(Kind::Boolean)),
            Field::optional(
                "words",
                Shape::of(Kind::Array { items: &TEXT, min_items: None, max_items: None }),
            ),
            Field::optional(
                "numbers",
                Shape::of(Kind::Array { items: &NUMBER, min_items: None, max_items: None }),
            ),
            Field::optional("inner", Shape::of(Kind::Object(&INNER))),
            Field::optional("any", Shape::of(Kind::Any)),
        ],
        open: false,
    };

    fn sent(form: &str) -> String {
        object(&SHAPE, "", &Fields::read(form.as_bytes())).unwrap_or_default()
    }

    #[test]
    fn what_is_filled_in_becomes_arguments_as_it_was_written() {
        for (form, expected) in [
            ("/text=a%22b", r#"{"text":"a\"b"}"#),
            ("/text=&/number=&/flag=&/words=&/any=&/inner/deep=", r#"{"text":""}"#),
            ("/text=x&null:/text=1", r#"{"text":null}"#),
            ("/text=x%0D%0Ay", r#"{"text":"x\ny"}"#),
            ("/number=12345678901234567890.10", r#"{"number":12345678901234567890.10}"#),
            ("/number=many", r#"{"number":"many"}"#),
            ("/flag=true", r#"{"flag":true}"#),
            ("/words=a%0D%0Ab+c%0D%0A", r#"{"words":["a","b c"]}"#),
            ("/words=%5B%22a%22%5D", r#"{"words":["a"]}"#),
            ("/numbers=1%0D%0A2.50", r#"{"numbers":[1,2.50]}"#),
            ("/inner/deep=3", r#"{"inner":{"deep":3}}"#),
            ("/any=%7B%22a%22%3A1.0%7D", r#"{"any":{"a":1.0}}"#),
            ("/any=%7B%22a%22%3A", r#"{"any":"{\"a\":"}"#),
            ("/other=1", ""),
        ] {
            assert_eq!(sent(form), expected, "{form}");
        }
    }

    #[test]
    fn each_parameter_has_the_control_that_suits_it() {
        let schema =
            serde_json::json!({"properties": {"number": {"description": "How much.", "default": 2}}});
        let looks: Vec<_> = of_object(&SHAPE, "", &schema)
            .iter()
            .map(|control| {
                let look = match &control.look {
                    Look::Line => "line".to_owned(),
                    Look::Number => "number".into(),
                    Look::Lines => "lines".into(),
                    Look::Json => "json".into(),
                    Look::Choice(choice) => choice.join("|"),
                    Look::Group(inner) => inner.iter().map(|inner| inner.name.as_str()).collect(),
                };
                format!("{} {look} {} {}", control.name, control.hint, control.description)
            })
            .collect();
        assert_eq!(
            looks,
            [
                "/text lines  ",
                "/number number number, 0.5 or more; by default 2 How much.",
                "/flag true|false  ",
                "/words lines one on a line, or a JSON array ",
                "/numbers lines one on a line, or a JSON array ",
                "/inner /inner/deep  ",
                "/any json any JSON value ",
            ]
        );
    }
}
