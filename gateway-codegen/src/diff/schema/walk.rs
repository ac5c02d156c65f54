//! Walks two schemas side by side.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::Value;

use super::keyword::{KNOWN, LIMITS, Schema, WORDS, admits, beside_null, is_listed, list, order, row, types};
use super::shown;

/// In which way a value differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Less is accepted.
    Narrowed,
    /// More is accepted.
    Widened,
    /// More is accepted, because a rule about the text itself is gone or another.
    Relaxed,
    /// Members that nobody declared are accepted.
    Opened,
    /// A member is not declared any more.
    Gone,
    /// There is a member more, which may be left out.
    Came,
    /// There is a member more, which must be there.
    CameRequired,
    /// The same JSON means something else.
    Meaning,
    /// A text for people and models is another.
    Reworded,
    /// Something that is not compared.
    Unknown,
}

/// One difference.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) path: String,
    pub(super) way: Way,
    pub(super) words: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// All differences.
pub(super) fn compare(old: &Value, new: &Value) -> Vec<Step> {
    let mut walk = Walk { path: String::new(), steps: Vec::new() };
    walk.default(old.get("default"), new.get("default"));
    walk.schema(old, new);
    walk.steps
}

struct Walk {
    path: String,
    steps: Vec<Step>,
}

impl Walk {
    fn add(&mut self, way: Way, words: impl Into<String>) -> &mut Step {
        let at = self.steps.len();
        let (path, words) = (self.path.clone(), words.into());
        self.steps.push(Step { path, way, words, before: None, after: None });
        &mut self.steps[at]
    }

    fn changed(&mut self, way: Way, what: &str, before: &str, after: &str) {
        let step = self.add(way, format!("{what}: {before} → {after}"));
        (step.before, step.after) = (Some(before.to_owned()), Some(after.to_owned()));
    }

    fn below(&mut self, name: &str, work: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(name);
        work(self);
        self.path.truncate(length);
    }

    fn schema(&mut self, old: &Value, new: &Value) {
        let (Some(before), Some(after)) = (old.as_object(), new.as_object()) else {
            if old != new {
                self.changed(Way::Unknown, "schema", &shown(old), &shown(new));
            }
            return;
        };
        self.types(before, after);
        for limit in LIMITS {
            self.limit(before, after, limit);
        }
        self.pattern(before, after);
        self.choices(before, after);
        self.elements(before, after);
        self.members(before, after);
        self.openness(before, after);
        self.words(before, after);
        self.others(before, after);
    }

    fn types(&mut self, old: &Schema, new: &Schema) {
        let (before, after) = (types(old), types(new));
        if before == after {
            return;
        }
        let nullable = |types: &BTreeSet<&str>| types.contains("null");
        if beside_null(&before) == beside_null(&after) {
            return match nullable(&after) {
                true => _ = self.add(Way::Widened, "null is accepted as well"),
                false => _ = self.add(Way::Narrowed, "null is no longer accepted"),
            };
        }
        let way = if before.iter().all(|name| admits(&after, name)) { Way::Widened } else { Way::Narrowed };
        self.changed(way, "type", &beside_null(&before).join(" or "), &beside_null(&after).join(" or "));
    }

    fn limit(&mut self, old: &Schema, new: &Schema, (key, smallest, name): (&str, bool, &str)) {
        let (before, after) = (old.get(key), new.get(key));
        if before == after {
            return;
        }
        let shown_or_none = |value: Option<&Value>| value.map_or("none".to_owned(), shown);
        let grown = match (before, after) {
            (None, _) => smallest,
            (_, None) => !smallest,
            (Some(before), Some(after)) => order(before, after) == Ordering::Less,
        };
        let way = if grown == smallest { Way::Narrowed } else { Way::Widened };
        self.changed(way, name, &shown_or_none(before), &shown_or_none(after));
    }

    /// Two regular expressions cannot be compared: another one may let pass what the first refused.
    fn pattern(&mut self, old: &Schema, new: &Schema) {
        let no_text = types(old) != types(new) && !types(new).contains("string");
        match (old.get("pattern"), new.get("pattern")) {
            (Some(before), Some(after)) if before != after => {
                self.changed(Way::Relaxed, "pattern", &shown(before), &shown(after));
            }
            // Listed values, or another type, stand in its place, and are said on their own.
            (Some(_), None) if no_text || (is_listed(new) && !is_listed(old)) => {}
            (Some(before), None) => {
                self.add(Way::Relaxed, format!("the pattern {} is gone", shown(before)));
            }
            (None, Some(after)) => {
                self.add(Way::Narrowed, format!("must match {}", shown(after)));
            }
            _ => {}
        }
    }

