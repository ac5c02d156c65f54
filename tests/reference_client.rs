//! The reference implementation of MCP for Rust as the client: what it sends is understood, and it loses nothing of
//! what comes.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::sync::Arc;

use rmcp::model::{CallToolRequestParams, ListToolsResult, ProtocolVersion};
use rmcp::service::{ClientLifecycleMode, ClientServiceExt, RoleClient, RunningService};
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess, UnixSocketHttpClient};
use serde_json::{Value, json};
use support::Scene;
use support::message::{MODERN_META, request};
use tokio::net::{TcpStream, UnixListener};

type Client = RunningService<RoleClient, ()>;

fn legacy() -> ClientLifecycleMode {
    ClientLifecycleMode::Initialize
}

fn modern() -> ClientLifecycleMode {
    ClientLifecycleMode::Discover { preferred_versions: vec![ProtocolVersion::V_2026_07_28] }
}

fn auto() -> ClientLifecycleMode {
    ClientLifecycleMode::Auto {
        preferred_versions: vec![ProtocolVersion::V_2026_07_28],
        legacy_version: None,
    }
}

async fn works(client: Client, version: &str) {
    let info = client.peer_info().unwrap();
    assert_eq!(info.protocol_version.as_str(), version);
    assert_eq!(client.list_all_tools().await.unwrap().len(), 63);
    let task = json!({
        "title": "Write the report",
        "objective": "It is read",
        "deliverables": ["report.md"],
        "acceptance_criteria": ["It is short"],
    });
    let created = called(&client, "create_task", &task).await;
    assert_eq!(created["isError"], false, "{created}");
    let found = called(&client, "search_tasks", &json!({"query": "report"})).await;
    assert!(found["content"][0]["text"].as_str().unwrap().contains("Write the report"), "{found}");
    let refused = called(&client, "get_task", &json!({"task_number": "one"})).await;
    assert_eq!(refused["isError"], true, "{refused}");
    let unknown = client.call_tool(CallToolRequestParams::new("make_coffee")).await.unwrap_err();
    assert!(unknown.to_string().contains("There is no tool `make_coffee`"), "{unknown}");
    client.cancel().await.unwrap();
}

async fn called(client: &Client, tool: &'static str, arguments: &Value) -> Value {
    let arguments = arguments.as_object().unwrap().clone();
    let result = client.call_tool(CallToolRequestParams::new(tool).with_arguments(arguments)).await.unwrap();
    serde_json::to_value(result).unwrap()
}

async fn over_stdio(lifecycle: ClientLifecycleMode, version: &str) {
    let scene = Scene::default();
    let transport = TokioChildProcess::new(scene.gateway(&["serve"])).unwrap();
    let client = support::soon("the handshake", ().serve_with_lifecycle(transport, lifecycle)).await.unwrap();
    support::soon("the calls", works(client, version)).await;
}

/// The reference client speaks HTTP without further libraries only over Unix sockets, so one is put before the gateway.
async fn over_http(lifecycle: ClientLifecycleMode, version: &str) {
    let scene = Scene::default();
    let gateway = scene.http().await;
    let socket = scene.root().join("socket");
    let listener = UnixListener::bind(&socket).unwrap();
    tokio::spawn(bridge(listener, Arc::from(gateway.address.as_str())));
    let uri = format!("http://{}/mcp", gateway.address);
    let client = UnixSocketHttpClient::new(socket.to_str().unwrap(), &uri);
    let transport = StreamableHttpClientTransport::with_client(
        client,
        StreamableHttpClientTransportConfig::with_uri(uri),
    );
    let client = support::soon("the handshake", ().serve_with_lifecycle(transport, lifecycle)).await.unwrap();
    support::soon("the calls", works(client, version)).await;
}

async fn bridge(listener: UnixListener, address: Arc<str>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let address = address.clone();
        tokio::spawn(async move {
            let mut far = TcpStream::connect(&*address).await.unwrap();
            // Either side may hang up whenever it likes.
            let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
        });
    }
}

#[tokio::test]
async fn legacy_over_stdio() {
    over_stdio(legacy(), "2025-11-25").await;
}

#[tokio::test]
async fn modern_over_stdio() {
    over_stdio(modern(), "2026-07-28").await;
}

#[tokio::test]
async fn a_client_of_both_eras_settles_on_the_newer() {
    over_stdio(auto(), "2026-07-28").await;
    over_http(auto(), "2026-07-28").await;
}

#[tokio::test]
async fn legacy_over_http() {
    over_http(legacy(), "2025-11-25").await;
}

#[tokio::test]
async fn modern_over_http() {
    over_http(modern(), "2026-07-28").await;
}

#[tokio::test]
async fn the_reference_types_hold_every_field_of_the_list() {
    let mut gateway = Scene::default().stdio();
    for params in ["{}".to_owned(), format!(r#"{{"_meta":{{{MODERN_META}}}}}"#)] {
        let answer: Value =
            serde_json::from_str(&gateway.ask(request("1", "tools/list", &params)).await).unwrap();
        let list = &answer["result"];
        let read: ListToolsResult = serde_json::from_value(list.clone()).unwrap();
        assert_eq!(&serde_json::to_value(&read).unwrap(), list);
    }
}
