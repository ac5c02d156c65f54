//! What a running gateway shows of its contract, and that the answers to `tools/list` are whole.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use gateway_runtime::era::Era;
use gateway_runtime::spec::{Contract, ServerSpec};
use gateway_runtime::view::{Shown, View};
use serde_json::Value;

mod contract {
    gateway_macros::gateway!("./../../gateway-codegen/tests/fixtures/kitchen_sink.toml");
}

static CONTRACT: &Contract = &contract::CONTRACT;

fn view(profile: &str, shown: impl Fn(&'static ServerSpec) -> Shown) -> View {
    View::new(CONTRACT, CONTRACT.profile(profile).expect("a profile"), shown, |_| true)
}

fn text(view: &View, era: Era) -> &str {
    std::str::from_utf8(view.list(era)).expect("texts put together are text")
}

/// Name of each listed tool, and whether it is listed with what it returns.
fn listed(view: &View) -> Vec<(String, bool)> {
    let list: Value = serde_json::from_str(text(view, Era::Legacy)).expect("JSON");
    let tools = list["tools"].as_array().expect("a list").iter();
    tools
        .map(|tool| (tool["name"].as_str().unwrap_or_default().into(), tool.get("outputSchema").is_some()))
        .collect()
}

fn plain_but(name: &str, other: Shown) -> impl Fn(&'static ServerSpec) -> Shown {
    move |server| if server.name == name { other } else { Shown::Plain }
}

#[test]
fn what_is_returned_is_listed_server_by_server() {
    let with_returns = |shown: &dyn Fn(&'static ServerSpec) -> Shown| -> Vec<String> {
        let tools = listed(&view("all", shown));
        assert_eq!(tools.len(), CONTRACT.tools.len());
        tools.into_iter().filter_map(|(name, returns)| returns.then_some(name)).collect()
    };
    assert_eq!(with_returns(&|_| Shown::Plain), [""; 0]);
    assert_eq!(with_returns(&plain_but("type", Shown::WithReturns)), ["match"]);
    assert_eq!(with_returns(&plain_but("plain", Shown::WithReturns)), ["give", "search"]);
    assert_eq!(with_returns(&|_| Shown::WithReturns), ["give", "match", "search"]);
}

#[test]
fn tools_of_a_hidden_server_are_neither_listed_nor_held() {
    for (profile, expected) in [("all", ["a-b", "a_b", "match"].as_slice()), ("readonly", &["match"])] {
        let view = view(profile, |server| if server.name == "type" { Shown::Plain } else { Shown::Hidden });
        let names: Vec<_> = listed(&view).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, expected);
        let held: Vec<_> =
            CONTRACT.tools.iter().filter(|tool| view.contains(tool)).map(|tool| tool.name).collect();
        assert_eq!(held, expected);
        assert_eq!(view.name(), "type");
    }
    assert_eq!(view("readonly", |_| Shown::Plain).name(), "readonly");
}

#[test]
fn a_view_of_nothing_is_an_empty_list() {
    let nothing = view("all", |_| Shown::Hidden);
    assert_eq!(text(&nothing, Era::Legacy), r#"{"tools":[]}"#);
    assert!(text(&nothing, Era::Modern).starts_with(r#"{"resultType":"complete","tools":[],"ttlMs":"#));
}

/// An entry's text is compiled in but for what is returned, which stands between two members of it.
#[test]
fn the_entries_are_the_same_but_for_what_is_returned() {
    let (plain, whole) = (view("all", |_| Shown::Plain), view("all", |_| Shown::WithReturns));
    for era in [Era::Legacy, Era::Modern] {
        let mut text = text(&whole, era).to_owned();
        for schema in CONTRACT.tools.iter().filter_map(|tool| tool.output_schema) {
            let member = format!(r#","outputSchema":{schema},"annotations""#);
            assert_eq!(text.matches(&member).count(), 1, "{member}");
            text = text.replace(&member, r#","annotations""#);
        }
        assert_eq!(text, self::text(&plain, era));
    }
}
