//! `docs/TOOLS.md`: the reference of the tools.

mod example;
mod limits;
mod offers;
pub(super) mod table;

use std::fmt::Write;

use gateway_search::first_sentence;

use super::words;
use crate::model::{Class, Copied, Object, Param, Payload, Presence, Tool};
use crate::plan::{Plan, ServerPlan, ToolPlan, listed};
use table::{cell, code, table};

/// Overview, who may call what, then each server with its tools.
#[must_use]
pub fn tools(plan: &Plan) -> String {
    let (overview, matrix, costs) = (overview(plan), matrix(plan), costs(plan));
    let offers = offers::sharing(plan);
    let servers: String = plan.servers.iter().map(|server| section(plan, server)).collect();
    let title = &plan.gateway.title;
    let counts = plan.counts();
    format!(
        "<!-- @generated from tools.toml by gatewayc gen; do not edit. -->\n\n# Tools of {title}\n\n\
         {counts}.\n\n{overview}\n## Who may call what\n\n{matrix}{offers}\n{costs}{servers}"
    )
}

fn overview(plan: &Plan) -> String {
    let rows = plan.tools.iter().map(|tool| {
        let server = &plan.servers[tool.server].server.name;
        let mut row = vec![code(&tool.tool.name), code(server)];
        row.extend(policy(&tool.tool));
        row.push(listed::tokens(&tool.tool).to_string());
        row
    });
    table(&["Tool", "Server", "Class", "Rate", "Approval", "Cache", "Tokens"], rows)
}

/// Class, rate, approval, cache.
fn policy(tool: &Tool) -> Vec<String> {
    vec![
        tool.class.name().to_owned(),
        tool.policy.rate.map_or("no limit".to_owned(), words::rate),
        if tool.policy.approval { "always" } else { "never" }.to_owned(),
        tool.policy.cache.map_or("no".to_owned(), words::duration),
    ]
}

fn matrix(plan: &Plan) -> String {
    let rows = plan.principals.iter().map(|who| {
        let profile = &plan.profiles[who.profile];
        let count = |class: Class| {
            let tools = profile.tools.iter().map(|&at| &plan.tools[at]);
            tools.filter(|tool| plan.enables(tool) && tool.tool.class == class).count().to_string()
        };
        let may_approve = if who.may_approve { "yes" } else { "no" }.to_owned();
        let counts = [Class::Read, Class::Write, Class::Destructive].map(count);
        [code(&who.name), code(&profile.name)].into_iter().chain(counts).chain([may_approve]).collect()
    });
    table(&["Principal", "Profile", "Read", "Write", "Destructive", "May approve"], rows)
}

fn costs(plan: &Plan) -> String {
    let rows = plan.profiles.iter().map(|profile| {
        let tokens = listed::tokens_of(profile.listed.iter().map(|&at| &plan.tools[at]));
        let most = profile.max_tokens.map_or("no limit".to_owned(), |most| most.to_string());
        let [tools, shown] = [&profile.tools, &profile.listed].map(|tools| tools.len().to_string());
        vec![code(&profile.name), tools, shown, tokens.to_string(), most]
    });
    format!(
        "## What the lists cost\n\nTokens that a model reads before it does anything: of each tool the bytes of its entry in the \
         answer to `tools/list` (name, title,\ndescription, schemas, annotations), as `{}` counts them, and of each profile the \
         sum over what its list shows. `max_tokens` of a\nprofile sets the most.\n\n{}",
        listed::TOKENIZER,
        table(&["Profile", "Tools", "Shown", "Tokens", "At most"], rows)
    )
}

fn section(plan: &Plan, server: &ServerPlan) -> String {
    let (name, title) = (&server.server.name, &server.server.title);
    let title = if title == name { String::new() } else { format!(": {}", table::paragraph(title)) };
    let mut out = format!("\n## `{name}`{title}\n\n");
    if !server.is_enabled {
        out.push_str("Not enabled in this wave (`[gateway] enabled`): its tools are neither listed nor carried out.\n\n");
    }
    let rows = server.tools.iter().map(|&at| {
        let tool = &plan.tools[at].tool;
        vec![code(&tool.name), tool.class.name().to_owned(), cell(first_sentence(&tool.description))]
    });
    out.push_str(&table(&["Tool", "Class", "What it does"], rows));
    out.push_str(&offers::of_server(server));
    for &at in &server.tools {
        out.push_str(&entry(&plan.tools[at], server));
    }
    out
}

