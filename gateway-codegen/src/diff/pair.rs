//! Which tool of the new contract is which of the old one.

use super::facts::{Facts, Tool};

/// Tools that are in both contracts, by name or renamed, and those that are in one.
pub(super) struct Pairs<'a> {
    pub(super) both: Vec<(&'a Tool, &'a Tool)>,
    pub(super) removed: Vec<&'a Tool>,
    pub(super) added: Vec<&'a Tool>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(old: &'a Facts, new: &'a Facts) -> Self {
        let mut pairs = Self { both: Vec::new(), removed: Vec::new(), added: Vec::new() };
        for tool in &old.tools {
            match new.tool(&tool.name) {
                Some(same) => pairs.both.push((tool, same)),
                None => pairs.removed.push(tool),
            }
        }
        pairs.added = new.tools.iter().filter(|tool| old.tool(&tool.name).is_none()).collect();
        pairs.join_renamed();
        pairs
    }

    /// The best match of each first, so that two tools that were renamed at once are not mixed up.
    fn join_renamed(&mut self) {
        loop {
            let candidates = self.removed.iter().enumerate().flat_map(|(at, old)| {
                self.added.iter().enumerate().map(move |(to, new)| (likeness(old, new), at, to))
            });
            // The first of equals: names are in order, so the outcome does not hang on chance.
            let best = candidates.min_by_key(|(likeness, at, to)| (std::cmp::Reverse(*likeness), *at, *to));
            match best {
                Some((likeness, at, to)) if likeness >= ENOUGH => {
                    self.both.push((self.removed.remove(at), self.added.remove(to)));
                }
                _ => return,
            }
        }
    }

    /// What a tool of the old contract is called in the new one.
    pub(super) fn new_name(&self, old: &'a str) -> &'a str {
        self.both.iter().find(|(before, _)| before.name == old).map_or(old, |(_, after)| &after.name)
    }

    pub(super) fn is_added(&self, name: &str) -> bool {
        self.added.iter().any(|tool| tool.name == name)
    }

    pub(super) fn is_removed(&self, name: &str) -> bool {
        self.removed.iter().any(|tool| tool.name == name)
    }
}

/// The same tool of the same server, or the same parameters and the same text.
const ENOUGH: u32 = 3;

fn likeness(old: &Tool, new: &Tool) -> u32 {
    if old.server != new.server {
        return 0;
    }
    let points = [
        (new.aliases.contains(&old.name), 8),
        (old.upstream == new.upstream, 4),
        (old.description == new.description, 2),
        (old.input_schema == new.input_schema, 1),
    ];
    points.into_iter().filter(|(same, _)| *same).map(|(_, points)| points).sum()
}
