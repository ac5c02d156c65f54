//! What commands show at a terminal and elsewhere: colour, bars and JSON. The terminal is a real one, of `script`.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::process::Stdio;

use serde_json::Value;
use support::message::{MOVE, assert_done, call, script};
use support::{Scene, soon};
use tokio::process::Command;

const COLOUR: &str = "\u{1b}[";

/// Where standard output and standard error of a command go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Terminal,
    /// Standard output to a file, standard error to the terminal.
    ErrorsToTerminal,
    Pipes,
}

/// `gateway` with these arguments, and what it writes there: to the terminal or to both pipes.
async fn written(scene: &Scene, to: To, variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let plain = scene.gateway(arguments);
    let mut command = match to {
        To::Pipes => plain,
        To::Terminal | To::ErrorsToTerminal => on_terminal(scene, arguments, to),
    };
    command.env("TERM", "xterm-256color").env("HOME", scene.root()).envs(variables.iter().copied());
    let output = soon("the end", command.stdin(Stdio::null()).output()).await.unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

fn on_terminal(scene: &Scene, arguments: &[&str], to: To) -> Command {
    let quoted = |word: &&str| format!("'{word}'");
    let words: Vec<_> =
        std::iter::once(&env!("CARGO_BIN_EXE_gateway")).chain(arguments).map(quoted).collect();
    let end = if to == To::ErrorsToTerminal { " > output" } else { "" };
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &format!("{}{end}", words.join(" ")), "/dev/null"]);
    command.current_dir(scene.root()).env_clear().kill_on_drop(true);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("GATEWAY_MANAGEMENT__LISTEN", "off");
    command
}

/// A scene in which there is something to show, with no gateway running any more.
async fn used() -> Scene {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    for id in ["1", "2", "3"] {
        assert_done(&gateway.ask(call(id, MOVE, &script("label=a"))).await);
    }
    gateway.close();
    assert!(gateway.ended().await.success());
    assert!(scene.gateway(&["key", "new", "--principal", "reader"]).output().await.unwrap().status.success());
    scene
}

