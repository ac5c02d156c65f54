//! `[gateway]`.

use super::access::{Gain, gain};
use super::change::{Change, Class, Rule, Subject};
use super::facts::Facts;
use super::pair::Pairs;
use super::words;

pub(super) fn changes(old: &Facts, new: &Facts, pairs: &Pairs<'_>) -> Vec<Change> {
    let mut out = Vec::new();
    let (before, after) = (&old.gateway, &new.gateway);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    for (key, rule, before, after) in [
        ("name", Rule::Gateway, before.name.clone(), after.name.clone()),
        ("title", Rule::Reworded, before.title.clone(), after.title.clone()),
        ("instructions", Rule::Reworded, text(&before.instructions), text(&after.instructions)),
        ("list_ttl", Rule::Gateway, words::duration(before.list_ttl_ms), words::duration(after.list_ttl_ms)),
    ] {
        if before != after {
            let message = match rule {
                Rule::Reworded => format!("the {key} reads otherwise"),
                _ => format!("{key}: {before} → {after}"),
            };
            out.push(
                Change::new(Class::Compatible, rule, Subject::Gateway, message)
                    .between(before, after)
                    .at(&["gateway", key]),
            );
        }
    }
    out.extend(local_caller(old, new, pairs));
    out.extend(wave(old, new));
    out
}

/// Servers of both contracts whose tools could not be called and now can, or the other way round.
fn wave(old: &Facts, new: &Facts) -> Vec<Change> {
    let (before, after) = (old.enabled(), new.enabled());
    let tools = |facts: &Facts, name: &str| {
        let count = facts.tools.iter().filter(|tool| tool.server == name).count();
        words::count(count, "tool")
    };
    let change = |class, message: String| {
        Change::new(class, Rule::Enabled, Subject::Gateway, message).at(&["gateway", "enabled"])
    };
    let came =
        after.difference(&before).filter(|name| old.server(name).is_some() || new.server(name).is_none());
    let came = came.map(|name| {
        change(Class::Loosened, format!("the server {name} is enabled, with {}", tools(new, name)))
    });
    let gone =
        before.difference(&after).filter(|name| new.server(name).is_some() || old.server(name).is_none());
    let gone = gone.map(|name| {
        change(
            Class::Breaking,
            format!("the server {name} is not enabled any more, with {}", tools(old, name)),
        )
    });
    let mut changes: Vec<_> = came.chain(gone).collect();
    if changes.is_empty() && old.gateway.enabled.is_some() != new.gateway.enabled.is_some() {
        let message = match new.gateway.enabled {
            Some(_) => "the enabled servers are listed, and no others than before",
            None => "every server is enabled without a list, and no others than before",
        };
        changes.push(change(Class::Compatible, message.into()));
    }
    changes
}

/// Another principal may be less, or more, than the one before.
fn local_caller(old: &Facts, new: &Facts, pairs: &Pairs<'_>) -> Option<Change> {
    let (before, after) = (&old.gateway.principal, &new.gateway.principal);
    if before == after {
        return None;
    }
    let Gain { gained, lost } = gain(&old.reach(before), &new.reach(after), pairs);
    let may = |facts: &Facts, who| facts.principals.get(who).is_some_and(|who| who.may_approve);
    let approves = may(new, after) && !may(old, before);
    let (class, effect) = match (gained.is_empty() && !approves, lost.is_empty()) {
        (false, _) if approves => (Class::Loosened, " and may now approve the calls of others".to_owned()),
        (false, _) => (Class::Loosened, format!(" and can now call {}", words::names(gained))),
        (true, false) => (Class::Breaking, format!(" and can no longer call {}", words::names(lost))),
        (true, true) => (Class::Compatible, String::new()),
    };
    let message = format!("a local caller is {after} instead of {before}{effect}");
    Some(
        Change::new(class, Rule::Access, Subject::Gateway, message)
            .between(before, after)
            .at(&["gateway", "principal"]),
    )
}
