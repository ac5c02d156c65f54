//! Questions to a gateway that is not running: what would happen to a call, who may do what, and where is a tool for that.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::Value;
use support::Scene;
use support::audit::command;

fn contract() -> Vec<String> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tools.toml")).unwrap();
    text.lines().map(str::to_owned).collect()
}

async fn json(scene: &Scene, arguments: &[&str]) -> (i32, Value) {
    let (code, text, errors) = command(scene, &[arguments, &["--json"]].concat()).await;
    (code, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}{errors}")))
}

fn stage<'v>(explained: &'v Value, name: &str) -> &'v Value {
    let stages = explained["stages"].as_array().unwrap();
    stages.iter().find(|stage| stage["stage"] == name).unwrap_or_else(|| panic!("no {name} in {explained}"))
}

/// The stages of the request line, as `pipeline.rs` has them: each step that is traced, and the record around all.
fn stages() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/gateway-runtime/src/pipeline.rs");
    let text = std::fs::read_to_string(path).unwrap();
    let (_, line) = text.split_once("async fn stages").unwrap();
    let names =
        line.split("Span::").skip(1).map(|rest| rest.split(|c: char| !c.is_alphabetic()).next().unwrap());
    let words = names.map(|name| {
        let spaced = name.chars().flat_map(|c| if c.is_uppercase() { vec![' ', c] } else { vec![c] });
        spaced.collect::<String>().trim().to_lowercase()
    });
    words.chain(["record".to_owned()]).collect()
}

