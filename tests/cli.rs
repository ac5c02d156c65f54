//! The command line: what each command prints and how it exits.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fmt::Write;

use insta::assert_snapshot;
use support::Scene;
use tokio::process::Command;

/// How a command ended: exit code, standard output, standard error.
async fn run(command: &mut Command) -> (i32, String, String) {
    let output = support::soon("the end of a command", command.output()).await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

async fn gateway(scene: &Scene, arguments: &[&str]) -> (i32, String, String) {
    run(&mut scene.gateway(arguments)).await
}

#[tokio::test]
async fn tools_lists_what_the_principal_may_call() {
    let scene = Scene::default();
    for (arguments, count, has, has_not) in [
        (vec!["tools"], "63 tools, contract ", "create_task", "chronicle_append_entry"),
        (vec!["tools", "--principal", "reader"], " tools, contract ", "get_task", "create_task"),
        (vec!["tools", "--principal", "committer"], " tools, contract ", "git_smart_commit", "list_tasks"),
    ] {
        let (code, text, errors) = gateway(&scene, &arguments).await;
        assert_eq!((code, errors.as_str()), (0, ""));
        let names: Vec<_> =
            text.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
        assert!(text.contains(count) && names.contains(&has) && !names.contains(&has_not), "{text}");
    }
}

#[tokio::test]
async fn tools_shows_one_tool_by_name_or_alias() {
    let scene = Scene::default();
    let (code, text, _) = gateway(&scene, &["tools", "get_task"]).await;
    assert_eq!(code, 0);
    for part in [
        "get_task — Read a task\n",
        "\nserver    task (embedded, stdio, http)\n",
        "\nclass     read\n",
        "\"task_number\"",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    let (_, text, _) = gateway(&scene, &["tools", "create_task"]).await;
    let (_, returns) =
        text.split_once("\nreturns {").unwrap_or_else(|| panic!("nothing is returned in\n{text}"));
    assert!(returns.contains("\"path\""), "{returns}");
    let (_, json, _) = gateway(&scene, &["tools", "create_task", "--json"]).await;
    let tool: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(tool["outputSchema"]["properties"]["number"]["type"], "integer");
    let (_, json, _) = gateway(&scene, &["tools", "chronicle_read_latest_entries", "--json"]).await;
    let tool: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&tool["name"], &tool["server"]), (&"chronicle_list_entries".into(), &"chronicle".into()));
    let (code, _, errors) = gateway(&scene, &["tools", "get_tasks"]).await;
    assert_eq!(
        (code, errors.as_str()),
        (2, "gateway: there is no tool `get_tasks`; did you mean `get_task`?\n")
    );
}

#[tokio::test]
async fn call_does_the_work_and_its_exit_code_says_how_it_went() {
    let scene = Scene::default();
    let task = [
        "title=Write the report",
        "objective=It is read",
        "deliverables=report.md",
        r#"acceptance_criteria=["It is short"]"#,
    ];
    let (code, text, errors) = gateway(&scene, &[&["call", "create_task"][..], &task].concat()).await;
    assert_eq!((code, errors.as_str()), (0, ""), "{text}");
    assert!(scene.root().join("TASKS/backlog/001_write_the_report.md").is_file(), "{text}");
    let (code, text, _) = gateway(&scene, &["call", "search_tasks", "query=report"]).await;
    assert!(code == 0 && text.contains("Write the report"), "{text}");
    let (code, raw, _) =
        gateway(&scene, &["call", "get_task", "--json", r#"{"task_number": 1}"#, "--raw"]).await;
    let result: serde_json::Value = serde_json::from_str(&raw).unwrap();
    assert_eq!((code, &result["isError"]), (0, &false.into()));
}

#[tokio::test]
async fn a_failed_call_exits_with_1_and_a_wrong_command_with_2() {
    let scene = Scene::default();
    let mut text = String::new();
    for arguments in [
        &["call", "get_task", "task_number=7"][..],
        &["call", "get_task", "task_number=seven"],
        &["call", "create_task", "--principal", "reader"],
        &["call", "chronicle_list_entries", "--config", "none.toml"],
        &["call", "get_tasks"],
        &["call", "get_task", "7"],
        &["call", "get_task", "--json", "{"],
        &["call", "get_task", "--json", "[1]"],
        &["tools", "--principal", "nobody"],
        &["fleet", "nobody", "--log-format", "human"],
        &["serve", "--http", "0.0.0.0:0", "--log-format", "human"],
        &["serve", "--http", "[::]:0", "--log-format", "human"],
    ] {
        let (code, out, errors) = gateway(&scene, arguments).await;
        writeln!(text, "$ gateway {}\n{out}{errors}= {code}\n", arguments.join(" ")).unwrap();
    }
    assert_snapshot!("failures", text);
    let (code, _, errors) = gateway(&scene, &["serve", "--htpp", "127.0.0.1:0"]).await;
    assert!(code == 2 && errors.contains("--http"), "{errors}");
}

#[tokio::test]
async fn a_wrong_setting_is_named_with_where_it_stands() {
    let mut text = String::new();
    for settings in [
        "moed = \"stdio\"",
        "mode = \"stdoi\"",
        "max_message_bytes = \"many\"",
        "max_message_bytes = -1",
        "drain_timeout = \"soon\"",
        "drain_timeout = 5",
        "log = \"gateway=loudly\"",
        "principal = \"nobody\"",
        "mode = ",
        "[servers.tsak]\nmode = \"stdio\"",
        "[servers.task]\ncomand = [\"x\"]",
        "[servers.task]\ncommand = \"x\"",
        "[narrow.servers.task]\ncall_timeout = \"1 s\"",
        "[narrow.tools.create_task]\nrate = \"off\"",
        "[narrow.tools.create_task]\nrate = \"51/min\"",
        "[narrow.tools.create_tusk]\nretries = 0",
        "[http]\nallowed_host = []",
    ] {
        let scene = Scene::default().with(settings);
        let (code, _, errors) = gateway(&scene, &["call", "get_task", "task_number=1"]).await;
        writeln!(text, "# {}\n{errors}= {code}\n", settings.replace('\n', "; ")).unwrap();
    }
    for (name, value) in [
        ("GATEWAY_MOED", "stdio"),
        ("GATEWAY_MODE", "stdoi"),
        ("GATEWAY_SERVERS__TASK__COMAND", "x"),
        ("GATEWAY_DRAIN_TIMEOUT", "7"),
    ] {
        let (code, _, errors) = run(Scene::default().gateway(&["tools"]).env(name, value)).await;
        writeln!(text, "# {name}={value}\n{errors}= {code}\n").unwrap();
    }
    assert_snapshot!("settings", text);
}

#[tokio::test]
async fn later_settings_win_over_earlier_ones() {
    let scene = Scene::default().with("principal = \"reader\"");
    let count = |text: &str| text.lines().last().unwrap().split(' ').next().unwrap().to_owned();
    let (_, file, _) = gateway(&scene, &["tools"]).await;
    let (_, env, _) = run(scene.gateway(&["tools"]).env("GATEWAY_PRINCIPAL", "operator")).await;
    let (_, flag, _) =
        run(scene.gateway(&["tools", "--principal", "reader"]).env("GATEWAY_PRINCIPAL", "operator")).await;
    assert_eq!((count(&env).as_str(), count(&flag)), ("63", count(&file)));
    assert_ne!(count(&file), "63");
}
