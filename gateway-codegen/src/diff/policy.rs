//! The limits of a tool.

use std::cmp::Ordering;

use super::change::{Change, Class, Rule};
use super::facts::{Policy, Rate, Server, Tool};
use super::tool::Log;
use super::words;

pub(super) fn changes(old: (&Tool, Option<&Server>), new: (&Tool, Option<&Server>), log: &mut Log<'_>) {
    let (before, after) = (&old.0.policy, &new.0.policy);
    approval(before, after, log);
    if before.rate != after.rate {
        let class = if is_laxer(before.rate, after.rate) { Class::Loosened } else { Class::Tightened };
        limit(log, class, Rule::Rate, "rate", words::rate(before.rate), words::rate(after.rate));
    }
    let class = by_order(before.retries.cmp(&after.retries), Class::Tightened);
    limit(log, class, Rule::Retries, "retries", before.retries.to_string(), after.retries.to_string());
    cache(before, after, log);
    time(old, new, log);
    for (key, stricter, before, after) in [
        ("max_arguments", Class::Breaking, before.max_arguments_bytes, after.max_arguments_bytes),
        ("max_result", Class::Breaking, before.max_result_bytes, after.max_result_bytes),
    ] {
        let class = by_order(most(before).cmp(&most(after)), stricter);
        limit(log, class, Rule::SizeLimit, key, words::size(before), words::size(after));
    }
}

pub(super) fn most(limit: Option<u32>) -> u64 {
    limit.map_or(u64::MAX, u64::from)
}

fn by_order(order: Ordering, stricter: Class) -> Class {
    if order == Ordering::Less { Class::Loosened } else { stricter }
}

/// Nothing where both say the same.
fn limit(log: &mut Log<'_>, class: Class, rule: Rule, key: &str, before: String, after: String) {
    if before != after {
        let change = log.change(class, rule, format!("{key}: {before} → {after}")).between(before, after);
        log.push(by_class(change, log, key));
    }
}

/// The tool may say it itself, or leave it to its class.
fn by_class(change: Change, log: &Log<'_>, key: &str) -> Change {
    change.at(&log.keys(&[key])).at(&["classes", log.new.class.name(), key])
}

/// An unattended call that went through now waits for a person.
fn approval(old: &Policy, new: &Policy, log: &mut Log<'_>) {
    let class = if new.approval == "always" { Class::Breaking } else { Class::Loosened };
    limit(log, class, Rule::Approval, "approval", old.approval.clone(), new.approval.clone());
}

/// More calls in the long run, or more of them at once.
pub(super) fn is_laxer(old: Option<Rate>, new: Option<Rate>) -> bool {
    let (Some(old), Some(new)) = (old, new) else { return new.is_none() };
    let in_the_long_run = |a: Rate, b: Rate| u128::from(a.calls) * u128::from(b.per_ms);
    in_the_long_run(new, old) > in_the_long_run(old, new) || new.calls > old.calls
}

/// A remembered answer is given only to who may call, and never where a person must approve: no change of policy.
fn cache(old: &Policy, new: &Policy, log: &mut Log<'_>) {
    let shown = |time: Option<u64>| time.map_or("off".into(), words::duration);
    let (before, after) = (shown(old.cache_ms), shown(new.cache_ms));
    limit(log, Class::Compatible, Rule::Cache, "cache", before, after);
}

/// Where both leave it to the server, the server's change says it.
fn time(old: (&Tool, Option<&Server>), new: (&Tool, Option<&Server>), log: &mut Log<'_>) {
    let own = |(tool, _): (&Tool, Option<&Server>)| tool.policy.call_timeout_ms;
    if own(old).is_none() && own(new).is_none() {
        return;
    }
    let effective = |(tool, server): (&Tool, Option<&Server>)| {
        tool.policy.call_timeout_ms.or(server.map(|server| server.call_timeout_ms)).unwrap_or_default()
    };
    let (before, after) = (effective(old), effective(new));
    let class = match before.cmp(&after) {
        Ordering::Equal if own(old) == own(new) => return,
        Ordering::Equal => {
            let message = format!("call_timeout: {} is said in another place", words::duration(after));
            let change = log.change(Class::Compatible, Rule::TimeLimit, message);
            return log.push(by_class(change, log, "call_timeout"));
        }
        order => by_order(order, Class::Tightened),
    };
    limit(log, class, Rule::TimeLimit, "call_timeout", words::duration(before), words::duration(after));
}
