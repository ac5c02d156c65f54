//! What one value must be.

use serde_json::Number;
use toml_edit::{Array, InlineTable, Value};

use super::fields;
use crate::import::node::Node;

/// The members of a schema that have not been understood yet.
pub(super) struct Members<'n>(Vec<(&'n str, &'n Node)>);

impl<'n> Members<'n> {
    /// `true` and `{}` both accept everything.
    pub(super) fn of(schema: &'n Node) -> Option<Self> {
        match schema {
            Node::Bool(true) => Some(Self(Vec::new())),
            Node::Object(members) => {
                Some(Self(members.iter().map(|(key, value)| (key.as_str(), value)).collect()))
            }
            _ => None,
        }
    }

    pub(super) fn take(&mut self, key: &str) -> Option<&'n Node> {
        let at = self.0.iter().position(|(name, _)| *name == key)?;
        Some(self.0.remove(at).1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What the rest of a schema accepts; `None` when the syntax cannot say it.
pub(super) fn shape(members: &mut Members<'_>) -> Option<InlineTable> {
    if let Some(choices) = members.take("anyOf").or_else(|| members.take("oneOf")) {
        return or_null(choices).filter(|_| members.is_empty());
    }
    let types = match members.take("type") {
        Some(Node::Text(name)) => vec![name.as_str()],
        Some(types) => types.list()?.iter().map(Node::text).collect::<Option<_>>()?,
        None => Vec::new(),
    };
    let (nullable, types) = without_null(&types);
    let mut table = kind(&types, nullable, members)?;
    if nullable {
        table.insert("nullable", true.into());
    }
    members.is_empty().then_some(table)
}

fn without_null<'t>(types: &[&'t str]) -> (bool, Vec<&'t str>) {
    let others = types.iter().copied().filter(|name| *name != "null").collect();
    (types.contains(&"null"), others)
}

/// One schema, or null.
fn or_null(choices: &Node) -> Option<InlineTable> {
    let is_null = |node: &Node| {
        node.object().is_some_and(
            |members| matches!(members, [(key, Node::Text(name))] if key == "type" && name == "null"),
        )
    };
    let [first, second] = choices.list()? else { return None };
    let other = match (is_null(first), is_null(second)) {
        (false, true) => first,
        (true, false) => second,
        _ => return None,
    };
    let mut members = Members::of(other)?;
    let mut table = shape(&mut members)?;
    // It may take null itself, and then `oneOf` does not mean this.
    table.insert("nullable", true.into()).is_none().then_some(table)
}

fn kind(types: &[&str], nullable: bool, members: &mut Members<'_>) -> Option<InlineTable> {
    if let Some(value) = members.take("const") {
        return matches!(types, [] | ["string"]).then(|| words([value], nullable))?;
    }
    if let Some(values) = members.take("enum") {
        return matches!(types, [] | ["string"]).then(|| words(values.list()?, nullable))?;
    }
    match types {
        ["string"] => limited(
            "string",
            &[("minLength", "min_len"), ("maxLength", "max_len"), ("pattern", "pattern")],
            members,
        ),
        ["integer"] => integer(members),
        ["number"] => limited("number", &[("minimum", "min"), ("maximum", "max")], members),
        ["boolean"] => Some(named("boolean")),
        ["array"] => array(members),
        ["object"] => fields(members),
        [] if members.is_empty() && !nullable => {
            let mut any = named("json");
            any.insert("nullable", true.into());
            Some(any)
        }
        _ => is_any(types).then(|| named("json")),
    }
}

fn is_any(types: &[&str]) -> bool {
    types.len() == 5
        && ["array", "boolean", "number", "object", "string"].iter().all(|name| types.contains(name))
}

fn named(name: &str) -> InlineTable {
    InlineTable::from_iter([("type", name)])
}

/// An enum takes null only where it lists it, and only where the type does.
fn words<'n>(values: impl IntoIterator<Item = &'n Node>, nullable: bool) -> Option<InlineTable> {
    let values: Vec<_> = values.into_iter().collect();
    let lists_null = values.contains(&&Node::Null);
    (lists_null == nullable).then_some(())?;
    let words = values.into_iter().filter(|value| **value != Node::Null);
    let words: Array = words.map(Node::text).collect::<Option<Vec<_>>>()?.into_iter().collect();
    let mut table = InlineTable::new();
    table.insert("enum", words.into());
    Some(table)
}

fn limited(name: &str, limits: &[(&str, &str)], members: &mut Members<'_>) -> Option<InlineTable> {
    let mut table = named(name);
    for (keyword, key) in limits {
        if let Some(limit) = members.take(keyword) {
            table.insert(*key, into_toml(limit)?);
        }
    }
    Some(table)
}

/// Beyond and above mean the next whole number.
fn integer(members: &mut Members<'_>) -> Option<InlineTable> {
    let mut table = named("integer");
    let sides = [("min", "minimum", "exclusiveMinimum", 1), ("max", "maximum", "exclusiveMaximum", -1)];
    for (key, inclusive, exclusive, step) in sides {
        let bound = match (members.take(inclusive), members.take(exclusive)) {
            (None, None) => continue,
            (Some(bound), None) => whole(bound)?,
            (None, Some(bound)) => whole(bound)?.checked_add(step)?,
            (Some(_), Some(_)) => return None,
        };
        table.insert(key, bound.into());
    }
    Some(table)
}

fn whole(node: &Node) -> Option<i64> {
    match node {
        Node::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            let whole = float as i64;
            // Beyond this, a float does not name one integer.
            (float.fract() == 0.0 && float.abs() < 9e15).then_some(whole)
        }),
        _ => None,
    }
}

fn array(members: &mut Members<'_>) -> Option<InlineTable> {
    let everything = Node::Bool(true);
    let mut items = Members::of(members.take("items").unwrap_or(&everything))?;
    let items = shape(&mut items)?;
    let mut table = match simple(&items) {
        Some(name) => named(&format!("array of {name}")),
        None => InlineTable::from_iter([("items", Value::InlineTable(items))]),
    };
    for (keyword, key) in [("minItems", "min_items"), ("maxItems", "max_items")] {
        if let Some(limit) = members.take(keyword) {
            table.insert(key, into_toml(limit)?);
        }
    }
    Some(table)
}

/// A type that a name says in full.
fn simple(items: &InlineTable) -> Option<&str> {
    items.get("type").and_then(Value::as_str).filter(|_| items.len() == 1)
}

/// A value without null in it, and with no number that would become another.
pub(super) fn into_toml(node: &Node) -> Option<Value> {
    match node {
        Node::Null => None,
        Node::Bool(flag) => Some((*flag).into()),
        Node::Number(value) => number(value),
        Node::Text(text) => Some(text.as_str().into()),
        Node::List(items) => Some(items.iter().map(into_toml).collect::<Option<Array>>()?.into()),
        Node::Object(members) => {
            let member = |(key, value): &(String, Node)| Some((key.clone(), into_toml(value)?));
            Some(members.iter().map(member).collect::<Option<InlineTable>>()?.into())
        }
    }
}

fn number(number: &Number) -> Option<Value> {
    match (number.as_i64(), number.is_f64()) {
        // A limit of a number is held as a float.
        (Some(integer), _) if integer.unsigned_abs() <= 1 << 53 => Some(integer.into()),
        (None, true) => number.as_f64().map(Value::from),
        _ => None,
    }
}
