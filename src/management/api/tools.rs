//! The tools: policy, schema, live figures.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use gateway_runtime::metrics::quantile;
use gateway_runtime::narrow::Effective;
use gateway_runtime::near::nearest;
use gateway_runtime::spec::ToolSpec;
use gateway_runtime::words::{CacheTime, Size, Word};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{Answer, Api, Json};
use crate::management::problem::{Problem, Refused};

/// All tools.
#[derive(Serialize, ToSchema)]
pub(super) struct Tools {
    /// In the order of their names.
    tools: Vec<Summary>,
}

/// One tool in short.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Summary {
    /// Its name.
    name: &'static str,
    /// Its name for people.
    title: &'static str,
    /// Its server.
    server: &'static str,
    /// `read`, `write` or `destructive`.
    class: &'static str,
    /// Whether it is switched off.
    off: bool,
    /// How it does.
    figures: ToolFigures,
}

/// How a tool does.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ToolFigures {
    /// Calls that have ended, by how.
    outcomes: BTreeMap<&'static str, u64>,
    /// Calls in flight.
    active: i64,
    /// What half of all calls took at most, in seconds; null where there were none.
    p50_seconds: Option<f64>,
    /// What all but one of a hundred took at most, in seconds.
    p99_seconds: Option<f64>,
}

/// One tool in full.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tool {
    #[serde(flatten)]
    summary: Summary,
    /// The reviewed text that a model reads.
    description: &'static str,
    /// Other names that mean it.
    aliases: &'static [&'static str],
    /// What holds, as compiled in.
    compiled: Policy,
    /// What holds now: as compiled in, or stricter.
    policy: Policy,
    /// The arguments that it accepts, JSON Schema 2020-12.
    #[schema(value_type = Object)]
    input_schema: Option<&'static RawValue>,
    /// What it returns beside text, JSON Schema 2020-12, where that is declared.
    #[schema(value_type = Option<Object>)]
    output_schema: Option<&'static RawValue>,
}

/// Limits and conditions of a call, as tools.toml writes them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Policy {
    /// How often one principal may call it; all of them hold.
    rates: Vec<String>,
    /// `always` or `never`.
    approval: String,
    /// How long an answer is remembered, or `off`.
    cache: String,
    /// How often a failed call is repeated.
    retries: u8,
    /// How long one call may take.
    call_timeout: Option<String>,
    /// How large its arguments may be.
    max_arguments: Option<String>,
    /// How large its result may be.
    max_result: Option<String>,
}

impl Policy {
    fn of(effective: &Effective) -> Self {
        let policy = &effective.policy;
        let size = |size: Option<usize>| size.map(|size| Size(size).show());
        Self {
            rates: effective.rates().map(|rate| rate.show()).collect(),
            approval: policy.approval.show(),
            cache: CacheTime(policy.cache.unwrap_or_default()).show(),
            retries: policy.retries,
            call_timeout: policy.call_timeout.map(|timeout| timeout.show()),
            max_arguments: size(policy.max_arguments),
            max_result: size(policy.max_result),
        }
    }
}

fn summary(api: &Api, tool: &'static ToolSpec) -> Summary {
    let own = api.gateway.metrics().tool(tool);
    let buckets = own.latency().observed().buckets;
    Summary {
        name: tool.name,
        title: tool.title,
        server: api.gateway.server_of(tool).name,
        class: tool.class.name(),
        off: api.gateway.effective(tool).off,
        figures: ToolFigures {
            outcomes: own.outcomes().map(|(outcome, count)| (outcome.name(), count)).collect(),
            active: own.active().get(),
            p50_seconds: quantile(&buckets, 0.5),
            p99_seconds: quantile(&buckets, 0.99),
        },
    }
}

/// All tools, and how they do
#[utoipa::path(get, path = "/api/v1/tools", tag = "tools",
    responses((status = 200, body = Tools), Refused), security(("bearer" = [])))]
pub(super) async fn list(State(api): State<Api>) -> Answer<Tools> {
    let tools = api.gateway.contract().tools.iter();
    Ok(Json(Tools { tools: tools.map(|tool| summary(&api, tool)).collect() }))
}

/// One tool: its policy, its schemas, and how it does
#[utoipa::path(get, path = "/api/v1/tools/{name}", tag = "tools",
    params(("name" = String, Path, description = "The tool's name, or an alias")),
    responses((status = 200, body = Tool), (status = 404, body = Problem, content_type = "application/problem+json"),
        Refused),
    security(("bearer" = [])))]
pub(super) async fn show(State(api): State<Api>, Path(name): Path<String>) -> Answer<Tool> {
    let contract = api.gateway.contract();
    let tool =
        contract.routes.get(name.as_str()).copied().or_else(|| contract.waiting(&name)).ok_or_else(|| {
            let hint = match nearest(&name, contract.tools.iter().map(|tool| tool.name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "GET /api/v1/tools names all".to_owned(),
            };
            Problem::not_found(format!("there is no tool `{name}`; {hint}"))
        })?;
    let schema = |text: &'static str| serde_json::from_str::<&RawValue>(text).ok();
    Ok(Json(Tool {
        summary: summary(&api, tool),
        description: tool.description,
        aliases: tool.aliases,
        compiled: Policy::of(&Effective::compiled(contract, tool)),
        policy: Policy::of(&api.gateway.effective(tool)),
        input_schema: schema(tool.input_schema),
        output_schema: tool.output_schema.and_then(schema),
    }))
}
