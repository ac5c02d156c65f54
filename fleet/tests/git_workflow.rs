//! The git workflow in real repositories, each with a bare `origin`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use support::Project;

const BRANCH: &str = "feature/task-045-mend-the-roof";

/// Runs git as a person would, outside of the tools.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"])
        .args(arguments)
        .current_dir(folder)
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn configure(folder: &Path) {
    for (key, value) in
        [("user.name", "Tester"), ("user.email", "tester@example.org"), ("commit.gpgsign", "false")]
    {
        git(folder, &["config", key, value]);
    }
}

/// A repository with one commit on main and no remote.
fn local() -> Project {
    let project = Project::new("git_workflow");
    git(project.path(), &["init", "--quiet"]);
    configure(project.path());
    project.write("README.md", "# Readme\n");
    project.write(".gitignore", "origin.git\nother\n");
    git(project.path(), &["add", "."]);
    git(project.path(), &["commit", "--quiet", "-m", "First"]);
    project
}

/// The same with a bare `origin`.
fn with_origin() -> Project {
    let project = local();
    git(project.path(), &["init", "--quiet", "--bare", "origin.git"]);
    git(project.path(), &["remote", "add", "origin", "./origin.git"]);
    git(project.path(), &["push", "--quiet", "--set-upstream", "origin", "main"]);
    project
}

fn start(project: &Project) -> Value {
    project.facts("git_start_feature", json!({"task_id": "045", "description": "Mend the roof"}))
}

/// One commit on the feature branch, by the tools alone.
fn work(project: &Project, file: &str) {
    project.write(file, "text\n");
    project.call("git_add", json!({"files": [file]}));
    project.call("git_smart_commit", json!({"message": format!("Add {file}")}));
}

/// What a reviewer does at the remote, in a clone of their own.
fn merge_at_origin(project: &Project, how: &[&str]) {
    let other = project.path().join("other");
    git(project.path(), &["clone", "--quiet", "./origin.git", "other"]);
    configure(&other);
    git(&other, &[&["merge", "--quiet"], how, &[&format!("origin/{BRANCH}")]].concat());
    if how.contains(&"--squash") {
        git(&other, &["commit", "--quiet", "-m", "Squashed"]);
    }
    git(&other, &["push", "--quiet", "origin", "main"]);
}

fn finish(project: &Project) -> Value {
    project.facts("git_finish_feature", json!({"branch_name": BRANCH}))
}

fn branch(project: &Project) -> String {
    git(project.path(), &["branch", "--show-current"])
}

#[test]
fn the_whole_way_of_a_change() {
    let project = with_origin();
    assert_eq!(start(&project), json!({"branch": BRANCH, "created": true}));
    work(&project, "roof.md");
    let pushed = project.facts("git_push_feature", json!({}));
    assert_eq!((&pushed["branch"], &pushed["remote"]), (&json!(BRANCH), &json!("origin")));
    assert_eq!(git(project.path(), &["rev-parse", "--short", &format!("origin/{BRANCH}")]), pushed["commit"]);
    merge_at_origin(&project, &["--no-ff"]);
    let finished = finish(&project);
    assert_eq!(
        (&finished["merged"], &finished["merged_into"], &finished["last_commit"]),
        (&json!(true), &json!("origin/main"), &pushed["commit"])
    );
    assert_eq!(branch(&project), "main");
    assert_eq!(git(project.path(), &["branch", "--list", BRANCH]), "");
    assert_eq!(project.read("roof.md"), "text\n", "main was fast-forwarded");
}

#[test]
fn starting_again_is_the_same_as_starting() {
    let project = local();
    start(&project);
    project.write("half.md", "not clean");
    assert_eq!(start(&project)["created"], false, "nothing is switched, so nothing need be clean");
    std::fs::remove_file(project.path().join("half.md")).unwrap();
    git(project.path(), &["switch", "--quiet", "main"]);
    assert_eq!(start(&project), json!({"branch": BRANCH, "created": false}));
    assert_eq!(branch(&project), BRANCH);
}

