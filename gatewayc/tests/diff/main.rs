//! `gatewayc diff`: what each change is taken for, how it is printed, and what is refused.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod prepared;

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output};

use prepared::{edited, with_more};
use serde_json::Value;
use tempfile::TempDir;

const BASE: &str = include_str!("base.toml");

/// A folder with `old.toml` and `new.toml`.
fn folder_with(old: &str, new: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.toml"), old).unwrap();
    std::fs::write(folder.path().join("new.toml"), new).unwrap();
    folder
}

fn gatewayc(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatewayc")).args(args).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn diff(folder: &Path, format: &str) -> (i32, String) {
    let output = gatewayc(folder, &["diff", "old.toml", "new.toml", "--format", format]);
    let (code, text, errors) = said(&output);
    assert_eq!(errors, "");
    (code, text)
}

#[test]
fn each_change_has_its_class_and_exit_code() {
    for (new, class, code, words) in prepared::all() {
        let folder = folder_with(BASE, &new);
        let (exit, text) = diff(folder.path(), "text");
        assert!(text.contains(words), "{words:?} is not in\n{text}");
        let (same, json) = diff(folder.path(), "json");
        let report: Value = serde_json::from_str(&json).unwrap();
        let verdict = report["verdict"].as_str().unwrap_or("null");
        assert_eq!((exit, same, verdict), (code, code, class), "{words}:\n{text}");
        assert_eq!(report["exitCode"], code);
    }
}

#[test]
fn whatever_was_changed_nothing_changed_when_it_is_compared_with_itself() {
    for (new, ..) in prepared::all() {
        let folder = folder_with(&new, &new);
        let (code, text) = diff(folder.path(), "text");
        assert_eq!((code, text.as_str()), (0, "old.toml → new.toml: nothing changed\n"));
    }
}

/// Many at once, with texts that would like to be markup.
fn many() -> TempDir {
    let new = edited("rate = \"50/min\"", "rate = \"80/min\"")
        .replace("Find notes by a word.", "Find | @everybody <b>notes</b> `x` [a](http://b).")
        .replace(", guard = \"relative_path\"", "")
        .replace("max = 50", "max = 60")
        .replace("in_flight = 4", "in_flight = 2")
        .replace("text = {", "title = { type = \"string\", doc = \"Its title.\" }\ntext = {")
        .replace("profile = \"readonly\"", "profile = \"all\"");
    folder_with(BASE, &new)
}

#[test]
fn text_is_for_a_person() {
    insta::assert_snapshot!("text", diff(many().path(), "text").1);
}

#[test]
fn markdown_fits_a_comment_and_nothing_of_a_file_is_markup() {
    let text = diff(many().path(), "markdown").1;
    assert!(!text.contains("@everybody") && !text.contains("<b>") && !text.contains("](http"), "{text}");
    insta::assert_snapshot!("markdown", text);
}

#[test]
fn json_is_for_programs() {
    insta::assert_snapshot!("json", diff(many().path(), "json").1);
}

#[test]
fn sarif_is_for_code_scanning() {
    let text = diff(many().path(), "sarif").1;
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!rules[index]["shortDescription"]["text"].as_str().unwrap().is_empty());
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "new.toml");
        assert!(place["region"]["startLine"].as_u64() >= Some(1));
        assert!(place["region"]["startColumn"].as_u64() >= Some(1));
    }
    let ids: std::collections::BTreeSet<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len());
    let mut short = log.clone();
    short["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap().truncate(2);
    insta::assert_snapshot!("sarif", format!("{short:#}"));
}

#[test]
fn a_change_is_shown_at_its_line() {
    let folder = many();
    let new = std::fs::read_to_string(folder.path().join("new.toml")).unwrap();
    let line = |start: &str| new.lines().position(|line| line.starts_with(start)).unwrap() + 1;
    let (_, text) = diff(folder.path(), "text");
    for (words, start) in [
        ("rate: 50/min → 80/min", "rate = \"80/min\""),
        ("the guard relative_path is gone", "path = { type = \"string\", doc"),
        ("in_flight: 4 → 2", "in_flight"),
        ("title: is new", "title = "),
        ("can now call", "profile = \"all\""),
    ] {
        let found =
            text.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}:\n{text}"));
        let place = format!("new.toml:{}", line(start));
        // The operator's profile stands before the reader's.
        assert!(found.ends_with(&place) || words == "can now call", "{place} is not in {found:?}");
    }
}

#[test]
fn a_lock_is_as_good_as_the_file_that_it_was_made_from() {
    let folder = folder_with(BASE, &edited("rate = \"50/min\"", "rate = \"80/min\""));
    for name in ["old", "new"] {
        let (code, ..) =
            said(&gatewayc(folder.path(), &["gen", "--file", &format!("{name}.toml"), "--out", name]));
        assert_eq!(code, 0);
    }
    for (old, new, code) in [
        ("old.toml", "old/tools.lock", 0),
        ("old/tools.lock", "old.toml", 0),
        ("old/tools.lock", "new/tools.lock", 3),
        ("old/tools.lock", "new.toml", 3),
    ] {
        let (exit, text, errors) = said(&gatewayc(folder.path(), &["diff", old, new]));
        assert_eq!(exit, code, "{text}{errors}");
    }
}

fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"])
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("git is needed (Debian package `git`): {error}"));
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A tool that is described by a schema file, which changes between two commits.
#[test]
fn a_revision_is_read_with_the_schema_files_that_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let text = with_more(
        "[servers.notes.tools.free]\nclass = \"read\"\ndescription = \"Free.\"\ninput_schema = { file = \"schemas/free.json\" }\n",
    );
    let schema = |extra: &str| {
        format!("{{\"type\": \"object\", \"properties\": {{\"a\": {{\"type\": \"string\"{extra}}}}}}}")
    };
    std::fs::create_dir_all(at("config/schemas")).unwrap();
    std::fs::write(at("config/tools.toml"), &text).unwrap();
    std::fs::write(at("config/schemas/free.json"), schema(", \"pattern\": \"^a\"")).unwrap();
    git(folder.path(), &["init", "--quiet", "--initial-branch", "main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "one"]);
    git(folder.path(), &["tag", "v1"]);
    std::fs::write(at("config/schemas/free.json"), schema("")).unwrap();
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "two"]);
    let from_here = |place: &str, old: &str, new: &str| said(&gatewayc(&at(place), &["diff", old, new]));
    for (place, old, new, code) in [
        ("config", "HEAD~1", "tools.toml", 3),
        ("config", "v1", "main", 3),
        ("config", "HEAD", "tools.toml", 0),
        (".", "v1:config/tools.toml", "config/tools.toml", 3),
        ("config", "v1:config/tools.toml", "HEAD:./tools.toml", 3),
    ] {
        let (exit, text, errors) = from_here(place, old, new);
        assert_eq!(exit, code, "{old} {new}: {text}{errors}");
        assert!(code == 0 || text.contains("tool free: a: the pattern \"^a\" is gone"), "{text}");
    }
}

#[test]
fn what_cannot_be_used_is_named_and_nothing_is_printed() {
    let folder = folder_with(BASE, "[gateway]\n");
    assert_eq!(said(&gatewayc(folder.path(), &["gen", "--file", "old.toml", "--out", "."])).0, 0);
    let lock = std::fs::read_to_string(folder.path().join("tools.lock")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("dirty.lock", &lock.replacen("\"approval\":\"always\"", "\"approval\":\"never\"", 1));
    write("merged.lock", &lock.replacen("\"version\"", "<<<<<<< HEAD\n  \"version\"", 1));
    write("profiles.lock", &lock.replacen("\"readonly\": [", "\"readonly\": [\n      \"add_note\",", 1));
    write("other.lock", "{\"name\": \"x\"}");
    write("later.lock", &lock.replacen("\"version\": 1", "\"version\": 2", 1));
    let mut text = String::new();
    for name in [
        "dirty.lock",
        "profiles.lock",
        "merged.lock",
        "other.lock",
        "later.lock",
        "nothing.toml",
        "--all",
        ".",
    ] {
        let arguments =
            if name == "--all" { vec!["diff", "--", name] } else { vec!["diff", name, "old.toml"] };
        let (code, out, errors) = said(&gatewayc(folder.path(), &arguments));
        let first: Vec<_> = errors.lines().take(2).collect();
        writeln!(text, "$ gatewayc {}\n{out}{}\n= {code}\n", arguments.join(" "), first.join("\n")).unwrap();
    }
    // What git says of a folder that is no repository hangs on its version.
    let text: Vec<_> = text.lines().map(|line| line.split(": fatal").next().unwrap()).collect();
    insta::assert_snapshot!("refused", text.join("\n"));
    let (code, _, errors) = said(&gatewayc(folder.path(), &["diff", "old.toml", "new.toml"]));
    assert!(code == 65 && errors.contains("new.toml:"), "{errors}");
    for wrong in
        [&["diff"][..], &["diff", "a", "b", "c"], &["diff", "old.toml", "new.toml", "--format", "yaml"]]
    {
        assert_eq!(said(&gatewayc(folder.path(), wrong)).0, 64);
    }
    assert_eq!(said(&gatewayc(folder.path(), &["diff", "--help"])).0, 0);
}

#[test]
fn output_goes_to_a_file_when_one_is_named() {
    let folder = many();
    let all = &["diff", "old.toml", "new.toml", "--format", "markdown", "--output", "comment.md"];
    let (code, text, _) = said(&gatewayc(folder.path(), all));
    assert_eq!((code, text.as_str()), (3, ""));
    let written = std::fs::read_to_string(folder.path().join("comment.md")).unwrap();
    assert_eq!(written, diff(folder.path(), "markdown").1);
}
