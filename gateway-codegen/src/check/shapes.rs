//! Rules for what a parameter accepts: its type, and the limits that go with it.

use super::{Context, params, pattern, values};
use crate::diag::{Code, Log, Shown as _};
use crate::model::{Guard, Kind, Object, Shape};
use crate::source::Span;
use crate::syntax::{self, Form as _, Key, List, Number, Param, Spanned, TypeName};

/// Checks what a parameter accepts; `None` when that is not known. `name` is where to point when it says nothing.
pub(super) fn check(param: &Param, name: Span, cx: &mut Context<'_>) -> Option<Shape> {
    let form = form(param, name, &mut cx.log)?;
    misplaced(param, &form, &mut cx.log);
    let kind = match form {
        Form::Enum(values) => Kind::Enum(enumeration(values, &mut cx.log)?),
        Form::Fields(fields) => {
            let open = param.open.get().is_some_and(|open| open.value);
            Kind::Object(Object { params: params::of_object(&fields.value, cx), open })
        }
        Form::Items(items) => {
            let items = element(&items.value, items.span, cx)?;
            array(items, param, &mut cx.log)
        }
        Form::Type { depth, leaf } => typed(param, depth, leaf, cx),
    };
    Some(Shape { nullable: param.nullable.get().is_some_and(|nullable| nullable.value), kind })
}

