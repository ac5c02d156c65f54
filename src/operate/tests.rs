//! The gateway's own tools through the whole request line, in a contract that has them.

use std::path::Path;
use std::time::Duration;

use gateway_runtime::audit::{Recorder, Waits};
use gateway_runtime::backend::Endpoint;
use gateway_runtime::call::Sink;
use gateway_runtime::gateway::{Gateway, Limits, Reach};
use gateway_runtime::local::Local;
use gateway_runtime::spec::Class;
use gateway_runtime::view::Shown;
use gateway_state::Approvals;
use gateway_state::audit::{FILE, File, Place};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::management::api::audit::Records;

#[allow(dead_code, unused_qualifications, missing_docs, reason = "a test uses a part of it")]
mod contract {
    gateway_macros::gateway!("tests/support/operate.toml");
}

use contract::CONTRACT;

struct Nobody;

impl Sink for Nobody {
    fn send(&self, _: &[&[u8]]) {}
}

/// A gateway with its own tools, which records.
struct Scene {
    gateway: Arc<Gateway>,
    _router: Arc<Router>,
}

fn scene(folder: &Path) -> Scene {
    let own = Own::default();
    let endpoint = |name| match name {
        NAME => Endpoint::Embedded(Arc::new(own.clone())),
        _ => Endpoint::Broken("it is not there.".into()),
    };
    let reaches = CONTRACT
        .servers
        .iter()
        .map(|spec| Reach { endpoint: endpoint(spec.name), shown: Shown::Plain })
        .collect::<Vec<_>>();
    let limits = Limits { message_bytes: 1 << 20, in_flight: 64, cache_bytes: 1 << 20 };
    let place = Place::File(File { path: folder.join(FILE), max_bytes: u64::MAX, keep: 1 });
    let audit = Recorder::new(place.store(), &CONTRACT, Waits::Writes);
    let desk = Arc::new(Approvals::new(folder));
    let gateway = Arc::new(
        Gateway::new(&CONTRACT, reaches, limits)
            .with_approvals(desk.clone(), Duration::from_secs(1))
            .with_audit(audit),
    );
    let api = Api {
        gateway: gateway.clone(),
        approvals: desk,
        records: Arc::new(Records::new(place)),
        listening: Arc::default(),
        draining: CancellationToken::new(),
    };
    let router = own.serve(&api);
    Scene { gateway, _router: router }
}

impl Scene {
    /// Whether it failed, and the text of the answer.
    async fn call(&self, principal: &str, tool: &str, arguments: &Value) -> (bool, Value) {
        let principal = Principal::named(&CONTRACT, principal).unwrap_or_else(|| panic!("{principal}"));
        let local = Local::new(self.gateway.clone(), principal, Arc::new(Nobody));
        match local.call_named(tool, &arguments.to_string()).await {
            Ok(reply) => {
                let result: Value = serde_json::from_str(&reply.result).unwrap_or_default();
                let text = result["content"][0]["text"].as_str().unwrap_or_default();
                (result["isError"] == true, serde_json::from_str(text).unwrap_or_else(|_| text.into()))
            }
            Err(refused) => (true, refused.to_string().into()),
        }
    }

    fn names(&self, principal: &str) -> Vec<&'static str> {
        let principal = Principal::named(&CONTRACT, principal).unwrap_or_else(|| panic!("{principal}"));
        let profile = &CONTRACT.profiles[usize::from(principal.spec().profile)];
        CONTRACT.tools.iter().filter(|tool| profile.contains(tool)).map(|tool| tool.name).collect()
    }
}

#[tokio::test]
async fn only_who_may_operate_has_them_and_the_shipped_gateway_has_none() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let scene = scene(folder.path());
    assert_eq!(scene.names("operator"), [&TOOLS[..], &["look", "push"]].concat());
    assert_eq!(scene.names("watcher"), [&TOOLS[..], &["look"]].concat(), "beside the tools of its profile");
    assert_eq!(scene.names("agent"), ["look", "push"], "`all` has none of them");
    let (failed, said) = scene.call("agent", "gateway_status", &json!({})).await;
    assert!(failed && said.as_str().is_some_and(|said| said.contains("gateway_status")), "{said}");
    for tool in CONTRACT.tools.iter().filter(|tool| TOOLS.contains(&tool.name)) {
        assert_eq!(tool.annotations.read_only, tool.class == Class::Read, "{}", tool.name);
    }
    let shipped = &crate::generated::CONTRACT;
    assert!(shipped.server(NAME).is_none() && TOOLS.iter().all(|name| !shipped.routes.contains_key(name)));
}