#[tokio::test]
async fn each_line_that_is_named_holds_the_key_that_decides() {
    let (scene, lines, order) = (Scene::default(), contract(), stages());
    let mut seen = 0;
    for (tool, who) in [
        ("git_diff", "operator"),
        ("git_smart_commit", "coder"),
        ("git_push_feature", "agent"),
        ("get_task", "committer"),
        ("chronicle_read_latest_entries", "reader"),
        ("create_task", "scribe"),
        ("cortex_ingest_full", "operator"),
        ("query_sanctuary_model", "agent"),
    ] {
        let (code, explained) = json(&scene, &["explain", tool, "--as", who]).await;
        assert_eq!(code, 0, "{explained}");
        let names: Vec<_> = explained["stages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|stage| stage["stage"].as_str().unwrap())
            .collect();
        assert_eq!(names, order);
        for because in explained["stages"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|stage| stage["because"].as_array().unwrap())
        {
            let Some(line) = because["line"].as_u64() else { continue };
            let key = because["key"].as_str().unwrap();
            let last = key.rsplit('.').next().unwrap();
            let text = &lines[usize::try_from(line).unwrap() - 1];
            assert!(text.contains(last), "tools.toml:{line} is `{text}`, and should hold {key}");
            assert_eq!(because["file"], "tools.toml");
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

#[tokio::test]
async fn the_class_the_tool_or_the_configuration_decides() {
    let scene = Scene::default();
    let key = |explained: &Value, name: &str| {
        let because = &stage(explained, name)["because"][0];
        because["key"]
            .as_str()
            .or(because["narrow"].as_str())
            .or(because["default"].as_str())
            .map(str::to_owned)
    };
    let (_, plain) = json(&scene, &["explain", "list_tasks", "--as", "agent"]).await;
    assert_eq!(key(&plain, "limit").unwrap(), "classes.read.rate");
    assert_eq!(key(&plain, "remember").unwrap(), "servers.task.tools.list_tasks.cache");
    assert_eq!(stage(&plain, "remember")["text"], "answers are not remembered");
    assert_eq!(plain["outcome"], "passes");
    let narrow = "[narrow]\noff = [\"git_diff\"]\n[narrow.classes.read]\nrate = \"1/min\"\napproval = \"always\"\n\
                  [narrow.tools.list_tasks]\ncall_timeout = \"2s\"\n";
    let narrowed = Scene::default().with(narrow);
    let (code, explained) = json(&narrowed, &["explain", "list_tasks", "--as", "agent"]).await;
    assert_eq!((code, &explained["outcome"]), (0, &Value::from("asks")));
    for (name, expected) in [
        ("limit", "[narrow.classes.read] rate"),
        ("approve", "[narrow.classes.read] approval"),
        ("admit", "[narrow.tools.list_tasks] call_timeout"),
    ] {
        assert_eq!(key(&explained, name).unwrap(), expected);
    }
    assert!(stage(&explained, "limit")["text"].as_str().unwrap().contains("1/min and 100/min"));
    let (code, off) = json(&narrowed, &["explain", "git_diff"]).await;
    assert_eq!(
        (code, &off["outcome"], key(&off, "permit").unwrap().as_str()),
        (1, &Value::from("refused"), "[narrow] off \"git_diff\"")
    );
}

#[tokio::test]
async fn arguments_are_truly_validated_and_nothing_runs() {
    let scene = Scene::default();
    let file = scene.root().join("arguments.json");
    std::fs::write(&file, r#"{"task_number": 0, "new_status": "todo"}"#).unwrap();
    let file = format!("@{}", file.display());
    let (code, wrong) = json(&scene, &["explain", "update_task_status", "--args", &file]).await;
    assert_eq!((code, &wrong["outcome"]), (1, &Value::from("refused")));
    let last = wrong["stages"].as_array().unwrap().last().unwrap();
    assert_eq!(last["stage"], "validate");
    assert!(last["text"].as_str().unwrap().starts_with("`task_number`: "), "{last}");
    assert_eq!(last["because"][0]["key"], "servers.task.tools.update_task_status.params.task_number");
    let good = r#"{"title":"t","objective":"o","deliverables":["d"],"acceptance_criteria":["a"]}"#;
    let (code, right) = json(&scene, &["explain", "create_task", "--args", good]).await;
    assert_eq!((code, stage(&right, "validate")["verdict"].as_str()), (0, Some("passes")));
    let left: Vec<_> =
        std::fs::read_dir(scene.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["arguments.json"], "nothing was written");
    // What the gateway itself answers to that call is the same text.
    let (_, said, _) = command(
        &scene,
        &["call", "update_task_status", "--json", r#"{"task_number": 0, "new_status": "todo"}"#],
    )
    .await;
    assert!(said.contains(last["text"].as_str().unwrap()), "{said}");
}

#[tokio::test]
async fn who_may_not_is_told_where_that_stands() {
    let scene = Scene::default();
    let (code, refused) = json(&scene, &["explain", "create_task", "--as", "reader"]).await;
    let permit = stage(&refused, "permit");
    assert_eq!((code, permit["verdict"].as_str()), (1, Some("refused")));
    let keys: Vec<_> = permit["because"]
        .as_array()
        .unwrap()
        .iter()
        .map(|because| because["key"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["principals.reader.profile", "profiles.readonly.tools"]);
    for (arguments, says) in [
        (&["explain", "get_tusk"][..], "there is no tool `get_tusk`; did you mean `get_task`?"),
        (
            &["explain", "get_task", "--as", "nobody"],
            "there is no principal `nobody` in tools.toml; there are ",
        ),
        (&["explain", "get_task", "--args", "{"], "--args is not JSON: "),
        (&["explain", "get_task", "--args", "@/no/such"], "--args: /no/such: "),
        (&["policy", "--as", "reeder"], "there is no principal `reeder`; did you mean `reader`?"),
        (&["policy", "--server", "tusk"], "there is no server `tusk`; did you mean `task`?"),
    ] {
        let (code, text, errors) = command(&scene, arguments).await;
        assert_eq!((code, text.as_str()), (2, ""));
        assert!(errors.contains(says), "{arguments:?}: {errors}");
    }
}

/// The text without numbers of lines, which move with every change of the file.
fn without_lines(text: &str) -> String {
    const FILE: &str = "tools.toml:";
    let mut parts = text.split(FILE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(' ');
        let end = if rest.starts_with('\n') { "" } else { "  " };
        out + FILE + "LINE" + end + rest
    })
}

#[tokio::test]
async fn people_read_it_as_a_table() {
    let scene = Scene::default();
    let mut said = String::new();
    for arguments in [
        &["explain", "git_push_feature", "--as", "coder"][..],
        &["explain", "create_task", "--as", "reader"],
        &["explain", "get_task", "--args", r#"{"task_numbr":1}"#],
    ] {
        let (_, text, errors) = command(&scene, arguments).await;
        assert_eq!(errors, "");
        said.push_str(&format!("$ gateway {}\n{}\n", arguments.join(" "), without_lines(&text)));
    }
    insta::assert_snapshot!("tables", said);
    let mut coloured = scene.gateway(&["explain", "get_task"]);
    let output = support::soon("a table", coloured.env("CLICOLOR_FORCE", "1").output()).await.unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\u{1b}[32mpasses\u{1b}[0m"));
}

#[tokio::test]
async fn the_matrix_says_what_each_principal_s_own_list_says() {
    let scene = Scene::default();
    let (code, matrix) = json(&scene, &["policy"]).await;
    assert_eq!((code, matrix.as_array().unwrap().len()), (0, 63));
    for who in ["operator", "agent", "coder", "scribe", "committer", "reader"] {
        let (_, tools) = json(&scene, &["tools", "--principal", who]).await;
        let mut listed: Vec<_> = tools
            .as_array()
            .unwrap()
            .iter()
            .map(|tool| {
                let word = if tool["approval"] == true { "asks" } else { "yes" };
                (tool["name"].as_str().unwrap().to_owned(), word)
            })
            .collect();
        listed.sort();
        let rows = matrix.as_array().unwrap().iter();
        let mut may: Vec<_> = rows
            .map(|row| (row["tool"].as_str().unwrap().to_owned(), row["principals"][who].as_str().unwrap()))
            .filter(|(_, right)| *right != "no")
            .collect();
        may.sort();
        assert_eq!(may, listed, "{who}");
    }
    let (_, text, _) =
        command(&scene, &["policy", "--server", "task", "--as", "reader", "--as", "committer"]).await;
    insta::assert_snapshot!("policy", text);
    let off = Scene::default().with("[narrow]\noff = [\"server:task\"]\n");
    let (_, matrix) = json(&off, &["policy", "--server", "task", "--as", "committer"]).await;
    let get = matrix.as_array().unwrap().iter().find(|row| row["tool"] == "get_task").unwrap();
    assert_eq!(get["principals"]["committer"], "off");
}

#[tokio::test]
async fn tools_are_found_by_what_people_call_them() {
    let scene = Scene::default();
    for (words, first) in [
        (&["commit", "my", "changes"][..], "git_smart_commit"),
        (&["comit"], "git_smart_commit"),
        (&["creating", "tasks"], "create_task"),
        (&["architecture", "decisions", "search"], "adr_search"),
        (&["git_diff"], "git_diff"),
        (&["chronicle_read_latest_entries"], "chronicle_list_entries"),
        (&["chronical", "latest", "entries"], "chronicle_list_entries"),
        (&["push", "a", "branch"], "git_push_feature"),
    ] {
        let (code, found) = json(&scene, &[&["search"], words].concat()).await;
        assert_eq!((code, found[0]["name"].as_str()), (0, Some(first)), "{words:?}: {found:#}");
    }
    let (_, found) = json(&scene, &["search", "task", "--principal", "reader"]).await;
    assert!(found.as_array().unwrap().iter().all(|tool| tool["class"] == "read"), "{found}");
    let (_, text, _) = command(&scene, &["search", "task", "--limit", "2"]).await;
    assert_eq!(text.lines().count(), 3, "{text}");
    let (code, text, errors) = command(&scene, &["search", "zeppelin"]).await;
    assert_eq!((code, text.as_str()), (1, ""));
    assert_eq!(
        errors,
        "gateway: no tool of the profile all fits `zeppelin`; try other words; `gateway tools` lists what there is\n"
    );
}
