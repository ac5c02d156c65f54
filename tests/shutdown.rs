//! The end: nothing is left behind, and what was under way is finished first.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use rustix::process::Signal;
use support::message::{MOVE, assert_done, call, failure, script, scripted};
use support::process::{children, gone, is_alive};
use support::{Scene, Stdio};

/// A gateway with a puppet that has a child of its own; gives the ids of both.
async fn family(scene: &Scene, gateway: &mut Stdio) -> [i32; 2] {
    assert_done(&gateway.ask(scripted("1", "label=a")).await);
    let grandchild = std::fs::read_to_string(scene.root().join("grandchild")).unwrap().parse().unwrap();
    let [child] = children(gateway.process.id())[..] else { panic!("one child") };
    assert!(is_alive(child) && is_alive(grandchild));
    [child, grandchild]
}

fn with_grandchild() -> Scene {
    let scene = Scene::default();
    let file = scene.root().join("grandchild");
    let fault = format!("spawn-grandchild={}", file.display());
    scene.stdio_puppet("task", &["--fault", &fault], "")
}

#[tokio::test]
async fn nothing_is_left_of_a_process_that_died() {
    let scene = with_grandchild();
    let mut gateway = scene.stdio();
    let ids = family(&scene, &mut gateway).await;
    failure(&gateway.ask(scripted("2", "fault=die")).await);
    for id in ids {
        gone(id).await;
    }
}

#[tokio::test]
async fn nothing_is_left_when_the_client_goes() {
    let scene = with_grandchild();
    let mut gateway = scene.stdio();
    let ids = family(&scene, &mut gateway).await;
    gateway.close();
    assert!(gateway.ended().await.success());
    for id in ids {
        gone(id).await;
    }
}

#[tokio::test]
async fn nothing_is_left_when_the_gateway_is_told_to_end() {
    for signal in [Signal::TERM, Signal::INT] {
        let scene = with_grandchild();
        let mut gateway = scene.stdio();
        let ids = family(&scene, &mut gateway).await;
        gateway.process.signal(signal);
        assert!(gateway.ended().await.success());
        for id in ids {
            gone(id).await;
        }
    }
}

#[tokio::test]
async fn a_gateway_over_http_ends_with_its_children_too() {
    let scene = with_grandchild();
    let mut gateway = scene.http().await;
    let headers = gateway.modern("tools/call", Some(MOVE));
    assert_done(&gateway.ask(&headers, support::message::modern_call("1", MOVE, &script("label=a"))).await);
    let [child] = children(gateway.process.id())[..] else { panic!("one child") };
    gateway.process.signal(Signal::TERM);
    assert!(support::soon("the end", gateway.process.child.wait()).await.unwrap().success());
    gone(child).await;
    gone(std::fs::read_to_string(scene.root().join("grandchild")).unwrap().parse().unwrap()).await;
}

#[tokio::test]
async fn calls_in_flight_are_answered_before_the_gateway_ends() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    gateway.send(scripted("1", "label=a;notify=20;pauses=20")).await;
    gateway.close();
    for _ in 0..20 {
        assert!(gateway.next().await.contains("notifications/progress"));
    }
    assert_done(&gateway.next().await);
    assert_eq!(gateway.try_next().await, None);
    assert!(gateway.ended().await.success());
}

#[tokio::test]
async fn calls_that_never_end_do_not_keep_the_gateway_alive() {
    let scene = Scene::default().with("drain_timeout = \"200ms\"").stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    gateway.send(scripted("1", "label=a;notify=1;hold")).await;
    gateway.next().await;
    let ids = children(gateway.process.id());
    gateway.close();
    assert!(gateway.ended().await.success());
    for id in ids {
        gone(id).await;
    }
}

#[tokio::test]
async fn a_signal_too_lets_calls_in_flight_be_answered() {
    let mut gateway = Scene::default().stdio_puppet("task", &[], "").stdio();
    gateway.send(scripted("1", "label=a;notify=20;pauses=20")).await;
    assert!(gateway.next().await.contains("notifications/progress"));
    gateway.process.signal(Signal::TERM);
    for _ in 1..20 {
        assert!(gateway.next().await.contains("notifications/progress"));
    }
    assert_done(&gateway.next().await);
    assert_eq!(gateway.try_next().await, None);
    assert!(gateway.ended().await.success());
}

/// A server that is a shell script, which notes its process id in a file.
fn script_server(script: &str) -> Scene {
    let scene = Scene::default();
    let script = format!("echo $$ > {}; {script}", scene.root().join("id").display());
    scene.with(&format!("[servers.task]\nmode = \"stdio\"\ncommand = [\"sh\", \"-c\", {script:?}]"))
}

fn id_of(scene: &Scene) -> i32 {
    std::fs::read_to_string(scene.root().join("id")).unwrap().trim().parse().unwrap()
}

#[tokio::test]
async fn a_process_that_closes_its_output_is_ended() {
    let scene = script_server("exec >&-; sleep 600");
    let mut gateway = scene.stdio();
    let text = failure(&gateway.ask(call("1", MOVE, &script(""))).await);
    assert_eq!(text, "Server `task` cannot be reached: it closed its standard output.");
    gone(id_of(&scene)).await;
}

#[tokio::test]
async fn a_process_that_ignores_every_request_to_end_is_killed() {
    let program = support::puppet();
    let scene = script_server(&format!("trap '' TERM; {} --stdio; sleep 600", program.display()));
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(scripted("1", "label=a")).await);
    let id = id_of(&scene);
    assert!(is_alive(id));
    gateway.close();
    assert!(gateway.ended().await.success());
    gone(id).await;
}
