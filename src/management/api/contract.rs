//! What runs, and how it does.

use axum::extract::State;
use gateway_runtime::audit::Standing;
use gateway_runtime::fault::SUPPORTED_VERSIONS;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Api, Json, Pace};
use crate::management::problem::Refused;

/// What was compiled in, and what runs it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Contract {
    /// Name of the gateway on the wire.
    name: &'static str,
    /// Name for people.
    title: &'static str,
    /// Version of the gateway.
    version: &'static str,
    /// SHA-256 over all definitions, as in `tools.lock`.
    contract: &'static str,
    /// SHA-256 over what decides who may do what, and how much: the same build of another text or endpoint keeps it.
    policy: &'static str,
    /// How many servers there are.
    servers: usize,
    /// How many tools there are.
    tools: usize,
    /// The protocol's revisions that are served, newest first.
    protocol_versions: Vec<&'static str>,
    /// Where MCP clients come from: the address of the endpoint, or `stdio`.
    mcp: String,
    /// The address of the management listener; null where there is none.
    management: Option<String>,
    /// Process id of the gateway.
    pid: u32,
    /// How long it has run.
    up_seconds: f64,
}

/// What was compiled in, and what runs it
#[utoipa::path(get, path = "/api/v1/contract", tag = "gateway",
    responses((status = 200, body = Contract), Refused), security(("bearer" = [])))]
pub(super) async fn contract(State(api): State<Api>) -> Answer<Contract> {
    let contract = api.gateway.contract();
    Ok(Json(Contract {
        name: contract.name,
        title: contract.title,
        version: env!("CARGO_PKG_VERSION"),
        contract: contract.hash,
        policy: contract.policy_hash,
        servers: contract.servers.len(),
        tools: contract.tools.len(),
        protocol_versions: SUPPORTED_VERSIONS.to_vec(),
        mcp: api.listening.mcp.get().cloned().unwrap_or_else(|| "stdio".to_owned()),
        management: api.listening.management.get().cloned(),
        pid: std::process::id(),
        up_seconds: api.gateway.metrics().up().as_secs_f64(),
    }))
}

/// How the gateway does.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Figures {
    /// How long it has run.
    up_seconds: f64,
    /// Calls in flight.
    active_calls: usize,
    /// Calls that wait for a person.
    waiting_for_approval: i64,
    /// How it stands with the record of calls.
    audit: AuditStanding,
    /// The last minute.
    minute: Pace,
    /// The last hour in steps of five seconds, oldest first.
    hour: Vec<Step>,
}

/// How it stands with the record of calls.
#[derive(Serialize, ToSchema)]
struct AuditStanding {
    /// Whether calls are recorded at all.
    on: bool,
    /// Rows written since the start.
    recorded: u64,
    /// Rows that could not be written since the start, and are lost.
    unrecorded: u64,
    /// Rows that wait to be written.
    waiting: u64,
    /// Why rows cannot be written now; null where they can.
    problem: Option<String>,
}

impl From<Standing> for AuditStanding {
    fn from(standing: Standing) -> Self {
        let Standing { is_on, recorded, unrecorded, waiting, problem } = standing;
        Self { on: is_on, recorded, unrecorded, waiting, problem }
    }
}

/// Five seconds of the last hour.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Step {
    /// When it ended, in seconds from the start of the gateway.
    end_seconds: u64,
    #[serde(flatten)]
    pace: Pace,
}

/// How the gateway does, and did for the last hour
#[utoipa::path(get, path = "/api/v1/figures", tag = "gateway",
    responses((status = 200, body = Figures), Refused), security(("bearer" = [])))]
pub(super) async fn figures(State(api): State<Api>) -> Answer<Figures> {
    let metrics = api.gateway.metrics();
    let hour = metrics.hour();
    Ok(Json(Figures {
        up_seconds: metrics.up().as_secs_f64(),
        active_calls: api.gateway.in_flight().len(),
        waiting_for_approval: metrics.waiting().get(),
        audit: api.gateway.audit().standing().into(),
        minute: Pace::of(&metrics.last_minute()),
        hour: hour
            .iter()
            .map(|step| Step { end_seconds: step.end.as_secs(), pace: Pace::of(step) })
            .collect(),
    }))
}
