//! Missions and the strategic cycle.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

#[path = "support/models.rs"]
mod models;
mod support;

use std::process::Command;

use fleet::ModelServer;
use models::{Answer, MODEL, Ollama, Step, assert_growing, at, cancels_at, nobody, watched};
use serde_json::{Value, json};
use support::{Project, call, open_asking, undated};

const MISSION: &str = "orchestrator_dispatch_mission";
const CYCLE: &str = "orchestrator_run_strategic_cycle";
const FILE: &str = "mcp_servers/orchestrator/missions/audit-7.json";

const REPORT: &str = "# Slate roofs\n\n**Author:** X\n\n---\n\nSlate lasts two hundred years and is heavy.\n";
const ENTRY: &str = "# Living Chronicle - Entry 1\n\n**Title:** Rain\n\n---\n\nIt rained into the archive.\n";
const DECISION: &str = "# Tile the roof\n\n**Status:** proposed\n\n---\n\n## Context\n\nThe roof leaks.\n";

fn nowhere() -> ModelServer {
    ModelServer { host: Some(nobody()), ..ModelServer::default() }
}

fn scene(models: &ModelServer) -> Project {
    let project = Project::asking("orchestrator", models);
    project.write("LEARNING/report.md", REPORT);
    project.write("00_CHRONICLE/ENTRIES/001_rain.md", ENTRY);
    project.write("ADRs/001_tile.md", DECISION);
    project
}

fn arguments() -> Value {
    json!({"gap_description": "How long does slate last?", "research_report_path": "LEARNING/report.md"})
}

fn git(project: &Project, arguments: &[&str]) {
    let settings = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let status =
        Command::new("git").args(settings).args(arguments).current_dir(project.path()).output().unwrap();
    assert!(status.status.success(), "{arguments:?}: {status:?}");
}

fn written<'a>(project: &Project, facts: &'a Value, name: &str) -> (String, &'a str) {
    let path = facts[name].as_str().unwrap();
    (project.read(path), path)
}

#[test]
fn a_mission_is_a_command_file() {
    let project = Project::asking("orchestrator", &nowhere());
    let facts = project.facts(MISSION, json!({"mission_id": "audit-7", "objective": " Look\nclosely. "}));
    assert_eq!((&facts["status"], &facts["command_file"]), (&json!("dispatched"), &json!(FILE)));
    let file: Value = serde_json::from_str(&project.read(FILE)).unwrap();
    let expected = json!({
        "mission_id": "audit-7", "task_type": "mission", "task_description": "Look\nclosely.",
        "assigned_agent": "Kilo", "created_at": facts["created_at"],
    });
    assert_eq!(file, expected);
    let other = json!({"mission_id": "audit-8", "objective": "x", "assigned_agent": "Grok"});
    assert_eq!(project.facts(MISSION, other)["assigned_agent"], "Grok");
}

#[test]
fn a_missions_name_is_used_once() {
    let project = Project::asking("orchestrator", &nowhere());
    project.call(MISSION, json!({"mission_id": "audit-7", "objective": "x"}));
    project.write("mcp_servers/orchestrator/command_results/done-1.json", "{}");
    let before = project.read(FILE);
    for (used, file) in [
        ("audit-7", FILE),
        ("AUDIT-7", FILE),
        ("done-1", "mcp_servers/orchestrator/command_results/done-1.json"),
    ] {
        let failure = project.fails(MISSION, json!({"mission_id": used, "objective": "y"}));
        assert_eq!(
            failure,
            format!("mission_id: {used:?} was used before, in {file}; give this mission another name")
        );
    }
    assert_eq!(project.read(FILE), before);
    assert_eq!(project.files().len(), 2);
}

