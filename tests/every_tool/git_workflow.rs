//! The git workflow, in a repository with a bare `origin`.

use serde_json::{Value, json};

use crate::row::{Row, bad, good};
use crate::world::World;

const BRANCH: &str = "feature/task-045-mend-the-roof";

pub(crate) fn prepare(world: &World) {
    world.write("README.md", "# Readme\n");
    world.git(".", &["init", "--quiet", "--bare", "origin.git"]);
    world.git("project", &["init", "--quiet"]);
    for (key, value) in
        [("user.name", "Tester"), ("user.email", "tester@example.org"), ("commit.gpgsign", "false")]
    {
        world.git("project", &["config", key, value]);
    }
    world.git("project", &["add", "."]);
    world.git("project", &["commit", "--quiet", "-m", "First light"]);
    world.git("project", &["remote", "add", "origin", "../origin.git"]);
    world.git("project", &["push", "--quiet", "--set-upstream", "origin", "main"]);
}

/// The order is that of a change on its way: from main to a feature branch, to the remote, and back.
pub(crate) fn rows() -> Vec<Row> {
    [on_main(), start(), change(), commit(), look(), push(), finish()].into_iter().flatten().collect()
}

fn named(task_id: &str, description: &str) -> Value {
    json!({"task_id": task_id, "description": description})
}

fn on_main() -> Vec<Row> {
    vec![
        good("git_get_safety_rules", json!({})).says("never on main"),
        bad("git_get_safety_rules", json!({"all": true}), "all", "there is no such parameter"),
        good("git_get_status", json!({})).says("The working tree is clean.").facts(json!({
            "branch": "main", "upstream": "origin/main", "ahead": 0, "behind": 0, "clean": true, "feature_branches": [],
        })),
        bad("git_get_status", json!({"path": "."}), "path", "there is no such parameter"),
        bad("git_add", json!({}), "the current branch is main", "Instead: start or switch to a feature branch"),
        bad("git_smart_commit", json!({"message": "x"}), "the current branch is main", "git_start_feature"),
        bad("git_push_feature", json!({}), "the current branch is main", "git_start_feature"),
    ]
}

fn start() -> Vec<Row> {
    const TOOL: &str = "git_start_feature";
    vec![
        bad(TOOL, named("045", "roof"), "the working tree is not clean (1 untracked)", "git stash")
            .given(|world| world.write("notes.txt", "x\n")),
        good(TOOL, named("045", "Mend the roof"))
            .given(|world| std::fs::remove_file(world.project().join("notes.txt")).unwrap())
            .facts(json!({"branch": BRANCH, "created": true}))
            .changes(&["~ git HEAD", "+ git refs/heads/feature/task-045-mend-the-roof"]),
        good(TOOL, named("045", "Mend the roof"))
            .says("is already checked out")
            .facts(json!({"created": false})),
        bad(TOOL, named("046", "second"), "would be a second feature beside", "git_finish_feature"),
        bad(TOOL, named("--force", "x"), "task_id", "letters, digits"),
        bad(TOOL, named("../1", "x"), "task_id", "letters, digits"),
        bad(TOOL, named("047", "--upload-pack=x"), "description", "matches"),
        bad(TOOL, named("047", "a/../../b"), "description", "matches"),
        bad(TOOL, json!({"task_id": 45, "description": "x"}), "task_id", "found 45"),
        bad(TOOL, json!({"task_id": "45"}), "description", "it is missing"),
    ]
}

fn change() -> Vec<Row> {
    let add = |file: &str| json!({"files": [file]});
    vec![
        bad("git_smart_commit", json!({"message": "x"}), "nothing is staged", "stage the files with git_add"),
        good("git_add", add("roof.md"))
            .given(|world| world.write("roof.md", "slate\n"))
            .says("1 staged: roof.md")
            .facts(json!({"branch": BRANCH, "staged": ["roof.md"], "untracked": [], "clean": false}))
            .changes(&["+ git index roof.md"]),
        bad("git_add", add("none.md"), "files", "did not match any files"),
        bad("git_add", add("../outside/secret.md"), "files[0]", "found \"../outside/secret.md\""),
        bad("git_add", add("$OUTSIDE/secret.md"), "files[0]", "a relative path"),
        bad("git_add", add("way_out/secret.md"), "files", "beyond a symbolic link"),
        bad("git_add", add("--force"), "files[0]", "leading `-`"),
        bad("git_add", add(":(top)*"), "files", "did not match any files"),
        bad("git_add", json!({"files": "roof.md"}), "files", "a list of at most"),
        good("git_diff", json!({"cached": true})).says("+slate").facts(json!({"cut": false})),
        good("git_diff", json!({"file_path": "README.md"}))
            .says("No tracked file differs")
            .facts(json!({"diff": ""})),
        bad("git_diff", json!({"file_path": "--output=x"}), "file_path", "leading `-`"),
        bad("git_diff", json!({"file_path": "../outside/secret.md"}), "file_path", "a relative path"),
        bad("git_diff", json!({"file_path": "$OUTSIDE/secret.md"}), "file_path", "a relative path"),
        bad("git_diff", json!({"file_path": "way_out/secret.md"}), "file_path", "is nothing that git tracks"),
        bad("git_diff", json!({"file_path": "none.md"}), "file_path", "is nothing that git tracks"),
        bad("git_diff", json!({"cached": "yes"}), "cached", "true or false"),
    ]
}

