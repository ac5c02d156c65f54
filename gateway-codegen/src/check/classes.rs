//! Rules for classes and for what a tool inherits from its class.

use super::values;
use crate::diag::{Code, Log, Shown as _};
use crate::model::{Annotations, Class, Copied, Payload, Policy};
use crate::source::Span;
use crate::syntax::{
    self, ApprovalName, CacheTime, ClassName, ClassPolicy, Duration, File, Key, Rate, Size, Spanned, Tool,
};

const MAX_RETRIES: i64 = 10;

/// The policies of the three classes.
#[derive(Debug)]
pub(super) struct Classes {
    read: Policy,
    write: Policy,
    destructive: Policy,
    /// Of the same three, whether the audit holds their arguments.
    copied: [bool; 3],
}

impl Classes {
    /// The policy of a class.
    pub(super) fn policy(&self, class: Class) -> Policy {
        match class {
            Class::Read => self.read,
            Class::Write => self.write,
            Class::Destructive => self.destructive,
        }
    }
}

/// What the audit holds of a tool's arguments: what the tool says, else what its class says.
pub(super) fn copied(tool: &Tool, class: Class, classes: &Classes, input: &Payload, log: &mut Log) -> Copied {
    match tool.audit_arguments.get().map(|copied| &copied.value) {
        None if classes.copied[class as usize] => Copied::Everything,
        None | Some(syntax::Copied::All(false)) => Copied::Nothing,
        Some(syntax::Copied::All(true)) => Copied::Everything,
        Some(syntax::Copied::Only(names)) => {
            names.iter().for_each(|name| declared(name, input, log));
            let names: std::collections::BTreeSet<_> = names.iter().map(|name| name.value.clone()).collect();
            Copied::Only(names.into_iter().collect())
        }
    }
}

/// Reports a name of no parameter. What a schema file declares is not known here.
fn declared(name: &Spanned<String>, input: &Payload, log: &mut Log) {
    let Payload::Declared(object) = input else { return };
    let names: Vec<_> = object.params.iter().map(|param| param.name.as_str()).collect();
    if !object.open && !names.contains(&name.value.as_str()) {
        log.report(Code::UnknownParam, name.span, format!("there is no parameter `{}`", name.value.shown()))
            .help(syntax::suggest(&name.value, &names, "the parameters are"));
    }
}

/// Checks `[classes]`.
pub(super) fn check(file: &File, log: &mut Log) -> Classes {
    let classes = file.classes.get().map(|classes| &classes.value);
    let mut policy = |class, key: Option<&Key<ClassPolicy>>| {
        let written = key.and_then(Key::get).map(|written| Limits::of_class(&written.value));
        written.map_or(NONE, |written| limits(&written, Some(class), NONE, log))
    };
    let copied = |key: Option<&Key<ClassPolicy>>| {
        key.and_then(Key::get)
            .and_then(|class| class.value.audit_arguments.get())
            .is_some_and(|copied| copied.value)
    };
    Classes {
        copied: [
            copied(classes.map(|classes| &classes.read)),
            copied(classes.map(|classes| &classes.write)),
            copied(classes.map(|classes| &classes.destructive)),
        ],
        read: policy(Class::Read, classes.map(|classes| &classes.read)),
        write: policy(Class::Write, classes.map(|classes| &classes.write)),
        destructive: policy(Class::Destructive, classes.map(|classes| &classes.destructive)),
    }
}

/// The class of a tool, if it says a good one.
pub(super) fn class_of(key: &Key<ClassName>, log: &mut Log) -> Option<Class> {
    values::word(key, log).map(|index| [Class::Read, Class::Write, Class::Destructive][index])
}

/// The policy of a tool: that of its class, with its own limits over it.
pub(super) fn policy_of(tool: &Tool, class: Option<Class>, classes: &Classes, log: &mut Log) -> Policy {
    let base = class.map_or(NONE, |class| classes.policy(class));
    limits(&Limits::of_tool(tool), class, base, log)
}

const NONE: Policy = Policy {
    rate: None,
    cache: None,
    retries: 0,
    approval: false,
    call_timeout: None,
    max_arguments: None,
    max_result: None,
};

/// The limits as written on a class or a tool.
struct Limits<'a> {
    rate: &'a Key<Rate>,
    cache: &'a Key<CacheTime>,
    retries: &'a Key<i64>,
    approval: &'a Key<ApprovalName>,
    call_timeout: &'a Key<Duration>,
    max_arguments: &'a Key<Size>,
    max_result: &'a Key<Size>,
}

macro_rules! limits_of {
    ($from:expr) => {{
        let from = $from;
        Limits {
            rate: &from.rate,
            cache: &from.cache,
            retries: &from.retries,
            approval: &from.approval,
            call_timeout: &from.call_timeout,
            max_arguments: &from.max_arguments,
            max_result: &from.max_result,
        }
    }};
}

impl<'a> Limits<'a> {
    fn of_class(class: &'a ClassPolicy) -> Self {
        limits_of!(class)
    }

    fn of_tool(tool: &'a Tool) -> Self {
        limits_of!(tool)
    }
}

fn limits(written: &Limits<'_>, class: Option<Class>, base: Policy, log: &mut Log) -> Policy {
    if class.is_some_and(|class| class != Class::Read) {
        only_for_read("cache", written.cache.key(), log);
        only_for_read("retries", written.retries.key(), log);
    }
    Policy {
        rate: written.rate.get().map_or(base.rate, |rate| values::rate(rate, log)),
        cache: written.cache.get().map_or(base.cache, |cache| cache_time(cache, log)),
        retries: values::whole(written.retries, "retries", 0..=MAX_RETRIES, log).unwrap_or(base.retries),
        approval: values::word(written.approval, log).map_or(base.approval, |index| index == 1),
        call_timeout: written
            .call_timeout
            .get()
            .map_or(base.call_timeout, |time| values::duration(time, log)),
        max_arguments: written.max_arguments.get().map_or(base.max_arguments, |size| values::size(size, log)),
        max_result: written.max_result.get().map_or(base.max_result, |size| values::size(size, log)),
    }
}

fn cache_time(cache: &Spanned<CacheTime>, log: &mut Log) -> Option<std::time::Duration> {
    if &*cache.value == values::OFF { None } else { values::duration(cache, log) }
}

fn only_for_read(name: &str, key: Option<Span>, log: &mut Log) {
    if let Some(span) = key {
        log.report(Code::OnlyForRead, span, format!("`{name}` is only for tools of class `read`"))
            .help("remove it: a call with an effect is neither repeated nor answered from memory");
    }
}

/// What clients are told: what follows from the class, with the tool's own annotations over it.
pub(super) fn annotations(tool: &Tool, class: Class) -> Annotations {
    let own = tool.annotations.get().map(|annotations| &annotations.value);
    let pick = |key: fn(&syntax::Annotations) -> &Key<bool>, otherwise| {
        own.and_then(|own| key(own).get()).map_or(otherwise, |flag| flag.value)
    };
    Annotations {
        read_only: pick(|own| &own.read_only, class == Class::Read),
        destructive: pick(|own| &own.destructive, class == Class::Destructive),
        idempotent: pick(|own| &own.idempotent, class == Class::Read),
        open_world: pick(|own| &own.open_world, false),
    }
}
