//! `gateway client`: what it writes into the files of clients, and what it leaves alone.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fmt::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::Scene;
use tokio::process::Command;

/// A person's home and a project, and the gateway run in them.
struct Person {
    scene: Scene,
}

/// Name, its file below the home, the key of its servers, whether it reads comments.
const CLIENTS: [(&str, &str, &str, bool); 4] = [
    ("claude-desktop", ".config/Claude/claude_desktop_config.json", "mcpServers", false),
    ("claude-code", ".claude.json", "mcpServers", false),
    ("cursor", ".cursor/mcp.json", "mcpServers", true),
    ("vscode", ".config/Code/User/mcp.json", "servers", true),
];

const NAME: &str = "sanctuary-gateway";

impl Person {
    fn new() -> Self {
        let scene = Scene::default();
        std::fs::create_dir(scene.root().join("home")).unwrap();
        Self { scene }
    }

    fn home(&self, path: &str) -> PathBuf {
        self.scene.root().join("home").join(path)
    }

    /// `gateway client` with these arguments: exit code, standard output, standard error.
    async fn client(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = self.scene.gateway(&[&["client"], arguments].concat());
        command.env("HOME", self.home(""));
        let output = support::soon("the end of a command", command.output()).await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    async fn install(&self, client: &str, more: &[&str]) -> (i32, String, String) {
        self.client(&[&["install", "--client", client], more].concat()).await
    }

    async fn installed(&self, client: &str, more: &[&str]) -> String {
        let (code, text, errors) = self.install(client, more).await;
        assert_eq!((code, errors.as_str()), (0, ""), "{text}");
        text
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::create_dir_all(self.home(file).parent().unwrap()).unwrap();
        std::fs::write(self.home(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.home(file)).unwrap()
    }

    /// The files beside a client's file, its own name taken off.
    fn beside(&self, file: &str) -> Vec<String> {
        let path = self.home(file);
        let own = path.file_name().unwrap().to_str().unwrap();
        let entries = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != own && name.contains(own)).map(|name| name.replace(own, "")).collect()
    }

    /// Without what differs from machine to machine.
    fn shown(&self, text: &str) -> String {
        let root = self.scene.root().to_str().unwrap();
        let text = text.replace(env!("CARGO_BIN_EXE_gateway"), "<GATEWAY>").replace(root, "<FOLDER>");
        hidden_fingerprints(&text)
    }
}

fn hidden_fingerprints(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|word| match word.split_once(".backup-1-") {
        Some((before, after)) => {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_hexdigit());
            format!("{before}.backup-1-<FINGERPRINT>{rest}")
        }
        None => word.to_owned(),
    });
    words.collect()
}

/// What the clients' documents say of an entry that is started as a process.
fn documented(client: &str, table: &str) -> Value {
    let texts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    let mut entry = json!({
        "type": "object",
        "properties": {
            "command": { "type": "string", "minLength": 1 },
            "args": { "type": "array", "items": { "type": "string" } },
            "env": texts,
        },
        "required": ["command"],
        "additionalProperties": false,
    });
    if client != "claude-desktop" {
        entry["properties"]["type"] = json!({ "const": "stdio" });
    }
    if client == "vscode" {
        entry["required"] = json!(["type", "command"]);
    }
    json!({
        "type": "object",
        "properties": { table: { "type": "object", "additionalProperties": entry, "minProperties": 1 } },
        "required": [table],
        "additionalProperties": false,
    })
}

fn fits(client: &str, table: &str, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    let schema = jsonschema::validator_for(&documented(client, table)).unwrap();
    let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new(), "{client}");
    value
}

#[test]
fn the_generated_entries_have_the_documented_shape_and_no_path_of_a_machine() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/clients");
    for (client, _, table, _) in CLIENTS {
        for (form, count) in [("", 1), (".side-by-side", 13)] {
            let text = std::fs::read_to_string(folder.join(format!("{client}{form}.json"))).unwrap();
            let value = fits(client, table, &text);
            let servers = value[table].as_object().unwrap();
            assert_eq!(servers.len(), count, "{client}{form}");
            assert_eq!(servers[NAME]["command"], "gateway");
            let direct = servers.keys().filter(|name| name.starts_with("direct_")).count();
            assert_eq!(direct, count - 1);
            assert!(!text.contains("\"/"), "{text}");
        }
    }
}

