//! The configuration server, by its effects on the files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use serde_json::json;
use support::Project;

const BACKUPS: &str = ".gateway/backups/.agent/config";

#[test]
fn the_tools_are_those_of_the_contract() {
    let mut tools = fleet::tools("config");
    tools.sort_unstable();
    assert_eq!(tools, ["config_delete", "config_list", "config_read", "config_write"]);
}

#[test]
fn a_file_is_written_read_listed_and_deleted() {
    let project = Project::new("config");
    let empty = project.call("config_list", json!({}));
    assert_eq!(empty.text, ".agent/config has no files.");
    assert_eq!(empty.structured.unwrap(), json!({"folder": ".agent/config", "count": 0, "files": []}));

    let written = project.call("config_write", json!({"filename": "a.json", "content": "{\"a\": 1}\n"}));
    assert_eq!(written.text, "Created .agent/config/a.json (9 bytes)");
    assert_eq!(
        written.structured.unwrap(),
        json!({"filename": "a.json", "path": ".agent/config/a.json", "size": 9, "outcome": "created", "backup": null})
    );
    let read = project.call("config_read", json!({"filename": "a.json"}));
    assert_eq!(read.text, "{\"a\": 1}\n");
    assert_eq!(read.structured.unwrap()["content"], "{\"a\": 1}\n");

    let listed = project.facts("config_list", json!({}));
    assert_eq!((&listed["count"], &listed["files"][0]["filename"]), (&json!(1), &json!("a.json")));
    assert_eq!(listed["files"][0]["modified"].as_str().unwrap().len(), "2000-01-01T00:00:00Z".len());

    let deleted = project.call("config_delete", json!({"filename": "a.json"}));
    let backup = format!("{BACKUPS}/a.json.1.bak");
    assert_eq!(deleted.text, format!("Deleted .agent/config/a.json; its content is {backup}"));
    assert_eq!(project.read(&backup), "{\"a\": 1}\n");
    assert!(project.files().is_empty());
}

#[test]
fn each_write_keeps_what_was_there() {
    let project = Project::new("config");
    project.write(".agent/config/x.toml", "one");
    for (number, (old, new)) in [("one", "two"), ("two", "three")].into_iter().enumerate() {
        let facts = project.facts("config_write", json!({"filename": "x.toml", "content": new}));
        let backup = format!("{BACKUPS}/x.toml.{}.bak", number + 1);
        assert_eq!((&facts["outcome"], &facts["backup"]), (&json!("replaced"), &json!(backup)));
        assert_eq!(project.read(&backup), old);
        assert_eq!(project.read(".agent/config/x.toml"), new);
    }
    let facts = project.facts("config_write", json!({"filename": "x.toml", "content": "three"}));
    assert_eq!((&facts["outcome"], &facts["backup"]), (&json!("unchanged"), &json!(null)));
    assert_eq!(project.files(), [".agent/config/x.toml"]);
    assert_eq!(project.read(".gateway/.gitignore"), "*\n", "a backup never makes a tree unclean");
}

#[test]
fn what_is_wrong_is_named_and_nothing_changes() {
    let project = Project::new("config");
    project.write(".agent/config/a.json", "{}");
    project.write(".agent/config/picture", [0x89, b'P', 0, 1]);
    project.write(".agent/config/folder/x", "x");
    project.write("outside.json", "{}");
    let before = project.files();
    let content = |name: &str, content: &str| json!({"filename": name, "content": content});
    let table = [
        (
            "config_read",
            json!({"filename": "../../outside.json"}),
            "filename: \"../../outside.json\" leaves its folder",
        ),
        ("config_read", json!({"filename": "folder/x"}), "filename: \"folder/x\" has a folder in it"),
        ("config_read", json!({"filename": "/etc/passwd"}), "filename: \"/etc/passwd\" is an absolute path"),
        ("config_read", json!({"filename": "folder"}), "filename: \".agent/config/folder\" is a folder"),
        (
            "config_read",
            json!({"filename": "picture"}),
            "filename: \".agent/config/picture\" is a binary file (4 bytes",
        ),
        (
            "config_read",
            json!({"filename": "b"}),
            "filename: .agent/config has no \"b\"; it has a.json, picture",
        ),
        ("config_read", json!({}), "arguments: missing field `filename`"),
        ("config_write", content("../x", "x"), "filename: \"../x\" leaves its folder"),
        ("config_write", content("..", "x"), "filename: \"..\" is a folder"),
        (
            "config_write",
            content("folder", "x"),
            "filename: \".agent/config/folder\" cannot be written: it is not a file",
        ),
        (
            "config_write",
            content("a.json", "{\n\"a\":}"),
            "content: a.json must be valid JSON: expected value at line 2",
        ),
        ("config_delete", json!({"filename": "-rf"}), "filename: \"-rf\" begins with a hyphen"),
        ("config_delete", json!({"filename": "b"}), "filename: .agent/config has no \"b\""),
        (
            "config_delete",
            json!({"filename": "folder"}),
            "filename: \".agent/config/folder\" cannot be deleted: it is not",
        ),
        ("config_list", json!({"folder": "x"}), "folder: unknown field `folder`"),
    ];
    for (tool, arguments, expected) in table {
        let failure = project.fails(tool, arguments.clone());
        assert!(failure.starts_with(expected), "{tool} {arguments}: {failure}");
    }
    assert_eq!(project.files(), before);
    assert_eq!(project.read(".agent/config/a.json"), "{}");
}

#[cfg(unix)]
#[test]
fn no_symbolic_link_leads_out() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret");
    std::fs::write(&secret, "secret").unwrap();
    let project = Project::new("config");
    project.write(".agent/config/a", "a");
    symlink(&secret, project.path().join(".agent/config/link")).unwrap();
    assert!(
        project.fails("config_read", json!({"filename": "link"})).contains("leads out of the project root")
    );
    let refusal = project.fails("config_write", json!({"filename": "link", "content": "x"}));
    assert!(refusal.contains("it is a symbolic link"), "{refusal}");
    assert_eq!(project.facts("config_list", json!({}))["count"], 1);

    let other = Project::new("config");
    std::fs::create_dir(other.path().join(".agent")).unwrap();
    symlink(outside.path(), other.path().join(".agent/config")).unwrap();
    other.fails("config_read", json!({"filename": "secret"}));
    other.fails("config_write", json!({"filename": "new", "content": "x"}));
    other.fails("config_delete", json!({"filename": "secret"}));
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 1);
    assert_eq!(std::fs::read_to_string(secret).unwrap(), "secret");
}
