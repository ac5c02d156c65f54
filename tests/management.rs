//! The management listener: who may do what there, and what that does.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "management/document.rs"]
mod document;
mod support;

use hyper::Method;
use rustix::process::Signal;
use serde_json::{Value, json};
use support::consent::{RISKY, RISKY_SERVER, risky};
use support::http::Headers;
use support::managed::Managed;
use support::message::{MODERN_META, MOVE, assert_done, failure, modern_call, request, script};
use support::process::children;
use support::{Scene, soon};

/// A new API key of a principal.
async fn key(scene: &Scene, principal: &str) -> String {
    let output = scene.gateway(&["key", "new", "--principal", principal]).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Calls a tool over MCP, and gives the answer.
async fn call(managed: &Managed, tool: &str, arguments: &str) -> String {
    let headers = managed.http.modern("tools/call", Some(tool));
    managed.http.ask(&headers, modern_call("1", tool, arguments)).await
}

#[tokio::test]
async fn only_an_operator_operates_and_everybody_may_probe() {
    let scene = Scene::default();
    let (operator, reader) = (key(&scene, "operator").await, key(&scene, "reader").await);
    let managed = scene.managed().await;
    let none = managed.headers();
    let rows: [(Method, &str, &Headers<'_>, u16); 14] = [
        (Method::GET, "/health", &none, 200),
        (Method::GET, "/ready", &none, 200),
        (Method::GET, "/metrics", &none, 200),
        (Method::GET, "/api/v1/servers", &none, 401),
        (Method::GET, "/api/v1/openapi.json", &none, 401),
        (Method::GET, "/nothing", &none, 401),
        (Method::GET, "/api/v1/servers", &managed.with_key("sgw_0123456789ab_nonsense"), 401),
        (Method::GET, "/api/v1/servers", &managed.with_key(&reader), 403),
        (Method::POST, "/api/v1/servers/task/stop", &managed.with_key(&reader), 403),
        (Method::POST, "/api/v1/servers/task/stop", &none, 401),
        (Method::DELETE, "/api/v1/cache", &managed.with_key(&reader), 403),
        (Method::GET, "/api/v1/servers", &managed.with_key(&operator), 200),
        (Method::GET, "/api/v1/openapi.json", &managed.with_key(&operator), 200),
        (Method::GET, "/nothing", &managed.with_key(&operator), 404),
    ];
    for (method, path, headers, status) in rows {
        let answer = managed.send(method.clone(), path, headers, "").await;
        assert_eq!(answer.status, status, "{method} {path} {headers:?}: {}", answer.text);
        assert_eq!(answer.challenge.is_some(), status == 401, "{method} {path}");
        assert_eq!(
            answer.kind == "application/problem+json",
            status >= 400,
            "{method} {path}: {}",
            answer.kind
        );
    }
    let servers = managed.send(Method::GET, "/api/v1/servers", &managed.with_key(&operator), "").await.json();
    let servers = servers["servers"].as_array().unwrap();
    assert!(servers.iter().all(|server| server["state"] != "stopped"), "nothing was changed");
}

#[tokio::test]
async fn requests_for_other_hosts_and_from_other_sites_change_nothing() {
    let managed = Scene::default().managed().await;
    let host = managed.address.clone();
    let json = "application/json";
    for (headers, status) in [
        (vec![("host", host.clone()), ("content-type", json.into())], 200),
        (vec![("host", "localhost".to_owned()), ("content-type", json.into())], 200),
        (
            vec![("host", host.clone()), ("content-type", json.into()), ("origin", format!("http://{host}"))],
            200,
        ),
        (vec![("host", "evil.example".to_owned()), ("content-type", json.into())], 403),
        (vec![("content-type", json.to_owned())], 403),
        (
            vec![
                ("host", host.clone()),
                ("content-type", json.into()),
                ("origin", "https://evil.example".into()),
            ],
            403,
        ),
        (vec![("host", host.clone()), ("content-type", json.into()), ("origin", "null".into())], 403),
        (vec![("host", host.clone()), ("content-type", "text/plain".into())], 415),
        (vec![("host", host.clone()), ("content-type", "application/x-www-form-urlencoded".into())], 415),
        (vec![("host", host.clone())], 415),
    ] {
        let sent = managed.send(Method::DELETE, "/api/v1/cache", &headers, "").await;
        assert_eq!(sent.status, status, "{headers:?}: {}", sent.text);
    }
    let foreign = [("host", "evil.example".to_owned())];
    for path in ["/health", "/ready", "/metrics"] {
        assert_eq!(managed.send(Method::GET, path, &foreign, "").await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn a_listener_that_others_can_reach_needs_credentials_and_then_asks_for_them() {
    let scene = Scene::default().with("[management]\nmetrics = \"reader\"");
    let refused = scene.gateway(&["serve", "--http", "127.0.0.1:0", "--management", "0.0.0.0:0"]);
    assert!(ended_with(refused, "management: 0.0.0.0:0 can be reached from other machines").await);

    let (operator, reader, agent) =
        (key(&scene, "operator").await, key(&scene, "reader").await, key(&scene, "agent").await);
    let managed = scene.managed_at("0.0.0.0:0").await;
    let managed = Managed { address: managed.address.replace("0.0.0.0", "127.0.0.1"), ..managed };
    let pod = |headers: Headers<'static>| -> Headers<'static> {
        headers
            .into_iter()
            .map(|(name, value)| (name, if name == "host" { "10.1.2.3:9000".into() } else { value }))
            .collect()
    };
    for (path, headers, status) in [
        ("/health", pod(managed.headers()), 200),
        ("/ready", pod(managed.headers()), 200),
        ("/metrics", pod(managed.with_key(&reader)), 200),
        ("/metrics", pod(managed.headers()), 401),
        ("/api/v1/tools", pod(managed.with_key(&operator)), 403),
        ("/health", managed.headers(), 200),
        ("/ready", managed.headers(), 200),
        ("/metrics", managed.headers(), 401),
        ("/metrics", managed.with_key(&agent), 403),
        ("/metrics", managed.with_key(&reader), 200),
        ("/metrics", managed.with_key(&operator), 200),
        ("/api/v1/tools", managed.with_key(&reader), 403),
    ] {
        assert_eq!(managed.send(Method::GET, path, &headers, "").await.status, status, "{path} {headers:?}");
    }
}

/// Whether a command ends as one with a wrong configuration does, and says this.
async fn ended_with(mut command: tokio::process::Command, what: &str) -> bool {
    let output = soon("the end of a command", command.output()).await.unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && errors.contains(what), "{:?}: {errors}", output.status);
    true
}

#[tokio::test]
async fn an_address_that_cannot_be_had_ends_the_start() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let scene = Scene::default();
    for (flag, what) in [
        (address.as_str(), format!("management: {address} cannot be listened on")),
        ("9000", "`9000` is not an address like 127.0.0.1:9000, nor \"off\"".to_owned()),
    ] {
        ended_with(scene.gateway(&["serve", "--http", "127.0.0.1:0", "--management", flag]), &what).await;
    }
    let mut command = scene.gateway(&["tools"]);
    command.env("GATEWAY_MANAGEMENT__LISTEN", "nowhere");
    ended_with(command, "GATEWAY_MANAGEMENT__LISTEN: `nowhere` is not an address").await;
}

#[tokio::test]
async fn on_standard_input_it_listens_where_it_is_told_to() {
    let scene = Scene::default();
    let mut gateway = scene.stdio_of(&["serve", "--management", "127.0.0.1:0"]);
    let url = gateway.process.url_of("management").await;
    let address = url.trim_start_matches("http://");
    let headers = [("host", address.to_owned())];
    let health = support::http::send_to(address, Method::GET, "/health", &headers, "".into()).await;
    assert_eq!(health.status, 200);
    gateway.is_well().await;
}

#[tokio::test]
async fn a_server_is_stopped_started_and_restarted() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let managed = scene.managed().await;
    let state = async |action: &str| {
        let answer = managed.post(&format!("/api/v1/servers/task/{action}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let server = answer.json();
        (server["state"].as_str().unwrap().to_owned(), server["starts"].as_u64().unwrap())
    };
    let child = || children(managed.http.process.id()).first().copied();
    assert_eq!(state("start").await, ("up".into(), 1));
    let first = child().unwrap();
    assert_eq!(state("start").await, ("up".into(), 1), "one that runs goes on");
    assert_eq!(state("restart").await, ("up".into(), 2));
    assert_ne!(child().unwrap(), first);
    assert_eq!(state("stop").await, ("stopped".into(), 2));
    assert_eq!(child(), None);
    let refused = failure(&call(&managed, MOVE, &script("label=a")).await);
    assert!(refused.starts_with("An operator stopped server `task`"), "{refused}");
    assert_eq!(child(), None, "no call starts it");
    let elsewhere = call(&managed, "chronicle_list_entries", "{}").await;
    assert!(elsewhere.contains(r#""isError":false"#), "{elsewhere}");
    assert_eq!(state("start").await, ("up".into(), 3));
    assert_done(&call(&managed, MOVE, &script("label=b")).await);
    managed.http.process.said(r#""action":"server.restart","target":"task""#).await;
}

/// Begins a call that the puppet holds back, and waits until the puppet has it.
async fn held(scene: &Scene, managed: &Managed) -> tokio::task::JoinHandle<String> {
    let headers = managed.http.modern("tools/call", Some(MOVE));
    let (address, body) = (managed.http.address.clone(), modern_call("1", MOVE, &script("label=held;hold")));
    let calling = tokio::spawn(async move {
        support::http::send_to(&address, Method::POST, "/mcp", &headers, body.into()).await.text().await
    });
    scene.heard("task", |line| line.contains("label=held")).await;
    calling
}

#[tokio::test]
async fn a_call_in_flight_is_seen_and_taken_back() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let managed = scene.managed().await;
    let calling = held(&scene, &managed).await;
    let calls = managed.get("/api/v1/calls").await.json();
    let [call] = &calls["calls"].as_array().unwrap()[..] else { panic!("one call: {calls}") };
    assert_eq!(
        json!([call["principal"], call["tool"], call["server"], call["stage"]]),
        json!(["operator", MOVE, "task", "backend"])
    );
    let cancelled = managed.post(&format!("/api/v1/calls/{}/cancel", call["id"])).await;
    assert_eq!((cancelled.status, &cancelled.json()["id"]), (200, &call["id"]));
    let answer = soon("the answer to a cancelled call", calling).await.unwrap();
    assert!(
        answer.contains("An operator cancelled this call") && answer.contains(r#""code":"cancelled""#),
        "{answer}"
    );
    scene.heard("task", |line| line.contains("notifications/cancelled")).await;
    assert_eq!(managed.get("/api/v1/calls").await.json(), json!({"calls": []}));
    let gone = managed.post(&format!("/api/v1/calls/{}/cancel", call["id"])).await;
    assert_eq!(gone.status, 404, "{}", gone.text);
}

#[tokio::test]
async fn from_the_signal_to_its_end_a_gateway_lives_and_is_not_ready() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let managed = scene.managed().await;
    let _calling = held(&scene, &managed).await;
    assert_eq!(managed.get("/ready").await.status, 200);
    managed.http.process.signal(Signal::TERM);
    let mut asked = 0;
    while managed.get("/ready").await.status == 200 {
        asked += 1;
        assert!(asked < 1000, "it is ready for ever");
    }
    assert_eq!((managed.get("/ready").await.status, managed.get("/health").await.status), (503, 200));
}

#[tokio::test]
async fn a_call_that_waits_is_decided_here() {
    let scene = Scene::default().stdio_puppet(RISKY_SERVER, &[], "");
    let (operator, agent) = (key(&scene, "operator").await, key(&scene, "agent").await);
    let managed = scene.managed().await;
    let own = managed.with_key(&operator);
    for (decision, body, state, said) in [
        ("deny", r#"{"reason":"not\non a Friday"}"#, "denied", "not on a Friday"),
        ("approve", "", "approved", r#""isError":false"#),
    ] {
        let mut headers = managed.http.modern("tools/call", Some(RISKY));
        headers.push(("authorization", format!("Bearer {agent}")));
        let (address, body_of_call) =
            (managed.http.address.clone(), modern_call("1", RISKY, &risky(decision)));
        let calling = tokio::spawn(async move {
            support::http::send_to(&address, Method::POST, "/mcp", &headers, body_of_call.into())
                .await
                .text()
                .await
        });
        let waiting = waiting(&managed, &own).await;
        assert_eq!(json!([waiting["tool"], waiting["principal"]]), json!([RISKY, "agent"]));
        let path = format!("/api/v1/approvals/{}", waiting["id"].as_str().unwrap());
        let shown = managed.send(Method::GET, &path, &own, "").await.json();
        assert!(shown["question"].as_str().unwrap().contains(RISKY), "{shown}");
        assert!(shown["arguments"].as_str().unwrap().contains(decision), "{shown}");
        let agents =
            managed.send(Method::POST, &format!("{path}/{decision}"), &managed.with_key(&agent), "").await;
        assert_eq!(agents.status, 403, "nobody approves their own call");
        let decided = managed.send(Method::POST, &format!("{path}/{decision}"), &own, body).await;
        let decided = decided.json();
        assert_eq!(json!([decided["state"], decided["decidedBy"]]), json!([state, "operator"]), "{decided}");
        let answer = soon("the answer to a decided call", calling).await.unwrap();
        assert!(answer.contains(said), "{answer}");
        let again = managed.send(Method::POST, &format!("{path}/approve"), &own, "").await;
        assert_eq!(again.status, 409, "{}", again.text);
    }
}

/// The one request that waits.
async fn waiting(managed: &Managed, headers: &Headers<'_>) -> Value {
    soon("a request for approval", async {
        loop {
            let list = managed.send(Method::GET, "/api/v1/approvals", headers, "").await.json();
            if let Some(first) = list["approvals"].as_array().unwrap().first() {
                return first.clone();
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_narrowed_gateway_shows_less_at_once_and_can_be_given_no_more() {
    let managed = Scene::default().managed().await;
    let list = async || {
        let body = request("1", "tools/list", &format!(r#"{{"_meta":{{{MODERN_META}}}}}"#));
        managed
            .http
            .ask(&managed.http.modern("tools/list", None), body)
            .await
            .contains(r#""name":"get_task""#)
    };
    let put = async |body: &'static str| {
        managed.send(Method::PUT, "/api/v1/narrowing", &managed.headers(), body).await
    };
    assert!(list().await);
    assert_eq!(put(r#"{"off":["get_task"]}"#).await.json()["live"], json!({"off": ["get_task"]}));
    assert!(!list().await);
    for (body, status, detail) in [
        (r#"{"tools":{"create_task":{"rate":"9000/s"}}}"#, 422, "would widen what holds"),
        (r#"{"off":["get_tusk"]}"#, 422, "did you mean `get_task`?"),
        (r#"{"on":["get_task"]}"#, 400, "unknown field `on`"),
        ("", 400, "not what may stand below [narrow]"),
    ] {
        let answer = put(body).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text);
        assert!(answer.json()["detail"].as_str().unwrap().contains(detail), "{body}: {}", answer.text);
    }
    assert!(!list().await, "what was refused changed nothing");
    assert_eq!(put("{}").await.status, 200);
    assert!(list().await);
}

#[tokio::test]
async fn health_tells_what_an_operator_should_look_at() {
    let scene = Scene::default().stdio_puppet("task", &["--fault", "die-at-start"], "");
    let managed = scene.managed().await;
    assert_eq!(managed.get("/health").await.json()["status"], "ok");
    failure(&call(&managed, MOVE, &script("label=a")).await);
    let health = managed.get("/health").await;
    let told = health.json();
    assert_eq!(
        (health.status, &told["status"], &told["facts"]),
        (200, &json!("degraded"), &json!(["backend_down"]))
    );
    assert_eq!(told["pid"], managed.http.process.id());
}

/// The usual address is one for the whole machine, so it may be taken by others than this test.
#[tokio::test]
async fn a_usual_address_that_is_taken_is_a_warning_that_names_who_has_it() {
    const USUAL: &str = "127.0.0.1:9000";
    let health = || async { ([("content-type", "application/json")], r#"{"pid":4242}"#) };
    let other = tokio::net::TcpListener::bind(USUAL).await.ok();
    let is_ours = other.is_some();
    if let Some(other) = other {
        let router = axum::Router::new().route("/health", axum::routing::get(health));
        tokio::spawn(async move { axum::serve(other, router).await });
    }
    let scene = Scene::default();
    let mut command = scene.gateway(&["serve", "--http", "127.0.0.1:0"]);
    command.env_remove("GATEWAY_MANAGEMENT__LISTEN");
    let (process, url) = support::process::Running::announced(command, "serving MCP").await;
    let errors = process.said("there is no management listener").await;
    let line = errors.lines().find(|line| line.contains("no management listener")).unwrap();
    assert!(line.contains("\"level\":\"warn\"") && line.contains(USUAL), "{line}");
    assert!(line.contains("--management ADDR") && line.contains("`--management off`"), "{line}");
    assert!(!is_ours || line.contains("gateway 4242 has"), "{line}");
    assert!(!errors.contains("management on"), "{errors}");
    // It serves all the same.
    let address = url.trim_start_matches("http://").trim_end_matches("/mcp").to_owned();
    let caller = support::http::Caller { address };
    let headers = caller.modern("tools/list", None);
    let answer = caller
        .ask(
            &headers,
            support::message::request(
                "1",
                "tools/list",
                &format!("{{\"_meta\":{{{}}}}}", support::message::MODERN_META),
            ),
        )
        .await;
    assert!(answer.contains("get_task"), "{answer}");
}
