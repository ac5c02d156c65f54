//! What is switched off is gone for clients, in configuration and while the gateway runs, and all else stays.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use support::message::{assert_done, call, failure, request, scripted};
use support::{Scene, Stdio};

async fn list(gateway: &mut Stdio) -> String {
    gateway.ask(request("0", "tools/list", "{}")).await
}

/// The names in an answer to `tools/list`.
fn names(list: &str) -> Vec<String> {
    let list: serde_json::Value = serde_json::from_str(list).unwrap();
    let tools = list["result"]["tools"].as_array().unwrap().iter();
    tools.map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

/// Runs a command in the scene: exit code, and all that it wrote.
async fn run(scene: &Scene, arguments: &[&str]) -> (i32, String) {
    let output = support::soon("the end of a command", scene.gateway(arguments).output()).await.unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

async fn set(scene: &Scene, overlay: &str) -> (i32, String) {
    let file = scene.root().join("overlay.toml");
    std::fs::write(&file, overlay).unwrap();
    run(scene, &["narrow", "set", file.to_str().unwrap()]).await
}

#[tokio::test]
async fn a_tool_that_is_off_answers_as_one_that_there_is_not() {
    let scene = Scene::default().with("[narrow]\noff = [\"git_push_feature\", \"server:code\"]");
    let mut gateway = scene.stdio();
    let names = names(&list(&mut gateway).await);
    assert!(names.iter().any(|name| name == "git_diff"));
    assert!(!names.iter().any(|name| name == "git_push_feature" || name.starts_with("code_")), "{names:?}");
    let off = gateway.ask(call("1", "git_push_feature", "{}")).await;
    let other = gateway.ask(call("1", "git_posh_feature", "{}")).await;
    assert_eq!(off, other.replace("git_posh_feature", "git_push_feature"));
    let (code, text) = run(&scene, &["tools"]).await;
    assert!(code == 0 && text.contains("git_diff") && !text.contains("git_push_feature"), "{text}");
}

#[tokio::test]
async fn what_would_widen_ends_the_start() {
    let scene = Scene::default().with("[narrow.servers.git_workflow]\ncall_timeout = \"1h\"");
    assert_eq!(
        run(&scene, &["serve", "--log-format", "human"]).await,
        (
            2,
            "gateway: narrow.servers.git_workflow.call_timeout = \"1h\" would widen what holds, 1m or 5m or 10m or \
             20m; it can only be lowered\n"
                .into()
        )
    );
}

#[tokio::test]
async fn a_running_gateway_is_narrowed_and_let_go_again() {
    let scene = Scene::default()
        .stdio_puppet("task", &[], "")
        .with("[narrow]\noff = [\"adr_create\"]\n[narrow.tools.update_task]\nrate = \"1/hour\"");
    let mut gateway = scene.stdio();
    let before = list(&mut gateway).await;
    assert_done(&gateway.ask(scripted("1", "label=a")).await);

    let (code, text) =
        set(&scene, "off = [\"update_task_status\"]\n[classes.write]\napproval = \"always\"").await;
    assert!(code == 0 && text.contains("update_task_status"), "{text}");
    assert_eq!(names(&list(&mut gateway).await).len(), names(&before).len() - 1);
    let gone = gateway.ask(scripted("2", "label=a")).await;
    assert!(gone.contains("There is no tool `update_task_status`"), "{gone}");

    for (overlay, said) in [
        (
            "off = [\"update_tusk\"]",
            "gateway: narrow.off: there is no tool `update_tusk`; did you mean `update_task`?\n",
        ),
        ("[classes.red]", "gateway: narrow.classes.red: there is no class `red`; did you mean `read`?\n"),
        ("offf = []", "gateway: overlay.toml: offf: there is no such setting; did you mean `off`?\n"),
        (
            "[tools.update_task]\nrate = \"2/hour\"",
            "gateway: narrow.tools.update_task.rate = \"2/hour\" would widen what holds, 1/hour; it can only be lowered\n",
        ),
    ] {
        assert_eq!(set(&scene, overlay).await, (2, said.to_owned()));
    }
    let (_, text) = run(&scene, &["narrow", "show"]).await;
    let columns = |line: &str| line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
    assert_eq!(
        text.lines().map(columns).collect::<Vec<_>>(),
        [
            "SET BY FOR LIMITS",
            "gateway.toml adr_create off",
            "gateway.toml tools.update_task rate = 1/hour",
            "gateway narrow update_task_status off",
            "gateway narrow classes.write approval = always",
        ]
    );

    let (code, text) = run(&scene, &["narrow", "clear"]).await;
    assert!(code == 0 && !text.contains("update_task_status"), "{text}");
    assert_eq!(list(&mut gateway).await, before, "the same bytes again");
    assert_done(&gateway.ask(scripted("3", "label=a")).await);
    let configured = gateway.ask(call("4", "adr_create", "{}")).await;
    assert!(configured.contains("There is no tool `adr_create`"), "{configured}");
}

#[tokio::test]
async fn what_a_client_reads_of_a_call_that_takes_too_long_is_the_narrowed_time() {
    let scene = Scene::default()
        .stdio_puppet("task", &[], "")
        .with("[narrow.servers.task]\ncall_timeout = \"300ms\"");
    let text = failure(&scene.stdio().ask(scripted("1", "fault=hang")).await);
    assert!(text.contains("within 0.3 s"), "{text}");
}
