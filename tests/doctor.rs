//! `gateway doctor` in set-ups that are right, and in such that are not.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::Value;
use support::drift::Tools;
use support::{HttpPuppet, Scene};
use tokio::net::TcpListener;
use tokio::process::Command;

/// A home without clients' files, so that those of this machine do not count.
fn doctor(scene: &Scene, arguments: &[&str]) -> Command {
    let mut command = scene.gateway(&[&["doctor", "--log", "off"][..], arguments].concat());
    command.env("HOME", scene.root().join("home"));
    command
}

async fn ended(mut command: Command) -> (i32, String) {
    let output = support::soon("the end of a command", command.output()).await.unwrap();
    let [out, errors] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.code().unwrap(), out + &errors)
}

/// Status, what and remedy of what is said about a subject.
async fn said(scene: &Scene, arguments: &[&str], area: &str, subject: &str) -> (String, String, String) {
    let (_, text) = ended(doctor(scene, &[arguments, &["--json"]].concat())).await;
    let report: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    let found = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["area"] == area && row["subject"] == subject);
    let texts = ["status", "what", "remedy"].map(|key| {
        found.clone().map(|row| row[key].as_str().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    });
    let [status, what, remedy] = texts;
    (status, what, remedy)
}

fn git(folder: &Path) {
    assert!(
        std::process::Command::new("git")
            .args(["init", "--quiet"])
            .current_dir(folder)
            .status()
            .unwrap()
            .success()
    );
}

#[tokio::test]
async fn a_set_up_that_is_right_is_said_to_be() {
    let scene = Scene::default();
    git(scene.root());
    let (code, text) = ended(doctor(&scene, &[])).await;
    assert_eq!(code, 0, "{text}");
    let text = text.replace(&scene.root().display().to_string(), "ROOT");
    for part in [
        "\nproject\n  good  root",
        "ROOT: a git repository, without documents yet\n",
        "ROOT/.gateway: the first gateway makes it\n",
        "  good  task           built in\n",
        "\nclients\n",
        " 0 to look at, 0 wrong\n",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colour where nobody sees it");
    assert!(!scene.root().join(".gateway").exists(), "it makes nothing");
    let (_, coloured) = ended({
        let mut command = doctor(&scene, &[]);
        command.env("CLICOLOR_FORCE", "1");
        command
    })
    .await;
    assert!(coloured.contains("\u{1b}[32mgood"), "{coloured}");
}

#[tokio::test]
async fn folders_that_are_not_right_are_named_with_what_mends_them() {
    let scene = Scene::default();
    let (status, what, remedy) = said(&scene, &[], "project", "root").await;
    assert!(
        status == "warning" && what.ends_with("is no git repository") && remedy.contains("--project-root"),
        "{what} {remedy}"
    );
    let (status, ..) = said(&scene, &["--project-root", "/nonesuch/folder"], "project", "root").await;
    assert_eq!(status, "error");
    let state = scene.root().join(".gateway");
    fs::create_dir(&state).unwrap();
    fs::set_permissions(&state, fs::Permissions::from_mode(0o777)).unwrap();
    let (status, what, remedy) = said(&scene, &[], "state", "folder").await;
    assert!(
        status == "warning" && what.contains("(mode 777)") && remedy.starts_with("chmod go-w "),
        "{what} {remedy}"
    );
    fs::remove_dir(&state).unwrap();
    fs::write(&state, "").unwrap();
    assert_eq!(said(&scene, &[], "state", "folder").await.0, "error");
    let (code, _) = ended(doctor(&scene, &[])).await;
    assert_eq!(code, 2);
}

#[tokio::test]
async fn servers_that_cannot_be_started_or_reached_are_named() {
    let scene = Scene::default();
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let puppet = HttpPuppet::start(&scene, &[]).await;
    let scene = Scene::default()
        .with("[servers.task]\nmode = \"stdio\"\ncommand = [\"no-such-program\"]")
        .with("[servers.adr]\nmode = \"stdio\"\ncommand = [\"sh\"]\ncwd = \"/nonesuch\"")
        .with("[servers.config]\nmode = \"stdio\"\ncommand = [\"sh\", \"${UNSET_VARIABLE}\"]")
        .with("[servers.code]\nmode = \"stdio\"\ncommand = [\"sh\"]\npass_env = [\"NOT_SET_HERE\"]")
        .with(&format!("[servers.protocol]\nmode = \"http\"\nurl = \"http://{free}/mcp\""))
        .http_puppet("chronicle", &puppet, "");
    for (server, status, what, remedy) in [
        ("task", "error", "there is no program `no-such-program` in PATH", "servers.task.command"),
        ("adr", "error", "its working folder /nonesuch is not there", "servers.adr.cwd"),
        ("config", "error", "UNSET_VARIABLE", "set what is missing"),
        ("code", "good\nwarning", "it is to be given NOT_SET_HERE", "export NOT_SET_HERE"),
        ("protocol", "error", "cannot be reached", "servers.protocol.url"),
        ("chronicle", "good", "can be reached", ""),
        ("git_workflow", "good", "built in", ""),
    ] {
        let found = said(&scene, &[], "servers", server).await;
        assert!(
            found.0 == status && found.1.contains(what) && found.2.contains(remedy),
            "{server}: {found:?}"
        );
    }
    assert!(!puppet.log().contains("jsonrpc"), "no server is asked anything");
}

#[tokio::test]
async fn with_start_each_server_answers_and_is_compared() {
    let scene = Scene::default();
    let tools = Tools::of(&scene, "task");
    let scene = scene.stdio_puppet("task", &["--era", "legacy", "--tools", tools.path()], "");
    let (status, what, _) = said(&scene, &["--start"], "answers", "task").await;
    assert_eq!(
        (status.as_str(), what.as_str()),
        ("good", "speaks 2025-11-25 or older; its tools are those of the contract")
    );
    tools.change("task", "get_task", |tool| tool["description"] = "Another.".into());
    assert_eq!(said(&scene, &["--start"], "answers", "task").await.0, "warning");
    tools.change("task", "get_task", |tool| {
        tool["inputSchema"]["required"] = serde_json::json!(["task_number", "other"]);
    });
    let (status, what, remedy) = said(&scene, &["--start"], "answers", "task").await;
    assert!(
        status == "error" && what.contains("blocked") && remedy.contains("gateway drift --server task"),
        "{what} {remedy}"
    );
    let before = scene.log("task");
    assert_eq!(
        said(&scene, &[], "answers", "task").await.0,
        "",
        "nothing is started unless it was asked for"
    );
    assert_eq!(scene.log("task"), before);
}

#[tokio::test]
async fn ports_that_are_taken_are_told_with_who_has_them() {
    let scene = Scene::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (status, what, remedy) = said(&scene, &["--http", &address], "ports", "mcp").await;
    assert!(
        status == "warning" && what.contains(&format!("taken by process {}: ", std::process::id())),
        "{what}"
    );
    assert!(remedy.contains("--http"), "{remedy}");
    drop(listener);
    assert_eq!(said(&scene, &["--http", &address], "ports", "mcp").await.0, "good");
}

#[tokio::test]
async fn credentials_and_the_record_are_looked_at() {
    let scene = Scene::default();
    let made = support::soon("a key", scene.gateway(&["key", "new", "--principal", "coder"]).output())
        .await
        .unwrap();
    assert!(made.status.success());
    assert_eq!(said(&scene, &[], "credentials", "keys").await.0, "good");
    let keys = scene.root().join(".gateway/keys.json");
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o644)).unwrap();
    let (status, what, remedy) = said(&scene, &[], "credentials", "keys").await;
    assert!(
        status == "warning" && what.contains("(mode 644)") && remedy.starts_with("chmod 600 "),
        "{what} {remedy}"
    );
    fs::write(&keys, "{").unwrap();
    assert_eq!(said(&scene, &[], "credentials", "keys").await.0, "error");

    for _ in 0..3 {
        let called = support::soon("a call", scene.gateway(&["call", "list_tasks"]).output()).await.unwrap();
        assert!(called.status.success(), "{called:?}");
    }
    let (status, what, _) = said(&scene, &[], "audit", "record").await;
    assert!(status == "good" && what.contains("rows follow one another"), "{what}");
    let audit = rusqlite::Connection::open(scene.root().join(".gateway/audit.db")).unwrap();
    audit
        .execute("UPDATE rows SET body = replace(body, 'list_tasks', 'lost_tasks') WHERE seq = 2", [])
        .unwrap();
    drop(audit);
    let (status, what, remedy) = said(&scene, &[], "audit", "record").await;
    assert!(
        status == "error"
            && what.starts_with("row 2 does not follow")
            && remedy.contains("gateway audit verify"),
        "{what} {remedy}"
    );

    let scene = scene.with("[credentials.jwt]\nissuer = \"https://issuer.example\"\naudience = \"a\"\npublic_key_file = \"/nonesuch.pem\"\nprincipals = { x = \"coder\" }");
    let (status, what, remedy) = said(&scene, &[], "credentials", "tokens").await;
    assert!(
        status == "error" && what.contains("nonesuch.pem") && remedy.contains("[credentials.jwt]"),
        "{what} {remedy}"
    );
}

