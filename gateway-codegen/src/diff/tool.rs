//! Tools: which came and went, and what changed of the others.

use std::collections::BTreeSet;

use super::change::{Change, Class, Rule, Subject};
use super::facts::{Annotations, Facts, Tool, ToolClass};
use super::pair::Pairs;
use super::{guard, policy, record, schema, words};

pub(super) fn changes(old: &Facts, new: &Facts, pairs: &Pairs<'_>) -> Vec<Change> {
    let mut out: Vec<_> = pairs.removed.iter().map(|tool| removed(tool, new)).collect();
    for tool in &pairs.added {
        added(tool, old, new, &mut out);
    }
    for &(before, after) in &pairs.both {
        let mut log = Log { new: after, out: &mut out };
        naming(before, after, new, &mut log);
        target(before, after, &mut log);
        reworded(before, after, &mut log);
        class(before, after, &mut log);
        annotations(before, after, &mut log);
        policy::changes((before, old.server(&before.server)), (after, new.server(&after.server)), &mut log);
        schema::input(before, after, &mut log);
        guard::changes(before, after, &mut log);
        record::changes(before, after, &mut log);
        schema::output(before, after, &mut log);
    }
    out
}

/// Takes the changes of one tool.
pub(super) struct Log<'a> {
    pub(super) new: &'a Tool,
    out: &'a mut Vec<Change>,
}

impl Log<'_> {
    pub(super) fn change(&self, class: Class, rule: Rule, message: String) -> Change {
        Change::new(class, rule, Subject::Tool(self.new.name.clone()), message)
    }

    pub(super) fn push(&mut self, change: Change) {
        self.out.push(change);
    }

    /// The keys to something of the tool.
    pub(super) fn keys<'k>(&'k self, rest: &[&'k str]) -> Vec<&'k str> {
        [&["servers", &self.new.server, "tools", &self.new.name][..], rest].concat()
    }

    fn add(&mut self, class: Class, rule: Rule, message: String, keys: &[&str]) {
        let change = self.change(class, rule, message).at(&self.keys(keys));
        self.push(change);
    }
}

fn removed(tool: &Tool, new: &Facts) -> Change {
    let taken = new.tools.iter().find(|other| other.aliases.contains(&tool.name));
    let message = match taken {
        Some(other) => format!("was removed; its name now leads to {}", other.name),
        None => "was removed".to_owned(),
    };
    Change::new(Class::Breaking, Rule::ToolRemoved, Subject::Tool(tool.name.clone()), message).at(&[
        "servers",
        &tool.server,
        "tools",
    ])
}

/// A tool that destroys without asking, or that promises more than its class does, is more than a tool.
fn added(tool: &Tool, old: &Facts, new: &Facts, out: &mut Vec<Change>) {
    let mut log = Log { new: tool, out };
    let who: Vec<_> =
        new.principals.keys().filter(|who| new.reach(who).contains(tool.name.as_str())).collect();
    let who = words::names(who.into_iter().map(String::as_str));
    let (class, approval) = match (tool.class, tool.policy.approval.as_str()) {
        (ToolClass::Destructive, "never") => (Class::Loosened, ", without approval"),
        (_, "always") => (Class::Compatible, ", with approval"),
        _ => (Class::Compatible, ""),
    };
    let who = if who.is_empty() { "nobody".into() } else { who };
    let message =
        format!("was added to {} (class {}{approval}); callers: {who}", tool.server, tool.class.name());
    log.add(class, Rule::ToolAdded, message, &[]);
    for (name, key, promised, said) in hints(of_class(tool.class), tool.annotations) {
        if promised != said && is_promise(key, said) {
            let message = format!("{name} is {said}, more than class {} promises", tool.class.name());
            log.add(Class::Loosened, Rule::Annotation, message, &["annotations", key]);
        }
    }
    if old.tools.iter().any(|other| other.aliases.contains(&tool.name)) {
        log.add(Class::Breaking, Rule::Alias, "has a name that led to another tool".into(), &[]);
    }
}

