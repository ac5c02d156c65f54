//! The cortex: ingest, query, cache, digest.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod support;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use gateway_runtime::embedded::CallContext;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{Project, call};

const PROTOCOL: &str = "# Protocol 101: The Unbreakable Commit\n\n**Status:** CANONICAL\n\n---\n\nEvery commit passes the tests.\n\n## Hooks\n\nThe pre-commit hook runs the suite.\n";
const ROOFS: &str = "# Roofs\n\nA roof keeps the rain out. A commit is mentioned once.\n\n## Tiles\n\nClay tiles last a hundred years.\n";

fn project() -> Project {
    let project = Project::new("rag_cortex");
    project.write("01_PROTOCOLS/101_The_Unbreakable_Commit.md", PROTOCOL);
    project.write("docs/roofs.md", ROOFS);
    project.write("docs/notes.txt", "commit commit commit");
    project.write("src/README.md", "# Source\n\nThe walrus operator.\n");
    project
}

fn ingested() -> Project {
    let project = project();
    project.call("cortex_ingest_full", json!({}));
    project
}

fn paths(facts: &Value) -> Vec<&str> {
    facts["results"].as_array().unwrap().iter().map(|result| result["path"].as_str().unwrap()).collect()
}

fn ask(project: &Project, query: &str) -> Value {
    project.facts("cortex_query", json!({"query": query}))
}

#[test]
fn before_an_ingest_the_remedy_is_named() {
    let project = project();
    for (tool, arguments) in [
        ("cortex_query", json!({"query": "roof"})),
        ("cortex_query", json!({"query": "roof", "use_cache": true})),
        ("cortex_cache_warmup", json!({})),
    ] {
        let failure = project.fails(tool, arguments);
        assert!(failure.starts_with("there is no index yet; call cortex_ingest_full"), "{failure}");
    }
    let stats = project.facts("cortex_get_stats", json!({}));
    assert_eq!((&stats["healthy"], &stats["documents"]), (&json!(false), &json!(0)));
    assert!(stats["problem"].as_str().unwrap().contains("cortex_ingest_full"));
}

#[test]
fn a_full_ingest_takes_in_the_markdown_of_the_usual_folders() {
    let project = project();
    let facts = project.facts("cortex_ingest_full", json!({}));
    assert_eq!(
        (&facts["documents"], &facts["chunks"], &facts["skipped"]),
        (&json!(2), &json!(4), &json!([]))
    );
    let stats = project.facts("cortex_get_stats", json!({}));
    assert_eq!(
        (&stats["healthy"], &stats["documents"], &stats["chunks"]),
        (&json!(true), &json!(2), &json!(4))
    );
    assert_eq!(project.read(".gateway/.gitignore"), "*\n");
}

