//! The OpenAPI document: every operation answers as it says.

use std::collections::BTreeSet;

use hyper::Method;
use serde_json::{Value, json};

use crate::support::Scene;
use crate::support::managed::Answer;

/// The document as the program gives it.
fn document() -> Value {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_gateway")).arg("openapi").output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Whether an answer fits what the document says of this operation.
fn assert_documented(document: &Value, (method, template): (&Method, &str), answer: &Answer) {
    let operation = &document["paths"][template][method.as_str().to_lowercase()];
    let what = format!("{method} {template} {}: {}", answer.status, answer.text);
    let response = &operation["responses"][answer.status.to_string()];
    assert!(response.is_object(), "the document has no such answer: {what}");
    let content = &response["content"][&answer.kind];
    assert!(content.is_object(), "the document has no such media type, {}: {what}", answer.kind);
    if answer.kind.ends_with("json") && !answer.kind.contains("x-ndjson") {
        let mut schema = content["schema"].clone();
        schema["components"] = document["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{error}: {what}"));
        let mistakes: Vec<_> = validator.iter_errors(&answer.json()).map(|error| error.to_string()).collect();
        assert_eq!(mistakes, [""; 0], "{what}");
    }
}

/// Method, path with what stands for a part of it, body, and the status that is due.
type Row = (Method, &'static str, &'static str, &'static str, u16);

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    let (get, post, put, delete) = (Method::GET, Method::POST, Method::PUT, Method::DELETE);
    let row = |method: &Method, path, part, body, status| (method.clone(), path, part, body, status);
    vec![
        row(&get, "/health", "", "", 200),
        row(&get, "/ready", "", "", 200),
        row(&get, "/metrics", "", "", 200),
        row(&get, "/api/v1/contract", "", "", 200),
        row(&get, "/api/v1/figures", "", "", 200),
        row(&get, "/api/v1/state", "", "", 200),
        row(&get, "/api/v1/servers", "", "", 200),
        row(&post, "/api/v1/servers/{name}/start", "code", "", 200),
        row(&post, "/api/v1/servers/{name}/start", "task", "", 502),
        row(&post, "/api/v1/servers/{name}/start", "tusk", "", 404),
        row(&post, "/api/v1/servers/{name}/stop", "code", "", 200),
        row(&post, "/api/v1/servers/{name}/stop", "tusk", "", 404),
        row(&post, "/api/v1/servers/{name}/restart", "code", "", 200),
        row(&post, "/api/v1/servers/{name}/restart", "task", "", 502),
        row(&post, "/api/v1/servers/{name}/restart", "%FF", "", 400),
        row(&post, "/api/v1/servers/{name}/breaker/reset", "task", "", 200),
        row(&post, "/api/v1/servers/{name}/breaker/reset", "'; DROP TABLE audit", "", 404),
        row(&get, "/api/v1/tools", "", "", 200),
        row(&get, "/api/v1/tools/{name}", "get_task", "", 200),
        row(&get, "/api/v1/tools/{name}", "get_tusk", "", 404),
        row(&get, "/api/v1/calls", "", "", 200),
        row(&post, "/api/v1/calls/{id}/cancel", "7", "", 404),
        row(&post, "/api/v1/calls/{id}/cancel", "seven", "", 400),
        row(&get, "/api/v1/approvals", "", "", 200),
        row(&get, "/api/v1/approvals", "?state=all", "", 200),
        row(&get, "/api/v1/approvals", "?state=odd", "", 400),
        row(&get, "/api/v1/approvals", "?state=all%27%20OR%201=1", "", 400),
        row(&get, "/api/v1/approvals/{id}", "0123456789", "", 404),
        row(&post, "/api/v1/approvals/{id}/approve", "0123456789", "", 404),
        row(&post, "/api/v1/approvals/{id}/deny", "0123456789", r#"{"reason":"no"}"#, 404),
        row(&post, "/api/v1/approvals/{id}/deny", "0123456789", r#"{"raison":"no"}"#, 400),
        row(&post, "/api/v1/approvals/{id}/deny", "0123456789", "[", 400),
        row(&get, "/api/v1/audit", "", "", 200),
        row(&get, "/api/v1/audit", "?tool=get_task&limit=2", "", 200),
        row(&get, "/api/v1/audit", "?limit=0", "", 400),
        row(&get, "/api/v1/audit/verify", "", "", 200),
        row(&get, "/api/v1/audit/verify", "?head=abc", "", 400),
        row(&get, "/api/v1/audit/export", "", "", 200),
        row(&get, "/api/v1/audit/export", "?format=csv", "", 200),
        row(&get, "/api/v1/audit/export", "?format=xml", "", 400),
        row(&get, "/api/v1/audit/tail", "?kind=odd", "", 400),
        row(&get, "/api/v1/cache", "", "", 200),
        row(&delete, "/api/v1/cache", "", "", 200),
        row(&get, "/api/v1/drift", "", "", 200),
        row(&post, "/api/v1/drift", "", "", 200),
        row(&get, "/api/v1/narrowing", "", "", 200),
        row(&put, "/api/v1/narrowing", "", r#"{"off":["get_task"]}"#, 200),
        row(&put, "/api/v1/narrowing", "", r#"{"off":["get_tusk"]}"#, 422),
        row(&post, "/api/v1/narrowing", "", r#"{"tools":{"list_tasks":{"rate":"5/min"}}}"#, 200),
        row(&post, "/api/v1/narrowing", "", r#"{"tools":{"list_tasks":{"rate":"6/min"}}}"#, 422),
        row(&put, "/api/v1/narrowing", "", "null", 400),
    ]
}

/// The path of a row: what stands for a part of it, or for its query, is put in.
fn path(template: &str, part: &str) -> String {
    let part = part.replace(' ', "%20").replace('\'', "%27");
    match template.find('{').zip(template.find('}')) {
        Some((start, end)) => format!("{}{part}{}", &template[..start], &template[end + 1..]),
        None => format!("{template}{part}"),
    }
}

#[tokio::test]
async fn every_operation_answers_as_documented() {
    let scene = Scene::default().stdio_puppet("task", &["--fault", "die-at-start"], "");
    let managed = scene.managed().await;
    let document = document();
    let mut succeeded = BTreeSet::new();
    for (method, template, part, body, status) in rows() {
        let answer = managed.send(method.clone(), &path(template, part), &managed.headers(), body).await;
        assert_eq!(answer.status, status, "{method} {template} {part}: {}", answer.text);
        assert_documented(&document, (&method, template), &answer);
        if status == 200 {
            succeeded.insert(format!("{} {template}", method.as_str().to_lowercase()));
        }
    }
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, item)| {
        item.as_object().unwrap().keys().map(move |method| format!("{method} {path}"))
    });
    // These need a call that waits, is in flight, or a server that is up: tests of their own.
    let elsewhere = ["audit/tail", "cancel", "/approve", "/deny", "approvals/{id}"];
    let missing: Vec<_> = operations
        .filter(|operation| {
            !succeeded.contains(operation) && !elsewhere.iter().any(|end| operation.ends_with(end))
        })
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[tokio::test]
async fn every_change_refuses_what_it_cannot_take_as_documented() {
    let managed = Scene::default().managed().await;
    let document = document();
    let plain = [("host", managed.address.clone())];
    let long = format!("?{}", "q".repeat(3000));
    for (method, template, part, _, _) in rows().into_iter().filter(|row| row.4 == 200) {
        let path = path(template, part);
        if method != Method::GET {
            let answer = managed.send(method.clone(), &path, &plain, "").await;
            assert_eq!(answer.status, 415, "{method} {path}");
            assert_documented(&document, (&method, template), &answer);
        }
        if template.starts_with("/api") && part.is_empty() {
            let answer = managed.send(method.clone(), &format!("{path}{long}"), &managed.headers(), "").await;
            assert_eq!(answer.status, 414, "{method} {path}");
            assert_documented(&document, (&method, template), &answer);
        }
    }
    let large = vec![b' '; (1 << 20) + 1];
    let answer = managed.send(Method::PUT, "/api/v1/narrowing", &managed.headers(), large).await;
    assert_eq!(answer.status, 413, "{}", answer.text);
    assert_documented(&document, (&Method::PUT, "/api/v1/narrowing"), &answer);
    let answer = managed.send(Method::PATCH, "/api/v1/cache", &managed.headers(), "").await;
    assert_eq!((answer.status, answer.kind.as_str()), (405, "application/problem+json"));
    assert_eq!(answer.json()["title"], json!("Method Not Allowed"));
}
