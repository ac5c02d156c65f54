//! `schemas/`, `tools.lock` and `tools.schema.json`.

use crate::json::{Fields, Json};
use crate::plan::{Plan, ServerPlan, ToolPlan, hash};

/// Deep enough for any schema that people write; what lies deeper stays on one line.
const ALL_LEVELS: usize = 64;

/// `schemas/<tool>.json`: what the tool accepts.
#[must_use]
pub fn schema(_: &Plan, tool: &ToolPlan) -> String {
    document(&tool.tool.name, &tool.tool.description, &tool.arguments.schema)
}

/// `schemas/<tool>.returns.json`: what the tool returns, where that is declared.
#[must_use]
pub fn returns(_: &Plan, tool: &ToolPlan) -> Option<String> {
    let name = &tool.tool.name;
    Some(document(name, &format!("What {name} returns."), &tool.returns.as_ref()?.schema))
}

/// A schema with a head of its own, as far as it has none.
fn document(title: &str, description: &str, schema: &Json) -> String {
    let head = Fields::default()
        .with("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("title", title)
        .with("description", description);
    let (Json::Object(mut keys), Json::Object(own)) = (head.object(), schema.clone()) else {
        return String::new();
    };
    keys.retain(|(key, _)| own.iter().all(|(other, _)| other != key));
    keys.extend(own);
    Json::Object(keys).pretty(ALL_LEVELS) + "\n"
}

/// `tools.lock`: every definition with its SHA-256, one key a line.
#[must_use]
pub fn lock(plan: &Plan) -> String {
    let servers = plan.servers.iter().map(|ServerPlan { hash, definition, .. }| locked(hash, definition));
    let tools = plan.tools.iter().map(|ToolPlan { hash, definition, .. }| locked(hash, definition));
    let lock = Fields::default()
        .with("version", 1_u32)
        .with("contract", &plan.hash)
        .with("policy", &plan.policy_hash)
        .with("gateway", hash::gateway(plan))
        .with("profiles", Json::Object(hash::profiles(plan)))
        .with("principals", Json::Object(hash::principals(plan)))
        .with_some("shares", hash::shares(plan))
        .with("servers", Json::Array(servers.collect()))
        .with("tools", Json::Array(tools.collect()));
    lock.object().pretty(3) + "\n"
}

/// The hash is that of the canonical text of the other keys: sorted, without spaces.
fn locked(hash: &str, definition: &Json) -> Json {
    let Json::Object(mut keys) = definition.clone() else {
        return Json::null();
    };
    keys.insert(1.min(keys.len()), ("sha256".to_owned(), hash.into()));
    Json::Object(keys)
}

/// `tools.schema.json`: what `tools.toml` may say, for editors.
#[must_use]
pub fn tools_schema(_: &Plan) -> String {
    Json::from(&crate::syntax::schema::tools_toml_schema()).pretty(ALL_LEVELS) + "\n"
}