#[test]
fn the_title_weighs_more_than_the_text() {
    let project = project();
    for at in 0..20 {
        project.write(&format!("docs/{at}.md"), format!("# Other {at}\n\nSomething else.\n"));
    }
    project.call("cortex_ingest_full", json!({}));
    let facts = ask(&project, "What is the commit?");
    assert_eq!(facts["matched"], "all_words");
    let found = paths(&facts);
    assert_eq!(found.first(), Some(&"01_PROTOCOLS/101_The_Unbreakable_Commit.md"));
    assert!(found.contains(&"docs/roofs.md"));
    let scores: Vec<f64> =
        facts["results"].as_array().unwrap().iter().map(|r| r["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b) && scores.iter().all(|score| *score > 0.0), "{scores:?}");
}

#[test]
fn an_answer_names_file_heading_line_and_snippet() {
    let project = ingested();
    let output = project.call("cortex_query", json!({"query": "clay tile", "max_results": 1}));
    let text = output.text.split_once("(score ").unwrap();
    assert_eq!(text.0, "1 passage with all words:\n\n1. docs/roofs.md:5 ");
    assert!(
        text.1.ends_with("\n   Roofs > Tiles\n   **Clay** **tiles** last a hundred years."),
        "{}",
        text.1
    );
    let mut result = output.structured.unwrap()["results"][0].clone();
    result["score"] = json!(null);
    assert_eq!(
        result,
        json!({"path": "docs/roofs.md", "title": "Roofs", "heading": "Tiles", "line": 5, "score": null,
            "snippet": "**Clay** **tiles** last a hundred years."})
    );
}

#[test]
fn words_that_do_not_stand_together_are_found_apart() {
    let project = ingested();
    let facts = ask(&project, "walrus tiles hundred elephants");
    assert_eq!((facts["matched"].as_str(), paths(&facts)), (Some("any_word"), vec!["docs/roofs.md"]));
    assert_eq!(ask(&project, "elephants")["count"], 0);
    let wide = project.facts("cortex_query", json!({"query": "hund elephants", "reasoning_mode": true}));
    assert_eq!(
        (wide["matched"].as_str(), paths(&wide)),
        (Some("any_word_or_beginning"), vec!["docs/roofs.md"])
    );
    assert_eq!(ask(&project, "hund")["count"], 0);
}

#[test]
fn one_document_does_not_crowd_out_the_others() {
    let project = project();
    let long: String = (0..30).map(|at| format!("## Part {at}\n\nzebra zebra zebra\n\n")).collect();
    project.write("docs/long.md", format!("# Zebra\n\n{long}"));
    project.write(
        "docs/other.md",
        "# Other\n\nOne zebra among many words of another kind, which count for less.\n",
    );
    project.call("cortex_ingest_full", json!({}));
    let facts = ask(&project, "zebra");
    assert_eq!(facts["count"], 5);
    assert!(paths(&facts).contains(&"docs/other.md"), "{facts}");
}

#[test]
fn bad_arguments_are_named() {
    let project = ingested();
    project.write("docs/data.bin", "x");
    let query = |more: Value| ("cortex_query", more);
    let table = [
        (query(json!({})), "arguments: missing field `query`"),
        (query(json!({"query": " \n"})), "query: must not be empty"),
        (
            query(json!({"query": "x".repeat(10_001)})),
            "query: may have at most 10000 characters, and has 10001",
        ),
        (query(json!({"query": "x", "max_results": 0})), "max_results: must be from 1 to 100, and was 0"),
        (query(json!({"query": "x", "max_results": 101})), "max_results: must be from 1 to 100"),
        (query(json!({"query": "x", "use_cache": "yes"})), "use_cache: invalid type"),
        (query(json!({"query": "x", "top_k": 1})), "top_k: unknown field"),
        (
            ("cortex_ingest_full", json!({"source_directories": ["../x"]})),
            "source_directories[0]: \"../x\" leaves",
        ),
        (
            ("cortex_ingest_full", json!({"source_directories": ["/etc"]})),
            "source_directories[0]: \"/etc\" is an absolute",
        ),
        (
            ("cortex_ingest_full", json!({"source_directories": ["nope"]})),
            "source_directories[0]: \"nope\" does not exist",
        ),
        (("cortex_ingest_full", json!({"source_directories": []})), "source_directories: give at least one"),
        (
            ("cortex_ingest_incremental", json!({"file_paths": []})),
            "file_paths: must name from 1 to 1000 files",
        ),
        (
            ("cortex_ingest_incremental", json!({"file_paths": ["docs/data.bin"]})),
            "file_paths[0]: \"docs/data.bin\" must end in one of .md",
        ),
        (
            ("cortex_ingest_incremental", json!({"file_paths": ["docs/roofs.md", "a/b.md"]})),
            "file_paths[1]: \"a/b.md\" does not exist",
        ),
        (
            ("cortex_ingest_incremental", json!({"file_paths": ["../a.md"]})),
            "file_paths[0]: \"../a.md\" leaves",
        ),
        (
            ("cortex_ingest_incremental", json!({"file_paths": ["docs/roofs.md"], "metadata": []})),
            "metadata: invalid type",
        ),
        (("cortex_cache_get", json!({"query": ""})), "query: must not be empty"),
        (("cortex_cache_set", json!({"query": "q", "answer": ""})), "answer: must not be empty"),
        (("cortex_cache_warmup", json!({"genesis_queries": []})), "genesis_queries: must have from 1"),
        (
            ("cortex_cache_warmup", json!({"genesis_queries": ["a", ""]})),
            "genesis_queries[1]: must not be empty",
        ),
        (
            ("cortex_guardian_wakeup", json!({"mode": "FAST"})),
            "mode: \"FAST\" is not known; the only mode is HOLISTIC",
        ),
        (("cortex_get_stats", json!({"a": 1})), "a: unknown field"),
        (("cortex_cache_stats", json!({"a": 1})), "a: unknown field"),
    ];
    for ((tool, arguments), reason) in table {
        let failure = project.fails(tool, arguments.clone());
        assert!(failure.starts_with(reason), "{tool} {arguments}: {failure}");
    }
    assert_eq!(project.facts("cortex_get_stats", json!({}))["documents"], 2);
}

#[test]
fn folders_can_be_named_and_added() {
    let project = ingested();
    let facts = project
        .facts("cortex_ingest_full", json!({"source_directories": ["src", "src/"], "purge_existing": false}));
    assert_eq!(facts["documents"], 1);
    assert_eq!(paths(&ask(&project, "walrus")), ["src/README.md"]);
    assert_eq!(paths(&ask(&project, "clay")), ["docs/roofs.md"]);
    project.call("cortex_ingest_full", json!({"source_directories": ["src"]}));
    assert_eq!(ask(&project, "clay")["count"], 0);
}

#[test]
fn without_any_usual_folder_the_failure_names_them() {
    let failure = Project::new("rag_cortex").fails("cortex_ingest_full", json!({}));
    assert!(
        failure.starts_with("none of the folders 00_CHRONICLE, 01_PROTOCOLS, ADRs, TASKS, docs exists"),
        "{failure}"
    );
}

#[test]
fn an_incremental_ingest_takes_in_what_changed() {
    let project = ingested();
    project.write("docs/roofs.md", ROOFS.replace("Clay", "Slate"));
    project.write("docs/copy.md", PROTOCOL);
    project.write("src/a.py", "# a comment about gnus\nx = 1\n");
    let files = json!({"file_paths": ["docs/roofs.md", "docs/copy.md", "./src/a.py", "01_PROTOCOLS/101_The_Unbreakable_Commit.md"]});
    let facts = project.facts("cortex_ingest_incremental", files.clone());
    assert_eq!(facts["indexed"], json!(["docs/roofs.md", "src/a.py"]));
    assert_eq!(
        facts["skipped"],
        json!([
            {"path": "docs/copy.md", "reason": "has the same contents as 01_PROTOCOLS/101_The_Unbreakable_Commit.md"},
            {"path": "01_PROTOCOLS/101_The_Unbreakable_Commit.md", "reason": "unchanged"},
        ])
    );
    assert_eq!(
        (ask(&project, "clay")["count"].clone(), paths(&ask(&project, "slate"))),
        (json!(0), vec!["docs/roofs.md"])
    );
    assert_eq!(paths(&ask(&project, "gnus")), ["src/a.py"]);
    assert_eq!(project.facts("cortex_ingest_incremental", files.clone())["indexed"], json!([]));
    let mut all = files;
    all["skip_duplicates"] = json!(false);
    assert_eq!(project.facts("cortex_ingest_incremental", all)["indexed"].as_array().unwrap().len(), 4);
}

#[test]
fn metadata_is_kept_with_its_file() {
    let project = ingested();
    let files = |metadata: Value| json!({"file_paths": ["docs/roofs.md"], "metadata": metadata});
    let facts = project.facts("cortex_ingest_incremental", files(json!({"topic": "house"})));
    assert_eq!(facts["indexed"], json!(["docs/roofs.md"]));
    assert_eq!(ask(&project, "clay")["results"][0]["metadata"], json!({"topic": "house"}));
    assert_eq!(project.facts("cortex_ingest_incremental", files(Value::Null))["indexed"], json!([]));
}

#[test]
fn an_incremental_ingest_may_be_the_first() {
    let project = project();
    project.call("cortex_ingest_incremental", json!({"file_paths": ["docs/roofs.md"]}));
    assert_eq!(paths(&ask(&project, "clay")), ["docs/roofs.md"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_root() {
    let project = project();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.md"), "# Secret\n\nplatypus\n").unwrap();
    std::os::unix::fs::symlink(outside.path(), project.path().join("docs/link")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), project.path().join("docs/secret.md"))
        .unwrap();
    project.call("cortex_ingest_full", json!({}));
    assert_eq!(ask(&project, "platypus")["count"], 0);
    for path in ["docs/link/secret.md", "docs/secret.md"] {
        let failure = project.fails("cortex_ingest_incremental", json!({"file_paths": [path]}));
        assert!(failure.contains("symbolic link"), "{failure}");
    }
    let failure = project.fails("cortex_ingest_full", json!({"source_directories": ["docs/link"]}));
    assert!(failure.contains("symbolic link"), "{failure}");
}

#[test]
fn files_that_are_not_utf8_are_read_all_the_same() {
    let project = project();
    project.write("docs/latin.md", b"# Caf\xe9\n\nokapi\n");
    project.call("cortex_ingest_full", json!({}));
    assert_eq!(paths(&ask(&project, "okapi")), ["docs/latin.md"]);
}

#[test]
fn accents_may_be_written_either_way_or_not_at_all() {
    let project = project();
    project.write("docs/hat.md", "# Hat\n\nUne b\u{ea}te noire.\n");
    project.call("cortex_ingest_full", json!({}));
    for word in ["b\u{ea}te", "be\u{302}te", "bete", "B\u{ca}TE"] {
        assert_eq!(paths(&ask(&project, word)), ["docs/hat.md"], "{word}");
    }
}

#[test]
fn progress_grows_to_its_total_and_a_cancelled_ingest_leaves_the_old_index() {
    let project = ingested();
    for at in 0..40 {
        project.write(&format!("docs/{at}.md"), format!("# N {at}\n\nquokka\n"));
    }
    let server = project.open("rag_cortex");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&seen);
    let watched = CallContext::new(
        Arc::default(),
        Some(Arc::new(move |done: f64, total: Option<f64>, _: &str| {
            sink.lock().unwrap().push((done, total));
        })),
    );
    let cancelled = Arc::new(AtomicBool::new(false));
    cancelled.store(true, Ordering::Relaxed);
    let failure = server.call("cortex_ingest_full", "{}", &CallContext::new(cancelled, None)).unwrap_err();
    assert_eq!(failure.message, "cancelled; the index is as it was before");
    assert_eq!(ask(&project, "quokka")["count"], 0);
    assert_eq!(paths(&ask(&project, "clay")), ["docs/roofs.md"]);
    server.call("cortex_ingest_full", "{}", &watched).unwrap();
    let seen = seen.lock().unwrap();
    assert!(seen.is_sorted_by(|a, b| a.0 < b.0), "{seen:?}");
    assert_eq!(seen.last(), Some(&(42.0, Some(42.0))));
}

#[test]
fn an_answer_is_kept_found_and_counted_across_processes() {
    let project = Project::new("rag_cortex");
    let get = |query: &str| project.facts("cortex_cache_get", json!({"query": query}));
    assert_eq!(get("What now?"), json!({"query": "What now?", "hit": false, "answer": null}));
    project.call("cortex_cache_set", json!({"query": "What now?", "answer": "Tea."}));
    assert_eq!(get("  what   NOW? ")["answer"], "Tea.");
    project.call("cortex_cache_set", json!({"query": "what now?", "answer": "Cake."}));
    let other = project.open("rag_cortex");
    assert_eq!(call(&*other, "cortex_cache_get", json!({"query": "What now?"})).text, "Cake.");
    let stats = call(&*other, "cortex_cache_stats", json!({})).structured.unwrap();
    assert_eq!(stats, json!({"entries": 1, "hits": 2, "misses": 1, "bytes": 5}));
}

#[test]
fn results_are_cached_until_the_index_changes() {
    let project = ingested();
    let ask = |query: &str| project.facts("cortex_query", json!({"query": query, "use_cache": true}));
    let first = ask("clay tiles");
    let mut second = ask("Clay  tiles");
    assert_eq!((&first["cached"], &second["cached"]), (&json!(false), &json!(true)));
    second["cached"] = json!(false);
    assert_eq!(first, second);
    let other =
        project.facts("cortex_query", json!({"query": "clay tiles", "use_cache": true, "max_results": 1}));
    assert_eq!(other["cached"], false, "other settings are another question");
    project.write("docs/roofs.md", "# Roofs\n\nNo more.\n");
    project.call("cortex_ingest_incremental", json!({"file_paths": ["docs/roofs.md"]}));
    let third = ask("clay tiles");
    assert_eq!((&third["cached"], &third["count"]), (&json!(false), &json!(0)));
    project.call("cortex_cache_set", json!({"query": "clay tiles", "answer": "None are left."}));
    assert_eq!(ask("clay tiles"), json!({"query": "clay tiles", "answer": "None are left.", "cached": true}));
}

#[test]
fn warming_asks_what_is_not_known_yet() {
    let project = ingested();
    let questions = json!({"genesis_queries": ["clay tiles", "commit hooks", "elephants"]});
    let facts = project.facts("cortex_cache_warmup", questions.clone());
    assert_eq!(facts, json!({"warmed": 2, "fresh": 0, "unanswered": ["elephants"]}));
    assert_eq!(project.facts("cortex_cache_warmup", questions)["fresh"], 2);
    assert_eq!(
        project.facts("cortex_query", json!({"query": "clay tiles", "use_cache": true}))["cached"],
        true
    );
    let facts = project.facts("cortex_cache_get", json!({"query": "commit hooks"}));
    assert!(facts["answer"].as_str().unwrap().contains("101_The_Unbreakable_Commit.md"), "{facts}");
    let standing = project.facts("cortex_cache_warmup", json!({"genesis_queries": null}));
    assert!(standing["warmed"].as_u64().unwrap() > 0, "{standing}");
}

#[test]
fn a_damaged_index_is_reported_and_replaced() {
    let project = ingested();
    for suffix in ["-wal", "-shm"] {
        drop(std::fs::remove_file(project.path().join(format!(".gateway/cortex.db{suffix}"))));
    }
    std::fs::remove_file(project.path().join(".gateway/cortex.db")).unwrap();
    project.write(".gateway/cortex.db", "this is no database, ".repeat(500));
    let failure = project.fails("cortex_query", json!({"query": "clay"}));
    assert!(failure.starts_with("the index is damaged"), "{failure}");
    let stats = project.facts("cortex_get_stats", json!({}));
    assert!(stats["problem"].as_str().unwrap().starts_with("the index is damaged"), "{stats}");
    project.call("cortex_ingest_full", json!({}));
    assert_eq!(paths(&ask(&project, "clay")), ["docs/roofs.md"]);
    assert!(project.path().join(".gateway/cortex.db.damaged").exists());
}

#[test]
fn an_index_that_was_deleted_is_missed() {
    let project = ingested();
    ask(&project, "clay");
    std::fs::remove_dir_all(project.path().join(".gateway")).unwrap();
    assert!(project.fails("cortex_query", json!({"query": "clay"})).starts_with("there is no index yet"));
    project.call("cortex_ingest_full", json!({}));
    assert_eq!(ask(&project, "clay")["count"], 1);
}

#[test]
fn readers_go_on_while_others_ingest() {
    let project = ingested();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let server = project.open("rag_cortex");
                for _ in 0..5 {
                    call(&*server, "cortex_ingest_full", json!({}));
                }
            });
        }
        for at in 0..2 {
            let project = &project;
            scope.spawn(move || {
                for _ in 0..100 {
                    let facts = project.facts("cortex_query", json!({"query": "clay", "use_cache": at == 0}));
                    assert_eq!(paths(&facts), ["docs/roofs.md"]);
                }
            });
        }
    });
}