#[test]
fn a_feature_that_is_only_at_the_remote_is_taken_up() {
    let project = with_origin();
    start(&project);
    work(&project, "roof.md");
    project.call("git_push_feature", json!({}));
    git(project.path(), &["switch", "--quiet", "main"]);
    git(project.path(), &["branch", "--quiet", "-D", BRANCH]);
    assert_eq!(start(&project), json!({"branch": BRANCH, "created": false}));
    assert_eq!(project.read("roof.md"), "text\n");
}

#[test]
fn a_new_feature_begins_at_main() {
    let project = local();
    git(project.path(), &["switch", "--quiet", "--create", "side"]);
    project.write("side.md", "x");
    git(project.path(), &["add", "."]);
    git(project.path(), &["commit", "--quiet", "-m", "Side"]);
    start(&project);
    assert!(!project.path().join("side.md").exists());
}

#[allow(clippy::needless_pass_by_value, reason = "as for every call")]
fn refused(project: &Project, tool: &str, arguments: Value, rule: &str, reason: &str) {
    let failure = project.fails(tool, arguments.clone());
    assert!(failure.starts_with(&format!("{tool} refused: ")), "{tool} {arguments}: {failure}");
    assert!(failure.contains(&format!("\nRule \"{rule}\": ")), "{tool} {arguments}: {failure}");
    assert!(failure.contains("\nInstead: ") && failure.contains(reason), "{tool} {arguments}: {failure}");
}

#[test]
fn nothing_is_staged_committed_or_pushed_on_main() {
    let project = with_origin();
    project.write("new.md", "x");
    let table = [
        ("git_add", json!({})),
        ("git_smart_commit", json!({"message": "m"})),
        ("git_push_feature", json!({})),
    ];
    for (tool, arguments) in &table {
        refused(&project, tool, arguments.clone(), "never on main", "the current branch is main");
    }
    git(project.path(), &["branch", "--quiet", "--move", "main", "master"]);
    for (tool, arguments) in &table {
        refused(&project, tool, arguments.clone(), "never on main", "the current branch is master");
    }
    git(project.path(), &["switch", "--quiet", "--create", "hotfix"]);
    for (tool, arguments) in &table {
        refused(&project, tool, arguments.clone(), "feature branches", "the current branch is hotfix");
    }
    git(project.path(), &["switch", "--quiet", "--detach"]);
    for (tool, arguments) in &table {
        refused(&project, tool, arguments.clone(), "feature branches", "a commit is checked out directly");
    }
    assert_eq!(git(project.path(), &["diff", "--cached", "--name-only"]), "");
    assert_eq!(git(project.path(), &["rev-list", "--count", "--all"]), "1");
}

#[test]
fn starting_and_finishing_need_a_clean_tree() {
    let project = local();
    let arguments = json!({"task_id": "045", "description": "Mend the roof"});
    for (file, what) in [("new.md", "1 untracked"), ("README.md", "1 modified")] {
        project.write(file, "x");
        refused(&project, "git_start_feature", arguments.clone(), "clean tree", what);
        git(project.path(), &["stash", "--quiet", "--include-untracked"]);
    }
    start(&project);
    project.write("new.md", "x");
    refused(&project, "git_finish_feature", json!({"branch_name": BRANCH}), "clean tree", "1 untracked");
    refused(
        &project,
        "git_finish_feature",
        json!({"branch_name": BRANCH, "force": true}),
        "clean tree",
        "1 untracked",
    );
}

#[test]
fn one_feature_at_a_time() {
    let project = local();
    start(&project);
    let other = json!({"task_id": "046", "description": "Paint"});
    refused(&project, "git_start_feature", other, "one feature at a time", BRANCH);
    assert_eq!(branch(&project), BRANCH);
}

