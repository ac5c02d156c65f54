//! The protocol server, by its effects on the files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]
#![allow(clippy::needless_pass_by_value, reason = "so that a call reads `update(1, json!({…}))`")]

mod support;

use serde_json::{Value, json};
use support::{Project, with};

const FOREIGN: &str = "01_PROTOCOLS/101_The_Doctrine.md";
const FOREIGN_TEXT: &str = "# Protocol 101 v2.0: The Doctrine\r\n\r\n**Status:** CANONICAL\r\n**Version:** 2.0 (Hardened)\r\n**Architect:** G\r\n**Linked Protocols:** P89, P88\r\n\r\n---\r\n### Changelog\r\n\r\n x \r\n---\r\n## 1. Law\r\n";

fn sample(number: u32, title: &str) -> Value {
    json!({
        "number": number, "title": title, "status": "PROPOSED", "classification": "Internal", "version": "1.0",
        "authority": "Council", "content": "## 1. Rule\n\nSign every commit.",
    })
}

fn update(number: u32, updates: Value) -> Value {
    json!({"number": number, "updates": updates, "reason": "Agreed."})
}

#[test]
fn a_new_protocol_has_the_fleets_form() {
    let project = Project::new("protocol");
    let more = json!({"linked_protocols": "101, 114"});
    let output = project.call("protocol_create", with(sample(133, "The Unbreakable Commit"), more));
    let path = "01_PROTOCOLS/133_The_Unbreakable_Commit.md";
    assert_eq!(
        output.text,
        format!("Created protocol #133 The Unbreakable Commit [PROPOSED, version 1.0] {path}")
    );
    insta::assert_snapshot!(project.read(path), @r"
    # Protocol 133: The Unbreakable Commit

    **Status:** PROPOSED
    **Classification:** Internal
    **Version:** 1.0
    **Authority:** Council
    **Linked Protocols:** 101, 114

    ---

    ## 1. Rule

    Sign every commit.
    ");
    assert_eq!(
        output.structured.unwrap(),
        json!({"number": 133, "title": "The Unbreakable Commit", "status": "PROPOSED", "classification": "Internal",
            "version": "1.0", "authority": "Council", "linked_protocols": "101, 114", "path": path})
    );
}

#[test]
fn without_linked_protocols_there_is_no_line_for_them() {
    for absent in [json!({}), json!({"linked_protocols": null}), json!({"linked_protocols": " "})] {
        let project = Project::new("protocol");
        let facts = project.facts("protocol_create", with(sample(0, "Prometheus"), absent));
        assert_eq!(
            (&facts["linked_protocols"], &facts["path"]),
            (&json!(null), &json!("01_PROTOCOLS/00_Prometheus.md"))
        );
        assert!(!project.read("01_PROTOCOLS/00_Prometheus.md").contains("Linked"));
    }
}

#[test]
fn a_text_keeps_its_indentation_and_gets_plain_line_ends() {
    let project = Project::new("protocol");
    let content = "\r\n \n    code\r\n\r\ntext  \n\n";
    project.call("protocol_create", with(sample(1, "A"), json!({"content": content})));
    let file = project.read("01_PROTOCOLS/01_A.md");
    assert!(file.ends_with("\n---\n\n    code\n\ntext\n"), "{file:?}");
    let facts = project.facts("protocol_update", update(1, json!({"content": content})));
    assert_eq!((&facts["changed"], project.read("01_PROTOCOLS/01_A.md")), (&json!([]), file));
}

#[test]
fn a_number_must_be_free() {
    let project = Project::new("protocol");
    project.write(FOREIGN, FOREIGN_TEXT);
    let failure = project.fails("protocol_create", sample(101, "Other"));
    assert_eq!(failure, format!("number #101 is taken by {FOREIGN}; #102 is free"));
    assert_eq!(project.files(), [FOREIGN]);
    assert_eq!(project.facts("protocol_create", sample(7, "Other"))["path"], "01_PROTOCOLS/07_Other.md");
}

#[test]
fn a_change_touches_only_what_it_names() {
    let project = Project::new("protocol");
    project.write(FOREIGN, FOREIGN_TEXT);
    let change = |updates| project.facts("protocol_update", update(101, updates))["changed"].clone();
    assert_eq!(change(json!({"title": "The Law", "status": "DEPRECATED"})), json!(["title", "status"]));
    let expected = FOREIGN_TEXT.replace("The Doctrine", "The Law").replace("CANONICAL", "DEPRECATED");
    assert_eq!(project.read(FOREIGN), expected);
    assert_eq!(
        change(json!({"authority": "Council", "linked_protocols": ""})),
        json!(["authority", "linked_protocols"])
    );
    let expected = expected
        .replace("(Hardened)\r\n", "(Hardened)\r\n**Authority:** Council\r\n")
        .replace("**Linked Protocols:** P89, P88\r\n", "");
    assert_eq!(project.read(FOREIGN), expected);
    assert_eq!(change(json!({"content": "## 2. New\nlaw", "version": "2.0 (Hardened)"})), json!(["content"]));
    let head = expected.split_once("---\r\n").unwrap().0;
    assert_eq!(project.read(FOREIGN), format!("{head}---\r\n## 2. New\r\nlaw\r\n"));
}

#[test]
fn every_field_can_be_updated() {
    let project = Project::new("protocol");
    project.call("protocol_create", sample(5, "A"));
    let output = project.call("protocol_update", update(5, json!({
        "title": "B: c", "content": "Rest.", "status": "CANONICAL", "classification": "Public", "version": "2",
        "authority": "All", "linked_protocols": "101",
    })));
    let all = "title, status, classification, version, authority, linked_protocols, content";
    assert_eq!(
        output.text,
        format!("Updated protocol #05 B: c [CANONICAL, version 2] 01_PROTOCOLS/05_A.md ({all})")
    );
    insta::assert_snapshot!(project.read("01_PROTOCOLS/05_A.md"), @r"
    # Protocol 5: B: c

    **Status:** CANONICAL
    **Classification:** Public
    **Version:** 2
    **Authority:** All
    **Linked Protocols:** 101

    ---

    Rest.
    ");
}

#[test]
fn bad_arguments_are_named_and_write_nothing() {
    let project = Project::new("protocol");
    project.write(FOREIGN, FOREIGN_TEXT);
    let create = |more| ("protocol_create", with(sample(1, "A"), more));
    let change = |updates| ("protocol_update", update(101, updates));
    let table = [
        (create(json!({"number": -1})), "number: must be from 0 to 9999, and was -1"),
        (create(json!({"number": 10_000})), "number: must be from 0 to 9999, and was 10000"),
        (create(json!({"title": ""})), "title: must not be empty"),
        (
            create(json!({"status": "proposed"})),
            "status: unknown variant `proposed`, expected one of `PROPOSED`",
        ),
        (create(json!({"classification": "a\nb"})), "classification: must be one line"),
        (create(json!({"version": "x".repeat(51)})), "version: may have at most 50 characters"),
        (create(json!({"authority": "x".repeat(301)})), "authority: may have at most 300 characters"),
        (create(json!({"linked_protocols": "x".repeat(1_001)})), "linked_protocols: may have at most 1000"),
        (create(json!({"content": "a\u{0}"})), "content: has a NUL character"),
        (("protocol_create", json!({"number": 1})), "arguments: missing field `title`"),
        (change(json!({})), "updates: names no field; give at least one of title, content, status"),
        (
            change(json!({"colour": "red"})),
            "updates.colour: unknown field `colour`, expected one of `title`, `content`, `status`, `classification`, `version`, `authority`, `linked_protocols`",
        ),
        (change(json!({"title": "B", "version": " "})), "updates.version: must not be empty"),
        (change(json!({"linked_protocols": null})), "updates.linked_protocols: invalid type: null"),
        (
            change(json!({"title": "B", "linked_protocols": "a\nb"})),
            "updates.linked_protocols: must be one line",
        ),
        (
            ("protocol_update", update(9, json!({"title": "B"}))),
            "there is no protocol #09 below 01_PROTOCOLS/",
        ),
        (("protocol_get", json!({"number": "101"})), "number: invalid type"),
        (("protocol_list", json!({"status": "canonical"})), "status: unknown variant"),
        (("protocol_search", json!({"query": ""})), "query: must not be empty"),
    ];
    for ((tool, arguments), reason) in table {
        let failure = project.fails(tool, arguments.clone());
        assert!(failure.starts_with(reason), "{tool} {arguments}: {failure}");
    }
    assert_eq!((project.files(), project.read(FOREIGN)), (vec![FOREIGN.to_owned()], FOREIGN_TEXT.to_owned()));
}

#[test]
fn protocols_are_shown_listed_and_found() {
    let project = Project::new("protocol");
    project.write(FOREIGN, FOREIGN_TEXT);
    project.call("protocol_create", sample(4, "Nomad"));
    project
        .write("01_PROTOCOLS/08_AGORA_LOOP.md", "# 08_AGORA_LOOP.md\n\n## Title: Agora\n**Status:** Live\n");
    insta::assert_snapshot!(project.call("protocol_list", json!({})).text, @r"
    3 protocols:
    #04 Nomad [PROPOSED, version 1.0] 01_PROTOCOLS/04_Nomad.md
    #08 08_AGORA_LOOP.md [unknown status, no version] 01_PROTOCOLS/08_AGORA_LOOP.md
    #101 The Doctrine [CANONICAL, version 2.0 (Hardened)] 01_PROTOCOLS/101_The_Doctrine.md
    ");
    let canonical = project.facts("protocol_list", json!({"status": "CANONICAL"}));
    assert_eq!((&canonical["count"], &canonical["protocols"][0]["number"]), (&json!(1), &json!(101)));
    insta::assert_snapshot!(project.call("protocol_search", json!({"query": "commit"})).text, @r"
    1 protocol:
    #04 Nomad [PROPOSED, version 1.0] 01_PROTOCOLS/04_Nomad.md
        Sign every commit.
    ");
    let facts = project.facts("protocol_get", json!({"number": 4}));
    assert_eq!(
        (&facts["content"], &facts["authority"]),
        (&json!("## 1. Rule\n\nSign every commit."), &json!("Council"))
    );
}
