//! `gateway fleet NAME`: each server of the embedded fleet alone, on both transports and in both eras.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::Value;
use support::message::{MODERN_META, call, outcome, request};
use support::{Http, Scene};

/// Each server, with a call that it can carry out in an empty folder.
const SERVERS: [(&str, &str, &str); 12] = [
    ("adr", "adr_list", "{}"),
    ("agent_persona", "persona_list_roles", "{}"),
    ("chronicle", "chronicle_list_entries", "{}"),
    ("code", "code_list_files", "{}"),
    ("config", "config_list", "{}"),
    ("council", "council_list_agents", "{}"),
    ("forge_llm", "check_sanctuary_model_status", "{}"),
    ("git_workflow", "git_get_safety_rules", "{}"),
    ("orchestrator", "orchestrator_dispatch_mission", r#"{"mission_id":"m1","objective":"look"}"#),
    ("protocol", "protocol_list", "{}"),
    ("rag_cortex", "cortex_cache_stats", "{}"),
    ("task", "list_tasks", "{}"),
];

fn names(list: &str) -> Vec<String> {
    let list: Value = serde_json::from_str(list).unwrap();
    let tools = list["result"]["tools"].as_array().unwrap_or_else(|| panic!("{list}"));
    tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_server_is_served_alone_on_standard_input_and_output() {
    let mut all = Vec::new();
    for (server, tool, arguments) in SERVERS {
        let scene = Scene::default();
        let mut served = scene.stdio_of(&["fleet", server]);
        let own = names(&served.ask(request("1", "tools/list", "{}")).await);
        assert!(own.iter().any(|name| name == tool), "{server}: {own:?}");
        let (is_error, text) = outcome(&served.ask(call("2", tool, arguments)).await);
        assert!(!is_error, "{tool}: {text}");
        let other = if server == "task" { "git_log" } else { "list_tasks" };
        let (is_error, text) = outcome(&served.ask(call("3", other, "{}")).await);
        assert!(
            is_error && text.starts_with(&format!("`{other}` is not among the tools of")),
            "{server}: {text}"
        );
        served.close();
        assert!(served.ended().await.success());
        all.extend(own);
    }
    all.sort();
    let mut gateway = Scene::default().stdio();
    assert_eq!(all, names(&gateway.ask(request("1", "tools/list", "{}")).await), "no tool is in two or none");
}

#[tokio::test]
async fn each_server_is_served_alone_over_http() {
    for (server, tool, arguments) in SERVERS {
        let scene = Scene::default();
        let served = scene.http_of(&["fleet", server]).await;
        let session = served.in_session(&served.session().await);
        let legacy = names(&served.ask(&session, request("1", "tools/list", "{}")).await);
        assert_eq!(legacy, modern_names(&served).await, "{server}");
        let (is_error, text) = outcome(&served.ask(&session, call("2", tool, arguments)).await);
        assert!(!is_error, "{tool}: {text}");
    }
}

async fn modern_names(served: &Http) -> Vec<String> {
    let params = format!(r#"{{"_meta":{{{MODERN_META}}}}}"#);
    names(&served.ask(&served.modern("tools/list", None), request("1", "tools/list", &params)).await)
}

#[tokio::test]
async fn an_address_that_others_reach_is_refused() {
    let scene = Scene::default();
    let refused = scene.gateway(&["fleet", "task", "--http", "0.0.0.0:0"]).output().await.unwrap();
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(refused.status.code() == Some(2) && said.contains("0.0.0.0:0 can be reached"), "{said}");
}
