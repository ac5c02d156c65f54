//! What the gateway answers to each kind of bad input, exactly, over standard input and output and over HTTP; and that
//! the connection lives on after each.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fmt::Write;

use hyper::Method;
use hyper::body::Bytes;
use insta::assert_snapshot;
use support::bad::{self, Case, MAX_MESSAGE};
use support::http::{Headers, common};
use support::message::{MODERN_META, Parts, modern_call, notification, request, scripted};
use support::{Http, Scene, Stdio};

fn scene() -> Scene {
    Scene::default().with(&format!("max_message_bytes = {MAX_MESSAGE}"))
}

/// The answers over standard input and output, each below what was wrong; after each the connection must be well.
async fn answers(gateway: &mut Stdio, cases: &[Case]) -> String {
    let mut text = String::new();
    for (name, message) in cases {
        let answer = gateway.ask(message).await;
        gateway.is_well().await;
        writeln!(text, "# {name}\n{answer}\n").unwrap();
    }
    text
}

#[tokio::test]
async fn each_bad_message_has_its_precise_error() {
    let mut gateway = scene().stdio();
    assert_snapshot!("unreadable", answers(&mut gateway, &bad::unreadable()).await);
    assert_snapshot!("refused", answers(&mut gateway, &bad::refused()).await);
    assert_snapshot!("arguments", answers(&mut gateway, &bad::arguments()).await);
    assert_snapshot!("modern", answers(&mut gateway, &bad::modern()).await);
}

#[tokio::test]
async fn what_needs_no_answer_gets_none() {
    for (_, message) in bad::silent() {
        let mut gateway = scene().stdio();
        gateway.send(message).await;
        gateway.is_well().await;
    }
    let mut gateway = scene().stdio();
    gateway.send("\n  \n\r").await;
    gateway.is_well().await;
}

#[tokio::test]
async fn a_request_before_the_handshake_is_served_or_refused_but_never_ends_the_process() {
    let mut gateway = scene().stdio();
    let list = gateway.ask(request("1", "tools/list", "{}")).await;
    assert!(list.starts_with(r#"{"jsonrpc":"2.0","id":1,"result":{"tools":["#), "{list}");
    gateway.is_well().await;
}

#[tokio::test]
async fn ids_come_back_as_they_were_written() {
    let mut gateway = scene().stdio();
    for id in ["0", "-7", "9223372036854775808", "12345678901234567890123", r#""""#, r#""\u0061 \"\/ü""#] {
        let pong = gateway.ask(request(id, "ping", "{}")).await;
        assert_eq!(pong, format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{}}}}"#));
    }
}

#[tokio::test]
async fn a_second_request_with_an_id_in_flight_is_refused_and_the_first_goes_on() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    gateway.send(scripted("7", "label=a;notify=1;hold")).await;
    assert!(gateway.next().await.contains("notifications/progress"));
    let refusal = gateway.ask(scripted("7", "label=b")).await;
    assert_snapshot!(refusal, @r#"{"jsonrpc":"2.0","id":7,"error":{"code":-32600,"message":"Invalid request: id 7 is that of a request still in flight."}}"#);
    gateway.send(scripted("8", "release=a")).await;
    let answers = [gateway.next().await, gateway.next().await];
    for id in ["7", "8"] {
        assert!(answers.iter().any(|answer| Parts::of(answer).id() == id), "{answers:#?}");
    }
}

/// What came over HTTP, in one line and the body.
async fn shown(gateway: &Http, method: Method, headers: &Headers<'_>, body: impl Into<Bytes>) -> String {
    let response = gateway.request(method, "/mcp", headers, body.into()).await;
    let mut text = response.status.to_string();
    for header in ["allow", "content-type"] {
        if let Some(value) = response.header(header) {
            write!(text, ", {header}: {value}").unwrap();
        }
    }
    format!("{text}\n{}", response.text().await)
}

