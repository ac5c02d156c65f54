//! What the audit keeps of a tool's arguments.

use serde_json::Value;

use super::change::{Class, Rule};
use super::facts::Tool;
use super::schema::{dotted, keys_of};
use super::tool::Log;

pub(super) fn changes(old: &Tool, new: &Tool, log: &mut Log<'_>) {
    if old.audit_arguments != new.audit_arguments {
        let (before, after) = (copied(&old.audit_arguments), copied(&new.audit_arguments));
        let message = format!("the audit copies {after} of the arguments instead of {before}");
        let change = log.change(Class::Loosened, Rule::AuditArguments, message).between(before, after);
        let change = change.at(&log.keys(&["audit_arguments"]));
        log.push(change.at(&["classes", log.new.class.name(), "audit_arguments"]));
    }
    for path in old.secrets.iter().filter(|path| !new.secrets.contains(*path)) {
        secret(log, Class::Loosened, path, "is no secret any more");
    }
    for path in new.secrets.iter().filter(|path| !old.secrets.contains(*path)) {
        secret(log, Class::Tightened, path, "is a secret now");
    }
}

/// More is copied than was reviewed, or less is left to answer for: either is for a reviewer to see.
fn copied(arguments: &Value) -> String {
    match arguments {
        Value::Null | Value::Bool(false) => "nothing".into(),
        Value::Bool(true) => "all".into(),
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn secret(log: &mut Log<'_>, class: Class, path: &str, what: &str) {
    let change = log.change(class, Rule::Secret, format!("{}: {what}", dotted(path)));
    let keys = keys_of("params", path);
    let keys: Vec<_> = keys.iter().map(String::as_str).collect();
    log.push(change.at(&log.keys(&keys)));
}
