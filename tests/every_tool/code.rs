//! Files, and the programs that check them.

use serde_json::{Value, json};

use crate::row::{Row, bad, good};
use crate::world::World;

/// Finds one thing in every file that says `import`; puts a file in order by writing it anew. `black` is there too; `pylint`
/// and `flake8` are not.
const RUFF: &str = r#"
for path; do :; done
case "$1 $*" in
    check*) while read -r line; do case $line in import*) echo "$path:1:1: F401 unused"; exit 1; esac; done < "$path" ;;
    *--check*) echo "Would reformat: $path"; exit 1 ;;
    format*) echo 'x = 1' > "$path"; echo "1 file reformatted" ;;
esac"#;

pub(crate) fn prepare(world: &World) {
    world.program("ruff", RUFF);
    world.program("black", "echo 'cannot parse' >&2; exit 123");
    world.write("src/main.py", "import os\ndef main():\n    return 1 if os else 2\n");
    world.write("src/deep/clean.py", "x=1\n");
    world.write("src/lib.rs", "fn lib() {}\n");
    world.write("src/blob.py", "a\0b");
    world.write(".gitignore", "build\n");
    world.write("build/out.py", "import os\n");
    world.write("box/leak/readme.txt", "links");
    world.link("box/leak/leak.py", "../../../outside/secret.py");
    world.write(".agent/config/a.json", "{}");
    world.write(".gateway/audit.db", "");
}

pub(crate) fn rows() -> Vec<Row> {
    [read(), write(), info(), find(), list(), search(), analyze(), lint(), format()]
        .into_iter()
        .flatten()
        .collect()
}

fn at(path: &str) -> Value {
    json!({"path": path})
}

/// What every tool refuses that takes a path of something that exists.
fn no_path(tool: &'static str) -> Vec<Row> {
    vec![
        bad(tool, at("../outside/secret.py"), "path", "found \"../outside/secret.py\""),
        bad(tool, at("$OUTSIDE/secret.py"), "path", "a relative path"),
        bad(tool, at("~/secret.py"), "path", "a relative path"),
        bad(tool, at("--version"), "path", "leading `-`"),
        bad(tool, at("src\\main.py"), "path", "backslash"),
        bad(tool, at("src/none.py"), "path", "does not exist below the project root"),
        bad(tool, at("leak.py"), "path", "leads out of the project root"),
        bad(tool, at("way_out/secret.py"), "path", "leads out of the project root"),
        bad(tool, at(".gateway/audit.db"), "path", "is the gateway's own state, which no tool reads"),
        bad(tool, json!({}), "path", "it is missing"),
        bad(tool, json!({"path": 1}), "path", "found 1"),
    ]
}

fn read() -> Vec<Row> {
    const TOOL: &str = "code_read";
    let rows = vec![
        good(TOOL, at("./src//lib.rs"))
            .says("fn lib() {}")
            .facts(json!({"path": "src/lib.rs", "size": 12, "lines": 1, "content": "fn lib() {}\n"})),
        bad(TOOL, at("src"), "path", "is a folder; give the path of a file"),
        bad(TOOL, at("src/blob.py"), "path", "is a binary file"),
        bad(TOOL, json!({"path": "src/lib.rs", "max_size_mb": 0}), "max_size_mb", "1 to 100"),
    ];
    rows.into_iter().chain(no_path(TOOL)).collect()
}

