//! The control socket, what is remembered, and the breakers, from an operator's side.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::message::{assert_done, call, failure, request, scripted};
use support::{HttpPuppet, Scene, Stdio};

/// Runs a command in the scene that must succeed: what it printed.
async fn run(scene: &Scene, arguments: &[&str]) -> String {
    let output = support::soon("the end of a command", scene.gateway(arguments).output()).await.unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The words of each line.
fn words(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split_whitespace().collect()).collect()
}

async fn figures(scene: &Scene) -> Value {
    let answers: Value = serde_json::from_str(&run(scene, &["cache", "--json"]).await).unwrap();
    answers[0].clone()
}

/// How many calls with this text the puppet behind `adr` has received.
fn calls(scene: &Scene, text: &str) -> usize {
    scene.log("adr").lines().filter(|line| line.contains("\"tools/call\"") && line.contains(text)).count()
}

fn search(id: usize, query: &str) -> String {
    call(&id.to_string(), "adr_search", &format!(r#"{{"query":"{query}"}}"#))
}

/// A call that changes something at the same server, with a script.
fn write(id: usize, words: &str) -> String {
    let arguments = format!(r#"{{"number":1,"new_status":"accepted","reason":"puppet[{words}]puppet"}}"#);
    call(&id.to_string(), "adr_update_status", &arguments)
}

fn sockets(scene: &Scene) -> PathBuf {
    scene.root().join(".gateway/run")
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// A gateway that is up.
async fn started(scene: &Scene) -> Stdio {
    let mut gateway = scene.stdio();
    gateway.is_well().await;
    gateway
}

#[tokio::test]
async fn each_gateway_has_a_socket_that_nobody_else_can_open_and_that_goes_with_it() {
    let scene = Scene::default();
    let folder = sockets(&scene);
    std::fs::create_dir_all(&folder).unwrap();
    // One that was left behind: nobody listens, and no process has this id.
    let stale = folder.join("2147483646.sock");
    drop(UnixListener::bind(&stale).unwrap());
    let (mut first, second) = (started(&scene).await, scene.http().await);
    assert!(!stale.exists());
    let ids = [first.process.id(), second.process.id()];
    for id in ids {
        assert_eq!(mode(&folder.join(format!("{id}.sock"))), 0o600);
    }
    assert_eq!(mode(&folder), 0o700);

    let text = run(&scene, &["cache"]).await;
    let mut asked: Vec<_> = words(&text).into_iter().skip(1).map(|row| row[0].to_owned()).collect();
    asked.sort();
    let mut expected = ids.map(|id| id.to_string());
    expected.sort();
    assert_eq!(asked, expected);
    let text = run(&scene, &["cache", "--pid", &ids[1].to_string()]).await;
    assert_eq!(words(&text)[1][0], ids[1].to_string());

    first.close();
    first.ended().await;
    assert!(!folder.join(format!("{}.sock", ids[0])).exists());
}

#[tokio::test]
async fn without_a_gateway_the_commands_say_so() {
    let scene = Scene::default();
    for arguments in [
        &["cache"][..],
        &["status"],
        &["server"],
        &["calls"],
        &["tools", "--live"],
        &["breaker"],
        &["narrow", "show"],
        &["cache", "--pid", "1"],
    ] {
        let output = scene.gateway(arguments).output().await.unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(errors.starts_with("gateway: no gateway ") && errors.contains(".gateway/run"), "{errors}");
    }
}

#[tokio::test]
async fn a_gateway_without_a_place_for_its_socket_serves_all_the_same() {
    let scene = Scene::default();
    std::fs::write(scene.root().join(".gateway"), "a file").unwrap();
    let gateway = started(&scene).await;
    gateway.process.said("there is no control socket").await;
}

#[tokio::test]
async fn a_state_folder_with_a_long_path_has_its_socket() {
    let scene = Scene::default().with(&format!("state_dir = \"{}\"", "a-long-name/".repeat(15)));
    let _gateway = started(&scene).await;
    assert_eq!(words(&run(&scene, &["cache"]).await).len(), 2);
}

/// Somebody looks around, writes something, and looks again.
#[tokio::test]
async fn a_session_that_mostly_reads_is_mostly_answered_from_memory() {
    let scene = Scene::default().stdio_puppet("adr", &[], "");
    let mut gateway = started(&scene).await;
    for round in 0..8 {
        for (id, query) in ["lamp", "lens", "log", "boat"].into_iter().enumerate() {
            assert_done(&gateway.ask(search(round * 4 + id, query)).await);
        }
        if round == 3 {
            assert_done(&gateway.ask(write(99, "label=write")).await);
        }
    }
    // Each question reached the server once before the write and once after it.
    assert_eq!((calls(&scene, "adr_search"), calls(&scene, "label=write")), (8, 1));
    let figures = figures(&scene).await;
    assert_eq!((&figures["hits"], &figures["misses"]), (&24.into(), &8.into()));
    let text = run(&scene, &["cache"]).await;
    assert!(
        text.starts_with("GATEWAY  ENTRIES  BYTES") && text.trim_end().ends_with("24    8       75 %"),
        "{text}"
    );

    let text = run(&scene, &["cache", "clear"]).await;
    assert_eq!(words(&text)[1][1..3], ["0", "0"], "{text}");
    assert_done(&gateway.ask(search(100, "lamp")).await);
    assert_eq!(calls(&scene, "lamp"), 3);
}

#[tokio::test]
async fn equal_calls_at_once_are_one_call() {
    let scene = Scene::default().stdio_puppet("adr", &[], "");
    let mut gateway = started(&scene).await;
    for id in 0..5 {
        gateway.send(search(id, "puppet[label=held;hold]puppet")).await;
    }
    scene.heard("adr", |line| line.contains("label=held")).await;
    // Answered after all of them were read: what comes on one stream is read in order.
    gateway.is_well().await;
    gateway.send(write(5, "release=held")).await;
    for _ in 0..6 {
        assert_done(&gateway.next().await);
    }
    assert_eq!(calls(&scene, "label=held"), 1);
}

#[tokio::test]
async fn what_failed_or_must_not_be_kept_is_asked_for_again() {
    let off = "[narrow.tools.adr_list]\ncache = \"off\"";
    let scene = Scene::default().stdio_puppet("adr", &[], "").with(off);
    let mut gateway = started(&scene).await;
    for id in 0..2 {
        let failing = "puppet[label=bad;result={'isError':true,'content':[]}]puppet";
        assert!(gateway.ask(search(id, failing)).await.contains(r#""isError":true"#));
        assert_done(&gateway.ask(call("7", "adr_list", "{}")).await);
    }
    assert_eq!((calls(&scene, "label=bad"), calls(&scene, "adr_list")), (2, 2));
    assert_eq!(figures(&scene).await["entries"], 0);
}

#[tokio::test]
async fn a_breaker_is_shown_and_reset() {
    let scene = Scene::default();
    let puppet = HttpPuppet::start(&scene, &["--fault", "status=500"]).await;
    let scene = scene.http_puppet("task", &puppet, "");
    let mut gateway = started(&scene).await;
    let mut ask = async |id: usize| failure(&gateway.ask(scripted(&id.to_string(), "label=a")).await);
    for id in 0..5 {
        let text = ask(id).await;
        assert!(!text.contains("left alone"), "{text}");
    }
    assert!(ask(5).await.contains("left alone"));
    let text = run(&scene, &["breaker"]).await;
    let row = |text: &str, server: &str| {
        words(text).into_iter().find(|row| row[1] == server).unwrap()[2].to_owned()
    };
    assert_eq!((row(&text, "task"), row(&text, "adr")), ("open".into(), "closed".into()));
    let text = run(&scene, &["breaker", "reset", "task"]).await;
    assert_eq!((words(&text).len(), row(&text, "task")), (2, "closed".into()));
    assert!(!ask(6).await.contains("left alone"));
    let output = scene.gateway(&["breaker", "reset", "tusk"]).output().await.unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "gateway: there is no server `tusk`; did you mean `task`?\n");
}

/// Commands find what they must; whatever else is sent does no harm.
#[tokio::test]
async fn the_socket_answers_what_it_does_not_know() {
    use std::io::{Read, Write};
    let scene = Scene::default();
    let mut gateway = started(&scene).await;
    let socket = sockets(&scene).join(format!("{}.sock", gateway.process.id()));
    let json = "content-type: application/json\r\n";
    for (head, more, status) in [
        ("GET /nothing", String::new(), "404"),
        ("PATCH /api/v1/cache", json.to_owned(), "405"),
        ("DELETE /api/v1/cache", String::new(), "415"),
        ("POST /api/v1/servers/nobody/breaker/reset", json.to_owned(), "404"),
        ("PUT /api/v1/narrowing", format!("{json}content-length: 5\r\n\r\nhello"), "400"),
    ] {
        let socket = socket.clone();
        let request = format!("{head} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{more}\r\n");
        let sent = request.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let mut stream = std::os::unix::net::UnixStream::connect(socket).unwrap();
            stream.write_all(sent.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        });
        let answer = support::soon("an answer on the socket", answer).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
    }
    gateway.ask(request("1", "tools/list", "{}")).await;
}

#[tokio::test]
async fn one_screen_says_how_a_gateway_does_and_servers_are_stopped_and_started() {
    let scene = Scene::default().stdio_puppet("adr", &[], "").stdio_puppet("task", &[], "");
    let mut gateway = started(&scene).await;
    assert_done(&gateway.ask(search(1, "lamp")).await);
    assert_done(&gateway.ask(search(2, "lamp")).await);
    let text = run(&scene, &["status"]).await;
    let has = |row: &[&str]| words(&text).iter().any(|words| words.starts_with(row));
    let pid = format!("{},", gateway.process.id());
    for row in [
        &["Sanctuary", "Gateway", env!("CARGO_PKG_VERSION")][..],
        &["process", &pid, "up", "for"],
        &["listening", "MCP", "on", "stdio,", "no", "management", "listener"],
        &["calls", "0", "in", "flight;"],
        &["approvals", "none", "waits"],
        &["audit"],
        &["cache", "1", "answers,"],
        &["replicas", "alone"],
        &["adr", "up", "closed"],
        &["task", "idle", "closed", "not", "asked"],
    ] {
        assert!(has(row), "{row:?} in {text}");
    }
    let all: Value = serde_json::from_str(&run(&scene, &["status", "--json"]).await).unwrap();
    assert_eq!(all[0]["pid"], gateway.process.id());
    assert!(
        all[0]["figures"]["hour"].is_null() && all[0]["servers"].as_array().unwrap().len() == 12,
        "{all}"
    );

    let state = async |action: &str| {
        let one: Value =
            serde_json::from_str(&run(&scene, &["server", action, "task", "--json"]).await).unwrap();
        (one[0]["state"].as_str().unwrap().to_owned(), one[0]["starts"].as_u64().unwrap())
    };
    assert_eq!(state("stop").await, ("stopped".into(), 0));
    assert_eq!(state("start").await, ("up".into(), 1));
    assert_eq!(state("restart").await, ("up".into(), 2));
    assert_eq!(state("show").await, ("up".into(), 2));
    let text = run(&scene, &["server", "show", "task"]).await;
    assert!(words(&text).contains(&vec!["starts", "2"]), "{text}");
    assert_eq!(words(&run(&scene, &["server"]).await).len(), 13, "a head and each server");
    let output = scene.gateway(&["server", "stop", "tusk"]).output().await.unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "gateway: there is no server `tusk`; did you mean `task`?\n");

    let live = run(&scene, &["tools", "--live"]).await;
    assert_eq!(words(&live)[1][1..6], ["adr_search", "adr", "2", "0", "0"], "{live}");
}

#[tokio::test]
async fn a_call_in_flight_is_listed_and_taken_back() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = started(&scene).await;
    assert_eq!(run(&scene, &["calls"]).await, "no call is in flight\n");
    gateway.send(scripted("1", "label=held;hold")).await;
    scene.heard("task", |line| line.contains("label=held")).await;
    let calls: Value = serde_json::from_str(&run(&scene, &["calls", "list", "--json"]).await).unwrap();
    let id = calls[0]["calls"][0]["id"].to_string();
    let text = run(&scene, &["calls"]).await;
    assert_eq!(words(&text)[1][1..6], [&id, "update_task_status", "task", "operator", "backend"], "{text}");
    let other = started(&scene).await;
    let output = scene.gateway(&["calls", "cancel", &id]).output().await.unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("several gateways run") && errors.contains("--pid"), "{errors}");
    drop(other);
    let pid = gateway.process.id().to_string();
    run(&scene, &["calls", "cancel", &id, "--pid", &pid]).await;
    assert!(failure(&gateway.next().await).contains("An operator cancelled this call"));
}
