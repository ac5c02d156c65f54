//! `gatewayc import` and `gatewayc new` as people run them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Speaks MCP 2025-11-25 from a shell, one tool a page; what it is told by its environment is in a description.
const SERVER: &str = r#"
while read -r line; do
  id=${line#*\"id\":}; id=${id%%,*}
  case $line in
    *'"method":"initialize"'*) result='{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}' ;;
    *'"cursor":"2"'*) result='{"tools":[{"name":"delete_it","description":"Two.","inputSchema":{"type":"object","properties":{"n":{"type":"integer","multipleOf":2}}}}]}' ;;
    *'"method":"tools/list"'*) result='{"nextCursor":"2","tools":[{"name":"get_it","title":"Get it","description":"Level '$LEVEL', key '$API_KEY'.","inputSchema":{"type":"object","properties":{},"additionalProperties":false}}]}' ;;
    *'"method":"server/discover"'*) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\n' "$id"; continue ;;
    *'"method":"prompts/list"'*) result='{"prompts":[{"name":"greet"},{"name":"ask politely"}]}' ;;
    *'"method":"resources/list"'*) result='{"resources":[{"uri":"notes://'$API_KEY'","name":"n"},{"uri":"file:///srv/docs/a.md","name":"a"}]}' ;;
    *'"method":"resources/templates/list"'*) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\n' "$id"; continue ;;
    *) continue ;;
  esac
  printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$result"
done
"#;

fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_gatewayc")).args(args).current_dir(folder).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), text)
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

/// Names of everything in a folder, so that nothing half written stays unseen.
fn left(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_live_server_becomes_a_file_that_compiles() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("server.sh"), SERVER).unwrap();
    let import =
        ["import", "own", "--env", "LEVEL=high", "--env", "API_KEY=hunter2", "--", "sh", "server.sh"];

    let (code, text) = run(folder, &["import", "own", "--dry-run", "--", "sh", "server.sh"]);
    assert_eq!((code, left(folder)), (0, vec!["server.sh".to_owned()]), "{text}");
    assert!(
        text.contains("+[servers.own.tools.get_it]") && text.contains("b/schemas/own.delete_it.json"),
        "{text}"
    );

    let (code, report) = run(folder, &import);
    assert_eq!(code, 0, "{report}");
    let file = read(folder, "tools.toml");
    let own = &file[file.find("[servers").unwrap()..];
    insta::assert_snapshot!(format!("{report}---\n{own}---\n{}", read(folder, "schemas/own.delete_it.json")));
    assert_eq!(run(folder, &["check"]).0, 0);

    let (code, text) = run(folder, &import);
    assert_eq!((code, text.as_str()), (0, "own: no new tools\ntools.toml: nothing to add\n"));
    assert_eq!(read(folder, "tools.toml"), file);
}

#[test]
fn the_servers_of_a_clients_file_are_taken_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("server.sh"), SERVER).unwrap();
    let file = r#"{
        // What VS Code allows.
        "servers": {
            "My Server": { "type": "stdio", "command": "sh", "args": ["server.sh"], "env": { "LEVEL": "${env:HOME:-x}", "API_KEY": "hunter2" } },
            "broken": { "command": "sh", "args": ["-c", "echo no key >&2; exit 3"] },
            "missing": { "command": "no-such-program" },
            "old": { "type": "sse", "url": "http://127.0.0.1:1/sse" },
            "off": { "command": "x", "disabled": true },
            "self": { "command": "/opt/gateway", "args": ["serve"] },
            "odd": 3,
        },
    }"#;
    fs::write(folder.join("mcp.json"), file.replace(":-x", "")).unwrap();
    let (code, report) = run(folder, &["import", "--mcp-json", "mcp.json"]);
    assert_eq!(code, 3, "{report}");
    insta::assert_snapshot!(report);
    let text = read(folder, "tools.toml");
    assert!(text.contains("[servers.my_server.tools.get_it]") && !text.contains("hunter2"), "{text}");
    assert_eq!(run(folder, &["check"]).0, 0);
}

