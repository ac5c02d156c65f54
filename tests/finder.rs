//! A profile that lists three tools instead of its own: whatever is found, described or called through them is what the
//! caller may call, and it is judged and recorded as if it had been called by its name.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::{Value, json};
use support::audit::{columns, rows};
use support::message::{MODERN_META, call, modern_call, request, script};
use support::{Http, Scene, Stdio};
use tokio::process::Command;

/// One way to speak to the gateway.
enum Way {
    Stdio(Box<Stdio>),
    Http(Box<Http>, String),
}

/// A client of one era.
struct Client {
    way: Way,
    modern: bool,
}

fn gateway(scene: &Scene, arguments: &[&str]) -> Command {
    let program = support::puppet().with_file_name("finding");
    assert!(program.exists(), "{} is missing: run `cargo build --examples`", program.display());
    std::fs::create_dir_all(scene.root().join(".gateway")).unwrap();
    let mut command = Command::new(program);
    command.args(arguments).current_dir(scene.root()).env_clear().kill_on_drop(true);
    command.env("PUPPET", support::puppet()).env("LOG", scene.log_of("task"));
    command
}

impl Client {
    fn on_stdio(scene: &Scene, modern: bool) -> Self {
        Self { way: Way::Stdio(Box::new(scene.start(gateway(scene, &[])))), modern }
    }

    async fn over_http(scene: &Scene, folder: std::sync::Arc<tempfile::TempDir>, modern: bool) -> Self {
        let http = Http::start(gateway(scene, &["--http", "127.0.0.1:0"]), folder).await;
        let session = if modern { String::new() } else { http.session().await };
        Self { way: Way::Http(Box::new(http), session), modern }
    }

    /// Both ways in both eras.
    async fn each(scene: &Scene) -> Vec<Self> {
        let mut all = Vec::new();
        for modern in [false, true] {
            all.push(Self::on_stdio(scene, modern));
            let folder = std::sync::Arc::new(tempfile::TempDir::new().unwrap());
            all.push(Self::over_http(scene, folder, modern).await);
        }
        all
    }

