//! A server that is not enabled: its tools are neither listed nor called, and who will have them is told why.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::sync::Arc;

use gateway_runtime::backend::Endpoint;
use gateway_runtime::call::Sink;
use gateway_runtime::embedded::{CallContext, EmbeddedServer, ToolFailure, ToolOutput};
use gateway_runtime::era::Era;
use gateway_runtime::gateway::{Gateway, Limits, Reach};
use gateway_runtime::health::State;
use gateway_runtime::local::Local;
use gateway_runtime::principal::Principal;
use gateway_runtime::spec::Contract;
use gateway_runtime::view::{Shown, View};

mod generated {
    gateway_macros::gateway!("./../../gateway-codegen/tests/fixtures/waves.toml");
}

static CONTRACT: &Contract = &generated::CONTRACT;

struct Echo;

impl EmbeddedServer for Echo {
    fn call(&self, tool: &str, _: &str, _: &CallContext) -> Result<ToolOutput, ToolFailure> {
        Ok(ToolOutput::text(tool))
    }
}

struct Nobody;

impl Sink for Nobody {
    fn send(&self, _: &[&[u8]]) {}
}

fn gateway() -> Arc<Gateway> {
    let reach = |_| Reach { endpoint: Endpoint::Embedded(Arc::new(Echo)), shown: Shown::Plain };
    let limits = Limits { message_bytes: 1 << 20, in_flight: 8, cache_bytes: 1 << 20 };
    Arc::new(Gateway::new(CONTRACT, CONTRACT.servers.iter().map(reach), limits))
}

async fn answer(who: &str, tool: &str) -> Result<String, String> {
    let principal = Principal::named(CONTRACT, who).expect("a principal");
    let local = Local::new(gateway(), principal, Arc::new(Nobody));
    local.call_named(tool, "{}").await.map(|reply| reply.text()).map_err(|refused| refused.to_string())
}

#[tokio::test]
async fn who_will_have_a_tool_learns_that_it_waits_and_nobody_else() {
    assert_eq!(answer("me", "get_note").await, Ok("get_note".into()));
    let waits = |name: &str| {
        Err(format!(
            "There is no tool `{name}` here yet: its server `git` is not enabled in this gateway. Use the server directly, \
             or go on without it."
        ))
    };
    for (who, tool, expected) in [
        ("me", "git_diff", waits("git_diff")),
        ("me", "diff", waits("diff")),
        ("committer", "git_push", waits("git_push")),
        // As of any tool that there is not.
        (
            "reader",
            "git_diff",
            Err("There is no tool `git_diff`; tools/list names all that there are.".into()),
        ),
        (
            "reader",
            "nonesuch",
            Err("There is no tool `nonesuch`; tools/list names all that there are.".into()),
        ),
        (
            "committer",
            "get_note",
            Err("There is no tool `get_note`; tools/list names all that there are.".into()),
        ),
    ] {
        assert_eq!(answer(who, tool).await, expected, "{who} calls {tool}");
    }
}

#[test]
fn what_waits_is_not_listed_however_it_is_shown() {
    for (profile, count) in [("all", 1), ("git", 0), ("notes", 1)] {
        let profile = CONTRACT.profile(profile).expect("a profile");
        let view = View::new(CONTRACT, profile, |_| Shown::WithReturns, |_| true);
        for era in [Era::Legacy, Era::Modern] {
            let list: serde_json::Value = serde_json::from_slice(view.list(era)).expect("JSON");
            assert_eq!(list["tools"].as_array().map(Vec::len), Some(count), "{}", profile.name);
        }
    }
}

#[tokio::test]
async fn what_waits_is_not_reached_and_not_down() {
    let gateway = gateway();
    let states: Vec<_> = gateway.health().into_iter().map(|health| (health.server, health.state)).collect();
    assert_eq!(states, [("git", State::Stopped), ("notes", State::Up)]);
    let git = CONTRACT.server("git").expect("a server");
    let refused = gateway.drift(git).await.expect_err("it is not asked");
    assert!(refused.to_string().contains("not enabled in this gateway"), "{refused}");
}
