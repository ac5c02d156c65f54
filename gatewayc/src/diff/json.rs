//! For programs. The shape is stable: keys may be added, and `version` says when one of them changes its meaning.
//!
//! ```json
//! {
//!   "version": 1,
//!   "old": { "name": "HEAD~1", "contract": "…" },
//!   "new": { "name": "tools.toml", "contract": "…" },
//!   "verdict": "loosened",
//!   "exitCode": 3,
//!   "counts": { "loosened": 1, "breaking": 0, "tightened": 0, "compatible": 0 },
//!   "changes": [
//!     {
//!       "class": "loosened",
//!       "rule": "rate",
//!       "subject": { "kind": "tool", "name": "create_task" },
//!       "message": "rate: 50/min → 100/min",
//!       "before": "50/min",
//!       "after": "100/min",
//!       "place": { "file": "tools.toml", "line": 412, "column": 1 }
//!     }
//!   ]
//! }
//! ```
//!
//! `verdict` is null where nothing changed; `before`, `after`, the subject's `name` and `place` are left out where there is
//! none.

use gateway_codegen::diff::{self, Change, Class};
use serde_json::{Map, Value, json};

use super::Report;
use super::side::Side;

pub(super) fn render(report: &Report) -> String {
    let counts: Map<_, _> =
        Class::ALL.into_iter().map(|class| (class.name().to_owned(), report.count(class).into())).collect();
    let changes: Vec<_> = report.changes.iter().map(|change| entry(change, report)).collect();
    let side = |side: &Side| json!({ "name": side.shown, "contract": side.facts.contract });
    let value = json!({
        "version": 1,
        "old": side(&report.old),
        "new": side(&report.new),
        "verdict": diff::verdict(&report.changes).map(Class::name),
        "exitCode": report.exit_code(),
        "counts": counts,
        "changes": changes,
    });
    format!("{value:#}\n")
}

fn entry(change: &Change, report: &Report) -> Value {
    let mut subject = json!({ "kind": change.subject.kind() });
    if let Some(name) = change.subject.name() {
        subject["name"] = name.into();
    }
    let mut entry = json!({
        "class": change.class.name(),
        "rule": change.rule.id(),
        "subject": subject,
        "message": change.message,
    });
    for (key, value) in [("before", &change.before), ("after", &change.after)] {
        if let Some(value) = value {
            entry[key] = value.as_str().into();
        }
    }
    if let Some(places) = &report.new.places {
        let place = places.of(change);
        entry["place"] = json!({ "file": places.file(), "line": place.line, "column": place.column });
    }
    entry
}
