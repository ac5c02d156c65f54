//! What tools declare to return: listed where the endpoint in use gives it, and true where it is listed.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::message::{MODERN_META, call, request};
use support::{Scene, Stdio};

/// The output schemas that are listed, by tool.
async fn listed(gateway: &mut Stdio) -> BTreeMap<String, Value> {
    let params = format!(r#"{{"_meta":{{{MODERN_META}}}}}"#);
    let answer: Value =
        serde_json::from_str(&gateway.ask(request("1", "tools/list", &params)).await).unwrap();
    let tools = answer["result"]["tools"].as_array().unwrap().iter();
    let listed =
        tools.filter_map(|tool| Some((tool["name"].as_str()?.into(), tool.get("outputSchema")?.clone())));
    listed.collect()
}

#[tokio::test]
async fn the_embedded_fleet_returns_what_is_listed() {
    let mut gateway = Scene::default().stdio();
    let schemas = listed(&mut gateway).await;
    let task = r#""objective":"o","deliverables":["d"],"acceptance_criteria":["a"]"#;
    for (tool, arguments) in [
        ("list_tasks", "{}".to_owned()),
        ("create_task", format!(r#"{{"title":"Plain",{task}}}"#)),
        ("create_task", format!(r#"{{"title":"Full",{task},"lead":"Ada","dependencies":"Requires #001"}}"#)),
        ("list_tasks", r#"{"status":"backlog"}"#.to_owned()),
    ] {
        let answer: Value = serde_json::from_str(&gateway.ask(call("2", tool, &arguments)).await).unwrap();
        let returned = &answer["result"]["structuredContent"];
        let faults: Vec<_> = jsonschema::validator_for(&schemas[tool])
            .unwrap()
            .iter_errors(returned)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert_eq!(faults, [""; 0], "{tool} {arguments}: {returned}");
    }
}

#[tokio::test]
async fn an_endpoint_that_returns_text_alone_is_listed_without() {
    let embedded = listed(&mut Scene::default().stdio()).await;
    assert!(embedded.contains_key("create_task"), "{embedded:?}");
    for settings in ["mode = \"stdio\"", "mode = \"http\"", "mode = \"stdio\"\ncommand = [\"own\"]"] {
        let scene = Scene::default().with(&format!("[servers.task]\n{settings}"));
        let others: Vec<_> = listed(&mut scene.stdio()).await.into_keys().collect();
        let is_expected = |name: &&String| !name.contains("_task");
        assert_eq!(
            others.iter().collect::<Vec<_>>(),
            embedded.keys().filter(is_expected).collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn one_server_alone_lists_what_its_tools_return() {
    let whole = listed(&mut Scene::default().stdio()).await;
    let alone = listed(&mut Scene::default().stdio_of(&["fleet", "task"])).await;
    assert_eq!(alone["create_task"], whole["create_task"]);
}
