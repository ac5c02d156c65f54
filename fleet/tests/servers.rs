//! The set of servers.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use fleet::{NAMES, open, tools};
use gateway_runtime::embedded::CallContext;
use serde_json::json;
use support::Project;

#[test]
fn the_names_are_in_order_and_each_opens() {
    assert!(NAMES.is_sorted());
    let nowhere = std::path::Path::new("/does/not/exist");
    for name in NAMES {
        assert!(open(name, nowhere, nowhere).is_some(), "{name}");
    }
    assert!(open("nonsense", nowhere, nowhere).is_none());
}

#[test]
fn the_served_tools_are_those_of_the_contract() {
    let table = [
        ("task", "create_task get_task list_tasks search_tasks update_task update_task_status"),
        (
            "git_workflow",
            "git_add git_diff git_finish_feature git_get_safety_rules git_get_status git_log git_push_feature \
             git_smart_commit git_start_feature",
        ),
        (
            "rag_cortex",
            "cortex_cache_get cortex_cache_set cortex_cache_stats cortex_cache_warmup cortex_get_stats \
             cortex_guardian_wakeup cortex_ingest_full cortex_ingest_incremental cortex_query",
        ),
        ("adr", "adr_create adr_get adr_list adr_search adr_update_status"),
        (
            "chronicle",
            "chronicle_create_entry chronicle_get_entry chronicle_list_entries chronicle_read_latest_entries \
             chronicle_search chronicle_update_entry",
        ),
        ("protocol", "protocol_create protocol_get protocol_list protocol_search protocol_update"),
        (
            "agent_persona",
            "persona_create_custom persona_dispatch persona_get_state persona_list_roles persona_reset_state",
        ),
        ("council", "council_dispatch council_list_agents"),
        ("forge_llm", "check_sanctuary_model_status query_sanctuary_model"),
        ("orchestrator", "orchestrator_dispatch_mission orchestrator_run_strategic_cycle"),
    ];
    for (server, names) in table {
        let mut served = tools(server);
        served.sort_unstable();
        assert_eq!(served, names.split_whitespace().collect::<Vec<_>>(), "{server}");
    }
}

#[test]
fn every_server_is_served() {
    for name in NAMES {
        assert!(!tools(name).is_empty(), "{name}");
    }
    assert!(tools("nonsense").is_empty());
}

#[test]
fn an_unknown_tool_is_named_with_those_there_are() {
    let failure = Project::new("task").fails("make_task", json!({}));
    assert!(
        failure.starts_with("the server task has no tool `make_task`; it has create_task, get_task"),
        "{failure}"
    );
}

#[test]
fn a_root_that_is_missing_is_a_failure_of_the_call() {
    let nowhere = std::path::Path::new("/does/not/exist");
    for (server, tool) in [
        ("adr", "adr_list"),
        ("chronicle", "chronicle_list_entries"),
        ("protocol", "protocol_list"),
        ("task", "list_tasks"),
        ("git_workflow", "git_get_status"),
        ("rag_cortex", "cortex_ingest_full"),
        ("agent_persona", "persona_list_roles"),
        ("council", "council_list_agents"),
    ] {
        let server = open(server, nowhere, nowhere).unwrap();
        let failure = server.call(tool, "{}", &CallContext::detached()).unwrap_err();
        assert!(failure.message.contains("/does/not/exist"), "{failure}");
    }
    assert!(!nowhere.exists());
}

#[test]
fn opening_touches_nothing() {
    let project = Project::new("task");
    for name in NAMES {
        drop(project.open(name));
    }
    assert_eq!(std::fs::read_dir(project.path()).unwrap().count(), 0);
}
