//! `[servers.*]`, without their tools.

use std::cmp::Ordering;

use super::change::{Change, Class, Rule, Subject};
use super::facts::{Facts, Server};
use super::{endpoint, words};

pub(super) fn changes(old: &Facts, new: &Facts) -> Vec<Change> {
    let mut out = Vec::new();
    for before in &old.servers {
        match new.server(&before.name) {
            Some(after) => server(before, after, &mut out),
            None => out.push(gone(&before.name)),
        }
    }
    for after in new.servers.iter().filter(|server| old.server(&server.name).is_none()) {
        out.push(came(&after.name));
        endpoint::of_new(after, &mut out);
    }
    out
}

fn gone(name: &str) -> Change {
    let subject = Subject::Server(name.to_owned());
    Change::new(Class::Breaking, Rule::ServerRemoved, subject, "was removed").at(&["servers"])
}

fn came(name: &str) -> Change {
    let subject = Subject::Server(name.to_owned());
    Change::new(Class::Compatible, Rule::ServerAdded, subject, "was added").at(&["servers", name])
}

fn server(old: &Server, new: &Server, out: &mut Vec<Change>) {
    let name = &new.name;
    let change =
        |class, rule, message: String| Change::new(class, rule, Subject::Server(name.clone()), message);
    if old.title != new.title {
        let change = change(Class::Compatible, Rule::Reworded, "the title reads otherwise".into());
        out.push(change.between(&old.title, &new.title).at(&["servers", name, "title"]));
    }
    for (key, rule, order, before, after) in [
        time("start_timeout", old.start_timeout_ms, new.start_timeout_ms),
        time("call_timeout", old.call_timeout_ms, new.call_timeout_ms),
        (
            "in_flight",
            Rule::InFlight,
            old.in_flight.cmp(&new.in_flight),
            old.in_flight.to_string(),
            new.in_flight.to_string(),
        ),
    ] {
        let class = match order {
            Ordering::Equal => continue,
            Ordering::Less => Class::Loosened,
            Ordering::Greater => Class::Tightened,
        };
        let message = format!("{key}: {before} → {after}");
        out.push(change(class, rule, message).between(before, after).at(&["servers", name, key]));
    }
    out.extend(failures(old, new));
    endpoint::changes(old, new, out);
}

fn time(key: &'static str, old: u64, new: u64) -> (&'static str, Rule, Ordering, String, String) {
    (key, Rule::TimeLimit, old.cmp(&new), words::duration(old), words::duration(new))
}

/// A reply that is no longer known as a failure passes as a result, and may be remembered.
fn failures(old: &Server, new: &Server) -> Vec<Change> {
    let only_in = |a: &Server, b: &Server| -> Vec<String> {
        a.failures.iter().filter(|pattern| !b.failures.contains(pattern)).cloned().collect()
    };
    let change = |class, message: String| {
        Change::new(class, Rule::Failures, Subject::Server(new.name.clone()), message)
            .at(&["servers", &new.name, "failures"])
    };
    let gone = only_in(old, new).into_iter().map(|pattern| {
        change(Class::Loosened, format!("replies that match {pattern:?} no longer count as failures"))
    });
    let came = only_in(new, old)
        .into_iter()
        .map(|pattern| change(Class::Tightened, format!("replies that match {pattern:?} count as failures")));
    let mut changes: Vec<_> = gone.chain(came).collect();
    if changes.is_empty() && old.failures != new.failures {
        changes.push(change(Class::Compatible, "the patterns of failures stand in another order".into()));
    }
    changes
}