#[test]
fn a_commit_needs_a_message_and_something_staged() {
    let project = local();
    start(&project);
    refused(&project, "git_smart_commit", json!({"message": "m"}), "checked commits", "nothing is staged");
    project.write("a.md", "x");
    project.call("git_add", json!({}));
    refused(&project, "git_smart_commit", json!({"message": " \n"}), "checked commits", "message is empty");
    let commit = project.facts("git_smart_commit", json!({"message": "--amend\n\nIs only a message."}));
    assert_eq!(commit["files"], json!(["a.md"]));
    assert_eq!(git(project.path(), &["log", "-1", "--format=%B"]), "--amend\n\nIs only a message.");
    assert_eq!(git(project.path(), &["rev-list", "--count", "HEAD"]), "2");
}

#[cfg(unix)]
#[test]
fn the_repositorys_hook_can_turn_a_commit_down() {
    use std::os::unix::fs::PermissionsExt;
    let project = local();
    start(&project);
    let hook = project.write(".git/hooks/pre-commit", "#!/bin/sh\necho 3 tests failed\nexit 1\n");
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    project.write("a.md", "x");
    project.call("git_add", json!({"files": ["a.md"]}));
    refused(&project, "git_smart_commit", json!({"message": "m"}), "checked commits", "3 tests failed");
    assert_eq!(git(project.path(), &["rev-list", "--count", "HEAD"]), "1");
    std::fs::write(&hook, "#!/bin/sh\necho all tests pass\n").unwrap();
    let output = project.call("git_smart_commit", json!({"message": "m"}));
    assert!(output.text.contains("all tests pass"), "{}", output.text);
}

#[test]
fn files_are_paths_and_never_patterns_or_options() {
    let project = local();
    start(&project);
    for file in ["a.md", "b.md", "sub/c.md"] {
        project.write(file, "x");
    }
    let table = [
        ("../x", "files[0]: \"../x\" leaves its folder"),
        ("/etc/passwd", "files[0]: \"/etc/passwd\" is an absolute path"),
        ("--all", "files[0]: \"--all\" begins with a hyphen"),
        ("*.md", "files: git could not stage them"),
        (":/", "files: git could not stage them"),
        ("nope.md", "files: git could not stage them"),
    ];
    for (file, reason) in table {
        let failure = project.fails("git_add", json!({"files": [file]}));
        assert!(failure.starts_with(reason), "{file}: {failure}");
    }
    let status = project.facts("git_get_status", json!({}));
    assert_eq!(status["staged"], json!([]));
    assert_eq!(
        project.facts("git_add", json!({"files": ["sub", "a.md"]}))["staged"],
        json!(["a.md", "sub/c.md"])
    );
    assert_eq!(project.facts("git_add", json!({"files": null}))["staged"].as_array().unwrap().len(), 3);
}

#[test]
fn a_deleted_file_is_staged_too() {
    let project = local();
    start(&project);
    std::fs::remove_file(project.path().join("README.md")).unwrap();
    assert_eq!(project.facts("git_add", json!({"files": ["README.md"]}))["staged"], json!(["README.md"]));
}

#[test]
fn the_gateways_own_folder_is_never_part_of_the_tree() {
    let project = local();
    project
        .open("task")
        .call(
            "create_task",
            r#"{"title":"A","objective":"x","deliverables":["x"],"acceptance_criteria":["x"]}"#,
            &gateway_runtime::embedded::CallContext::detached(),
        )
        .unwrap();
    assert!(project.path().join(".gateway").exists());
    assert_eq!(project.facts("git_get_status", json!({}))["untracked"], json!(["TASKS/"]));
}

#[test]
fn finishing_needs_the_branch_merged_at_the_remote() {
    let project = with_origin();
    start(&project);
    work(&project, "roof.md");
    let arguments = json!({"branch_name": BRANCH});
    refused(&project, "git_finish_feature", arguments.clone(), "merged first", "1 commit(s)");
    // A merge into the local main alone does not count.
    git(project.path(), &["switch", "--quiet", "main"]);
    git(project.path(), &["merge", "--quiet", BRANCH]);
    refused(&project, "git_finish_feature", arguments, "merged first", "are not in origin/main");
    assert_ne!(git(project.path(), &["branch", "--list", BRANCH]), "");
}

