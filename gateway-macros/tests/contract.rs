//! The types and tables that a contract becomes, for a fixture with every kind of parameter.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod generated {
    gateway_macros::gateway!("./../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
}

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use gateway_runtime::client::{CallReply, Caller};
use gateway_runtime::era::Era;
use gateway_runtime::spec::{Contract, ToolSpec};
use gateway_runtime::validate::validate;
use gateway_runtime::view::{Shown, View};
use generated::servers::plain::{every_kind, give, nested, search};
use generated::servers::r#type::{a_b, r#match};
use generated::{CONTRACT, Client, Tool};
use serde_json::{Value, json};

static THE_CONTRACT: &Contract = &CONTRACT;

fn everything() -> View {
    View::new(THE_CONTRACT, &THE_CONTRACT.profiles[0], |_| Shown::WithReturns, |_| true)
}

fn tools(view: &View, era: Era) -> Vec<Value> {
    let list: Value = serde_json::from_slice(view.list(era)).unwrap();
    list["tools"].as_array().unwrap().clone()
}

fn names(tools: &[Value]) -> Vec<&str> {
    tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect()
}

#[test]
fn every_name_and_alias_routes_and_nothing_else() {
    for tool in THE_CONTRACT.tools {
        for name in [&[tool.name], tool.aliases].concat() {
            assert!(std::ptr::eq(THE_CONTRACT.routes[name], tool), "{name}");
        }
    }
    assert_eq!(THE_CONTRACT.routes.len(), 10 + 2);
    assert!(THE_CONTRACT.routes.get("every_kinD").is_none());
}

#[test]
fn positions_are_those_of_the_tables() {
    for (at, tool) in THE_CONTRACT.tools.iter().enumerate() {
        assert_eq!(usize::from(tool.index), at);
    }
    for (at, server) in THE_CONTRACT.servers.iter().enumerate() {
        assert_eq!(usize::from(server.index), at);
    }
    assert_eq!(THE_CONTRACT.server_of(Tool::Match.spec()).name, "type");
    assert_eq!((THE_CONTRACT.principal.name, THE_CONTRACT.principal.may_approve), ("chef", true));
}

#[test]
fn a_view_lists_the_tools_of_its_profile_in_both_eras_and_no_alias() {
    for profile in THE_CONTRACT.profiles {
        let members: Vec<_> =
            THE_CONTRACT.tools.iter().filter(|tool| profile.contains(tool)).map(|tool| tool.name).collect();
        let view = View::new(THE_CONTRACT, profile, |_| Shown::WithReturns, |_| true);
        let legacy = tools(&view, Era::Legacy);
        assert_eq!(names(&legacy), members, "{}", profile.name);
        assert_eq!(legacy, tools(&view, Era::Modern), "{}", profile.name);
    }
    let readonly =
        View::new(THE_CONTRACT, THE_CONTRACT.profile("readonly").unwrap(), |_| Shown::Plain, |_| true);
    assert_eq!(
        names(&tools(&readonly, Era::Legacy)),
        ["far", "give", "match", "nested", "nothing", "search"]
    );
    assert_eq!(THE_CONTRACT.profiles[0].name, "all");
}

#[test]
fn a_list_entry_is_the_tool_as_compiled() {
    let schema = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let listed = tools(&everything(), Era::Legacy);
    for (entry, tool) in listed.iter().zip(THE_CONTRACT.tools) {
        let hints = &tool.annotations;
        let mut expected = json!({
            "name": tool.name, "title": tool.title, "description": tool.description,
            "inputSchema": schema(tool.input_schema),
            "annotations": {
                "readOnlyHint": hints.read_only, "destructiveHint": hints.destructive,
                "idempotentHint": hints.idempotent, "openWorldHint": hints.open_world,
            },
        });
        if let Some(output) = tool.output_schema {
            expected["outputSchema"] = schema(output);
        }
        assert_eq!(*entry, expected);
    }
}