async fn is_well(gateway: &Http, session: &str) {
    let pong = gateway.ask(&gateway.in_session(session), request("1", "ping", "{}")).await;
    assert_eq!(pong, r#"{"jsonrpc":"2.0","id":1,"result":{}}"#);
}

#[tokio::test]
async fn over_http_the_errors_are_the_same_and_the_status_fits() {
    let (gateway, mut stream) = (scene().http().await, scene().stdio());
    let session = gateway.session().await;
    let mut statuses = String::new();
    for (name, message) in [bad::unreadable(), bad::refused(), bad::arguments()].concat() {
        let response = gateway.post(&gateway.in_session(&session), message.clone()).await;
        writeln!(statuses, "{} {name}", response.status).unwrap();
        assert_eq!(response.text().await, stream.ask(&message).await, "{name}");
        is_well(&gateway, &session).await;
    }
    for (name, message) in bad::silent() {
        let response = gateway.post(&gateway.in_session(&session), message).await;
        writeln!(statuses, "{} {name}", response.status).unwrap();
        assert_eq!(response.text().await, "", "{name}");
    }
    assert_snapshot!("http_statuses", statuses);
}

#[tokio::test]
async fn over_modern_http_too() {
    let (gateway, mut stream) = (scene().http().await, scene().stdio());
    let mut statuses = String::new();
    for (name, message) in bad::modern() {
        let parsed: serde_json::Value = serde_json::from_slice(&message).unwrap();
        let method = parsed["method"].as_str().unwrap();
        let version = &parsed["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"];
        let mut headers = gateway.modern(method, parsed["params"]["name"].as_str());
        headers.retain(|(name, _)| *name != "mcp-protocol-version");
        headers.push(("mcp-protocol-version", version.as_str().unwrap_or("2026-07-28").into()));
        let response = gateway.post(&headers, message.clone()).await;
        writeln!(statuses, "{} {name}", response.status).unwrap();
        assert_eq!(response.text().await, stream.ask(&message).await, "{name}");
    }
    assert_snapshot!("modern_http_statuses", statuses);
}

/// Headers with some of them replaced, taken away (none given) or doubled.
fn but(headers: &Headers<'static>, name: &'static str, values: &[&str]) -> Headers<'static> {
    let others = headers.iter().filter(|(other, _)| *other != name).cloned();
    others.chain(values.iter().map(|value| (name, (*value).to_owned()))).collect()
}

