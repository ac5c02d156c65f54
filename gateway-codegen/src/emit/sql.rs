//! `registry.sql`: the contract as a SQLite database.

use std::fmt::Write;

use crate::plan::{Plan, PrincipalPlan, ToolPlan, hash};

const TABLES: &str = "\
-- @generated from tools.toml by gatewayc gen; do not edit.

CREATE TABLE mcp_servers (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  embedded TEXT,
  stdio_command TEXT, -- JSON array
  http_url TEXT,
  start_timeout_ms INTEGER NOT NULL,
  call_timeout_ms INTEGER NOT NULL,
  in_flight INTEGER NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE mcp_tools (
  name TEXT PRIMARY KEY,
  server TEXT NOT NULL REFERENCES mcp_servers (name),
  title TEXT NOT NULL,
  upstream TEXT NOT NULL,
  description TEXT NOT NULL,
  aliases TEXT NOT NULL, -- JSON array
  class TEXT NOT NULL CHECK (class IN ('read', 'write', 'destructive')),
  rate_calls INTEGER,
  rate_per_ms INTEGER,
  cache_ms INTEGER,
  retries INTEGER NOT NULL,
  approval TEXT NOT NULL CHECK (approval IN ('never', 'always')),
  call_timeout_ms INTEGER NOT NULL,
  max_arguments_bytes INTEGER,
  max_result_bytes INTEGER,
  input_schema TEXT NOT NULL, -- JSON
  output_schema TEXT, -- JSON
  sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE allowlist (
  principal TEXT NOT NULL,
  tool TEXT NOT NULL REFERENCES mcp_tools (name),
  PRIMARY KEY (principal, tool)
) STRICT;

";

/// Tables of servers, of tools, and of who may call what; filled.
#[must_use]
pub fn registry(plan: &Plan) -> String {
    let mut out = format!("{TABLES}BEGIN;\n\n");
    insert(&mut out, "mcp_servers", servers(plan));
    insert(&mut out, "mcp_tools", tools(plan).map(|tool| self::tool(plan, tool)).collect());
    insert(&mut out, "allowlist", plan.principals.iter().flat_map(|who| allowed(plan, who)).collect());
    out + "COMMIT;\n"
}

/// One statement a row, so that a change is one line.
fn insert(out: &mut String, table: &str, rows: Vec<Vec<String>>) {
    for row in rows {
        let _ = writeln!(out, "INSERT INTO {table} VALUES ({});", row.join(", "));
    }
    out.push('\n');
}

fn servers(plan: &Plan) -> Vec<Vec<String>> {
    let row = |server: &crate::plan::ServerPlan| {
        let (spec, json) =
            (&server.server, |list: &Vec<String>| crate::json::Json::from(list.clone()).compact());
        vec![
            text(&spec.name),
            text(&spec.title),
            or_null(spec.embedded.as_ref().map(|name| text(name))),
            or_null(spec.stdio.as_ref().map(|stdio| text(&json(&stdio.command)))),
            or_null(spec.http.as_ref().map(|http| text(&http.url))),
            hash::millis(spec.start_timeout).to_string(),
            hash::millis(spec.call_timeout).to_string(),
            spec.in_flight.to_string(),
            text(&server.hash),
        ]
    };
    plan.servers.iter().filter(|server| server.is_enabled).map(row).collect()
}

/// Those that can be called.
fn tools(plan: &Plan) -> impl Iterator<Item = &ToolPlan> {
    plan.tools.iter().filter(|tool| plan.enables(tool))
}

fn tool(plan: &Plan, tool: &ToolPlan) -> Vec<String> {
    let (spec, server) = (&tool.tool, &plan.servers[tool.server].server);
    let policy = &spec.policy;
    vec![
        text(&spec.name),
        text(&server.name),
        text(&spec.title),
        text(&spec.upstream),
        text(&spec.description),
        text(&crate::json::Json::from(spec.aliases.clone()).compact()),
        text(spec.class.name()),
        or_null(policy.rate.map(|rate| rate.calls.to_string())),
        or_null(policy.rate.map(|rate| hash::millis(rate.per).to_string())),
        or_null(policy.cache.map(|time| hash::millis(time).to_string())),
        policy.retries.to_string(),
        text(if policy.approval { "always" } else { "never" }),
        hash::millis(policy.call_timeout.unwrap_or(server.call_timeout)).to_string(),
        or_null(policy.max_arguments.map(|size| size.to_string())),
        or_null(policy.max_result.map(|size| size.to_string())),
        text(&tool.arguments.schema.compact()),
        or_null(tool.returns.as_ref().map(|returns| text(&returns.schema.compact()))),
        text(&tool.hash),
    ]
}

fn allowed(plan: &Plan, who: &PrincipalPlan) -> Vec<Vec<String>> {
    let tools = plan.profiles[who.profile].tools.iter().map(|&at| &plan.tools[at]);
    let tools = tools.filter(|tool| plan.enables(tool));
    tools.map(|tool| vec![text(&who.name), text(&tool.tool.name)]).collect()
}

fn or_null(value: Option<String>) -> String {
    value.unwrap_or_else(|| "NULL".to_owned())
}

/// A string literal on one line. SQLite knows no escapes, and ends at NUL.
fn text(value: &str) -> String {
    if value.chars().any(char::is_control) {
        let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
        return format!("CAST(X'{hex}' AS TEXT)");
    }
    format!("'{}'", value.replace('\'', "''"))
}
