//! What changed between two contracts, for a reviewer.
//!
//! [`Facts`] are what `tools.lock` says, so that a lock and the `tools.toml` that it was made from are the same thing here.
//! [`compare`] is pure; [`Places`] leads from a change back to the line of `tools.toml` that says it.

mod access;
mod change;
mod endpoint;
mod facts;
mod gateway;
mod guard;
mod offers;
mod pair;
mod place;
mod policy;
mod record;
mod schema;
mod server;
mod tool;
mod words;

pub use change::{Change, Class, KeyPath, Rule, Subject};
pub use facts::Facts;
pub use place::Places;

use pair::Pairs;

/// Every change, the weightiest first, then by subject. Nothing when both say the same.
///
/// Invariant: contracts with different hashes never compare as equal; what no rule here knows is reported as the weightiest
/// class.
#[must_use]
pub fn compare(old: &Facts, new: &Facts) -> Vec<Change> {
    let pairs = Pairs::new(old, new);
    let mut changes = gateway::changes(old, new, &pairs);
    changes.extend(access::changes(old, new, &pairs));
    changes.extend(server::changes(old, new));
    changes.extend(offers::changes(old, new));
    changes.extend(tool::changes(old, new, &pairs));
    if changes.is_empty() && old.contract != new.contract {
        changes.push(unknown());
    }
    changes.sort_by(|a, b| b.class.cmp(&a.class).then_with(|| a.order().cmp(&b.order())));
    changes
}

fn unknown() -> Change {
    let message = "the hashes of the contracts differ, but nothing that this version compares; review tools.toml itself";
    Change::new(Class::Loosened, Rule::Unknown, Subject::Gateway, message)
}

/// The weightiest class among them.
#[must_use]
pub fn verdict(changes: &[Change]) -> Option<Class> {
    changes.iter().map(|change| change.class).max()
}
