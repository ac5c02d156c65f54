//! The full definition of everything in the contract, and SHA-256 over its canonical text.

use std::collections::BTreeMap;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::{Plan, PrincipalPlan, ProfilePlan, ServerPlan, ToolPlan};
use crate::json::{Fields, Json};
use crate::model::{
    Annotations, Copied, Guard, Http, Kind, Object, Offers, Payload, Policy, Prompts, Server, Shape, Stdio,
    Tool,
};

/// SHA-256 of the canonical text, in lower-case hexadecimal.
#[must_use]
pub fn sha256(definition: &Json) -> String {
    let digest = Sha256::digest(definition.clone().canonical().compact());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Everything that `tools.toml` says of a tool.
pub(crate) fn of_tool(server: &str, tool: &Tool, input: &Json, output: Option<&Json>) -> Json {
    Fields::default()
        .with("name", &tool.name)
        .with("server", server)
        .with("title", &tool.title)
        .with("upstream", &tool.upstream)
        .with("aliases", tool.aliases.clone())
        .with("class", tool.class.name())
        .with("description", &tool.description)
        .with("annotations", annotations(tool.annotations))
        .with("policy", policy(&tool.policy))
        .with("inputSchema", input.clone())
        .with_some("outputSchema", output.cloned())
        .with("guards", guards(&tool.input))
        .with_some("auditArguments", copied(&tool.audit_arguments))
        .with_some("secrets", secrets(&tool.input))
        .object()
}

/// Everything that `tools.toml` says of a server, without its tools.
pub(crate) fn of_server(server: &Server) -> Json {
    Fields::default()
        .with("name", &server.name)
        .with("title", &server.title)
        .with("startTimeoutMs", millis(server.start_timeout))
        .with("callTimeoutMs", millis(server.call_timeout))
        .with("inFlight", server.in_flight)
        .with("failures", server.failures.clone())
        .with("endpoints", endpoints(server))
        .with_some("offers", server.offers.as_ref().map(offers))
        .object()
}

/// What is passed through of a server beside tools, and how much.
fn offers(offers: &Offers) -> Json {
    let prompts = offers.prompts.as_ref().map(|prompts| -> Json {
        match prompts {
            Prompts::Any => "*".into(),
            Prompts::Only(names) => names.clone().into(),
        }
    });
    let resources = (!offers.resources.is_empty()).then(|| offers.resources.clone());
    Fields::default()
        .with_some("prompts", prompts)
        .with_some("resources", resources)
        .with_some("completions", offers.completions.then_some(true))
        .with("policy", policy(&offers.policy))
        .object()
}

/// Each profile and the servers whose prompts and resources belong to it, where a server offers any.
pub(crate) fn shares(plan: &Plan) -> Option<Json> {
    let names = |servers: &[usize]| {
        servers.iter().map(|&at| plan.servers[at].server.name.clone()).collect::<Vec<_>>()
    };
    let of = |profile: &ProfilePlan| {
        Fields::default()
            .with("prompts", names(&profile.prompts))
            .with("resources", names(&profile.resources))
            .object()
    };
    let profiles = plan.profiles.iter().skip(1).map(|profile| (profile.name.clone(), of(profile)));
    plan.offers_something().then(|| Json::Object(profiles.collect()))
}

/// Everything else, and the hashes of servers and tools.
pub(crate) fn of_contract(plan: &Plan) -> Json {
    let hashes = |hashes: Vec<&String>| hashes.into_iter().cloned().collect::<Vec<_>>();
    Fields::default()
        .with("gateway", gateway(plan))
        .with("servers", hashes(plan.servers.iter().map(|ServerPlan { hash, .. }| hash).collect()))
        .with("tools", hashes(plan.tools.iter().map(|ToolPlan { hash, .. }| hash).collect()))
        .with("profiles", Json::Object(profiles(plan)))
        .with("principals", Json::Object(principals(plan)))
        .with_some("shares", shares(plan))
        .object()
}

/// What decides who may do what, and how much: no names for people, descriptions, schemas or endpoints.
pub(crate) fn of_policy(plan: &Plan) -> Json {
    // What is not enabled nobody may call: it counts from the wave on that has it.
    let servers = plan.servers.iter().filter(|server| server.is_enabled);
    let servers = servers.map(|server| limits_of_server(&server.server));
    let tools = plan.tools.iter().filter(|tool| plan.enables(tool));
    let tools = tools.map(|tool| rights_of_tool(&plan.servers[tool.server].server.name, &tool.tool));
    Fields::default()
        .with("principal", &plan.gateway.principal)
        .with("principals", Json::Object(principals(plan)))
        .with("profiles", Json::Object(members(plan, |tool| plan.enables(tool))))
        .with("servers", Json::Array(servers.collect()))
        .with("tools", Json::Array(tools.collect()))
        .with_some("shares", shares(plan))
        .object()
}

fn limits_of_server(server: &Server) -> Json {
    Fields::default()
        .with("name", &server.name)
        .with("callTimeoutMs", millis(server.call_timeout))
        .with("inFlight", server.in_flight)
        .with_some("offers", server.offers.as_ref().map(offers))
        .object()
}

fn rights_of_tool(server: &str, tool: &Tool) -> Json {
    Fields::default()
        .with("name", &tool.name)
        .with("server", server)
        .with("aliases", tool.aliases.clone())
        .with("class", tool.class.name())
        .with("policy", policy(&tool.policy))
        .with("guards", guards(&tool.input))
        .object()
}

/// Everything that `tools.toml` says of the gateway itself.
pub(crate) fn gateway(plan: &Plan) -> Json {
    let enabled = plan.gateway.enabled.as_ref().map(|names| names.iter().cloned().collect::<Vec<_>>());
    Fields::default()
        .with("name", &plan.gateway.name)
        .with("title", &plan.gateway.title)
        .with_some("instructions", plan.gateway.instructions.as_ref())
        .with("listTtlMs", millis(plan.gateway.list_ttl))
        .with("principal", &plan.gateway.principal)
        .with_some("enabled", enabled)
        .object()
}

/// Each profile and the names of its tools.
pub(crate) fn profiles(plan: &Plan) -> Vec<(String, Json)> {
    members(plan, |_| true)
}

fn members(plan: &Plan, wanted: impl Fn(&ToolPlan) -> bool) -> Vec<(String, Json)> {
    let names = |tools: &[usize]| {
        let tools = tools.iter().map(|&at| &plan.tools[at]).filter(|tool| wanted(tool));
        tools.map(|tool| tool.tool.name.clone()).collect::<Vec<_>>()
    };
    plan.profiles.iter().skip(1).map(|profile| (profile.name.clone(), names(&profile.tools).into())).collect()
}

/// Each principal, its profile and its rights.
pub(crate) fn principals(plan: &Plan) -> Vec<(String, Json)> {
    let rights = |who: &PrincipalPlan| {
        Fields::default()
            .with("profile", &plan.profiles[who.profile].name)
            .with("mayApprove", who.may_approve)
            .with_some("mayOperate", who.may_operate.then_some(true))
            .object()
    };
    plan.principals.iter().map(|who| (who.name.clone(), rights(who))).collect()
}

/// MCP tool annotations.
pub(crate) fn annotations(annotations: Annotations) -> Json {
    Fields::default()
        .with("readOnlyHint", annotations.read_only)
        .with("destructiveHint", annotations.destructive)
        .with("idempotentHint", annotations.idempotent)
        .with("openWorldHint", annotations.open_world)
        .object()
}

fn policy(policy: &Policy) -> Json {
    let rate = policy
        .rate
        .map(|rate| Fields::default().with("calls", rate.calls).with("perMs", millis(rate.per)).object());
    Fields::default()
        .with_some("rate", rate)
        .with_some("cacheMs", policy.cache.map(millis))
        .with("retries", u32::from(policy.retries))
        .with("approval", if policy.approval { "always" } else { "never" })
        .with_some("callTimeoutMs", policy.call_timeout.map(millis))
        .with_some("maxArgumentsBytes", policy.max_arguments)
        .with_some("maxResultBytes", policy.max_result)
        .object()
}

fn endpoints(server: &Server) -> Json {
    Fields::default()
        .with_some("embedded", server.embedded.as_ref())
        .with_some("stdio", server.stdio.as_ref().map(stdio))
        .with_some("http", server.http.as_ref().map(http))
        .object()
}

fn stdio(stdio: &Stdio) -> Json {
    Fields::default()
        .with("command", stdio.command.clone())
        .with_some("cwd", stdio.cwd.as_ref())
        .with("env", texts(&stdio.env))
        .with("passEnv", stdio.pass_env.clone())
        .with("returns", stdio.returns)
        .object()
}

fn http(http: &Http) -> Json {
    let headers = (!http.headers.is_empty()).then(|| texts(&http.headers));
    Fields::default()
        .with("url", &http.url)
        .with_some("headers", headers)
        .with("returns", http.returns)
        .object()
}

fn texts(texts: &BTreeMap<String, String>) -> Json {
    Json::Object(texts.iter().map(|(name, value)| (name.clone(), value.into())).collect())
}

fn copied(copied: &Copied) -> Option<Json> {
    match copied {
        Copied::Nothing => None,
        Copied::Everything => Some(true.into()),
        Copied::Only(names) => Some(names.clone().into()),
    }
}

/// Paths of what is secret, where there is anything.
fn secrets(input: &Payload) -> Option<Json> {
    let mut found = Vec::new();
    if let Payload::Declared(object) = input {
        secrets_of_object(object, "", &mut found);
    }
    (!found.is_empty()).then(|| found.into())
}

fn secrets_of_object(object: &Object, path: &str, found: &mut Vec<String>) {
    for param in &object.params {
        let path = format!("{path}/{}", param.name);
        secrets_of_shape(&param.shape, &path, found);
        if param.secret {
            found.push(path);
        }
    }
}

fn secrets_of_shape(shape: &Shape, path: &str, found: &mut Vec<String>) {
    match &shape.kind {
        Kind::Array { items, .. } => secrets_of_shape(items, &format!("{path}/*"), found),
        Kind::Object(object) => secrets_of_object(object, path, found),
        _ => {}
    }
}

/// Guards are no JSON Schema: path of the value, name of the guard.
fn guards(input: &Payload) -> Json {
    let mut found = Vec::new();
    if let Payload::Declared(object) = input {
        guards_of_object(object, "", &mut found);
    }
    Json::Object(found)
}

fn guards_of_object(object: &Object, path: &str, found: &mut Vec<(String, Json)>) {
    for param in &object.params {
        guards_of_shape(&param.shape, &format!("{path}/{}", param.name), found);
    }
}

fn guards_of_shape(shape: &Shape, path: &str, found: &mut Vec<(String, Json)>) {
    match &shape.kind {
        Kind::String { guard: Some(guard), .. } => found.push((path.to_owned(), guard.name().into())),
        Kind::Array { items, .. } => guards_of_shape(items, &format!("{path}/*"), found),
        Kind::Object(object) => guards_of_object(object, path, found),
        _ => {}
    }
}

/// A duration in whole milliseconds.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl crate::model::Class {
    /// Its name in `tools.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Destructive => "destructive",
        }
    }
}

impl Guard {
    /// Its name in `tools.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RelativePath => "relative_path",
            Self::FileName => "file_name",
            Self::Identifier => "identifier",
        }
    }
}
