//! An overlay takes away and never gives: in whatever way it is written, no field of any policy becomes wider.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::backend::Endpoint;
use gateway_runtime::call::Sink;
use gateway_runtime::era::Era;
use gateway_runtime::gateway::{Gateway, Reach};
use gateway_runtime::local::Local;
use gateway_runtime::narrow::{Effective, Limits, Narrowed, Overlay, implies};
use gateway_runtime::principal::Principal;
use gateway_runtime::spec::{Approval, Contract, Rate};
use gateway_runtime::view::Shown;
use gateway_runtime::words::{CacheTime, Size};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

mod contract {
    gateway_macros::gateway!("../../tools.toml");
}

static CONTRACT: &Contract = &contract::CONTRACT;

fn rate() -> impl Strategy<Value = Rate> {
    (1..300_u32, select(vec![1, 60, 3_600, 86_400]))
        .prop_map(|(calls, seconds)| Rate { calls, per: Duration::from_secs(seconds) })
}

fn time() -> impl Strategy<Value = Duration> {
    (0..8_000_u64).prop_map(Duration::from_secs)
}

fn size() -> impl Strategy<Value = Size> {
    (1..(8_usize << 20)).prop_map(Size)
}

prop_compose! {
    fn limits()(
        rate in proptest::option::of(rate()),
        cache in proptest::option::of(time().prop_map(CacheTime)),
        retries in proptest::option::of(0..12_u8),
        approval in proptest::option::of(select(vec![Approval::Never, Approval::Always])),
        call_timeout in proptest::option::of(time()),
        max_arguments in proptest::option::of(size()),
        max_result in proptest::option::of(size()),
    ) -> Limits {
        Limits { rate, cache, retries, approval, call_timeout, max_arguments, max_result }
    }
}

fn names(of: impl Iterator<Item = &'static str>) -> Vec<String> {
    of.chain(["nobody"]).map(str::to_owned).collect()
}

fn table(names: Vec<String>) -> impl Strategy<Value = BTreeMap<String, Limits>> {
    btree_map(select(names), limits(), 0..4)
}

prop_compose! {
    fn overlay()(
        off in vec(select(selectors()), 0..4),
        classes in table(names(["read", "write", "destructive"].into_iter())),
        servers in table(names(CONTRACT.servers.iter().map(|server| server.name))),
        tools in table(names(CONTRACT.tools.iter().map(|tool| tool.name))),
    ) -> Overlay {
        Overlay { off, classes, servers, tools }
    }
}

fn selectors() -> Vec<String> {
    let servers = CONTRACT.servers.iter().map(|server| format!("server:{}", server.name));
    let tools = CONTRACT.tools.iter().flat_map(|tool| tool.aliases.iter().chain([&tool.name]));
    let others = ["class:read", "class:destructive", "class:none", "nobody"];
    servers.chain(tools.copied().chain(others).map(str::to_owned)).collect()
}

/// Whether nothing is allowed by `narrow` that is not allowed by `wide`; where there is a limit, absence is wider.
fn is_as_strict(narrow: &Effective, wide: &Effective) -> Result<(), TestCaseError> {
    let (own, was) = (&narrow.policy, &wide.policy);
    let within =
        |own: Option<u128>, was: Option<u128>| was.is_none_or(|was| own.is_some_and(|own| own <= was));
    let nanos = |time: Option<Duration>| time.map(|time| time.as_nanos());
    let bytes = |size: Option<usize>| size.map(|size| size as u128);
    prop_assert!(narrow.off || !wide.off);
    for rate in wide.rates() {
        prop_assert!(narrow.rates().any(|own| own == rate), "{rate:?} is no longer kept");
    }
    prop_assert_eq!(own.rate, was.rate, "the compiled limiter is another one");
    prop_assert!(own.cache.unwrap_or_default() <= was.cache.unwrap_or_default());
    prop_assert!(own.retries <= was.retries);
    prop_assert!(own.approval == Approval::Always || was.approval == Approval::Never);
    prop_assert!(within(nanos(own.call_timeout), nanos(was.call_timeout)));
    prop_assert!(within(bytes(own.max_arguments), bytes(was.max_arguments)));
    prop_assert!(within(bytes(own.max_result), bytes(was.max_result)));
    Ok(())
}

