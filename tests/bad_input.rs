//! What the management listener refuses, and that nothing is changed by it: no state, and no row of the audit.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::io::{Read, Write};
use std::net::TcpStream;

use hyper::Method;
use serde_json::{Value, json};
use support::Scene;
use support::http::Headers;
use support::managed::Managed;
use support::message::{MOVE, assert_done, modern_call, script};

async fn key(scene: &Scene, principal: &str) -> String {
    let output = scene.gateway(&["key", "new", "--principal", principal]).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A gateway that asks for keys, with a server that runs and rows in the audit.
struct Asked {
    managed: Managed,
    operator: Headers<'static>,
    reader: Headers<'static>,
    /// What an operator sends, and what one did whose key is accepted no more.
    key: String,
    revoked: String,
    expired: String,
}

async fn asked() -> Asked {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let (operator, reader) = (key(&scene, "operator").await, key(&scene, "reader").await);
    let (revoked, expired) = (key(&scene, "operator").await, key(&scene, "operator").await);
    let id = |key: &str| key.split('_').nth(1).unwrap().to_owned();
    assert!(scene.gateway(&["key", "revoke", &id(&revoked)]).output().await.unwrap().status.success());
    let file = scene.root().join(".gateway/keys.json");
    let mut keys: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    keys["keys"][id(&expired)]["expires_unix"] = 1.into();
    std::fs::write(&file, keys.to_string()).unwrap();
    let bearer = |key: &str| format!("Bearer {key}");
    let (own, revoked, expired) = (bearer(&operator), bearer(&revoked), bearer(&expired));
    let managed = scene.managed().await;
    let (operator_key, operator) = (operator.clone(), managed.with_key(&operator));
    let reader = managed.with_key(&reader);
    let mut headers = managed.http.modern("tools/call", Some(MOVE));
    headers.push(("authorization", format!("Bearer {operator_key}")));
    let called = managed.http.ask(&headers, modern_call("1", MOVE, &script("label=a"))).await;
    assert_done(&called);
    Asked { managed, operator, reader, key: own, revoked, expired }
}

impl Asked {
    /// All that a request could have changed.
    async fn state(&self) -> Value {
        let mut state = json!({});
        for path in ["audit/verify", "narrowing", "approvals?state=all", "calls", "drift"] {
            state[path] = self.operate(Method::GET, &format!("/api/v1/{path}"), "").await.1;
        }
        let servers = self.operate(Method::GET, "/api/v1/servers", "").await.1;
        let standing =
            |server: &Value| json!([server["name"], server["state"], server["starts"], server["breaker"]]);
        state["servers"] = servers["servers"].as_array().unwrap().iter().map(standing).collect();
        let cache = self.operate(Method::GET, "/api/v1/cache", "").await.1;
        state["cache"] = cache["entries"].clone();
        state
    }

    async fn operate(&self, method: Method, path: &str, body: &str) -> (u16, Value) {
        let answer = self.managed.send(method, path, &self.operator, body.to_owned()).await;
        (answer.status, answer.json())
    }
}

/// The headers with these in place of those of the same names.
fn with(headers: &Headers<'static>, more: &[(&'static str, &str)]) -> Headers<'static> {
    let is_replaced = |name: &str| more.iter().any(|(other, _)| *other == name);
    let kept = headers.iter().filter(|(name, _)| !is_replaced(name)).cloned();
    kept.chain(
        more.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (*name, (*value).into())),
    )
    .collect()
}

/// Each of these would change something, were it let in.
const CHANGES: [(Method, &str, &str); 11] = [
    (Method::POST, "/api/v1/servers/task/start", ""),
    (Method::POST, "/api/v1/servers/task/stop", ""),
    (Method::POST, "/api/v1/servers/task/restart", ""),
    (Method::POST, "/api/v1/servers/task/breaker/reset", ""),
    (Method::POST, "/api/v1/calls/1/cancel", ""),
    (Method::POST, "/api/v1/approvals/0123456789/approve", ""),
    (Method::POST, "/api/v1/approvals/0123456789/deny", ""),
    (Method::DELETE, "/api/v1/cache", ""),
    (Method::POST, "/api/v1/drift", ""),
    (Method::PUT, "/api/v1/narrowing", r#"{"off":["server:task"]}"#),
    (Method::POST, "/api/v1/narrowing", r#"{"off":["server:task"]}"#),
];

/// All operations that the document names but those for probes, with names filled in.
fn operations() -> Vec<(Method, String)> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/openapi.json");
    let document: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let mut all = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let number = if path.contains("calls") { "1" } else { "0123456789" };
        let name = if path.contains("tools") { "get_task" } else { "task" };
        let filled = path.replace("{id}", number).replace("{name}", name);
        for method in operations.as_object().unwrap().keys().filter(|_| path.starts_with("/api/")) {
            all.push((method.to_uppercase().parse().unwrap(), filled.clone()));
        }
    }
    all
}

