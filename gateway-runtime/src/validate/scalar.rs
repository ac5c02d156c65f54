//! One value against one shape, without allocation while it fits.

use crate::envelope::short;
use crate::json::{chars, unquote};
use crate::shape::{Kind, Shape, StringRule};

/// What is wrong with `raw`, a whole JSON value that is not an object or array to be walked.
pub(super) fn problem(shape: &Shape, raw: &str) -> Option<String> {
    if raw == "null" {
        return (!shape.nullable).then(|| "found null".into());
    }
    match &shape.kind {
        Kind::String(rule) if raw.starts_with('"') => string(rule, raw),
        Kind::Enum(values) if raw.starts_with('"') => one_of(values, raw),
        Kind::Integer { min, max } if is_number(raw) => integer(*min, *max, raw),
        Kind::Number { min, max } if is_number(raw) => number(*min, *max, raw),
        Kind::Boolean if matches!(raw, "true" | "false") => None,
        Kind::AnyObject if raw.starts_with('{') => None,
        Kind::Any => None,
        _ => Some(format!("found {}", short(raw))),
    }
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}

fn string(rule: &StringRule, raw: &str) -> Option<String> {
    let inner = &raw[1..raw.len() - 1];
    if rule.min_len.is_some() || rule.max_len.is_some() {
        let count = if inner.contains('\\') { chars(inner).count() } else { inner.chars().count() };
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if rule.min_len.is_some_and(|min| count < min) || rule.max_len.is_some_and(|max| count > max) {
            return Some(counted(count, "character"));
        }
    }
    let breaks_pattern = rule.pattern.is_some_and(|pattern| !pattern.matches(&unquote(raw)));
    let breaks_guard = rule.guard.is_some_and(|guard| !guard.allows(&unquote(raw)));
    (breaks_pattern || breaks_guard).then(|| format!("found {}", short(raw)))
}

fn one_of(values: &[&str], raw: &str) -> Option<String> {
    let text = unquote(raw);
    (!values.contains(&text.as_ref())).then(|| format!("found {}", short(raw)))
}

fn integer(min: Option<i64>, max: Option<i64>, raw: &str) -> Option<String> {
    if raw.contains(['.', 'e', 'E']) {
        return Some(format!("found {}", short(raw)));
    }
    if min.is_none() && max.is_none() {
        return None;
    }
    // What does not fit 128 bits lies beyond every limit on its side.
    let value = raw.parse().unwrap_or(if raw.starts_with('-') { i128::MIN } else { i128::MAX });
    let outside =
        min.is_some_and(|min| value < i128::from(min)) || max.is_some_and(|max| value > i128::from(max));
    outside.then(|| format!("found {}", short(raw)))
}

fn number(min: Option<f64>, max: Option<f64>, raw: &str) -> Option<String> {
    if min.is_none() && max.is_none() {
        return None;
    }
    let value: f64 = raw.parse().ok()?;
    let outside = min.is_some_and(|min| value < min) || max.is_some_and(|max| value > max);
    outside.then(|| format!("found {}", short(raw)))
}

/// So many of something.
pub(super) fn counted(count: u32, unit: &str) -> String {
    format!("it has {count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// What `shape` accepts, in words.
pub(super) fn expected(shape: &Shape) -> String {
    let mut text = kind(&shape.kind);
    if shape.nullable {
        text.push_str(", or null");
    }
    text
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::String(rule) => string_rule(rule),
        Kind::Enum(values) => {
            let values: Vec<_> = values.iter().map(|value| format!("\"{value}\"")).collect();
            format!("one of {}", values.join(", "))
        }
        Kind::Integer { min, max } => {
            format!("an integer without fraction{}", range(min.as_ref(), max.as_ref(), ""))
        }
        Kind::Number { min, max } => format!("a number{}", range(min.as_ref(), max.as_ref(), "")),
        Kind::Boolean => "true or false".into(),
        Kind::Array { items, min_items, max_items } => {
            let count = range(min_items.as_ref(), max_items.as_ref(), " elements");
            format!("a list{count}, each {}", expected(items))
        }
        Kind::Object(shape) => {
            let names: Vec<_> = shape.fields.iter().map(|field| format!("`{}`", field.name)).collect();
            format!("an object with {}", names.join(", "))
        }
        Kind::AnyObject => "an object".into(),
        Kind::Any => "any value but null".into(),
    }
}

fn string_rule(rule: &StringRule) -> String {
    let mut text = format!("a string{}", range(rule.min_len.as_ref(), rule.max_len.as_ref(), " characters"));
    if let Some(pattern) = rule.pattern {
        text.push_str(" that matches ");
        text.push_str(pattern.source);
    }
    if let Some(guard) = rule.guard {
        text.push_str(", ");
        text.push_str(guard.accepts());
    }
    text
}

fn range<T: std::fmt::Display>(min: Option<&T>, max: Option<&T>, unit: &str) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!(" of {min} to {max}{unit}"),
        (Some(min), None) => format!(" of {min} or more{unit}"),
        (None, Some(max)) => format!(" of at most {max}{unit}"),
        (None, None) => String::new(),
    }
}