/// Whether everything that the overlay asks for holds, where it is meant for the tool.
fn is_kept(effective: &Effective, limits: &Limits) -> Result<(), TestCaseError> {
    let own = &effective.policy;
    if let Some(asked) = limits.rate {
        prop_assert!(effective.rates().any(|rate| implies(rate, asked)));
    }
    prop_assert!(limits.cache.is_none_or(|CacheTime(time)| own.cache.unwrap_or_default() <= time));
    prop_assert!(limits.retries.is_none_or(|retries| own.retries <= retries));
    prop_assert!(limits.approval != Some(Approval::Always) || own.approval == Approval::Always);
    prop_assert!(limits.call_timeout.is_none_or(|time| own.call_timeout.is_some_and(|own| own <= time)));
    prop_assert!(limits.max_arguments.is_none_or(|size| own.max_arguments.is_some_and(|own| own <= size.0)));
    prop_assert!(limits.max_result.is_none_or(|size| own.max_result.is_some_and(|own| own <= size.0)));
    Ok(())
}

fn gateway() -> Gateway {
    let reach =
        |_| Reach { endpoint: Endpoint::Broken("nothing is sent.".into()), shown: Shown::WithReturns };
    let limits =
        gateway_runtime::gateway::Limits { message_bytes: 1 << 20, in_flight: 1, cache_bytes: 1 << 20 };
    Gateway::new(CONTRACT, CONTRACT.servers.iter().map(reach), limits)
}

proptest! {
    #[test]
    fn no_overlay_widens_anything_and_each_is_kept(first in overlay(), second in overlay()) {
        let compiled = Narrowed::compiled(CONTRACT);
        let once = compiled.with(CONTRACT, &first);
        let twice = once.with(CONTRACT, &second);
        for tool in CONTRACT.tools {
            is_as_strict(once.of(tool), &Effective::compiled(CONTRACT, tool))?;
            is_as_strict(twice.of(tool), once.of(tool))?;
            let server = CONTRACT.server_of(tool).name;
            let meant = [
                first.classes.get(tool.class.name()),
                first.servers.get(server),
                first.tools.get(tool.name),
            ];
            for limits in meant.into_iter().flatten() {
                is_kept(once.of(tool), limits)?;
            }
        }
    }

    /// What is accepted, configured and live, shows nothing that was not shown before, and the same texts otherwise.
    #[test]
    fn a_narrowed_gateway_shows_no_more(configured in vec(select(selectors()), 0..3), live in vec(select(selectors()), 0..3)) {
        let known = |off: Vec<String>| {
            let is_known = |selector: &String| selector != "nobody" && selector != "class:none";
            Overlay { off: off.into_iter().filter(is_known).collect(), ..Overlay::default() }
        };
        let (whole, own) = (gateway(), gateway().configured(known(configured)).expect("names that there are"));
        let before: Vec<_> = CONTRACT.tools.iter().map(|tool| shows(&own, tool.name)).collect();
        own.narrow(known(live)).expect("names that there are");
        for (tool, before) in CONTRACT.tools.iter().zip(before) {
            prop_assert!(shows(&whole, tool.name) || !before);
            prop_assert!(before || !shows(&own, tool.name));
        }
        own.narrow(Overlay::default()).expect("nothing");
        prop_assert_eq!(CONTRACT.tools.iter().filter(|tool| shows(&own, tool.name)).count(), listed(&own));
    }
}

fn principal() -> Principal {
    Principal::named(CONTRACT, CONTRACT.principal.name).expect("a principal")
}

fn shows(gateway: &Gateway, name: &str) -> bool {
    let tool = CONTRACT.routes.get(name).expect("a tool");
    gateway.view(&principal()).contains(tool)
}

fn listed(gateway: &Gateway) -> usize {
    let list = gateway.view(&principal()).list(Era::Legacy).clone();
    let list: serde_json::Value = serde_json::from_slice(&list).expect("JSON");
    list["tools"].as_array().map_or(0, Vec::len)
}