#[tokio::test]
async fn a_missing_file_is_made_and_goes_again() {
    for (client, file, table, _) in CLIENTS {
        let person = Person::new();
        person.installed(client, &[]).await;
        let value = fits(client, table, &person.read(file));
        let entry = &value[table][NAME];
        assert_eq!(entry["command"], env!("CARGO_BIN_EXE_gateway"));
        assert_eq!(entry["args"], json!(["serve", "--project-root", person.scene.root()]));
        let mode = std::fs::metadata(person.home(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{client}");
        let text = person.installed(client, &["--rollback"]).await;
        assert!(text.contains("is removed, as there was none before"), "{text}");
        assert!(!person.home(file).exists() && person.beside(file).is_empty());
    }
}

#[tokio::test]
async fn installing_twice_changes_nothing() {
    for (client, file, ..) in CLIENTS {
        let person = Person::new();
        for more in [&[][..], &["--side-by-side"]] {
            person.installed(client, more).await;
            let (once, backups) = (person.read(file), person.beside(file));
            let text = person.installed(client, more).await;
            assert!(text.ends_with("holds it already; nothing was changed\n"), "{text}");
            assert_eq!((person.read(file), person.beside(file)), (once, backups));
        }
        assert_eq!(person.beside(file).len(), 2, "one backup a change");
    }
}

/// Numbers that lose digits, keys out of order, odd spaces, a line end of Windows.
const STRICT: &str = "{ \"zebra\" : 12345678901234567890.10,\r\n\t\"mcpServers\":{ \"other\":{\"command\":\"x\" } },\r\n\"a\":[ ] }";

const COMMENTED: &str = r#"{
    // Mine, by hand.
    "inputs": [ { "id": "key", /* secret */ "password": true }, ],
    "servers": {
        "other": { "type": "stdio", "command": "x", "args": ["-y",], }, // last
    },
    "mcpServers": {},
}
"#;

#[tokio::test]
async fn everything_else_in_the_file_stays_byte_for_byte() {
    let mut shown = String::new();
    for (client, file, table, comments) in CLIENTS {
        let person = Person::new();
        let before = if comments { COMMENTED.to_owned() } else { STRICT.to_owned() };
        person.write(file, &before);
        person.installed(client, &[]).await;
        let after = person.read(file);
        // What was there is there, in its order.
        let mut rest = after.as_str();
        for piece in before.split_inclusive(|c: char| c == '\n' || c == '}') {
            let piece = piece.trim_matches(|c: char| c.is_whitespace() || "{},".contains(c));
            let at = rest.find(piece).unwrap_or_else(|| panic!("{piece:?} is gone from\n{after}"));
            rest = &rest[at + piece.len()..];
        }
        assert!(after.contains(NAME) && after.contains(&format!("\"{table}\"")));
        writeln!(shown, "== {client}\n{}", person.shown(&after).replace('\r', "\\r")).unwrap();
        person.installed(client, &["--rollback"]).await;
        assert_eq!(person.read(file), before, "{client}");
        assert!(person.beside(file).is_empty());
    }
    insta::assert_snapshot!("kept", shown);
}

#[tokio::test]
async fn an_older_entry_is_brought_up_to_date_in_its_place() {
    let person = Person::new();
    let (client, file, ..) = CLIENTS[1];
    person.write(file, r#"{"mcpServers": {"sanctuary-gateway": {"command": "old"}, "z": {"command": "z"}}, "b": 1}"#);
    person.installed(client, &[]).await;
    let value: Value = serde_json::from_str(&person.read(file)).unwrap();
    assert_eq!(value["mcpServers"][NAME]["command"], env!("CARGO_BIN_EXE_gateway"));
    assert_eq!((&value["mcpServers"]["z"]["command"], &value["b"]), (&json!("z"), &json!(1)));
}

#[tokio::test]
async fn dry_run_shows_the_change_and_makes_none() {
    let person = Person::new();
    let (client, file, ..) = CLIENTS[3];
    person.write(file, COMMENTED);
    let text = person.installed(client, &["--dry-run"]).await;
    assert_eq!(person.read(file), COMMENTED);
    assert!(person.beside(file).is_empty());
    insta::assert_snapshot!("dry_run", person.shown(&text));
    person.installed(client, &[]).await;
    let back = person.installed(client, &["--rollback", "--dry-run"]).await;
    assert!(back.contains("-        \"sanctuary-gateway\": {"), "{back}");
    assert!(person.read(file).contains(NAME) && person.beside(file).len() == 1);
}

#[tokio::test]
async fn a_change_that_somebody_made_since_is_not_lost_unawares() {
    let person = Person::new();
    let (client, file, ..) = CLIENTS[0];
    person.write(file, "{}\n");
    person.installed(client, &[]).await;
    let changed = person.read(file) + "\n";
    person.write(file, &changed);
    let (code, _, errors) = person.install(client, &["--rollback"]).await;
    assert!(code == 2 && errors.contains("was changed since") && errors.contains("--force"), "{errors}");
    assert_eq!(person.read(file), changed);
    person.installed(client, &["--rollback", "--force"]).await;
    assert_eq!(person.read(file), "{}\n");
    let (code, _, errors) = person.install(client, &["--rollback"]).await;
    assert!(code == 2 && errors.contains("there is no backup of"), "{errors}");
}

#[tokio::test]
async fn a_link_stays_a_link_and_permissions_stay() {
    let person = Person::new();
    let (client, file, ..) = CLIENTS[1];
    person.write("dotfiles/claude.json", "{}");
    let real = person.home("dotfiles/claude.json");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("dotfiles/claude.json", person.home(file)).unwrap();
    person.installed(client, &[]).await;
    assert!(person.home(file).is_symlink());
    assert!(person.read("dotfiles/claude.json").contains(NAME));
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    let backup = std::fs::read_dir(person.home("dotfiles")).unwrap().count();
    assert_eq!(backup, 2, "the backup is beside the real file");
    symlink("b", person.home("a")).unwrap();
    symlink("a", person.home("b")).unwrap();
    let (code, _, errors) = person.install(client, &["--file", person.home("a").to_str().unwrap()]).await;
    assert!(code == 2 && errors.contains("leads in circles"), "{errors}");
}

#[tokio::test]
async fn what_cannot_be_edited_is_named_with_its_place_and_left_alone() {
    let mut shown = String::new();
    for (client, text) in [
        (0, "{\n  \"mcpServers\": {,}\n}"),
        (0, "{ // no comments here\n}"),
        (1, "{\"mcpServers\": {}, }"),
        (1, "{\"mcpServers\": {}} {}"),
        (2, "[]"),
        (2, "{\"mcpServers\": []}"),
        (3, "{\"servers\": {}, \"servers\": {}}"),
        (3, "{\"servers\": {\"sanctuary-gateway\": 1, \"sanctuary-gateway\": 2}}"),
        (3, "{\"servers\": {} \"inputs\": []}"),
    ] {
        let person = Person::new();
        let (name, file, ..) = CLIENTS[client];
        person.write(file, text);
        let (code, out, errors) = person.install(name, &[]).await;
        assert_eq!((code, out.as_str()), (2, ""), "{text}");
        assert_eq!((person.read(file).as_str(), person.beside(file).len()), (text, 0));
        writeln!(shown, "{text}\n  {}", person.shown(&errors)).unwrap();
    }
    insta::assert_snapshot!("refused", shown);
    let person = Person::new();
    std::fs::write(person.home(".claude.json"), b"{\"a\": \"\xFF\"}").unwrap();
    let (code, _, errors) = person.install("claude-code", &[]).await;
    assert!(code == 2 && errors.contains("it is not UTF-8 (byte 7)"), "{errors}");
}

#[tokio::test]
async fn wrong_usage_says_what_would_be_right() {
    let person = Person::new();
    let (code, _, errors) = person.install("claude-desktp", &[]).await;
    assert_eq!(code, 2);
    assert!(errors.contains("claude-desktop, claude-code, cursor, vscode"), "{errors}");
    assert!(errors.contains("a similar value exists: 'claude-desktop'"), "{errors}");
    let (code, _, errors) = person.install("cursor", &["--project", "nowhere"]).await;
    assert_eq!((code, errors.as_str()), (2, "gateway: the project nowhere is no folder\n"));
    assert_eq!(person.install("cursor", &["--force"]).await.0, 2);
}

#[tokio::test]
async fn a_project_has_files_of_its_own() {
    for (client, file) in [("claude-code", ".mcp.json"), ("cursor", ".cursor/mcp.json"), ("vscode", ".vscode/mcp.json")] {
        let person = Person::new();
        std::fs::create_dir(person.home("work")).unwrap();
        let project = person.home("work");
        person.installed(client, &["--project", project.to_str().unwrap(), "--side-by-side"]).await;
        let text = person.read(&format!("work/{file}"));
        assert!(text.contains(&format!("\"--project-root\", {:?}", project.to_str().unwrap())), "{text}");
        assert!(text.contains("direct_git_workflow") && !text.contains("workspaceFolder"), "{text}");
        assert!(!text.contains("${PROJECT_ROOT}"), "{text}");
    }
}

#[tokio::test]
async fn list_says_where_the_files_are_and_what_is_in_them() {
    let person = Person::new();
    person.write(CLIENTS[1].1, "{}");
    person.write(CLIENTS[2].1, "{");
    person.installed("vscode", &[]).await;
    let (code, text, _) = person.client(&["list"]).await;
    assert_eq!(code, 0);
    insta::assert_snapshot!("list", person.shown(&text));
}

/// What a client would start.
fn started(person: &Person, entry: &Value) -> Command {
    let mut command = Command::new(entry["command"].as_str().unwrap());
    command.args(entry["args"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()));
    command.current_dir("/").env_clear().env("HOME", person.home("")).kill_on_drop(true);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

#[tokio::test]
async fn what_was_written_starts_a_gateway_that_a_client_can_talk_to() {
    for (client, file, table, _) in CLIENTS {
        let person = Person::new();
        person.installed(client, &[]).await;
        let value: Value = serde_json::from_str(&person.read(file)).unwrap();
        let mut gateway = person.scene.start(started(&person, &value[table][NAME]));
        let hello = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#;
        let answer: Value = serde_json::from_str(&gateway.ask(hello).await).unwrap();
        assert_eq!(answer["result"]["serverInfo"]["name"], NAME, "{client}");
        gateway.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#).await;
        let list = gateway.ask(r#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#).await;
        let list: Value = serde_json::from_str(&list).unwrap();
        assert_eq!(list["result"]["tools"].as_array().unwrap().len(), 63);
    }
}
