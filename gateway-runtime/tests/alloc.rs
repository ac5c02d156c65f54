//! Route, permit and validate allocate nothing, for any tool and any arguments that fit.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::time::Duration;

use gateway_metrics::Outcome;
use gateway_runtime::backend::Endpoint;
use gateway_runtime::envelope::Message;
use gateway_runtime::fault::Fault;
use gateway_runtime::gateway::{Gateway, Limits, Reach};
use gateway_runtime::pipeline::check;
use gateway_runtime::principal::Principal;
use gateway_runtime::view::Shown;

const LIMITS: Limits = Limits { message_bytes: 1 << 20, in_flight: 1, cache_bytes: 1 << 20 };

mod contract {
    gateway_macros::gateway!("../../tools.toml");
}

fn allocations(request: &str) -> u64 {
    let contract = &contract::CONTRACT;
    let reach = || Reach { endpoint: Endpoint::Broken("nothing is sent.".into()), shown: Shown::WithReturns };
    let gateway = Gateway::new(contract, contract.servers.iter().map(|_| reach()), LIMITS);
    let principal = Principal::named(contract, contract.principal.name).expect("a principal");
    let message = Message::decode(request).expect("a message");
    // Patterns are compiled at first use.
    check(&gateway, &principal, &message.params).expect("a call that passes");
    allocation_counter::measure(|| check(&gateway, &principal, &message.params).expect("a call that passes"))
        .count_total
}

fn call(name: &str, arguments: &str) -> String {
    format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"{name}","arguments":{arguments}}}}}"#
    )
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocation_counter::measure(|| drop(std::hint::black_box(Box::new(1)))).count_total, 1);
}

#[test]
fn a_call_that_passes_allocates_nothing_before_dispatch() {
    for (name, arguments) in [
        ("cortex_query", r#"{"query":"how does a call travel","max_results":7,"use_cache":true}"#),
        ("cortex_query", r#"{"query":"line one\nline two \"quoted\" \ud83d\ude00"}"#),
        (
            "cortex_ingest_incremental",
            r#"{"file_paths":["docs/a.md","docs/b.md"],"metadata":{"deep":[[{"x":[1]}]]}}"#,
        ),
        (
            "create_task",
            r#"{"title":"t","objective":"o","deliverables":["a","b"],"acceptance_criteria":["c"],"priority":"High"}"#,
        ),
        ("update_task", r#"{"task_number":7,"updates":{"title":"new","deliverables":["x"]}}"#),
        (
            "query_sanctuary_model",
            r#"{"prompt":"p","temperature":0.25,"max_tokens":100,"system_prompt":null}"#,
        ),
        ("chronicle_read_latest_entries", r#"{"limit":5}"#),
        ("git_get_status", "{}"),
    ] {
        assert_eq!(allocations(&call(name, arguments)), 0, "{name} {arguments}");
    }
}

#[test]
fn every_name_and_alias_routes_to_its_tool_without_allocation() {
    let contract = &contract::CONTRACT;
    let names = contract
        .tools
        .iter()
        .flat_map(|tool| tool.aliases.iter().chain([&tool.name]).map(move |name| (name, tool)));
    let mut count = 0;
    for (name, tool) in names {
        let routed = allocation_counter::measure(|| {
            assert_eq!(contract.routes.get(name).map(|found| found.index), Some(tool.index));
        });
        assert_eq!(routed.count_total, 0, "{name}");
        count += 1;
    }
    assert_eq!(count, contract.routes.len());
}

#[test]
fn counting_a_call_allocates_nothing() {
    let contract = &contract::CONTRACT;
    let gateway = Gateway::new(contract, [], LIMITS);
    let tool = contract.routes["cortex_query"];
    let fault = Fault::BreakerOpen { server: "rag_cortex", retry_after: Duration::from_secs(1) };
    for outcome in Outcome::ALL {
        let counted = allocation_counter::measure(|| {
            gateway.metrics().ended(tool, outcome, Duration::from_millis(3));
            gateway.metrics().refused(&fault);
        });
        assert_eq!(counted.count_total, 0, "{}", outcome.name());
    }
    assert_eq!(gateway.metrics().tool(tool).latency().observed().count(), 6);
    let refused = gateway.metrics().refusals().find(|(code, _)| *code == "breaker_open");
    assert_eq!(refused, Some(("breaker_open", 6)));
}
