//! Replicas behind a load balancer are one gateway: what one counts, asks, remembers or learns holds for the other.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use futures_util::future::join_all;
use serde_json::Value;
use support::consent::{
    RISKY, RISKY_SERVER, answer, askable_call, askable_initialize, question, refused, risky, silent_call,
    waiting_for,
};
use support::http::{Caller, Headers, common};
use support::message::{
    MODERN_META, MOVE, Parts, assert_done, call, failure, modern_call, notification, request, script,
};
use support::replicas::{Replicas, run, says};
use support::soon;

async fn replicas(servers: &[&str], settings: &str) -> Replicas {
    Replicas::start(["", ""], servers, &[], settings).await
}

async fn ask(caller: &Caller, tool: &str, arguments: &str) -> String {
    caller.ask(&caller.modern("tools/call", Some(tool)), modern_call("1", tool, arguments)).await
}

fn query(text: &str) -> String {
    format!(r#"{{"query":"{text}"}}"#)
}

#[tokio::test]
async fn a_rate_is_counted_once_over_all_replicas_and_eras() {
    let replicas = replicas(&["task"], &format!("[narrow.tools.{MOVE}]\nrate = \"6/hour\"")).await;
    let session = replicas.both.session().await;
    let mut refusals = Vec::new();
    for number in 0..8 {
        let arguments = script(&format!("label={number}"));
        let reply = match number % 4 {
            0 | 1 => ask(&replicas.both, MOVE, &arguments).await,
            _ => replicas.both.ask(&replicas.both.in_session(&session), call("1", MOVE, &arguments)).await,
        };
        if number < 6 { assert_done(&reply) } else { refusals.push(failure(&reply)) }
    }
    let arrived = replicas.arrived("task", "label=");
    assert_eq!((arrived.iter().sum::<usize>(), arrived.contains(&0)), (6, false), "both served: {arrived:?}");
    for text in refusals {
        assert!(
            text.contains("it may be called 6 times per hour, and was") && text.contains("Call again in "),
            "it says when to come back: {text}"
        );
    }
}

#[tokio::test]
async fn what_waits_at_one_replica_is_seen_and_decided_from_anywhere() {
    let replicas = Replicas::start(["principal = \"agent\""; 2], &[RISKY_SERVER], &[], "").await;
    let params = |id: &str, content: &str| {
        let arguments = risky(content);
        format!(
            r#"{{"name":"{RISKY}","arguments":{arguments},"_meta":{{{MODERN_META},"progressToken":{id}}}}}"#
        )
    };
    for (decision, code) in [("approve", None), ("deny", Some("approval_denied"))] {
        let [first, second] = &replicas.gateways;
        let headers = first.modern("tools/call", Some(RISKY));
        let mut waiting = first.post(&headers, request("1", "tools/call", &params("1", decision))).await;
        let id = waiting_for(&waiting.next().await.unwrap());
        let listed = run(&replicas.scenes[1], &["approvals", "list"]).await;
        assert!(listed.contains(&id) && listed.contains("agent"), "{listed}");
        let shown = run(&replicas.scenes[1], &["approvals", "show", &id]).await;
        assert!(shown.contains(&format!("\"content\" = \"{decision}\"")), "{shown}");
        let decided =
            run(&replicas.scenes[1], &["approvals", decision, &id, "--principal", "operator"]).await;
        assert!(decided.contains(&id) && decided.contains(RISKY), "{decided}");
        let reply = waiting.next().await.unwrap();
        match code {
            None => assert_done(&reply),
            Some(code) => assert_eq!(refused(&reply).0, code),
        }
        let again = run(&replicas.scenes[0], &["approvals", decision, &id, "--principal", "operator"]).await;
        assert!(again.contains("before, by operator"), "{again}");
        assert_eq!(second.process.errors().matches("approval asked").count(), 0);
    }
    assert_eq!(replicas.arrived(RISKY_SERVER, "a.json"), [1, 0]);
}

/// The second round of a call of the modern era, with the state of the first.
async fn second_round(caller: &Caller, content: &str, state: &Value) -> String {
    let more = format!(r#","requestState":{state},"inputResponses":{{"approval":{{"action":"accept"}}}}"#);
    let headers = caller.modern("tools/call", Some(RISKY));
    caller.ask(&headers, askable_call("2", RISKY, &risky(content), &more)).await
}

async fn first_round(caller: &Caller, content: &str) -> Value {
    let headers = caller.modern("tools/call", Some(RISKY));
    let reply = caller.ask(&headers, askable_call("1", RISKY, &risky(content), "")).await;
    let reply: Value = serde_json::from_str(&reply).unwrap();
    reply["result"]["requestState"].clone()
}

#[tokio::test]
async fn a_sealed_question_of_one_replica_is_answered_at_another_and_once() {
    let replicas = replicas(&[RISKY_SERVER], "").await;
    let [first, second] = &replicas.gateways;
    let state = first_round(first, "x").await;
    assert_done(&second_round(second, "x", &state).await);
    for gateway in [first, second] {
        let (code, text) = refused(&second_round(gateway, "x", &state).await);
        assert!(code == "approval_invalid" && text.contains("it was used before"), "{text}");
    }
    assert_eq!(replicas.arrived(RISKY_SERVER, "a.json"), [0, 1]);
}

#[tokio::test]
async fn of_many_who_show_one_approval_at_once_one_is_served() {
    const RACERS: usize = 24;
    let replicas = replicas(&[RISKY_SERVER], "").await;
    let state = first_round(&replicas.both, "x").await;
    let racers = (0..RACERS).map(|_| second_round(&replicas.both, "x", &state));
    let replies = join_all(racers).await;
    let done = replies.iter().filter(|reply| !reply.contains("\"isError\":true")).count();
    println!("{RACERS} showed one approval over {:?} connections, {done} was served", replicas.proxy.taken());
    assert_eq!(done, 1, "{replies:?}");
    assert_eq!(replicas.arrived(RISKY_SERVER, "a.json").iter().sum::<usize>(), 1);
}

#[tokio::test]
async fn what_one_replica_was_answered_the_other_remembers_until_a_write() {
    let replicas = replicas(&["adr"], "").await;
    let [first, second] = &replicas.gateways;
    let asked = async |gateway: &Caller| assert_done(&ask(gateway, "adr_search", &query("lamp")).await);
    asked(first).await;
    asked(second).await;
    assert_eq!(replicas.arrived("adr", "lamp"), [1, 0]);
    let failing = query("puppet[result={'isError':true,'content':[]}]puppet");
    for gateway in [first, second] {
        assert!(ask(gateway, "adr_search", &failing).await.contains("\"isError\":true"), "never kept");
    }
    assert_eq!(replicas.arrived("adr", "isError"), [1, 1]);

    let write = r#"{"title":"a","context":"b","decision":"c","consequences":"d"}"#;
    assert_done(&ask(second, "adr_create", write).await);
    asked(first).await;
    asked(second).await;
    assert_eq!(replicas.arrived("adr", "lamp"), [2, 0], "a write through one makes the answers of all old");

    let figures = run(&replicas.scenes[1], &["cache", "--json"]).await;
    assert!(figures.contains("\"hits\": 2") && !figures.contains("\"bytes\": 0"), "{figures}");
    let cleared = run(&replicas.scenes[0], &["cache", "clear", "--json"]).await;
    assert!(cleared.contains("\"entries\": 0") && cleared.contains("\"bytes\": 0"), "{cleared}");
    asked(second).await;
    assert_eq!(replicas.arrived("adr", "lamp"), [2, 1]);
}

#[tokio::test]
async fn a_breaker_that_one_replica_opens_is_open_for_the_other_until_any_closes_it() {
    let replicas = Replicas::start(["", ""], &["task"], &["--fault", "die-on-call"], "").await;
    let [first, second] = &replicas.gateways;
    for _ in 0..5 {
        assert_eq!(refused(&ask(first, MOVE, &script("")).await).0, "lost");
    }
    assert_eq!(refused(&ask(first, MOVE, &script("")).await).0, "breaker_open");
    says(&replicas.scenes[1], &["breaker"], " open ").await;
    assert_eq!(refused(&ask(second, MOVE, &script("")).await).0, "breaker_open");
    assert_eq!(replicas.arrived("task", MOVE), [5, 0]);
    // One that comes later learns of it too.
    let late = replicas.scenes[1].http().await;
    says(&replicas.scenes[1], &["breaker", "--pid", &late.process.id().to_string()], " open ").await;

    run(&replicas.scenes[1], &["breaker", "reset", "task", "--pid", &second.process.id().to_string()]).await;
    soon("closed", async { while run(&replicas.scenes[0], &["breaker"]).await.contains(" open ") {} }).await;
    assert_ne!(refused(&ask(first, MOVE, &script("")).await).0, "breaker_open", "it is tried again");
}

#[tokio::test]
async fn any_replica_serves_any_request_of_a_session() {
    let replicas = replicas(&["task"], "").await;
    let both = &replicas.both;
    let session = both.session().await;
    let headers = both.in_session(&session);
    for id in ["1", "2", "3", "4"] {
        assert_done(&both.ask(&headers, call(id, MOVE, &script("label=x"))).await);
    }
    assert_eq!(replicas.arrived("task", "label=x"), [2, 2]);
    // What the client wants logged is known to both.
    let quiet = request("5", "logging/setLevel", r#"{"level":"emergency"}"#);
    let [first, second] = &replicas.gateways;
    assert_eq!(Parts::of(&first.ask(&first.in_session(&session), quiet).await).result(), "{}");
    let mut response = second.post(&second.in_session(&session), call("6", MOVE, &script("log=2"))).await;
    assert_done(&response.next().await.unwrap());

    let ended = both.request(hyper::Method::DELETE, "/mcp", &headers, hyper::body::Bytes::new()).await;
    assert_eq!(ended.status, 204);
    for gateway in [first, second] {
        let response = gateway.post(&gateway.in_session(&session), call("7", MOVE, &script(""))).await;
        assert_eq!(response.status, 404, "ended everywhere");
    }
}

#[tokio::test]
async fn a_session_is_its_principals_alone_at_every_replica() {
    let replicas = Replicas::start(["", "principal = \"agent\""], &["task"], &[], "").await;
    let [operators, agents] = &replicas.gateways;
    let session = operators.session().await;
    let status = async |gateway: &Caller| {
        gateway.post(&gateway.in_session(&session), request("1", "ping", "{}")).await.status
    };
    assert_eq!((status(agents).await, status(operators).await), (404, 200));
    let headers = agents.in_session(&session);
    let ended = agents.request(hyper::Method::DELETE, "/mcp", &headers, hyper::body::Bytes::new()).await;
    assert_eq!((ended.status, status(operators).await), (404, 200), "nor can another end it");
}

#[tokio::test]
async fn what_a_client_says_of_a_request_reaches_the_replica_that_serves_it() {
    let replicas = replicas(&[RISKY_SERVER], "").await;
    let [first, second] = &replicas.gateways;
    let begun = first.post(&common(&first.address), askable_initialize("0")).await;
    let session = begun.header("mcp-session-id").unwrap().to_owned();
    let [at_first, at_second]: [Headers<'_>; 2] = [first.in_session(&session), second.in_session(&session)];
    for (action, code) in [("accept", None), ("decline", Some("approval_denied"))] {
        let mut response = first.post(&at_first, silent_call("1", action)).await;
        let (id, _) = question(&response.next().await.unwrap());
        assert_eq!(second.post(&at_second, answer(&id, action)).await.status, 202);
        let reply = response.next().await.unwrap();
        match code {
            None => assert_done(&reply),
            Some(code) => assert_eq!(refused(&reply).0, code),
        }
    }
    // The other replica asks too, though the session did not begin there; and what is cancelled is cancelled.
    let mut response = second.post(&at_second, silent_call("2", "cancelled")).await;
    let (id, _) = question(&response.next().await.unwrap());
    let cancel = notification("notifications/cancelled", r#"{"requestId":2}"#);
    assert_eq!(first.post(&at_first, cancel).await.status, 202);
    let taken_back = response.next().await.unwrap();
    assert!(taken_back.contains("notifications/cancelled") && taken_back.contains(&id), "{taken_back}");
    assert_eq!(response.next().await, None);
    assert_eq!(replicas.arrived(RISKY_SERVER, "a.json"), [1, 0]);
}