/// How a parameter says what it accepts.
enum Form<'a> {
    Enum(&'a Spanned<List<String>>),
    Fields(&'a Spanned<syntax::Map<syntax::ParamName, Param>>),
    Items(&'a Spanned<Box<Param>>),
    Type { depth: usize, leaf: &'a str },
}

fn form<'a>(param: &'a Param, name: Span, log: &mut Log) -> Option<Form<'a>> {
    let is_array = param.r#type.get().is_some_and(|name| &*name.value == "array");
    let said = [
        ("type", param.r#type.key().filter(|_| !(is_array && param.items.key().is_some()))),
        ("enum", param.r#enum.key()),
        ("fields", param.fields.key()),
        ("items", param.items.key()),
    ];
    let said: Vec<_> = said.into_iter().filter_map(|(key, span)| Some((key, span?))).collect();
    match said[..] {
        [(_, _)] => only_form(param, log),
        [first, second, ..] => several(first, second, log),
        [] => nothing(param, name, log),
    }
}

fn only_form<'a>(param: &'a Param, log: &mut Log) -> Option<Form<'a>> {
    let values = param.r#enum.get().map(Form::Enum);
    let fields = param.fields.get().map(Form::Fields);
    let items = param.items.get().map(Form::Items);
    values.or(fields).or(items).or_else(|| named_type(param.r#type.get()?, log))
}

fn named_type<'a>(name: &'a Spanned<TypeName>, log: &mut Log) -> Option<Form<'a>> {
    if &*name.value == "array" {
        log.report(Code::NoType, name.span, "`array` does not say of what")
            .help("write \"array of string\" or another type, or describe the elements with `items = { … }`");
        return None;
    }
    if !TypeName::allows(&name.value) {
        unknown_type(name, log);
        return None;
    }
    let leaf = name.value.rsplit(' ').next()?;
    Some(Form::Type { depth: name.value.matches("array of ").count(), leaf })
}

fn unknown_type(name: &Spanned<TypeName>, log: &mut Log) {
    const LEAVES: [&str; 6] = ["string", "integer", "number", "boolean", "object", "json"];
    let leaf = name.value.rsplit(' ').next().unwrap_or_default();
    let near = match leaf {
        "int" | "long" => Some("integer"),
        "float" | "double" => Some("number"),
        "any" => Some("json"),
        _ => syntax::near(leaf, LEAVES.into_iter()).filter(|near| *near != leaf),
    };
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let message = format!("there is no type `{}`", name.value.shown());
    log.report(Code::UnknownType, name.span, message)
        .help(format!("{near}the types are {}", TypeName::ACCEPTS));
}

fn several<'a>(first: (&str, Span), second: (&str, Span), log: &mut Log) -> Option<Form<'a>> {
    let (first, second) = if first.1 <= second.1 { (first, second) } else { (second, first) };
    let message = format!("`{}` cannot stand beside `{}`", second.0, first.0);
    log.report(Code::ManyTypes, second.1, message).also(first.1, format!("`{}` is here", first.0)).help(
        "keep exactly one of `type`, `enum`, `fields` and `items`; elements of a list are described in `items = { … }`",
    );
    None
}

fn nothing<'a>(param: &Param, name: Span, log: &mut Log) -> Option<Form<'a>> {
    let wrong = param.r#type.is_wrong()
        || param.r#enum.is_wrong()
        || param.fields.is_wrong()
        || param.items.is_wrong();
    if !wrong {
        log.report(Code::NoType, name, "the parameter does not say what it accepts")
            .help("add one of `type = \"…\"`, `enum = [ … ]`, `fields = { … }` and `items = { … }`");
    }
    None
}

fn element(items: &Param, span: Span, cx: &mut Context<'_>) -> Option<Shape> {
    let keys = [
        ("doc", items.doc.key()),
        ("optional", items.optional.key()),
        ("default", items.default.key()),
        ("secret", items.secret.key()),
    ];
    for (key, at) in keys.into_iter().filter_map(|(key, at)| Some((key, at?))) {
        cx.log
            .report(Code::NotForType, at, format!("the elements of a list cannot have `{key}`"))
            .help("remove it, or say it of the list itself");
    }
    check(items, span, cx)
}

fn enumeration(values: &Spanned<List<String>>, log: &mut Log) -> Option<Vec<String>> {
    if values.value.is_empty() {
        log.report(Code::EmptyEnum, values.span, "the enum has no values").help("list at least one string");
        return None;
    }
    for (index, value) in values.value.iter().enumerate() {
        if let Some(first) = values.value[..index].iter().find(|first| first.value == value.value) {
            let message = format!("the value \"{}\" stands twice in the enum", value.value.shown());
            log.report(Code::DuplicateValue, value.span, message)
                .also(first.span, "first here")
                .help("remove one of the two");
        }
    }
    Some(values.value.iter().map(|value| value.value.clone()).collect())
}

fn typed(param: &Param, depth: usize, leaf: &str, cx: &mut Context<'_>) -> Kind {
    let mut kind = leaf_kind(param, leaf, cx);
    for level in 1..=depth {
        let items = Shape { nullable: false, kind };
        kind = if level == depth {
            array(items, param, &mut cx.log)
        } else {
            Kind::Array { items: Box::new(items), min_items: None, max_items: None }
        };
    }
    kind
}

fn leaf_kind(param: &Param, leaf: &str, cx: &mut Context<'_>) -> Kind {
    match leaf {
        "string" => string(param, cx),
        "integer" => {
            let bounds = (integer(&param.min, "min", &mut cx.log), integer(&param.max, "max", &mut cx.log));
            let (min, max) = ordered(bounds, "min", "max", &mut cx.log);
            Kind::Integer { min, max }
        }
        "number" => {
            let (min, max) = ordered((number(&param.min), number(&param.max)), "min", "max", &mut cx.log);
            Kind::Number { min, max }
        }
        "boolean" => Kind::Boolean,
        "object" => Kind::AnyObject,
        _ => Kind::Any,
    }
}

fn string(param: &Param, cx: &mut Context<'_>) -> Kind {
    let bounds =
        (length(&param.min_len, "min_len", &mut cx.log), length(&param.max_len, "max_len", &mut cx.log));
    let (min_len, max_len) = ordered(bounds, "min_len", "max_len", &mut cx.log);
    let pattern = param.pattern.get().and_then(|pattern| pattern::portable(pattern, cx));
    let guard = values::word(&param.guard, &mut cx.log)
        .map(|index| [Guard::RelativePath, Guard::FileName, Guard::Identifier][index]);
    Kind::String { min_len, max_len, pattern, guard }
}

fn array(items: Shape, param: &Param, log: &mut Log) -> Kind {
    let bounds = (length(&param.min_items, "min_items", log), length(&param.max_items, "max_items", log));
    let (min_items, max_items) = ordered(bounds, "min_items", "max_items", log);
    Kind::Array { items: Box::new(items), min_items, max_items }
}

type Bound<T> = Option<(Span, T)>;

fn length(key: &Key<i64>, name: &str, log: &mut Log) -> Bound<u32> {
    let value = values::whole(key, name, 0..=i64::from(u32::MAX), log)?;
    Some((key.get()?.span, value))
}

fn integer(key: &Key<Number>, name: &str, log: &mut Log) -> Bound<i64> {
    let value = key.get()?;
    match value.value {
        Number::Integer(integer) => Some((value.span, integer)),
        Number::Float(_) => {
            log.report(Code::WrongType, value.span, format!("`{name}` of an integer must be a whole number"))
                .help("write it without a point, or use the type \"number\"");
            None
        }
    }
}

fn number(key: &Key<Number>) -> Bound<f64> {
    let value = key.get()?;
    let number = match value.value {
        Number::Integer(integer) => integer as f64,
        Number::Float(float) => float,
    };
    Some((value.span, number))
}

/// Both bounds, or none when they are crossed.
fn ordered<T: PartialOrd>(
    (low, high): (Bound<T>, Bound<T>),
    low_name: &str,
    high_name: &str,
    log: &mut Log,
) -> (Option<T>, Option<T>) {
    if let (Some((low_span, low)), Some((high_span, high))) = (&low, &high)
        && low > high
    {
        log.report(Code::CrossedLimits, *low_span, format!("`{low_name}` is above `{high_name}`"))
            .also(*high_span, format!("`{high_name}` is here"))
            .help("no value could pass: exchange or correct them");
        return (None, None);
    }
    (low.map(|low| low.1), high.map(|high| high.1))
}

/// Reports keys that the parameter's type cannot have.
fn misplaced(param: &Param, form: &Form<'_>, log: &mut Log) {
    let (leaf, is_list) = match form {
        Form::Type { depth, leaf } => (*leaf, *depth > 0),
        Form::Items(_) => ("", true),
        Form::Fields(_) => ("fields", false),
        Form::Enum(_) => ("enum", false),
    };
    let (text, numeric) = (leaf == "string", matches!(leaf, "integer" | "number"));
    let limits = [
        ("min", param.min.key(), numeric, "numbers"),
        ("max", param.max.key(), numeric, "numbers"),
        ("min_len", param.min_len.key(), text, "strings"),
        ("max_len", param.max_len.key(), text, "strings"),
        ("pattern", param.pattern.key(), text, "strings"),
        ("guard", param.guard.key(), text, "strings"),
        ("min_items", param.min_items.key(), is_list, "lists"),
        ("max_items", param.max_items.key(), is_list, "lists"),
        ("open", param.open.key(), leaf == "fields", "objects with `fields`"),
    ];
    for (key, span, fits, what) in limits {
        if let Some(span) = span.filter(|_| !fits) {
            let message = format!("`{key}` is only for {what}");
            log.report(Code::NotForType, span, message).help(meant_instead(key, leaf));
        }
    }
}

fn meant_instead(key: &str, leaf: &str) -> String {
    let instead = match (key, leaf) {
        ("min", "string") => "did you mean `min_len`?",
        ("max", "string") => "did you mean `max_len`?",
        ("open", _) => "remove it: an object without `fields` accepts any",
        (_, "enum") => "remove it: the enum already says which strings are accepted",
        (_, "") => "remove it, or say it in `items`",
        _ => "remove it, or change the type",
    };
    instead.to_owned()
}