#[test]
fn the_digest_is_made_of_the_documents() {
    let project = Project::new("rag_cortex");
    for number in 1..=7 {
        let entry = format!(
            "# Living Chronicle - Entry {number}\n\n**Title:** Day {number}\n**Date:** 2025-01-0{number}\n**Author:** A\n**Status:** draft\n**Classification:** internal\n\n---\n\nWords of day {number}.\n"
        );
        project.write(&format!("00_CHRONICLE/ENTRIES/00{number}_day.md"), entry);
    }
    for (number, status) in [(3, "CANONICAL"), (9, "PROPOSED"), (114, "CANONICAL"), (128, "CANONICAL")] {
        let text = format!("# Protocol {number}: Rule {number}\n\n**Status:** {status}\n\n---\n\nText.\n");
        project.write(&format!("01_PROTOCOLS/{number:02}_Rule.md"), text);
    }
    for (path, priority) in [
        ("todo/001_a", "Low"),
        ("todo/002_b", "High"),
        ("in-progress/003_c", "High"),
        ("done/004_d", "Critical"),
    ] {
        project.write(&format!("TASKS/{path}.md"), format!("# TASK: T {path}\n\n**Priority:** {priority}\n"));
    }
    let digest = project.call("cortex_guardian_wakeup", json!({"mode": "HOLISTIC"}));
    insta::assert_snapshot!(digest.text, @r"
    # Guardian wakeup

    ## Newest chronicle entries

    - 7 Day 7 (2025-01-07, draft) 00_CHRONICLE/ENTRIES/007_day.md: Words of day 7.
    - 6 Day 6 (2025-01-06, draft) 00_CHRONICLE/ENTRIES/006_day.md: Words of day 6.
    - 5 Day 5 (2025-01-05, draft) 00_CHRONICLE/ENTRIES/005_day.md: Words of day 5.
    - 4 Day 4 (2025-01-04, draft) 00_CHRONICLE/ENTRIES/004_day.md: Words of day 4.
    - 3 Day 3 (2025-01-03, draft) 00_CHRONICLE/ENTRIES/003_day.md: Words of day 3.

    ## Open tasks (3), most urgent first

    - #003 T in-progress/003_c [in-progress, High, lead nobody] TASKS/in-progress/003_c.md
    - #002 T todo/002_b [todo, High, lead nobody] TASKS/todo/002_b.md
    - #001 T todo/001_a [todo, Low, lead nobody] TASKS/todo/001_a.md

    ## Key protocols

    - Protocol 114: Rule 114 (01_PROTOCOLS/114_Rule.md)
    - Protocol 128: Rule 128 (01_PROTOCOLS/128_Rule.md)
    - Protocol 3: Rule 3 (01_PROTOCOLS/03_Rule.md)
    ");
    assert_eq!(digest.structured.unwrap()["open_task_count"], 3);
}

#[test]
fn an_empty_project_has_an_empty_digest() {
    let digest = Project::new("rag_cortex").call("cortex_guardian_wakeup", json!({}));
    assert_eq!(digest.text.matches("None.").count(), 3);
}

#[test]
fn any_question_gets_an_answer() {
    let project = ingested();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let questions = prop_oneof![
        "\\PC{1,60}",
        "[\"'*^:(){}+\\-~ a-c\u{0}\u{301}]{1,40}",
        prop::collection::vec(
            prop::sample::select(vec![
                "NOT",
                "AND",
                "OR",
                "NEAR(",
                "\"",
                "title:",
                "*",
                "-",
                "a",
                "commit",
                "\u{1f600}",
                "日本"
            ]),
            1..12
        )
        .prop_map(|words| words.join(" ")),
        "[a-z ]{9000,10000}",
    ];
    let law = |(query, wide): (String, bool)| {
        prop_assume!(!query.trim().is_empty());
        let facts = project.facts("cortex_query", json!({"query": query, "reasoning_mode": wide}));
        prop_assert!(facts["results"].is_array());
        Ok(())
    };
    runner.run(&(questions, any::<bool>()), law).unwrap();
}