fn naming(old: &Tool, new: &Tool, facts: &Facts, log: &mut Log<'_>) {
    if old.name != new.name {
        let (class, kept) = match new.aliases.contains(&old.name) {
            true => (Class::Compatible, "the old name leads here too"),
            false => (Class::Breaking, "the old name is unknown now"),
        };
        let change = log.change(class, Rule::ToolRenamed, format!("was called {}; {kept}", old.name));
        let keys = log.keys(&[]);
        let change = change.at(&keys);
        log.push(change.between(&old.name, &new.name));
    }
    let known =
        |tool: &Tool| -> BTreeSet<String> { tool.aliases.iter().chain([&tool.name]).cloned().collect() };
    for alias in old.aliases.difference(&known(new)) {
        let heir = facts.tools.iter().find(|tool| tool.aliases.contains(alias) || tool.name == *alias);
        let message = match heir {
            Some(heir) => format!("the other name {alias} now leads to {}", heir.name),
            None => format!("the other name {alias} is unknown now"),
        };
        log.add(Class::Breaking, Rule::Alias, message, &["aliases"]);
    }
    for alias in new.aliases.difference(&known(old)) {
        log.add(Class::Compatible, Rule::Alias, format!("{alias} leads here too"), &["aliases"]);
    }
}

/// Behind the same name, something else is carried out.
fn target(old: &Tool, new: &Tool, log: &mut Log<'_>) {
    if old.server != new.server {
        let message = format!("is carried out by server {} instead of {}", new.server, old.server);
        log.add(Class::Loosened, Rule::ToolTarget, message, &[]);
    }
    let follows_the_name = old.upstream == old.name && new.upstream == new.name;
    if old.upstream != new.upstream && !follows_the_name {
        let message = format!("its server is asked for {} instead of {}", new.upstream, old.upstream);
        log.add(Class::Loosened, Rule::ToolTarget, message, &["upstream"]);
    }
}

fn reworded(old: &Tool, new: &Tool, log: &mut Log<'_>) {
    let renamed = old.name != new.name;
    for (key, before, after) in
        [("title", &old.title, &new.title), ("description", &old.description, &new.description)]
    {
        if before != after && !(renamed && key == "title") {
            let change = log.change(Class::Compatible, Rule::Reworded, format!("the {key} reads otherwise"));
            let keys = log.keys(&[key]);
            let change = change.at(&keys);
            log.push(change.between(before, after));
        }
    }
}

fn class(old: &Tool, new: &Tool, log: &mut Log<'_>) {
    if old.class != new.class {
        let class = if new.class < old.class { Class::Loosened } else { Class::Tightened };
        let (before, after) = (old.class.name(), new.class.name());
        let change = log.change(class, Rule::ToolClass, format!("class: {before} → {after}"));
        let keys = log.keys(&["class"]);
        let change = change.at(&keys);
        log.push(change.between(before, after));
    }
}

fn of_class(class: ToolClass) -> Annotations {
    Annotations {
        read_only_hint: class == ToolClass::Read,
        destructive_hint: class == ToolClass::Destructive,
        idempotent_hint: class == ToolClass::Read,
        open_world_hint: false,
    }
}

/// Name on the wire, key, before, after.
fn hints(old: Annotations, new: Annotations) -> [(&'static str, &'static str, bool, bool); 4] {
    [
        ("readOnlyHint", "read_only", old.read_only_hint, new.read_only_hint),
        ("destructiveHint", "destructive", old.destructive_hint, new.destructive_hint),
        ("idempotentHint", "idempotent", old.idempotent_hint, new.idempotent_hint),
        ("openWorldHint", "open_world", old.open_world_hint, new.open_world_hint),
    ]
}

/// Whether a hint with that value makes clients ask less.
fn is_promise(key: &str, value: bool) -> bool {
    value == matches!(key, "read_only" | "idempotent")
}

/// A hint that promises more makes clients ask less; one that promises less says that the tool does more than was reviewed.
/// Hints that follow a new class are said by the class.
fn annotations(old: &Tool, new: &Tool, log: &mut Log<'_>) {
    let implied = hints(of_class(old.class), of_class(new.class));
    let found = hints(old.annotations, new.annotations);
    for ((name, key, before, after), (_, _, class_before, class_after)) in found.into_iter().zip(implied) {
        let by_class = class_before != class_after && (class_before, class_after) == (before, after);
        if before == after || by_class {
            continue;
        }
        let (class, meaning) = match (is_promise(key, after), key) {
            (true, _) => (Class::Loosened, "clients may ask less"),
            (false, "idempotent") => (Class::Tightened, "clients may repeat it less"),
            (false, _) => (Class::Loosened, "it is said to do more than was reviewed"),
        };
        let change = log.change(class, Rule::Annotation, format!("{name}: {before} → {after}: {meaning}"));
        let keys = log.keys(&["annotations", key]);
        let change = change.at(&keys);
        log.push(change.between(before.to_string(), after.to_string()));
    }
}
