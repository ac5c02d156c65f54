//! Whether one schema accepts every value that another lets through; where not, what is left out.

use serde_json::Value;

use super::range::{CHARACTERS, ITEMS, Limits, MEMBERS, Members, multiples};
use super::schema::{bare, has_reference};
use super::ways::{NONE, Way, accepts_kind, is_of, listed, names, ways};
use super::words::{Direction, Finding, What, member, shown, values};

/// Keywords that are not compared: a schema with one of them accepts another only where both say the same of it. Each
/// stands with those that it depends on.
const UNDECIDED: [(&str, &[&str]); 18] = [
    ("not", &[]),
    ("if", &["then", "else"]),
    ("then", &["if"]),
    ("else", &["if"]),
    ("patternProperties", &[]),
    ("propertyNames", &[]),
    ("dependentRequired", &[]),
    ("dependentSchemas", &[]),
    ("dependencies", &[]),
    ("prefixItems", &[]),
    ("additionalItems", &["items"]),
    ("contains", &["minContains", "maxContains"]),
    ("unevaluatedItems", &["items", "prefixItems", "contains"]),
    ("unevaluatedProperties", &["properties", "additionalProperties", "patternProperties"]),
    ("allOf", &[]),
    ("$dynamicRef", &[]),
    ("$recursiveRef", &[]),
    ("$ref", &["no reference is compared"]),
];

/// What `may` lets through and `takes` does not accept. Both are filled in.
pub(super) fn covers(may: &Value, takes: &Value, direction: Direction) -> Vec<Finding> {
    let mut comparison = Comparison { direction, is_root: true };
    comparison.covers(may, takes, "")
}

struct Comparison {
    direction: Direction,
    /// Only the members of the root are parameters, each of which must be known.
    is_root: bool,
}

impl Comparison {
    fn covers(&mut self, may: &Value, takes: &Value, path: &str) -> Vec<Finding> {
        let is_root = std::mem::take(&mut self.is_root);
        if !has_reference(may) && bare(may) == bare(takes) {
            return Vec::new();
        }
        let given = match listed(may) {
            Some(listed) => return refused_values(&listed, takes, path),
            None => ways(may),
        };
        let (given, taken) = match (given, ways(takes)) {
            (Ok(given), Ok(taken)) => (given, taken),
            (Err(keyword), _) | (_, Err(keyword)) => return vec![undecided(path, keyword)],
        };
        if let Some(listed) = listed(takes) {
            let takes = format!("only {}", values(listed.into_iter()));
            return vec![narrower(path, names(&given), takes)];
        }
        self.each_way(&given, &taken, path, is_root)
    }

    fn each_way(&mut self, given: &[Way<'_>], taken: &[Way<'_>], path: &str, is_root: bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        for way in given {
            let candidates = taken.iter().filter(|taken| accepts_kind(taken.kind, way.kind));
            let best = candidates.map(|taken| self.way(*way, *taken, path, is_root)).min_by_key(Vec::len);
            match best {
                Some(found) => findings.extend(found),
                // One sentence for all types that are not taken.
                None => return vec![narrower(path, names(given), names(taken))],
            }
        }
        findings
    }

    fn way(&mut self, may: Way<'_>, takes: Way<'_>, path: &str, is_root: bool) -> Vec<Finding> {
        if let Some(listed) = takes.members.get("enum").or(takes.members.get("const")) {
            let listed = listed.as_array().map_or(std::slice::from_ref(listed), Vec::as_slice);
            return vec![narrower(path, names(&[may]), format!("only {}", values(listed.iter())))];
        }
        let mut findings: Vec<_> = UNDECIDED
            .iter()
            .filter(|(keyword, with)| differs(may.members, takes.members, keyword, with))
            .map(|(keyword, _)| undecided(path, keyword))
            .collect();
        let limits = match takes.kind {
            "string" => string(may.members, takes.members),
            "integer" | "number" => number(may.members, takes.members),
            "array" => array(may.members, takes.members),
            "object" => MEMBERS.tightened(may.members, takes.members),
            _ => Vec::new(),
        };
        findings.extend(limits.into_iter().map(|what| Finding { path: path.into(), what }));
        match takes.kind {
            "array" => findings.extend(self.items(may.members, takes.members, path)),
            "object" => findings.extend(self.object(may.members, takes.members, path, is_root)),
            _ => {}
        }
        findings
    }

    fn items(&mut self, may: &Members, takes: &Members, path: &str) -> Vec<Finding> {
        match takes.get("items") {
            None => Vec::new(),
            Some(Value::Array(_)) => vec![undecided(path, "items")],
            Some(takes) => {
                let any = Value::Bool(true);
                self.covers(may.get("items").unwrap_or(&any), takes, &format!("{path}[]"))
            }
        }
    }

