//! The chronicle server, by its effects on the files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]
#![allow(clippy::needless_pass_by_value, reason = "so that a call reads `update(1, json!({…}))`")]

mod support;

use serde_json::{Value, json};
use support::{Project, undated, with};

const OLD: &str = "00_CHRONICLE/ENTRIES/050_old.md";

fn sample(title: &str) -> Value {
    json!({"title": title, "content": "# What came\n\n**Status:** rain", "author": "Auditor"})
}

fn update(number: u32, updates: Value) -> Value {
    json!({"entry_number": number, "updates": updates, "reason": "It was wrong."})
}

#[test]
fn a_new_entry_has_the_fleets_form() {
    let project = Project::new("chronicle");
    let more = json!({"date": "2025-12-06", "status": "published", "classification": "public"});
    let output = project.call("chronicle_create_entry", with(sample("The Geometry: a Task"), more));
    let path = "00_CHRONICLE/ENTRIES/001_the_geometry_a_task.md";
    assert_eq!(
        output.text,
        format!("Created entry #001 The Geometry: a Task [published, 2025-12-06] {path}")
    );
    insta::assert_snapshot!(project.read(path), @r"
    # Living Chronicle - Entry 1

    **Title:** The Geometry: a Task
    **Date:** 2025-12-06
    **Author:** Auditor
    **Status:** published
    **Classification:** public

    ---

    # What came

    **Status:** rain
    ");
    assert_eq!(
        output.structured.unwrap(),
        json!({"number": 1, "title": "The Geometry: a Task", "date": "2025-12-06", "author": "Auditor",
            "status": "published", "classification": "public", "path": path})
    );
}

#[test]
fn what_is_left_out_has_its_default() {
    let project = Project::new("chronicle");
    project.write("00_CHRONICLE/ENTRIES/333_x.md", "# x\n");
    let facts = project.facts("chronicle_create_entry", with(sample("A"), json!({"date": null})));
    assert_eq!((&facts["number"], &facts["status"]), (&json!(334), &json!("draft")));
    assert_eq!(facts["classification"], "internal");
    assert_eq!(undated(facts["date"].as_str().unwrap()), "DATE");
}

#[test]
fn a_fresh_entry_changes_only_where_it_is_told() {
    let project = Project::new("chronicle");
    let path = project.facts("chronicle_create_entry", sample("A"))["path"].as_str().unwrap().to_owned();
    let before = project.read(&path);
    let facts =
        project.facts("chronicle_update_entry", update(1, json!({"title": "B", "status": "canonical"})));
    assert_eq!(facts["changed"], json!(["title", "status"]));
    let expected = before.replace("**Title:** A", "**Title:** B").replace("draft", "canonical");
    assert_eq!(project.read(&path), expected);
    let more = json!({"content": "New.\n", "classification": "confidential"});
    project.call("chronicle_update_entry", update(1, more));
    let expected =
        expected.replace("# What came\n\n**Status:** rain", "New.").replace("internal", "confidential");
    assert_eq!(project.read(&path), expected);
    let output = project.call("chronicle_update_entry", update(1, json!({"title": "B"})));
    assert!(output.text.ends_with("(nothing new)"), "{}", output.text);
    assert_eq!(project.read(&path), expected);
}

#[test]
fn an_entry_older_than_seven_days_needs_an_approval() {
    for date in ["2025-08-01", "August 2, 2025", ""] {
        let project = Project::new("chronicle");
        let text = format!("# Living Chronicle - Entry 50\n\n**Title:** A\n**Date:** {date}\n\n## 1. x\n");
        project.write(OLD, &text);
        let change = |more| with(update(50, json!({"title": "B"})), more);
        for without in
            [json!({}), json!({"override_approval_id": null}), json!({"override_approval_id": "  "})]
        {
            let failure = project.fails("chronicle_update_entry", change(without));
            assert!(
                failure.starts_with("entry #050 ") && failure.contains("override_approval_id"),
                "{failure}"
            );
            assert!(failure.contains("older than 7 days"), "{failure}");
            assert_eq!(project.read(OLD), text);
        }
        project.call("chronicle_update_entry", change(json!({"override_approval_id": "ap-1"})));
        assert_eq!(project.read(OLD), text.replace("**Title:** A", "**Title:** B"));
    }
}

#[test]
fn an_entry_of_an_older_form_keeps_it() {
    let project = Project::new("chronicle");
    let text = "### **Entry 050: Ground Control**\r\n**Date:** 2025-08-01  \r\n**Status:** x | y  \r\n\r\n**1. A:**  \r\nText.\r\n";
    project.write(OLD, text);
    let facts = project.facts("chronicle_get_entry", json!({"entry_number": 50}));
    assert_eq!((&facts["title"], &facts["status"]), (&json!("Ground Control"), &json!(null)));
    assert_eq!(facts["content"], "**1. A:**  \r\nText.");
    let change = |updates| with(update(50, updates), json!({"override_approval_id": "ap-1"}));
    project.call("chronicle_update_entry", change(json!({"title": "Sky", "content": "**1. B:**\nMore."})));
    let expected =
        text.replace("Ground Control", "Sky").replace("**1. A:**  \r\nText.", "**1. B:**\r\nMore.");
    assert_eq!(project.read(OLD), expected);
    project.call("chronicle_update_entry", change(json!({"classification": "public"})));
    let expected = expected.replace("x | y  \r\n", "x | y  \r\n**Classification:** public\r\n");
    assert_eq!(project.read(OLD), expected);
}

#[test]
fn bad_arguments_are_named_and_write_nothing() {
    let project = Project::new("chronicle");
    let path = project.facts("chronicle_create_entry", sample("A"))["path"].as_str().unwrap().to_owned();
    let before = project.read(&path);
    let create = |more| ("chronicle_create_entry", with(sample("A"), more));
    let change = |updates| ("chronicle_update_entry", update(1, updates));
    let table = [
        (create(json!({"title": "a\rb"})), "title: must be one line"),
        (create(json!({"author": "x".repeat(201)})), "author: may have at most 200 characters"),
        (create(json!({"content": "\n"})), "content: must not be empty"),
        (create(json!({"date": "yesterday"})), "date: \"yesterday\" is no day of the calendar"),
        (
            create(json!({"status": "CANONICAL"})),
            "status: unknown variant `CANONICAL`, expected one of `draft`",
        ),
        (create(json!({"classification": "secret"})), "classification: unknown variant `secret`"),
        (("chronicle_create_entry", json!({"title": "A"})), "arguments: missing field `content`"),
        (change(json!({})), "updates: names no field; give at least one of title, content"),
        (
            change(json!({"author": "me"})),
            "updates.author: unknown field `author`, expected one of `title`, `content`, `status`, `classification`",
        ),
        (change(json!({"title": null})), "updates.title: invalid type: null"),
        (change(json!({"status": "draft", "title": "a\nb"})), "updates.title: must be one line"),
        (change(json!({"status": "draft", "content": " "})), "updates.content: must not be empty"),
        (change(json!({"status": "open"})), "updates.status: unknown variant"),
        (("chronicle_update_entry", update(2, json!({"title": "B"}))), "there is no chronicle entry #002"),
        (
            ("chronicle_update_entry", with(update(1, json!({"title": "B"})), json!({"reason": ""}))),
            "reason: must not be empty",
        ),
        (("chronicle_get_entry", json!({"entry_number": 0})), "entry_number: must be from 1"),
        (("chronicle_list_entries", json!({"limit": 0})), "limit: must be from 1 to 1000, and was 0"),
        (("chronicle_list_entries", json!({"limit": 1_001})), "limit: must be from 1 to 1000, and was 1001"),
        (("chronicle_search", json!({})), "arguments: missing field `query`"),
    ];
    for ((tool, arguments), reason) in table {
        let failure = project.fails(tool, arguments.clone());
        assert!(failure.starts_with(reason), "{tool} {arguments}: {failure}");
    }
    assert_eq!((project.files(), project.read(&path)), (vec![path], before));
}

#[test]
fn the_newest_come_first_under_both_names() {
    let project = Project::new("chronicle");
    for day in 1..=12 {
        project.call(
            "chronicle_create_entry",
            with(sample(&format!("Day {day}")), json!({"date": "2025-12-06"})),
        );
    }
    let numbers = |tool: &str, arguments: Value| -> Vec<u64> {
        let facts = project.facts(tool, arguments);
        facts["entries"].as_array().unwrap().iter().map(|entry| entry["number"].as_u64().unwrap()).collect()
    };
    let newest: Vec<u64> = (3..=12).rev().collect();
    assert_eq!(numbers("chronicle_list_entries", json!({})), newest);
    assert_eq!(numbers("chronicle_read_latest_entries", json!({})), newest);
    assert_eq!(numbers("chronicle_list_entries", json!({"limit": 1_000})).len(), 12);
    insta::assert_snapshot!(project.call("chronicle_list_entries", json!({"limit": 2})).text, @r"
    2 entries:
    #012 Day 12 [draft, 2025-12-06] 00_CHRONICLE/ENTRIES/012_day_12.md
    #011 Day 11 [draft, 2025-12-06] 00_CHRONICLE/ENTRIES/011_day_11.md
    ");
}

#[test]
fn entries_are_found_and_shown() {
    let project = Project::new("chronicle");
    project.call("chronicle_create_entry", with(sample("Session Seal"), json!({"date": "2025-12-06"})));
    project.write(OLD, "# Entry 050: Other\n\nnothing\n");
    let found = project.call("chronicle_search", json!({"query": "seal SESSION"}));
    insta::assert_snapshot!(found.text, @r"
    1 entry:
    #001 Session Seal [draft, 2025-12-06] 00_CHRONICLE/ENTRIES/001_session_seal.md
        **Title:** Session Seal
    ");
    assert_eq!(found.structured.unwrap()["entries"][0]["number"], 1);
    assert_eq!(project.call("chronicle_search", json!({"query": "attic"})).text, "No entry has these words.");
    let output = project.call("chronicle_get_entry", json!({"entry_number": 50}));
    assert_eq!(
        output.text,
        format!("#050 Other [unknown status, no date] {OLD}\n\n# Entry 050: Other\n\nnothing\n")
    );
    assert_eq!(output.structured.unwrap()["content"], "nothing");
}
