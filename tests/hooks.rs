//! The rules of this gateway hold in front of every backend.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use support::consent::approved;
use support::message::{call, failure};
use support::{HttpPuppet, Scene, Stdio};

fn commit_call(message: &str) -> String {
    let message = serde_json::Value::from(message);
    call("1", "git_smart_commit", &format!(r#"{{"message":{message}}}"#))
}

/// A refusal comes at once: nobody is asked to approve what the rules refuse.
async fn commit(gateway: &mut Stdio, message: &str) -> String {
    gateway.ask(commit_call(message)).await
}

#[tokio::test]
async fn a_commit_message_against_protocol_101_reaches_no_backend() {
    let http = Scene::default();
    let puppet = HttpPuppet::start(&http, &[]).await;
    let stdio = Scene::default().stdio_puppet("git_workflow", &[], "");
    let http = http.http_puppet("git_workflow", &puppet, "");
    for scene in [&stdio, &http, &Scene::default()] {
        let mut gateway = scene.stdio();
        let text = failure(&commit(&mut gateway, "Count the lamps once").await);
        assert_eq!(
            text,
            "`git_smart_commit` was not carried out: the first line must be `kind: description`, such as `fix: count \
             the lamps once` or `mcp(task): close task 045` (Protocol 101, commit messages)."
        );
        let text =
            failure(&commit(&mut gateway, "fix: count the lamps once\nThey were counted twice.").await);
        assert!(text.contains("the second line is not empty"), "{text}");
        for good in ["fix: count the lamps once\n\nThey were counted twice.", "mcp(task): close task 045\n"] {
            let answer = approved(&mut gateway, &commit_call(good)).await;
            assert!(!answer.contains("Protocol 101, commit messages"), "{answer}");
        }
    }
    for log in [stdio.log("git_workflow"), puppet.log()] {
        assert!(!log.contains("Count the lamps once") && !log.contains("once\\nThey"), "{log}");
    }
}