fn write() -> Vec<Row> {
    const TOOL: &str = "code_write";
    let write = |path: &str| json!({"path": path, "content": "new\n"});
    let rows = vec![
        good(TOOL, write("docs/a/new.txt"))
            .facts(json!({"outcome": "created", "size": 4, "backup": null}))
            .changes(&["+ docs/a/new.txt"])
            .holds("docs/a/new.txt", "new\n"),
        good(TOOL, json!({"path": "docs/a/new.txt", "content": "newer\n"}))
            .says("the old content is .gateway/backups/docs/a/new.txt.1.bak")
            .facts(json!({"outcome": "replaced", "backup": ".gateway/backups/docs/a/new.txt.1.bak"}))
            .changes(&["~ docs/a/new.txt"])
            .holds("docs/a/new.txt", "newer\n")
            .holds(".gateway/backups/docs/a/new.txt.1.bak", "new\n"),
        good(TOOL, json!({"path": "docs/a/new.txt", "content": "", "backup": false}))
            .facts(json!({"outcome": "replaced", "size": 0, "backup": null}))
            .changes(&["~ docs/a/new.txt"]),
        bad(TOOL, write("../outside/new.txt"), "path", "found \"../outside/new.txt\""),
        bad(TOOL, write("$OUTSIDE/new.txt"), "path", "a relative path"),
        bad(TOOL, write("way_out/new.txt"), "path", "leads out of the project root"),
        bad(TOOL, write("leak.md"), "path", "is a symbolic link"),
        bad(TOOL, write("-x"), "path", "leading `-`"),
        bad(TOOL, write("src"), "path", "it is not a file"),
        bad(TOOL, write("."), "path", "it is not a file"),
        bad(TOOL, write("nowhere.txt"), "path", "is a symbolic link")
            .given(|world| world.link("nowhere.txt", "none")),
        bad(TOOL, write("a\u{7}b"), "path", "control character"),
        bad(TOOL, write(&"n".repeat(300)), "path", "cannot be written"),
        bad(TOOL, write("src/lib.rs/x"), "path", "cannot be"),
        bad(TOOL, write(".git/hooks/pre-commit"), "path", "use the git tools"),
        bad(TOOL, write(".gateway/audit.db"), "path", "the gateway's own state"),
        bad(TOOL, write(".agent/config/a.json"), "path", "config_write changes it"),
        bad(
            TOOL,
            json!({"path": "no/x", "content": "", "create_dirs": false}),
            "path",
            "create_dirs = true creates it",
        ),
        bad(TOOL, json!({"path": "x"}), "content", "it is missing"),
        bad(TOOL, json!({"path": "x", "content": "", "backup": "yes"}), "backup", "true or false"),
    ];
    rows
}

fn info() -> Vec<Row> {
    const TOOL: &str = "code_get_info";
    let rows = vec![
        good(TOOL, at("src/lib.rs")).says("text file (Rust), 12 bytes, 1 lines").facts(
            json!({"kind": "text", "lines": 1, "language": "Rust", "leads_to": null, "entries": null}),
        ),
        good(TOOL, at("src")).facts(json!({"kind": "folder", "entries": 4, "lines": null, "language": null})),
        good(TOOL, at("src/blob.py")).facts(json!({"kind": "binary", "size": 3, "lines": null})),
    ];
    rows.into_iter().chain(no_path(TOOL)).collect()
}

fn find() -> Vec<Row> {
    const TOOL: &str = "code_find_file";
    let find = |pattern: &str, directory: &str| json!({"name_pattern": pattern, "directory": directory});
    vec![
        good(TOOL, json!({"name_pattern": "*.py"})).facts(json!({
            "count": 3,
            "truncated": false,
            "files": [{"path": "src/blob.py"}, {"path": "src/deep/clean.py"}, {"path": "src/main.py", "size": 48}],
        })),
        good(TOOL, find("none", "src")).facts(json!({"directory": "src", "count": 0, "files": []})),
        bad(TOOL, find("a[", "src"), "name_pattern", "is not a glob"),
        bad(TOOL, find("../*", "src"), "name_pattern", "found \"../*\""),
        bad(TOOL, find("*", "../outside"), "directory", "found \"../outside\""),
        bad(TOOL, find("*", "way_out"), "directory", "leads out of the project root"),
        bad(TOOL, find("*", "src/lib.rs"), "directory", "give the path of a folder"),
        bad(TOOL, json!({"directory": "src"}), "name_pattern", "it is missing"),
    ]
}

fn list() -> Vec<Row> {
    const TOOL: &str = "code_list_files";
    vec![
        good(TOOL, json!({"directory": "src", "recursive": false, "pattern": "*.{py,rs}"}))
            .facts(json!({"count": 3, "files": [{"path": "src/blob.py"}, {"path": "src/lib.rs"}, {"path": "src/main.py"}]})),
        good(TOOL, json!({})).says("files below the project root match *"),
        bad(TOOL, json!({"directory": "/"}), "directory", "found \"/\""),
        bad(TOOL, json!({"directory": "way_out"}), "directory", "leads out of the project root"),
        bad(TOOL, json!({"directory": "none"}), "directory", "does not exist below the project root"),
        bad(TOOL, json!({"pattern": "{a"}), "pattern", "is not a glob"),
        bad(TOOL, json!({"recursive": 1}), "recursive", "true or false"),
    ]
}

