//! The audit over the management API, and that what acts is only done once its record is written.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use hyper::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use support::Scene;
use support::audit::{columns, rows, sound};
use support::managed::Managed;
use support::message::{MOVE, assert_done, modern_call, script};
use support::postgres::Postgres;

async fn call(managed: &Managed, tool: &str, arguments: &str) -> String {
    let headers = managed.http.modern("tools/call", Some(tool));
    managed.http.ask(&headers, modern_call("1", tool, arguments)).await
}

async fn page(managed: &Managed, query: &str) -> Value {
    let answer = managed.get(&format!("/api/v1/audit{query}")).await;
    assert_eq!((answer.status, answer.kind.as_str()), (200, "application/json"), "{query}: {}", answer.text);
    answer.json()
}

fn numbers(page: &Value) -> Vec<i64> {
    page["rows"].as_array().unwrap().iter().map(|row| row["seq"].as_i64().unwrap()).collect()
}

/// What holds wherever the rows are kept.
async fn is_looked_up_checked_and_exported(scene: &Scene) {
    let managed = scene.managed().await;
    assert_eq!(page(&managed, "").await, json!({"rows": [], "next": null}));
    let empty = managed.get("/api/v1/audit/verify").await.json();
    assert_eq!(json!([empty["sound"], empty["rows"], empty["head"]]), json!([true, 0, null]));
    for query in ["lamp", "lens", "log"] {
        assert_done(&call(&managed, "adr_search", &format!(r#"{{"query":"{query}"}}"#)).await);
    }
    assert_done(&call(&managed, MOVE, &script("label=a")).await);
    call(&managed, "get_task", r#"{"task_number":0}"#).await;
    // A change of an operator waits for its record, and with it for all before.
    assert_eq!(managed.post("/api/v1/servers/task/breaker/reset").await.status, 200);

    assert_eq!(numbers(&page(&managed, "").await), [7, 6, 5, 4, 3, 2, 1], "newest first");
    for (query, expected) in [
        ("?tool=adr_search", &[3, 2, 1][..]),
        ("?server=task&kind=outcome", &[6, 5]),
        ("?outcome=refused", &[6]),
        ("?kind=operator", &[7]),
        ("?principal=operator&tool=get_task", &[6]),
        ("?principal=agent", &[]),
        ("?approval=a1", &[]),
        ("?since=1h&until=2020-01-01", &[]),
        ("?since=2020-01-01T00:00&limit=2", &[7, 6]),
    ] {
        assert_eq!(numbers(&page(&managed, query).await), expected, "{query}");
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = page(&managed, &format!("?limit=3{cursor}")).await;
        seen.extend(numbers(&page));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1], "page by page");

    let check = managed.get("/api/v1/audit/verify").await.json();
    assert_eq!(json!([check["sound"], check["rows"], check["head"]["seq"]]), json!([true, 7, 7]));
    let head = check["head"]["hash"].as_str().unwrap();
    let with_head = managed.get(&format!("/api/v1/audit/verify?head={head}")).await.json();
    assert_eq!(json!([with_head["sound"], with_head["hasWantedHead"]]), json!([true, true]));
    let other = managed.get(&format!("/api/v1/audit/verify?head={}", "0".repeat(64))).await.json();
    assert_eq!(json!([other["sound"], other["hasWantedHead"]]), json!([false, false]));

    let lines = managed.get("/api/v1/audit/export").await;
    assert_eq!(lines.kind, "application/x-ndjson");
    let exported: Vec<Value> = lines.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(exported, rows(scene, &[]).await, "as `gateway audit export` gives it");
    let cells = managed.get("/api/v1/audit/export?format=csv&server=task").await;
    assert_eq!((cells.kind.as_str(), cells.text.lines().count()), ("text/csv; charset=utf-8", 4));
    assert!(cells.text.starts_with("seq,hash,time,kind,"), "{}", cells.text);
}

fn scene() -> Scene {
    Scene::default().stdio_puppet("adr", &[], "").stdio_puppet("task", &[], "")
}

#[tokio::test]
async fn rows_in_a_file_are_looked_up_checked_and_exported() {
    is_looked_up_checked_and_exported(&scene()).await;
}

#[tokio::test]
async fn rows_in_postgresql_are_looked_up_checked_and_exported() {
    let server = Postgres::start();
    let settings = format!("[audit]\nurl = {:?}", server.url());
    let scene = Scene::default().with(&settings).stdio_puppet("adr", &[], "").stdio_puppet("task", &[], "");
    is_looked_up_checked_and_exported(&scene).await;
    // Rare rows have an index there too; without sequential scans the planner shows whether it can be used.
    let index = server.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'gateway_audit_notable'");
    assert!(index.contains("strpos") && index.contains("(seq) WHERE"), "{index}");
}

#[tokio::test]
async fn who_follows_is_told_of_each_row_when_it_is_written_and_can_go_on_later() {
    let scene = scene();
    let managed = scene.managed().await;
    assert_done(&call(&managed, MOVE, &script("label=a")).await);
    let follow = async |more: &[(&'static str, String)], query: &str| {
        let headers = [managed.headers(), more.to_vec()].concat();
        let path = format!("/api/v1/audit/tail{query}");
        let sent = support::http::send_to(&managed.address, Method::GET, &path, &headers, "".into()).await;
        assert_eq!((sent.status, sent.header("content-type")), (200, Some("text/event-stream")));
        sent
    };
    let mut new = follow(&[], "?kind=operator").await;
    let mut again = follow(&[("last-event-id", "1".into())], "").await;
    assert_eq!(managed.post("/api/v1/servers/task/breaker/reset").await.status, 200);
    let told: Value = serde_json::from_str(&new.next().await.unwrap()).unwrap();
    assert_eq!(json!([told["seq"], told["kind"], told["action"]]), json!([3, "operator", "breaker.reset"]));
    for seq in [2, 3] {
        let told: Value = serde_json::from_str(&again.next().await.unwrap()).unwrap();
        assert_eq!(told["seq"], seq);
    }
}

/// While rows cannot be written: what acts or gives more is refused, what makes things safer goes on and is recorded later.
#[tokio::test]
async fn what_acts_needs_its_record_and_what_only_makes_things_safer_does_not() {
    let scene = scene();
    let managed = scene.managed().await;
    assert_done(&call(&managed, MOVE, &script("label=a")).await);
    let put = async |body: &str| {
        managed.send(Method::PUT, "/api/v1/narrowing", &managed.headers(), body.to_owned()).await.status
    };
    let narrow = r#"{"off":["get_task"]}"#;
    let narrower = r#"{"off":["get_task","server:adr"]}"#;
    assert_eq!(put(narrow).await, 200);
    let starts = async || managed.get("/api/v1/servers").await.json()["servers"].clone();
    let before = starts().await;

    let holder = Connection::open(scene.root().join(".gateway/audit.db")).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    for (method, path) in [
        (Method::POST, "/api/v1/servers/task/start"),
        (Method::POST, "/api/v1/servers/task/restart"),
        (Method::POST, "/api/v1/servers/task/breaker/reset"),
        (Method::DELETE, "/api/v1/cache"),
        (Method::POST, "/api/v1/drift"),
    ] {
        let answer = managed.send(method.clone(), path, &managed.headers(), "").await;
        assert_eq!(answer.status, 503, "{method} {path}: {}", answer.text);
        let said = "nothing was changed, because no record of it can be written";
        assert!(answer.text.contains(said) && answer.text.contains("locked"), "{}", answer.text);
    }
    assert_eq!(put("{}").await, 503, "it would give back what was taken away");
    let narrowed = managed.get("/api/v1/narrowing").await.json();
    assert_eq!(narrowed["live"]["off"], json!(["get_task"]));
    let starts_of = |servers: &Value| -> Vec<Value> {
        servers.as_array().unwrap().iter().map(|server| server["starts"].clone()).collect()
    };
    assert_eq!(starts_of(&starts().await), starts_of(&before));

    assert_eq!(put(narrower).await, 200);
    assert_eq!(managed.post("/api/v1/servers/task/stop").await.status, 200);
    holder.execute_batch("ROLLBACK").unwrap();
    managed.http.process.said("audit rows are written again").await;
    assert_eq!(put("{}").await, 200);
    let changes = rows(&scene, &["--kind", "operator"]).await;
    assert_eq!(
        columns(&changes, &["action", "detail"]),
        [
            format!("narrowing.set {narrow}"),
            format!("narrowing.set {narrower}"),
            "server.stop task".into(),
            "narrowing.replace {}".into()
        ]
    );
    sound(&scene).await;
}
