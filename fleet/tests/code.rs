//! The code server, by its effects on the files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use serde_json::{Value, json};
use support::Project;

fn sample() -> Project {
    let project = Project::new("code");
    project.write(".gitignore", "*.log\n/target/\n");
    project.write("src/main.py", "def main():\n    print(\"Hello\")\n");
    project.write("src/deep/util.py", "# hello again\n");
    project.write("src/deep/.gitignore", "made.py\n");
    project.write("src/deep/made.py", "hello = 1\n");
    project.write("src/lib.rs", "fn hello() {}\n");
    project.write("src/noise.log", "hello\n");
    project.write("target/out.py", "hello\n");
    project.write(".git/hooks/x.py", "hello\n");
    project.write(".github/x.yml", "hello: 1\n");
    project.write("blob.py", b"hello\0\n");
    project
}

fn paths(facts: &Value) -> Vec<&str> {
    facts["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect()
}

fn hits(facts: &Value) -> Vec<String> {
    let matches = facts["matches"].as_array().unwrap();
    matches.iter().map(|hit| format!("{}:{}", hit["path"].as_str().unwrap(), hit["line"])).collect()
}

#[test]
fn the_tools_are_those_of_the_contract() {
    let mut tools = fleet::tools("code");
    tools.sort_unstable();
    let names = "code_analyze code_find_file code_format code_get_info code_lint code_list_files code_read \
                 code_search_content code_write";
    assert_eq!(tools, names.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn a_file_is_read_in_full() {
    let project = sample();
    let output = project.call("code_read", json!({"path": "./src//main.py"}));
    assert_eq!(output.text, "def main():\n    print(\"Hello\")\n");
    assert_eq!(
        output.structured.unwrap(),
        json!({"path": "src/main.py", "size": 31, "lines": 2, "content": output.text})
    );
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let project = Project::new("code");
    project.write("big", vec![b'a'; 1024 * 1024]);
    assert_eq!(project.facts("code_read", json!({"path": "big", "max_size_mb": 1}))["size"], 1024 * 1024);
    project.write("big", vec![b'a'; 1024 * 1024 + 1]);
    let failure = project.fails("code_read", json!({"path": "big", "max_size_mb": 1}));
    assert!(
        failure.starts_with("path: \"big\" is larger than 1048576 bytes; raise max_size_mb"),
        "{failure}"
    );
    project.call("code_read", json!({"path": "big"}));
}

#[test]
fn a_write_keeps_a_backup_unless_told_not_to() {
    let project = Project::new("code");
    let output = project.call("code_write", json!({"path": "a/b/c.txt", "content": "one"}));
    assert_eq!(output.text, "Created a/b/c.txt (3 bytes)");
    let output = project.call("code_write", json!({"path": "a/b/c.txt", "content": "three"}));
    let backup = ".gateway/backups/a/b/c.txt.1.bak";
    assert_eq!(output.text, format!("Replaced a/b/c.txt (5 bytes); the old content is {backup}"));
    assert_eq!(
        output.structured.unwrap(),
        json!({"path": "a/b/c.txt", "size": 5, "outcome": "replaced", "backup": backup})
    );
    assert_eq!(project.call("code_read", json!({"path": backup})).text, "one");
    let facts = project.facts("code_write", json!({"path": "a/b/c.txt", "content": "", "backup": false}));
    assert_eq!(facts["backup"], json!(null));
    assert_eq!((project.read("a/b/c.txt"), project.files()), (String::new(), vec!["a/b/c.txt".to_owned()]));
}

#[test]
fn missing_folders_are_made_only_when_wanted() {
    let project = Project::new("code");
    let failure = project.fails("code_write", json!({"path": "a/b", "content": "", "create_dirs": false}));
    assert_eq!(failure, "path: the folder \"a\" does not exist; create_dirs = true creates it");
    project.call("code_write", json!({"path": "b", "content": "", "create_dirs": false}));
    assert_eq!(project.files(), ["b"]);
}

#[test]
fn facts_of_files_and_folders() {
    let project = sample();
    let fact = |path: &str| project.facts("code_get_info", json!({"path": path}));
    let file = fact("src/main.py");
    assert_eq!(
        (&file["kind"], &file["size"], &file["lines"], &file["language"]),
        (&json!("text"), &json!(31), &json!(2), &json!("Python"))
    );
    assert!(file["modified"].is_string() && file.get("content").is_none(), "{file}");
    assert_eq!(fact("blob.py")["kind"], "binary");
    let folder = fact("src");
    assert_eq!((&folder["kind"], &folder["entries"]), (&json!("folder"), &json!(4)));
    assert_eq!(
        (&folder["lines"], &folder["language"], &folder["leads_to"]),
        (&json!(null), &json!(null), &json!(null))
    );
    assert_eq!(fact(".")["kind"], "folder");
    let text = project.call("code_get_info", json!({"path": "src/lib.rs"})).text;
    assert!(text.starts_with("src/lib.rs: text file (Rust), 14 bytes, 1 lines\nchanged "), "{text}");
}

#[test]
fn files_are_found_by_name_or_glob_without_what_git_ignores() {
    let project = sample();
    let table = [
        (json!({"name_pattern": "util.py"}), vec!["src/deep/util.py"]),
        (json!({"name_pattern": "*.py"}), vec!["blob.py", "src/deep/util.py", "src/main.py"]),
        (json!({"name_pattern": "*.{rs,yml}"}), vec![".github/x.yml", "src/lib.rs"]),
        (json!({"name_pattern": "src/*.py"}), vec!["src/main.py"]),
        (json!({"name_pattern": "**/*.py", "directory": "src"}), vec!["src/deep/util.py", "src/main.py"]),
        (json!({"name_pattern": "deep/*.py", "directory": "src"}), vec!["src/deep/util.py"]),
        (json!({"name_pattern": "*.py", "directory": "src/deep"}), vec!["src/deep/util.py"]),
        (json!({"name_pattern": "*.py", "directory": "target"}), vec!["target/out.py"]),
        (json!({"name_pattern": "main"}), vec![]),
    ];
    for (arguments, expected) in table {
        let facts = project.facts("code_find_file", arguments.clone());
        assert_eq!(paths(&facts), expected, "{arguments}");
        assert_eq!((&facts["count"], &facts["truncated"]), (&json!(expected.len()), &json!(false)));
    }
}

#[test]
fn a_folder_is_listed_deep_or_flat() {
    let project = sample();
    let output = project.call("code_list_files", json!({"directory": "src", "recursive": false}));
    assert_eq!(output.text, "2 files below src match *:\nsrc/lib.rs (14 bytes)\nsrc/main.py (31 bytes)");
    let facts = project.facts("code_list_files", json!({"directory": "src", "pattern": "*.py"}));
    assert_eq!(paths(&facts), ["src/deep/util.py", "src/main.py"]);
    let all = project.facts("code_list_files", json!({}));
    assert_eq!(
        paths(&all),
        [
            ".github/x.yml",
            ".gitignore",
            "blob.py",
            "src/deep/.gitignore",
            "src/deep/util.py",
            "src/lib.rs",
            "src/main.py"
        ]
    );
}

#[test]
fn a_long_list_is_cut_and_counted() {
    let project = Project::new("code");
    for number in 0..1_003 {
        project.write(&format!("f{number:04}"), "");
    }
    let facts = project.facts("code_list_files", json!({}));
    assert_eq!((&facts["count"], &facts["truncated"]), (&json!(1_003), &json!(true)));
    assert_eq!(paths(&facts).len(), 1_000);
}

#[test]
fn text_is_found_with_file_and_line() {
    let project = sample();
    let output = project.call("code_search_content", json!({"query": "hello"}));
    assert_eq!(
        output.text,
        "2 lines contain \"hello\" (2 files searched):\nsrc/deep/util.py:1: # hello again\n\
         src/main.py:2:     print(\"Hello\")\n1 binary or unreadable files were passed over."
    );
    let table = [
        (json!({"query": "hello", "case_sensitive": true}), vec!["src/deep/util.py:1"]),
        (
            json!({"query": "hello", "file_pattern": "*"}),
            vec![".github/x.yml:1", "src/deep/util.py:1", "src/lib.rs:1", "src/main.py:2"],
        ),
        (json!({"query": "hello", "file_pattern": "src/*.rs"}), vec!["src/lib.rs:1"]),
        (json!({"query": "main()"}), vec!["src/main.py:1"]),
        (json!({"query": "h.llo"}), vec![]),
        (json!({"query": "-hello"}), vec![]),
    ];
    for (arguments, expected) in table {
        let facts = project.facts("code_search_content", arguments.clone());
        assert_eq!(hits(&facts), expected, "{arguments}");
    }
}

#[test]
fn a_flood_of_lines_is_cut() {
    let project = Project::new("code");
    project.write("a.py", "x\n".repeat(600));
    let output = project.call("code_search_content", json!({"query": "X"}));
    let facts = output.structured.unwrap();
    assert_eq!((&facts["count"], &facts["truncated"]), (&json!(500), &json!(true)));
    assert!(output.text.ends_with("only the first 500 are shown. Narrow the query or file_pattern."));
}

#[test]
fn a_folder_is_analyzed_by_language() {
    let project = sample();
    let facts = project.facts("code_analyze", json!({"path": "src"}));
    assert_eq!((&facts["count"], &facts["passed_over"]), (&json!(3), &json!(1)));
    assert_eq!(facts["total"]["functions"], 2);
    let languages = facts["languages"].as_array().unwrap();
    assert_eq!(
        (languages.len(), &languages[0]["language"], &languages[0]["files"]),
        (2, &json!("Python"), &json!(2))
    );
    assert_eq!(
        languages[1],
        json!({"language": "Rust", "files": 1, "lines": 1, "code": 1, "comments": 0, "blank": 0, "functions": 1, "types": 0, "branches": 0,
            "complexity": 1})
    );
    let text = project.call("code_analyze", json!({"path": "src/lib.rs"})).text;
    let figures = "src/lib.rs (Rust): 1 lines (1 code, 0 comment, 0 blank), 1 functions, 0 types, 0 branches, complexity 1\n";
    assert!(text.starts_with(figures) && text.contains("Counted from words and marks"), "{text}");
}

#[test]
fn what_is_wrong_is_named_and_nothing_changes() {
    let project = sample();
    let before = project.files();
    let write = |path: &str| json!({"path": path, "content": "x"});
    let table = [
        ("code_read", json!({"path": "../x"}), "path: \"../x\" leaves its folder by `..`"),
        ("code_read", json!({"path": "/etc/passwd"}), "path: \"/etc/passwd\" is an absolute path"),
        ("code_read", json!({"path": "nothing"}), "path: \"nothing\" does not exist below the project root"),
        ("code_read", json!({"path": "src"}), "path: \"src\" is a folder"),
        (
            "code_read",
            json!({"path": "blob.py"}),
            "path: \"blob.py\" is a binary file (7 bytes, with a NUL at byte 5)",
        ),
        (
            "code_read",
            json!({"path": "src/lib.rs", "max_size_mb": 101}),
            "max_size_mb: must be from 1 to 100",
        ),
        ("code_read", json!({"path": 1}), "path: invalid type: integer `1`"),
        ("code_write", write("../x"), "path: \"../x\" leaves its folder"),
        ("code_write", write("a/../../x"), "path: \"a/../../x\" leaves its folder"),
        ("code_write", write("/tmp/x"), "path: \"/tmp/x\" is an absolute path"),
        ("code_write", write("src"), "path: \"src\" cannot be written: it is not a file"),
        ("code_write", write("src/main.py/x"), "path: \"src/main.py/x\" cannot be"),
        ("code_write", write(".git/hooks/pre-commit"), "path: \".git/hooks/pre-commit\" belongs to git"),
        (
            "code_write",
            write(".agent/config/a.json"),
            "path: \".agent/config/a.json\" is a configuration file; config_write",
        ),
        ("code_write", write(".gateway/x"), "path: \".gateway/x\" is the gateway's own state"),
        ("code_get_info", json!({"path": "~/x"}), "path: \"~/x\" is an absolute path"),
        ("code_find_file", json!({"name_pattern": "[a"}), "name_pattern: \"[a\" is not a glob"),
        ("code_find_file", json!({"name_pattern": "../*"}), "name_pattern: \"../*\" leaves its folder"),
        (
            "code_find_file",
            json!({"name_pattern": "a", "directory": "src/lib.rs"}),
            "directory: \"src/lib.rs\" is a file",
        ),
        ("code_list_files", json!({"directory": "nowhere"}), "directory: \"nowhere\" does not exist"),
        ("code_list_files", json!({"directory": "/"}), "directory: \"/\" is an absolute path"),
        ("code_search_content", json!({"query": ""}), "query: must have from 1 to 10000 characters"),
        ("code_search_content", json!({"query": "a\nb"}), "query: must be text within one line"),
        (
            "code_analyze",
            json!({"path": "src/noise.log"}),
            "path: the language of \"src/noise.log\" is not known",
        ),
        ("code_lint", json!({"path": "--version"}), "path: \"--version\" begins with a hyphen"),
        (
            "code_lint",
            json!({"path": "src", "tool": "mypy"}),
            "tool: unknown variant `mypy`, expected one of `ruff`",
        ),
        ("code_format", json!({"path": "../x"}), "path: \"../x\" leaves its folder"),
        ("code_format", json!({"path": ".git/hooks"}), "path: \".git/hooks\" belongs to git"),
    ];
    for (tool, arguments, expected) in table {
        let failure = project.fails(tool, arguments.clone());
        assert!(failure.starts_with(expected), "{tool} {arguments}: {failure}");
    }
    assert_eq!(project.files(), before);
}

#[test]
fn the_gateways_own_state_is_not_read() {
    let project = Project::new("code");
    project.write(".gateway/audit.db", "secret");
    for tool in ["code_read", "code_get_info", "code_lint", "code_analyze"] {
        let failure = project.fails(tool, json!({"path": ".gateway/audit.db"}));
        assert!(failure.contains("the gateway's own state"), "{tool}: {failure}");
    }
    assert_eq!(project.facts("code_list_files", json!({}))["count"], 0);
    let found = project.facts("code_search_content", json!({"query": "secret", "file_pattern": "*"}));
    assert_eq!(found["count"], 0);
}

#[cfg(unix)]
#[test]
fn no_symbolic_link_leads_out() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.py");
    std::fs::write(&secret, "secret\n").unwrap();
    let project = Project::new("code");
    project.write("src/a.py", "x = 1\n");
    symlink(outside.path(), project.path().join("src/folder")).unwrap();
    symlink(&secret, project.path().join("src/file.py")).unwrap();
    for path in ["src/folder/secret.py", "src/file.py"] {
        for (tool, arguments) in [
            ("code_read", json!({"path": path})),
            ("code_get_info", json!({"path": path})),
            ("code_analyze", json!({"path": path})),
            ("code_lint", json!({"path": path})),
            ("code_format", json!({"path": path})),
            ("code_write", json!({"path": path, "content": "x"})),
            ("code_write", json!({"path": "src/folder/new.py", "content": "x"})),
        ] {
            let failure = project.fails(tool, arguments);
            assert!(failure.contains("symbolic link"), "{tool} {path}: {failure}");
        }
    }
    for tool in ["code_lint", "code_format"] {
        let failure = project.fails(tool, json!({"path": "src"}));
        assert!(
            failure.contains("holds the symbolic link src/file.py, which leads out"),
            "{tool}: {failure}"
        );
    }
    assert_eq!(project.facts("code_list_files", json!({}))["count"], 1);
    assert_eq!(project.facts("code_search_content", json!({"query": "secret"}))["count"], 0);
    project.fails("code_list_files", json!({"directory": "src/folder"}));
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), "secret\n");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_root_hides_no_guarded_place() {
    use std::os::unix::fs::symlink;
    let project = sample();
    symlink(".git", project.path().join("alias")).unwrap();
    symlink("src", project.path().join("code")).unwrap();
    let failure = project.fails("code_write", json!({"path": "alias/config", "content": "x"}));
    assert!(failure.contains("belongs to git"), "{failure}");
    let facts = project.facts("code_write", json!({"path": "code/new.py", "content": "x"}));
    assert_eq!(facts["path"], "src/new.py");
    assert_eq!(project.facts("code_get_info", json!({"path": "code"}))["leads_to"], "src");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let project = Project::new("code");
    let made = std::process::Command::new("mkfifo").arg(project.path().join("pipe")).status().unwrap();
    assert!(made.success());
    let failure = project.fails("code_read", json!({"path": "pipe"}));
    assert!(failure.contains("neither a file nor a folder"), "{failure}");
    assert_eq!(project.facts("code_get_info", json!({"path": "pipe"}))["kind"], "special");
    assert_eq!(project.facts("code_list_files", json!({}))["count"], 0);
}

fn installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.is_absolute() && folder.join(name).is_file())
}

