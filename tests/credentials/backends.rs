//! Credentials that the gateway shows to backends.

use crate::support::message::{assert_done, modern_call};
use crate::support::{Http, HttpPuppet, Scene, puppet};
use crate::{bearer, new_key};

/// Values that must never show.
const SECRETS: [(&str, &str); 3] = [
    ("BACKEND_TOKEN", "s3cr3t-of-the-header"),
    ("URL_KEY", "s3cr3t-of-the-address"),
    ("CHILD_TOKEN", "s3cr3t-of-the-child"),
];
const SECRET_OF_FILE: &str = "s3cr3t-of-the-file";

fn assert_no_secret(text: &str, where_: &str) {
    let all = SECRETS.iter().map(|(_, value)| *value).chain([SECRET_OF_FILE]);
    for secret in all {
        assert!(!text.contains(secret), "{where_} shows {secret}: {text}");
    }
}

/// The address of a server that answers everything with what it was sent.
async fn repeater() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let repeat = |headers: axum::http::HeaderMap| async move {
        let token = headers.get("x-token").and_then(|value| value.to_str().ok()).unwrap_or_default();
        (axum::http::StatusCode::FORBIDDEN, format!("you sent {}", token.trim_start_matches("T ")))
    };
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(repeat)).await });
    url
}

#[tokio::test]
async fn backends_are_shown_their_own_credentials_and_nobody_else_sees_them() {
    let scene = Scene::default();
    let file = scene.root().join("token");
    std::fs::write(&file, format!("{SECRET_OF_FILE}\n")).unwrap();
    let server = HttpPuppet::start(&scene, &[]).await;
    let repeater = repeater().await;
    let given = scene.root().join("given");
    let (puppet_program, child_log) = (puppet(), scene.root().join("child.log"));
    let script = format!(
        "echo $GITHUB_TOKEN > {}; echo the token is $GITHUB_TOKEN >&2; exec {} --stdio --log-calls {}",
        given.display(),
        puppet_program.display(),
        child_log.display()
    );
    let scene = scene
        .http_puppet(
            "task",
            &server,
            &format!(
                "headers = {{ Authorization = \"Bearer ${{file:{}}}\", X-Api-Key = \"${{BACKEND_TOKEN}}\" }}",
                file.display()
            ),
        )
        .with("[servers.chronicle]\nmode = \"http\"\nurl = \"http://127.0.0.1:1/mcp?key=${URL_KEY}\"")
        .with("[servers.protocol]\nmode = \"http\"\nurl = \"${URL_KEY}\"")
        .with("[servers.adr]\nmode = \"http\"\nurl = \"http://127.0.0.1:1/mcp\"\nheaders = { X-Token = \"${BROKEN}\" }")
        .with(&format!(
            "[servers.config]\nmode = \"http\"\nurl = \"{repeater}/mcp\"\nheaders = {{ X-Token = \"T ${{BACKEND_TOKEN}}\" }}"
        ))
        .with("[servers.code]\nmode = \"stdio\"\ncommand = [\"/none/${CHILD_TOKEN}\"]")
        .with(&format!(
            "[servers.git_workflow]\nmode = \"stdio\"\ncommand = [\"sh\", \"-c\", {script:?}]\n\
             env = {{ GITHUB_TOKEN = \"${{CHILD_TOKEN}}\" }}"
        ));
    let key = new_key(&scene, "operator").await;
    let mut command = scene.gateway(&["serve", "--log", "trace", "--http", "127.0.0.1:0"]);
    command.envs(SECRETS).env("BROKEN", "s3cr3t-of-the-header\nwith a line break");
    let http = Http::start(command, std::sync::Arc::new(tempfile::TempDir::new().unwrap())).await;

    let call = async |tool: &str, arguments: &str| {
        let mut headers = http.modern("tools/call", Some(tool));
        headers.push(("authorization", bearer(&key)));
        let answer = http.ask(&headers, modern_call("1", tool, arguments)).await;
        assert_no_secret(&answer, tool);
        answer
    };
    assert_done(&call("get_task", r#"{"task_number":1}"#).await);
    let heard = server.log();
    assert!(heard.contains(&format!("HEADER authorization: Bearer {SECRET_OF_FILE}")), "{heard}");
    assert!(heard.contains("HEADER x-api-key: s3cr3t-of-the-header"), "{heard}");
    assert!(!heard.contains(&key), "a client's key reached a backend: {heard}");

    assert_done(&call("git_get_status", "{}").await);
    assert_eq!(std::fs::read_to_string(&given).unwrap(), "s3cr3t-of-the-child\n");

    for (tool, arguments, part) in [
        ("chronicle_get_entry", r#"{"entry_number":1}"#, "http://127.0.0.1:1/mcp?key=${URL_KEY}"),
        ("protocol_get", r#"{"number":1}"#, "`${URL_KEY}` is not"),
        ("adr_get", r#"{"number":1}"#, "`${BROKEN}` cannot be the value of the header `x-token`"),
        ("config_list", "{}", "you sent ${BACKEND_TOKEN}"),
        ("code_get_info", r#"{"path":"x"}"#, "`/none/${CHILD_TOKEN}` could not be started"),
    ] {
        let answer = call(tool, arguments).await;
        assert!(answer.contains(part), "{tool}: {answer}");
    }
    let errors = http.process.said("the token is ${CHILD_TOKEN}").await;
    assert_no_secret(&errors, "the log");
    assert!(!errors.contains(&key), "the log shows the key: {errors}");
}