fn entry(plan: &ToolPlan, server: &ServerPlan) -> String {
    let tool = &plan.tool;
    let mut out = format!("\n### `{}`\n\n{}\n\n", tool.name, table::paragraph(&tool.description));
    let _ = writeln!(out, "{}\n", facts(tool, server));
    out.push_str(&parameters(plan));
    out.extend(tool.returns.as_ref().map(|returns| format!("\n{}", self::returns(returns, &plan.file))));
    let _ = write!(out, "\n```sh\n{}\n```\n", example::command(tool));
    out
}

fn parameters(plan: &ToolPlan) -> String {
    match &plan.tool.input {
        Payload::Declared(object) if object.params.is_empty() => "No parameters.\n".to_owned(),
        Payload::Declared(object) => {
            table(&["Parameter", "Type", "Default", "What it is"], params(object, "", "required"))
        }
        Payload::Schema(_) => see("Parameters", &format!("{}.json", plan.file)),
    }
}

fn returns(returns: &Payload, file: &str) -> String {
    match returns {
        Payload::Declared(object) if object.params.is_empty() => "Returns an empty object.\n".to_owned(),
        Payload::Declared(object) => {
            table(&["Returns", "Type", "Presence", "What it is"], params(object, "", "always"))
        }
        Payload::Schema(_) => see("Returns", &format!("{file}.returns.json")),
    }
}

fn see(what: &str, file: &str) -> String {
    format!("{what}: see [`schemas/{file}`](../schemas/{file}).\n")
}

fn facts(tool: &Tool, server: &ServerPlan) -> String {
    let names = ["Class", "rate", "approval", "cache"];
    let mut facts: Vec<_> =
        names.into_iter().zip(policy(tool)).map(|(name, value)| format!("{name}: {value}")).collect();
    let timeout = tool.policy.call_timeout.unwrap_or(server.server.call_timeout);
    facts.push(format!("time limit: {}", words::duration(timeout)));
    let sizes = [("arguments", tool.policy.max_arguments), ("result", tool.policy.max_result)];
    let sizes = sizes.into_iter().filter_map(|(name, size)| Some((name, size?)));
    facts.extend(sizes.map(|(name, size)| format!("{name}: at most {}", words::size(size))));
    match &tool.audit_arguments {
        Copied::Nothing => {}
        Copied::Everything => facts.push("in the audit: all arguments".to_owned()),
        Copied::Only(names) => facts.push(format!(
            "in the audit: {}",
            names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
        )),
    }
    if tool.policy.retries > 0 {
        facts.push(format!("retries: {}", tool.policy.retries));
    }
    if !tool.aliases.is_empty() {
        facts.push(format!(
            "also called {}",
            tool.aliases.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
        ));
    }
    facts.join(" · ")
}

/// A row for each parameter or result, and for each field below it; `required` says that it cannot be left out.
fn params(object: &Object, path: &str, required: &str) -> Vec<Vec<String>> {
    object.params.iter().flat_map(|param| param_rows(param, path, required)).collect()
}

fn param_rows(param: &Param, path: &str, required: &str) -> Vec<Vec<String>> {
    let path = format!("{path}{}", param.name);
    let presence = match &param.presence {
        Presence::Required => required.to_owned(),
        Presence::Optional => "optional".to_owned(),
        Presence::Default(value) => code(&crate::json::Json::from(value).compact()),
    };
    let row = vec![code(&path), limits::of_shape(&param.shape), presence, cell(&param.doc)];
    let below = limits::fields(&param.shape)
        .map(|(object, suffix)| params(object, &format!("{path}{suffix}."), required));
    std::iter::once(row).chain(below.unwrap_or_default()).collect()
}