#[tokio::test]
async fn modern_headers_must_say_what_the_body_says() {
    let gateway = scene().http().await;
    let proper = gateway.modern("tools/call", Some("get_task"));
    let call = modern_call("1", "get_task", r#"{"task_number":"7"}"#);
    let mut text = String::new();
    for (name, headers) in [
        ("all as it should be", proper.clone()),
        ("no version", but(&proper, "mcp-protocol-version", &[])),
        ("another version", but(&proper, "mcp-protocol-version", &["2025-11-25"])),
        ("the version twice", but(&proper, "mcp-protocol-version", &["2026-07-28", "2026-07-28"])),
        ("no method", but(&proper, "mcp-method", &[])),
        ("another method", but(&proper, "mcp-method", &["tools/list"])),
        ("the method in capitals", but(&proper, "mcp-method", &["Tools/Call"])),
        ("no name", but(&proper, "mcp-name", &[])),
        ("another name", but(&proper, "mcp-name", &["list_tasks"])),
        ("the name twice", but(&proper, "mcp-name", &["get_task", "list_tasks"])),
        ("the name in Base64", but(&proper, "mcp-name", &["=?base64?Z2V0X3Rhc2s=?="])),
        ("another name in Base64", but(&proper, "mcp-name", &["=?base64?bGlzdF90YXNrcw==?="])),
        ("a name in broken Base64", but(&proper, "mcp-name", &["=?base64?%%%?="])),
        ("a body of the other era", proper.clone()),
        ("a session, which is ignored", but(&proper, "mcp-session-id", &["nobody"])),
    ] {
        let bare = support::message::call("1", "get_task", r#"{"task_number":"7"}"#);
        let body = if name == "a body of the other era" { bare } else { call.clone() };
        let shown = shown(&gateway, Method::POST, &headers, body).await;
        writeln!(text, "# {name}\n{shown}\n").unwrap();
    }
    assert_snapshot!("modern_headers", text);
}

#[tokio::test]
async fn sessions_are_asked_for_and_end() {
    let gateway = scene().http().await;
    let session = gateway.session().await;
    let list = request("1", "tools/list", r#"{"cursor":"x"}"#);
    let proper = gateway.in_session(&session);
    let mut text = String::new();
    for (name, method, headers) in [
        ("in the session", Method::POST, proper.clone()),
        ("no session", Method::POST, but(&proper, "mcp-session-id", &[])),
        ("an unknown session", Method::POST, but(&proper, "mcp-session-id", &["nobody"])),
        ("no version, which means 2025-03-26", Method::POST, but(&proper, "mcp-protocol-version", &[])),
        ("an unknown version", Method::POST, but(&proper, "mcp-protocol-version", &["1999-01-01"])),
        ("GET", Method::GET, proper.clone()),
        ("PUT", Method::PUT, proper.clone()),
        ("DELETE of no session", Method::DELETE, but(&proper, "mcp-session-id", &[])),
        ("DELETE of an unknown session", Method::DELETE, but(&proper, "mcp-session-id", &["nobody"])),
        ("DELETE", Method::DELETE, proper.clone()),
        ("in the session, after its end", Method::POST, proper.clone()),
        ("DELETE again", Method::DELETE, proper.clone()),
    ] {
        writeln!(text, "# {name}\n{}\n", shown(&gateway, method, &headers, list.clone()).await).unwrap();
    }
    assert_snapshot!("sessions", text);
}

#[tokio::test]
async fn only_proper_requests_of_this_machine_are_let_in() {
    let gateway = scene().http().await;
    let session = gateway.session().await;
    let proper = gateway.in_session(&session);
    let mut text = String::new();
    for (name, headers) in [
        ("all as it should be", proper.clone()),
        ("localhost", but(&proper, "host", &["localhost"])),
        ("an origin of this machine", but(&proper, "origin", &["http://localhost:3000"])),
        ("another host", but(&proper, "host", &["evil.example"])),
        ("no host", but(&proper, "host", &[])),
        ("another origin", but(&proper, "origin", &["https://evil.example"])),
        ("no origin to speak of", but(&proper, "origin", &["null"])),
        ("no Accept", but(&proper, "accept", &[])),
        ("Accept without event streams", but(&proper, "accept", &["application/json"])),
        ("Accept of anything", but(&proper, "accept", &["*/*"])),
        ("no Content-Type", but(&proper, "content-type", &[])),
        ("another Content-Type", but(&proper, "content-type", &["text/plain"])),
        ("Content-Type with a charset", but(&proper, "content-type", &["application/json; charset=utf-8"])),
    ] {
        let shown = shown(&gateway, Method::POST, &headers, request("1", "ping", "{}")).await;
        writeln!(text, "# {name}\n{shown}\n").unwrap();
    }
    let elsewhere = gateway.request(Method::POST, "/elsewhere", &proper, Bytes::new()).await;
    writeln!(text, "# another path\n{}", elsewhere.status).unwrap();
    text.push_str(&elsewhere.text().await);
    assert_snapshot!("guards", text);
}

#[tokio::test]
async fn a_modern_notification_is_accepted() {
    let gateway = scene().http().await;
    let note =
        notification("notifications/cancelled", &format!(r#"{{"requestId":1,"_meta":{{{MODERN_META}}}}}"#));
    let response = gateway.post(&gateway.modern("notifications/cancelled", None), note).await;
    assert_eq!((response.status, response.text().await), (202, String::new()));
    assert_eq!(gateway.post(&common(&gateway.address), "").await.status, 400);
}
