//! Approval by an operator: the call waits, `gateway approvals` decides, several gateways share one state folder.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use rustix::process::Signal;
use serde_json::Value;
use support::consent::{RISKY, RISKY_SERVER, refused, risky, risky_call, waiting_for};
use support::http::Headers;
use support::message::{MODERN_META, assert_done, notification, request};
use support::process::{Running, until};
use support::{Http, Scene, soon};

/// A gateway for agents, with further settings.
fn scene(settings: &str) -> Scene {
    Scene::default().with("principal = \"agent\"").with(settings).stdio_puppet(RISKY_SERVER, &[], "")
}

/// How a command of an operator ended: its exit code, and all that it printed.
async fn operator(scene: &Scene, arguments: &[&str]) -> (i32, String) {
    let arguments = [&["approvals"], arguments, &["--principal", "operator"]].concat();
    let output = soon("a command", scene.gateway(&arguments).output()).await.unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

/// All requests as `gateway approvals` lists them.
async fn listed(scene: &Scene, more: &[&str]) -> Vec<Value> {
    let (code, text) = operator(scene, &[&["list", "--json"], more].concat()).await;
    assert_eq!(code, 0, "{text}");
    serde_json::from_str(&text).unwrap()
}

async fn state(scene: &Scene, id: &str) -> String {
    let (_, text) = operator(scene, &["show", id, "--json"]).await;
    let entry: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    entry["state"].as_str().unwrap().to_owned()
}

/// Waits until a request stands so.
async fn becomes(scene: &Scene, id: &str, wanted: &str) {
    soon(wanted, async { while state(scene, id).await != wanted {} }).await;
}

fn arrived(scene: &Scene, content: &str) -> bool {
    scene.log(RISKY_SERVER).contains(content)
}

#[tokio::test]
async fn an_operator_sees_what_waits_and_lets_it_run() {
    let scene = scene("");
    assert_eq!(operator(&scene, &["list"]).await, (0, "no request waits\n".into()));
    assert!(!scene.root().join(".gateway").exists(), "to look makes nothing");
    let mut gateway = scene.stdio();
    let id = waiting_for(&gateway.ask(risky_call("1", "the content")).await);
    let [entry] = &listed(&scene, &[]).await[..] else { panic!("one request waits") };
    assert_eq!(
        (&entry["id"], &entry["tool"], &entry["principal"]),
        (&id.as_str().into(), &RISKY.into(), &"agent".into())
    );
    let (_, shown) = operator(&scene, &["show", &id]).await;
    assert!(
        shown.contains("    \"content\" = \"the content\"\n") && shown.contains("\npending ("),
        "{shown}"
    );
    assert!(!arrived(&scene, "the content"));
    assert_eq!(operator(&scene, &["approve", &id]).await, (0, format!("approved {id}: {RISKY} for agent\n")));
    assert_done(&gateway.next().await);
    assert_eq!(state(&scene, &id).await, "used");
    assert_eq!(operator(&scene, &["list"]).await.1, "no request waits\n");
}

#[tokio::test]
async fn a_denial_reaches_the_caller_with_its_reason() {
    let scene = scene("");
    let mut gateway = scene.stdio();
    let id = waiting_for(&gateway.ask(risky_call("1", "x")).await);
    assert_eq!(operator(&scene, &["deny", &id, "--reason", "not on\na Friday"]).await.0, 0);
    let (code, text) = refused(&gateway.next().await);
    assert!(code == "approval_denied" && text.contains("was denied: not on a Friday."), "{text}");
    assert!(!arrived(&scene, "a.json"));
}

#[tokio::test]
async fn each_request_is_decided_once_and_by_those_who_may() {
    let scene = scene("");
    let mut gateway = scene.stdio();
    let id = waiting_for(&gateway.ask(risky_call("1", "x")).await);
    let agent = soon("a command", scene.gateway(&["approvals", "approve", &id]).output()).await.unwrap();
    assert_eq!(agent.status.code(), Some(2));
    assert_eq!(state(&scene, &id).await, "pending");
    assert_eq!(operator(&scene, &["approve", &id]).await.0, 0);
    assert_done(&gateway.next().await);
    for (arguments, refusal) in [
        (["approve", &id], "it was approved before, by operator"),
        (["deny", &id], "it was approved before, by operator"),
        (["approve", "0000000000"], "there is no such request"),
        (["show", "0000000000"], "there is no such request"),
    ] {
        let (code, text) = operator(&scene, &arguments).await;
        assert!(code == 2 && text.contains(refusal), "{arguments:?}: {text}");
    }
}

#[tokio::test]
async fn a_request_that_nobody_decides_expires() {
    let scene = scene("approval_timeout = \"300ms\"");
    let mut gateway = scene.stdio();
    let id = waiting_for(&gateway.ask(risky_call("1", "x")).await);
    let (code, text) = refused(&gateway.next().await);
    assert!(code == "approval_expired" && text.contains(&id), "{text}");
    let (code, text) = operator(&scene, &["approve", &id]).await;
    assert!(code == 2 && text.contains("it has expired"), "{text}");
    assert!(!arrived(&scene, "a.json"));
}

#[tokio::test]
async fn gateways_on_one_folder_keep_their_requests_apart() {
    let scene = scene("");
    let (mut first, mut second) = (scene.stdio(), scene.stdio());
    let one = waiting_for(&first.ask(risky_call("1", "for the first")).await);
    let two = waiting_for(&second.ask(risky_call("1", "for the second")).await);
    assert_eq!(listed(&scene, &[]).await.len(), 2);
    assert_eq!(operator(&scene, &["approve", &two]).await.0, 0);
    assert_eq!(operator(&scene, &["deny", &one]).await.0, 0);
    assert_done(&second.next().await);
    assert_eq!(refused(&first.next().await).0, "approval_denied");
    assert!(!arrived(&scene, "for the first"));
}

#[tokio::test]
async fn many_requests_of_several_gateways_at_once_are_all_decided() {
    let scene = scene("");
    let mut gateways = [scene.stdio(), scene.stdio(), scene.stdio()];
    for gateway in &mut gateways {
        for id in ["1", "2", "3"] {
            gateway.send(risky_call(id, "x")).await;
        }
    }
    soon("nine requests", async { while listed(&scene, &[]).await.len() < 9 {} }).await;
    let ids: Vec<_> =
        listed(&scene, &[]).await.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect();
    let decisions = ids.iter().map(async |id| operator(&scene, &["approve", id]).await);
    for (code, text) in futures_util::future::join_all(decisions).await {
        assert_eq!(code, 0, "{text}");
    }
    for gateway in &mut gateways {
        let mut done = 0;
        while done < 3 {
            let line = gateway.next().await;
            if !line.contains("waiting for approval") {
                assert_done(&line);
                done += 1;
            }
        }
    }
}

#[tokio::test]
async fn a_cancelled_call_withdraws_its_request() {
    let scene = scene("");
    let mut gateway = scene.stdio();
    let id = waiting_for(&gateway.ask(risky_call("1", "x")).await);
    gateway.send(notification("notifications/cancelled", r#"{"requestId":1}"#)).await;
    becomes(&scene, &id, "withdrawn").await;
    let (code, text) = operator(&scene, &["approve", &id]).await;
    assert!(code == 2 && text.contains("the caller no longer waits for it"), "{text}");
    gateway.is_well().await;
    assert!(!arrived(&scene, "a.json"));
}

#[tokio::test]
async fn a_gateway_that_ends_withdraws_what_waits() {
    for end in [None, Some(Signal::TERM)] {
        let scene = scene("");
        let mut gateway = scene.stdio();
        let id = waiting_for(&gateway.ask(risky_call("1", "x")).await);
        match end {
            None => gateway.close(),
            Some(signal) => gateway.process.signal(signal),
        }
        assert_eq!(refused(&gateway.next().await).0, "approval_withdrawn");
        assert!(gateway.ended().await.success());
        assert_eq!(state(&scene, &id).await, "withdrawn");
    }
}

#[tokio::test]
async fn the_request_of_a_killed_gateway_runs_nothing_ever() {
    let scene = scene("approval_timeout = \"3s\"");
    let mut gateway = scene.stdio();
    let one = waiting_for(&gateway.ask(risky_call("1", "first")).await);
    gateway.send(risky_call("2", "second")).await;
    let two = waiting_for(&gateway.next().await);
    gateway.process.signal(Signal::KILL);
    gateway.ended().await;
    // Nobody is there to take it, and no other gateway does.
    let mut next = scene.stdio();
    let (code, text) = operator(&scene, &["approve", &one]).await;
    assert!(code == 0 && text.contains("no call has taken it"), "{text}");
    next.is_well().await;
    becomes(&scene, &one, "expired").await;
    becomes(&scene, &two, "expired").await;
    let (code, text) = operator(&scene, &["approve", &two]).await;
    assert!(code == 2 && text.contains("it has expired"), "{text}");
    next.is_well().await;
    assert_eq!(scene.log(RISKY_SERVER), "", "no call came to the backend");
}

/// A modern call to [`RISKY`] that asks for progress.
fn modern_risky(content: &str) -> String {
    let arguments = risky(content);
    let params = format!(
        r#"{{"name":"{RISKY}","arguments":{arguments},"_meta":{{{MODERN_META},"progressToken":1}}}}"#
    );
    request("1", "tools/call", &params)
}

async fn both_eras(gateway: &Http) -> [(Headers<'static>, String); 2] {
    let session = gateway.session().await;
    [
        (gateway.in_session(&session), risky_call("1", "legacy")),
        (gateway.modern("tools/call", Some(RISKY)), modern_risky("modern")),
    ]
}

#[tokio::test]
async fn clients_over_http_wait_in_both_eras() {
    let scene = scene("");
    let gateway = scene.http().await;
    for (headers, message) in both_eras(&gateway).await {
        let mut response = gateway.post(&headers, message).await;
        let id = waiting_for(&response.next().await.unwrap());
        assert_eq!(operator(&scene, &["approve", &id]).await.0, 0);
        assert_done(&response.next().await.unwrap());
    }
}

#[tokio::test]
async fn a_modern_client_that_goes_away_withdraws_and_a_session_when_it_ends() {
    let scene = scene("");
    let gateway = scene.http().await;
    let [(session, legacy), (headers, modern)] = both_eras(&gateway).await;
    let mut response = gateway.post(&headers, modern).await;
    let id = waiting_for(&response.next().await.unwrap());
    drop(response);
    becomes(&scene, &id, "withdrawn").await;
    let mut response = gateway.post(&session, legacy).await;
    let id = waiting_for(&response.next().await.unwrap());
    let ended = gateway.request(hyper::Method::DELETE, "/mcp", &session, Default::default()).await;
    assert_eq!(ended.status, 204);
    assert_eq!(refused(&response.next().await.unwrap()).0, "approval_withdrawn");
    assert_eq!(state(&scene, &id).await, "withdrawn");
}

#[tokio::test]
async fn a_gateway_over_http_that_ends_withdraws_what_waits() {
    let scene = scene("");
    let mut gateway = scene.http().await;
    let mut waiting = Vec::new();
    for (headers, message) in both_eras(&gateway).await {
        let mut response = gateway.post(&headers, message).await;
        waiting.push((waiting_for(&response.next().await.unwrap()), response));
    }
    gateway.process.signal(Signal::TERM);
    for (id, mut response) in waiting {
        assert_eq!(refused(&response.next().await.unwrap()).0, "approval_withdrawn");
        assert_eq!(state(&scene, &id).await, "withdrawn");
    }
    assert!(soon("its end", gateway.process.child.wait()).await.unwrap().success());
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_run() {
    let scene = scene("");
    std::fs::create_dir(scene.root().join(".gateway")).unwrap();
    std::fs::write(
        scene.root().join(".gateway/approvals.db"),
        "this is no database, and long enough to show it",
    )
    .unwrap();
    let mut gateway = scene.stdio();
    let (code, text) = refused(&gateway.ask(risky_call("1", "x")).await);
    assert!(code == "approval_unavailable" && text.contains("approvals.db"), "{text}");
    assert!(!arrived(&scene, "a.json"));
}

#[tokio::test]
async fn the_command_line_asks_as_everybody_does() {
    let scene = scene("");
    let call = ["call", RISKY, "filename=a.json", "content=from the command line"];
    let approved = [&call[..], &["--approve", "--principal", "operator"]].concat();
    let output = soon("a command", scene.gateway(&approved).output()).await.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let wrong =
        soon("a command", scene.gateway(&[&call[..], &["--approve"]].concat()).output()).await.unwrap();
    let text = String::from_utf8(wrong.stderr).unwrap();
    assert!(wrong.status.code() == Some(2) && text.contains("principal `agent` may not approve"), "{text}");
    // Without a terminal it waits, and says for what.
    let mut waiting = Running::start(scene.gateway(&call).stdin(std::process::Stdio::null()));
    let id = |errors: String| errors.lines().find_map(|line| Some(line.split_once("approve ")?.1.to_owned()));
    let said = until("the id", || id(waiting.errors())).await;
    assert_eq!(operator(&scene, &["deny", said.trim_end_matches('`')]).await.0, 0);
    let ended = soon("its end", waiting.child.wait()).await.unwrap();
    assert_eq!(ended.code(), Some(1));
}
