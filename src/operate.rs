//! The gateway's own tools (`gateway_*`), for principals that may operate it. Each is one or two operations of the
//! management API, asked in the caller's name: what holds there holds here, the record of each change included.

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock, OnceLock, Weak};

use axum::Router;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request};
use axum::response::Response;
use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};
use gateway_runtime::principal::Principal;
use http_body_util::BodyExt;
use serde_json::{Map, Value};
use tower_service::Service;

use crate::management::{Api, Operator, operations};

/// The name of the server in tools.toml, and as an embedded server.
pub(crate) const NAME: &str = "gateway";

/// Answers the gateway's own tools, once there is a gateway that serves.
#[derive(Clone, Default)]
pub(crate) struct Own(Arc<OnceLock<Weak<Router>>>);

static OWN: LazyLock<Own> = LazyLock::new(Own::default);

impl Own {
    /// That of the gateway that this process serves.
    pub(crate) fn of_process() -> Self {
        OWN.clone()
    }

    /// Answers from `api` from here on, until what is returned is dropped.
    pub(crate) fn serve(&self, api: &Api) -> Arc<Router> {
        let router = Arc::new(operations(api));
        let _ = self.0.set(Arc::downgrade(&router));
        router
    }
}

impl EmbeddedServer for Own {
    fn call(&self, tool: &str, arguments: &str, context: &CallContext) -> Result<ToolOutput, ToolFailure> {
        let router = self.0.get().and_then(Weak::upgrade).zip(context.caller());
        let (router, caller) = router.ok_or_else(|| {
            ToolFailure::new("The gateway's own tools answer in a gateway that serves (`gateway serve`).")
        })?;
        let arguments: Map<String, Value> = serde_json::from_str(arguments).unwrap_or_default();
        let mut answers = Map::new();
        for (name, request) in requests(tool, &arguments)? {
            answers.insert(name.into(), ask(&router, caller, request)?);
        }
        // What was asked alone stands alone.
        let answer = match answers.len() {
            1 => answers.into_iter().map(|(_, answer)| answer).next().unwrap_or_default(),
            _ => Value::Object(answers),
        };
        Ok(ToolOutput { text: answer.to_string(), structured: Some(answer).filter(Value::is_object) })
    }

    fn tools(&self) -> Option<Vec<&'static str>> {
        Some(TOOLS.to_vec())
    }
}

/// One operation of the API.
struct Asked {
    method: Method,
    path: String,
    body: String,
}

impl Asked {
    fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), body: String::new() }
    }
}

fn get(path: impl Into<String>) -> Asked {
    Asked::new(Method::GET, path)
}

fn post(path: String) -> Asked {
    Asked::new(Method::POST, path)
}

/// The tools that there are.
const TOOLS: [&str; 10] = [
    "gateway_approvals",
    "gateway_audit",
    "gateway_breaker_reset",
    "gateway_cache_purge",
    "gateway_calls",
    "gateway_narrow",
    "gateway_server_restart",
    "gateway_servers",
    "gateway_status",
    "gateway_tools",
];

/// What a tool asks the API, each under the name that its answer has where there are several.
fn requests(tool: &str, arguments: &Map<String, Value>) -> Result<Vec<(&'static str, Asked)>, ToolFailure> {
    // Texts that stand in a path are names: the contract lets nothing else through.
    let text = |name: &str| arguments.get(name).and_then(Value::as_str);
    let server = || text("server").unwrap_or_default();
    Ok(match tool {
        "gateway_status" => {
            vec![("contract", get("/api/v1/contract")), ("figures", get("/api/v1/figures"))]
        }
        "gateway_servers" if arguments.get("drift") == Some(&Value::Bool(true)) => {
            vec![("drift", get("/api/v1/drift"))]
        }
        "gateway_servers" => vec![("servers", get("/api/v1/servers"))],
        "gateway_tools" => match text("name") {
            Some(name) => vec![("tool", get(format!("/api/v1/tools/{name}")))],
            None => vec![("tools", get("/api/v1/tools"))],
        },
        "gateway_calls" => vec![("calls", get("/api/v1/calls"))],
        "gateway_audit" => vec![("audit", get(format!("/api/v1/audit?{}", query(arguments))))],
        "gateway_approvals" => vec![("approvals", get("/api/v1/approvals"))],
        "gateway_server_restart" if server() == NAME => {
            return Err(ToolFailure::new("The gateway does not restart itself; name one of its servers."));
        }
        "gateway_server_restart" => vec![("server", post(format!("/api/v1/servers/{}/restart", server())))],
        "gateway_breaker_reset" => {
            vec![("server", post(format!("/api/v1/servers/{}/breaker/reset", server())))]
        }
        "gateway_cache_purge" => {
            vec![("cache", Asked::new(Method::DELETE, "/api/v1/cache"))]
        }
        "gateway_narrow" if arguments.is_empty() => vec![("narrowing", get("/api/v1/narrowing"))],
        // Never the operation that replaces what was set: a caller that may operate only takes away.
        "gateway_narrow" => {
            let body = Value::Object(arguments.clone()).to_string();
            vec![("narrowing", Asked { body, ..post("/api/v1/narrowing".into()) })]
        }
        other => return Err(ToolFailure::new(format!("The gateway has no tool `{other}` of its own."))),
    })
}

/// The arguments as a query; what stands in them is encoded.
fn query(arguments: &Map<String, Value>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in arguments {
        match value {
            Value::String(text) => query.append_pair(name, text),
            other => query.append_pair(name, &other.to_string()),
        };
    }
    query.finish()
}

/// Asks the API in the name of who called. The gateway's own thread goes on meanwhile: this is another.
fn ask(
    router: &Router,
    principal: Principal,
    Asked { method, path, body }: Asked,
) -> Result<Value, ToolFailure> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(CONTENT_TYPE, "application/json")
        .extension(Operator { principal, way: "mcp" })
        .body(Body::from(body));
    let request = request.map_err(|error| ToolFailure::new(error.to_string()))?;
    let mut router = router.clone();
    let (is_success, mut answer) = tokio::runtime::Handle::current().block_on(async move {
        let Ok(response) = Service::call(&mut router, request).await;
        read(response).await
    });
    if let (true, Some(answer)) = (is_success, answer.as_object_mut()) {
        // An hour in steps of five seconds is for plots.
        answer.remove("hour");
    }
    match is_success {
        true => Ok(answer),
        false => Err(ToolFailure::new(answer["detail"].as_str().unwrap_or("The gateway gave no reason."))),
    }
}

async fn read(response: Response) -> (bool, Value) {
    let is_success = response.status().is_success();
    let body = response.into_body().collect().await.map(http_body_util::Collected::to_bytes);
    (is_success, serde_json::from_slice(&body.unwrap_or_default()).unwrap_or_default())
}
