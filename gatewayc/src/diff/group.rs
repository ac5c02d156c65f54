//! The same change of many tools is one thing to read.

use gateway_codegen::diff::{Change, Class, Subject};

/// Changes that read the same but for their subject.
pub(super) struct Group<'a> {
    /// Never empty.
    pub(super) changes: Vec<&'a Change>,
}

/// Fewer than so many of the same stay apart.
const ENOUGH: usize = 3;

/// The groups of a class, in the order of their first changes.
pub(super) fn groups(changes: &[Change], class: Class) -> Vec<Group<'_>> {
    let of_class: Vec<_> = changes.iter().filter(|change| change.class == class).collect();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for change in &of_class {
        let same = of_class.iter().filter(|other| reads_the_same(change, other)).count();
        let group =
            groups.iter_mut().find(|group| same >= ENOUGH && reads_the_same(change, group.changes[0]));
        match group {
            Some(group) => group.changes.push(change),
            None => groups.push(Group { changes: vec![change] }),
        }
    }
    groups
}

fn reads_the_same(a: &Change, b: &Change) -> bool {
    let tools = matches!((&a.subject, &b.subject), (Subject::Tool(_), Subject::Tool(_)));
    tools && (a.rule, &a.message, &a.before, &a.after) == (b.rule, &b.message, &b.before, &b.after)
}

/// Such as "principal reader"; the gateway has no name.
pub(super) fn subject(subject: &Subject) -> String {
    match subject.name() {
        Some(name) => format!("{} {name}", subject.kind()),
        None => subject.kind().to_owned(),
    }
}

/// Whether the two texts of a change are worth showing in full: where its message does not.
pub(super) fn texts(change: &Change) -> Option<(&str, &str)> {
    let (before, after) = (change.before.as_deref()?, change.after.as_deref()?);
    (!change.message.contains(after) || !change.message.contains(before)).then_some((before, after))
}