#[test]
fn bad_arguments_write_nothing() {
    let project = scene(&nowhere());
    project.write("LEARNING/empty.md", "\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", project.path().join("LEARNING/link.md")).unwrap();
    let files = project.files();
    let cycle = |more: Value| (CYCLE, support::with(arguments(), more));
    let report = |path: &str| cycle(json!({"research_report_path": path}));
    for ((tool, arguments), reason) in [
        ((MISSION, json!({"mission_id": "../x", "objective": "y"})), "mission_id: \"../x\" must consist of"),
        ((MISSION, json!({"mission_id": "a", "objective": " "})), "objective: must not be empty"),
        (
            (MISSION, json!({"mission_id": "a", "objective": "y", "assigned_agent": "-r"})),
            "assigned_agent: \"-r\"",
        ),
        (cycle(json!({"gap_description": "a\nb"})), "gap_description: must be one line"),
        (cycle(json!({"days_to_synthesize": 0})), "days_to_synthesize: must be from 1 to 365, and was 0"),
        (report("../r.md"), "research_report_path: \"../r.md\" leaves its folder"),
        (report("LEARNING/none.md"), "research_report_path: \"LEARNING/none.md\" does not exist"),
        (report("LEARNING/empty.md"), "research_report_path: \"LEARNING/empty.md\" is empty"),
        (report("LEARNING"), "research_report_path: \"LEARNING\" must be a Markdown file"),
        #[cfg(unix)]
        (report("LEARNING/link.md"), "research_report_path: \"LEARNING/link.md\" may not be opened"),
    ] {
        let failure = project.fails(tool, arguments);
        assert!(failure.starts_with(reason), "{failure}");
    }
    assert_eq!(project.files(), files);
    assert!(!project.path().join(".gateway/cortex.db").exists());
}

#[test]
fn a_cycle_takes_the_report_in_and_leaves_a_synthesis_a_packet_and_a_warm_cache() {
    let server = Ollama::start(MODEL);
    server.script([Answer::text("Slate lasts, see LEARNING/report.md.")]);
    let project = scene(&at(&server));
    let (context, notices) = watched(|_, _| {});
    let fleet = open_asking("orchestrator", project.path(), &at(&server));
    let answer = fleet.call(CYCLE, &arguments().to_string(), &context).unwrap();
    let facts = answer.structured.unwrap();
    assert_eq!(
        (&facts["status"], &facts["condensed"], &facts["model"]),
        (&json!("success"), &json!(true), &json!(MODEL))
    );
    assert_eq!((&facts["changed_documents"], &facts["examples"]), (&json!(2), &json!(4)));
    let steps: Vec<_> =
        facts["steps"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["ingest", "synthesise", "adapt", "warm"]);

    let (synthesis, path) = written(&project, &facts, "synthesis_path");
    assert_eq!(undated(path), "LEARNING/synthesis/DATE_how_long_does_slate_last.md");
    insta::assert_snapshot!(undated(&synthesis));
    let (packet, _) = written(&project, &facts, "packet_path");
    let packet: Value = serde_json::from_str(&packet).unwrap();
    assert_eq!(
        packet["source_ids"],
        json!(["LEARNING/report.md", "00_CHRONICLE/ENTRIES/001_rain.md", "ADRs/001_tile.md"])
    );
    let (dataset, _) = written(&project, &facts, "dataset_path");
    let lines: Vec<Value> = dataset.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), packet["examples"].as_array().unwrap().len());
    let first = json!({"instruction": "How long does slate last?", "output": "Slate lasts, see LEARNING/report.md.", "source": "LEARNING/report.md"});
    assert_eq!(lines[0], first);

    let cortex = support::open("rag_cortex", project.path());
    let found = call(&*cortex, "cortex_query", json!({"query": "slate"})).structured.unwrap();
    assert_eq!(found["results"][0]["path"], "LEARNING/report.md");
    let other = call(&*cortex, "cortex_query", json!({"query": "rained"})).structured.unwrap();
    assert_eq!(
        other["results"][0]["path"], "00_CHRONICLE/ENTRIES/001_rain.md",
        "the index holds the rest too"
    );
    let warm = call(&*cortex, "cortex_cache_get", json!({"query": "how long does slate last?"}));
    assert_eq!(warm.structured.unwrap()["hit"], true);

    let notices = notices.lock().unwrap();
    assert_growing(&notices);
    let told: Vec<_> = notices.iter().map(|notice| notice.message.as_str()).collect();
    assert!(steps.iter().all(|step| told.contains(step)), "{told:?}");
}

#[test]
fn a_second_cycle_finds_what_is_there() {
    let project = scene(&nowhere());
    project.call(CYCLE, arguments());
    let again = project.call(CYCLE, arguments());
    let facts = again.structured.unwrap();
    assert_eq!((&facts["indexed_chunks"], &facts["status"]), (&json!(0), &json!("success")));
    assert!(
        again.text.contains("LEARNING/report.md was left as it is in the index: unchanged"),
        "{}",
        again.text
    );
    assert!(facts["fresh"].as_u64().unwrap() > 0, "{facts}");
}