/// What is installed must work, and what is not must be named.
#[test]
fn linters_find_something_or_are_named_as_missing() {
    for tool in ["ruff", "pylint", "flake8"] {
        let project = Project::new("code");
        project.write("src/bad.py", "import os\n");
        project.write("src/good.py", "\"\"\"Nothing.\"\"\"\n");
        let arguments = json!({"path": "src/bad.py", "tool": tool});
        if !installed(tool) {
            let failure = project.fails("code_lint", arguments);
            let missing = format!("tool: the program `{tool}` was not found in PATH; install it");
            assert!(
                failure.starts_with(&missing) && failure.contains(&format!("pip install {tool}")),
                "{failure}"
            );
            continue;
        }
        let facts = project.facts("code_lint", arguments);
        assert_eq!((&facts["tool"], &facts["clean"]), (&json!(tool), &json!(false)));
        let findings = facts["findings"].to_string();
        assert!(findings.contains("src/bad.py:1:"), "{tool}: {findings}");
        project.write("pylintrc", "[MAIN]\ninit-hook=open('src/run', 'w')\n");
        project.write(".flake8", "[flake8:local-plugins]\nextension = X = run:x\npaths = .\n");
        project.write("run.py", "open('src/run', 'w')\n");
        let facts = project.facts("code_lint", json!({"path": "src/good.py", "tool": tool}));
        assert_eq!((&facts["clean"], &facts["count"]), (&json!(true), &json!(0)), "{tool}");
        let files = [".flake8", "pylintrc", "run.py", "src/bad.py", "src/good.py"];
        assert_eq!(project.files(), files, "{tool} changes nothing and runs nothing");
    }
}