#[test]
fn taken_back_it_is_as_before() {
    let (gateway, principal) = (gateway(), principal());
    let before = gateway.view(&principal).list(Era::Modern).clone();
    let off = Overlay { off: vec!["server:code".into(), "class:destructive".into()], ..Overlay::default() };
    gateway.narrow(off).expect("names that there are");
    assert!(listed(&gateway) > 20 && !shows(&gateway, "code_read") && !shows(&gateway, "git_smart_commit"));
    gateway.narrow(Overlay::default()).expect("nothing");
    assert_eq!(gateway.view(&principal).list(Era::Modern), &before);
}

struct Nobody;

impl Sink for Nobody {
    fn send(&self, _: &[&[u8]]) {}
}

/// The calls that the compiled limiter has counted stay counted, whatever comes and goes.
#[tokio::test]
async fn a_change_of_overlay_forgets_no_call() {
    let gateway = Arc::new(gateway());
    let local = Local::new(gateway.clone(), principal(), Arc::new(Nobody));
    let ask = async || local.call_named("cortex_ingest_full", "{}").await.expect("an answer").text();
    let once_per_hour = "it may be called once per hour, and was";
    assert!(!ask().await.contains("once per"), "the first call passes");
    assert!(ask().await.contains(once_per_hour));
    for overlay in [r#"{"tools":{"cortex_ingest_full":{"rate":"1/day"}}}"#, "{}"] {
        gateway.narrow(serde_json::from_str(overlay).expect("an overlay")).expect("it is lower");
    }
    assert!(ask().await.contains(once_per_hour));
}

/// What would have no effect is said when it is given, with what was asked for and what holds.
#[test]
fn what_would_widen_is_named_with_both_values() {
    let read = |text: &str| serde_json::from_str::<Overlay>(text).expect("an overlay");
    let compiled = Narrowed::compiled(CONTRACT);
    let mut said = String::new();
    for text in [
        r#"{"tools":{"create_task":{"rate":"51/min","call_timeout":"2m","cache":"1s","retries":1}}}"#,
        r#"{"tools":{"git_smart_commit":{"approval":"never","max_result":"2MiB"}}}"#,
        r#"{"classes":{"read":{"max_arguments":"1MiB","retries":3}}}"#,
        r#"{"off":["get_tusk","server:tsak","class:raed"],"servers":{"tsak":{}},"tools":{"zzz":{}}}"#,
    ] {
        let mistakes = compiled.mistakes(CONTRACT, &read(text));
        said.extend(mistakes.iter().map(|mistake| format!("{mistake}\n")));
    }
    insta::assert_snapshot!(said);
    for text in [
        r#"{"tools":{"create_task":{"rate":"50/min","call_timeout":"1m","cache":"off","approval":"never"}}}"#,
        // Neither of these rates is the stricter one.
        r#"{"tools":{"create_task":{"rate":"60/hour"}}}"#,
        // It narrows some of them.
        r#"{"classes":{"write":{"rate":"20/min"}},"servers":{"git_workflow":{"call_timeout":"3m"}}}"#,
    ] {
        assert_eq!(compiled.mistakes(CONTRACT, &read(text)), [""; 0], "{text}");
    }
}

/// A backend of another gateway does not do again what that one has done; what it may be sent stays the same.
#[test]
fn behind_another_gateway_there_are_neither_rates_nor_approvals_but_all_sizes() {
    let stricter = r#"{"off":["git_log"],"tools":{"adr_create":{"approval":"always","max_result":"1KiB"}}}"#;
    let overlay: Overlay = serde_json::from_str(stricter).expect("an overlay");
    let behind = gateway().configured(overlay).expect("it is stricter").behind_another();
    for tool in CONTRACT.tools {
        let (policy, compiled) = (behind.policy_of(tool), tool.policy);
        assert_eq!((policy.rate, policy.cache, policy.retries), (None, None, 0), "{}", tool.name);
        assert_eq!(policy.max_arguments, compiled.max_arguments, "{}", tool.name);
        let is_configured = tool.name == "adr_create";
        let approval = if is_configured { Approval::Always } else { Approval::Never };
        assert_eq!(policy.approval, approval, "{}", tool.name);
        assert_eq!(policy.max_result == compiled.max_result, !is_configured, "{}", tool.name);
    }
    assert!(!shows(&behind, "git_log") && shows(&behind, "git_diff"));
}