#[test]
fn what_a_tool_returns_is_known_where_it_is_declared() {
    let declared: Vec<_> =
        THE_CONTRACT.tools.iter().filter_map(|tool| Some((tool.name, tool.output_schema?))).collect();
    assert_eq!(
        declared,
        [("give", give::OUTPUT_SCHEMA), ("match", r#match::OUTPUT_SCHEMA), ("search", search::OUTPUT_SCHEMA)]
    );
    for server in THE_CONTRACT.servers {
        let said = (server.stdio.as_ref().map(|s| s.returns), server.http.as_ref().map(|http| http.returns));
        let expected = match server.name {
            "type" => (Some(false), Some(true)),
            "untyped" => (None, Some(false)),
            _ => (None, None),
        };
        assert_eq!(said, expected, "{}", server.name);
    }
}

#[test]
fn modern_answers_say_how_long_they_hold_and_for_whom() {
    let list: Value = serde_json::from_slice(everything().list(Era::Modern)).unwrap();
    let discover: Value = serde_json::from_str(THE_CONTRACT.discover).unwrap();
    for answer in [&list, &discover] {
        assert_eq!(answer["resultType"], "complete");
        assert_eq!((&answer["ttlMs"], &answer["cacheScope"]), (&json!(90_000), &json!("private")));
        assert_eq!(
            answer["_meta"]["io.modelcontextprotocol/serverInfo"],
            json!({ "name": THE_CONTRACT.name, "title": THE_CONTRACT.title, "version": THE_CONTRACT.version })
        );
    }
    let instructions: Value = serde_json::from_str(THE_CONTRACT.instructions.unwrap()).unwrap();
    assert_eq!(discover["instructions"], instructions);
    assert_eq!(discover["supportedVersions"][0], "2026-07-28");
}

#[test]
fn typed_arguments_read_and_write_what_the_wire_has() {
    let text = r#"{"updates":{"Option":"off","steps":[{"name":"a"}]},"extra":{"size":1,"more":[1]}}"#;
    let args: nested::Args<'_> = serde_json::from_str(text).unwrap();
    assert_eq!(args.updates.option, nested::UpdatesOption::Off);
    assert_eq!(args.extra.as_ref().unwrap().rest["more"], json!([1]));
    assert!(matches!(args.updates.steps[0].name, Cow::Borrowed("a")));
    assert_eq!(
        serde_json::to_value(&args).unwrap(),
        json!({
            "updates": { "Option": "off", "steps": [{ "name": "a", "done": false }] },
            "extra": { "size": 1, "more": [1] },
        })
    );
}

#[test]
fn new_takes_what_is_required_and_fills_in_defaults() {
    let args = every_kind::Args::new("ab".into(), None, 3, Some(every_kind::ModeOrNull::B));
    assert_eq!(
        serde_json::to_value(&args).unwrap(),
        json!({
            "text": "ab", "text_or_null": null, "text_default": "a \"b\"", "text_default_null": "n", "count": 3,
            "count_default": 5, "ratio": 0.5, "flag": true, "mode": "in-progress", "mode_or_null": "b",
            "tags": ["ab"], "things": [],
        })
    );
    assert_eq!(args.validate(), Ok(()));
}

#[test]
fn validate_names_the_path_of_what_the_types_let_through() {
    let mut args = every_kind::Args::new("AB".into(), None, -6, None);
    args.tags = vec!["ab".into(), "c".into()];
    let faults = args.validate().unwrap_err();
    let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["text", "count", "tags[1]"]);
    let path = r#match::Args::new("t".into(), "../etc".into(), None).validate().unwrap_err();
    assert_eq!(path[0].path, "path");
    assert_eq!(a_b::Args::new().rest, "x");
}

#[test]
fn a_reply_is_read_as_what_its_tool_returns() {
    let mut content = json!({
        "text": "a \"b", "text_or_null": null, "count": 7, "count_or_null": null, "flag": true,
        "mode": "in-progress", "tags": ["ab"], "hits": [{ "path": "a.md", "score": 1.5, "kind": "x" }],
        "whole": { "inner": { "name": "n", "more": 1 } }, "anything": [1], "object": {},
    });
    let read = |content: &Value| {
        let result = json!({ "content": [], "structuredContent": content }).to_string();
        CallReply { result }.structured::<generated::servers::plain::GiveReturns>()
    };
    let returned = read(&content).unwrap();
    assert_eq!((returned.text.as_str(), returned.mode), ("a \"b", give::ReturnsMode::InProgress));
    assert_eq!(returned.hits[0].kind, Some(give::ReturnsHitsItemKind::X));
    assert_eq!(returned.whole.inner.rest["more"], json!(1));
    assert_eq!((&returned.text_optional, &returned.text_both), (&None, &None));
    assert_eq!(serde_json::to_value(&returned).unwrap(), content);
    content["surprise"] = json!(1);
    assert_eq!(read(&content), None);
    let found = search::Returns(json!({ "found": ["a"] }).as_object().unwrap().clone());
    assert_eq!(serde_json::to_value(found).unwrap(), json!({ "found": ["a"] }));
}

/// Takes down what it is asked to call.
struct Echo;

impl Caller for Echo {
    type Error = std::convert::Infallible;

    async fn call(&self, tool: &'static ToolSpec, arguments: String) -> Result<CallReply, Self::Error> {
        let result = json!({ "content": [{ "type": "text", "text": format!("{} {arguments}", tool.name) }] });
        Ok(CallReply { result: result.to_string() })
    }
}

#[test]
fn the_typed_client_calls_by_name_with_arguments_as_json() {
    let args = nested::Args::new(nested::Updates::new());
    let client = Client(Echo);
    let mut call = pin!(client.nested(&args));
    let Poll::Ready(Ok(reply)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the call waits for nothing")
    };
    assert_eq!(reply.text(), r#"nested {"updates":{"Option":"on","steps":[]},"extra":{"size":2}}"#);
    assert!(!reply.is_error());
}

#[test]
fn tools_whose_names_clash_in_rust_have_modules_of_their_own() {
    let specs: BTreeSet<_> = [a_b::spec().name, generated::servers::r#type::a_b_2::spec().name].into();
    assert_eq!(specs, ["a-b", "a_b"].into());
}

#[test]
fn a_tool_without_types_is_checked_like_all_others() {
    let paths = |tool: &'static ToolSpec, arguments: &'static str| -> Vec<String> {
        let faults = validate(&tool.input, arguments).err().unwrap_or_default();
        faults.iter().map(|fault| fault.path.clone()).collect()
    };
    let (far, further) = (Tool::Far.spec(), Tool::Further.spec());
    assert!(std::ptr::eq(THE_CONTRACT.routes["far"], far));
    assert_eq!(paths(far, r#"{"code":"ab","at":{"line":2}}"#), [""; 0]);
    assert_eq!(paths(far, r#"{"code":"A","at":{"line":0}}"#), ["code", "at.line"]);
    assert_ne!(paths(further, "[]"), [""; 0]);
}