    async fn send(&mut self, method: &str, name: Option<&str>, message: String) -> Value {
        let text = match &mut self.way {
            Way::Stdio(stdio) => stdio.ask(message).await,
            Way::Http(http, _) if self.modern => http.ask(&http.modern(method, name), message).await,
            Way::Http(http, session) => http.ask(&http.in_session(session), message).await,
        };
        // The puppet's answers hold a number that this reader does not know.
        let text = text.replace("1e400", "1e40");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    async fn list(&mut self) -> Value {
        let params = if self.modern { format!(r#"{{"_meta":{{{MODERN_META}}}}}"#) } else { "{}".into() };
        self.send("tools/list", None, request("1", "tools/list", &params)).await["result"].take()
    }

    /// Calls a tool; the answer without what only says the era.
    async fn call(&mut self, tool: &str, arguments: &str) -> Value {
        let message =
            if self.modern { modern_call("7", tool, arguments) } else { call("7", tool, arguments) };
        let mut answer = self.send("tools/call", Some(tool), message).await;
        if let Some(result) = answer["result"].as_object_mut() {
            result.remove("resultType");
        }
        answer
    }

    /// Calls a tool through `call_tool`.
    async fn call_through(&mut self, tool: &str, arguments: &str) -> Value {
        self.call("call_tool", &format!(r#"{{"arguments":{arguments},"name":{}}}"#, json!(tool))).await
    }

    /// The text of a result, as JSON where it is that, and whether it is a failure.
    async fn text(&mut self, tool: &str, arguments: &Value) -> (Value, bool) {
        let answer = self.call(tool, &arguments.to_string()).await;
        let text = answer["result"]["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
        let is_error = answer["result"]["isError"] == true;
        (serde_json::from_str(text).unwrap_or_else(|_| text.into()), is_error)
    }

    async fn found(&mut self, query: &str) -> Vec<String> {
        let (found, is_error) = self.text("find_tools", &json!({ "query": query })).await;
        assert!(!is_error, "{found}");
        let names = found["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap());
        names.map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn the_list_shows_the_three_and_nothing_else() {
    let scene = Scene::default();
    let mut lists = Vec::new();
    for mut client in Client::each(&scene).await {
        let list = client.list().await;
        lists.push(list["tools"].clone());
    }
    assert!(lists.windows(2).all(|pair| pair[0] == pair[1]));
    let shown: Vec<_> =
        lists[0].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(shown, ["call_tool", "describe_tool", "find_tools"]);
    // What it could lead to is what a person is told before a call.
    assert_eq!(
        lists[0][0]["annotations"],
        json!({ "readOnlyHint": false, "destructiveHint": true, "idempotentHint": false, "openWorldHint": true })
    );
    assert_eq!(lists[0][2]["annotations"]["readOnlyHint"], true);
}

#[tokio::test]
async fn what_may_be_called_is_found_and_described_and_nothing_beyond() {
    let scene = Scene::default();
    for mut client in Client::each(&scene).await {
        for (query, first) in [
            ("move a task", "update_task_status"),
            ("moving tasks", "update_task_status"),
            ("statsu", "update_task_status"),
            ("move_task", "update_task_status"),
            ("get_task", "get_task"),
            ("search", "search_tasks"),
        ] {
            let found = client.found(query).await;
            assert_eq!(found.first().map(String::as_str), Some(first), "{query}: {found:?}");
        }
        for hidden in ["list tasks", "list_tasks", "task", "find tools", "call"] {
            let found = client.found(hidden).await;
            assert!(!found.iter().any(|name| name == "list_tasks" || name.ends_with("_tool")), "{found:?}");
        }
        let (found, _) = client.text("find_tools", &json!({ "query": "task", "limit": 1 })).await;
        assert_eq!((found["tools"].as_array().unwrap().len(), &found["more"]), (1, &json!(2)));
        let (found, _) = client.text("find_tools", &json!({ "query": "move" })).await;
        assert_eq!(found["tools"][0]["parameters"], json!(["task_number", "new_status", "notes?"]));
        let (found, _) = client.text("find_tools", &json!({ "query": "zeppelin" })).await;
        assert!(found["hint"].as_str().unwrap().contains("Tasks"), "{found}");

        let (described, is_error) = client.text("describe_tool", &json!({ "name": "move_task" })).await;
        assert!(!is_error);
        assert_eq!(described["name"], "update_task_status");
        assert_eq!(described["inputSchema"]["required"], json!(["task_number", "new_status"]));
        assert_eq!(described["annotations"]["readOnlyHint"], false);
        for hidden in ["list_tasks", "nothing_like_it", "find_tools"] {
            let (said, is_error) = client.text("describe_tool", &json!({ "name": hidden })).await;
            let said = said.as_str().unwrap().to_owned();
            assert!(is_error && said.starts_with(&format!("There is no tool `{hidden}`")), "{said}");
        }
        let (said, _) = client.text("describe_tool", &json!({ "name": "get_tusk" })).await;
        assert_eq!(said, "There is no tool `get_tusk`; did you mean `get_task`?");
    }
}

/// The paths in a refusal begin in the arguments of `call_tool`; nothing else differs.
fn with_paths_below(mut direct: Value) -> Value {
    let facts = direct.pointer_mut("/result/_meta/sanctuary-gateway~1fault/arguments");
    let mut text = Vec::new();
    for fault in facts.and_then(Value::as_array_mut).into_iter().flatten() {
        let path = fault["path"].as_str().unwrap().to_owned();
        let below = if path.is_empty() { "arguments".to_owned() } else { format!("arguments.{path}") };
        text.push((format!("`{path}`:"), format!("`{below}`:")));
        fault["path"] = below.into();
    }
    let said = direct["result"]["content"][0]["text"].as_str().map(str::to_owned);
    if let Some(said) = said {
        let said = text.iter().fold(said, |said, (from, to)| said.replace(from, to));
        direct["result"]["content"][0]["text"] = said.into();
    }
    direct
}

#[tokio::test]
async fn a_call_through_call_tool_is_the_call_itself() {
    let scene = Scene::default();
    let long = json!({ "task_number": 1, "new_status": "todo", "notes": "x".repeat(2000) }).to_string();
    for mut client in Client::each(&scene).await {
        for (tool, arguments, says) in [
            ("update_task_status", script("label=a").as_str(), "grüße"),
            ("move_task", &script("label=a"), "grüße"),
            ("get_task", r#"{"task_number":7}"#, "grüße"),
            // Validate, with the path of each mistake.
            ("get_task", r#"{"task_number":0}"#, "task_number"),
            ("get_task", "{}", "it is missing"),
            ("update_task_status", r#"{"task_number":"1","new_status":"done","more":1}"#, "new_status"),
            // Limit.
            ("update_task_status", &long, "1KiB"),
            // Approve: there is nobody to ask.
            ("search_tasks", r#"{"query":"x"}"#, "approv"),
            // What the tool itself says.
            (
                "update_task_status",
                &script("result={'isError':true,'content':[{'type':'text','text':'no'}]}"),
                "no",
            ),
        ] {
            let direct = client.call(tool, arguments).await;
            let through = client.call_through(tool, arguments).await;
            let said = direct["result"]["content"].to_string();
            assert!(said.contains(says), "{tool} {arguments}: {direct}");
            assert_eq!(through, with_paths_below(direct), "{tool} {arguments}");
        }
    }
    // What reached the server is what a direct call would have sent: arguments byte for byte, under the tool's name.
    let log = scene.log("task");
    assert!(log.contains(r#""name":"update_task_status""#) && !log.contains("call_tool"), "{log}");
}

#[tokio::test]
async fn what_is_not_there_is_not_there_through_call_tool_either() {
    let scene = Scene::default();
    for mut client in Client::each(&scene).await {
        assert_eq!(client.call("list_tasks", "{}").await["error"]["code"], -32602);
        let mut said = Vec::new();
        for (name, arguments) in [
            ("list_tasks", "{}"),
            ("nothing", "{}"),
            ("get_tusk", r#"{"task_number":1}"#),
            ("call_tool", r#"{"name":"get_task","arguments":{"task_number":1}}"#),
        ] {
            let answer = client.call_through(name, arguments).await;
            assert_eq!(answer["result"]["isError"], true, "{answer}");
            said.push(answer["result"]["content"][0]["text"].as_str().unwrap().to_owned());
        }
        for arguments in [
            "{}",
            r#"{"name":7}"#,
            r#"{"name":"get_task","arguments":[]}"#,
            r#"{"name":"get_task","arguments":{"task_number":1},"more":true}"#,
            r#"{"name":"get_task","arguments":{"task_number":1},"name":"list_tasks"}"#,
            r#"{"name":""}"#,
        ] {
            let answer = client.call("call_tool", arguments).await;
            assert_eq!(answer["result"]["isError"], true, "{answer}");
            said.push(answer["result"]["content"][0]["text"].as_str().unwrap().to_owned());
        }
        insta::assert_snapshot!("not_there", said.join("\n"));
    }
    assert_eq!(scene.log("task"), "", "no server was started for any of it");
}

#[tokio::test]
async fn the_record_names_the_tool_that_was_called() {
    let scene = Scene::default();
    let mut client = Client::on_stdio(&scene, false);
    client.call_through("update_task_status", &script("label=a")).await;
    client.call_through("move_task", r#"{"task_number":0,"new_status":"todo"}"#).await;
    client.call_through("list_tasks", "{}").await;
    client.call("find_tools", r#"{"query":"task"}"#).await;
    client.call("call_tool", "{}").await;
    let Way::Stdio(mut stdio) = client.way else { panic!("it is on stdio") };
    stdio.close();
    stdio.ended().await;
    let rows = rows(&scene, &[]).await;
    assert_eq!(
        columns(&rows, &["kind", "tool", "outcome", "code"]),
        [
            "intent update_task_status - -",
            "outcome update_task_status ok -",
            "outcome update_task_status refused bad_arguments",
            "outcome list_tasks refused unknown_tool",
            "outcome find_tools ok -",
            "outcome call_tool refused bad_arguments",
        ]
    );
}