#[tokio::test]
async fn colour_appears_where_the_terminal_has_it_and_nobody_forbids_it() {
    let scene = used().await;
    for arguments in
        [&["tools"][..], &["tools", "get_task"], &["key", "list"], &["client", "list"], &["audit", "tail"]]
    {
        for (to, variables, has_colour) in [
            (To::Terminal, &[][..], true),
            (To::Terminal, &[("NO_COLOR", "1")], false),
            (To::Terminal, &[("NO_COLOR", "")], true),
            (To::Terminal, &[("TERM", "dumb")], false),
            (To::Terminal, &[("CLICOLOR", "0")], false),
            (To::Terminal, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
            (To::Pipes, &[], false),
            (To::Pipes, &[("CLICOLOR_FORCE", "1")], true),
            (To::Pipes, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        ] {
            let text = written(&scene, to, variables, arguments).await;
            assert!(text.lines().count() > 1, "{arguments:?}: {text}");
            assert_eq!(text.contains(COLOUR), has_colour, "{arguments:?} {to:?} {variables:?}: {text:?}");
        }
    }
}

#[tokio::test]
async fn the_log_is_coloured_at_a_terminal_alone() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let arguments = script("label=a");
    let call = ["call", MOVE, "--json", &arguments, "--log", "info"];
    for (to, variables, has_colour, is_json) in [
        (To::Terminal, &[][..], true, false),
        (To::Terminal, &[("NO_COLOR", "1")], false, false),
        (To::Terminal, &[("TERM", "dumb")], false, false),
        (To::Terminal, &[("GATEWAY_LOG_FORMAT", "json")], false, true),
        (To::Pipes, &[], false, true),
        (To::Pipes, &[("CLICOLOR_FORCE", "1")], false, true),
        (To::Pipes, &[("GATEWAY_LOG_FORMAT", "human")], false, false),
        (To::Pipes, &[("GATEWAY_LOG_FORMAT", "human"), ("CLICOLOR_FORCE", "1")], true, false),
    ] {
        let text = written(&scene, to, variables, &call).await;
        let line = text.lines().find(|line| line.contains("backend started"));
        let line = line.unwrap_or_else(|| panic!("{to:?} {variables:?}: {text}"));
        assert_eq!(line.contains(COLOUR), has_colour, "{to:?} {variables:?}: {line:?}");
        assert_eq!(line.starts_with("{\"time\""), is_json, "{to:?} {variables:?}: {line:?}");
    }
}

/// What takes long, and what its bar says. `script` gives whoever draws a real terminal.
const LONG: [(&[&str], &str); 5] = [
    (&["audit", "verify"], "rows checked"),
    (&["audit", "export"], "rows exported"),
    (&["audit", "query", "--limit", "2"], "rows searched"),
    (&["audit", "backup", "copy.db"], "copied"),
    (&["drift"], "servers asked"),
];

#[tokio::test]
async fn what_takes_long_shows_how_far_it_is_on_a_terminal_alone() {
    let scene = used().await;
    for (arguments, said) in LONG {
        for (to, term, has_bar) in [
            (To::ErrorsToTerminal, "xterm-256color", true),
            (To::ErrorsToTerminal, "dumb", false),
            (To::Pipes, "xterm-256color", false),
        ] {
            let _ = std::fs::remove_file(scene.root().join("copy.db"));
            let text = written(&scene, to, &[("TERM", term)], arguments).await;
            assert_eq!(text.contains(said), has_bar, "{arguments:?} {to:?} {term}: {text:?}");
            // Nothing of it is left when it is done.
            let last = text.rsplit(['\r', '\n']).next().unwrap_or_default();
            assert!(!last.contains(said), "{arguments:?}: {text:?}");
        }
    }
}

#[tokio::test]
async fn every_command_that_shows_something_shows_it_as_json_too() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let narrow = scene.root().join("narrow.toml");
    std::fs::write(&narrow, "off = [\"get_task\"]").unwrap();
    let narrow = narrow.to_str().unwrap();
    let mut gateway = scene.stdio();
    assert_done(&gateway.ask(call("1", MOVE, &script("label=a"))).await);
    for arguments in [
        &["version"][..],
        &["tools"],
        &["tools", "get_task"],
        &["tools", "--live"],
        &["tools", "get_task", "--live"],
        &["status"],
        &["server"],
        &["server", "list"],
        &["server", "show", "task"],
        &["server", "start", "task"],
        &["server", "restart", "task"],
        &["server", "stop", "task"],
        &["breaker"],
        &["breaker", "reset", "task"],
        &["calls"],
        &["calls", "list"],
        &["cache"],
        &["cache", "clear"],
        &["state"],
        &["narrow", "set", narrow],
        &["narrow", "show"],
        &["narrow", "clear"],
        &["drift"],
        &["approvals", "list"],
        &["approvals", "list", "--all"],
        &["audit", "tail"],
        &["audit", "query"],
        &["audit", "query", "--limit", "1"],
        &["audit", "verify"],
        &["client", "list"],
        &["key", "new", "--principal", "reader", "--name", "lamp", "--expires", "2d"],
        &["key", "list"],
    ] {
        let arguments = [arguments, &["--json"]].concat();
        // Colour is for people, also where it is asked for.
        let text = written(&scene, To::Pipes, &[("CLICOLOR_FORCE", "1")], &arguments).await;
        assert!(!text.trim().is_empty(), "{arguments:?} says nothing");
        let values = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
        for value in values {
            let value = value.unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}"));
            assert!(value.is_object() || value.is_array(), "{arguments:?}: {value}");
        }
    }
    let keys: Value =
        serde_json::from_str(&written(&scene, To::Pipes, &[], &["key", "list", "--json"]).await).unwrap();
    let key = &keys[0];
    assert_eq!(
        (&key["principal"], &key["name"], &key["expired"]),
        (&"reader".into(), &"lamp".into(), &false.into())
    );
    let id = key["id"].as_str().unwrap();
    let revoked = written(&scene, To::Pipes, &[], &["key", "revoke", id, "--json"]).await;
    assert_eq!(
        serde_json::from_str::<Value>(&revoked).unwrap(),
        serde_json::json!({"id": id, "revoked": true})
    );
    let clients: Value =
        serde_json::from_str(&written(&scene, To::Pipes, &[], &["client", "list", "--json"]).await).unwrap();
    assert_eq!(clients.as_array().unwrap().len(), 4, "{clients}");
    assert_eq!((&clients[0]["client"], &clients[0]["installed"]), (&"claude-desktop".into(), &false.into()));
}