#[test]
fn a_squashed_merge_counts_as_merged() {
    let project = with_origin();
    start(&project);
    work(&project, "roof.md");
    work(&project, "tiles.md");
    project.call("git_push_feature", json!({}));
    merge_at_origin(&project, &["--squash"]);
    assert_eq!(finish(&project)["merged"], true);
}

#[test]
fn without_a_remote_the_local_main_counts() {
    let project = local();
    start(&project);
    work(&project, "roof.md");
    refused(
        &project,
        "git_finish_feature",
        json!({"branch_name": BRANCH}),
        "merged first",
        "the local main (there is no origin/main)",
    );
    git(project.path(), &["switch", "--quiet", "main"]);
    git(project.path(), &["merge", "--quiet", BRANCH]);
    assert_eq!(finish(&project)["merged_into"], "the local main (there is no origin/main)");
}

#[test]
fn force_deletes_an_unmerged_branch_and_tells_how_to_get_it_back() {
    let project = with_origin();
    start(&project);
    work(&project, "roof.md");
    let output = project.call("git_finish_feature", json!({"branch_name": BRANCH, "force": true}));
    let facts = output.structured.unwrap();
    assert_eq!(facts["merged"], false);
    let back = format!("git branch {BRANCH} {}", facts["last_commit"].as_str().unwrap());
    assert!(output.text.contains("NOT merged") && output.text.contains(&back), "{}", output.text);
    git(project.path(), &back.split(' ').skip(1).collect::<Vec<_>>());
}

#[test]
fn a_local_main_with_commits_of_its_own_is_not_touched() {
    let project = with_origin();
    start(&project);
    work(&project, "roof.md");
    project.call("git_push_feature", json!({}));
    merge_at_origin(&project, &["--no-ff"]);
    git(project.path(), &["switch", "--quiet", "main"]);
    project.write("own.md", "x");
    git(project.path(), &["add", "."]);
    git(project.path(), &["commit", "--quiet", "-m", "Own"]);
    git(project.path(), &["switch", "--quiet", BRANCH]);
    refused(
        &project,
        "git_finish_feature",
        json!({"branch_name": BRANCH}),
        "never on main",
        "cannot be fast-forwarded",
    );
    assert_eq!(branch(&project), BRANCH);
}

#[test]
fn only_feature_branches_are_finished() {
    let project = local();
    for name in ["main", "master"] {
        refused(
            &project,
            "git_finish_feature",
            json!({"branch_name": name}),
            "never on main",
            "never deleted",
        );
    }
    for name in [
        "",
        "hotfix",
        "--all",
        "feature/x",
        "feature/task-",
        "feature/task-1 --force",
        "feature/task-1..2",
        "HEAD",
    ] {
        refused(
            &project,
            "git_finish_feature",
            json!({"branch_name": name}),
            "feature branches",
            "not the name of a feature branch",
        );
    }
    let failure = project.fails("git_finish_feature", json!({"branch_name": "feature/task-1-x"}));
    assert_eq!(
        failure,
        "branch_name: there is no local branch feature/task-1-x; there are no feature branches"
    );
}

#[test]
fn a_remote_that_cannot_be_reached_is_a_failure_that_changes_nothing() {
    let project = with_origin();
    start(&project);
    std::fs::remove_dir_all(project.path().join("origin.git")).unwrap();
    let failure = project.fails("git_finish_feature", json!({"branch_name": BRANCH}));
    assert!(failure.contains("origin could not be fetched"), "{failure}");
    let failure = project.fails("git_push_feature", json!({}));
    assert!(failure.contains("git push failed"), "{failure}");
    assert_eq!(branch(&project), BRANCH);
}

#[test]
fn pushing_needs_a_remote() {
    let project = local();
    start(&project);
    let failure = project.fails("git_push_feature", json!({}));
    assert!(failure.contains("there is no remote called origin; add one"), "{failure}");
}

/// Someone else's commit on the feature branch at the remote; the local branch has another.
fn diverged() -> Project {
    let project = with_origin();
    start(&project);
    work(&project, "roof.md");
    project.call("git_push_feature", json!({}));
    let other = project.path().join("other");
    git(project.path(), &["clone", "--quiet", "--branch", BRANCH, "./origin.git", "other"]);
    configure(&other);
    std::fs::write(other.join("theirs.md"), "x").unwrap();
    git(&other, &["add", "."]);
    git(&other, &["commit", "--quiet", "-m", "Theirs"]);
    git(&other, &["push", "--quiet"]);
    work(&project, "mine.md");
    project
}