    fn object(&mut self, may: &Members, takes: &Members, path: &str, is_root: bool) -> Vec<Finding> {
        let (given, taken) = (properties(may), properties(takes));
        let rest = takes.get("additionalProperties");
        // An object without declared members takes any; not so the arguments, whose members are the parameters.
        let is_free = taken.is_empty() && !is_root && rest != Some(&Value::Bool(false));
        let any = Value::Bool(true);
        let mut findings = Vec::new();
        for (name, schema) in given {
            let path = member(path, name);
            match taken.get(name).or(rest.filter(|_| is_free).or(is_free.then_some(&any))) {
                Some(takes) => findings.extend(self.covers(schema, takes, &path)),
                None => findings.extend(self.unknown(takes, path)),
            }
        }
        let always = required(may);
        let demanded = required(takes).into_iter().filter(|name| !always.contains(name));
        findings.extend(demanded.map(|name| Finding { path: member(path, name), what: What::Demanded }));
        findings.extend(self.rest(may, rest, path));
        // A new parameter is no change to the calls that were reviewed; a new member of a value that may hold any is.
        if let Some(open) = self.beyond(may).filter(|_| !is_root) {
            for (name, schema) in taken.iter().filter(|(name, _)| !given.contains_key(*name)) {
                findings.extend(self.covers(&open, schema, &member(path, name)));
            }
        }
        findings
    }

    /// What may stand in members that are not declared; `None` where there are none.
    fn beyond(&self, may: &Members) -> Option<Value> {
        match (may.get("additionalProperties"), self.direction) {
            (Some(Value::Bool(false)), _) => None,
            (Some(given), _) => Some(given.clone()),
            // Servers seldom say that they give no more than they declare.
            (None, Direction::Output) => None,
            (None, Direction::Input) => Some(Value::Bool(true)),
        }
    }

    /// A member that the taking side does not know. What a server gives beyond the contract does no harm where the
    /// contract is open.
    fn unknown(&self, takes: &Members, path: String) -> Option<Finding> {
        let is_closed = takes.get("additionalProperties") == Some(&Value::Bool(false));
        let counts = self.direction == Direction::Input || is_closed;
        counts.then_some(Finding { path, what: What::Unknown })
    }

    /// Members beyond those that are declared.
    fn rest(&mut self, may: &Members, takes: Option<&Value>, path: &str) -> Vec<Finding> {
        let Some(given) = self.beyond(may) else { return Vec::new() };
        match takes {
            None | Some(Value::Bool(true)) => Vec::new(),
            Some(Value::Bool(false)) => vec![Finding { path: path.into(), what: What::Closed }],
            Some(takes) => self.covers(&given, takes, &member(path, "*")),
        }
    }
}

fn properties(members: &Members) -> &Members {
    members.get("properties").and_then(Value::as_object).unwrap_or(&NONE)
}

fn required(members: &Members) -> Vec<&str> {
    let names = members.get("required").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    names.iter().filter_map(Value::as_str).collect()
}

fn differs(may: &Members, takes: &Members, keyword: &str, with: &[&str]) -> bool {
    let same = |key: &&str| may.get(*key) == takes.get(*key);
    takes.contains_key(keyword) && !(keyword != "$ref" && same(&keyword) && with.iter().all(same))
}

fn string(may: &Members, takes: &Members) -> Vec<What> {
    let mut found = CHARACTERS.tightened(may, takes);
    for (keyword, what) in [("pattern", "text that fits"), ("format", "text in the format")] {
        let Some(wanted) = takes.get(keyword).filter(|wanted| may.get(keyword) != Some(*wanted)) else {
            continue;
        };
        let given = may
            .get(keyword)
            .map_or("any text".into(), |given| format!("{what} {}", shown(&given.to_string())));
        found.push(What::Narrower(given, format!("{what} {}", shown(&wanted.to_string()))));
    }
    found
}

fn number(may: &Members, takes: &Members) -> Vec<What> {
    let mut found = Limits::Number.tightened(may, takes);
    // Before 2020-12 these were flags; then the bound cannot be known.
    let flags = ["exclusiveMinimum", "exclusiveMaximum"]
        .into_iter()
        .filter(|key| takes.get(*key).is_some_and(Value::is_boolean));
    found.extend(flags.map(|key| What::Undecided(key.into())));
    found.extend(multiples(may, takes));
    found
}

fn array(may: &Members, takes: &Members) -> Vec<What> {
    let mut found = ITEMS.tightened(may, takes);
    let unique = |members: &Members| members.get("uniqueItems") == Some(&Value::Bool(true));
    if unique(takes) && !unique(may) {
        found.push(What::Narrower("equal items".into(), "only different ones".into()));
    }
    found
}

/// The listed values that the schema does not accept; each is tried.
fn refused_values(listed: &[&Value], takes: &Value, path: &str) -> Vec<Finding> {
    let Ok(validator) = jsonschema::draft202012::new(takes) else {
        return vec![undecided(path, "$ref")];
    };
    let refused: Vec<_> = listed.iter().copied().filter(|value| !validator.is_valid(value)).collect();
    if refused.is_empty() {
        return Vec::new();
    }
    let taken = match (super::ways::listed(takes), ways(takes)) {
        (Some(listed), _) => format!("only {}", values(listed.into_iter())),
        (None, Ok(ways)) if !ways.iter().any(|way| refused.iter().any(|value| is_of(value, way.kind))) => {
            names(&ways)
        }
        _ => "it no more".into(),
    };
    vec![narrower(path, values(refused.into_iter()), taken)]
}

fn narrower(path: &str, may: String, takes: String) -> Finding {
    Finding { path: path.into(), what: What::Narrower(may, takes) }
}

fn undecided(path: &str, keyword: &str) -> Finding {
    Finding { path: path.into(), what: What::Undecided(keyword.into()) }
}