fn commit() -> Vec<Row> {
    const TOOL: &str = "git_smart_commit";
    const HOOK: &str = ".git/hooks/pre-commit";
    vec![
        bad(TOOL, json!({"message": ""}), "message", "1 to 20000 characters"),
        bad(TOOL, json!({"message": " \n"}), "message", "matches"),
        bad(TOOL, json!({}), "message", "it is missing"),
        bad(TOOL, json!({"message": "x", "no_verify": true}), "no_verify", "there is no such parameter"),
        bad(TOOL, json!({"message": "x"}), "the tests fail", "nothing was committed")
            .given(|world| world.hook(HOOK, "echo 'the tests fail'; exit 1")),
        good(TOOL, json!({"message": "--amend is no option\n\nbut a subject."}))
            .given(|world| world.hook(HOOK, "echo 'all is well'"))
            .facts(json!({"branch": BRANCH, "files": ["roof.md"]}))
            .changes(&["~ git refs/heads/feature/task-045-mend-the-roof"]),
    ]
}

fn look() -> Vec<Row> {
    vec![
        good("git_log", json!({"oneline": true})).says("--amend is no option").facts(json!({"commits": [
            {"author": "Tester", "subject": "--amend is no option", "body": "but a subject."},
            {"subject": "First light", "body": ""},
        ]})),
        good("git_log", json!({"max_count": 1})).says("    but a subject."),
        bad("git_log", json!({"max_count": 0}), "max_count", "1 to 1000"),
        bad("git_log", json!({"max_count": "--all"}), "max_count", "an integer"),
        bad("git_log", json!({"branch": "main"}), "branch", "there is no such parameter"),
    ]
}

fn push() -> Vec<Row> {
    const TOOL: &str = "git_push_feature";
    vec![
        good(TOOL, json!({})).facts(json!({"branch": BRANCH, "remote": "origin"})).changes(&[
            "~ git config",
            "+ git refs/remotes/origin/feature/task-045-mend-the-roof",
            "+ origin refs/heads/feature/task-045-mend-the-roof",
        ]),
        bad(TOOL, json!({"force": "true"}), "force", "true or false"),
        bad(TOOL, json!({"remote": "--exec=x"}), "remote", "there is no such parameter"),
        // Somebody else pushes to the same branch: neither push may take that away.
        bad(TOOL, json!({}), "has commits that are not in the local branch", "rebase or merge them")
            .given(|world| world.push_as_another(BRANCH)),
        bad(
            TOOL,
            json!({"force": true}),
            "has commits that were never fetched here",
            "fetch and look at those commits",
        ),
    ]
}

fn finish() -> Vec<Row> {
    const TOOL: &str = "git_finish_feature";
    let finish = |branch: &str| json!({"branch_name": branch});
    vec![
        bad(TOOL, finish("main"), "branch_name", "matches"),
        bad(TOOL, finish("--all"), "branch_name", "matches"),
        bad(TOOL, finish("feature/task-1-x/../../main"), "branch_name", "matches"),
        bad(TOOL, finish("feature/task-46-none"), "branch_name: there is no local branch", BRANCH),
        bad(TOOL, json!({}), "branch_name", "it is missing"),
        bad(TOOL, json!({"branch_name": BRANCH, "force": 1}), "force", "true or false"),
        bad(TOOL, finish(BRANCH), "not in origin/main", "push it with git_push_feature and have it merged")
            .given(|world| drop(world.git("project", &["fetch", "--quiet"]))),
        bad(TOOL, finish(BRANCH), "the working tree is not clean", "git stash")
            .given(|world| world.write("roof.md", "tin\n")),
        good(TOOL, finish(BRANCH))
            .given(|world| {
                world.write("roof.md", "slate\n");
                world.merge_at_origin(BRANCH);
            })
            .says("(merged into origin/main); on main at ")
            .facts(json!({"branch": BRANCH, "merged": true, "merged_into": "origin/main", "main": "main"}))
            .changes(&[
                "~ git HEAD",
                "~ git config",
                "+ git index ladder.md",
                "- git refs/heads/feature/task-045-mend-the-roof",
                "~ git refs/heads/main",
                "~ git refs/remotes/origin/main",
                "+ ladder.md",
            ]),
        good("git_get_status", json!({}))
            .facts(json!({"branch": "main", "feature_branches": [], "clean": true})),
    ]
}