#[test]
fn without_a_model_the_digest_is_extractive_and_the_log_says_so() {
    let broken = Ollama::start(MODEL);
    broken.script([Answer::Stream(vec![Step::Piece("I ".to_owned()), Step::Cut])]);
    for (models, reason) in [(nowhere(), "no model server at"), (at(&broken), "broke off its answer")] {
        let project = scene(&models);
        let answer = project.call(CYCLE, arguments());
        let facts = answer.structured.unwrap();
        assert_eq!((&facts["condensed"], &facts["model"]), (&json!(false), &json!(null)));
        let summary = facts["steps"][1]["summary"].as_str().unwrap();
        assert!(summary.contains("the digest is extractive") && summary.contains(reason), "{summary}");
        assert!(answer.text.contains(summary));
        let (synthesis, _) = written(&project, &facts, "synthesis_path");
        assert!(
            synthesis.contains("**Digest:** extractive") && !synthesis.contains("## Digest"),
            "{synthesis}"
        );
        let (dataset, _) = written(&project, &facts, "dataset_path");
        assert!(dataset.lines().next().unwrap().contains("Slate lasts two hundred years"), "{dataset}");
    }
}

#[test]
fn in_a_repository_git_knows_what_changed() {
    let project = scene(&nowhere());
    git(&project, &["init", "-q"]);
    git(&project, &["add", "ADRs"]);
    let old = "--date=2020-01-01T00:00:00Z";
    let arguments_of_commit = ["commit", "-qm", "Old", old];
    let status = Command::new("git")
        .args(["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments_of_commit)
        .env("GIT_COMMITTER_DATE", "2020-01-01T00:00:00Z")
        .current_dir(project.path())
        .status()
        .unwrap();
    assert!(status.success());
    project.write("TASKS/todo/001_new.md", "# TASK: New\n\n---\n\nDo it.\n");
    git(&project, &["add", "TASKS"]);
    git(&project, &["commit", "-qm", "New"]);
    project.write("TASKS/todo/002_staged.md", "# TASK: Staged\n");
    git(&project, &["add", "TASKS"]);
    let facts = project.facts(CYCLE, arguments());
    let (packet, _) = written(&project, &facts, "packet_path");
    let packet: Value = serde_json::from_str(&packet).unwrap();
    // The old decision is left out though its file is new; what is committed, staged or not known to git is there.
    assert_eq!(facts["changed_documents"], 3);
    assert_eq!(
        packet["source_ids"],
        json!(["LEARNING/report.md", "00_CHRONICLE/ENTRIES/001_rain.md", "TASKS/todo/001_new.md"])
    );
    let (synthesis, _) = written(&project, &facts, "synthesis_path");
    assert!(
        synthesis.contains("**Window:** 1 day, by git") && !synthesis.contains("Tile the roof"),
        "{synthesis}"
    );
}

#[test]
fn a_step_that_fails_says_what_was_done_and_what_is_left() {
    let project = scene(&nowhere());
    project.write("LEARNING/synthesis", "in the way");
    let failure = project.fails(CYCLE, arguments());
    assert!(failure.starts_with("synthesise failed: LEARNING/synthesis/"), "{failure}");
    assert!(failure.contains("\nDone before: \n1. ingest: there was no index, so one was made of 2 documents; LEARNING/report.md in 1 passages\nNot begun: adapt, warm"), "{failure}");
    let project = scene(&nowhere());
    project.write(
        ".gateway/cortex.db",
        "this is no database, and long enough to be looked at as one".repeat(40),
    );
    let failure = project.fails(CYCLE, arguments());
    assert!(failure.starts_with("ingest failed: ") && failure.contains("purge_existing = true"), "{failure}");
    assert!(failure.ends_with("Done before: nothing\nNot begun: synthesise, adapt, warm"), "{failure}");
}

#[test]
fn a_cancelled_cycle_ends_where_it_is() {
    let server = Ollama::start(MODEL);
    server.script([Answer::Silence]);
    let project = scene(&at(&server));
    let files = project.files();
    let fleet = open_asking("orchestrator", project.path(), &at(&server));
    let (context, _) = watched(|notice, flag| {
        if notice.message.ends_with("condensing") {
            cancels_at(0.0)(notice, flag);
        }
    });
    let failure = fleet.call(CYCLE, &arguments().to_string(), &context).unwrap_err().message;
    assert!(
        failure.starts_with("synthesise failed: cancelled") && failure.ends_with("adapt, warm"),
        "{failure}"
    );
    assert!(server.chats().is_empty() || server.has_lost(1));
    assert_eq!(project.files(), files);
}