#[test]
fn an_export_of_contextforge_names_servers() {
    let folder = tempfile::tempdir().unwrap();
    let export = r#"{"version": "2025-03-26", "entities": {
        "tools": [{"name": "rest_tool", "integration_type": "REST"}],
        "gateways": [
            {"name": "Away", "url": "http://127.0.0.1:1/mcp", "transport": "STREAMABLEHTTP", "auth_type": "bearer", "auth_value": "encrypted"},
            {"name": "old", "url": "http://127.0.0.1:1/sse", "transport": "SSE"},
            {"name": "off", "url": "http://127.0.0.1:1/mcp", "is_active": false}
        ],
        "servers": [{"name": "virtual"}]}, "metadata": {}}"#;
    fs::write(folder.path().join("export.json"), export).unwrap();
    let (code, report) = run(folder.path(), &["import", "--contextforge", "export.json"]);
    assert_eq!((code, left(folder.path())), (3, vec!["export.json".to_owned()]));
    insta::assert_snapshot!(report);
}

fn saved(count: usize) -> String {
    let mut text = String::from("{\"tools\":[");
    for at in 0..count {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{comma}{{"name":"get_{at}","description":"Gets {at}.","inputSchema":{{"type":"object","properties":{{"n":{{"type":"integer","description":"Which."}}}}}}}}"#
        );
    }
    text + "]}"
}

#[test]
fn two_thousand_tools_are_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("saved.json"), saved(2000)).unwrap();
    let import = ["import", "many", "--tools-list", "saved.json", "--", "many"];
    let (code, text) = run(folder, &import);
    assert!(code == 0 && text.starts_with("many: 2000 new tools\n"), "{code} {}", &text[..200]);
    let before = read(folder, "tools.toml");
    assert!(run(folder, &import).1.contains("nothing to add"));
    assert_eq!(read(folder, "tools.toml"), before);
    let (code, text) = run(folder, &["check"]);
    assert!(code == 0 && text.contains("1 server, 2000 tools"), "{text}");
}

#[test]
fn mistakes_are_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("one.json"), saved(1)).unwrap();
    fs::write(folder.join("page.json"), r#"{"tools": [], "nextCursor": "x"}"#).unwrap();
    fs::write(folder.join("bad.toml"), "[gateway\n").unwrap();
    fs::write(folder.join("taken.toml"), "[servers.a.tools.get_0]\nclass = \"read\"\n").unwrap();
    fs::write(folder.join("odd.toml"), "servers = 3\n").unwrap();
    fs::write(
        folder.join("two.json"),
        r#"{"mcpServers": {"a b": {"command": "x"}, "a-b": {"command": "y"}}}"#,
    )
    .unwrap();
    let before = left(folder);
    for (args, code, expected) in [
        (&["import"][..], 1, "say what the server is to be called"),
        (&["import", "x"], 1, "say where `x` is"),
        (&["import", "x", "--tools-list", "none.json"], 1, "none.json: No such file"),
        (&["import", "x", "--tools-list", "page.json"], 1, "it is one page of several"),
        (&["import", "x", "--tools-list", "bad.toml"], 1, "it should be the result of tools/list"),
        (&["import", "x", "--tools-list", "one.json", "-o", "bad.toml"], 1, "bad.toml: it is not TOML"),
        (
            &["import", "x", "--tools-list", "one.json", "-o", "odd.toml"],
            1,
            "`servers` in the file is no table",
        ),
        (
            &["import", "x", "--tools-list", "one.json", "-o", "taken.toml"],
            1,
            "taken here: taken.toml:1: a tool of `a`",
        ),
        (&["import", "--mcp-json", "one.json"], 1, "neither `mcpServers`"),
        (&["import", "--mcp-json", "two.json"], 1, "would both become `[servers.a_b]`"),
        (&["import", "--mcp-json", "two.json", "--only", "c"], 1, "there is no such server"),
        (&["import", "--contextforge", "one.json"], 1, "it has no `entities`"),
        (&["import", "x", "--url", "http://127.0.0.1:1/", "--", "y"], 2, "cannot be used with"),
    ] {
        let (found, text) = run(folder, args);
        assert!(found == code && text.contains(expected), "{args:?}: {found} {text}");
        assert_eq!(left(folder), before, "{args:?}");
    }
}