    fn choices(&mut self, old: &Schema, new: &Schema) {
        let (before, after) = match (list(old, "enum"), list(new, "enum")) {
            (Some(before), Some(after)) => (before, after),
            (Some(_), None) => {
                self.add(Way::Relaxed, "any text is accepted instead of listed values");
                return;
            }
            (None, Some(after)) => {
                self.add(Way::Narrowed, format!("only these are accepted: {}", row(after.iter())));
                return;
            }
            (None, None) => return,
        };
        let only_in = |a: &[Value], b: &[Value]| -> Vec<Value> {
            a.iter().filter(|value| !value.is_null() && !b.contains(value)).cloned().collect()
        };
        let (gone, came) = (only_in(before, after), only_in(after, before));
        if !gone.is_empty() {
            self.add(Way::Narrowed, format!("no longer accepted: {}", row(gone.iter())));
        }
        if !came.is_empty() {
            self.add(Way::Widened, format!("accepted as well: {}", row(came.iter())));
        }
    }

    fn elements(&mut self, old: &Schema, new: &Schema) {
        match (old.get("items"), new.get("items")) {
            (Some(before), Some(after)) => self.below("*", |walk| {
                walk.default(before.get("default"), after.get("default"));
                walk.schema(before, after);
            }),
            (None, Some(_)) => _ = self.add(Way::Narrowed, "the elements are described now"),
            (Some(_), None) if types(new).contains("array") || types(old) == types(new) => {
                self.add(Way::Unknown, "the elements are no longer described");
            }
            _ => {}
        }
    }

    fn members(&mut self, old: &Schema, new: &Schema) {
        let (none, required) = (Schema::new(), |schema: &Schema, name: &str| {
            list(schema, "required").is_some_and(|names| names.iter().any(|one| one == name))
        });
        let of = |schema: &'_ Schema| schema.get("properties").and_then(Value::as_object).cloned();
        let (before, after) = (of(old).unwrap_or(none.clone()), of(new).unwrap_or(none));
        for (name, schema) in &before {
            let musts = (required(old, name), required(new, name));
            self.below(name, |walk| match after.get(name) {
                Some(other) => walk.member(schema, other, musts),
                None => _ = walk.add(Way::Gone, "is gone"),
            });
        }
        for name in after.keys().filter(|name| !before.contains_key(*name)) {
            let (way, words) = match required(new, name) {
                true => (Way::CameRequired, "is new, and must be there"),
                false => (Way::Came, "is new, and may be left out"),
            };
            self.below(name, |walk| _ = walk.add(way, words));
        }
        // What is required and not declared is no rule that tools.toml can say.
        let undeclared = |schema: &Schema, declared: &Schema| -> Vec<Value> {
            let names = list(schema, "required").unwrap_or_default();
            names
                .iter()
                .filter(|name| !name.as_str().is_some_and(|n| declared.contains_key(n)))
                .cloned()
                .collect()
        };
        if undeclared(old, &before) != undeclared(new, &after) {
            self.add(Way::Unknown, "other members must be there than before");
        }
    }

    /// Whether it was, and is, required.
    fn member(&mut self, old: &Value, new: &Value, musts: (bool, bool)) {
        match musts {
            (false, true) => _ = self.add(Way::Narrowed, "must be there now"),
            (true, false) => _ = self.add(Way::Widened, "may be left out now"),
            (false, false) => self.default(old.get("default"), new.get("default")),
            (true, true) => {}
        }
        self.schema(old, new);
    }

    fn default(&mut self, before: Option<&Value>, after: Option<&Value>) {
        if before != after {
            let words = |value: Option<&Value>| value.map_or("none".to_owned(), shown);
            self.changed(Way::Meaning, "default", &words(before), &words(after));
        }
    }

    fn openness(&mut self, old: &Schema, new: &Schema) {
        let open = |schema: &Schema| match schema.get("additionalProperties") {
            None => Some(true),
            Some(value) => value.as_bool(),
        };
        let absent = |schema: &Schema| !types(schema).contains("object");
        match (open(old), open(new)) {
            _ if (absent(old) || absent(new)) && types(old) != types(new) => {}
            (Some(before), Some(after)) if before == after => {}
            (Some(_), Some(true)) => _ = self.add(Way::Opened, "members that are not declared are accepted"),
            (Some(_), Some(false)) => {
                self.add(Way::Narrowed, "members that are not declared are no longer accepted");
            }
            _ if old.get("additionalProperties") == new.get("additionalProperties") => {}
            _ => _ = self.add(Way::Unknown, "what is accepted beside declared members is another"),
        }
    }

    fn words(&mut self, old: &Schema, new: &Schema) {
        for key in WORDS {
            let (before, after) = (old.get(key), new.get(key));
            if before != after {
                let text =
                    |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
                let step = self.add(Way::Reworded, format!("the {key} reads otherwise"));
                (step.before, step.after) = (Some(text(before)), Some(text(after)));
            }
        }
    }

    fn others(&mut self, old: &Schema, new: &Schema) {
        let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        for key in keys.into_iter().filter(|key| !KNOWN.iter().chain(&WORDS).any(|known| known == key)) {
            if old.get(key) != new.get(key) {
                self.add(Way::Unknown, format!("`{key}` of the schema is another; compare it by hand"));
            }
        }
    }
}
