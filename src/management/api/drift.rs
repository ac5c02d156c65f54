//! How the live tools differ from what was reviewed.

use axum::Extension;
use axum::extract::State;
use gateway_runtime::drift::{ServerDrift, Severity};
use gateway_runtime::spec::ServerSpec;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Api, Json};
use crate::management::change::{Operator, changing};
use crate::management::problem::{ChangeRefused, Refused};

/// All servers.
#[derive(Serialize, ToSchema)]
pub(super) struct Drift {
    /// In the order of their names.
    servers: Vec<Found>,
}

/// What is known of one server.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Found {
    /// Its name in tools.toml.
    server: &'static str,
    /// `same`, `compatible`, `blocking`, `not asked` (nothing has been asked of it yet) or `unknown` (it could not be asked,
    /// or would not say).
    result: &'static str,
    /// Whether it is part of the gateway's own program: it is asked which tools it has, and what they take and return was
    /// compiled together with the contract.
    built_in: bool,
    /// Why it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The tools that differ.
    tools: Vec<DriftedTool>,
    /// Live tools that are not in the contract; they are never offered.
    extra: Vec<String>,
}

/// A tool that differs.
#[derive(Serialize, ToSchema)]
struct DriftedTool {
    /// Its name.
    tool: String,
    /// What differs.
    changes: Vec<Difference>,
}

/// One difference.
#[derive(Serialize, ToSchema)]
struct Difference {
    /// Whether the tool is refused for it.
    blocking: bool,
    /// What differs, for people.
    text: String,
}

impl Found {
    fn of(api: &Api, server: &'static ServerSpec, known: Option<Result<ServerDrift, String>>) -> Self {
        let built_in = api.gateway.is_built_in(server);
        let bare = |result, reason| Self {
            server: server.name,
            result,
            built_in,
            reason,
            tools: Vec::new(),
            extra: Vec::new(),
        };
        match known {
            None => bare("not asked", None),
            Some(Err(reason)) => bare("unknown", Some(reason)),
            Some(Ok(drift)) => Self {
                server: server.name,
                built_in,
                result: match drift.severity() {
                    None => "same",
                    Some(Severity::Compatible) => "compatible",
                    Some(Severity::Blocking) => "blocking",
                },
                reason: None,
                tools: tools(&drift),
                extra: drift.extra.clone(),
            },
        }
    }
}

fn tools(drift: &ServerDrift) -> Vec<DriftedTool> {
    let change = |change: &gateway_runtime::drift::Change| Difference {
        blocking: change.severity == Severity::Blocking,
        text: change.text.clone(),
    };
    let tool = |tool: &gateway_runtime::drift::ToolDrift| DriftedTool {
        tool: tool.tool.to_owned(),
        changes: tool.changes.iter().map(change).collect(),
    };
    drift.tools.iter().map(tool).collect()
}

/// What is known, without asking any server
#[utoipa::path(get, path = "/api/v1/drift", tag = "drift",
    responses((status = 200, body = Drift), Refused), security(("bearer" = [])))]
pub(super) async fn known(State(api): State<Api>) -> Answer<Drift> {
    let servers = api.gateway.contract().servers.iter();
    Ok(Json(Drift {
        servers: servers.map(|server| Found::of(&api, server, api.gateway.known_drift(server))).collect(),
    }))
}

/// Ask all servers now; those that do not run are started
#[utoipa::path(post, path = "/api/v1/drift", tag = "drift",
    responses((status = 200, body = Drift), Refused, ChangeRefused), security(("bearer" = [])))]
pub(super) async fn run(State(api): State<Api>, Extension(operator): Extension<Operator>) -> Answer<Drift> {
    let work = async {
        let mut servers = Vec::new();
        for server in api.gateway.contract().servers.iter().filter(|server| server.is_enabled) {
            let asked = api.gateway.drift(server).await.map_err(|fault| fault.to_string());
            servers.push(Found::of(&api, server, asked.transpose()));
        }
        Ok(Json(Drift { servers }))
    };
    changing(&api, &operator, ("drift.run", ""), work).await
}
