//! `[principals.*]` and `[profiles.*]`: who may call what.

use std::collections::BTreeSet;

use super::change::{Change, Class, Rule, Subject};
use super::facts::{Facts, Principal};
use super::pair::Pairs;
use super::words;

pub(super) fn changes(old: &Facts, new: &Facts, pairs: &Pairs<'_>) -> Vec<Change> {
    let mut out = Vec::new();
    for (name, before) in &old.principals {
        match new.principals.get(name) {
            Some(after) => principal(name, (old, before), (new, after), pairs, &mut out),
            None => out.push(gone(name)),
        }
    }
    let added = new.principals.iter().filter(|(name, _)| !old.principals.contains_key(*name));
    out.extend(added.map(|(name, who)| came(name, who, new)));
    out.extend(profiles(old, new, pairs));
    out
}

/// Tools that were there and could not be called, or could and still are there.
pub(super) struct Gain<'a> {
    pub(super) gained: Vec<&'a str>,
    pub(super) lost: Vec<&'a str>,
}

/// What two sets of tools differ in, beside tools that were renamed, added or removed as a whole.
pub(super) fn gain<'a>(old: &BTreeSet<&'a str>, new: &BTreeSet<&'a str>, pairs: &Pairs<'a>) -> Gain<'a> {
    let before: BTreeSet<_> =
        old.iter().filter(|name| !pairs.is_removed(name)).map(|name| pairs.new_name(name)).collect();
    let after: BTreeSet<_> = new.iter().copied().filter(|name| !pairs.is_added(name)).collect();
    let without = |a: &BTreeSet<&'a str>, b| a.difference(b).copied().collect();
    Gain { gained: without(&after, &before), lost: without(&before, &after) }
}

fn principal(
    name: &str,
    (old, before): (&Facts, &Principal),
    (new, after): (&Facts, &Principal),
    pairs: &Pairs<'_>,
    out: &mut Vec<Change>,
) {
    let change =
        |class, rule, message: String| Change::new(class, rule, Subject::Principal(name.to_owned()), message);
    let profile = ["principals", name, "profile"];
    let Gain { gained, lost } = gain(&old.reach(name), &new.reach(name), pairs);
    if !gained.is_empty() {
        let message = format!("can now call {}", words::names(gained));
        out.push(change(Class::Loosened, Rule::Access, message).at(&profile));
    }
    if !lost.is_empty() {
        let message = format!("can no longer call {}", words::names(lost));
        out.push(change(Class::Breaking, Rule::Access, message).at(&profile));
    }
    if before.profile != after.profile {
        let message = format!("has the profile {} instead of {}", after.profile, before.profile);
        let change = change(Class::Compatible, Rule::Access, message);
        out.push(change.between(&before.profile, &after.profile).at(&profile));
    }
    if before.may_approve != after.may_approve {
        let (class, message) = approves(after.may_approve);
        let change = change(class, Rule::MayApprove, message.into());
        out.push(change.between(before.may_approve.to_string(), after.may_approve.to_string()).at(&[
            "principals",
            name,
            "may_approve",
        ]));
    }
    if before.may_operate != after.may_operate {
        let (class, message) = operates(after.may_operate);
        let change = change(class, Rule::Access, message.into());
        out.push(change.between(before.may_operate.to_string(), after.may_operate.to_string()).at(&[
            "principals",
            name,
            "may_operate",
        ]));
    }
}

fn operates(now: bool) -> (Class, &'static str) {
    match now {
        true => (Class::Loosened, "may now see and operate the gateway itself"),
        false => (Class::Tightened, "may no longer see and operate the gateway itself"),
    }
}

fn approves(now: bool) -> (Class, &'static str) {
    match now {
        true => (Class::Loosened, "may now approve the calls of others"),
        false => (Class::Tightened, "may no longer approve the calls of others"),
    }
}

fn gone(name: &str) -> Change {
    let message = "was removed: whoever calls under this name is refused";
    Change::new(Class::Breaking, Rule::Access, Subject::Principal(name.to_owned()), message)
        .at(&["principals"])
}

fn came(name: &str, who: &Principal, new: &Facts) -> Change {
    let tools = words::count(new.reach(name).len(), "tool");
    let approves = if who.may_approve { ", and may approve the calls of others" } else { "" };
    let operates = if who.may_operate { ", and may operate the gateway itself" } else { "" };
    let message = format!("was added: it can call {tools} (profile {}){approves}{operates}", who.profile);
    Change::new(Class::Loosened, Rule::Access, Subject::Principal(name.to_owned()), message)
        .at(&["principals", name])
}

/// What a profile gives is judged at those who have it.
fn profiles(old: &Facts, new: &Facts, pairs: &Pairs<'_>) -> Vec<Change> {
    let names: BTreeSet<_> = old.profiles.keys().chain(new.profiles.keys()).collect();
    names
        .into_iter()
        .flat_map(|name| [profile(name, old, new, pairs), mode(name, old, new)])
        .flatten()
        .collect()
}

/// What its list shows: models find the tools in another way, and may call the same ones.
fn mode(name: &str, old: &Facts, new: &Facts) -> Option<Change> {
    if !old.profiles.contains_key(name) {
        return None;
    }
    let message = match (old.is_searched(name), new.is_searched(name)) {
        (false, true) => "its list shows only the tools that find, describe and call the others",
        (true, false) => "its list shows all of its tools, and not those that found them",
        _ => return None,
    };
    let subject = Subject::Profile(name.to_owned());
    Some(Change::new(Class::Compatible, Rule::Profile, subject, message).at(&["profiles", name, "mode"]))
}

fn profile(name: &str, old: &Facts, new: &Facts, pairs: &Pairs<'_>) -> Option<Change> {
    let message = match (old.profiles.contains_key(name), new.profiles.contains_key(name)) {
        (true, false) => "was removed".to_owned(),
        (false, _) => format!("was added, with {}", words::count(new.members(name).len(), "tool")),
        (true, true) => {
            let Gain { gained, lost } = gain(&old.members(name), &new.members(name), pairs);
            let part = |sign: &str, names: Vec<&str>| {
                (!names.is_empty()).then(|| format!("{sign} {}", words::names(names)))
            };
            let parts: Vec<_> = [part("with", gained), part("without", lost)].into_iter().flatten().collect();
            if parts.is_empty() {
                return None;
            }
            format!("is now {}", parts.join(", "))
        }
    };
    let subject = Subject::Profile(name.to_owned());
    Some(Change::new(Class::Compatible, Rule::Profile, subject, message).at(&["profiles", name, "tools"]))
}