#[test]
fn a_schema_that_is_somebodys_is_not_overwritten_and_nothing_else_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let tool = |name: &str| {
        format!(
            r##"{{"name":"{name}","description":"D.","inputSchema":{{"type":"object","properties":{{"a":{{"$ref":"#"}}}}}}}}"##
        )
    };
    fs::write(folder.join("saved.json"), format!("[{},{}]", tool("first"), tool("second"))).unwrap();
    fs::create_dir(folder.join("schemas")).unwrap();
    fs::write(folder.join("schemas/x.second.json"), "{}").unwrap();
    let (code, text) =
        run(folder, &["import", "x", "--tools-list", "saved.json", "--url", "http://127.0.0.1:1/mcp"]);
    assert!(code == 1 && text.contains("schemas/x.second.json is there already"), "{text}");
    assert_eq!((left(folder).len(), left(&folder.join("schemas"))), (2, vec!["x.second.json".to_owned()]));
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let (code, text) = run(
        folder.path(),
        &["import", "x", "--timeout", "1", "--", "sh", "-c", "while read -r _; do :; done"],
    );
    assert!(
        code == 3 && text.contains("x: skipped") && text.contains("within 1 s (--timeout)"),
        "{code} {text}"
    );
    assert_eq!(left(folder.path()), [""; 0]);
}

#[test]
fn what_a_person_must_decide_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("saved.json"), saved(1)).unwrap();
    let (code, text) = run(folder.path(), &["import", "x", "--tools-list", "saved.json"]);
    assert!(code == 4 && text.contains("nothing serves `x`: it has no endpoint"), "{code} {text}");
}

#[test]
fn a_new_gateway_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let (code, text) = run(folder, &["new", "mine", "--path", root]);
    assert_eq!(code, 0, "{text}");
    assert_eq!(left(&folder.join("mine")), [".gitignore", "Cargo.toml", "src", "tools.toml"]);
    assert_eq!(run(folder, &["check", "mine/tools.toml"]).0, 0);
    let before = read(folder, "mine/Cargo.toml");
    for (args, expected) in [
        (&["new", "mine", "--path", root][..], "mine is there already"),
        (&["new", "Mine", "--path", root], "cannot be the name of a crate"),
        (&["new", "other", "--path", "."], "holds no gateway-macros"),
        (&["new", "no/such/place", "--git", "https://example.com/g.git"], "No such file"),
    ] {
        let (code, text) = run(folder, args);
        assert!(code == 1 && text.contains(expected), "{args:?}: {text}");
    }
    assert_eq!((left(folder), read(folder, "mine/Cargo.toml")), (vec!["mine".to_owned()], before));
    assert_eq!(run(folder, &["new", "g", "--git", "https://example.com/g.git", "--rev", "v1"]).0, 0);
    assert!(
        read(folder, "g/Cargo.toml")
            .contains(r#"gateway-runtime = { git = "https://example.com/g.git", rev = "v1" }"#)
    );
}

/// Every byte of the repository's own file stays: what is imported stands between its lines.
#[test]
fn comments_and_order_of_a_long_file_survive() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let before = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../tools.toml")).unwrap();
    fs::write(folder.join("saved.json"), saved(2)).unwrap();
    for (text, name) in [(before.clone(), "lf.toml"), (before.replace('\n', "\r\n"), "crlf.toml")] {
        fs::write(folder.join(name), &text).unwrap();
        for server in ["task", "another"] {
            let (code, said) = run(
                folder,
                &[
                    "import",
                    server,
                    "--prefix",
                    server,
                    "--tools-list",
                    "saved.json",
                    "--url",
                    "http://h/mcp",
                    "-o",
                    name,
                ],
            );
            assert_eq!(code, 0, "{said}");
        }
        let after = read(folder, name);
        let mut rest = after.lines();
        assert!(text.lines().all(|line| rest.any(|found| found == line)), "a line of {name} is gone");
        assert!(
            after.contains("[servers.task.tools.taskget_0]")
                && after.contains("[servers.another.tools.anotherget_1]")
        );
        assert_eq!(after.contains("\r\n"), name == "crlf.toml");
        assert!(!after.replace("\r\n", "").contains('\r'));
    }
}

