//! One call, and what must be true of its reply and of the disk afterwards.

use serde_json::{Value, json};

use crate::world::World;

/// One line of a table.
pub(crate) struct Row {
    pub(crate) tool: &'static str,
    /// `$OUTSIDE` in it stands for the absolute path of the folder beside the project.
    pub(crate) arguments: Value,
    /// What somebody else does to the project just before.
    pub(crate) given: Option<fn(&World)>,
    /// Parts of the text.
    pub(crate) says: Vec<&'static str>,
    pub(crate) expected: Expected,
}

pub(crate) enum Expected {
    Good(Good),
    /// A refusal after which nothing is different.
    Bad,
}

pub(crate) struct Good {
    /// Members of the structured content, as far as they are known before.
    pub(crate) facts: Value,
    /// All that is different on the disk: `+ path`, `- path`, `~ path`; a `*` stands for a date, time or id.
    pub(crate) changes: Vec<&'static str>,
    /// A file and a part of its text.
    pub(crate) holds: Vec<(&'static str, &'static str)>,
}

/// A call that does its work; without more said it changes nothing.
pub(crate) fn good(tool: &'static str, arguments: Value) -> Row {
    let good = Good { facts: json!({}), changes: Vec::new(), holds: Vec::new() };
    Row { tool, arguments, given: None, says: Vec::new(), expected: Expected::Good(good) }
}

/// A call that is refused: the text names the argument (or what it stands for), and the rule, reason or remedy.
pub(crate) fn bad(tool: &'static str, arguments: Value, named: &'static str, rule: &'static str) -> Row {
    Row { tool, arguments, given: None, says: vec![named, rule], expected: Expected::Bad }
}

impl Row {
    pub(crate) fn given(mut self, given: fn(&World)) -> Self {
        self.given = Some(given);
        self
    }

    pub(crate) fn says(mut self, part: &'static str) -> Self {
        self.says.push(part);
        self
    }

    pub(crate) fn facts(mut self, facts: Value) -> Self {
        self.good().facts = facts;
        self
    }

    pub(crate) fn changes(mut self, changes: &[&'static str]) -> Self {
        self.good().changes = changes.to_vec();
        self
    }

    pub(crate) fn holds(mut self, path: &'static str, part: &'static str) -> Self {
        self.good().holds.push((path, part));
        self
    }

    pub(crate) fn is_good(&self) -> bool {
        matches!(self.expected, Expected::Good(_))
    }

    fn good(&mut self) -> &mut Good {
        match &mut self.expected {
            Expected::Good(good) => good,
            Expected::Bad => panic!("{}: a refusal has no facts and changes nothing", self.tool),
        }
    }
}

/// Arguments with one of them set otherwise.
pub(crate) fn but(arguments: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut changed = arguments.clone();
    changed[name] = value.into();
    changed
}

/// Arguments without one of them.
pub(crate) fn without(arguments: &Value, name: &str) -> Value {
    let mut changed = arguments.clone();
    changed.as_object_mut().unwrap().remove(name).unwrap();
    changed
}
