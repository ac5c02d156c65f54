//! What servers offer beside tools, and who may use it.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::Value;

use super::change::{Change, Class, Rule, Subject};
use super::facts::{Facts, Offers, Policy, Share};
use super::policy::{is_laxer, most};
use super::words;

pub(super) fn changes(old: &Facts, new: &Facts) -> Vec<Change> {
    let mut out = Vec::new();
    for server in &new.servers {
        let before = old.server(&server.name).and_then(|server| server.offers.as_ref());
        of_server(&server.name, before, server.offers.as_ref(), &mut out);
    }
    for name in new.principals.keys().filter(|name| old.principals.contains_key(*name)) {
        of_principal(name, old, new, &mut out);
    }
    let profiles: BTreeSet<_> = old.shares.keys().chain(new.shares.keys()).collect();
    out.extend(profiles.into_iter().filter_map(|name| of_profile(name, old, new)));
    out
}

fn of_server(name: &str, old: Option<&Offers>, new: Option<&Offers>, out: &mut Vec<Change>) {
    let mut push = |class, key: &str, message: String| {
        let change = Change::new(class, Rule::Offers, Subject::Server(name.to_owned()), message);
        out.push(change.at(&["servers", name, key]));
    };
    let prompts = [old, new].map(|offers| offers.map(|offers| &offers.prompts));
    let [before, after] = prompts.map(|prompts| prompts.unwrap_or(&Value::Null));
    if before != after {
        let class = if names_of(after).is_some_and(|after| is_within(&after, before)) {
            Class::Breaking
        } else {
            Class::Loosened
        };
        push(
            class,
            "prompts",
            format!("prompts that are passed through: {} instead of {}", shown(after), shown(before)),
        );
    }
    let none = BTreeSet::new();
    let [before, after] = [old, new].map(|offers| offers.map_or(&none, |offers| &offers.resources));
    for prefix in after.difference(before) {
        push(Class::Loosened, "resources", format!("resources at {prefix} are passed through"));
    }
    for prefix in before.difference(after) {
        push(Class::Breaking, "resources", format!("resources at {prefix} are no longer passed through"));
    }
    match [old, new].map(|offers| offers.is_some_and(|offers| offers.completions)) {
        [false, true] => push(Class::Loosened, "completions", "completions are passed through".into()),
        [true, false] => {
            push(Class::Breaking, "completions", "completions are no longer passed through".into());
        }
        _ => {}
    }
    if let (Some(old), Some(new)) = (old, new) {
        limits(name, &old.policy, &new.policy, out);
    }
}

/// The names; `None` where whatever is offered passes.
fn names_of(prompts: &Value) -> Option<BTreeSet<&str>> {
    match prompts {
        Value::Null => Some(BTreeSet::new()),
        Value::Array(names) => Some(names.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

fn is_within(names: &BTreeSet<&str>, other: &Value) -> bool {
    names_of(other).is_none_or(|other| names.is_subset(&other))
}

fn shown(prompts: &Value) -> String {
    match names_of(prompts) {
        None => "all".into(),
        Some(names) if names.is_empty() => "none".into(),
        Some(names) => words::names(names),
    }
}

/// The limits are those of a class, so the class says them.
fn limits(server: &str, old: &Policy, new: &Policy, out: &mut Vec<Change>) {
    let time = |policy: &Policy| policy.call_timeout_ms.unwrap_or(u64::MAX);
    let size = |before, after| most(before).cmp(&most(after));
    let rate = match (old.rate == new.rate, is_laxer(old.rate, new.rate)) {
        (true, _) => Ordering::Equal,
        (false, true) => Ordering::Less,
        (false, false) => Ordering::Greater,
    };
    for (key, rule, order) in [
        ("rate", Rule::Rate, rate),
        ("retries", Rule::Retries, old.retries.cmp(&new.retries)),
        ("call_timeout", Rule::TimeLimit, time(old).cmp(&time(new))),
        ("max_arguments", Rule::SizeLimit, size(old.max_arguments_bytes, new.max_arguments_bytes)),
        ("max_result", Rule::SizeLimit, size(old.max_result_bytes, new.max_result_bytes)),
        // Prompts and resources cannot be approved: with an approval they are all refused.
        ("approval", Rule::Approval, (new.approval == "always").cmp(&(old.approval == "always")).reverse()),
    ] {
        let class = match order {
            Ordering::Equal if key == "approval" && old.approval != new.approval => Class::Loosened,
            Ordering::Equal => continue,
            Ordering::Less => Class::Loosened,
            Ordering::Greater if matches!(rule, Rule::SizeLimit | Rule::Approval) => Class::Breaking,
            Ordering::Greater => Class::Tightened,
        };
        let message = format!("{key} of its prompts and resources follows the class `read`, which changed");
        let change = Change::new(class, rule, Subject::Server(server.to_owned()), message);
        out.push(change.at(&["classes", "read", key]));
    }
}

/// The servers whose prompts, and whose resources, a profile has.
fn share(facts: &Facts, profile: &str) -> Share {
    let offering = |has: fn(&Offers) -> bool| {
        let servers = facts.servers.iter().filter(|server| server.offers.as_ref().is_some_and(has));
        servers.map(|server| server.name.clone()).collect()
    };
    let every = || Share {
        prompts: offering(|offers| !offers.prompts.is_null()),
        resources: offering(|offers| !offers.resources.is_empty()),
    };
    match facts.shares.get(profile) {
        Some(share) => share.clone(),
        None if profile == "all" => every(),
        None => Share::default(),
    }
}

fn of_principal(name: &str, old: &Facts, new: &Facts, out: &mut Vec<Change>) {
    let of =
        |facts: &Facts| facts.principals.get(name).map(|who| share(facts, &who.profile)).unwrap_or_default();
    let (before, after) = (of(old), of(new));
    let profile = new.principals.get(name).map(|who| who.profile.clone()).unwrap_or_default();
    for (kind, before, after) in
        [("prompts", before.prompts, after.prompts), ("resources", before.resources, after.resources)]
    {
        let servers = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            a.difference(b).cloned().collect::<Vec<_>>().join(", ")
        };
        for (class, may, servers) in [
            (Class::Loosened, "can now use", servers(&after, &before)),
            (Class::Breaking, "can no longer use", servers(&before, &after)),
        ] {
            if !servers.is_empty() {
                let subject = Subject::Principal(name.to_owned());
                let change =
                    Change::new(class, Rule::Access, subject, format!("{may} the {kind} of {servers}"));
                out.push(change.at(&["profiles", &profile, kind]).at(&["principals", name, "profile"]));
            }
        }
    }
}

/// What a profile gives is judged at those who have it.
fn of_profile(name: &str, old: &Facts, new: &Facts) -> Option<Change> {
    if share(old, name) == share(new, name) {
        return None;
    }
    let list = |names: BTreeSet<String>| match names.is_empty() {
        true => "nobody".to_owned(),
        false => names.into_iter().collect::<Vec<_>>().join(", "),
    };
    let Share { prompts, resources } = share(new, name);
    let message =
        format!("now has the prompts of {} and the resources of {}", list(prompts), list(resources));
    let subject = Subject::Profile(name.to_owned());
    Some(Change::new(Class::Compatible, Rule::Profile, subject, message).at(&["profiles", name, "prompts"]))
}