/// A server that means ill: what it says is shown with its odd characters spelled out, what is wrong with it is told tool by
/// tool, and what is written compiles and holds nothing of the rest.
#[test]
fn a_hostile_server_is_reported_escaped_and_nothing_is_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let evil = "\\u001b[2J\\u001b]0;owned\\u0007 \\u202eevil\\u2066 <img src=x onerror=alert(1)> | `rm` ]](http://x) \\u0000\\u200b";
    let mut tools: Vec<String> = (0..2000)
        .map(|at| {
            format!(r#"{{"name":"get_{at}","description":"{evil} {at}","inputSchema":{{"type":"object"}}}}"#)
        })
        .collect();
    for schema in [
        r#"{"type":"array"}"#,
        r#"{"type":"object","properties":{"a":{"type":"strin"}}}"#,
        r#"{"type":"object","$ref":"file:///etc/passwd"}"#,
        r#"{"type":"object","properties":{"a":{"pattern":"("}}}"#,
    ] {
        tools
            .push(format!(r#"{{"name":"wrong_{}","description":"D.","inputSchema":{schema}}}"#, tools.len()));
    }
    tools.push(format!(r#"{{"name":"{evil}","description":"D.","inputSchema":{{"type":"object"}}}}"#));
    tools.push(r#"{"name":"../../etc/x","description":"D.","inputSchema":{"type":"object","properties":{"a":{"$ref":"\u0023"}}}}"#.into());
    fs::write(folder.join("saved.json"), format!("{{\"tools\":[{}]}}", tools.join(","))).unwrap();
    let before = left(folder);
    let (code, report) = run(folder, &["import", "x", "--tools-list", "saved.json", "--", "x"]);
    assert!(!report.chars().any(|c| c != '\n' && gateway_codegen::check::is_hidden(c)), "{report:?}");
    assert!(report.contains("wrong_2000") && report.contains("wrong_2003"), "{code} {report}");
    let text = read(folder, "tools.toml");
    assert!(!text.chars().any(|c| c != '\n' && c != '\t' && gateway_codegen::check::is_hidden(c)));
    assert!(!text.contains("wrong_"), "what is wrong is left out whole");
    assert!(text.contains("get_0") && text.contains("get_1999"));
    let written = left(folder);
    assert!(
        written.iter().all(|name| before.contains(name) || name == "tools.toml" || name == "schemas"),
        "{written:?}"
    );
    if folder.join("schemas").exists() {
        let schemas = left(&folder.join("schemas"));
        assert!(schemas.iter().all(|name| !name.contains("wrong") && !name.contains("..")), "{schemas:?}");
    }
    assert_eq!(run(folder, &["check"]).0, 0);
    // In what is made from it, nothing is markup.
    assert_eq!(run(folder, &["gen"]).0, 0);
    let page = read(folder, "generated/docs/TOOLS.md");
    assert!(!page.contains("<img") && !page.contains('\u{1b}') && !page.contains('\u{202e}'));

    // Two of one name from two servers: both places are told, and the file stays as it is.
    let (code, told) = run(folder, &["import", "y", "--tools-list", "saved.json", "--", "y"]);
    assert!(
        code == 1 && told.contains("get_0") && told.contains("taken here: tools.toml:"),
        "{}",
        &told[..told.len().min(2000)]
    );
    assert!(told.contains(" more names that are taken") && told.lines().count() < 100, "{}", told.len());
    assert_eq!(read(folder, "tools.toml"), text);
}
