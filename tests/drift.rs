//! Live tools that differ from the contract: what is served, what is refused, and when it is looked at again.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fmt::Write;

use insta::assert_snapshot;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use support::drift::{Tools, tools_of};
use support::message::{MOVE, assert_done, call, failure, script, scripted};
use support::process::{children, gone, until};
use support::{HttpPuppet, Scene, Stdio};

/// A call of another tool of the same server.
fn search(id: &str, words: &str) -> String {
    call(id, "search_tasks", &format!(r#"{{"query":"puppet[{words}]puppet"}}"#))
}

/// A gateway whose server `task` has the tools of a file.
fn with_tools(flags: &[&str]) -> (Scene, Tools) {
    let scene = Scene::default();
    let tools = Tools::of(&scene, "task");
    let flags = [&["--tools", tools.path()][..], flags].concat();
    (scene.stdio_puppet("task", &flags, ""), tools)
}

/// A parameter becomes an integer.
fn retype(tools: &Tools) {
    tools
        .change("task", MOVE, |tool| tool["inputSchema"]["properties"]["notes"] = json!({"type": "integer"}));
}

async fn end_children(gateway: &Stdio) {
    for id in children(gateway.process.id()) {
        kill_process(Pid::from_raw(id).unwrap(), Signal::KILL).unwrap();
        gone(id).await;
    }
    // Until the gateway has heard of it, what it knows of the tools is what it knew.
    let noticed = || gateway.process.errors().contains("backend ended by itself").then_some(());
    until("the gateway notices", noticed).await;
}

#[tokio::test]
async fn a_changed_tool_is_refused_until_it_is_mended_and_the_others_work() {
    for era in ["legacy", "modern"] {
        let (scene, tools) = with_tools(&["--era", era]);
        retype(&tools);
        let mut gateway = scene.stdio();
        let text = failure(&gateway.ask(scripted("1", "label=a")).await);
        let expected = "`update_task_status` was not carried out: at server `task` it is not the tool that was \
                        reviewed.\n- parameter `notes`: string or null was reviewed, the server takes integer\nThe \
                        operator sees this with `gateway drift`; other tools work.";
        assert_eq!(text, expected);
        assert_done(&gateway.ask(search("2", "label=b")).await);
        assert_eq!(failure(&gateway.ask(scripted("3", "label=c")).await), text);
        tools.write(&tools_of("task").into());
        end_children(&gateway).await;
        assert_done(&gateway.ask(scripted("4", "label=d")).await);
        let log = scene.log("task");
        assert!(!log.contains("label=a") && !log.contains("label=c"), "nothing of it reached the server");
        // One page, once for each of the two processes.
        assert_eq!(log.matches("tools/list").count(), 2, "{log}");
    }
}

#[tokio::test]
async fn a_server_that_says_that_its_tools_changed_is_compared_before_the_next_call() {
    let (scene, tools) = with_tools(&[]);
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(scripted("1", "label=a")).await);
    retype(&tools);
    assert_done(&gateway.ask(search("2", "changed")).await);
    assert!(failure(&gateway.ask(scripted("3", "label=b")).await).contains("`notes`"));
    tools.write(&tools_of("task").into());
    assert_done(&gateway.ask(search("4", "changed;label=again")).await);
    assert_done(&gateway.ask(scripted("5", "label=c")).await);
}

#[tokio::test]
async fn a_server_that_does_not_say_what_its_tools_are_has_none() {
    let mut text = String::new();
    for answer in [
        json!({"error": {"code": -32601, "message": "no such method"}}),
        json!({"result": {"tools": "many"}}),
        json!({"result": {}}),
        json!({"result": {"tools": [], "nextCursor": "again"}}),
        json!({"result": {"tools": []}}),
        json!({"result": {"tools": [{"description": "without a name"}, 7]}}),
    ] {
        let (scene, tools) = with_tools(&[]);
        tools.write(&answer);
        let mut gateway = scene.stdio();
        let refusal = failure(&gateway.ask(scripted("1", "label=a")).await);
        writeln!(text, "# {answer}\n{refusal}\n").unwrap();
        assert!(!scene.log("task").contains("tools/call"));
    }
    assert_snapshot!("no_list", text);
}

#[tokio::test]
async fn a_server_over_http_is_compared_too() {
    for era in ["legacy", "modern"] {
        let scene = Scene::default().with("health_interval = \"100ms\"");
        let tools = Tools::of(&scene, "task");
        retype(&tools);
        let puppet = HttpPuppet::start(&scene, &["--era", era, "--tools", tools.path()]).await;
        let mut gateway = scene.http_puppet("task", &puppet, "").stdio();
        assert!(failure(&gateway.ask(scripted("1", "label=a")).await).contains("`notes`"));
        assert_done(&gateway.ask(search("2", "label=b")).await);
        // Nothing tells that a server over HTTP is another now; the regular check finds it.
        tools.write(&tools_of("task").into());
        let lists = || puppet.log().matches(r#""tools/list""#).count();
        let before = lists();
        until("two more comparisons", || (lists() > before + 1).then_some(())).await;
        assert_done(&gateway.ask(scripted("3", "label=c")).await);
        let sessions = puppet.log().matches(r#""method":"initialize""#).count();
        assert_eq!(sessions, usize::from(era == "legacy"), "no session was begun for it");
    }
}

/// What `gateway drift` prints and its exit code.
async fn drift(scene: &Scene, arguments: &[&str]) -> (i32, String) {
    let mut command = scene.gateway(&[&["drift", "--log", "off"][..], arguments].concat());
    let output = support::soon("the end of a command", command.output()).await.unwrap();
    let [out, errors] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(!errors.contains('\u{1b}'), "no progress bar where nobody sees it: {errors}");
    (output.status.code().unwrap(), out + &errors)
}

#[tokio::test]
async fn the_command_tells_what_differs_and_its_exit_code_how_grave_it_is() {
    let task: &[&str] = &["--server", "task"];
    let (scene, tools) = with_tools(&[]);
    assert_eq!(drift(&scene, task).await, (0, "task: same\n".into()));
    tools.change("task", "get_task", |tool| {
        tool["description"] = "Another text.".into();
        tool["inputSchema"]["properties"]["verbose"] = json!({"type": "boolean", "default": false});
    });
    let mut text = String::new();
    let mut note = |(code, out): (i32, String)| writeln!(text, "{out}= {code}\n").unwrap();
    note(drift(&scene, task).await);
    let mut changed = tools_of("task");
    changed.retain(|tool| tool["name"] != "list_tasks");
    changed.push(json!({"name": "format_disk", "inputSchema": {"type": "object"}}));
    for tool in &mut changed {
        if tool["name"] == "get_task" {
            tool["annotations"]["readOnlyHint"] = false.into();
            tool["inputSchema"]["properties"]["task_number"]["maximum"] = 9.into();
        }
    }
    tools.write(&changed.into());
    note(drift(&scene, task).await);
    let (code, json) = drift(&scene, &["--server", "task", "--json"]).await;
    let rows: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (code, &rows[0]["result"], &rows[0]["extra"][0]),
        (2, &"blocking".into(), &"format_disk".into())
    );
    note(drift(&Scene::default().stdio_puppet("task", &["--fault", "die-at-start"], ""), task).await);
    note(drift(&scene, &["--server", "tsak"]).await);
    assert_snapshot!("command", text);
}

#[tokio::test]
async fn the_command_asks_every_server_and_a_blocked_tool_outweighs_a_server_that_is_away() {
    let (scene, tools) = with_tools(&[]);
    retype(&tools);
    let scene = scene.stdio_puppet("adr", &["--fault", "die-at-start"], "");
    let (code, text) = drift(&scene, &[]).await;
    let first: Vec<_> = text.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(code, 2);
    assert_snapshot!(first.join("\n"), @r"
    adr: not asked
    agent_persona: same (built in)
    chronicle: same (built in)
    code: same (built in)
    config: same (built in)
    council: same (built in)
    forge_llm: same (built in)
    git_workflow: same (built in)
    orchestrator: same (built in)
    protocol: same (built in)
    rag_cortex: same (built in)
    task: blocking
    ");
}

#[tokio::test]
async fn health_is_asked_of_living_servers_only() {
    let scene = Scene::default().with("health_interval = \"50ms\"");
    let scene =
        scene.stdio_puppet("task", &["--era", "legacy"], "").stdio_puppet("adr", &["--era", "modern"], "");
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(scripted("1", "label=a")).await);
    for _ in 0..2 {
        scene.heard("task", |line| line.contains(r#""method":"ping""#)).await;
    }
    assert_eq!(
        (children(gateway.process.id()).len(), scene.log("adr").as_str()),
        (1, ""),
        "only `task` was started"
    );
    gateway.is_well().await;
}

#[tokio::test]
async fn a_server_that_hangs_is_ended_by_the_check_and_started_by_the_next_call() {
    let scene = Scene::default().with("health_interval = \"500ms\"").stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(scripted("1", "label=a")).await);
    let [id] = children(gateway.process.id())[..] else { panic!("one child") };
    kill_process(Pid::from_raw(id).unwrap(), Signal::STOP).unwrap();
    gone(id).await;
    assert_done(&gateway.ask(scripted("2", "label=b")).await);
}

#[tokio::test]
async fn a_server_that_hangs_is_let_be_while_somebody_waits_for_it() {
    let scene = Scene::default().with("health_interval = \"300ms\"").stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    gateway.send(scripted("1", "label=held;notify=1;hold")).await;
    gateway.next().await;
    let [id] = children(gateway.process.id())[..] else { panic!("one child") };
    let process = Pid::from_raw(id).unwrap();
    kill_process(process, Signal::STOP).unwrap();
    let noted = || gateway.process.errors().contains("calls are in flight").then_some(());
    until("the check", noted).await;
    kill_process(process, Signal::CONT).unwrap();
    gateway.send(call("2", MOVE, &script("release=held"))).await;
    for _ in 0..2 {
        assert_done(&gateway.next().await);
    }
}

#[tokio::test]
async fn the_check_can_be_switched_off_and_its_interval_is_checked() {
    for (setting, expected) in [
        ("off", ""),
        ("90s", ""),
        ("0s", "`0s` is not an interval; write a duration like \"60s\", or \"off\""),
        ("never", "`never` is not an interval; write a duration like \"60s\", or \"off\""),
    ] {
        let scene = Scene::default().with(&format!("health_interval = {setting:?}"));
        let output = scene.gateway(&["tools"]).output().await.unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.success(), expected.is_empty(), "{setting}: {errors}");
        assert!(errors.contains(expected), "{errors}");
    }
}
