//! One server: how it stands, and starting and stopping it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use gateway_runtime::spec::{ServerSpec, ToolSpec};
use serde_json::Value;

use super::super::Dashboard;
use super::super::entry::Visitor;
use super::super::figures::{ServerFigures, servers};
use super::{Frame, Page, page, refusal, server_named};
use crate::backends::described;
use crate::generated::CONTRACT;

#[derive(Template)]
#[template(path = "dashboard/server.html")]
struct Server {
    frame: Frame,
    server: ServerFigures,
    spec: &'static ServerSpec,
    endpoints: String,
    tools: Vec<&'static ToolSpec>,
}

pub(in super::super) async fn show(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Page {
    let spec = server_named(&name)?;
    let server = servers(&dashboard.api.gateway).into_iter().nth(usize::from(spec.index));
    let gone = || refusal(StatusCode::NOT_FOUND, "The server is gone.");
    page(&Server {
        frame: Frame::new("/", &dashboard, &visitor),
        server: server.ok_or_else(gone)?,
        spec,
        endpoints: described(spec),
        tools: CONTRACT.tools.iter().filter(|tool| tool.server == spec.index).collect(),
    })
}

/// Starts, stops or restarts it, or resets its breaker.
pub(in super::super) async fn act(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path((name, action)): Path<(String, String)>,
) -> Page {
    let name = server_named(&name)?.name;
    let path = match action.as_str() {
        "start" | "stop" | "restart" => action,
        "reset" => "breaker/reset".to_owned(),
        _ => {
            return Err(refusal(
                StatusCode::NOT_FOUND,
                "A server can be started, stopped and restarted, and its breaker reset.",
            ));
        }
    };
    let path = format!("/api/v1/servers/{name}/{path}");
    let then = format!("/servers/{name}");
    let done: Response = dashboard.inside.change(&visitor, &path, &Value::Null, &then).await;
    Ok(done)
}
