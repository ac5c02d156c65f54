//! `gatewayc diff`: what each change is taken for, how it is printed, and what is refused.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const BASE: &str = include_str!("diff/base.toml");

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

/// The base with `from` replaced by `to`.
fn edited(from: &str, to: &str) -> String {
    assert_eq!(BASE.matches(from).count(), 1, "{from:?} must be in the base once");
    BASE.replace(from, to)
}

fn with_more(text: &str) -> String {
    format!("{BASE}\n{text}")
}

/// What is done to the base, the class of the weightiest change, the exit code, and what is said of it.
fn prepared() -> Vec<(String, &'static str, i32, &'static str)> {
    let tool = |class: &str| {
        with_more(&format!("[servers.notes.tools.extra]\nclass = \"{class}\"\ndescription = \"One more.\"\n"))
    };
    let drop = "[servers.notes.tools.drop_note]\nclass = \"destructive\"\n";
    let find = "[servers.notes.tools.find_notes]\nclass = \"read\"\n";
    vec![
        // Nothing, and what nobody notices.
        (format!("# a comment\n{BASE}"), "null", 0, "nothing changed"),
        (
            edited("Find notes by a word.", "Find notes by one word."),
            "compatible",
            1,
            "the description reads otherwise",
        ),
        (tool("read"), "compatible", 1, "was added to notes (class read); callers: operator, reader"),
        (
            edited("limit = {", "more = { type = \"string\", optional = true, doc = \"More.\" }\nlimit = {"),
            "compatible",
            1,
            "more: is new, and may be left out",
        ),
        (
            edited("[\"idea\", \"plan\"]", "[\"idea\", \"plan\", \"wish\"]"),
            "compatible",
            1,
            "kind: accepted as well: \"wish\"",
        ),
        (edited("cache = \"5m\"", "cache = \"1h\""), "compatible", 1, "cache: 5m → 1h"),
        (
            edited("[\"search_notes\"]", "[\"search_notes\", \"look\"]"),
            "compatible",
            1,
            "look leads here too",
        ),
        (
            BASE.replace("tools.find_notes", "tools.seek_notes").replace(
                "[\"search_notes\"]",
                "[\"search_notes\", \"find_notes\"]\nupstream = \"find_notes\"",
            ),
            "compatible",
            1,
            "was called find_notes; the old name leads here too",
        ),
        // Stricter, and nothing that is accepted today is refused.
        (edited("rate = \"50/min\"", "rate = \"20/min\""), "tightened", 1, "rate: 50/min → 20/min"),
        (edited("in_flight = 4", "in_flight = 2"), "tightened", 1, "in_flight: 4 → 2"),
        (
            edited("pass_env = [\"PROJECT_ROOT\"]", "pass_env = []"),
            "tightened",
            1,
            "is no longer given PROJECT_ROOT",
        ),
        // What is accepted today is refused.
        (
            BASE.replace("tools.find_notes", "tools.seek_notes"),
            "breaking",
            2,
            "was called find_notes; the old name is unknown now",
        ),
        (
            BASE.split("[servers.notes.tools.drop_note]").next().unwrap().into(),
            "breaking",
            2,
            "tool drop_note: was removed",
        ),
        (
            edited("text = {", "title = { type = \"string\", doc = \"Its title.\" }\ntext = {"),
            "breaking",
            2,
            "title: is new, and must be there",
        ),
        (edited("max = 50", "max = 20"), "breaking", 2, "limit: largest value: 50 → 20"),
        (edited("default = 10", "default = 20"), "breaking", 2, "limit: default: 10 → 20"),
        (
            edited(
                "type = \"integer\", min = 1, max = 50, default = 10",
                "type = \"string\", default = \"10\"",
            ),
            "breaking",
            2,
            "limit: type: integer → string",
        ),
        (edited("best = { type = \"string\", optional = true }", ""), "breaking", 2, "returns best: is gone"),
        (
            edited("max_arguments = \"1MiB\"", "max_arguments = \"1KiB\""),
            "breaking",
            2,
            "max_arguments: 1MiB → 1KiB",
        ),
        (
            edited("rate = \"50/min\"", "rate = \"50/min\"\napproval = \"always\""),
            "breaking",
            2,
            "approval: never → always",
        ),
        (edited("class:read\"]", "add_note\"]"), "loosened", 3, "principal reader: can now call add_note"),
        // Laxer.
        (edited("approval = \"always\"", "approval = \"never\""), "loosened", 3, "approval: always → never"),
        (edited("rate = \"10/min\"", "rate = \"100/min\""), "loosened", 3, "rate: 10/min → 100/min"),
        (edited("rate = \"50/min\"", "rate = \"3000/hour\""), "loosened", 3, "rate: 50/min → 3000/hour"),
        (edited(", guard = \"relative_path\"", ""), "loosened", 3, "path: the guard relative_path is gone"),
        (
            edited("guard = \"file_name\"", "guard = \"relative_path\""),
            "loosened",
            3,
            "path: the guard is relative_path instead of file_name",
        ),
        (edited("{4}-", "{1,4}-"), "loosened", 3, "day: pattern: "),
        (
            edited("enum = [\"idea\", \"plan\"]", "type = \"string\""),
            "loosened",
            3,
            "kind: any text is accepted instead of listed values",
        ),
        (
            edited(drop, &format!("{drop}annotations = {{ destructive = false }}\n")),
            "loosened",
            3,
            "destructiveHint: true → false",
        ),
        (
            edited(find, &format!("{find}annotations = {{ read_only = false }}\n")),
            "loosened",
            3,
            "readOnlyHint: true → false",
        ),
        (edited(find, &format!("{find}retries = 3\n")), "loosened", 3, "retries: 0 → 3"),
        (
            edited(find, &format!("{find}open = true\n")),
            "loosened",
            3,
            "members that are not declared are accepted",
        ),
        (
            edited(find, &format!("{find}upstream = \"find_everything\"\n")),
            "loosened",
            3,
            "its server is asked for find_everything",
        ),
        (edited("class = \"write\"", "class = \"read\""), "loosened", 3, "class: write → read"),
        (
            edited("profile = \"readonly\"", "profile = \"all\""),
            "loosened",
            3,
            "can now call add_note, drop_note",
        ),
        (
            edited("profile = \"readonly\"", "profile = \"readonly\"\nmay_approve = true"),
            "loosened",
            3,
            "may now approve the calls of others",
        ),
        (
            with_more("[principals.guest]\nprofile = \"readonly\"\n"),
            "loosened",
            3,
            "principal guest: was added: it can call 1 tool",
        ),
        (
            edited("principal = \"operator\"", "principal = \"reader\""),
            "breaking",
            2,
            "a local caller is reader instead of operator",
        ),
        (
            edited("\"-m\", \"notes\"", "\"-c\", \"print()\""),
            "loosened",
            3,
            "starts \"python3 -c print()\" instead of",
        ),
        (
            edited("MODE = \"safe\"", "MODE = \"fast\""),
            "loosened",
            3,
            "stdio.env: MODE is \"fast\" instead of \"safe\"",
        ),
        (
            edited("[\"PROJECT_ROOT\"]", "[\"PROJECT_ROOT\", \"TOKEN\"]"),
            "loosened",
            3,
            "is given TOKEN of the gateway's environment",
        ),
        (edited("notes:8001", "elsewhere:8001"), "loosened", 3, "is reached at http://elsewhere:8001/mcp"),
        (edited("call_timeout = \"60s\"", "call_timeout = \"10m\""), "loosened", 3, "call_timeout: 1m → 10m"),
        (edited("in_flight = 4", "in_flight = 40"), "loosened", 3, "in_flight: 4 → 40"),
        (
            edited("max_arguments = \"1MiB\"", "max_arguments = \"off\""),
            "loosened",
            3,
            "max_arguments: 1MiB → no limit",
        ),
        (
            edited("[\"^ERROR:\"]", "[]"),
            "loosened",
            3,
            "replies that match \"^ERROR:\" no longer count as failures",
        ),
        (
            edited(
                "approval = \"always\"\n",
                "approval = \"always\"\n[servers.other.endpoints.http]\nurl = \"http://other/mcp\"\n[servers.other.tools.ping]\nclass = \"read\"\ndescription = \"Ping.\"\n",
            ),
            "loosened",
            3,
            "server other: reaches http://other/mcp",
        ),
        (
            tool("destructive").replace("\"One more.\"", "\"One more.\"\napproval = \"never\""),
            "loosened",
            3,
            "(class destructive, without approval)",
        ),
    ]
}

#[test]
fn each_change_has_its_class_and_exit_code() {
    for (new, class, code, words) in prepared() {
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
    for (new, ..) in prepared() {
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
