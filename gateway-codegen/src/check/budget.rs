//! The rule that a profile's list costs a model no more than it may.

use crate::diag::{Code, Log};
use crate::model::{Model, Profile, Tool};
use crate::plan::listed::{TOKENIZER, tokens};
use crate::syntax::{self, File};

/// How many of the heaviest tools are named.
const NAMED: usize = 5;

/// Checks each profile that has a budget. The tokenizer is only started where there is one.
pub(super) fn check(file: &File, model: &Model, log: &mut Log) {
    let profiles = file.profiles.get().into_iter().flat_map(|profiles| profiles.value.good());
    for (name, written) in profiles {
        let profile = model.profiles.iter().find(|profile| profile.name == name.value);
        if let Some((profile, most)) = profile.and_then(|profile| Some((profile, profile.max_tokens?))) {
            check_profile(profile, most as usize, written, model, log);
        }
    }
}

fn check_profile(profile: &Profile, most: usize, written: &syntax::Profile, model: &Model, log: &mut Log) {
    let Some(budget) = written.max_tokens.get() else { return };
    let mut costs: Vec<_> = listed(profile, model).map(|tool| (tokens(tool), tool.name.as_str())).collect();
    costs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let total: usize = costs.iter().map(|(cost, _)| cost).sum();
    if total <= most {
        return;
    }
    let (name, tools) = (&profile.name, costs.len());
    let heaviest: Vec<_> =
        costs.iter().take(NAMED).map(|(cost, name)| format!("`{name}` ({cost})")).collect();
    let heaviest = heaviest.join(", ");
    let message = format!(
        "the list of the profile `{name}` costs a model {total} tokens ({TOKENIZER}), and may cost {most}"
    );
    let remedy = remedy(profile, total);
    log.report(Code::OverBudget, budget.span, message)
        .label(format!("{} too many for {tools} tool{}", total - most, if tools == 1 { "" } else { "s" }))
        .help(format!("{remedy}; the heaviest are {heaviest}"));
}

/// What would be right.
fn remedy(profile: &Profile, total: usize) -> String {
    if profile.is_search {
        return format!("allow {total}: these are the gateway's own tools");
    }
    let searched = finders().iter().map(tokens).sum::<usize>();
    let search = match searched < total {
        true => format!("say `mode = \"search\"` ({searched} tokens for any number of tools), "),
        false => String::new(),
    };
    format!("leave tools out, shorten their texts, {search}or allow {total}")
}

fn finders() -> Vec<Tool> {
    super::own::finder().map(|server| server.tools).unwrap_or_default()
}

/// The tools that the list of a profile shows.
fn listed<'m>(profile: &'m Profile, model: &'m Model) -> impl Iterator<Item = &'m Tool> {
    let tools = model.servers.iter().flat_map(|server| server.tools.iter().map(move |tool| (server, tool)));
    let is_listed = |server: &crate::model::Server, tool: &Tool| match profile.is_search {
        true => server.finds(),
        false => profile.tools.contains(&tool.name),
    };
    tools.filter(move |(server, tool)| is_listed(server, tool)).map(|(_, tool)| tool)
}
