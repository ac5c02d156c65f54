//! What a value must be, in words that may stand in a table.

use super::table::code;
use crate::model::{Guard, Kind, Object, Shape};

/// Such as "integer, 1 to 100, or null".
pub(super) fn of_shape(shape: &Shape) -> String {
    let mut words = vec![name(&shape.kind)];
    words.extend(limits(&shape.kind));
    if shape.nullable {
        words.push("or null".to_owned());
    }
    words.join(", ")
}

/// The declared fields of an object or of a list's elements, and what stands between the path and their names.
pub(super) fn fields(shape: &Shape) -> Option<(&Object, String)> {
    match &shape.kind {
        Kind::Object(object) => Some((object, String::new())),
        Kind::Array { items, .. } => fields(items).map(|(object, suffix)| (object, format!("[]{suffix}"))),
        _ => None,
    }
}

fn name(kind: &Kind) -> String {
    match kind {
        Kind::String { .. } => "string".to_owned(),
        Kind::Enum(values) => {
            let values: Vec<_> = values.iter().map(|value| code(value)).collect();
            format!("one of {}", values.join(", "))
        }
        Kind::Integer { .. } => "integer".to_owned(),
        Kind::Number { .. } => "number".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Array { items, .. } => format!("array of ({})", of_shape(items)),
        Kind::Object(_) | Kind::AnyObject => "object".to_owned(),
        Kind::Any => "any value".to_owned(),
    }
}

fn limits(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::String { min_len, max_len, pattern, guard } => [
            range(*min_len, *max_len).map(|range| format!("length {range}")),
            pattern.as_ref().map(|pattern| format!("matching {}", code(pattern))),
            guard.map(guarded),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Kind::Integer { min, max } => range(*min, *max).into_iter().collect(),
        Kind::Number { min, max } => range(*min, *max).into_iter().collect(),
        Kind::Array { min_items, max_items, .. } => {
            range(*min_items, *max_items).map(|range| format!("length {range}")).into_iter().collect()
        }
        _ => vec![],
    }
}

fn range<T: ToString>(min: Option<T>, max: Option<T>) -> Option<String> {
    match (min.map(|min| min.to_string()), max.map(|max| max.to_string())) {
        (None, None) => None,
        (Some(min), None) => Some(format!("at least {min}")),
        (None, Some(max)) => Some(format!("at most {max}")),
        (Some(min), Some(max)) => Some(format!("{min} to {max}")),
    }
}

fn guarded(guard: Guard) -> String {
    match guard {
        Guard::RelativePath => "a relative path below the root",
        Guard::FileName => "a plain file name",
        Guard::Identifier => "letters, digits, `_` and `-`",
    }
    .to_owned()
}
