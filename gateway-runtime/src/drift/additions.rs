//! Differences that take nothing away: what a server takes beyond the contract, and other words.

use serde_json::Value;

use super::range::{Members, relaxed};
use super::words::{Direction, member, place, shown, values};

/// Those of the arguments, as texts. Both schemas are filled in.
pub(super) fn additions(reviewed: &Value, live: &Value) -> Vec<String> {
    let mut found = Additions::default();
    found.object(reviewed, live, "");
    let Additions { mut texts, reworded } = found;
    if !reworded.is_empty() {
        texts.push(format!("the text about {} reads otherwise", reworded.join(", ")));
    }
    texts
}

#[derive(Default)]
struct Additions {
    texts: Vec<String>,
    /// Members whose description is another.
    reworded: Vec<String>,
}

impl Additions {
    fn object(&mut self, reviewed: &Value, live: &Value, path: &str) {
        let (Some(reviewed), Some(live)) = (declared(reviewed), declared(live)) else { return };
        for (name, live) in live {
            let path = member(path, name);
            match reviewed.get(name) {
                Some(reviewed) => self.value(reviewed, live, &path),
                None => self.say(&path, "the server knows it, and it was not reviewed"),
            }
        }
    }

    fn value(&mut self, reviewed: &Value, live: &Value, path: &str) {
        let both = |key: &str| {
            Some((reviewed.get(key)?, live.get(key)?)).filter(|(reviewed, live)| reviewed != live)
        };
        if both("description").is_some() {
            self.reworded.push(format!("`{path}`"));
        }
        if let Some((reviewed, live)) = both("default") {
            let (reviewed, live) = (shown(&reviewed.to_string()), shown(&live.to_string()));
            self.say(path, &format!("left out, it meant {reviewed} as reviewed, and {live} at the server"));
        }
        let (Some(reviewed), Some(live)) = (main(reviewed), main(live)) else { return };
        for (reviewed, live) in relaxed(reviewed, live) {
            self.say(path, &format!("{reviewed} was reviewed, the server takes {live}"));
        }
        self.listed(reviewed, live, path);
        if let (Some(reviewed), Some(live)) = (reviewed.get("items"), live.get("items")) {
            self.value(reviewed, live, &format!("{path}[]"));
        }
        if let (Some(reviewed), Some(live)) = (reviewed.get("properties"), live.get("properties")) {
            let schema = |properties: &Value| serde_json::json!({"properties": properties});
            self.object(&schema(reviewed), &schema(live), path);
        }
    }

    fn listed(&mut self, reviewed: &Members, live: &Members, path: &str) {
        let listed = |members: &Members| members.get("enum").and_then(Value::as_array).cloned();
        let (Some(reviewed), Some(live)) = (listed(reviewed), listed(live)) else { return };
        let more: Vec<_> = live.iter().filter(|value| !reviewed.contains(value)).collect();
        if !more.is_empty() {
            self.say(path, &format!("the server takes {} too", values(more.into_iter())));
        }
    }

    fn say(&mut self, path: &str, what: &str) {
        self.texts.push(format!("{}: {what}", place(path, Direction::Input)));
    }
}

fn declared(schema: &Value) -> Option<&Members> {
    schema.get("properties")?.as_object()
}

/// The schema of a value that is not null.
fn main(schema: &Value) -> Option<&Members> {
    let choices = schema.get("anyOf").or(schema.get("oneOf")).and_then(Value::as_array);
    let is_value = |choice: &&Value| choice["type"] != "null";
    choices.and_then(|choices| choices.iter().find(is_value)).unwrap_or(schema).as_object()
}
