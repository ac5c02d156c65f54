//! What servers offer beside tools, and whose of it each principal has.

use std::fmt::Write;

use super::table::{code, table};
use crate::emit::words;
use crate::model::Prompts;
use crate::plan::{Plan, ServerPlan};

/// Whose prompts and resources each principal may use; nothing where no server offers any.
pub(super) fn sharing(plan: &Plan) -> String {
    if !plan.offers_something() {
        return String::new();
    }
    let rows = plan.principals.iter().map(|who| {
        let profile = &plan.profiles[who.profile];
        let names = |servers: &[usize]| match servers {
            [] => "nobody's".to_owned(),
            servers => codes(servers.iter().map(|&at| plan.servers[at].server.name.as_str())),
        };
        vec![code(&who.name), code(&profile.name), names(&profile.prompts), names(&profile.resources)]
    });
    format!("\n{}", table(&["Principal", "Profile", "Prompts of", "Resources of"], rows))
}

/// What one server offers; nothing where that is tools alone.
pub(super) fn of_server(server: &ServerPlan) -> String {
    let Some(offers) = &server.server.offers else { return String::new() };
    let mut facts = Vec::new();
    if let Some(prompts) = &offers.prompts {
        facts.push(match prompts {
            Prompts::Any => "Prompts: whatever it offers".to_owned(),
            Prompts::Only(names) => format!("Prompts: {}", codes(names.iter().map(String::as_str))),
        });
    }
    if !offers.resources.is_empty() {
        facts.push(format!("resources at {}", codes(offers.resources.iter().map(String::as_str))));
    }
    if offers.completions {
        facts.push("completions".to_owned());
    }
    let policy = &offers.policy;
    facts.push(format!("rate: {}", policy.rate.map_or("no limit".to_owned(), words::rate)));
    let timeout = policy.call_timeout.unwrap_or(server.server.call_timeout);
    facts.push(format!("time limit: {}", words::duration(timeout)));
    let mut out = String::new();
    let _ = writeln!(out, "\n{}", facts.join(" · "));
    out
}

fn codes<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(code).collect::<Vec<_>>().join(", ")
}
