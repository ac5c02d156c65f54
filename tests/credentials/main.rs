//! Credentials: who a request is, who is sent away and with what answer, and that no secret shows.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod backends;
#[path = "../support/issuer.rs"]
mod issuer;
mod keys;
mod settings;
#[path = "../support/mod.rs"]
mod support;
mod tokens;

use issuer::AUDIENCE;
use support::http::Response;
use support::message::{MODERN_META, request};
use support::{Http, Scene, soon};

/// What `gateway key` prints to standard output.
async fn key_command(scene: &Scene, arguments: &[&str]) -> String {
    let mut command = scene.gateway(&[&["key"], arguments].concat());
    let output = soon("the end of a command", command.output()).await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

async fn new_key(scene: &Scene, principal: &str) -> String {
    key_command(scene, &["new", "--principal", principal]).await
}

fn id_of(key: &str) -> &str {
    key.split('_').nth(1).unwrap()
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// Asks for the list of tools with these values of `Authorization`.
async fn list(http: &Http, authorization: &[String]) -> Response {
    let mut headers = http.modern("tools/list", None);
    headers.extend(authorization.iter().map(|value| ("authorization", value.clone())));
    http.post(&headers, request("1", "tools/list", &format!(r#"{{"_meta":{{{MODERN_META}}}}}"#))).await
}

/// The status, and what tells principals apart in the list of tools.
async fn seen(http: &Http, authorization: &[String]) -> String {
    let response = list(http, authorization).await;
    let (status, text) = (response.status, response.text().await);
    let tools = ["create_task", "list_tasks", "git_smart_commit"];
    let tools: Vec<_> =
        tools.into_iter().filter(|tool| text.contains(&format!(r#""name":"{tool}""#))).collect();
    format!("{status} {}", tools.join(" "))
}

const EVERYTHING: &str = "200 create_task list_tasks git_smart_commit";
const OF_READER: &str = "200 list_tasks";
const OF_COMMITTER: &str = "200 git_smart_commit";

/// Asserts that a request is sent away as every other one with wrong credentials is.
async fn assert_invalid(response: Response, what: &str) {
    let challenge = response.header("www-authenticate").unwrap_or_default().to_owned();
    assert_eq!(response.status, 401, "{what}");
    assert!(challenge.starts_with(r#"Bearer realm="mcp", error="invalid_token""#), "{what}: {challenge}");
    assert_eq!(response.text().await, "These credentials are not accepted.\n", "{what}");
}

/// `[credentials.jwt]` for the tokens of `issuer`, whose keys come from `source`.
fn jwt(issuer: &str, source: &str, more: &str) -> String {
    format!(
        "[credentials.jwt]\nissuer = \"{issuer}\"\naudience = \"{AUDIENCE}\"\n{source}\n{more}\n\
         [credentials.jwt.principals]\nada = \"committer\"\nbob = \"reader\"\n"
    )
}