#[test]
fn force_never_overwrites_what_was_not_seen() {
    let project = diverged();
    refused(
        &project,
        "git_push_feature",
        json!({}),
        "careful force",
        "commits that are not in the local branch",
    );
    refused(&project, "git_push_feature", json!({"force": true}), "careful force", "never fetched here");
    git(project.path(), &["fetch", "--quiet"]);
    let pushed = project.facts("git_push_feature", json!({"force": true}));
    assert_eq!(git(&project.path().join("origin.git"), &["rev-parse", "--short", BRANCH]), pushed["commit"]);
}

#[cfg(unix)]
#[test]
fn the_push_hook_runs_unless_it_is_waived() {
    use std::os::unix::fs::PermissionsExt;
    let project = with_origin();
    start(&project);
    let hook = project.write(".git/hooks/pre-push", "#!/bin/sh\necho no >&2\nexit 1\n");
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(project.fails("git_push_feature", json!({})).contains("git push failed: no"));
    project.call("git_push_feature", json!({"no_verify": true}));
}

#[test]
fn a_diff_shows_the_tree_or_what_is_staged() {
    let project = local();
    start(&project);
    assert_eq!(project.call("git_diff", json!({})).text, "No tracked file differs from what is staged.");
    assert_eq!(project.call("git_diff", json!({"cached": true})).text, "Nothing is staged.");
    project.write("README.md", "# Other\n");
    project.write(".gitignore", "origin.git\nother\nmore\n");
    let diff = project.call("git_diff", json!({"file_path": "README.md"})).text;
    assert!(diff.contains("-# Readme\n+# Other\n") && !diff.contains("gitignore"), "{diff}");
    assert!(project.call("git_diff", json!({})).text.contains("+more"));
    project.call("git_add", json!({"files": ["README.md"]}));
    let facts = project.facts("git_diff", json!({"cached": true}));
    assert!(facts["diff"].as_str().unwrap().contains("+# Other") && facts["cut"] == false, "{facts}");
    project.write("README.md", "line of text\n".repeat(60_000));
    let output = project.call("git_diff", json!({}));
    assert!(output.text.ends_with("… cut here; name a file_path to see less at once"));
    assert_eq!(output.structured.unwrap()["cut"], true);
}

#[test]
fn a_log_lists_commits() {
    let project = local();
    start(&project);
    project.write("a.md", "x");
    project.call("git_add", json!({}));
    project.call("git_smart_commit", json!({"message": "Second\n\nWith a body."}));
    let oneline = project.call("git_log", json!({"oneline": true}));
    let lines: Vec<_> = oneline.text.lines().map(|line| line.split_once(' ').unwrap().1).collect();
    assert_eq!(lines, ["Second", "First"]);
    let full = project.call("git_log", json!({"max_count": 1}));
    assert!(full.text.ends_with(" Tester\n    Second\n    With a body."), "{}", full.text);
    let commits = full.structured.unwrap()["commits"].clone();
    assert_eq!((commits.as_array().unwrap().len(), &commits[0]["body"]), (1, &json!("With a body.")));
}