#[test]
fn each_change_that_the_document_names_is_among_those_that_are_tried() {
    let changes: Vec<_> = operations().into_iter().filter(|(method, _)| method != Method::GET).collect();
    assert_eq!(changes.len(), CHANGES.len());
    for (method, path) in changes {
        assert!(
            CHANGES.iter().any(|(own, other, _)| (own, *other) == (&method, path.as_str())),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn who_is_no_operator_or_comes_from_elsewhere_changes_and_reads_nothing() {
    let asked = asked().await;
    let before = asked.state().await;
    let (none, own) = (asked.managed.headers(), asked.operator.clone());
    let reads: Vec<_> = operations().into_iter().filter(|(method, _)| method == Method::GET).collect();
    assert!(reads.len() > 10, "{reads:?}");
    let host = asked.managed.address.clone();
    let port = host.rsplit(':').next().unwrap().to_owned();
    let rows: Vec<(&str, Headers<'static>, u16)> = vec![
        ("no credential", none.clone(), 401),
        ("an empty one", with(&none, &[("authorization", "Bearer ")]), 401),
        ("another scheme", with(&none, &[("authorization", "Basic b3BlcmF0b3I6eA==")]), 401),
        ("a made-up key", with(&none, &[("authorization", "Bearer sgw_0123456789ab_nonsense")]), 401),
        ("a key that was revoked", with(&none, &[("authorization", &asked.revoked)]), 401),
        ("a key that has expired", with(&none, &[("authorization", &asked.expired)]), 401),
        (
            "a key with something behind it",
            with(&none, &[("authorization", &format!("{}x", asked.key))]),
            401,
        ),
        ("a made-up token", with(&none, &[("authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")]), 401),
        ("a principal without the right", asked.reader.clone(), 403),
        ("another origin", with(&own, &[("origin", "https://evil.example")]), 403),
        ("an origin without a name", with(&own, &[("origin", "null")]), 403),
        ("another site", with(&own, &[("sec-fetch-site", "cross-site")]), 403),
        ("another port of this machine", with(&own, &[("sec-fetch-site", "same-site")]), 403),
        ("another host", with(&own, &[("host", "evil.example")]), 403),
        ("another host at this port", with(&own, &[("host", &format!("evil.example:{port}"))]), 403),
        ("no host", with(&own, &[("host", "")]), 403),
    ];
    for (what, headers, status) in rows {
        for (method, path, body) in CHANGES {
            let answer = asked.managed.send(method.clone(), path, &headers, body).await;
            assert_eq!(answer.status, status, "{what}: {method} {path}: {}", answer.text);
            assert_eq!(answer.kind, "application/problem+json", "{what}: {method} {path}");
        }
        for path in reads.iter().map(|(_, path)| path).chain([&"/api/v1/openapi.json".to_owned()]) {
            let answer = asked.managed.send(Method::GET, path, &headers, "").await;
            assert_eq!(answer.status, status, "{what}: {path}: {}", answer.text);
        }
    }
    assert_eq!(asked.state().await, before);
}

#[tokio::test]
async fn what_an_operator_mistypes_is_named_and_changes_nothing() {
    let asked = asked().await;
    let before = asked.state().await;
    let long = "q".repeat(300);
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    for (method, path, body, status, said) in [
        (&get, "/api/v1/audit?tol=get_task", "", 400, "did you mean `tool`?"),
        (&get, "/api/v1/audit?zzzz=1", "", 400, "there are kind, tool, server"),
        (&get, "/api/v1/audit?tool=a&tool=b", "", 400, "the query has `tool` twice"),
        (&get, "/api/v1/audit?tool=", "", 400, "`tool` is empty"),
        (&get, &format!("/api/v1/audit?tool={long}"), "", 400, "`tool` has 300 bytes; at most 200"),
        (&get, "/api/v1/audit?tool=%00", "", 400, "`tool` holds what is no text"),
        (&get, "/api/v1/audit?tool=%FF", "", 400, "`tool` holds what is no text"),
        (&get, "/api/v1/audit?limit=0", "", 400, "limit `0` is not a number from 1 to 1000"),
        (&get, "/api/v1/audit?limit=1001", "", 400, "limit `1001`"),
        (&get, "/api/v1/audit?limit=-1", "", 400, "limit `-1`"),
        (&get, "/api/v1/audit?cursor=1;DROP+TABLE+rows", "", 400, "cursor `1;DROP TABLE rows`"),
        (&get, "/api/v1/audit?since=yesterday", "", 400, "since `yesterday` is not a time"),
        (&get, "/api/v1/audit?until=1%27+OR+1=1", "", 400, "until `1' OR 1=1` is not a time"),
        (&get, "/api/v1/audit?kind=calls", "", 400, "there are intent, outcome"),
        (&get, "/api/v1/audit/verify?head=abc", "", 400, "head `abc` is not a hash"),
        (&get, "/api/v1/audit/export?format=xml", "", 400, "format `xml` is not known"),
        (&get, "/api/v1/audit/tail?limit=3", "", 400, "the query has the key `limit`"),
        (&get, &format!("/api/v1/audit?tool={}", "q".repeat(3000)), "", 414, "longer than 2048"),
        (&post, "/api/v1/servers/tusk/restart", "", 404, "did you mean `task`?"),
        (&post, "/api/v1/servers/..%2F..%2Fcache/restart", "", 404, "there is no server"),
        (&post, "/api/v1/servers/%00/stop", "", 404, "there is no server"),
        (&post, "/api/v1/servers/%FF/stop", "", 400, ""),
        (&post, "/api/v1/servers/task/../task/stop", "", 404, "there is no such resource"),
        (&post, "//api/v1/servers/task/stop", "", 404, "there is no such resource"),
        (&post, "/api/v1/servers/task/stop/", "", 404, "there is no such resource"),
        (&get, &format!("/api/v1/servers?{}", "q".repeat(3000)), "", 414, "longer than 2048"),
        (&post, &format!("/api/v1/servers/task/stop?{}", "q".repeat(3000)), "", 414, "longer than 2048"),
        (&post, "/api/v1/narrowing", "{}", 400, "narrows nothing"),
        (&post, "/api/v1/narrowing", r#"{"off":["get_tusk"]}"#, 422, "did you mean `get_task`?"),
        (&post, "/api/v1/narrowing", r#"{"tools":{"get_task":{"rate":"9000/s"}}}"#, 422, "would widen"),
        (&get, "/api/v1/servers/task/stop", "", 405, "does not know this method"),
        (&put, "/api/v1/audit", "{}", 405, "does not know this method"),
        (&Method::DELETE, "/api/v1/audit", "", 405, "does not know this method"),
        (&Method::TRACE, "/api/v1/audit", "", 405, "does not know this method"),
        (&put, "/api/v1/narrowing", "", 400, "the body is not what may stand below [narrow]"),
        (&put, "/api/v1/narrowing", "{", 400, "line 1 column 1"),
        (&put, "/api/v1/narrowing", r#"{"off":[]} {}"#, 400, "trailing characters"),
        (&put, "/api/v1/narrowing", r#"{"off":[7]}"#, 400, "at `off[0]`"),
        (
            &put,
            "/api/v1/narrowing",
            r#"{"tools":{"get_task":{"retries":"x"}}}"#,
            400,
            "at `tools.get_task.retries`",
        ),
        (&put, "/api/v1/narrowing", r#"{"of":[]}"#, 400, "unknown field `of`"),
        (&put, "/api/v1/narrowing", r#"{"off":["get_tusk"]}"#, 422, "get_tusk"),
        (&post, "/api/v1/approvals/0123456789/deny", r#"{"reason":7}"#, 400, "at `reason`"),
        (&post, "/api/v1/approvals/%27%20OR%201=1/approve", "", 404, "there is no such request"),
        (&post, "/api/v1/calls/18446744073709551616/cancel", "", 400, "is not a call's number"),
    ] {
        let answer = asked.managed.send(method.clone(), path, &asked.operator, body).await;
        assert_eq!(answer.status, status, "{method} {path} {body}: {}", answer.text);
        assert!(answer.text.contains(&said.replace('"', "\\\"")), "{method} {path} {body}: {}", answer.text);
        assert_eq!(answer.kind, "application/problem+json", "{method} {path}");
    }
    let large = " ".repeat((1 << 20) + 1);
    assert_eq!(asked.operate(Method::PUT, "/api/v1/narrowing", &large).await.0, 413);
    assert_eq!(asked.state().await, before);
}

#[tokio::test]
async fn sql_in_a_filter_is_a_text_that_no_row_has() {
    let asked = asked().await;
    let before = asked.state().await;
    let all = asked.operate(Method::GET, "/api/v1/audit", "").await.1;
    assert_eq!(all["rows"].as_array().unwrap().len(), 2, "{all}");
    for text in [
        "'; DROP TABLE rows; --",
        "' OR '1'='1",
        "\" OR 1=1 --",
        "%",
        "*",
        "_",
        "a\\",
        "?1",
        "$1",
        "\"},\"tool\":\"update_task_status",
        "update_task_status\",\"server\":\"task",
    ] {
        let text: String = form_urlencoded(text);
        for name in ["tool", "server", "principal", "outcome", "approval"] {
            let found = asked.operate(Method::GET, &format!("/api/v1/audit?{name}={text}"), "").await;
            assert_eq!(found, (200, json!({"rows": [], "next": null})), "{name} {text}");
            for format in ["jsonl", "csv"] {
                let path = format!("/api/v1/audit/export?format={format}&{name}={text}");
                let answer = asked.managed.send(Method::GET, &path, &asked.operator, "").await;
                let rows = answer.text.lines().count() - usize::from(format == "csv");
                assert_eq!((answer.status, rows), (200, 0), "{path}: {}", answer.text);
            }
        }
    }
    assert_eq!(asked.state().await, before);
}

fn form_urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// What no client library sends.
#[tokio::test]
async fn what_is_no_request_is_refused() {
    let asked = asked().await;
    let before = asked.state().await;
    let address = asked.managed.address.clone();
    let key = asked.operator.iter().find(|(name, _)| *name == "authorization").unwrap().1.clone();
    let head = format!(
        "Host: {address}\r\nAuthorization: {key}\r\nContent-Type: application/json\r\nConnection: close\r\n"
    );
    let many: String = (0..500).map(|at| format!("X-{at}: y\r\n")).collect();
    for (what, text, status) in [
        ("no HTTP", "nonsense\r\n\r\n".to_owned(), "400"),
        ("two hosts", format!("DELETE /api/v1/cache HTTP/1.1\r\nHost: evil.example\r\n{head}\r\n"), "403"),
        ("too many headers", format!("DELETE /api/v1/cache HTTP/1.1\r\n{head}{many}\r\n"), "431"),
        (
            "a header too long",
            format!("DELETE /api/v1/cache HTTP/1.1\r\n{head}X: {}\r\n\r\n", "y".repeat(1 << 20)),
            "431",
        ),
        (
            "another host in the line",
            format!("DELETE http://evil.example/api/v1/cache HTTP/1.1\r\n{head}\r\n"),
            "400",
        ),
        (
            "two lengths",
            format!(
                "PUT /api/v1/narrowing HTTP/1.1\r\n{head}Content-Length: 2\r\nContent-Length: 30\r\n\r\n{{}}"
            ),
            "400",
        ),
    ] {
        let answer = tokio::task::spawn_blocking({
            let address = address.clone();
            move || {
                let mut stream = TcpStream::connect(address).unwrap();
                // The gateway may answer, and close, before it has read all.
                let _ = stream.write_all(text.as_bytes());
                let mut answer = Vec::new();
                let _ = stream.read_to_end(&mut answer);
                String::from_utf8_lossy(&answer).into_owned()
            }
        })
        .await
        .unwrap();
        let line = answer.lines().next().unwrap_or_default();
        assert!(line.contains(&format!(" {status} ")), "{what}: {line:?}");
    }
    assert_eq!(asked.state().await, before);
}
