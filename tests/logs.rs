//! The log: its forms, which call a line is about, what backends write into it, and that no credential ever stands in it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::process::Stdio;

use serde_json::Value;
use support::message::{MOVE, call, request, script};
use support::{Scene, puppet, soon};

/// All lines, each of which is an object.
fn lines(errors: &str) -> Vec<Value> {
    errors
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

#[tokio::test]
async fn without_a_terminal_each_line_is_json() {
    let scene = Scene::default().stdio_puppet("task", &[], "");
    let mut gateway = scene.stdio();
    let parent = r#""traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01""#;
    let arguments = r#"{"task_number":"one"}"#;
    let params = format!(r#"{{"name":"{MOVE}","arguments":{arguments},"_meta":{{{parent}}}}}"#);
    gateway.ask(request("1", "tools/call", &params)).await;
    gateway.ask(call("2", MOVE, &script("label=a"))).await;
    let errors = gateway.process.said("backend started").await;
    let lines = lines(&errors);
    assert!(errors.lines().all(|line| line.starts_with("{\"time\":\"")), "{errors}");
    let refused = lines.iter().find(|line| line["code"] == "bad_arguments").unwrap();
    for (name, value) in [
        ("level", "info"),
        ("module", "gateway_runtime::serve"),
        ("tool", MOVE),
        ("server", "task"),
        ("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"),
    ] {
        assert_eq!(refused[name], value, "{refused}");
    }
    let time = refused["time"].as_str().unwrap();
    assert!(time.len() == 24 && time.ends_with('Z'), "{time}");
    let started = lines.iter().find(|line| line["message"] == "backend started").unwrap();
    assert_eq!(started["server"], "task");
}

#[tokio::test]
async fn the_form_can_be_chosen() {
    for (flags, variable, is_json) in [
        (&["--log-format", "human"][..], "", false),
        (&["--log-format", "json"], "human", true),
        (&[], "human", false),
        (&[], "auto", true),
    ] {
        let scene = Scene::default().stdio_puppet("task", &[], "");
        let mut command = scene.gateway(&[&["serve", "--log", "info"], flags].concat());
        if !variable.is_empty() {
            command.env("GATEWAY_LOG_FORMAT", variable);
        }
        let mut gateway = scene.start(command);
        gateway.ask(call("1", MOVE, r#"{"task_number":"one"}"#)).await;
        let errors = gateway.process.said("bad_arguments").await;
        let line = errors.lines().find(|line| line.contains("bad_arguments")).unwrap();
        assert_eq!(line.starts_with('{'), is_json, "{flags:?} {variable}: {line}");
        assert!(is_json || line.ends_with(&format!("tool={MOVE} server=task")), "{line}");
    }
}

#[tokio::test]
async fn a_form_that_there_is_not_is_named() {
    let scene = Scene::default().with("log_format = \"xml\"");
    let output = scene.gateway(&["serve"]).output().await.unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("gateway.toml: log_format") && errors.contains("xml"), "{errors}");
}

/// A puppet that first writes this to standard error, with printf's escapes.
fn talker(scene: Scene, text: &str) -> Scene {
    let program = format!("printf '{text}' >&2; exec {} --stdio", puppet().display());
    scene.with(&format!("[servers.task]\nmode = \"stdio\"\ncommand = [\"sh\", \"-c\", {program:?}]"))
}

#[tokio::test]
async fn a_backend_can_write_nothing_into_the_log_that_acts_on_a_terminal() {
    for form in ["json", "human"] {
        let text = r"\033[2Jfalse\007\tlines\rover\302\233\n";
        let scene = talker(Scene::default(), text);
        let mut gateway = scene.stdio_of(&["serve", "--log", "info", "--log-format", form]);
        gateway.ask(call("1", MOVE, &script("label=a"))).await;
        let errors = gateway.process.said("[2Jfalse").await;
        let line = errors.lines().find(|line| line.contains("[2Jfalse")).unwrap();
        assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
        assert!(line.contains("task"), "{line}");
    }
}

#[tokio::test]
async fn what_a_backend_writes_is_cut_and_bounded() {
    let text = format!("{}\\n{}", "x".repeat(9000), "spam\\n".repeat(1000));
    let scene = talker(Scene::default(), &text);
    let mut gateway = scene.stdio();
    gateway.ask(call("1", MOVE, &script("label=a"))).await;
    let errors = gateway.process.said("a line over 4096 bytes").await;
    assert!(!errors.contains(&"x".repeat(5000)));
    gateway.process.said("spam").await;
    assert!(errors.matches("\"spam\"").count() <= 50, "{errors}");
}

/// What must never be seen: each is somebody's secret, filled in by reference.
const SECRETS: [(&str, &str); 5] = [
    ("PG_PASSWORD", "pg-s3cr3t-word"),
    ("REDIS_PASSWORD", "redis-s3cr3t-word"),
    ("OTLP_TOKEN", "otlp-s3cr3t-word"),
    ("BACKEND_TOKEN", "backend-s3cr3t-word"),
    ("CHILD_TOKEN", "child-s3cr3t-word"),
];

#[tokio::test]
async fn credentials_are_shown_as_references_wherever_something_fails() {
    let settings = r#"
[state]
url = "redis://:${REDIS_PASSWORD}@127.0.0.1:1"
[tracing]
endpoint = "http://127.0.0.1:1/${OTLP_TOKEN}"
headers = { Authorization = "Bearer ${OTLP_TOKEN}" }
[servers.adr]
mode = "http"
url = "http://127.0.0.1:1/mcp?key=${BACKEND_TOKEN}"
headers = { Authorization = "Bearer ${BACKEND_TOKEN}" }
[servers.code]
mode = "stdio"
command = ["sh", "-c", "echo I was given $CHILD_TOKEN >&2; exit 3"]
env = { CHILD_TOKEN = "${CHILD_TOKEN}" }
"#;
    let scene = Scene::default().with(settings);
    let mut command = scene.gateway(&["serve", "--log", "trace"]);
    command.envs(SECRETS);
    let mut gateway = scene.start(command);
    let mut answers = String::new();
    for (id, tool, arguments) in
        [("1", "adr_get", r#"{"number":1}"#), ("2", "code_get_info", r#"{"path":"x"}"#)]
    {
        answers.push_str(&gateway.ask(call(id, tool, arguments)).await);
    }
    for said in ["${OTLP_TOKEN}", "${CHILD_TOKEN}", "the state server redis://127.0.0.1:1"] {
        gateway.process.said(said).await;
    }
    assert!(answers.contains("${BACKEND_TOKEN}"), "{answers}");
    let errors = gateway.process.errors();
    for (name, secret) in SECRETS {
        assert!(!errors.contains(secret) && !answers.contains(secret), "{name} in {errors}{answers}");
    }
}

#[tokio::test]
async fn the_password_of_the_audit_is_not_shown_where_it_cannot_be_reached() {
    let scene = Scene::default().with("[audit]\nurl = \"postgres://me:${PG_PASSWORD}@127.0.0.1:1/none\"");
    let mut command = scene.gateway(&["audit", "tail", "--log", "trace"]);
    command.envs(SECRETS).stdin(Stdio::null());
    let output = soon("the end", command.output()).await.unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(text.contains("127.0.0.1:1") && !text.contains("s3cr3t"), "{text}");
}

#[tokio::test]
async fn a_clients_key_and_token_are_not_logged() {
    let scene = Scene::default();
    let made = scene.gateway(&["key", "new", "--principal", "operator"]).output().await.unwrap();
    let key = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let gateway = scene.http_of(&["serve", "--log", "trace"]).await;
    for credential in [format!("Bearer {key}"), format!("Bearer {key}x"), format!("Basic {key}")] {
        let mut headers = gateway.modern("tools/call", Some("list_tasks"));
        headers.push(("authorization", credential));
        gateway.ask(&headers, support::message::modern_call("1", "list_tasks", "{}")).await;
    }
    let errors = gateway.process.errors();
    let secret = &key[key.len() - 24..];
    assert!(!errors.contains(secret), "{errors}");
}

/// Starts, is called, loses a backend, panics nowhere, and ends: whatever comes, a program can read it.
#[tokio::test]
async fn a_whole_run_says_nothing_that_is_no_json() {
    let scene =
        Scene::default().stdio_puppet("task", &[], "").stdio_puppet("adr", &["--fault", "die-at-start"], "");
    let managed = scene.managed().await;
    let ask = async |id: &str, tool: &str, arguments: &str| {
        let headers = managed.http.modern("tools/call", Some(tool));
        managed.http.ask(&headers, support::message::modern_call(id, tool, arguments)).await
    };
    support::message::assert_done(&ask("1", MOVE, &script("label=a")).await);
    ask("2", MOVE, &script("fault=die")).await;
    ask("3", "adr_get", r#"{"number":1}"#).await;
    ask("4", MOVE, r#"{"task_number":"one"}"#).await;
    let mut process = managed.http.process;
    process.signal(rustix::process::Signal::TERM);
    assert!(soon("the end", process.child.wait()).await.unwrap().success());
    let lines = lines(&process.errors());
    for line in &lines {
        for name in ["time", "level", "module", "message"] {
            assert!(line[name].is_string(), "{name} of {line}");
        }
    }
    for (what, url) in [("serving MCP on ", "/mcp"), ("management on ", ""), ("dashboard on ", "/")] {
        let is_it = |line: &&Value| line["message"].as_str().unwrap().starts_with(what);
        let line = lines.iter().find(is_it).unwrap_or_else(|| panic!("{what}: {lines:?}"));
        let address = line["url"].as_str().unwrap();
        assert!(address.starts_with("http://127.0.0.1:") && address.ends_with(url), "{line}");
    }
    assert!(lines.iter().any(|line| line["server"] == "adr" && line["level"] == "warn"), "{lines:?}");
}

#[tokio::test]
async fn a_gateway_that_cannot_serve_says_why_in_the_form_of_its_log() {
    for (config, flags, variable, is_json) in [
        ("", &["serve", "--http", "192.0.2.1:1"][..], "", true),
        ("", &["serve", "--http", "192.0.2.1:1", "--log-format", "human"], "", false),
        ("log_format = \"human\"", &["serve", "--http", "192.0.2.1:1"], "", false),
        ("log_formt = \"human\"", &["serve"], "", true),
        ("log_formt = \"human\"", &["serve"], "human", false),
        ("log_formt = \"human\"", &["serve", "--log-format", "human"], "json", false),
        ("log_formt = \"human\"", &["fleet", "task"], "", true),
        // What only shows something speaks to whoever typed it.
        ("log_formt = \"human\"", &["tools"], "json", false),
    ] {
        let scene = Scene::default().with(config);
        let mut command = scene.gateway(flags);
        if !variable.is_empty() {
            command.env("GATEWAY_LOG_FORMAT", variable);
        }
        let output = soon("the end", command.stdin(Stdio::null()).output()).await.unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{flags:?}: {errors}");
        assert_eq!(errors.starts_with("gateway: "), !is_json, "{config} {flags:?} {variable}: {errors}");
        if is_json {
            let line = &lines(&errors)[0];
            assert_eq!(line["level"], "error", "{line}");
            assert!(line["message"].as_str().is_some_and(|why| !why.is_empty()), "{line}");
        }
    }
}