#[test]
fn formatters_change_layout_or_are_named_as_missing() {
    for tool in ["ruff", "black"] {
        let project = Project::new("code");
        project.write("src/a.py", "x=1\n");
        let check = json!({"path": "src", "tool": tool, "check_only": true});
        if !installed(tool) {
            let failure = project.fails("code_format", check);
            assert!(
                failure.starts_with(&format!("tool: the program `{tool}` was not found in PATH")),
                "{failure}"
            );
            continue;
        }
        assert_eq!(project.facts("code_format", check.clone())["clean"], false);
        assert_eq!(project.read("src/a.py"), "x=1\n", "{tool}");
        project.call("code_format", json!({"path": "src", "tool": tool}));
        assert_eq!(project.read("src/a.py"), "x = 1\n", "{tool}");
        assert_eq!(project.facts("code_format", check)["clean"], true);
        project.write("src/a.py", "x = (\n");
        let failure = project.fails("code_format", json!({"path": "src", "tool": tool}));
        assert!(failure.starts_with(&format!("{tool} failed (exit code ")), "{failure}");
    }
}

#[test]
fn writers_at_once_lose_nothing() {
    let project = Project::new("code");
    let servers: Vec<_> = (0..4).map(|_| project.open("code")).collect();
    std::thread::scope(|scope| {
        for (writer, server) in servers.iter().enumerate() {
            scope.spawn(move || {
                for turn in 0..4 {
                    let content = format!("{writer} {turn}");
                    support::call(&**server, "code_write", json!({"path": "a", "content": content}));
                }
            });
        }
    });
    let mut contents: Vec<_> =
        (1..=15).map(|number| project.read(&format!(".gateway/backups/a.{number}.bak"))).collect();
    contents.push(project.read("a"));
    contents.sort();
    let all: Vec<_> = (0..4).flat_map(|writer| (0..4).map(move |turn| format!("{writer} {turn}"))).collect();
    assert_eq!(contents, all);
}