#[tokio::test]
async fn they_show_what_the_api_shows() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let scene = scene(folder.path());
    for (tool, arguments, place) in [
        ("gateway_status", json!({}), "/contract/version"),
        ("gateway_status", json!({}), "/figures/audit/on"),
        ("gateway_servers", json!({}), "/servers/1/state"),
        ("gateway_servers", json!({"drift": true}), "/servers/1/result"),
        ("gateway_tools", json!({}), "/tools/0/figures"),
        ("gateway_tools", json!({"name": "look"}), "/inputSchema/type"),
        ("gateway_calls", json!({}), "/calls/0/tool"),
        ("gateway_approvals", json!({}), "/approvals"),
        ("gateway_audit", json!({"limit": 3}), "/rows"),
        ("gateway_narrow", json!({}), "/live"),
    ] {
        let (failed, answer) = scene.call("watcher", tool, &arguments).await;
        assert!(!failed && answer.pointer(place).is_some(), "{tool} {arguments}: {answer}");
        assert!(answer.pointer("/figures/hour").is_none(), "{answer}");
    }
    for (tool, arguments, said) in [
        ("gateway_tools", json!({"name": "lok"}), "did you mean `look`?"),
        ("gateway_audit", json!({"since": "soon"}), "since `soon` is not a time"),
        ("gateway_server_restart", json!({"server": "gateway"}), "does not restart itself"),
        ("gateway_server_restart", json!({"server": "../cache"}), "server"),
        ("gateway_breaker_reset", json!({"server": "own_"}), "did you mean `own`?"),
    ] {
        let (failed, answer) = scene.call("operator", tool, &arguments).await;
        assert!(
            failed && answer.as_str().is_some_and(|text| text.contains(said)),
            "{tool} {arguments}: {answer}"
        );
    }
}

#[tokio::test]
async fn what_they_change_is_recorded_with_who_it_was() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let scene = scene(folder.path());
    let (failed, answer) = scene.call("watcher", "gateway_breaker_reset", &json!({"server": "own"})).await;
    assert!(!failed && answer["name"] == "own", "{answer}");
    assert!(!scene.call("watcher", "gateway_cache_purge", &json!({})).await.0);
    let (_, answer) = scene.call("watcher", "gateway_audit", &json!({"tool": "' OR '1'='1"})).await;
    assert_eq!(answer, json!({"rows": [], "next": null}));
    scene.gateway.audit().drain().await;
    let (_, answer) = scene.call("watcher", "gateway_audit", &json!({"kind": "operator"})).await;
    let rows = answer["rows"].as_array().cloned().unwrap_or_default();
    let said: Vec<_> = rows.iter().map(|row| json!([row["action"], row["detail"], row["by"]])).collect();
    assert_eq!(
        said,
        [json!(["cache.clear", null, "watcher (mcp)"]), json!(["breaker.reset", "own", "watcher (mcp)"])]
    );
    let (_, answer) = scene.call("watcher", "gateway_audit", &json!({"tool": "gateway_breaker_reset"})).await;
    assert_eq!(answer["rows"].as_array().map(Vec::len), Some(2), "an intent and an outcome: {answer}");
}

#[tokio::test]
async fn the_gateway_is_narrowed_and_never_widened() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let scene = scene(folder.path());
    let live = async || scene.call("watcher", "gateway_narrow", &json!({})).await.1["live"].clone();
    for arguments in [
        json!({"off": ["push"]}),
        json!({"tools": {"look": {"rate": "5/min"}}}),
        json!({"classes": {"read": {"rate": "5/min", "call_timeout": "10s"}}}),
    ] {
        let (failed, answer) = scene.call("watcher", "gateway_narrow", &arguments).await;
        assert!(!failed, "{arguments}: {answer}");
    }
    let narrowed = live().await;
    assert_eq!(
        narrowed,
        json!({
            "off": ["push"],
            "classes": {"read": {"rate": "5/min", "call_timeout": "10s"}},
            "tools": {"look": {"rate": "5/min"}},
        }),
        "each is added to those before"
    );
    for (arguments, said) in [
        (json!({"off": ["pusch"]}), "did you mean `push`?"),
        (json!({"off": []}), "off"),
        (json!({"tools": {"look": {"rate": "9000/min"}}}), "would widen what holds"),
        (
            json!({"tools": {"look": {"rate": "6/min"}}, "classes": {"read": {"rate": "6/min"}}}),
            "would widen what holds",
        ),
        (json!({"classes": {"read": {"call_timeout": "20s"}}}), "would widen what holds, 10s"),
        (json!({"tools": {"look": {"approval": "never"}}, "off": ["server:owm"]}), "did you mean `own`?"),
        (json!({"tools": {"look": {"rates": "1/min"}}}), "unknown field `rates`"),
        (json!({"live": {}}), "live"),
    ] {
        let (failed, answer) = scene.call("watcher", "gateway_narrow", &arguments).await;
        assert!(failed && answer.as_str().is_some_and(|text| text.contains(said)), "{arguments}: {answer}");
        assert_eq!(live().await, narrowed, "{arguments} changed something");
    }
    let (failed, said) = scene.call("operator", "push", &json!({})).await;
    assert!(failed && said.as_str().is_some_and(|said| said.contains("push")), "{said}");
    scene.gateway.audit().drain().await;
    let (_, answer) = scene.call("watcher", "gateway_audit", &json!({"kind": "operator"})).await;
    let rows = answer["rows"].as_array().cloned().unwrap_or_default();
    let said: Vec<_> = rows.iter().map(|row| json!([row["action"], row["detail"], row["by"]])).collect();
    assert_eq!(said.len(), 3, "what was refused changed nothing: {said:?}");
    assert_eq!(said[2], json!(["narrowing.set", r#"{"off":["push"]}"#, "watcher (mcp)"]));
}

#[test]
fn every_tool_of_the_contract_is_answered_and_no_other() {
    let own: Vec<_> = CONTRACT.tools.iter().filter(|tool| tool.name.starts_with("gateway_")).collect();
    assert_eq!(own.iter().map(|tool| tool.name).collect::<Vec<_>>(), TOOLS);
    for tool in TOOLS {
        assert!(requests(tool, &Map::new()).is_ok(), "{tool}");
    }
    assert!(requests("gateway_approve", &Map::new()).is_err());
}
