//! Approval through the client: a person sees the exact call and decides, in both eras and over both transports.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::{Value, json};
use support::consent::{
    RISKY, RISKY_SERVER, answer, askable_call, askable_initialize, question, refused, risky, risky_call,
    silent_call, waiting_for,
};
use support::http::common;
use support::message::{assert_done, notification};
use support::{Http, Scene, Stdio};

fn scene() -> Scene {
    Scene::default().stdio_puppet(RISKY_SERVER, &[], "")
}

/// Whether a call with this content came to the backend.
fn arrived(scene: &Scene, content: &str) -> bool {
    scene.log(RISKY_SERVER).contains(content)
}

/// A gateway whose client can be asked.
async fn askable(scene: &Scene) -> Stdio {
    let mut gateway = scene.stdio();
    gateway.ask(askable_initialize("0")).await;
    gateway
}

/// What a client may answer, and the code of a call that is not carried out then.
const ANSWERS: [(&str, Option<&str>); 6] = [
    (r#""result":{"action":"accept","content":{}}"#, None),
    (r#""result":{"action":"decline"}"#, Some("approval_denied")),
    (r#""result":{"action":"cancel"}"#, Some("approval_withdrawn")),
    (r#""result":{"action":"yes"}"#, Some("approval_withdrawn")),
    (r#""result":{"action":"decline","action":"accept"}"#, Some("approval_withdrawn")),
    (r#""error":{"code":-32601,"message":"accept"}"#, Some("approval_withdrawn")),
];

#[tokio::test]
async fn a_legacy_client_is_asked_on_its_stream_and_its_answer_counts() {
    let scene = scene();
    let mut gateway = askable(&scene).await;
    for (number, (reply, code)) in ANSWERS.into_iter().enumerate() {
        let content = format!("content {number}");
        let (id, text) = question(&gateway.ask(risky_call("1", &content)).await);
        for part in ["config_write (server config)", "operator", &format!("\"content\" = \"{content}\"")] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!arrived(&scene, &content), "nothing is carried out before the answer");
        let reply = gateway.ask(format!(r#"{{"jsonrpc":"2.0","id":{id},{reply}}}"#)).await;
        match code {
            None => assert_done(&reply),
            Some(code) => assert_eq!(refused(&reply).0, code),
        }
        assert_eq!(arrived(&scene, &content), code.is_none());
    }
    gateway.is_well().await;
}

#[tokio::test]
async fn a_legacy_client_is_asked_on_the_stream_of_its_call_over_http() {
    let scene = scene();
    let gateway = scene.http().await;
    let begun = gateway.post(&common(&gateway.address), askable_initialize("0")).await;
    let mine = gateway.in_session(begun.header("mcp-session-id").unwrap());
    let others = gateway.in_session(&gateway.session().await);
    for (action, code) in [("accept", None), ("decline", Some("approval_denied"))] {
        let mut response = gateway.post(&mine, silent_call("1", action)).await;
        let (id, _) = question(&response.next().await.unwrap());
        // Another client's answer, and one to a question that was never put, are nobody's.
        assert_eq!(gateway.post(&others, answer(&id, "accept")).await.status, 202);
        assert_eq!(gateway.post(&mine, answer("\"approval-1\"", "accept")).await.status, 202);
        assert!(!arrived(&scene, action));
        assert_eq!(gateway.post(&mine, answer(&id, action)).await.status, 202);
        let reply = response.next().await.unwrap();
        match code {
            None => assert_done(&reply),
            Some(code) => assert_eq!(refused(&reply).0, code),
        }
    }
}

#[tokio::test]
async fn nobody_is_asked_through_the_client_of_a_principal_that_may_not_approve() {
    let scene = Scene::default().with("principal = \"agent\"").stdio_puppet(RISKY_SERVER, &[], "");
    let mut gateway = askable(&scene).await;
    waiting_for(&gateway.ask(risky_call("1", "x")).await);
    // The modern client neither gets a question.
    let meta = support::consent::ASKABLE_META;
    let params =
        format!(r#"{{"name":"{RISKY}","arguments":{},"_meta":{{{meta},"progressToken":2}}}}"#, risky("y"));
    waiting_for(&gateway.ask(support::message::request("2", "tools/call", &params)).await);
    assert!(!arrived(&scene, "a.json"));
}

#[tokio::test]
async fn a_question_ends_with_its_call() {
    let scene = scene();
    let mut gateway = askable(&scene).await;
    let (id, _) = question(&gateway.ask(risky_call("1", "x")).await);
    let taken_back = gateway.ask(notification("notifications/cancelled", r#"{"requestId":1}"#)).await;
    assert!(taken_back.contains("notifications/cancelled") && taken_back.contains(&id), "{taken_back}");
    gateway.send(answer(&id, "accept")).await;
    gateway.is_well().await;
    assert!(!arrived(&scene, "a.json"));
}

#[tokio::test]
async fn a_client_that_says_no_more_has_not_approved() {
    let scene = scene();
    let mut gateway = askable(&scene).await;
    question(&gateway.ask(risky_call("1", "x")).await);
    gateway.close();
    assert!(gateway.next().await.contains("notifications/cancelled"));
    assert_eq!(refused(&gateway.next().await).0, "approval_withdrawn");
    assert!(gateway.ended().await.success());
    assert!(!arrived(&scene, "a.json"));
}

#[tokio::test]
async fn a_question_that_nobody_answers_expires() {
    let scene = Scene::default().with("approval_timeout = \"50ms\"").stdio_puppet(RISKY_SERVER, &[], "");
    let mut gateway = askable(&scene).await;
    question(&gateway.ask(risky_call("1", "x")).await);
    assert!(gateway.next().await.contains("notifications/cancelled"));
    assert_eq!(refused(&gateway.next().await).0, "approval_expired");
    assert!(!arrived(&scene, "a.json"));
}

#[tokio::test]
async fn the_deadline_begins_after_the_answer() {
    let scene =
        Scene::default().stdio_puppet(RISKY_SERVER, &[], "[narrow.servers.config]\ncall_timeout = \"1s\"");
    let mut gateway = askable(&scene).await;
    let (id, _) = question(&gateway.ask(risky_call("1", "x")).await);
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    assert_done(&gateway.ask(answer(&id, "accept")).await);
}

/// How a modern client reaches a gateway.
enum Modern {
    Stream(Stdio),
    Http(Http),
}

impl Modern {
    async fn both(scene: &Scene) -> [Self; 2] {
        [Self::Stream(scene.stdio()), Self::Http(scene.http().await)]
    }

    /// Calls, with these further members of `params`, and gives the message that answers.
    async fn call(&mut self, tool: &str, arguments: &str, more: &str) -> String {
        let message = askable_call("1", tool, arguments, more);
        match self {
            Self::Stream(gateway) => gateway.ask(message).await,
            Self::Http(gateway) => gateway.ask(&gateway.modern("tools/call", Some(tool)), message).await,
        }
    }

    /// Calls [`RISKY`] and gives the state that comes with the question.
    async fn asked(&mut self, content: &str) -> String {
        let answer: Value = serde_json::from_str(&self.call(RISKY, &risky(content), "").await).unwrap();
        let result = &answer["result"];
        assert_eq!(result["resultType"], "input_required", "{answer}");
        let question = &result["inputRequests"]["approval"];
        assert_eq!(question["method"], "elicitation/create");
        let text = question["params"]["message"].as_str().unwrap();
        assert!(text.contains(&format!("\"content\" = \"{content}\"")), "{text}");
        result["requestState"].as_str().unwrap().to_owned()
    }

    /// Repeats the call with an answer.
    async fn answered(&mut self, content: &str, state: &str, action: &str) -> String {
        self.call(RISKY, &risky(content), &responses(state, action)).await
    }
}

fn responses(state: &str, action: &str) -> String {
    format!(
        r#","inputResponses":{{"approval":{}}},"requestState":{}"#,
        json!({"action": action}),
        json!(state)
    )
}

#[tokio::test]
async fn a_modern_client_repeats_its_call_with_the_answer() {
    let scene = scene();
    for (number, mut gateway) in Modern::both(&scene).await.into_iter().enumerate() {
        for (action, code) in
            [("accept", None), ("decline", Some("approval_denied")), ("cancel", Some("approval_withdrawn"))]
        {
            let content = format!("{action} {number}");
            let state = gateway.asked(&content).await;
            assert!(!arrived(&scene, &content));
            let reply = gateway.answered(&content, &state, action).await;
            match code {
                None => assert_done(&reply),
                Some(code) => assert_eq!(refused(&reply).0, code),
            }
            assert_eq!(arrived(&scene, &content), code.is_none());
        }
    }
    let log = scene.log(RISKY_SERVER);
    assert!(
        !log.contains("requestState") && !log.contains("inputResponses"),
        "the answer is not for the backend: {log}"
    );
}

#[tokio::test]
async fn an_approval_is_good_for_one_exact_call_and_once() {
    for mut gateway in Modern::both(&scene()).await {
        let state = gateway.asked("x").await;
        let invalid = |reply: String| {
            let (code, text) = refused(&reply);
            assert_eq!(code, "approval_invalid", "{text}");
            text
        };
        let text = invalid(gateway.answered("y", &state, "accept").await);
        assert!(text.contains("it was given for other arguments"), "{text}");
        let other =
            gateway.call("config_delete", r#"{"filename":"a.json"}"#, &responses(&state, "accept")).await;
        let text = invalid(other);
        assert!(text.contains("it was given for another tool"), "{text}");
        let other_end = if state.ends_with('A') { 'E' } else { 'A' };
        let tampered = format!("{}{other_end}", &state[..state.len() - 1]);
        for foreign in [tampered.as_str(), "s", ""] {
            let text = invalid(gateway.answered("x", foreign, "accept").await);
            assert!(text.contains("it was changed, or not given out by this gateway"), "{text}");
        }
        let bare = r#","inputResponses":{"approval":{"action":"accept"}}"#;
        invalid(gateway.call(RISKY, &risky("x"), bare).await);
        assert_done(&gateway.answered("x", &state, "accept").await);
        let text = invalid(gateway.answered("x", &state, "accept").await);
        assert!(text.contains("it was used before"), "{text}");
    }
}

#[tokio::test]
async fn both_rounds_count_as_one_call() {
    // This tool may be called once per hour.
    let (tool, arguments) = ("cortex_ingest_full", "{}");
    for mut gateway in Modern::both(&Scene::default().stdio_puppet("rag_cortex", &[], "")).await {
        let question: Value = serde_json::from_str(&gateway.call(tool, arguments, "").await).unwrap();
        let state = question["result"]["requestState"].as_str().unwrap();
        assert_done(&gateway.call(tool, arguments, &responses(state, "accept")).await);
        let again = gateway.call(tool, arguments, &responses(state, "accept")).await;
        assert_eq!(refused(&again).0, "approval_invalid");
        assert_eq!(refused(&gateway.call(tool, arguments, "").await).0, "limited");
    }
}

#[tokio::test]
async fn what_looks_like_an_approval_does_not_get_around_a_limit() {
    // This tool needs no approval, and may be called once per hour.
    let (tool, arguments) =
        ("orchestrator_run_strategic_cycle", r#"{"gap_description":"x","research_report_path":"r.md"}"#);
    let mut gateway = Modern::Stream(Scene::default().stdio_puppet("orchestrator", &[], "").stdio());
    let shown = responses("sanctuary-approval.x.y", "accept");
    assert_done(&gateway.call(tool, arguments, &shown).await);
    assert_eq!(refused(&gateway.call(tool, arguments, &shown).await).0, "limited");
}

#[tokio::test]
async fn an_approval_of_another_gateway_or_after_its_time_is_none() {
    let scene = scene();
    let state = Modern::Stream(scene.stdio()).asked("x").await;
    let (code, _) = refused(&Modern::Stream(scene.stdio()).answered("x", &state, "accept").await);
    assert_eq!(code, "approval_invalid");
    let hasty = Scene::default().with("approval_timeout = \"0ms\"").stdio_puppet(RISKY_SERVER, &[], "");
    let mut gateway = Modern::Stream(hasty.stdio());
    let state = gateway.asked("x").await;
    let (code, text) = refused(&gateway.answered("x", &state, "accept").await);
    assert!(code == "approval_invalid" && text.contains("it has expired"), "{text}");
    assert!(!arrived(&scene, "a.json") && !arrived(&hasty, "a.json"));
}

#[tokio::test]
async fn what_became_of_each_request_is_recorded() {
    let scene = scene();
    let mut gateway = askable(&scene).await;
    let (id, text) = question(&gateway.ask(risky_call("1", "x")).await);
    let request = text.split("Request ").nth(1).unwrap().split('.').next().unwrap();
    gateway.ask(answer(&id, "decline")).await;
    for what in ["approval asked", "approval denied"] {
        let says = |line: &str| line.contains(what) && line.contains(request) && line.contains(RISKY);
        support::process::until(what, || gateway.process.errors().lines().any(says).then_some(())).await;
    }
}
