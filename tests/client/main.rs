//! `gateway client`: what it writes into the files of clients, and what it leaves alone.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod person;
#[path = "../support/mod.rs"]
mod support;

use std::fmt::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use person::{CLIENTS, NAME, Person, fits};
use serde_json::{Value, json};
use tokio::process::Command;

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
        // Only within the object that takes the entry may lines be broken otherwise.
        let key = before.find(&format!("\"{table}\"")).unwrap();
        let open = key + before[key..].find('{').unwrap() + 1;
        let end = &before[before
            .rfind(if table == "servers" { ",\n    \"mcp" } else { ",\n}" })
            .or(before.rfind(",\r\n"))
            .unwrap()..];
        assert!(after.starts_with(&before[..open]) && after.ends_with(end), "{after}");
        let mut rest = after.as_str();
        for word in
            before.split(|c: char| c.is_whitespace() || c == '{' || c == '}').filter(|word| !word.is_empty())
        {
            let at = rest.find(word).unwrap_or_else(|| panic!("{word:?} is gone from\n{after}"));
            rest = &rest[at + word.len()..];
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
    person.write(
        file,
        r#"{"mcpServers": {"sanctuary-gateway": {"command": "old"}, "z": {"command": "z"}}, "b": 1}"#,
    );
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
    for (client, file) in
        [("claude-code", ".mcp.json"), ("cursor", ".cursor/mcp.json"), ("vscode", ".vscode/mcp.json")]
    {
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