fn search() -> Vec<Row> {
    const TOOL: &str = "code_search_content";
    vec![
        good(TOOL, json!({"query": "IMPORT"})).says("src/main.py:1: import os").facts(json!({
            "count": 1,
            "files_searched": 2,
            "files_passed_over": 1,
            "matches": [{"path": "src/main.py", "line": 1, "text": "import os"}],
        })),
        good(TOOL, json!({"query": "key-under", "file_pattern": "*"}))
            .facts(json!({"count": 0, "matches": []})),
        bad(TOOL, json!({"query": "a\nb"}), "query", "text within one line"),
        bad(TOOL, json!({"query": ""}), "query", "1 to 10000 characters"),
        bad(TOOL, json!({"query": "x", "file_pattern": "../*"}), "file_pattern", "found \"../*\""),
        bad(TOOL, json!({"query": "x", "file_pattern": "[z-a]"}), "file_pattern", "is not a glob"),
        bad(TOOL, json!({"query": "x", "case_sensitive": "no"}), "case_sensitive", "true or false"),
    ]
}

fn analyze() -> Vec<Row> {
    const TOOL: &str = "code_analyze";
    let rows = vec![
        good(TOOL, at("src")).facts(json!({
            "count": 3,
            "passed_over": 1,
            "total": {"functions": 2, "branches": 1, "complexity": 3},
            "languages": [{"language": "Python", "files": 2}, {"language": "Rust", "files": 1, "lines": 1}],
            "files": [{"path": "src/main.py", "complexity": 2}, {"path": "src/lib.rs"}, {"path": "src/deep/clean.py"}],
        })),
        good(TOOL, at("src/lib.rs")).facts(json!({"count": 1, "languages": [{"language": "Rust", "functions": 1}]})),
        bad(TOOL, at(".gitignore"), "path", "these are counted: "),
        bad(TOOL, at("src/blob.py"), "path", "is a binary file"),
    ];
    rows.into_iter().chain(no_path(TOOL)).collect()
}

fn lint() -> Vec<Row> {
    const TOOL: &str = "code_lint";
    let rows = vec![
        good(TOOL, at("src/main.py")).says("ruff found 1 thing in src/main.py").facts(json!({
            "tool": "ruff",
            "clean": false,
            "count": 1,
            "findings": ["src/main.py:1:1: F401 unused"],
        })),
        good(TOOL, at("src/deep/clean.py")).facts(json!({"clean": true, "count": 0, "findings": []})),
        bad(
            TOOL,
            json!({"path": "src/main.py", "tool": "flake8"}),
            "`flake8` was not found in PATH",
            "choose a tool that is installed here: ruff",
        ),
        bad(
            TOOL,
            json!({"path": "src/main.py", "tool": "rm"}),
            "tool",
            "one of \"ruff\", \"pylint\", \"flake8\"",
        ),
        bad(
            TOOL,
            at("box"),
            "box/leak/leak.py, which leads out of the project root",
            "give a folder without it",
        ),
    ];
    rows.into_iter().chain(no_path(TOOL)).collect()
}

fn format() -> Vec<Row> {
    const TOOL: &str = "code_format";
    let rows = vec![
        good(TOOL, json!({"path": "src/deep/clean.py", "check_only": true})).facts(
            json!({"check_only": true, "clean": false, "output": "Would reformat: src/deep/clean.py"}),
        ),
        good(TOOL, at("src/deep/clean.py"))
            .facts(json!({"tool": "ruff", "check_only": false, "clean": true}))
            .changes(&["~ src/deep/clean.py"])
            .holds("src/deep/clean.py", "x = 1\n"),
        bad(
            TOOL,
            json!({"path": "src/main.py", "tool": "black"}),
            "black failed (exit code 123)",
            "cannot parse",
        ),
        bad(TOOL, json!({"path": "src/main.py", "tool": "yapf"}), "tool", "one of \"ruff\", \"black\""),
        bad(TOOL, json!({"path": "src/main.py", "check_only": null}), "check_only", "found null"),
        bad(TOOL, at(".agent/config/a.json"), "path", "config_write changes it"),
        bad(
            TOOL,
            at("box"),
            "box/leak/leak.py, which leads out of the project root",
            "give a folder without it",
        ),
    ];
    rows.into_iter().chain(no_path(TOOL)).collect()
}
