//! Whether a default is a value that its own parameter would accept.

use std::fmt;

use regex::Regex;
use serde_json::{Map, Value};

use crate::diag::{Code, Log};
use crate::model::{Guard, Kind, Object, Presence, Shape};
use crate::source::Span;

/// Checks a default.
pub(super) fn check(default: &Value, span: Span, shape: &Shape, log: &mut Log) {
    if let Err(misfit) = fits(default, shape) {
        log.report(Code::BadDefault, span, format!("the default does not fit: {}", misfit.why)).help(
            format!("give {} within the parameter's own limits, or remove `default`", expected(&shape.kind)),
        );
    }
}

/// Why a value does not fit.
struct Misfit {
    why: String,
}

type Fit = Result<(), Misfit>;

fn no(why: impl Into<String>) -> Fit {
    Err(Misfit { why: why.into() })
}

impl Misfit {
    fn under(self, place: impl fmt::Display) -> Self {
        Self { why: format!("{place}: {}", self.why) }
    }
}

fn fits(value: &Value, shape: &Shape) -> Fit {
    match (&shape.kind, value) {
        (Kind::Any, _) | (Kind::AnyObject, Value::Object(_)) | (Kind::Boolean, Value::Bool(_)) => Ok(()),
        (Kind::String { .. }, Value::String(text)) => string(text, &shape.kind),
        (Kind::Enum(words), Value::String(text)) if words.contains(text) => Ok(()),
        (Kind::Enum(words), _) => no(format!("it is none of {}", words.join(", "))),
        (Kind::Integer { min, max }, Value::Number(number)) => match number.as_i64() {
            Some(integer) => between(integer, *min, *max),
            None => no("it is not a whole number"),
        },
        (Kind::Number { min, max }, Value::Number(number)) => match number.as_f64() {
            Some(number) => between(number, *min, *max),
            None => no("it is not a number"),
        },
        (Kind::Array { items, min_items, max_items }, Value::Array(values)) => {
            between(values.len() as u64, min_items.map(u64::from), max_items.map(u64::from))
                .map_err(|misfit| misfit.under("number of elements"))?;
            elements(values, items)
        }
        (Kind::Object(object), Value::Object(fields)) => self::object(fields, object),
        (kind, _) => no(format!("it is not {}", expected(kind))),
    }
}

fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::String { .. } => "a string",
        Kind::Enum(_) => "a value of the enum",
        Kind::Integer { .. } => "a whole number",
        Kind::Number { .. } => "a number",
        Kind::Boolean => "`true` or `false`",
        Kind::Array { .. } => "a list",
        Kind::Object(_) | Kind::AnyObject => "a table",
        Kind::Any => "a value",
    }
}

fn between<T: PartialOrd + fmt::Display + Copy>(value: T, min: Option<T>, max: Option<T>) -> Fit {
    if let Some(min) = min.filter(|min| value < *min) {
        return no(format!("{value} is below {min}"));
    }
    match max.filter(|max| value > *max) {
        Some(max) => no(format!("{value} is above {max}")),
        None => Ok(()),
    }
}

fn string(text: &str, kind: &Kind) -> Fit {
    let Kind::String { min_len, max_len, pattern, guard } = kind else { return Ok(()) };
    between(text.chars().count() as u64, min_len.map(u64::from), max_len.map(u64::from))
        .map_err(|misfit| misfit.under("number of characters"))?;
    if let Some(pattern) = pattern
        && !Regex::new(pattern).is_ok_and(|regex| regex.is_match(text))
    {
        return no(format!("the pattern `{pattern}` does not match it"));
    }
    match guard.filter(|guard| !allows(*guard, text)) {
        Some(Guard::RelativePath) => no("the guard `relative_path` refuses it"),
        Some(Guard::FileName) => no("the guard `file_name` refuses it"),
        Some(Guard::Identifier) => no("the guard `identifier` refuses it"),
        None => Ok(()),
    }
}

fn elements(values: &[Value], items: &Shape) -> Fit {
    for (index, value) in values.iter().enumerate() {
        fits(value, items).map_err(|misfit| misfit.under(format_args!("element {}", index + 1)))?;
    }
    Ok(())
}

fn object(fields: &Map<String, Value>, object: &Object) -> Fit {
    for (name, value) in fields {
        field(name, value, object)?;
    }
    let absent = |name: &str| !fields.contains_key(name);
    match object.params.iter().find(|param| param.presence == Presence::Required && absent(&param.name)) {
        Some(param) => no(format!("the field `{}` is missing", param.name)),
        None => Ok(()),
    }
}

fn field(name: &str, value: &Value, object: &Object) -> Fit {
    match object.params.iter().find(|param| param.name == name) {
        Some(param) => fits(value, &param.shape).map_err(|misfit| misfit.under(format_args!("`{name}`"))),
        None if object.open => Ok(()),
        None => no(format!("there is no field `{name}`")),
    }
}

/// What a guard accepts.
///
/// Invariant: the same as `Guard::allows` of the runtime, which this crate must not depend on.
pub(super) fn allows(guard: Guard, text: &str) -> bool {
    match guard {
        Guard::RelativePath => is_relative_path(text),
        Guard::FileName => is_relative_path(text) && !text.contains('/') && text != "." && !text.is_empty(),
        Guard::Identifier => is_identifier(text),
    }
}

fn is_relative_path(text: &str) -> bool {
    let drive = text.as_bytes().get(1) == Some(&b':');
    let safe = !text.starts_with(['/', '-', '~']) && !drive && !text.contains(['\0', '\\']);
    safe && text.split('/').all(|part| part != "..")
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}