#[tokio::test]
async fn clients_start_a_gateway_of_this_contract_or_not() {
    let scene = Scene::default();
    let home = scene.root().join("home");
    fs::create_dir_all(home.join(".cursor")).unwrap();
    let mut install = scene.gateway(&["client", "install", "--client", "cursor"]);
    assert!(
        support::soon("an installation", install.env("HOME", &home).output()).await.unwrap().status.success()
    );
    let (status, what, _) = said(&scene, &[], "clients", "cursor").await;
    assert!(status == "good" && what.ends_with("of this contract"), "{what}");
    assert_eq!(said(&scene, &[], "clients", "vscode").await.0, "skipped");

    let file = home.join(".cursor/mcp.json");
    let own = env!("CARGO_BIN_EXE_gateway");
    let installed = fs::read_to_string(&file).unwrap();
    let program = scene.root().join("other-gateway");
    fs::write(&program, "#!/bin/sh\necho '{\"contract\":\"0123456789abcdef\"}'\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    for (command, status, part) in [
        (program.to_str().unwrap(), "warning", "which has the contract 0123456789ab"),
        ("/nonesuch/gateway", "error", "there is no such file"),
        ("/bin/true", "error", "which is no gateway"),
    ] {
        fs::write(&file, installed.replace(own, command)).unwrap();
        let (found, what, remedy) = said(&scene, &[], "clients", "cursor").await;
        assert!(found == status && what.contains(part), "{command}: {found} {what}");
        assert!(remedy.starts_with("`gateway client install --client cursor"), "{remedy}");
    }
    fs::write(&file, "{ oops").unwrap();
    assert_eq!(said(&scene, &[], "clients", "cursor").await.0, "error");
}

#[tokio::test]
async fn a_gateway_that_runs_is_seen() {
    let scene = Scene::default();
    let mut gateway = scene.stdio();
    gateway.ask(serde_json::json!({"jsonrpc": "2.0", "id": 1, "method": "ping"}).to_string()).await;
    let (_, text) = ended(doctor(&scene, &[])).await;
    assert!(text.contains("\nrunning\n") && text.contains("of this contract"), "{text}");
}