#[test]
fn the_status_lists_every_group() {
    let project = with_origin();
    start(&project);
    project.write("staged.md", "x");
    project.call("git_add", json!({}));
    project.write("README.md", "changed");
    project.write("new file é.md", "x");
    let output = project.call("git_get_status", json!({}));
    insta::assert_snapshot!(output.text, @r"
    On branch feature/task-045-mend-the-roof
    staged (1):
      staged.md
    modified (1):
      README.md
    untracked (1):
      new file é.md
    feature branches (1):
      feature/task-045-mend-the-roof
    ");
    let facts = output.structured.unwrap();
    assert_eq!((&facts["clean"], &facts["feature_branches"]), (&json!(false), &json!([BRANCH])));
}

#[test]
fn a_new_repository_has_a_status_and_an_empty_log() {
    let project = Project::new("git_workflow");
    git(project.path(), &["init", "--quiet"]);
    assert_eq!(project.facts("git_get_status", json!({}))["branch"], "main");
    assert_eq!(project.facts("git_log", json!({})), json!({"commits": []}));
    let failure = project.fails("git_start_feature", json!({"task_id": "1", "description": "x"}));
    assert!(failure.contains("neither a branch main nor a branch master"), "{failure}");
}

#[test]
fn only_the_top_of_a_repository_will_do() {
    let project = Project::new("git_workflow");
    let failure = project.fails("git_get_status", json!({}));
    assert!(
        failure.starts_with("the project root is not a usable git repository (run `git init` there)"),
        "{failure}"
    );
    git(project.path(), &["init", "--quiet"]);
    std::fs::create_dir(project.path().join("sub")).unwrap();
    let server = support::open("git_workflow", &project.path().join("sub"));
    let failure = server
        .call("git_add", "{}", &gateway_runtime::embedded::CallContext::detached())
        .unwrap_err()
        .message;
    assert!(failure.starts_with("the project root is a folder inside a larger git repository"), "{failure}");
}

#[test]
fn bad_arguments_are_named() {
    let project = local();
    let table = [
        ("git_get_status", json!({"x": 1}), "x: unknown field"),
        ("git_get_safety_rules", json!({"x": 1}), "x: unknown field"),
        ("git_start_feature", json!({"task_id": "1"}), "arguments: missing field `description`"),
        ("git_start_feature", json!({"task_id": 1, "description": "x"}), "task_id: invalid type"),
        ("git_start_feature", json!({"task_id": "-x", "description": "x"}), "task_id: \"-x\" may have only"),
        ("git_finish_feature", json!({}), "arguments: missing field `branch_name`"),
        ("git_add", json!({"files": "a"}), "files: invalid type"),
        ("git_smart_commit", json!({}), "arguments: missing field `message`"),
        ("git_push_feature", json!({"force": 1}), "force: invalid type"),
        ("git_diff", json!({"file_path": "../x"}), "file_path: \"../x\" leaves its folder"),
        ("git_diff", json!({"file_path": "--output=x"}), "file_path: \"--output=x\" begins with a hyphen"),
        ("git_log", json!({"max_count": 0}), "max_count: must be from 1 to 1000, and was 0"),
        ("git_log", json!({"max_count": "5"}), "max_count: invalid type"),
    ];
    for (tool, arguments, reason) in table {
        let failure = project.fails(tool, arguments.clone());
        assert!(failure.starts_with(reason), "{tool} {arguments}: {failure}");
    }
}

#[test]
fn the_rules_can_be_read() {
    let project = Project::new("git_workflow");
    let output = project.call("git_get_safety_rules", json!({}));
    insta::assert_snapshot!(output.text, @r"
    The git tools keep these rules and refuse what breaks them:
    1. never on main: Nothing is staged, committed or pushed on main or master. Main changes only by merging a reviewed feature branch into origin/main.
    2. feature branches: Work happens on branches called feature/task-<id>-<description>, made by git_start_feature.
    3. one feature at a time: A new feature starts only when no other feature branch exists; git_finish_feature removes a merged one.
    4. clean tree: Starting and finishing a feature need a working tree without staged, modified or untracked files.
    5. checked commits: A commit needs a message and something staged, and passes the repository's own hooks; they are not skipped.
    6. careful force: Only the current feature branch is pushed; force uses --force-with-lease, which never overwrites commits that were not seen here.
    7. merged first: A feature branch is deleted only when its work is in origin/main after a fetch (in main where there is no remote). force deletes it all the same, and tells the commit by which it can be had back.
    The way of a change: git_start_feature, edit, git_add, git_smart_commit, git_push_feature, review and merge at the remote, git_finish_feature.
    ");
    assert_eq!(output.structured.unwrap()["rules"].as_array().unwrap().len(), 7);
}
