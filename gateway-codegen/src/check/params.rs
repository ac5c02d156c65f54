//! Rules for parameters, results and fields: their names, their texts, and whether they may be left out.

use super::{Context, defaults, shapes, values};
use crate::diag::{Code, Log, Shown as _};
use crate::model::{self, Presence, Shape};
use crate::source::Span;
use crate::syntax::{Map, Param, ParamName, Spanned};

/// How many parameters an object may have: the request line keeps track of them in one word.
const MAX_PARAMS: usize = 64;

/// Checks the parameters of a tool: each needs a text for the model.
pub(super) fn of_tool(params: &Map<ParamName, Param>, cx: &mut Context<'_>) -> Vec<model::Param> {
    for (name, _) in params.good().filter(|(_, param)| param.doc.is_absent()) {
        let message = format!("the parameter `{}` needs `doc`", name.value.shown());
        cx.log
            .report(Code::MissingKey, name.span, message)
            .help("say in `doc = \"…\"` what a model should put there");
    }
    of_object(params, cx)
}

/// Checks what a tool returns.
pub(super) fn of_returns(returns: &Map<ParamName, Param>, cx: &mut Context<'_>) -> Vec<model::Param> {
    returned_fields(returns, &mut cx.log);
    of_object(returns, cx)
}

/// Reports what only a caller could make use of, at every level.
fn returned_fields(fields: &Map<ParamName, Param>, log: &mut Log) {
    for (_, field) in fields.good() {
        if let Some(span) = field.default.key() {
            log.report(Code::OnlyForParams, span, "what a tool returns cannot have `default`")
                .help("remove it: the tool itself says each value; `optional = true` lets it leave one out");
        }
        returned_value(field, log);
    }
}

fn returned_value(value: &Param, log: &mut Log) {
    if let Some(span) = value.guard.key() {
        log.report(Code::OnlyForParams, span, "what a tool returns cannot have `guard`")
            .help("remove it: a guard refuses arguments; `pattern` says how a returned text looks");
    }
    if let Some(span) = value.secret.key() {
        log.report(Code::OnlyForParams, span, "what a tool returns cannot have `secret`")
            .help("remove it: the audit holds no results");
    }
    if let Some(items) = value.items.get() {
        returned_value(&items.value, log);
    }
    if let Some(fields) = value.fields.get() {
        returned_fields(&fields.value, log);
    }
}

/// Checks the fields of an object.
pub(super) fn of_object(fields: &Map<ParamName, Param>, cx: &mut Context<'_>) -> Vec<model::Param> {
    if let Some(first) = fields.entries.get(MAX_PARAMS) {
        let message = format!("there are {} parameters here", fields.entries.len());
        cx.log
            .report(Code::TooManyParams, first.name.span, message)
            .label(format!("one more than {MAX_PARAMS}"))
            .help(format!("at most {MAX_PARAMS} are allowed: put some into an object with `fields`"));
    }
    for entry in &fields.entries {
        values::name::<ParamName>(&entry.name, &mut cx.log);
    }
    fields.good().map(|(name, param)| check(name, param, cx)).collect()
}

fn check(name: &Spanned<String>, param: &Param, cx: &mut Context<'_>) -> model::Param {
    let shape = shapes::check(param, name.span, cx);
    let doc = values::text(&param.doc, "doc", &mut cx.log).unwrap_or_default();
    let presence = presence(param, shape.as_ref(), &mut cx.log);
    let shape = shape.unwrap_or(Shape { nullable: false, kind: model::Kind::Any });
    let secret = param.secret.get().is_some_and(|secret| secret.value);
    model::Param { name: name.value.clone(), doc, presence, secret, shape }
}

fn presence(param: &Param, shape: Option<&Shape>, log: &mut Log) -> Presence {
    let optional = param.optional.get().is_some_and(|optional| optional.value);
    let Some(default) = param.default.get() else {
        return if optional { Presence::Optional } else { Presence::Required };
    };
    if let (Some(optional), Some(default)) = (param.optional.key().filter(|_| optional), param.default.key())
    {
        both(optional, default, log);
    }
    if let Some(shape) = shape {
        defaults::check(&default.value.0, default.span, shape, log);
    }
    Presence::Default(default.value.0.clone())
}

fn both(optional: Span, default: Span, log: &mut Log) {
    log.report(Code::OptionalDefault, optional, "`optional` cannot stand beside `default`")
        .also(default, "the default is here")
        .help("a parameter with a default may be left out anyway: remove `optional`");
}
